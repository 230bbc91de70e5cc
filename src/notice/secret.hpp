// SPDX-License-Identifier: Apache-2.0
// Whether the header of a text marks it as a state secret or as sent by cipher.
#pragma once

#include <string_view>

namespace luoshi::notice {

// Looks only where such a mark can stand: the lines above the title, at most the first forty. Words
// in sentences (商业秘密, 保守国家秘密, 秘书) are no marks; 内部 is none either.
bool has_secret_mark(std::string_view text);

} // namespace luoshi::notice

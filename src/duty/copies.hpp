// SPDX-License-Identifier: Apache-2.0
// A report as it is printed and signed, its check code in the foot.
#pragma once

#include "duty/submissions.hpp"
#include "office/document.hpp"

#include <string>

namespace luoshi::duty {

// format: docx or xlsx. printed: by whom and when, as it stands on the paper. Errors: those of
// form::write_copy.
std::string printed_copy(const DueDetail& detail, office::Format format,
                         const std::string& printed);

} // namespace luoshi::duty

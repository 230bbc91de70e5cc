// SPDX-License-Identifier: Apache-2.0
// Numbers as lists show them: 3, III, c, 三, 叁, ③, 丙.
#pragma once

#include <string>
#include <string_view>

namespace luoshi::office {

// `format` is a number format of Word (ST_NumberFormat of ISO/IEC 29500: decimal, chineseCounting,
// ideographTraditional, …). One we do not know, and a value it has no sign for, becomes decimal.
std::string numeral(std::string_view format, long value);

} // namespace luoshi::office

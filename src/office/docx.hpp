// SPDX-License-Identifier: Apache-2.0
// Documents of Word and WPS (ISO/IEC 29500). What is printed becomes text: numbers the program
// counts, tracked changes as accepted, results of fields; hidden text does not.
#pragma once

#include "office/document.hpp"

#include <string_view>

namespace luoshi::office {

bool is_docx(std::string_view bytes) noexcept;

// Errors: unsupported "office.macros"; those of zip.hpp and xml.hpp; unprocessable "office.empty".
Document read_docx(std::string_view bytes, std::string_view file,
                   Fidelity fidelity = Fidelity::shown);

} // namespace luoshi::office

// SPDX-License-Identifier: Apache-2.0
#include "office/document.hpp"

namespace luoshi::office {

std::string_view to_string(Format format) noexcept {
    switch (format) {
    case Format::text: return "text";
    case Format::html: return "html";
    case Format::docx: return "docx";
    case Format::pdf: return "pdf";
    case Format::xlsx: return "xlsx";
    case Format::csv: return "csv";
    }
    return "text";
}

} // namespace luoshi::office

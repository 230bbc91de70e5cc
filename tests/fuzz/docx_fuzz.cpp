// SPDX-License-Identifier: Apache-2.0
// Any XML as a document of Word: body, list numbers and styles, parted by a zero byte. The archive
// around them is made here; its own reader is fuzzed by what else bytes may be.
#include "check_document.hpp"
#include "fuzz.hpp"

#include "office/read_document.hpp"
#include "office/test_docx.hpp"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luoshi;
    return fuzz::run(data, size, [](std::string_view bytes) {
        office::DocxParts parts;
        for (auto* part : {&parts.body, &parts.numbering, &parts.styles}) {
            const auto end = bytes.find('\0');
            *part = bytes.substr(0, end);
            bytes = end == std::string_view::npos ? std::string_view{} : bytes.substr(end + 1);
        }
        fuzz::check_document(office::read_document(office::make_docx(parts), "fuzz"));
    });
}

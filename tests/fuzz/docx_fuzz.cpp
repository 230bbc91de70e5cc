// SPDX-License-Identifier: Apache-2.0
// Any XML as a document of Word: body, list numbers and styles, parted by a zero byte.
#include "check_document.hpp"
#include "fuzz.hpp"
#include "stored_zip.hpp"

#include "office/read_document.hpp"

#include <array>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luoshi;
    return fuzz::run(data, size, [](std::string_view bytes) {
        std::array<std::string, 3> parts;
        for (auto& part : parts) {
            const auto end = bytes.find('\0');
            part = bytes.substr(0, end);
            bytes = end == std::string_view::npos ? std::string_view{} : bytes.substr(end + 1);
        }
        const std::string links =
            "<Relationships><Relationship Id='n' Type='x/numbering' Target='numbering.xml'/>"
            "<Relationship Id='s' Type='x/styles' Target='styles.xml'/></Relationships>";
        const auto archive = fuzz::stored_zip(
            {{"word/document.xml",
              "<w:document xmlns:w='w'><w:body>" + parts[0] + "</w:body></w:document>"},
             {"word/_rels/document.xml.rels", links},
             {"word/numbering.xml", "<w:numbering xmlns:w='w'>" + parts[1] + "</w:numbering>"},
             {"word/styles.xml", "<w:styles xmlns:w='w'>" + parts[2] + "</w:styles>"}});
        fuzz::check_document(office::read_document(archive, "fuzz"));
    });
}

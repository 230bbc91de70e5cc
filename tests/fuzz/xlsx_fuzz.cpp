// SPDX-License-Identifier: Apache-2.0
// Any XML as a workbook: its sheet, shared strings and styles, parted by a zero byte.
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
        const auto archive = fuzz::stored_zip(
            {{"_rels/.rels", "<Relationships><Relationship Id='r' Type='x/officeDocument' "
                             "Target='xl/workbook.xml'/></Relationships>"},
             {"xl/workbook.xml",
              "<workbook xmlns:r='r'><sheets><sheet name='a' sheetId='1' r:id='w'/></sheets>"
              "</workbook>"},
             {"xl/_rels/workbook.xml.rels",
              "<Relationships><Relationship Id='w' Type='x/worksheet' "
              "Target='worksheets/sheet1.xml'/><Relationship Id='t' Type='x/sharedStrings' "
              "Target='sharedStrings.xml'/><Relationship Id='s' Type='x/styles' "
              "Target='styles.xml'/></Relationships>"},
             {"xl/worksheets/sheet1.xml", "<worksheet>" + parts[0] + "</worksheet>"},
             {"xl/sharedStrings.xml", "<sst>" + parts[1] + "</sst>"},
             {"xl/styles.xml", "<styleSheet>" + parts[2] + "</styleSheet>"}});
        fuzz::check_document(office::read_document(archive, "fuzz.xlsx"));
    });
}

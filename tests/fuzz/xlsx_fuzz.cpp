// SPDX-License-Identifier: Apache-2.0
// Any bytes as a spreadsheet, plain or as the first sheet of a workbook: the end is a document
// whose cells lie inside its text, or an Error that is not ours. Build as told in CMakeLists.txt,
// then
//   xlsx_fuzz -max_total_time=60 -max_len=8192 CORPUS
#include "base/error.hpp"
#include "office/read_document.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

void check(const luoshi::office::Document& document) {
    using luoshi::ensure;
    std::size_t end = 0;
    for (const auto& block : document.blocks) {
        ensure(block.span.begin >= end && block.span.begin <= block.span.end &&
                   block.span.end <= document.text.size(),
               "blocks stand in the order of the text");
        end = block.span.end;
        if (!block.table) {
            continue;
        }
        for (const auto& cell : block.table->cells) {
            ensure(cell.span.begin >= block.span.begin && cell.span.end <= block.span.end &&
                       cell.span.begin <= cell.span.end && cell.rows > 0 && cell.columns > 0 &&
                       cell.row + cell.rows <= block.table->rows &&
                       cell.column + cell.columns <= block.table->columns,
                   "cells lie inside their table");
        }
    }
}

void read(std::string_view bytes, std::string_view file) {
    try {
        check(luoshi::office::read_document(bytes, file));
    } catch (const luoshi::Error& error) {
        if (error.code() == luoshi::ErrorCode::internal) {
            throw;
        }
    }
}

void append_number(std::string& out, std::size_t value, int bytes) {
    for (; bytes > 0; --bytes, value >>= 8U) {
        out += static_cast<char>(value & 0xFFU);
    }
}

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = ~0U;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i) {
            crc = (crc >> 1U) ^ (0xEDB88320U & (0U - (crc & 1U)));
        }
    }
    return ~crc;
}

// A workbook whose only sheet is `sheet`; stored, not packed, so that what is fuzzed is the XML.
std::string workbook_around(std::string_view sheet) {
    constexpr std::string_view kBook =
        R"(<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>)";
    constexpr std::string_view kBookRelations =
        R"(<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>)";
    constexpr std::string_view kRelations =
        R"(<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>)";
    const std::pair<std::string_view, std::string_view> parts[] = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", kRelations},
        {"xl/workbook.xml", kBook},
        {"xl/_rels/workbook.xml.rels", kBookRelations},
        {"xl/worksheets/sheet1.xml", sheet}};
    std::string out, directory;
    for (const auto& [name, content] : parts) {
        const auto at = out.size();
        std::string common;
        append_number(common, 20, 2); // version needed
        append_number(common, 0, 2);  // flags
        append_number(common, 0, 2);  // stored
        append_number(common, 0, 2);  // time
        append_number(common, 33, 2); // 1980-01-01
        append_number(common, crc32(content), 4);
        append_number(common, content.size(), 4);
        append_number(common, content.size(), 4);
        append_number(common, name.size(), 2);
        append_number(common, 0, 2); // extra
        (out += "PK\x03\x04") += common;
        (out += name) += content;
        (directory += "PK\x01\x02") += std::string_view{"\x14\0", 2};
        directory += common;
        append_number(directory, 0, 10); // comment, disk, attributes
        append_number(directory, at, 4);
        directory += name;
    }
    const auto begin = out.size();
    (out += directory) += "PK\x05\x06";
    append_number(out, 0, 4); // disks
    append_number(out, std::size(parts), 2);
    append_number(out, std::size(parts), 2);
    append_number(out, directory.size(), 4);
    append_number(out, begin, 4);
    append_number(out, 0, 2);
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    read(bytes, "fuzz.xlsx");
    read(workbook_around(bytes), "fuzz.xlsx");
    return 0;
}

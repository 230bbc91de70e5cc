// SPDX-License-Identifier: Apache-2.0
#include "archive/archive.hpp"
#include "base/sm3.hpp"
#include "office/write_docx.hpp"
#include "office/zip_file.hpp"

#include <array>

namespace luoshi::archive {
namespace {

using office::WriteLook;

// The columns of a list of archived documents.
std::string contents_of(const Folder& folder) {
    constexpr std::array<std::pair<const char*, double>, 7> kColumns{{{"序号", 3},
                                                                      {"责任者", 7},
                                                                      {"文号", 9},
                                                                      {"题名", 14},
                                                                      {"日期", 7},
                                                                      {"文件", 16},
                                                                      {"备注", 6}}};
    office::WriteTable table;
    table.heading_rows = 1;
    table.rows = folder.entries.size() + 1;
    for (std::size_t c = 0; c < kColumns.size(); ++c) {
        table.widths.push_back(kColumns[c].second);
        table.cells.push_back(
            {.row = 0, .column = c, .text = kColumns[c].first, .look = WriteLook::heading});
    }
    for (std::size_t r = 0; r < folder.entries.size(); ++r) {
        const auto& entry = folder.entries[r];
        const std::array<std::string, 7> cells{std::to_string(r + 1),
                                               entry.author,
                                               entry.number,
                                               entry.title,
                                               entry.date ? to_string(*entry.date) : "",
                                               entry.path,
                                               entry.note};
        for (std::size_t c = 0; c < cells.size(); ++c) {
            table.cells.push_back({.row = r + 1,
                                   .column = c,
                                   .text = cells[c],
                                   .look = c == 0 ? WriteLook::middle : WriteLook::text});
        }
    }
    office::WriteSection section;
    section.page = office::WriteSection::Page::across;
    section.content.emplace_back(
        office::WriteParagraph{office::WriteStyle::title, folder.name + "归档文件目录"});
    section.content.emplace_back(std::move(table));
    return office::write_docx({section});
}

} // namespace

void write(const Folder& folder, const std::string& path) {
    std::string sums; // grows as the parts are written; the last part
    std::vector<office::ZipPart> parts;
    const auto add = [&](const std::string& name, std::function<std::string()> content) {
        parts.push_back({folder.name + "/" + name, [&sums, name, content = std::move(content)] {
                             auto bytes = content();
                             sums += to_hex(sm3(bytes)) + "  " + name + "\n";
                             return bytes;
                         }});
    };
    add("00 目录.docx", [&] { return contents_of(folder); });
    for (const auto& entry : folder.entries) {
        add(entry.path, entry.content);
    }
    parts.push_back({folder.name + "/校验和.txt", [&sums] { return "SM3\n" + sums; }});
    office::write_zip_file(path, parts);
}

} // namespace luoshi::archive

// SPDX-License-Identifier: Apache-2.0
#include "archive/archive.hpp"
#include "base/sm3.hpp"
#include "office/plain_table.hpp"
#include "office/write_docx.hpp"
#include "office/zip_file.hpp"

#include <memory>

namespace luoshi::archive {
namespace {

// The columns of a list of archived documents.
std::string contents_of(const Folder& folder) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& entry : folder.entries) {
        rows.push_back({std::to_string(rows.size() + 1), entry.author, entry.number, entry.title,
                        entry.date ? to_string(*entry.date) : "", entry.path, entry.note});
    }
    office::WriteSection section;
    section.page = office::WriteSection::Page::across;
    section.content.emplace_back(
        office::WriteParagraph{office::WriteStyle::title, folder.name + "归档文件目录"});
    section.content.emplace_back(office::plain_table(
        {"序号", "责任者", "文号", "题名", "日期", "文件", "备注"}, {3, 7, 9, 14, 7, 16, 6}, rows));
    return office::write_docx({section});
}

// Writes the sum of what goes by into `sums`, at its end.
office::Pieces summed(office::Pieces pieces, const std::string& name, std::string& sums) {
    return [pieces = std::move(pieces), sum = std::make_shared<Sm3>(), name,
            &sums](std::string& bytes) {
        const auto before = bytes.size();
        const bool more = pieces(bytes);
        sum->update(std::string_view{bytes}.substr(before));
        if (!more) {
            sums += to_hex(sum->finish()) + "  " + name + "\n";
        }
        return more;
    };
}

} // namespace

void write(const Folder& folder, const std::string& path) {
    std::string sums; // grows as the parts are written; the last part
    std::vector<office::ZipPart> parts;
    const auto add = [&](const std::string& name, std::function<office::Pieces()> content) {
        parts.push_back({folder.name + "/" + name, [&sums, name, content = std::move(content)] {
                             return summed(content(), name, sums);
                         }});
    };
    add("00 目录.docx", [&] { return office::one_piece(contents_of(folder)); });
    for (const auto& entry : folder.entries) {
        add(entry.path, entry.content);
    }
    parts.push_back(
        {folder.name + "/校验和.txt", [&sums] { return office::one_piece("SM3\n" + sums); }});
    office::write_zip_file(path, parts);
}

} // namespace luoshi::archive

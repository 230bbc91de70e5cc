// SPDX-License-Identifier: Apache-2.0
#include "archive/remarks_paper.hpp"

#include "archive/paper_parts.hpp"
#include "org/directory.hpp"

namespace luoshi::archive {
namespace {

// A line for each unit; the office itself where it went to none.
std::string handed(const leader::Remark& remark, const org::Directory& directory) {
    if (remark.handed.empty()) {
        return remark.handed_on
                   ? to_string(*remark.handed_on) + " 办公室办理" + quoted(remark.handed_words)
                   : "";
    }
    std::string lines;
    for (const auto& [id, on, words] : remark.handed) {
        const auto* const unit = directory.find(id);
        lines += (lines.empty() ? "" : "\n") + to_string(on) + " " +
                 (unit == nullptr ? "" : directory.name(*unit, org::NameKind::short_name, on)) +
                 quoted(words);
    }
    return lines;
}

} // namespace

std::string remarks_paper(const leader::ShownRemarks& shown) {
    PaperTable table{"批示", {6, 8, 14, 10, 10}, {"日期", "领导", "批示", "批在", "传达"}, {}};
    for (const auto& one : shown.remarks) {
        if (one.state == leader::RemarkState::handed) { // what waits is not said to anybody yet
            table.rows.push_back({to_string(one.said_on),
                                  one.name + (one.title.empty() ? "" : "（" + one.title + "）") +
                                      (one.entered_by.empty() ? "" : "\n录入人 " + one.entered_by),
                                  one.words, one.about, handed(one, *shown.directory)});
        }
    }
    if (table.rows.empty()) {
        return "";
    }
    office::WriteSection section;
    section.page = office::WriteSection::Page::across;
    add_table(section, table);
    return office::write_docx({section});
}

} // namespace luoshi::archive

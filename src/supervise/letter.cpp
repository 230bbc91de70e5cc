// SPDX-License-Identifier: Apache-2.0
#include "supervise/letter.hpp"

#include "office/write_docx.hpp"
#include "supervise/body.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::supervise {
namespace {

using office::WriteParagraph;
using office::WriteStyle;

bool is_letter(Level level) {
    return level == Level::reminder || level == Level::request;
}

std::string name_of(const org::Directory& directory, org::UnitId id, Date at) {
    const auto* const unit = directory.find(id);
    return unit == nullptr ? "" : directory.name(*unit, org::NameKind::official, at);
}

} // namespace

std::string to_docx(const Draft& draft, const org::Directory& directory) {
    const auto day = draft.approved_on.value_or(draft.facts.on);
    const auto from = name_of(directory, draft.office, day);
    office::WriteSection section;
    const auto add = [&](WriteStyle style, std::string text) {
        section.content.emplace_back(WriteParagraph{style, std::move(text)});
    };
    if (!is_out(draft.state)) {
        add(WriteStyle::note, draft.wording.issuer == Issuer::general_office
                                  ? "草稿，未送出；拟请办公厅发"
                                  : "草稿，未送出");
    }
    if (!from.empty()) { // a letter has the name alone, other papers the name of a document
        add(WriteStyle::letterhead, is_letter(draft.wording.level) ? from : from + "文件");
    }
    const auto number = draft.number.empty() ? std::string{"待编"} : draft.number;
    add(is_letter(draft.wording.level) ? WriteStyle::right : WriteStyle::centred, number);
    add(WriteStyle::title,
        fmt::format("关于{}的{}", draft.facts.title, title_of(draft.wording.level)));
    add(WriteStyle::line, name_of(directory, draft.unit, day) + "：");
    const auto& body = *draft.wording.body;
    office::add_paragraphs(section, WriteStyle::body, body);
    add(WriteStyle::line, "");
    if (!from.empty()) {
        add(WriteStyle::right, from);
    }
    add(WriteStyle::right, draft.approved_on ? in_chinese(*draft.approved_on) : "（印发日期待定）");
    return office::write_docx({section});
}

} // namespace luoshi::supervise

// SPDX-License-Identifier: Apache-2.0
#include "archive/document_paper.hpp"

#include "archive/paper_parts.hpp"
#include "org/directory.hpp"

#include <fmt/format.h>

#include <array>

namespace luoshi::archive {
namespace {

using office::WriteStyle;
using outcome::Standing;

constexpr std::array kStepWords{"调研", "起草", "征求意见", "会签", "合法性、公平竞争审查",
                                "报批", "印发", "评估修订"};
constexpr std::array kStateWords{"未完成", "已完成", "未经此步", "不需要"};
constexpr std::array kDecisionWords{"采纳", "部分采纳", "不采纳"};

// Silence stands as such and is no consent.
const char* words_of(Standing standing) {
    switch (standing) {
    case Standing::open: return "未答复";
    case Standing::late: return "逾期未答复";
    case Standing::lapsed: return "逾期，视为无不同意见";
    case Standing::no_comment: return "无意见";
    case Standing::undecided:
    case Standing::decided: return "有修改意见";
    case Standing::agreed: return "同意";
    case Standing::disputed:
    case Standing::ruled: return "不同意";
    }
    return "";
}

std::string name_of(const outcome::Shown& shown, org::UnitId id) {
    const auto* const unit = shown.directory->find(id);
    return unit == nullptr
               ? ""
               : shown.directory->name(*unit, org::NameKind::official,
                                       shown.sheet.document.issued_on.value_or(shown.today));
}

std::string day_of(const std::optional<Date>& day) {
    return day ? to_string(*day) : "";
}

PaperTable steps_of(const outcome::Shown& shown) {
    PaperTable table{"步骤", {8, 5, 6, 7, 12}, {"步骤", "情况", "日期", "经手人", "说明"}, {}};
    for (const auto& line : shown.sheet.steps) {
        table.rows.push_back(
            {kStepWords[static_cast<std::size_t>(line.step)],
             kStateWords[static_cast<std::size_t>(line.state)], day_of(line.ended_on),
             line.holder.empty() ? line.made_by : line.holder,
             line.note + (line.note.empty() || line.evidence.empty() ? "" : "；") + line.evidence});
    }
    return table;
}

// What one unit said, each remark with its decision.
std::string said(const outcome::Sheet& sheet, const outcome::Ask& ask) {
    std::string out = ask.words;
    for (const auto& remark : sheet.remarks) {
        if (remark.ask == ask.id) {
            out += fmt::format(
                "{}{}{}{}", out.empty() ? "" : "\n",
                remark.quote.empty() ? "" : "“" + remark.quote + "”：", remark.words,
                remark.decision
                    ? fmt::format("（{}{}）",
                                  kDecisionWords[static_cast<std::size_t>(*remark.decision)],
                                  quoted(remark.reason))
                    : "");
        }
    }
    if (ask.ruled_on) {
        out += fmt::format("{}{} {}裁定{}", out.empty() ? "" : "\n", to_string(*ask.ruled_on),
                           ask.ruled_by, quoted(ask.ruling));
    }
    return out;
}

PaperTable answers_of(const outcome::Shown& shown, outcome::Purpose purpose, const char* heading) {
    PaperTable table{heading, {4, 9, 8, 6, 12}, {"轮次", "单位", "答复", "日期", "意见及处理"}, {}};
    for (const auto& ask : shown.sheet.asks) {
        if (ask.purpose == purpose) {
            table.rows.push_back(
                {std::to_string(ask.round), name_of(shown, ask.unit),
                 words_of(outcome::standing(ask, shown.sheet.remarks, shown.today)),
                 day_of(ask.answered_on), said(shown.sheet, ask)});
        }
    }
    return table;
}

} // namespace

std::string document_paper(const outcome::Shown& shown) {
    const auto& document = shown.sheet.document;
    office::WriteSection section;
    const auto add = [&](WriteStyle style, const std::string& text) {
        section.content.emplace_back(office::WriteParagraph{style, text});
    };
    add(WriteStyle::title, document.title);
    add(WriteStyle::line, fmt::format("{}　{}　{}", name_of(shown, document.lead),
                                      document.number.empty() ? document.paper + " " + document.page
                                                              : document.number,
                                      day_of(document.issued_on)));
    add_table(section, steps_of(shown));
    add_table(section, answers_of(shown, outcome::Purpose::comment, "征求意见"));
    add_table(section, answers_of(shown, outcome::Purpose::signature, "会签"));
    if (!shown.sheet.texts.empty()) {
        add(WriteStyle::heading, fmt::format("文稿（第{}稿）", shown.sheet.texts.back().version));
        office::add_paragraphs(section, WriteStyle::body, shown.sheet.texts.back().body);
    }
    return office::write_docx({section});
}

} // namespace luoshi::archive

// SPDX-License-Identifier: Apache-2.0
#include "leader/brief_file.hpp"

#include "office/plain_table.hpp"
#include "office/write_docx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace luoshi::leader {
namespace {

using office::WriteParagraph;
using office::WriteStyle;

constexpr std::size_t kNamed = 2; // units told by name in one line

class File {
public:
    File(const Brief& brief, const org::Directory& directory)
        : brief_(brief), directory_(directory), day_(brief.issued_on.value_or(brief.figures.on)) {}

    office::WriteSection write() {
        add_head();
        office::add_paragraphs(section_, WriteStyle::body, brief_.text.words);
        if (!brief_.text.stuck.empty()) {
            add(WriteStyle::heading, "一、卡在哪里");
            section_.content.emplace_back(stuck_table());
        }
        if (!brief_.text.proposals.empty()) {
            add(WriteStyle::heading, brief_.text.stuck.empty() ? "一、建议" : "二、建议");
            int n = 0;
            for (const auto& one : brief_.text.proposals) {
                add(WriteStyle::body, fmt::format("{}．{}", ++n, words_of(one)));
            }
        }
        add(WriteStyle::note,
            fmt::format("数据截至{}。出处：本系统方案总览、报送台账和任务清单；{}", moment(),
                        lights()));
        return std::move(section_);
    }

private:
    void add(WriteStyle style, std::string text) {
        section_.content.emplace_back(WriteParagraph{style, std::move(text)});
    }

    void add_head() {
        if (brief_.state != BriefState::issued) {
            add(WriteStyle::note, "草稿，未印发");
        }
        add(WriteStyle::letterhead, "督查专报");
        add(WriteStyle::centred, brief_.number == 0
                                     ? "（期号待编）"
                                     : fmt::format("{}年第{}期", brief_.year, brief_.number));
        const auto from = name(brief_.office, org::NameKind::official);
        if (!from.empty()) {
            add(WriteStyle::line, from);
        }
        add(WriteStyle::right, in_chinese(day_));
        add(WriteStyle::title, brief_.text.title);
    }

    std::string name(org::UnitId id, org::NameKind kind) const {
        const auto* const unit = directory_.find(id);
        return unit == nullptr ? "" : directory_.name(*unit, kind, day_);
    }

    // As a table, so that what a draft has stays on two pages.
    office::WriteTable stuck_table() const {
        std::vector<std::vector<std::string>> rows;
        for (const auto& line : brief_.text.stuck) {
            rows.push_back({std::to_string(rows.size() + 1), line.words, units_of(line), line.step,
                            line.since ? in_chinese(*line.since) : ""});
        }
        return office::plain_table({"序号", "事项", "单位", "环节", "自何时起"},
                                   {2.5, 14, 8.5, 7, 6.5}, rows);
    }

    std::string units_of(const Stuck& line) const {
        std::string text;
        for (std::size_t n = 0; n < std::min(kNamed, line.units.size()); ++n) {
            text += (n == 0 ? "" : "、") + name(line.units[n], org::NameKind::short_name);
        }
        return line.units.size() > kNamed ? fmt::format("{}等{}个单位", text, line.units.size())
                                          : text;
    }

    std::string words_of(const Proposal& one) const {
        auto text = one.words;
        const auto to = name(one.unit, org::NameKind::short_name);
        if (to.empty() && !one.by) {
            return text;
        }
        text += "（" + to;
        if (one.by) {
            text += fmt::format("{}{}前", to.empty() ? "" : "，", in_chinese(*one.by));
        }
        return text + "）";
    }

    std::string lights() const {
        const auto& figures = brief_.figures;
        return fmt::format("任务{}项，逾期{}项，已办结{}项，逾期未报{}件。", figures.tasks,
                           figures.of(followup::Light::overdue), figures.of(followup::Light::done),
                           figures.late_reports);
    }

    // The business date with the time of the clock, +08:00.
    std::string moment() const {
        using namespace std::chrono;
        const auto local = brief_.figures.at.time_since_epoch() + hours{8};
        const auto minute = duration_cast<minutes>(local).count() % (24 * 60);
        return fmt::format("{}{}:{:02}", in_chinese(brief_.figures.on), minute / 60, minute % 60);
    }

    const Brief& brief_;
    const org::Directory& directory_;
    Date day_;
    office::WriteSection section_;
};

} // namespace

std::string to_docx(const Brief& brief, const org::Directory& directory) {
    const std::array section{File{brief, directory}.write()};
    return office::write_docx({section.begin(), section.end()});
}

} // namespace luoshi::leader

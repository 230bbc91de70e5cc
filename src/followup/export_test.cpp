// SPDX-License-Identifier: Apache-2.0
#include "followup/export.hpp"

#include "followup/testing/test_installation.hpp"
#include "office/read_document.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace luoshi::followup {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::SizeIs;

class an_export : public testing::Test {
protected:
    TestInstallation installation_;
    org::Scope all_ = org::Scope::all();

    ExportFile written(PlanId plan, ExportFormat format, const TaskFilter& filter = {}) {
        return export_ledger(installation_.plans, all_, plan, filter, format,
                             installation_.today());
    }

    PlanId imported(const ExportFile& file, const std::string& name) {
        const auto import =
            installation_.imports.receive(installation_.actor, file.name, file.bytes);
        const auto detail = installation_.answer_all(import.id);
        EXPECT_TRUE(detail.ledger.has_value());
        return installation_.imports.make_plan(
            installation_.actor, import.id, detail.import.version,
            {.name = name, .second = true, .key = "", .sample = false});
    }

    // What must stay the same of each task.
    std::vector<std::string> tasks(PlanId plan) {
        std::vector<std::string> out;
        for (const auto& row : installation_.plans.tasks(all_, plan, {}, 0, 500).rows) {
            const auto card = json::parse(row);
            std::vector<std::string> parties, deadlines;
            for (const auto& party : card["parties"]) {
                parties.push_back(party["role"].get<std::string>() + " " + party["unit_id"].dump() +
                                  (party["open"] ? " open" : ""));
            }
            for (const auto& deadline : card["deadlines"]) {
                deadlines.push_back(deadline["kind"].get<std::string>() + " " +
                                    deadline["value"].get<std::string>() + deadline["due"].dump());
            }
            std::sort(parties.begin(), parties.end());
            std::sort(deadlines.begin(), deadlines.end());
            out.push_back(
                json{card["number"], card["section_path"], card["title"], parties, deadlines}
                    .dump());
        }
        return out;
    }

    std::vector<std::string> sections(PlanId plan) {
        std::vector<std::string> out;
        for (const auto& section : installation_.plans.detail(all_, plan).sections) {
            out.push_back(section.path + " " + section.title + " " + std::to_string(section.level) +
                          " " + std::to_string(section.task_count));
        }
        return out;
    }
};

TEST_F(an_export, imported_again_gives_the_same_tasks) {
    const auto plan = installation_.plan_of(sample(), "甲");
    const auto before = installation_.plans.detail(all_, plan).plan;
    const auto expected = tasks(plan);
    ASSERT_THAT(expected, SizeIs(50));
    for (const auto format : {ExportFormat::xlsx, ExportFormat::docx, ExportFormat::csv}) {
        const auto again =
            imported(written(plan, format), std::to_string(static_cast<int>(format)));
        const auto found = tasks(again);
        ASSERT_EQ(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i], expected[i]);
        }
        EXPECT_EQ(sections(again), sections(plan));
        const auto after = installation_.plans.detail(all_, again).plan;
        EXPECT_EQ(after.title, before.title);
        EXPECT_EQ(after.number, before.number);
        EXPECT_EQ(after.issued_on, before.issued_on);
    }
}

TEST_F(an_export, holds_what_the_filter_lets_through_and_says_so) {
    const auto plan = installation_.plan_of(sample(), "甲");
    TaskFilter filter;
    filter.section = "四";
    const auto count = installation_.plans.tasks(all_, plan, filter, 0, 500).rows.size();
    const auto file = written(plan, ExportFormat::xlsx, filter);
    EXPECT_THAT(file.name, HasSubstr(".xlsx"));
    const auto document = office::read_document(file.bytes, file.name);
    EXPECT_THAT(document.text, HasSubstr("筛选：部分 四　共" + std::to_string(count) + "项"));
    EXPECT_EQ(document.text.find("三、"), std::string::npos);
}

TEST_F(an_export, shows_a_unit_no_task_of_others) {
    const auto plan = installation_.plan_of(sample(), "甲");
    const auto unit = installation_.directory()->find_name("省财政厅", installation_.today())->id;
    const auto scope = org::Scope::of(unit);
    const auto rows = installation_.plans.ledger(scope, plan, {});
    EXPECT_EQ(rows.size(), installation_.plans.tasks(scope, plan, {}, 0, 500).rows.size());
    EXPECT_LT(rows.size(), 50U);
    EXPECT_EQ(error_of([&] { installation_.plans.ledger(org::Scope::none(), plan, {}); }).reason(),
              "followup.no-plan");
}

TEST_F(an_export, writes_docx_and_csv_with_the_same_words) {
    const auto plan = installation_.plan_of(small_notice(), "小");
    const auto docx = written(plan, ExportFormat::docx);
    const auto document = office::read_document(docx.bytes, docx.name);
    EXPECT_EQ(document.format, office::Format::docx);
    EXPECT_THAT(document.text, HasSubstr("2020年6月30日前"));
    const auto csv = written(plan, ExportFormat::csv);
    EXPECT_THAT(csv.bytes, testing::StartsWith("\xEF\xBB\xBF\"关于印发《小方案》的通知\""));
    EXPECT_THAT(csv.bytes, HasSubstr("\"2020-06-30\""));
    EXPECT_EQ(csv.bytes, written(plan, ExportFormat::csv).bytes);
}

TEST(deadline_words, say_a_value_as_a_reader_understands_it) {
    using enum notice::DeadlineKind;
    EXPECT_EQ(deadline_words(date, "2012-02-10", "x"), "2012年2月10日前");
    EXPECT_EQ(deadline_words(month_end, "2012-02-29", "x"), "2012年2月底前");
    EXPECT_EQ(deadline_words(year_end, "2012-12-31", "x"), "2012年底前");
    EXPECT_EQ(deadline_words(recurring, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10", "x"),
              "每年2月10日前");
    EXPECT_EQ(deadline_words(recurring, "FREQ=MONTHLY", "每月"), "每月");
    EXPECT_EQ(deadline_words(relative, "P20D/issue", "印发后20日内"), "印发后20日内");
}

} // namespace
} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
#include "followup/plans.hpp"

#include "followup/testing/test_installation.hpp"
#include "store/audit.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace luoshi::followup {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::SizeIs;

std::vector<std::string> numbers(const TaskPage& page) {
    std::vector<std::string> out;
    for (const auto& row : page.rows) {
        out.push_back(json::parse(row)["number"]);
    }
    return out;
}

class PlansTest : public testing::TestWithParam<store::EngineKind> {
protected:
    TestInstallation installation_{GetParam()};
    PlanId plan_ = installation_.plan_of(sample());
    org::Scope all_ = org::Scope::all();

    org::UnitId unit(const char* name) {
        return installation_.directory()->find_name(name, installation_.today())->id;
    }
    std::vector<std::string> found(const TaskFilter& filter) {
        return numbers(installation_.plans.tasks(all_, plan_, filter, 0, 100));
    }
};

INSTANTIATE_TEST_SUITE_P(engines, PlansTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(PlansTest, the_ledger_has_fifty_tasks_in_order_and_pages_by_cursor) {
    auto page = installation_.plans.tasks(all_, plan_, {}, 0, 20);
    EXPECT_EQ(page.total, 50);
    auto seen = numbers(page);
    while (page.next) {
        page = installation_.plans.tasks(all_, plan_, {}, *page.next, 20);
        EXPECT_FALSE(page.total);
        const auto more = numbers(page);
        seen.insert(seen.end(), more.begin(), more.end());
    }
    ASSERT_THAT(seen, SizeIs(50));
    for (std::size_t i = 0; i < seen.size(); ++i) {
        EXPECT_EQ(seen[i], std::to_string(i + 1));
    }
}

TEST_P(PlansTest, filters_hold_together) {
    TaskFilter filter;
    filter.unit = unit("省财政厅");
    filter.role = notice::Role::lead;
    EXPECT_THAT(found(filter), ElementsAre("5", "34"));
    filter.section = "四";
    EXPECT_THAT(found(filter), ElementsAre("34"));

    filter = {};
    filter.section = "三/（六）";
    EXPECT_THAT(found(filter), ElementsAre("26", "27", "28", "29"));
    filter = {};
    filter.due_from = Date::parse("2012-12-01");
    filter.due_to = Date::parse("2012-12-31");
    EXPECT_THAT(found(filter), ElementsAre("27"));
    filter = {};
    filter.flag = FlagKind::vague_time;
    EXPECT_THAT(found(filter), testing::IsSupersetOf({"24", "29"}));
    filter = {};
    filter.dated = true;
    EXPECT_THAT(found(filter), ElementsAre("2", "17", "27"));
}

TEST_P(PlansTest, words_of_one_two_and_more_characters_are_found) {
    TaskFilter filter;
    filter.words = "黄牌";
    EXPECT_THAT(found(filter), ElementsAre("50"));
    filter.words = "乡贤回归";
    EXPECT_THAT(found(filter), ElementsAre("40"));
    filter.words = "污水 配套";
    EXPECT_THAT(found(filter), ElementsAre("27"));
    filter.words = "罚";
    EXPECT_THAT(found(filter), testing::IsEmpty());
    filter.words = "环评";
    const auto both = found(filter);
    EXPECT_THAT(both, testing::IsSupersetOf({"26", "29"}));
    filter.unit = unit("省环保厅");
    filter.role = notice::Role::lead;
    EXPECT_THAT(found(filter), ElementsAre("26", "29"));
    filter.words = "业平"; // neighbours in no text
    EXPECT_THAT(found(filter), testing::IsEmpty());
}

TEST_P(PlansTest, a_unit_sees_its_own_tasks_and_nothing_else) {
    const auto scope = org::Scope::of(unit("广州市"));
    const auto mine = numbers(installation_.plans.tasks(scope, plan_, {}, 0, 100));
    EXPECT_THAT(mine, ElementsAre("1", "8"));
    EXPECT_EQ(installation_.plans.plan(scope, plan_).task_count, 2);

    TaskFilter other;
    other.unit = unit("省财政厅");
    EXPECT_THAT(numbers(installation_.plans.tasks(scope, plan_, other, 0, 100)),
                testing::IsEmpty());
    other = {};
    other.words = "黄牌";
    EXPECT_THAT(numbers(installation_.plans.tasks(scope, plan_, other, 0, 100)),
                testing::IsEmpty());

    const auto all = installation_.plans.tasks(all_, plan_, {}, 0, 100);
    const TaskId theirs{*parse_id(json::parse(all.rows[49])["id"].get<std::string>())};
    EXPECT_EQ(error_of([&] { installation_.plans.task(scope, theirs); }).reason(),
              "followup.no-task");
    EXPECT_EQ(error_of([&] { installation_.plans.text(scope, plan_); }).reason(),
              "followup.no-plan");
    for (const auto& cell : installation_.plans.matrix(scope, plan_).cells) {
        EXPECT_EQ(cell.unit, unit("广州市"));
    }
    const auto nobody = org::Scope::none();
    EXPECT_THAT(installation_.plans.list(nobody), testing::IsEmpty());
    EXPECT_EQ(error_of([&] { installation_.plans.matrix(nobody, plan_); }).reason(),
              "followup.no-plan");
    EXPECT_EQ(error_of([&] { installation_.plans.tasks(nobody, plan_, {}, 0, 100); }).reason(),
              "followup.no-plan");
    EXPECT_THAT(installation_.plans.search(nobody, "园区", 10).tasks, testing::IsEmpty());
}

TEST_P(PlansTest, the_matrix_has_every_assignment_of_real_units) {
    const auto matrix = installation_.plans.matrix(all_, plan_);
    EXPECT_THAT(matrix.tasks, SizeIs(50));
    const auto cell = [&](const char* name, std::int64_t task) {
        for (const auto& one : matrix.cells) {
            if (one.unit == unit(name) && one.task == task) {
                return roles_in(one.roles);
            }
        }
        return std::vector<notice::Role>{};
    };
    EXPECT_THAT(cell("省人社厅", 33), ElementsAre(notice::Role::lead));
    EXPECT_THAT(cell("省财政厅", 33), ElementsAre(notice::Role::lead));
    EXPECT_THAT(cell("韶关市", 0), ElementsAre(notice::Role::responsible));
    EXPECT_THAT(cell("顺德区", 7), ElementsAre(notice::Role::responsible));
    EXPECT_THAT(cell("韶关市", 7), testing::IsEmpty());
    EXPECT_THAT(cell("省科技厅", 11), ElementsAre(notice::Role::guide));
}

TEST_P(PlansTest, a_task_expands_its_groups_and_keeps_its_source) {
    TaskFilter filter;
    filter.words = "最低工资";
    const auto row = json::parse(installation_.plans.tasks(all_, plan_, filter, 0, 1).rows.at(0));
    const auto task =
        installation_.plans.task(all_, TaskId{*parse_id(row["id"].get<std::string>())});
    EXPECT_EQ(row["number"], "8");
    ASSERT_THAT(task.assignments, SizeIs(2));
    EXPECT_THAT(task.directory->expand(task.assignments[0].unit, task.expanded_at), SizeIs(6));
    for (const auto& mark : task.marks) {
        EXPECT_LE(mark.span.end, task.body.size());
    }
    EXPECT_THAT(task.findings,
                testing::Contains(testing::Field(&Finding::kind, FlagKind::text_differs)));
    EXPECT_THAT(json::parse(task.standard), SizeIs(3));
    EXPECT_EQ(task.history.front().what.action, "followup.plan-created");
    const auto before = installation_.plans.task(all_, task.previous);
    EXPECT_EQ(json::parse(before.row)["number"], "7");
}

TEST_P(PlansTest, search_finds_tasks_with_the_words_around_units_and_plans) {
    const auto result = installation_.plans.search(all_, "乡贤", 10);
    ASSERT_THAT(result.tasks, SizeIs(1));
    EXPECT_THAT(result.tasks[0].around, testing::HasSubstr("乡贤"));
    EXPECT_LT(result.tasks[0].around.size(), 150U);
    EXPECT_THAT(installation_.plans.search(all_, "193号", 10).plans, SizeIs(1));
    EXPECT_THAT(installation_.plans.search(all_, "财政", 10).units,
                testing::Contains(unit("省财政厅")));
}

class ImportsTest : public PlansTest {};
INSTANTIATE_TEST_SUITE_P(engines, ImportsTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(ImportsTest, the_same_bytes_are_recognised) {
    const auto first = installation_.imports.receive(installation_.actor, "a.txt", small_notice());
    EXPECT_FALSE(first.repeated);
    const auto again = installation_.imports.receive(installation_.actor, "b.txt", small_notice());
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.id, first.id);
}

TEST_P(ImportsTest, another_text_with_the_number_of_a_plan_says_so_and_needs_a_second_name) {
    auto& imports = installation_.imports;
    const auto import = imports.receive(installation_.actor, "notice-193.txt", seed());
    EXPECT_THAT(imports.detail(import.id).same_number, SizeIs(1));
    const auto detail = installation_.answer_all(import.id);
    const auto make = [&](Imports::MakePlan how) {
        return error_of(
            [&] { imports.make_plan(installation_.actor, import.id, detail.import.version, how); });
    };
    const auto refused = make({.name = "", .second = false, .key = "", .sample = false});
    EXPECT_EQ(refused.reason(), "followup.same-number");
    EXPECT_EQ(refused.details().at(0).second, to_string(plan_));
    const auto name = installation_.plans.plan(all_, plan_).name;
    EXPECT_EQ(make({.name = name, .second = true, .key = "", .sample = false}).reason(),
              "followup.name-taken");
    const auto second =
        imports.make_plan(installation_.actor, import.id, detail.import.version,
                          {.name = "正式文本", .second = true, .key = "", .sample = false});
    EXPECT_EQ(installation_.plans.plan(all_, second).name, "正式文本");
}

TEST_P(ImportsTest, a_plan_waits_for_every_answer_and_is_made_once) {
    auto& imports = installation_.imports;
    const auto import = imports.receive(installation_.actor, "small.txt", small_notice());
    const Imports::MakePlan how{
        .name = "小方案", .second = false, .key = "key-0001", .sample = false};
    const auto make = [&](std::int64_t version) {
        return imports.make_plan(installation_.actor, import.id, version, how);
    };
    EXPECT_EQ(error_of([&] { make(1); }).reason(), "followup.questions-open");
    auto detail = imports.edit(installation_.actor, import.id, 1,
                               {MakeUnit{"省数字资源管理局", "省数字局", org::UnitKind::unit}});
    EXPECT_EQ(error_of([&] {
                  imports.edit(installation_.actor, import.id, 1, {SetTitle{"1", "x"}});
              }).reason(),
              "http.precondition-failed");
    detail = installation_.answer_all(import.id);
    EXPECT_EQ(error_of([&] { make(detail.import.version - 1); }).reason(),
              "http.precondition-failed");
    const auto plan = make(detail.import.version);
    EXPECT_EQ(make(detail.import.version), plan); // the same key
    EXPECT_EQ(error_of([&] {
                  imports.edit(installation_.actor, import.id, detail.import.version + 1,
                               {SetTitle{"1", "x"}});
              }).reason(),
              "followup.already-planned");
    EXPECT_EQ(error_of([&] { imports.discard(installation_.actor, import.id); }).reason(),
              "followup.already-planned");

    // The new unit has its task, and its spelling in the text is an alias from now on.
    EXPECT_EQ(unit("省数字资源管理局"), unit("省数字局"));
    EXPECT_THAT(
        numbers(installation_.plans.tasks(org::Scope::of(unit("省数字局")), plan, {}, 0, 10)),
        ElementsAre("3"));
}

TEST_P(ImportsTest, a_discarded_import_is_gone_and_may_come_again) {
    auto& imports = installation_.imports;
    const auto import = imports.receive(installation_.actor, "small.txt", small_notice());
    imports.edit(installation_.actor, import.id, 1, {SetTitle{"1", "x"}});
    imports.discard(installation_.actor, import.id);
    EXPECT_EQ(error_of([&] { imports.detail(import.id); }).reason(), "followup.no-import");
    EXPECT_FALSE(imports.receive(installation_.actor, "small.txt", small_notice()).repeated);
}

TEST_P(ImportsTest, an_import_keeps_the_tables_of_its_file) {
    auto& imports = installation_.imports;
    const auto import = imports.receive(
        installation_.actor, "notice.html",
        "<html><p>关于印发分工方案的通知<p>各县：<table><tr><td>序号<td>任务<td>责任单位<tr><td>1"
        "<td>推进园区建设<td>市财政局<tr><td>2<td>办好学校<td>市教育局</table>");
    EXPECT_EQ(import.format, "html");
    EXPECT_EQ(import.item_count, 2);
    const auto detail = imports.detail(import.id);
    ASSERT_EQ(detail.blocks.size(), 3U);
    ASSERT_TRUE(detail.blocks[2].table);
    const auto& last = detail.blocks[2].table->cells.back();
    EXPECT_EQ(detail.text.substr(last.span.begin, last.span.end - last.span.begin), "市教育局");
    EXPECT_EQ(detail.pages, 0);
}

TEST_P(ImportsTest, a_file_refused_for_its_marks_leaves_time_and_person_only) {
    const std::string secret =
        "机密★1年\n\n关于印发《某方案》的通知\n\n1. 做事。（省财政厅负责）\n";
    EXPECT_EQ(error_of([&] {
                  installation_.imports.receive(installation_.actor, "绝不能留下的名字.txt",
                                                secret);
              }).reason(),
              "notice.secret");
    const auto last = installation_.database().read(
        [](store::Reader& reader) { return store::events_of(reader, "", 0, 0, 1); });
    ASSERT_THAT(last, SizeIs(1));
    EXPECT_EQ(last[0].what.action, "followup.secret-refused");
    EXPECT_EQ(last[0].what.actor.name, "王强");
    EXPECT_EQ(last[0].what.detail, "");
    EXPECT_THAT(last[0].images, testing::IsEmpty());
}

TEST_P(ImportsTest, the_record_holds_after_all_this) {
    installation_.plan_of(small_notice());
    auto& database = installation_.database();
    store::Sealer sealer{database, "test", std::string(32, 'k')};
    while (sealer.run() > 0) {
    }
    const auto report =
        store::verify(database, installation_.store().blobs(), std::string(32, 'k'));
    EXPECT_THAT(report.faults, testing::IsEmpty());
    EXPECT_GT(report.rows, 500);
}

} // namespace
} // namespace luoshi::followup

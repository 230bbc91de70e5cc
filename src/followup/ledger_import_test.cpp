// SPDX-License-Identifier: Apache-2.0
#include "followup/imports.hpp"
#include "followup/testing/test_installation.hpp"

#include <gmock/gmock.h>

namespace luoshi::followup {
namespace {

using notice::ColumnUse;

std::string ledger(const std::string& task) {
    return "序号,任务,牵头单位,单位,完成时限,进展情况\n1," + task +
           ",省财政厅,省教育厅,2024年底前,已开工\n";
}

class LedgerImport : public testing::Test {
protected:
    ImportDetail receive(const std::string& bytes) {
        return installation.imports.detail(
            installation.imports.receive(installation.actor, "台账.csv", bytes).id);
    }
    ImportDetail set(const ImportDetail& detail, const std::vector<TableColumns>& said) {
        return installation.imports.set_columns(installation.actor, detail.import.id,
                                                detail.import.version, said);
    }
    static std::vector<notice::Role> roles(const ImportDetail& detail) {
        std::vector<notice::Role> out;
        for (const auto& party : detail.draft.items.at(0).parties) {
            out.push_back(party.role);
        }
        return out;
    }
    TestInstallation installation;
    const std::vector<ColumnUse> uses{ColumnUse::number, ColumnUse::task,     ColumnUse::lead,
                                      ColumnUse::guide,  ColumnUse::deadline, ColumnUse::progress};
};
using a_ledger = LedgerImport;

TEST_F(a_ledger, shows_the_columns_it_was_read_by) {
    const auto detail = receive(ledger("修路"));
    ASSERT_TRUE(detail.ledger);
    EXPECT_EQ(detail.import.format, "csv");
    EXPECT_FALSE(detail.ledger->tables.at(0).remembered);
    EXPECT_THAT(roles(detail), testing::ElementsAre(notice::Role::lead, notice::Role::responsible));
    EXPECT_EQ(detail.draft.items.at(0).deadlines.at(0).value, "2024-12-31");
}

TEST_F(a_ledger, is_read_anew_when_a_person_says_what_its_columns_hold) {
    const auto before = receive(ledger("修路"));
    const auto after = set(before, {{0, uses}});
    EXPECT_THAT(roles(after), testing::ElementsAre(notice::Role::lead, notice::Role::guide));
    EXPECT_EQ(after.import.version, before.import.version + 1);
    EXPECT_EQ(after.ledger->tables.at(0).columns.at(3).use, ColumnUse::guide);
}

TEST_F(a_ledger, is_read_by_what_was_said_of_the_same_headings_before) {
    set(receive(ledger("修路")), {{0, uses}});
    const auto next = receive(ledger("植树"));
    EXPECT_TRUE(next.ledger->tables.at(0).remembered);
    EXPECT_THAT(roles(next), testing::ElementsAre(notice::Role::lead, notice::Role::guide));
    auto other = uses;
    other[3] = ColumnUse::joint;
    set(next, {{0, other}});
    EXPECT_THAT(roles(receive(ledger("架桥"))),
                testing::ElementsAre(notice::Role::lead, notice::Role::joint));
}

TEST_F(a_ledger, becomes_a_plan_with_all_its_row_says) {
    const auto detail = installation.answer_all(receive(ledger("修路")).import.id);
    const auto plan = installation.imports.make_plan(
        installation.actor, detail.import.id, detail.import.version,
        {.name = "台账", .second = false, .key = "", .sample = false});
    const auto page = installation.plans.tasks(org::Scope::all(), plan, {}, 0, 10);
    ASSERT_EQ(page.rows.size(), 1U);
    EXPECT_THAT(page.rows[0], testing::HasSubstr("2024-12-31"));
    const auto hits = installation.plans.search(org::Scope::all(), "已开工", 5);
    EXPECT_EQ(hits.tasks.size(), 1U) << "progress is kept with the task";
}

TEST_F(a_ledger, refuses_columns_that_do_not_fit) {
    const auto detail = receive(ledger("修路"));
    const auto reason = [&](const std::vector<TableColumns>& said) {
        return error_of([&] { set(detail, said); }).reason();
    };
    EXPECT_EQ(reason({{1, uses}}), "followup.bad-edit");
    EXPECT_EQ(reason({{0, {ColumnUse::task}}}), "followup.bad-edit");
    auto two = uses;
    two[5] = ColumnUse::task;
    EXPECT_EQ(reason({{0, two}}), "followup.bad-edit");
    const auto notice = receive(small_notice());
    EXPECT_FALSE(notice.ledger);
    EXPECT_EQ(error_of([&] { set(notice, {{0, uses}}); }).reason(), "followup.bad-edit");
    set(detail, {{0, uses}});
    EXPECT_EQ(reason({{0, uses}}), "http.precondition-failed");
}

TEST_F(a_ledger, is_gone_when_it_is_discarded) {
    const auto detail = receive(ledger("修路"));
    installation.imports.discard(installation.actor, detail.import.id);
    EXPECT_EQ(error_of([&] { installation.imports.detail(detail.import.id); }).reason(),
              "followup.no-import");
    EXPECT_TRUE(receive(ledger("修路")).ledger);
}

} // namespace
} // namespace luoshi::followup

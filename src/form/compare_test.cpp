// SPDX-License-Identifier: Apache-2.0
#include "form/compare.hpp"
#include "form/testing.hpp"

#include <gmock/gmock.h>

namespace luoshi::form {
namespace {

std::vector<std::string> told(const std::vector<Change>& changes) {
    std::vector<std::string> lines;
    for (const auto& change : changes) {
        lines.push_back(change.field + (change.column.empty() ? "" : "." + change.column) +
                        (change.row.empty() ? "" : "[" + change.row + "]") + ": " + change.before +
                        " → " + change.after);
    }
    return lines;
}

class two_versions : public ::testing::Test {
protected:
    const pack::Pack pack_ =
        testing::pack_of({{"units.yaml", std::string{testing::kUnits}},
                          {"forms/yearly.yaml", std::string{testing::kYearly}}});
    const Forms forms_ = testing::forms_of(pack_);
    const Form& form_ = *forms_.all.front();
    const org::Directory directory_ = testing::small_directory();
    std::vector<Change> changes(const std::string& before, const std::string& after) const {
        return compare(read_filling(before, form_, directory_, Date{}), form_,
                       read_filling(after, form_, directory_, Date{}), form_);
    }
};

TEST_F(two_versions, that_say_the_same_do_not_differ) {
    EXPECT_TRUE(
        changes(R"({"values":{"投资额":"1"}})", R"({"values":{"投资额":"1.00万元"}})").empty());
}

TEST_F(two_versions, differ_field_by_field) {
    EXPECT_EQ(told(changes(R"({"values":{"投资额":"1","说明":"甲"}})",
                           R"({"values":{"投资额":"2","园区":"甲园"}})")),
              (std::vector<std::string>{"园区:  → 甲园", "投资额: 1.00 → 2.00", "说明: 甲 → "}));
}

TEST_F(two_versions, pair_the_rows_of_a_table_by_their_key_wherever_they_stand) {
    EXPECT_EQ(
        told(changes(
            R"({"values":{"项目":[{"项目名称":"甲","计划投资":"1"},{"项目名称":"乙","计划投资":"2"}]}})",
            R"({"values":{"项目":[{"项目名称":"乙","计划投资":"3"},{"项目名称":"丙","计划投资":"4"}]}})")),
        (std::vector<std::string>{"项目.计划投资[乙]: 2.00 → 3.00", "项目[丙]:  → 丙\t4.00\t\t",
                                  "项目[甲]: 甲\t1.00\t\t → "}));
}

TEST_F(two_versions, differ_passage_by_passage_in_a_long_text) {
    const auto found = changes(R"({"values":{"说明":"一段\n二段\n三段"}})",
                               R"({"values":{"说明":"一段\n新段\n二段改\n三段"}})");
    ASSERT_EQ(found.size(), 1U);
    ASSERT_EQ(found[0].passages.size(), 2U);
    EXPECT_EQ(found[0].passages[0].before, "二段");
    EXPECT_EQ(found[0].passages[0].after, "新段");
    EXPECT_EQ(found[0].passages[1].kind, ChangeKind::added);
    EXPECT_EQ(found[0].passages[1].after_at, 2U);
}

} // namespace
} // namespace luoshi::form

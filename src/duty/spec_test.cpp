// SPDX-License-Identifier: Apache-2.0
#include "duty/spec.hpp"

#include "duty/schedule.hpp"
#include "followup/testing/test_installation.hpp"
#include "form/testing.hpp"

#include <gmock/gmock.h>

namespace luoshi::duty {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

pack::Pack notice_pack() {
    return *pack::open(followup::source_folder() + "/packs/gd-2011-193").value;
}

TEST(duties_of_the_notice, are_read_without_a_finding) {
    const auto pack = notice_pack();
    const auto read = read_duties(pack, {&pack});
    for (const auto& finding : read.diagnostics) {
        ADD_FAILURE() << finding.code << " " << finding.message;
    }
    ASSERT_TRUE(read.value);
    std::vector<std::string> codes;
    for (const auto& duty : read.value->duties) {
        codes.push_back(duty.code);
        EXPECT_TRUE(duty.has_basis()) << duty.code;
        EXPECT_EQ(read_definition(to_json(duty)), duty) << duty.code;
    }
    EXPECT_THAT(codes, ElementsAre("review", "plan", "summary", "support", "closing"));
    EXPECT_EQ(read.value->find("review")->on, "");
    EXPECT_EQ(read.value->find("closing")->on, "2011-11-15");
    EXPECT_EQ(read.value->find("support")->who.size(), 6U);
    EXPECT_EQ(read.value->find("nothing"), nullptr);
    EXPECT_THAT(count_duties(pack), ElementsAre(Field(&pack::Count::count, 5U)));
}

constexpr std::string_view kBroken = R"yaml(base_level: [villages]
duties:
  - id: a
    title: 年报
    title_en: Yearly
    tasks: ["99"]
    form: yearly
    who: [t.nobody]
    to: [t.jxw]
    on: someday
    which: 明年
    remind: [{days: many}, {working_days: 400}]
    rows: {of: ghost, table: 表, into: 没有的表, columns: {甲: 乙}, count: 没有}
    colour: red
  - id: a
    title: 又一份
    title_en: Another
    form: nothing
    who: [t.parks]
    to: [t.jxw]
    period: 世纪
  - id: b
    title: 第三份
    title_en: Third
    form: yearly
    who: [t.parks]
    to: [t.jxw]
    period: 年
    from: 2012-01-01
    until: 2012-01-01
    rows: {of: own_items, into: 项目, columns: {没有的列: number, 项目名称: colour}, count: 没有}
)yaml";

std::vector<std::string> told(const std::vector<Diagnostic>& findings) {
    std::vector<std::string> out;
    for (const auto& one : findings) {
        out.push_back(one.code);
    }
    return out;
}

TEST(mistakes_in_duties, are_all_told_at_once_each_with_its_place) {
    const auto pack =
        form::testing::pack_of({{"units.yaml", std::string{form::testing::kUnits}},
                                {"forms/yearly.yaml", std::string{form::testing::kYearly}},
                                {"duties.yaml", std::string{kBroken}}});
    const auto read = read_duties(pack, {&pack});
    EXPECT_FALSE(read.value);
    EXPECT_THAT(told(read.diagnostics),
                UnorderedElementsAre("duty.category", "duty.unknown-task", "duty.unknown-unit",
                                     "duty.schedule", "pack.choice", "duty.remind", "duty.remind",
                                     "duty.period", "duty.rows", "duty.rows", "pack.unknown-key",
                                     "duty.duplicate", "duty.unknown-form", "pack.choice",
                                     "duty.schedule", "duty.rows", "duty.rows", "duty.rows"));
    const auto& text = pack.file("duties.yaml")->text;
    for (const auto& one : read.diagnostics) {
        if (one.code == "duty.unknown-unit") {
            EXPECT_EQ(line_place(one.span, text).line, 8U);
            EXPECT_THAT(one.message_zh, HasSubstr("t.nobody"));
        }
    }
}

TEST(a_duty, that_differs_in_a_new_version_is_told_field_by_field) {
    const auto yaml = [](const char* on) {
        return "duties:\n  - {id: a, title: 年报, title_en: Y, form: yearly, who: [t.parks], to: "
               "[t.jxw], on: " +
               std::string{on} + "}\n";
    };
    const auto before = form::testing::pack_of({{"duties.yaml", yaml("2011-11-15")}});
    const auto after = form::testing::pack_of({{"duties.yaml", yaml("2011-12-15")}});
    EXPECT_THAT(duty_changes(before, after),
                ElementsAre(AllOf(
                    Field(&pack::Change::code, "a"),
                    Field(&pack::Change::fields,
                          ElementsAre(pack::FieldChange{"on", "2011-11-15", "2011-12-15"})))));
    EXPECT_THAT(duty_changes(before, before), IsEmpty());
}

TEST(a_definition, of_the_office_that_is_none_is_refused_by_field) {
    const auto error =
        followup::error_of([] { read_definition(R"({"id":"a","remind":[{"weeks":1}]})"); });
    EXPECT_EQ(error.reason(), "duty.bad-definition");
    EXPECT_THAT(error.details(), Contains(testing::Pair("field", "remind")));
    EXPECT_THROW(read_definition("[]"), Error);
    EXPECT_THROW(read_definition(R"({"from":"soon"})"), Error);
}

} // namespace
} // namespace luoshi::duty

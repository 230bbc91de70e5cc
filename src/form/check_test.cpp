// SPDX-License-Identifier: Apache-2.0
#include "form/check.hpp"
#include "form/testing.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace luoshi::form {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class a_filled_form : public ::testing::Test {
protected:
    const pack::Pack pack_ =
        testing::pack_of({{"units.yaml", std::string{testing::kUnits}},
                          {"forms/yearly.yaml", std::string{testing::kYearly}}});
    const Forms forms_ = testing::forms_of(pack_);
    const Form& form_ = *forms_.all.front();
    const org::Directory directory_ = testing::small_directory();
    Context context_ = [] {
        Context context;
        context.day = *Date::parse("2011-11-15");
        context.handed = {{"上年投资额", "800"}};
        return context;
    }();

    Outcome check(const std::string& json) const {
        return form::check(read_filling(json, form_, directory_, context_.day), form_, context_,
                           directory_);
    }
    static std::vector<std::string> codes(const Outcome& outcome) {
        std::vector<std::string> codes;
        for (const auto& finding : outcome.findings) {
            codes.push_back(finding.code);
        }
        return codes;
    }
    std::string value(const Outcome& outcome, std::string_view field) const {
        const auto index = form_.index_of(field);
        return shown(outcome.filling.answers[*index], form_.fields[*index], form_);
    }
    static constexpr auto kGood =
        R"({"values":{"园区":"t.park1","投资额":"1.5 亿元","环评进度":"在做",
        "说明":"如实","排水":"1,200","项目":[{"项目名称":"甲","计划投资":"100","完成投资":"50"},
        {"项目名称":"乙","计划投资":"300","完成投资":"100.5"}]}})";
};

TEST_F(a_filled_form, computes_rows_before_totals_and_finds_nothing_wrong) {
    const auto outcome = check(kGood);
    EXPECT_THAT(codes(outcome), IsEmpty());
    EXPECT_TRUE(outcome.may_be_handed_in());
    EXPECT_EQ(value(outcome, "合计完成"), "150.50");
    EXPECT_EQ(value(outcome, "投资额"), "15,000.00");
    const auto& rows = outcome.filling.answers[*form_.index_of("项目")].rows;
    EXPECT_EQ(shown(rows[1][3], form_.find("项目")->columns[3], form_), "33.5");
}

TEST_F(a_filled_form, names_every_missing_answer_once_and_counts_them) {
    const auto outcome = check("{}");
    EXPECT_THAT(codes(outcome), ElementsAre("form.required", "form.required", "form.required",
                                            "form.required", "form.rows"));
    EXPECT_EQ(outcome.to_fill, 4);
    EXPECT_EQ(outcome.filled, 0);
    EXPECT_FALSE(outcome.may_be_handed_in());
}

TEST_F(a_filled_form, shows_a_conditional_field_only_where_its_condition_holds) {
    const auto date = *form_.index_of("批复日期");
    EXPECT_FALSE(check(kGood).shown[date]);
    const auto approved = check(R"({"values":{"环评进度":"已批复"}})");
    EXPECT_TRUE(approved.shown[date]);
    EXPECT_TRUE(approved.required[date]);
}

TEST_F(a_filled_form, keeps_what_it_does_not_understand_and_says_what_is_expected) {
    const auto outcome = check(R"({"values":{"园区":"丙园","投资额":"约三百","环评进度":"快了",
        "排水":"不适用","项目":[{"项目名称":"甲","计划投资":"1.234"}]}})");
    EXPECT_THAT(codes(outcome),
                ElementsAre("form.unknown-unit", "form.value", "form.choice", "form.places"));
    EXPECT_EQ(outcome.filling.answers[*form_.index_of("投资额")].typed, "约三百");
    EXPECT_THAT(outcome.findings[1].message.zh, HasSubstr("数字（万元）"));
    EXPECT_THAT(outcome.findings[3].message.zh, HasSubstr("第 1 行"));
    EXPECT_EQ(outcome.findings[3].at.front().row, 0);
}

TEST_F(a_filled_form, refuses_a_unit_outside_the_group) {
    const auto outcome = check(R"({"values":{"园区":"省经信委"}})");
    EXPECT_THAT(outcome.findings.front().message.zh, HasSubstr("各园区"));
}

TEST_F(a_filled_form, tells_a_failing_check_with_its_values_where_they_stand) {
    const auto outcome =
        check(R"({"values":{"园区":"甲园","投资额":"100","环评进度":"在做","排水":"1",
        "项目":[{"项目名称":"甲","计划投资":"300","完成投资":"200"}]}})");
    ASSERT_THAT(codes(outcome), ElementsAre("form.check"));
    EXPECT_EQ(outcome.findings[0].message.zh, "项目完成投资 200.00 万元 大于投资额 100.00 万元");
    EXPECT_EQ(outcome.findings[0].at[0].field, *form_.index_of("合计完成"));
    EXPECT_EQ(outcome.findings[0].at[1].field, *form_.index_of("投资额"));
}

TEST_F(a_filled_form, lets_a_warning_stand_with_its_reason) {
    const std::string values =
        R"({"values":{"园区":"甲园","投资额":"900","环评进度":"在做","排水":"1",
        "项目":[{"项目名称":"甲","计划投资":"100","完成投资":"200"}]})";
    const auto without = check(values + "}");
    ASSERT_THAT(codes(without), ElementsAre("form.check"));
    EXPECT_EQ(without.findings[0].key, "check:2:row:1");
    EXPECT_FALSE(without.may_be_handed_in());
    EXPECT_TRUE(check(values + R"(,"reasons":{"check:2:row:1":"追加了设备"}})").may_be_handed_in());
}

TEST_F(a_filled_form, asks_for_a_reason_field_only_where_its_formula_says_so) {
    const auto index = *form_.index_of("说明");
    EXPECT_TRUE(check(R"({"values":{"投资额":"2亿元"}})").required[index]);
    EXPECT_FALSE(check(R"({"values":{"投资额":"1亿元"}})").required[index]);
}

TEST_F(a_filled_form, counts_characters_rows_and_repeated_keys) {
    const auto outcome =
        check(R"({"values":{"园区":"甲园","投资额":"1","环评进度":"在做","排水":"1",
        "说明":"一二三四五六七八九十一二三四五六七八九十一",
        "项目":[{"项目名称":"甲","计划投资":"1"},{"项目名称":"甲","计划投资":"1"},{"项目名称":"乙","计划投资":"1"},
        {"项目名称":"丙","计划投资":"1"}]}})");
    EXPECT_THAT(codes(outcome), ElementsAre("form.too-long", "form.rows", "form.repeated"));
}

TEST_F(a_filled_form, ignores_a_computed_value_somebody_sends) {
    EXPECT_EQ(value(check(R"({"values":{"合计完成":"999"}})"), "合计完成"), "0.00");
}

TEST_F(a_filled_form, keeps_a_name_it_does_not_know_and_says_so) {
    const auto outcome = check(R"({"values":{"投资":"1"}})");
    EXPECT_EQ(outcome.findings[0].code, "form.unknown-field");
    EXPECT_THAT(outcome.findings[0].message.zh, HasSubstr("投资"));
}

TEST_F(a_filled_form, stands_in_its_store_as_it_was_read) {
    const auto filling = read_filling(kGood, form_, directory_, context_.day);
    const auto text = to_json(filling, form_);
    EXPECT_EQ(read_filling(text, form_, directory_, context_.day), filling);
    EXPECT_EQ(to_json(read_filling(text, form_, directory_, context_.day), form_), text);
    EXPECT_THAT(text, HasSubstr(R"("投资额":"15000.00")"));
    EXPECT_THAT(text, HasSubstr(R"("园区":"t.park1")"));
}

TEST_F(a_filled_form, begins_with_the_values_handed_to_it) {
    const auto filling = prefill(form_, context_, directory_);
    EXPECT_EQ(to_json(filling, form_), R"({"values":{"投资额":"800.00"}})");
}

TEST_F(a_filled_form, explains_a_computed_cell) {
    const auto filling = read_filling(kGood, form_, directory_, context_.day);
    const auto trace =
        explain({*form_.index_of("项目"), 1, 3}, filling, form_, context_, directory_);
    ASSERT_TRUE(trace);
    EXPECT_THAT(expr::to_text(*trace, expr::Language::zh), HasSubstr("33.5"));
    EXPECT_FALSE(explain({0, std::nullopt, std::nullopt}, filling, form_, context_, directory_));
}

TEST_F(a_filled_form, is_refused_whole_when_it_is_no_form_at_all) {
    EXPECT_THROW(read_filling("[]", form_, directory_, context_.day), Error);
    EXPECT_THROW(read_filling(R"({"values":{"项目":"甲"}})", form_, directory_, context_.day),
                 Error);
    EXPECT_THROW(read_filling(R"({"values":{"投资额":1.5}})", form_, directory_, context_.day),
                 Error);
}

TEST_F(a_filled_form, tells_its_outcome_as_json_with_totals) {
    const auto json = outcome_json(check(kGood), form_);
    EXPECT_THAT(json, HasSubstr(R"("totals":{"项目":{"计划投资":"400.00","完成投资":"150.50"}})"));
    EXPECT_THAT(json, HasSubstr(R"("may_be_handed_in":true)"));
}

TEST(a_form_just_opened, is_not_blamed_for_totals_of_rows_that_are_still_to_come) {
    const auto pack = testing::pack_of(
        {{"units.yaml", std::string{testing::kUnits}}, {"forms/a.yaml", R"yaml(id: a
title: 表
title_en: Form
kind: table
sections:
  - fields:
      - {name: 权重, type: 表, at_least: 1, columns: [{name: 分数, type: 分 0}]}
      - {name: 占, type: "% 1", value: "占比(10 分, 合计(权重.分数), 1)"}
      - {name: 双倍, type: "% 1", value: 占 + 占}
checks:
  - {formula: 合计(权重.分数) = 100 分, message: 应为100分, message_en: Should be 100, level: error}
)yaml"}});
    const auto forms = testing::forms_of(pack);
    const auto directory = testing::small_directory();
    const auto codes = [&](const std::string& json) {
        std::vector<std::string> all;
        const auto filling = read_filling(json, *forms.all[0], directory, Date{});
        for (const auto& finding : check(filling, *forms.all[0], {}, directory).findings) {
            all.push_back(finding.code);
        }
        return all;
    };
    EXPECT_THAT(codes("{}"), ElementsAre("form.rows"));
    EXPECT_THAT(codes(R"({"values":{"权重":[{"分数":"0"}]}})"),
                ElementsAre("form.check", "form.error", "form.error"));
}

TEST(a_form_of_hidden_parts, counts_nothing_that_is_not_shown) {
    const auto pack = testing::pack_of(
        {{"units.yaml", std::string{testing::kUnits}}, {"forms/a.yaml", R"yaml(id: a
title: 表
title_en: Form
kind: table
sections:
  - fields:
      - {name: 有项目, type: 是否}
  - title: 项目
    when: 有项目
    fields:
      - name: 项目
        type: 表
        columns:
          - {name: 投资, type: 万元 0}
  - fields:
      - {name: 总数, type: 万元 0, value: "缺则(合计(项目.投资), 0)"}
)yaml"}});
    const auto forms = testing::forms_of(pack);
    const auto directory = testing::small_directory();
    const auto total = [&](const std::string& json) {
        const auto filling = read_filling(json, *forms.all[0], directory, Date{});
        const auto outcome = check(filling, *forms.all[0], {}, directory);
        return shown(outcome.filling.answers[2], forms.all[0]->fields[2], *forms.all[0]);
    };
    EXPECT_EQ(total(R"({"values":{"有项目":true,"项目":[{"投资":"5"}]}})"), "5");
    EXPECT_EQ(total(R"({"values":{"有项目":false,"项目":[{"投资":"5"}]}})"), "0");
}

} // namespace
} // namespace luoshi::form

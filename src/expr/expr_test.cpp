// SPDX-License-Identifier: Apache-2.0
#include "expr/expr.hpp"
#include "expr/trace.hpp"

#include "base/error.hpp"

#include <gmock/gmock.h>

namespace luoshi::expr {
namespace {

// What most tests speak of; the language's behaviour in full stands in tests/cases/expr.
Declarations names() {
    Declarations d;
    d.add(Enumeration{"状态", {{"在建", "building"}, {"投产", "running"}}});
    d.add(Field{"投资额", *d.parse_type("万元 2")});
    d.add(Field{"面积", *d.parse_type("公顷 2")});
    d.add(Field{"亩数", *d.parse_type("亩 0")});
    d.add(Field{"企业数", *d.parse_type("家 0")});
    d.add(Field{"是重点", *d.parse_type("是否")});
    d.add(Field{"开工日", *d.parse_type("日期")});
    d.add(RecordSet{"项目",
                    *d.units.find("个"),
                    {{"投资", *d.parse_type("万元 2")}, {"状态", *d.parse_type("状态")}}});
    d.add(Element{"增加值", *d.parse_type("亿元 2")});
    return d;
}

std::string computed(const std::string& text, const Declarations& d, const Environment& e) {
    const auto formula = compile({"f", text}, d, {.language = Language::en});
    if (!formula.value) {
        std::string codes;
        for (const auto& finding : formula.diagnostics) {
            codes += (codes.empty() ? "" : " ") + finding.code;
        }
        return codes;
    }
    return d.show(evaluate(*formula.value, e), formula.value->type(), Language::zh);
}

std::string computed(const std::string& text) {
    const auto d = names();
    Environment e{d};
    e.set("投资额", *d.parse_value("3.5 亿元", d.fields()[0].type));
    e.set("面积", *d.parse_value("20", d.fields()[1].type));
    e.set("亩数", *d.parse_value("300", d.fields()[2].type));
    e.set("企业数", *d.parse_value("12", d.fields()[3].type));
    return computed(text, d, e);
}

TEST(a_formula, tells_the_names_it_speaks_of_once_and_in_order) {
    const auto syntax =
        parse({"f", "如果(投资额 > 5 万元, 合计(项目.投资 其中 项目.状态 = “投产”), 投资额)"});
    ASSERT_TRUE(syntax.value);
    EXPECT_EQ(names_in(*syntax.value),
              (std::vector<std::string>{"投资额", "项目.投资", "项目.状态"}));
}

TEST(an_environment, takes_a_cell_of_a_row_anew) {
    const auto d = names();
    Environment e{d};
    e.add_row("项目", {Number{100, 2}, Member{0}});
    e.add_row("项目", {Value{}, Member{1}});
    e.set_cell(0, 1, 0, Number{250, 2});
    const auto total = compile({"f", "合计(项目.投资)"}, d);
    ASSERT_TRUE(total.value);
    EXPECT_EQ(evaluate(*total.value, e), Value{(Number{350, 2})});
}

TEST(units, of_one_dimension_add_up_in_the_finer_one) {
    EXPECT_EQ(computed("3.5 万元 + 200 元"), "35200.0 元");
    EXPECT_EQ(computed("投资额 + 1 亿元"), "45000.00 万元");
    EXPECT_EQ(computed("面积 + 亩数"), "600.00 亩"); // 公顷 to 亩 is exact, times 15
    EXPECT_EQ(computed("12% + 3 百分点"), "15%");
    EXPECT_EQ(computed("50% = 0.5"), "是");
}

TEST(units, of_two_dimensions_are_a_finding) {
    EXPECT_EQ(computed("投资额 + 面积"), "expr.unit");
    EXPECT_EQ(computed("投资额 > 5000"), "expr.unit");
    EXPECT_EQ(computed("投资额 > 0"), "是");   // zero is zero in every unit
    EXPECT_EQ(computed("企业数 >= 10"), "是"); // one counts firms in firms
    EXPECT_EQ(computed("12% > 3 百分点"), "expr.unit");
    EXPECT_EQ(computed("亩数 + 1 平方米"), "expr.inexact-unit"); // 2000/3
}

TEST(units, multiply_and_divide) {
    EXPECT_EQ(computed("ratio(投资额, 面积, 2)"), "1750.00 万元/公顷");
    EXPECT_EQ(computed("15% * 投资额"), "5250.0000 万元");
    EXPECT_EQ(computed("ratio(投资额, 1 亿元, 1)"), "3.5");
    EXPECT_EQ(computed("convert(亩数, 公顷, 4)"), "20.0000 公顷");
    EXPECT_EQ(computed("2.5 元/公顷 * 4 公顷"), "10.0 元");
    EXPECT_EQ(computed("round(1.23456 * 9.87654, 3, down)"), "12.193");
}

TEST(errors, are_values_that_travel) {
    EXPECT_EQ(computed("ratio(1, 0, 2) + 1"), "错误(除数为零)");
    EXPECT_EQ(computed("9000000000000000000 + 9000000000000000000"), "错误(数值过大)");
    EXPECT_EQ(computed("on_error(ratio(1, 0, 2), 7)"), "7.00");
    EXPECT_EQ(computed("quarter(2011年)"), "错误(没有这一期间)");
    EXPECT_EQ(computed("growth(1, 0 - 5, 2)"), "错误(基数为负)");
    EXPECT_EQ(computed("相隔工作日(2011-11-01, 2011-11-15)"), "错误(没有工作日历)");
}

TEST(missing_values, travel_and_are_asked_for) {
    EXPECT_EQ(computed("开工日 > 2011-01-01"), "缺(未报送)");
    EXPECT_EQ(computed("is_missing(开工日)"), "是");
    EXPECT_EQ(computed("false and 是重点"), "否");
    EXPECT_EQ(computed("是重点 and false"), "否");
    EXPECT_EQ(computed("true or 是重点"), "是");
    EXPECT_EQ(computed("not 是重点"), "缺(未报送)");
    EXPECT_EQ(computed("if(是重点, 1, 2)"), "缺(未报送)");
    EXPECT_EQ(computed("or_else(是重点, true)"), "是");
    EXPECT_EQ(computed("if(false, ratio(1, 0, 0), 2)"), "2"); // what is not chosen is not computed
}

TEST(dates, and_periods_are_counted_with) {
    EXPECT_EQ(computed("2011-11-15 - 2011-11-01"), "14 天");
    EXPECT_EQ(computed("2011-12-31 + 1 天"), "2012-01-01");
    EXPECT_EQ(computed("add_months(2012-01-31, 1)"), "2012-02-29");
    EXPECT_EQ(computed("add_months(2012-02-29, 1 年)"), "2013-02-28");
    EXPECT_EQ(computed("上期(2011年第1季度)"), "2010年第4季度");
    EXPECT_EQ(computed("末日(2011年上半年)"), "2011-06-30");
    EXPECT_EQ(computed("上年同期(2011年11月)"), "2010年11月");
    EXPECT_EQ(computed("所在季度(2011年11月15日) = 2011年第四季度"), "是");
    EXPECT_EQ(computed("previous(0001年)"), "错误(没有这一期间)");
}

TEST(totals, are_over_the_rows_that_meet_the_condition) {
    const auto d = names();
    Environment e{d};
    const auto type = d.record_sets()[0].fields[0].type;
    e.add_row("项目", {*d.parse_value("100", type), Value{Member{1}}});
    e.add_row("项目", {*d.parse_value("50.5", type), Value{Member{0}}});
    e.add_row("项目", {*d.parse_value("7", type), Value{Member{1}}});
    EXPECT_EQ(computed("合计(项目.投资 其中 项目.状态 = “投产”)", d, e), "107.00 万元");
    EXPECT_EQ(computed("count(项目)", d, e), "3 个");
    EXPECT_EQ(computed("count(项目 where 项目.投资 > 50 万元)", d, e), "2 个");
    EXPECT_EQ(computed("average(项目.投资, 1)", d, e), "52.5 万元");
    EXPECT_EQ(computed("max(项目.投资)", d, e), "100.00 万元");
    EXPECT_EQ(computed("all(项目.投资 > 5 万元)", d, e), "是");
    EXPECT_EQ(computed("any(项目.投资 > 100 万元)", d, e), "否");
    EXPECT_EQ(computed("项目.投资 > 1 万元", d, e), "expr.row-outside");
    EXPECT_EQ(computed("min(项目.投资 where 项目.投资 > 999 万元)", d, e), "缺(没有记录)");
    e.add_row("项目", {Value{}, Value{Member{1}}});
    EXPECT_EQ(computed("sum(项目.投资)", d, e), "缺(未报送)");
    EXPECT_EQ(computed("sum(or_else(项目.投资, 0))", d, e), "157.50 万元");
}

TEST(totals, of_figures_are_over_periods_and_subjects) {
    const auto d = names();
    Environment e{d};
    e.subject = "广州";
    e.period = *Period::parse("2011年");
    const auto type = d.elements()[0].type;
    for (int quarter = 1; quarter <= 4; ++quarter) {
        e.add_fact("增加值", "广州", *Period::of(Period::Kind::quarter, 2011, quarter),
                   *d.parse_value(std::to_string(quarter), type));
    }
    e.add_fact("增加值", "广州", *Period::parse("2010年"), *d.parse_value("8", type));
    e.add_fact("增加值", "广州", *Period::parse("2011年"), *d.parse_value("10", type));
    e.add_fact("增加值", "韶关", *Period::parse("2011年"), *d.parse_value("2", type));
    EXPECT_EQ(computed("合计(增加值 按 各季(本年))", d, e), "10.00 亿元");
    EXPECT_EQ(computed("增长率(增加值, 增加值 于 上年同期(本期), 2)", d, e), "25.00%");
    EXPECT_EQ(computed("占比(增加值, 合计(增加值 按 各单位), 1)", d, e), "83.3%");
    EXPECT_EQ(computed("count(增加值 > 5 亿元 over subjects)", d, e), "1 个");
    EXPECT_EQ(computed("max(增加值 over years(2010年, 2011年))", d, e), "10.00 亿元");
    EXPECT_EQ(computed("sum(增加值 over months(本年))", d, e), "缺(未报送)");
}

TEST(environment, holds_what_does_not_fit_as_an_error) {
    const auto d = names();
    Environment e{d};
    e.set("投资额", Number{1, 8});
    EXPECT_EQ(computed("投资额", d, e), "错误(数值与定义不符)");
    EXPECT_THROW(e.set("无此字段", Value{}), Error);
}

TEST(declarations, refuse_names_of_the_language_and_bands_that_overlap) {
    Declarations d;
    EXPECT_THROW(d.add(Field{"合计", {}}), Error);
    d.add(Field{"甲", {}});
    EXPECT_THROW(d.add(Element{"甲", {}}), Error);
    const Type number{Kind::number, 0, 0, {}};
    const Table overlapping{"档",
                            {number},
                            number,
                            {},
                            {{Number{0, 0}, Number{5, 0}, true, true, Value{Number{1, 0}}},
                             {Number{5, 0}, std::nullopt, true, false, Value{Number{2, 0}}}},
                            {}};
    EXPECT_THROW(d.add(overlapping), Error);
}

TEST(limits, are_findings) {
    EXPECT_EQ(computed(std::string(5000, '(') + "1"), "expr.too-deep");
    EXPECT_EQ(computed("1" +
                       [] {
                           std::string chain;
                           for (int i = 0; i < 300; ++i) {
                               chain += "+1";
                           }
                           return chain;
                       }()),
              "expr.too-deep");
    EXPECT_EQ(computed(std::string(kLargestFormula + 1, '1')), "expr.too-long");
    EXPECT_EQ(computed("\xC4\xE3"), "expr.encoding");
    const auto wide = [] {
        std::string text = "sum(1";
        for (int i = 0; i < 11'000; ++i) {
            text += ",1";
        }
        return text + ")";
    }();
    EXPECT_THAT(computed(wide), ::testing::HasSubstr("expr.too-long"));
}

TEST(evaluation, ends_though_totals_stand_within_totals) {
    EXPECT_EQ(computed("sum(sum(sum(1 over years(0001年, 9999年)) over years(0001年, 9999年))"
                       " over months(2011年))"),
              "错误(计算量过大)");
}

TEST(trace, gives_the_value_evaluation_gives) {
    const auto d = names();
    Environment e{d};
    e.set("投资额", *d.parse_value("100", d.fields()[0].type));
    e.set("面积", *d.parse_value("3", d.fields()[1].type));
    const auto formula = compile({"f", "ratio(投资额 + 1 亿元, 面积, 2)"}, d);
    const auto trace = explain(*formula.value, e);
    EXPECT_EQ(trace.root.value, evaluate(*formula.value, e));
    EXPECT_EQ(to_text(trace, Language::zh), "ratio(投资额 + 1 亿元, 面积, 2) = 3366.67 万元/公顷\n"
                                            "  投资额 + 1 亿元 = 10100.00 万元\n"
                                            "    投资额 = 100.00 万元\n"
                                            "    1 亿元 = 10000 万元（换算）\n"
                                            "  面积 = 3.00 公顷\n");
}

TEST(compile, tells_a_word_that_means_nothing_by_itself_in_both_languages) {
    const Declarations names;
    for (const auto& [language, said] :
         {std::pair{Language::zh, "“四舍五入”在此处没有意义"},
          std::pair{Language::en, "'四舍五入' means nothing here"}}) {
        const auto compiled = compile({"f", "四舍五入"}, names, {.language = language});
        ASSERT_EQ(compiled.diagnostics.size(), 1U);
        EXPECT_EQ(compiled.diagnostics[0].code, "expr.no-value");
        EXPECT_EQ(compiled.diagnostics[0].message.find(said), 0U)
            << compiled.diagnostics[0].message;
    }
}

} // namespace
} // namespace luoshi::expr

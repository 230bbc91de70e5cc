// SPDX-License-Identifier: Apache-2.0
#include "expr/functions.hpp"

#include <algorithm>
#include <array>

namespace luoshi::expr {
namespace {

// In the order of the enumeration.
constexpr FunctionInfo kFunctions[] = {
    {Function::if_, "if", "如果", 3, 3, "if(condition, a, b)", "条件成立取 a，否则取 b",
     "a where the condition holds, else b"},
    {Function::or_else, "or_else", "缺则", 2, 2, "or_else(x, y)", "x 缺失时取 y",
     "y where x is missing"},
    {Function::on_error, "on_error", "错则", 2, 2, "on_error(x, y)", "x 计算有误时取 y",
     "y where x is an error"},
    {Function::is_missing, "is_missing", "为空", 1, 1, "is_missing(x)", "x 是否缺失",
     "whether x is missing"},
    {Function::is_error, "is_error", "有误", 1, 1, "is_error(x)", "x 计算是否有误",
     "whether x is an error"},
    {Function::ratio, "ratio", "比", 3, 4, "ratio(a, b, places, mode)", "a 除以 b，保留若干位小数",
     "a divided by b, to so many places"},
    {Function::share, "share", "占比", 3, 4, "share(part, whole, places, mode)",
     "部分占总体的百分比", "a part in percent of the whole"},
    {Function::growth, "growth", "增长率", 3, 4, "growth(now, before, places, mode)",
     "比基数增长的百分比", "growth over before, in percent"},
    {Function::points, "points", "百分点差", 2, 2, "points(a, b)", "两个百分数之差，单位为百分点",
     "the difference of two percentages, in percentage points"},
    {Function::round, "round", "取整", 2, 3, "round(x, places, mode)", "保留若干位小数",
     "x to so many places"},
    {Function::min, "min", "最小", 1, -1, "min(a, b, …) or min(x where …)", "最小的一个",
     "the least"},
    {Function::max, "max", "最大", 1, -1, "max(a, b, …) or max(x where …)", "最大的一个",
     "the greatest"},
    {Function::abs, "abs", "绝对值", 1, 1, "abs(x)", "绝对值", "x without its sign"},
    {Function::sum, "sum", "合计", 1, -1, "sum(a, b, …) or sum(x where …)", "合计", "the total"},
    {Function::count, "count", "个数", 1, 1, "count(records where …)", "符合条件的记录数",
     "how many records meet the condition"},
    {Function::average, "average", "平均", 2, 3, "average(x where …, places, mode)", "平均数",
     "the mean"},
    {Function::all, "all", "全部", 1, 1, "all(condition where …)", "是否每一条都成立",
     "whether the condition holds for every one"},
    {Function::any, "any", "任一", 1, 1, "any(condition where …)", "是否至少一条成立",
     "whether the condition holds for one"},
    {Function::convert, "convert", "换算", 2, 4, "convert(x, unit, places, mode)",
     "换算成另一计量单位", "x in another unit"},
    {Function::days_between, "days_between", "相隔天数", 2, 2, "days_between(from, to)",
     "从一天到另一天的天数，不含起始日", "days from one day to another, the first not counted"},
    {Function::working_days_between, "working_days_between", "相隔工作日", 2, 2,
     "working_days_between(from, to)", "从一天到另一天的工作日数，不含起始日",
     "working days from one day to another, the first not counted"},
    {Function::add_months, "add_months", "加月数", 2, 2, "add_months(date, months)",
     "若干个月以后的同一天，没有该日的取月末",
     "the same day so many months later, or the last of that month"},
    {Function::year_of, "year_of", "年份", 1, 1, "year_of(date or period)", "年份",
     "the number of the year"},
    {Function::month_of, "month_of", "月份", 1, 1, "month_of(date)", "月份",
     "the number of the month"},
    {Function::previous, "previous", "上期", 1, 1, "previous(period)", "上一期",
     "the period before"},
    {Function::next, "next", "下期", 1, 1, "next(period)", "下一期", "the period after"},
    {Function::same_last_year, "same_last_year", "上年同期", 1, 1, "same_last_year(period)",
     "上年同期", "the same period of the year before"},
    {Function::first_day, "first_day", "首日", 1, 1, "first_day(period)", "期间的第一天",
     "the first day"},
    {Function::last_day, "last_day", "末日", 1, 1, "last_day(period)", "期间的最后一天",
     "the last day"},
    {Function::year, "year", "所在年", 1, 1, "year(date or period)", "所在的年",
     "the year it lies in"},
    {Function::half_year, "half_year", "所在半年", 1, 1, "half_year(date or period)", "所在的半年",
     "the half year it lies in"},
    {Function::quarter, "quarter", "所在季度", 1, 1, "quarter(date or period)", "所在的季度",
     "the quarter it lies in"},
    {Function::month, "month", "所在月", 1, 1, "month(date or period)", "所在的月",
     "the month it lies in"},
    {Function::quarters, "quarters", "各季", 1, 1, "quarters(period)", "期间内的各季度，用于“按”",
     "its quarters, behind over"},
    {Function::months, "months", "各月", 1, 1, "months(period)", "期间内的各月，用于“按”",
     "its months, behind over"},
    {Function::half_years, "half_years", "各半年", 1, 1, "half_years(period)",
     "期间内的上、下半年，用于“按”", "its half years, behind over"},
    {Function::years, "years", "历年", 2, 2, "years(first, last)", "从一年到另一年，用于“按”",
     "from one year to another, behind over"},
    {Function::lookup, "lookup", "查表", 2, -1, "lookup(table, key, …)", "按关键字查表",
     "the value of the row with these keys"},
    {Function::band, "band", "分档", 2, 2, "band(table, x)", "x 所在档次的值",
     "the value of the band x lies in"},
    {Function::param, "param", "参数", 2, 2, "param(name, date)", "参数在某一天的值",
     "a parameter as of a date"},
    {Function::length, "length", "字数", 1, 1, "length(text)", "字数", "how many characters"},
    {Function::starts_with, "starts_with", "开头是", 2, 2, "starts_with(text, part)",
     "文本是否以此开头", "whether the text begins so"},
    {Function::ends_with, "ends_with", "结尾是", 2, 2, "ends_with(text, part)", "文本是否以此结尾",
     "whether the text ends so"},
    {Function::contains, "contains", "包含", 2, 2, "contains(text, part)", "文本是否包含此内容",
     "whether the text holds it"},
    {Function::this_period, "this_period", "本期", 0, 0, "this_period", "正在计算的期间",
     "the period in question"},
    {Function::this_year, "this_year", "本年", 0, 0, "this_year", "本期所在的年",
     "the year of this_period"},
    {Function::today, "today", "今天", 0, 0, "today", "计算日期，参数也取这一天的值",
     "the date of the computation; parameters are those of this day"},
    {Function::this_subject, "this_subject", "本单位", 0, 0, "this_subject", "正在计算的单位",
     "the subject in question"},
    {Function::subjects, "subjects", "各单位", 0, 0, "subjects", "全部单位，用于“按”",
     "all subjects, behind over"},
    {Function::missing, "missing", "缺", 0, 0, "missing", "没有值（不适用）",
     "no value (not applicable)"},
    {Function::half_up, "half_up", "四舍五入", 0, 0, "half_up", "四舍五入（不写时即为此）",
     "ties away from zero; what holds when nothing is said"},
    {Function::half_even, "half_even", "四舍六入", 0, 0, "half_even", "四舍六入五成双",
     "ties to the even neighbour"},
    {Function::down, "down", "舍去", 0, 0, "down", "向零舍去", "towards zero"},
    {Function::up, "up", "进位", 0, 0, "up", "远离零进位", "away from zero"},
};

} // namespace

std::span<const FunctionInfo> functions() {
    return kFunctions;
}

const FunctionInfo& info_of(Function function) {
    return functions()[static_cast<std::size_t>(function)];
}

const FunctionInfo* find_function(std::string_view name_or_alias) {
    const auto* const found = std::ranges::find_if(kFunctions, [&](const FunctionInfo& info) {
        return info.name == name_or_alias || info.alias == name_or_alias;
    });
    return found == std::end(kFunctions) ? nullptr : found;
}

} // namespace luoshi::expr

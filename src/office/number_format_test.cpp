// SPDX-License-Identifier: Apache-2.0
#include "office/number_format.hpp"

#include <gmock/gmock.h>

namespace luoshi::office {
namespace {

std::string shown(std::string_view code, double value, DateBase base = DateBase::from_1900) {
    return NumberFormat{code}.show(value, base);
}

TEST(number_format, shows_dates_of_chinese_sheets) {
    EXPECT_EQ(shown(R"(yyyy"年"m"月"d"日")", 46356), "2026年11月30日");
    EXPECT_EQ(shown(R"(yyyy"年"m"月"d"日";@)", 46356.99), "2026年11月30日");
    EXPECT_EQ(shown(R"([$-804]yyyy\-mm\-dd)", 46023), "2026-01-01");
    EXPECT_EQ(shown("yyyy/m/d h:mm", 46023.5), "2026/1/1 12:00");
    EXPECT_EQ(shown(R"([DBNum1][$-804]yyyy"年"m"月"d"日")", 46356), "二〇二六年十一月三十日");
    EXPECT_EQ(shown("m.d", 46356), "11.30");
    EXPECT_EQ(shown("aaaa", 46356), "星期一");
    EXPECT_EQ(shown("上午/下午h:mm:ss", 0.75), "下午6:00:00");
    EXPECT_EQ(shown("mm:ss", 0.5 + 61.0 / 86'400), "01:01");
    EXPECT_EQ(shown("[h]:mm", 1.5), "36:00");
}

TEST(number_format, knows_both_bases) {
    EXPECT_EQ(shown("yyyy-mm-dd", 44894, DateBase::from_1904), "2026-11-30");
    EXPECT_EQ(shown("yyyy-mm-dd", 1), "1900-01-01");
    EXPECT_EQ(shown("yyyy-mm-dd", 59), "1900-02-28");
    EXPECT_EQ(shown("yyyy-mm-dd", 61), "1900-03-01");
    EXPECT_EQ(shown("yyyy-mm-dd", 2'958'465), "9999-12-31");
    EXPECT_EQ(shown("yyyy-mm-dd", 2'958'466), "2958466");
    EXPECT_EQ(shown("yyyy-mm-dd", -1), "-1");
}

TEST(number_format, shows_numbers_with_their_words) {
    EXPECT_EQ(shown("General", 0.1), "0.1");
    EXPECT_EQ(shown("General", 1.0 / 3), "0.333333333333333");
    EXPECT_EQ(shown("G/通用格式", 12345678901234), "12345678901234");
    EXPECT_EQ(shown("0.00%", 0.0625), "6.25%");
    EXPECT_EQ(shown("#,##0.00", 1234567.891), "1,234,567.89");
    EXPECT_EQ(shown(R"(#,##0.##"万元")", 1200.5), "1,200.5万元");
    EXPECT_EQ(shown(R"(0"家")", 12), "12家");
    EXPECT_EQ(shown("000", 7), "007");
    EXPECT_EQ(shown("0.0,", 12345), "12.3");
    EXPECT_EQ(shown("0.00E+00", 12345), "1.23E+04");
    EXPECT_EQ(shown("@", 8), "8");
    EXPECT_EQ(shown("0;(0);\"无\"", -5), "(5)");
    EXPECT_EQ(shown("0;(0);\"无\"", 0), "无");
    EXPECT_EQ(shown("0.0", -1.25), "-1.3");
    EXPECT_EQ(shown("[红色][>=100]0", 120), "120");
}

TEST(number_format, knows_what_is_built_in) {
    EXPECT_EQ(NumberFormat::built_in(31).show(46356, DateBase::from_1900), "2026年11月30日");
    EXPECT_EQ(NumberFormat::built_in(14).show(46356, DateBase::from_1900), "2026/11/30");
    EXPECT_EQ(NumberFormat::built_in(57).show(46356, DateBase::from_1900), "2026年11月");
    EXPECT_EQ(NumberFormat::built_in(9).show(0.5, DateBase::from_1900), "50%");
    EXPECT_TRUE(NumberFormat::built_in(22).shows_dates());
    EXPECT_FALSE(NumberFormat::built_in(0).shows_dates());
}

TEST(number_format, makes_do_with_any_code) {
    for (const auto* code : {"", ";", ";;;", "\"", "\\", "[", "_", "*", "e", "[h", "0.,0.,e+",
                             "%%%%", "mmmmmmmmmmmmmmmmmmm", "s.0"}) {
        EXPECT_NO_THROW(shown(code, 1.5)) << code;
        EXPECT_NO_THROW(shown(code, 1e300)) << code;
    }
}

TEST(number_format, keeps_all_fifteen_digits_of_what_was_typed) {
    const auto typed = [](const char* format, double value) {
        return NumberFormat{format}.show(value, DateBase::from_1900, Fidelity::typed);
    };
    EXPECT_EQ(typed("#,##0.0", 99'999'999'990'000.1), "99,999,999,990,000.1");
    EXPECT_EQ(typed("#,##0.0", 99'999'999'990'000.0), "99,999,999,990,000.0");
    EXPECT_EQ(typed("0.00", -1.005), "-1.005");
    EXPECT_EQ(typed("0%", 0.285), "28.5%");
    EXPECT_EQ(typed("General", 0.00000001), "0.00000001");
}

} // namespace
} // namespace luoshi::office

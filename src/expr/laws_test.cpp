// SPDX-License-Identifier: Apache-2.0
// Laws of the language, on formulas and numbers made at random.
#include "expr/expr.hpp"
#include "expr/trace.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace luoshi::expr {
namespace {

const char* pick(const std::vector<const char*>& words) {
    return words[*rc::gen::inRange<std::size_t>(0, words.size())];
}

// Any formula the grammar knows; what it means does not matter.
std::string written(int depth) {
    const auto in = [&] { return written(depth - 1); };
    const auto choice = *rc::gen::inRange(0, depth <= 0 ? 7 : 20);
    switch (choice) {
    case 0: return std::to_string(*rc::gen::inRange(0, 100'000));
    case 1:
        return std::to_string(*rc::gen::inRange(0, 1000)) + "." + pick({"0", "25", "125"}) +
               pick({"", " 万元", "%", " 元/公顷"});
    case 2: return pick({"投资额", "项目.投资", "x_1", "甲"});
    case 3: return pick({"“投产”", "\"a”b\"", "\"\""});
    case 4:
        return pick({"2011-11-15", "2011年11月15日", "2011年", "2011年上半年", "2011年第3季度"});
    case 5: return pick({"true", "否", "本期", "today", "missing", "half_up"});
    case 6: return pick({"是", "各单位", "本年"});
    case 7:
    case 8: return in() + pick({" + ", " - ", " * ", "×"}) + in();
    case 9: return "(" + in() + ")" + pick({" + ", " * ", " = "}) + "(" + in() + ")";
    case 10:
        return "(" + in() + ")" + pick({" < ", " ≥ ", " <> ", " 且 ", " or "}) + "(" + in() + ")";
    case 11: return pick({"not (", "-(", "非 ("}) + in() + ")";
    case 12: return "(" + in() + ") in (" + in() + ", " + in() + ")";
    case 13: return "(" + in() + ") between (" + in() + ") and (" + in() + ")";
    case 14: return "如果(" + in() + ", " + in() + ", " + in() + ")";
    case 15: return "sum(" + in() + " where " + in() + ")";
    case 16: return "合计(" + in() + " 按 各季(" + in() + ") 其中 " + in() + ")";
    case 17: return "choose(when " + in() + ": " + in() + ", else: " + in() + ")";
    case 18: return "换算(" + in() + ", 万元/亩, 2)";
    default: return "(" + in() + ") 于 (" + in() + ")";
    }
}

TEST(print, is_read_back_as_the_same_formula) {
    int read = 0;
    EXPECT_TRUE(rc::check("parse(print(f)) == f", [&] {
        const auto text = written(*rc::gen::inRange(0, 4));
        const auto syntax = parse({"f", text});
        RC_PRE(syntax.value.has_value());
        ++read;
        for (const auto language : {Language::zh, Language::en}) {
            const auto printed = print(*syntax.value, language);
            RC_LOG() << text << " became " << printed;
            const auto again = parse({"f", printed});
            RC_ASSERT(again.value.has_value());
            RC_ASSERT(*again.value == *syntax.value);
            RC_ASSERT(print(*again.value, language) == printed);
        }
    }));
    EXPECT_GE(read, 100); // the law was tried
}

Declarations names() {
    Declarations d;
    d.add(Field{"投资额", *d.parse_type("万元 2")});
    d.add(Field{"甲", *d.parse_type("数 4")});
    d.add(Field{"乙", *d.parse_type("数 2")});
    d.add(Field{"丙", *d.parse_type("数 0")});
    d.add(RecordSet{"项目", {}, {{"投资", *d.parse_type("万元 2")}}});
    return d;
}

TEST(compile, ends_on_any_text_with_a_formula_or_findings_in_it) {
    const auto d = names();
    const std::vector<const char*> words{
        "(",    ")",      ",",  "1",    "投资额", "项目", ".",    "投资", "合计",
        "且",   "2011年", "+",  "-",    "*",      "/",    "万元", "“",    "\"",
        "选择", "当",     ":",  "否则", "%",      "于",   "按",   "各季", "本期",
        "\xFF", "#",      "\n", "属于", "介于",   "比",   "换算", "分档", "<"};
    EXPECT_TRUE(rc::check("compile is total", [&] {
        std::string text;
        const int length = *rc::gen::inRange(0, 30);
        for (int i = 0; i < length; ++i) {
            text += std::string{pick(words)} + pick({"", " "});
        }
        const auto compiled = compile({"f", text}, d);
        RC_ASSERT(compiled.value.has_value() == compiled.diagnostics.empty());
        for (const auto& finding : compiled.diagnostics) {
            RC_ASSERT(finding.span.begin <= finding.span.end);
            RC_ASSERT(finding.span.end <= text.size());
        }
        if (compiled.value) {
            const Environment e{d};
            RC_ASSERT(explain(*compiled.value, e).root.value == evaluate(*compiled.value, e));
        }
    }));
}

struct Numbers {
    Declarations declarations = names();
    Environment environment{declarations};
    Numbers() {
        const auto any = [](int scale) {
            return Number{*rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000),
                          scale};
        };
        environment.set("甲", any(4));
        environment.set("乙", any(2));
        environment.set("丙", any(0));
    }
    Value of(const char* text) const {
        return evaluate(*compile({"f", text}, declarations).value, environment);
    }
    bool same(const char* a, const char* b) const {
        const auto x = of(a);
        const auto y = of(b);
        return x.number() != nullptr && y.number() != nullptr ? *x.number() == *y.number() : x == y;
    }
};

TEST(arithmetic, keeps_its_laws_exactly) {
    EXPECT_TRUE(rc::check("laws", [] {
        const Numbers n;
        RC_ASSERT(n.same("甲 + 乙", "乙 + 甲"));
        RC_ASSERT(n.same("(甲 + 乙) + 丙", "甲 + (乙 + 丙)"));
        RC_ASSERT(n.same("甲 + 乙 - 乙", "甲"));
        RC_ASSERT(n.same("sum(甲, 乙, 丙)", "甲 + 乙 + 丙"));
        RC_ASSERT(n.same("max(甲, 乙) + min(甲, 乙)", "甲 + 乙"));
        RC_ASSERT(n.same("abs(甲)", "max(甲, -甲)"));
        RC_ASSERT(n.same("round(甲, 4)", "甲"));
    }));
}

TEST(arithmetic, multiplication_distributes_where_nothing_overflows) {
    EXPECT_TRUE(rc::check("distribution", [] {
        Numbers n;
        n.environment.set("丙", Number{*rc::gen::inRange<std::int64_t>(-1000, 1000), 0});
        RC_ASSERT(n.same("(甲 + 乙) * 丙", "甲 * 丙 + 乙 * 丙"));
    }));
}

TEST(units, convert_there_and_back_to_the_same) {
    EXPECT_TRUE(rc::check("there and back", [] {
        Numbers n;
        n.environment.set(
            "投资额", Number{*rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000), 2});
        RC_ASSERT(n.same("convert(convert(投资额, 元), 万元)", "投资额"));
        RC_ASSERT(n.of("投资额 + 投资额 = convert(投资额, 元) + 投资额") == Value{true});
    }));
}

} // namespace
} // namespace luoshi::expr

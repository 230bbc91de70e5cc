// SPDX-License-Identifier: Apache-2.0
#include "form/elements.hpp"
#include "form/testing.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>

namespace luoshi::form {
namespace {

using ::testing::HasSubstr;

// The finding's code and the text it points at, up to the end of its line.
std::vector<std::string> findings(const std::vector<Diagnostic>& diagnostics,
                                  const pack::Pack& pack) {
    std::vector<std::string> lines;
    for (const auto& finding : diagnostics) {
        const auto& text = pack.files.at(finding.file.substr(pack.code.size() + 1)).text;
        const auto end = std::min(text.find('\n', finding.span.begin), text.size());
        lines.push_back(finding.code + " " +
                        text.substr(finding.span.begin, end - finding.span.begin));
        EXPECT_FALSE(finding.message.empty());
    }
    return lines;
}

std::vector<std::string> wrong(std::string form) {
    const auto pack = testing::pack_of(
        {{"units.yaml", std::string{testing::kUnits}}, {"forms/a.yaml", std::move(form)}});
    return findings(read_forms(pack).diagnostics, pack);
}

std::string with(std::string_view fields, std::string_view rest = "") {
    return "id: a\ntitle: 表\ntitle_en: Form\nkind: table\nsections:\n- fields:\n" +
           std::string{fields} + std::string{rest};
}
using Lines = std::vector<std::string>;

TEST(a_form, is_read_with_its_formulas_in_the_order_they_can_be_computed) {
    const auto pack =
        testing::pack_of({{"units.yaml", std::string{testing::kUnits}},
                          {"forms/a.yaml", with("  - {name: 甲, type: 数 0, value: 乙 + 1}\n"
                                                "  - {name: 乙, type: 数 0, value: 丙 × 2}\n"
                                                "  - {name: 丙, type: 数 0}\n")}});
    const auto forms = testing::forms_of(pack);
    ASSERT_EQ(forms.all[0]->steps.size(), 2U);
    EXPECT_EQ(forms.all[0]->fields[forms.all[0]->steps[0].field].name, "乙");
}

TEST(a_form, tells_a_circle_of_computed_fields) {
    EXPECT_EQ(wrong(with("  - {name: 甲, type: 数 0, value: 乙 + 1}\n"
                         "  - {name: 乙, type: 数 0, value: 甲 + 1}\n")),
              (Lines{"form.circle 甲, type: 数 0, value: 乙 + 1}"}));
}

TEST(a_form, points_into_its_formulas) {
    EXPECT_EQ(
        wrong(with("  - {name: 甲, type: 数 0}\n  - {name: 乙, type: 数 0, value: \"甲 + 丙\"}\n")),
        (Lines{"expr.unknown-name 丙\"}"}));
    EXPECT_EQ(wrong(with("  - {name: 甲, type: 数 0}\n",
                         "checks:\n- formula: |\n    甲 > 1 且\n    丁 > 2\n  message: 错\n"
                         "  message_en: wrong\n  level: error\n")),
              (Lines{"expr.unknown-name 丁 > 2"}));
}

TEST(a_form, tells_what_its_fields_may_not_say) {
    EXPECT_EQ(wrong(with("  - {name: 甲 乙, type: 数 0}\n")),
              (Lines{"form.name 甲 乙, type: 数 0}"}));
    EXPECT_EQ(wrong(with("  - {name: 甲, type: 万 元}\n")), (Lines{"form.type 万 元}"}));
    EXPECT_EQ(wrong(with("  - {name: 甲, type: 数 0}\n  - {name: 甲, type: 文本}\n")),
              (Lines{"form.name-twice 甲, type: 文本}"}));
    EXPECT_EQ(wrong(with("  - {name: 甲, type: 数 0, lenght: 3}\n")),
              (Lines{"pack.unknown-key 3}"}));
    EXPECT_EQ(wrong(with("  - {name: 甲, type: 数 0, required: true, value: 1 + 1}\n")),
              (Lines{"form.computed-input 1 + 1}"}));
    EXPECT_EQ(wrong(with("  - {name: 甲, type: 数 0}\n  - {name: 乙, type: 数 0, prefill: 甲}\n")),
              (Lines{"form.prefill 甲}"}));
}

TEST(a_form, tells_what_its_checks_may_not_say) {
    const auto check = [](std::string_view text) {
        return wrong(with("  - {name: 甲, type: 数 0}\n", "checks:\n- " + std::string{text}));
    };
    EXPECT_EQ(check("{formula: 甲 > 1, message: \"{乙}\", message_en: x, level: error}\n"),
              (Lines{"form.message \"{乙}\", message_en: x, level: error}"}));
    EXPECT_EQ(check("{formula: 甲 > 1, message: 错, message_en: x, level: error, reason: true}\n"),
              (Lines{"form.reason true}"}));
    EXPECT_EQ(check("{formula: 1 > 1, message: 错, message_en: x, level: error}\n"),
              (Lines{"form.check {formula: 1 > 1, message: 错, message_en: x, level: error}"}));
    EXPECT_EQ(check("{formula: 甲 + 1, message: 错, message_en: x, level: error}\n"),
              (Lines{"expr.type 甲 + 1, message: 错, message_en: x, level: error}"}));
}

TEST(a_statistical_form, has_a_head) {
    EXPECT_EQ(wrong("id: a\ntitle: 表\ntitle_en: Form\nkind: statistical\nsections:\n- fields:\n"
                    "  - {name: 甲, type: 数 0}\n"),
              (Lines{"form.statistical statistical"}));
}

constexpr auto kElements = R"(elements:
  - {id: park.vat, name: 园区税收, type: 万元 2, period: 年, owner: t.jxw, form: a, kind: 业务填报, definition: 税}
)";

TEST(a_figure, is_asked_for_by_the_form_that_owns_it_and_shown_by_others) {
    const auto pack = testing::pack_of(
        {{"units.yaml", std::string{testing::kUnits}},
         {"elements.yaml", kElements},
         {"forms/a.yaml", with("  - {name: 税收, type: 万元 2, element: park.vat}\n")},
         {"forms/b.yaml", "id: b\ntitle: 表\ntitle_en: Form\nkind: table\nperiod: 年\nsections:\n- "
                          "fields:\n  - {name: 已报税收, type: 万元 2, value: 园区税收}\n"}});
    EXPECT_EQ(findings(read_forms(pack).diagnostics, pack), Lines{});
    const auto forms = testing::forms_of(pack);
    Context context;
    context.period = *expr::Period::parse("2011年");
    context.subject = "甲园";
    context.facts = {{"园区税收", "甲园", context.period, "12.50"}};
    const auto directory = testing::small_directory();
    const auto outcome = check(empty_filling(*forms.all[1]), *forms.all[1], context, directory);
    EXPECT_EQ(shown(outcome.filling.answers[0], forms.all[1]->fields[0], *forms.all[1]), "12.50");
}

TEST(a_figure, is_not_asked_for_twice) {
    for (const auto* const again : {"  - {name: 又问税收, type: 万元 2, element: park.vat}\n",
                                    "  - {name: 园区税收, type: 万元 2}\n"}) {
        const auto pack = testing::pack_of(
            {{"units.yaml", std::string{testing::kUnits}},
             {"elements.yaml", kElements},
             {"forms/a.yaml", with("  - {name: 税收, type: 万元 2, element: park.vat}\n")},
             {"forms/b.yaml",
              "id: b\ntitle: 表\ntitle_en: Form\nkind: table\nsections:\n- fields:\n" +
                  std::string{again}}});
        const auto read = read_forms(pack);
        ASSERT_EQ(read.diagnostics.size(), 1U);
        EXPECT_EQ(read.diagnostics[0].code, "form.asked-twice");
        EXPECT_THAT(read.diagnostics[0].message_zh, HasSubstr("省经信委"));
    }
}

TEST(a_second_pack, is_refused_a_figure_that_is_owned_and_told_the_owner) {
    const auto first = testing::pack_of(
        {{"units.yaml", std::string{testing::kUnits}},
         {"elements.yaml", kElements},
         {"forms/a.yaml", with("  - {name: 税收, type: 万元 2, element: park.vat}\n")}});
    const auto second = testing::pack_of(
        {{"units2.yaml", ""},
         {"elements.yaml", R"(elements:
  - {id: other.id, name: 园区 税收, type: 万元 2, period: 年, owner: t.jxw, form: z, kind: 业务填报, definition: 税}
)"},
         {"forms/z.yaml",
          "id: z\ntitle: 表\ntitle_en: Form\nkind: table\nsections:\n- fields:\n  - {name: "
          "税, type: 万元 2, element: other.id}\n"}},
        "second");
    EXPECT_TRUE(read_forms(first, {&first, &second}).diagnostics.empty());
    const auto read = read_forms(second, {&first, &second});
    ASSERT_FALSE(read.diagnostics.empty());
    EXPECT_EQ(read.diagnostics[0].code, "form.element-owned");
    EXPECT_THAT(read.diagnostics[0].message_zh, HasSubstr("省经信委"));
    EXPECT_THAT(read.diagnostics[0].message, HasSubstr("pack t"));
}

} // namespace
} // namespace luoshi::form

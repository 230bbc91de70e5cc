// SPDX-License-Identifier: Apache-2.0
#include "pack/document.hpp"

#include <gmock/gmock.h>

namespace luoshi::pack {
namespace {

std::string complaints(const std::vector<Diagnostic>& findings, std::string_view text) {
    std::string all;
    for (const auto& finding : findings) {
        all += render(finding, text);
    }
    return all;
}

TEST(parse, keeps_scalars_as_text_and_members_in_order) {
    const auto parsed = parse("a.yaml", "no: 007\nyes: [1, x]\nempty:\n");
    ASSERT_TRUE(parsed.value);
    const auto& root = parsed.value->root;
    EXPECT_EQ(root.find("no")->scalar, "007");
    EXPECT_EQ(root.find("yes")->items[1].scalar, "x");
    EXPECT_EQ(root.find("empty")->kind, Value::Kind::null);
    EXPECT_EQ(root.find("other"), nullptr);
}

TEST(parse, points_at_a_duplicate_key) {
    const std::string text = "a: 1\nb: 2\na: 3\n";
    const auto parsed = parse("a.yaml", text);
    EXPECT_FALSE(parsed.value);
    EXPECT_EQ(complaints(parsed.diagnostics, text),
              "a.yaml:3:1: error: 'a' stands here twice [pack.duplicate-key]\n| a: 3\n| ^\n");
}

TEST(parse, refuses_aliases_depth_broken_syntax_and_other_encodings) {
    EXPECT_EQ(parse("a", "a: &x 1\nb: *x\n").diagnostics.at(0).code, "pack.alias");
    EXPECT_EQ(parse("a", std::string(60, '[') + std::string(60, ']')).diagnostics.at(0).code,
              "pack.too-deep");
    EXPECT_EQ(parse("a", "a: [1\n").diagnostics.at(0).code, "pack.syntax");
    EXPECT_EQ(parse("a", "a: \xC4\xE3\n").diagnostics.at(0).code, "pack.encoding");
}

TEST(fields, report_every_mistake_of_a_map_with_its_place) {
    const std::string text = "名称: x\nkind: dog\nfrom: 2011-02-30\nmore: 1\nmembers: {a: b}\n";
    const auto parsed = parse("u.yaml", text);
    ASSERT_TRUE(parsed.value);
    std::vector<Diagnostic> findings;
    Fields fields{*parsed.value, parsed.value->root, findings};
    EXPECT_EQ(fields.text("名称"), "x");
    fields.text("id");
    fields.one_of("kind", {"unit", "group"});
    EXPECT_EQ(fields.date("from"), std::nullopt);
    fields.texts("members");
    fields.finish();
    EXPECT_EQ(complaints(findings, text),
              "u.yaml:1:1: error: 'id' is missing [pack.missing]\n| 名称: x\n| ^\n"
              "u.yaml:2:7: error: 'kind' is 'dog'; expected one of unit, group [pack.choice]\n| "
              "kind: dog\n|       ^\n"
              "u.yaml:3:7: error: 'from' is '2011-02-30'; expected a date like 2011-11-01 "
              "[pack.date]\n| from: 2011-02-30\n|       ^\n"
              "u.yaml:5:10: error: 'members' must be a list [pack.expected-list]\n| members: {a: "
              "b}\n|          ^\n"
              "u.yaml:4:7: error: 'more' is not known here; expected one of 名称, id, kind, from, "
              "members [pack.unknown-key]\n| more: 1\n|       ^\n");
}

} // namespace
} // namespace luoshi::pack

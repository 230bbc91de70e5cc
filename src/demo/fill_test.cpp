// SPDX-License-Identifier: Apache-2.0
#include "demo/fill.hpp"

#include <gtest/gtest.h>

namespace luoshi::demo {
namespace {

const Draw first = [](const Words& words, std::string_view) -> const std::string& {
    return words.front();
};

TEST(Filling, RowsTheSystemListedAreFilledAndOthersMadeOfThem) {
    ReportScript script;
    script.fields = {{"问题", {"无"}}};
    script.rows = {{"落实", "", 0, {{"进展", {"推进中"}}}},
                   {"措施", "落实", 0, {{"项号", {"{项}"}}, {"做法", {"第{number}条：{进展}"}}}}};
    const auto body = filled_in(R"({"values":{"落实":[{"项":"3"},{"项":"8"}]}})", script, first);
    EXPECT_EQ(body, R"({"values":{"落实":[{"项":"3","进展":"推进中"},{"项":"8","进展":"推进中"}],)"
                    R"("问题":"无",)"
                    R"("措施":[{"项号":"3","做法":"第1条：推进中"},)"
                    R"({"项号":"8","做法":"第2条：推进中"}]}})");
}

TEST(Filling, AFormWithoutRowsGetsAsManyAsTheScriptSays) {
    ReportScript script;
    script.rows = {{"工作", "", 2, {{"编号", {"{number}"}}}}};
    EXPECT_EQ(filled_in(R"({"values":{}})", script, first),
              R"({"values":{"工作":[{"编号":"1"},{"编号":"2"}]}})");
}

TEST(Filling, TheFirstRowIsNamedByItsKey) {
    EXPECT_EQ(first_row(R"({"values":{"落实":[{"项":"3"},{"项":"8"}]}})", "落实", "项"), "3");
    EXPECT_EQ(first_row(R"({"values":{}})", "落实", "项"), "");
}

TEST(Filling, KeysTellFieldsTablesRowsAndColumnsApart) {
    ReportScript script;
    script.fields = {{"问题", {"甲", "乙"}}};
    script.rows = {{"工作", "", 2, {{"编号", {"甲", "乙"}}}}};
    std::vector<std::string> keys;
    filled_in(R"({"values":{}})", script,
              [&](const Words& words, std::string_view key) -> const std::string& {
                  keys.emplace_back(key);
                  return words.front();
              });
    EXPECT_EQ(keys, (std::vector<std::string>{"问题", "工作/1/编号", "工作/2/编号"}));
}

} // namespace
} // namespace luoshi::demo

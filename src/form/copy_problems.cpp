// SPDX-License-Identifier: Apache-2.0
#include "form/copy_problems.hpp"

#include "base/text.hpp"
#include "form/copy_words.hpp"

#include <fmt/format.h>

#include <utility>

namespace luoshi::form {
namespace copy {

CopyProblem problem(Said said) {
    CopyProblem made;
    made.finding.level = said.level;
    made.finding.code = std::move(said.code);
    made.finding.at = {said.at};
    made.finding.message = std::move(said.message);
    if (!said.where.zh.empty()) {
        made.finding.message.zh = said.where.zh + "：" + made.finding.message.zh;
        made.finding.message.en = said.where.en + ": " + made.finding.message.en;
    }
    made.where = std::move(said.where);
    return made;
}

Text name_of(const Field& field) {
    const auto& en = field.title.en.empty() ? field.title.zh : field.title.en;
    return {fmt::format("“{}”", field.title.zh), fmt::format("'{}'", en)};
}

std::string beginning_of(std::string_view text) {
    constexpr int kMost = 12;
    const auto words = trimmed(text);
    std::size_t at = 0;
    for (int i = 0; i < kMost && at < words.size(); ++i) {
        next_character(words, at);
    }
    return std::string{words.substr(0, at)} + (at < words.size() ? "…" : "");
}

} // namespace copy

std::vector<CopyProblem> check_copy(const CopyInfo& found, const CopyInfo& expected) {
    std::vector<CopyProblem> problems;
    if (!expected.filled.empty() && !found.filled.empty() && found.filled != expected.filled) {
        problems.push_back(copy::problem(
            {.code = "form.copy-other-filled",
             .message = {
                 fmt::format("这份副本是另一份填报（{}）的，不是现在这一份（{}）的；请到那一份中"
                             "导入，或重新下载本份的副本",
                             found.filled, expected.filled),
                 fmt::format("this is a copy of another filled form ({}), not of this one "
                             "({}); upload it there, or download a copy of this one",
                             found.filled, expected.filled)}}));
    }
    if (!expected.check_code.empty() && found.check_code != expected.check_code) {
        problems.push_back(copy::problem(
            {.code = "form.copy-other-code",
             .message = {
                 fmt::format("副本的校验码是“{}”，现在的是“{}”：副本下载以后，这份表改过；请重新"
                             "下载，把改动填进新副本",
                             found.check_code, expected.check_code),
                 fmt::format("the copy has the check code '{}', the form now has '{}': it "
                             "was changed after the copy was made; download a new copy and "
                             "fill your changes in there",
                             found.check_code, expected.check_code)}}));
    }
    return problems;
}

} // namespace luoshi::form

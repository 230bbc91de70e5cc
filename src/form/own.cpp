// SPDX-License-Identifier: Apache-2.0
#include "form/own.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/sm3.hpp"
#include "form/read_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace luoshi::form {
namespace {

struct KindWords {
    OwnKind kind;
    std::string_view word, type; // type: as a form's file says it
};
constexpr std::array<KindWords, 7> kKinds{
    {{OwnKind::text, "text", "type: 文本, length: 200"},
     {OwnKind::long_text, "long_text", "type: 长文本, length: 4000"},
     {OwnKind::whole, "whole", "type: 数 0"},
     {OwnKind::decimal, "decimal", "type: 数 2"},
     {OwnKind::date, "date", "type: 日期"},
     {OwnKind::truth, "truth", "type: 是否"},
     {OwnKind::files, "files", "type: 附件, at_most: 20"}}};

const KindWords& words_of(OwnKind kind) {
    return *std::ranges::find(kKinds, kind, &KindWords::kind);
}

// JSON's quoted strings are YAML's. What is still blank while it is written stands as a dash.
std::string quoted(std::string_view text) {
    std::string out;
    const bool blank = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    append_json_string(out, blank ? "—" : text);
    return out;
}

} // namespace

std::string_view to_string(OwnKind kind) noexcept {
    return words_of(kind).word;
}

std::optional<OwnKind> parse_own_kind(std::string_view word) noexcept {
    const auto* const it = std::ranges::find(kKinds, word, &KindWords::word);
    return it == kKinds.end() ? std::nullopt : std::optional{it->kind};
}

bool is_own(std::string_view code) noexcept {
    return code.starts_with(kOwnCode);
}

OwnForm own_form(const Text& title, const std::vector<OwnField>& fields) {
    // Titles may hold anything; the names that formulas would use are numbered.
    auto body = fmt::format("title: {}\ntitle_en: {}\n", quoted(title.zh),
                            quoted(title.en.empty() ? title.zh : title.en));
    body += fmt::format("kind: narrative\nsignatures: [单位负责人, 填表人, 联系电话, 报出日期]\n"
                        "sections:\n  - title: {}\n    fields:\n",
                        quoted(title.zh));
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& field = fields[i];
        const bool files = field.kind == OwnKind::files;
        body += fmt::format("      - {{name: 栏{}, title: {}, {}", i + 1, quoted(field.title),
                            words_of(field.kind).type);
        if (field.required) {
            body += files ? ", at_least: 1" : ", required: true";
        }
        if (!field.hint.empty()) {
            body += fmt::format(", hint: {}", quoted(field.hint));
        }
        body += "}\n";
    }
    OwnForm own;
    own.code = std::string{kOwnCode} + to_hex(sm3(body)).substr(0, 16);
    own.text = fmt::format("id: {}\n{}", own.code, body);
    return own;
}

std::shared_ptr<const Form> read_own(const std::string& pack, const OwnForm& own) {
    Surroundings around;
    around.pack = pack;
    const auto document = pack::parse(own.code, own.text);
    auto read = document.value ? read_form(*document.value, {}, around)
                               : Checked<Form>{std::nullopt, document.diagnostics};
    if (!read.value) {
        throw failure(ErrorCode::internal, "form.unreadable",
                      "a form of the office's own cannot be read: {}: {}", own.code,
                      read.diagnostics.empty() ? "" : read.diagnostics.front().message);
    }
    return std::make_shared<const Form>(std::move(*read.value));
}

} // namespace luoshi::form

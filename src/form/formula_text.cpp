// SPDX-License-Identifier: Apache-2.0
#include "form/formula_text.hpp"

#include <algorithm>

namespace luoshi::form {
namespace {

using pack::Value;

// Where a part of a formula stands in the file: the formula is one value of it, as written, in
// quotes, or broken into lines.
Span place_in(const pack::Document& document, const Value& value, Span part) {
    const std::string_view text = document.text;
    const std::string_view formula = value.scalar;
    for (std::uint32_t begin : {value.span.begin, value.span.begin + 1}) {
        if (text.substr(std::min<std::size_t>(begin, text.size()), formula.size()) == formula) {
            return {begin + part.begin, begin + part.end};
        }
    }
    const auto until = formula.find('\n', part.begin);
    const auto line_at =
        part.begin == 0 ? std::string_view::npos : formula.rfind('\n', part.begin - 1);
    const auto from = line_at == std::string_view::npos ? 0 : line_at + 1;
    const auto line = formula.substr(from, until - from);
    const auto found = line.empty() ? std::string_view::npos : text.find(line, value.span.begin);
    if (found == std::string_view::npos) {
        return value.span;
    }
    const auto shift = static_cast<std::uint32_t>(found) - static_cast<std::uint32_t>(from);
    return {shift + part.begin, shift + part.end};
}

} // namespace

std::optional<expr::Formula> compile(Complaints& complaints, const pack::Value* value,
                                     const expr::Declarations& names,
                                     const std::optional<expr::Type>& result) {
    if (value == nullptr) {
        return std::nullopt;
    }
    const Source source{complaints.document().file, value->scalar};
    auto zh = expr::compile(source, names, {.result = result});
    if (zh.value) {
        return std::move(zh.value);
    }
    const auto en =
        expr::compile(source, names, {.result = result, .language = expr::Language::en});
    for (std::size_t i = 0; i < zh.diagnostics.size(); ++i) {
        complaints.add(place_in(complaints.document(), *value, zh.diagnostics[i].span),
                       zh.diagnostics[i].code, zh.diagnostics[i].message,
                       en.diagnostics.at(i).message);
    }
    return std::nullopt;
}

} // namespace luoshi::form

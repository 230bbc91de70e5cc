// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi {
namespace {

std::string_view name_of(Severity severity, bool chinese) {
    switch (severity) {
    case Severity::note: return chinese ? "提示" : "note";
    case Severity::warning: return chinese ? "注意" : "warning";
    case Severity::error: return chinese ? "错误" : "error";
    }
    return "error";
}

// As wide on a screen as `before`: a Chinese character is two columns.
std::string blanks_under(std::string_view before) {
    std::string blanks;
    for (std::size_t at = 0; at < before.size();) {
        const auto character = next_character(before, at);
        const bool wide = character >= 0x2E80;
        blanks += character == '\t' ? "\t" : wide ? "  " : " ";
    }
    return blanks;
}

} // namespace

LinePlace line_place(Span span, std::string_view text) {
    const auto at = std::min<std::size_t>(span.begin, text.size());
    const auto before = text.substr(0, at);
    const auto line_begin = before.rfind('\n') + 1; // npos + 1 == 0
    LinePlace place;
    place.line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    place.column = at - line_begin + 1;
    place.text = text.substr(line_begin, text.find('\n', line_begin) - line_begin);
    return place;
}

std::string render(const Diagnostic& diagnostic, std::string_view text, bool chinese) {
    return render(diagnostic, line_place(diagnostic.span, text), chinese);
}

std::string render(const Diagnostic& diagnostic, const LinePlace& place, bool chinese) {
    const bool said = chinese && !diagnostic.message_zh.empty();
    return fmt::format("{}:{}:{}: {}: {} [{}]\n| {}\n| {}^\n", diagnostic.file, place.line,
                       place.column, name_of(diagnostic.severity, said),
                       said ? diagnostic.message_zh : diagnostic.message, diagnostic.code,
                       place.text, blanks_under(place.text.substr(0, place.column - 1)));
}

} // namespace luoshi

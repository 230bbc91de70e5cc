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

std::string render(const Diagnostic& diagnostic, std::string_view text, bool chinese) {
    const bool said = chinese && !diagnostic.message_zh.empty();
    const auto at = std::min<std::size_t>(diagnostic.span.begin, text.size());
    const auto before = text.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto line_begin = before.rfind('\n') + 1; // npos + 1 == 0
    const auto column = at - line_begin + 1;
    const auto shown = text.substr(line_begin, text.find('\n', line_begin) - line_begin);
    return fmt::format("{}:{}:{}: {}: {} [{}]\n| {}\n| {}^\n", diagnostic.file, line, column,
                       name_of(diagnostic.severity, said),
                       said ? diagnostic.message_zh : diagnostic.message, diagnostic.code, shown,
                       blanks_under(text.substr(line_begin, at - line_begin)));
}

} // namespace luoshi

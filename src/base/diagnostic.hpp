// SPDX-License-Identifier: Apache-2.0
// Findings about text a user wrote: data, not exceptions, because there are many of them
// per document, each with a place, and the work goes on after the first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi {

// A text and the name a user knows it by: a path as given, "stdin". Both borrowed.
struct Source {
    std::string_view file;
    std::string_view text; // UTF-8, less than 4 GiB
};

// Half-open byte range [begin, end) in the source text.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const Span&) const = default;
};

enum class Severity { note, warning, error };

struct Diagnostic {
    Severity severity = Severity::error;
    std::string code; // stable and documented, e.g. "expr.unbalanced-paren"
    std::string file; // Source::file
    Span span;
    std::string message;      // one sentence, no trailing full stop
    std::string message_zh{}; // the same in Chinese; "" where nobody has said it yet
    bool operator==(const Diagnostic&) const = default;
};

// value is set iff no diagnostic has Severity::error.
template <class T>
struct [[nodiscard]] Checked {
    std::optional<T> value;
    std::vector<Diagnostic> diagnostics;
};

// Where a span begins, as an editor tells it.
struct LinePlace {
    std::size_t line = 1, column = 1; // from 1; column in bytes
    std::string_view text;            // the line without its end; of the text given
};
LinePlace line_place(Span span, std::string_view text);

// Three lines: "file:1:5: error: message [code]" (line and column 1-based, in bytes), the
// source line, a caret. `text` is that of the source the finding names. `chinese`: message_zh where
// there is one.
std::string render(const Diagnostic& diagnostic, std::string_view text, bool chinese = false);
std::string render(const Diagnostic& diagnostic, const LinePlace& place, bool chinese = false);

} // namespace luoshi

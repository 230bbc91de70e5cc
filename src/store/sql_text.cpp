// SPDX-License-Identifier: Apache-2.0
#include "store/sql_text.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace luoshi::store {
namespace {

bool is_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string lower(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

// Words of a statement in lower case, one after the other; what stands between '…' or in a comment
// is no word, a "quoted" name is one.
class Words {
public:
    explicit Words(std::string_view sql) : rest_(sql) {}

    std::string next() { // "" at the end
        while (!rest_.empty() && !is_word(rest_.front())) {
            if (rest_.front() == '\'') {
                skip_past("'", 1);
            } else if (rest_.starts_with("--")) {
                skip_past("\n", 2);
            } else if (rest_.starts_with("/*")) {
                skip_past("*/", 2);
            } else {
                rest_.remove_prefix(1);
            }
        }
        const auto end = std::ranges::find_if_not(rest_, is_word);
        const auto word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(word.size());
        return lower(word);
    }

private:
    void skip_past(std::string_view mark, std::size_t from) {
        const auto at = rest_.find(mark, from);
        rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + mark.size());
    }

    std::string_view rest_;
};

// Length of the UTF-8 sequence at the head of `text`, 0 when there is none (RFC 3629, table 3-7 of
// the Unicode standard: no overlong forms, no surrogates).
std::size_t sequence_length(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return i < text.size() && byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = byte(0);
    if (first < 0x80) {
        return first == 0 ? 0 : 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return follows(1) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        const bool second = follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
        return second && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool second = follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
        return second && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

} // namespace

std::optional<std::string> changed_table(std::string_view sql) {
    Words words{sql};
    const std::string verb = words.next();
    if (verb == "update") {
        return words.next();
    }
    const std::string_view link = verb == "insert" ? "into" : verb == "delete" ? "from" : "";
    if (link.empty() || words.next() != link) {
        return std::nullopt;
    }
    return words.next();
}

bool only_reads(std::string_view sql) {
    Words words{sql};
    std::string word = words.next();
    if (word == "select") {
        return true;
    }
    if (word != "with") {
        return false;
    }
    while (!word.empty()) {
        word = words.next();
        if (word == "insert" || word == "update" || word == "delete") {
            return false;
        }
    }
    return true;
}

bool is_storable_text(std::string_view text) noexcept {
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

std::string with_types(std::string_view sql, const TypeNames& types) {
    const std::array<std::pair<std::string_view, std::string_view>, 7> tokens{
        {{"id", types.integer},
         {"int", types.integer},
         {"bool", types.integer},
         {"time", types.integer},
         {"text", "TEXT"},
         {"date", "TEXT"},
         {"bytes", types.bytes}}};
    std::string out;
    while (true) {
        const auto open = sql.find('{');
        out += sql.substr(0, open);
        if (open == std::string_view::npos) {
            return out;
        }
        const auto close = sql.find('}', open);
        ensure(close != std::string_view::npos, "a type token of a migration ends with '}'");
        const auto name = sql.substr(open + 1, close - open - 1);
        const auto found = std::ranges::find(tokens, name, [](const auto& t) { return t.first; });
        ensure(found != tokens.end(), "a migration uses only the known type tokens");
        out += found->second;
        sql.remove_prefix(close + 1);
    }
}

std::vector<std::string> audited_tables(std::string_view sql) {
    static constexpr std::string_view kMark = "--! audited ";
    std::vector<std::string> names;
    while (!sql.empty()) {
        const auto line = sql.substr(0, sql.find('\n'));
        if (line.starts_with(kMark)) {
            names.push_back(Words{line.substr(kMark.size())}.next());
        }
        sql.remove_prefix(std::min(sql.size(), line.size() + 1));
    }
    return names;
}

} // namespace luoshi::store

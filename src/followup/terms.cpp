// SPDX-License-Identifier: Apache-2.0
#include "followup/terms.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace luoshi::followup {
namespace {

bool is_word_character(char32_t c) {
    if (c < 0x80) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '%' || c == '+';
    }
    const bool punctuation = (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) ||
                             (c >= 0xFE10 && c <= 0xFE6F) || c == 0xB7;
    return !punctuation;
}

std::vector<std::string> characters_of(std::string_view text) {
    std::vector<std::string> characters;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        next_character(text, at);
        characters.emplace_back(text.substr(begin, at - begin));
    }
    return characters;
}

} // namespace

std::string searchable(std::string_view text) {
    const auto folded = fold(text);
    std::string out;
    out.reserve(folded.size());
    for (std::size_t at = 0; at < folded.size();) {
        auto c = next_character(folded, at);
        c = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
        if (is_word_character(c)) {
            append_utf8(out, c);
        }
    }
    return out;
}

std::vector<std::string> terms_of(std::string_view searchable) {
    const auto characters = characters_of(searchable);
    std::set<std::string> terms{characters.begin(), characters.end()};
    for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
        terms.insert(characters[i] + characters[i + 1]);
    }
    return {terms.begin(), terms.end()};
}

std::vector<std::string> query_terms(std::string_view searchable) {
    const auto characters = characters_of(searchable);
    if (characters.size() == 1) {
        return characters;
    }
    std::set<std::string> terms;
    for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
        terms.insert(characters[i] + characters[i + 1]);
    }
    return {terms.begin(), terms.end()};
}

std::string pack_ordinals(const std::vector<std::int64_t>& ordinals) {
    std::string packed;
    std::int64_t last = 0;
    for (const auto ordinal : ordinals) {
        auto step = static_cast<std::uint64_t>(ordinal - last);
        last = ordinal;
        for (; step >= 0x80; step >>= 7) {
            packed += static_cast<char>((step & 0x7F) | 0x80);
        }
        packed += static_cast<char>(step);
    }
    return packed;
}

std::vector<std::int64_t> unpack_ordinals(std::string_view packed) {
    std::vector<std::int64_t> ordinals;
    std::int64_t last = 0;
    std::uint64_t step = 0;
    int shift = 0;
    for (const char c : packed) {
        const auto byte = static_cast<unsigned char>(c);
        step |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        shift += 7;
        if (byte < 0x80) {
            last += static_cast<std::int64_t>(step);
            ordinals.push_back(last);
            step = 0;
            shift = 0;
        }
    }
    return ordinals;
}

std::vector<std::int64_t> intersect(const std::vector<std::int64_t>& a,
                                    const std::vector<std::int64_t>& b) {
    std::vector<std::int64_t> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

} // namespace luoshi::followup

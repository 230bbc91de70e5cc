// SPDX-License-Identifier: Apache-2.0
#include "archive/paths.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace luoshi::archive {
namespace {

constexpr std::size_t kMost = 60, kLongestEnding = 8;

std::string first_characters(std::string_view text, std::size_t most) {
    std::size_t at = 0;
    for (std::size_t n = 0; n < most && at < text.size(); ++n) {
        next_character(text, at);
    }
    return std::string{text.substr(0, at)};
}

} // namespace

std::string file_name(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool bad = static_cast<unsigned char>(c) < 0x20 ||
                         std::string_view{"/\\:*?\"<>|"}.find(c) != std::string_view::npos;
        out += bad ? '_' : c;
    }
    if (character_count(out) > kMost) {
        const auto dot = out.rfind('.');
        const auto ending = dot != std::string::npos && out.size() - dot <= kLongestEnding
                                ? out.substr(dot)
                                : std::string{};
        out = first_characters(out, kMost - ending.size()) + ending;
    }
    while (!out.empty() && (out.back() == '.' || out.back() == ' ')) {
        out.pop_back(); // Windows drops them
    }
    return out.empty() ? "_" : out;
}

std::string two_digits(std::size_t n) {
    return fmt::format("{:02}", n);
}

} // namespace luoshi::archive

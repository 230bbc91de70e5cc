// SPDX-License-Identifier: Apache-2.0
#include "followup/number_rule.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

namespace luoshi::followup {
namespace {

struct Parts {
    std::string before, after; // of the running number, {year} still in them
    std::size_t width = 0;
};

// The brace that begins the running number; npos: none.
std::size_t number_at(std::string_view rule) {
    const auto plain = rule.find("{n}");
    return plain != std::string_view::npos ? plain : rule.find("{n:0");
}

std::string with_year(std::string text, int year) {
    if (const auto at = text.find("{year}"); at != std::string::npos) {
        text.replace(at, 6, std::to_string(year));
    }
    return text;
}

Parts parts_of(std::string_view rule) {
    const auto at = number_at(rule);
    ensure(at != std::string_view::npos, "the rule was looked at before");
    const auto end = rule.find('}', at);
    Parts parts{std::string{rule.substr(0, at)}, std::string{rule.substr(end + 1)}, 0};
    if (end - at == 5) { // {n:0w
        parts.width = static_cast<std::size_t>(rule[at + 4] - '0');
    }
    return parts;
}

} // namespace

bool is_number_rule(std::string_view rule) {
    const auto at = number_at(rule);
    if (rule.empty() || rule.size() > 40 || at == std::string_view::npos) {
        return false;
    }
    const auto end = rule.find('}', at);
    const bool wide = end != std::string_view::npos && end - at == 5 && rule[at + 4] >= '1' &&
                      rule[at + 4] <= '9';
    if (end == std::string_view::npos || (end - at != 2 && !wide)) {
        return false;
    }
    std::string rest{rule.substr(0, at)};
    rest += rule.substr(end + 1);
    if (const auto year = rest.find("{year}"); year != std::string::npos) {
        rest.erase(year, 6);
    }
    return rest.find_first_of("{}") == std::string::npos;
}

std::string series_of(std::string_view rule, int year) {
    return with_year(std::string{rule}, year);
}

std::string number_of(std::string_view rule, int year, std::int64_t n) {
    const auto parts = parts_of(rule);
    return with_year(parts.before, year) + fmt::format("{:0{}}", n, parts.width) +
           with_year(parts.after, year);
}

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
#include "expr/literals.hpp"

#include <array>

namespace luoshi::expr {

std::optional<Number> read_number(std::string_view digits) {
    const auto point = digits.find('.');
    const auto places = point == std::string_view::npos ? 0 : digits.size() - point - 1;
    if (places > static_cast<std::size_t>(Number::kMaxScale)) {
        return std::nullopt;
    }
    return Number::parse(digits, static_cast<int>(places));
}

std::optional<Date> read_date(std::string_view text) {
    if (const auto date = Date::parse(text)) {
        return date;
    }
    std::array<int, 3> parts{};
    constexpr std::array<std::string_view, 3> behind{"年", "月", "日"};
    for (std::size_t i = 0; i < behind.size(); ++i) {
        std::size_t digits = 0;
        while (digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9') {
            parts[i] = parts[i] * 10 + (text[digits++] - '0');
        }
        text.remove_prefix(digits);
        if (digits == 0 || !text.starts_with(behind[i])) {
            return std::nullopt;
        }
        text.remove_prefix(behind[i].size());
    }
    return text.empty() ? Date::from(parts[0], parts[1], parts[2]) : std::nullopt;
}

std::string_view unquoted(std::string_view text) {
    const std::size_t quote = text.front() == '"' ? 1 : std::string_view{"“"}.size();
    return text.substr(quote, text.size() - 2 * quote);
}

} // namespace luoshi::expr

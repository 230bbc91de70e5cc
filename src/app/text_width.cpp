// SPDX-License-Identifier: Apache-2.0
#include "app/text_width.hpp"

#include <algorithm>

namespace luoshi::app {
namespace {

struct Character {
    std::size_t bytes = 1, columns = 1;
};

// Wide and full-width ranges after UAX #11, ambiguous ones (quotes, ×) as Chinese fonts show them.
Character first_of(std::string_view text) noexcept {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) {
        return {1, 1};
    }
    const std::size_t bytes = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (bytes > text.size()) {
        return {1, 1};
    }
    if (bytes != 3) {
        return {bytes, bytes == 4 ? 2U : 1U};
    }
    const auto c = (lead & 15U) << 12 | (static_cast<unsigned char>(text[1]) & 63U) << 6 |
                   (static_cast<unsigned char>(text[2]) & 63U);
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                      (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                      (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) ||
                      (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x2018 && c <= 0x2026) ||
                      (c >= 0x2460 && c <= 0x249B);
    return {3, wide ? 2U : 1U};
}

} // namespace

std::size_t width_of(std::string_view text) noexcept {
    std::size_t columns = 0;
    while (!text.empty()) {
        const auto c = first_of(text);
        columns += c.columns;
        text.remove_prefix(c.bytes);
    }
    return columns;
}

std::string fit(std::string_view text, std::size_t columns) {
    if (width_of(text) <= columns) {
        return std::string{text} + std::string(columns - width_of(text), ' ');
    }
    std::string out;
    std::size_t used = 0;
    const std::size_t room = columns - std::min<std::size_t>(columns, 2); // for …
    while (!text.empty()) {
        const auto c = first_of(text);
        if (used + c.columns > room) {
            break;
        }
        out += text.substr(0, c.bytes);
        used += c.columns;
        text.remove_prefix(c.bytes);
    }
    out += "…";
    return out + std::string(columns - std::min(columns, used + 2), ' ');
}

} // namespace luoshi::app

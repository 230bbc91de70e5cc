// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <utility>

namespace luoshi {
namespace {

// Length of the sequence a lead byte announces; 0: not a lead byte.
std::size_t sequence_length(unsigned char lead) noexcept {
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead < 0xE0) {
        return 2;
    }
    if ((lead & 0xF0) == 0xE0) {
        return 3;
    }
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

constexpr char32_t kBroken = 0xFFFD;

// The character at `at` and the bytes it takes; {kBroken, 1} when it is none.
std::pair<char32_t, std::size_t> decode(std::string_view text, std::size_t at) noexcept {
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto length = sequence_length(lead);
    if (length == 1) {
        return {lead, 1};
    }
    if (length == 0 || at + length > text.size()) {
        return {kBroken, 1};
    }
    auto character = static_cast<char32_t>(lead & (0xFF >> (length + 1)));
    for (std::size_t k = 1; k < length; ++k) {
        const auto next = static_cast<unsigned char>(text[at + k]);
        if ((next & 0xC0) != 0x80) {
            return {kBroken, 1};
        }
        character = (character << 6) | (next & 0x3F);
    }
    const bool overlong =
        (length == 3 && character < 0x800) || (length == 4 && character < 0x10000);
    const bool surrogate = character >= 0xD800 && character < 0xE000;
    if (overlong || surrogate || character > 0x10FFFF) {
        return {kBroken, 1};
    }
    return {character, length};
}

bool is_space(char32_t c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || c == 0xFEFF ||
           (c >= 0x2000 && c <= 0x200B);
}

char32_t folded(char32_t c) noexcept {
    switch (c) {
    case U'〔':
    case U'【':
    case U'［': return '[';
    case U'〕':
    case U'】':
    case U'］': return ']';
    case U'“':
    case U'”':
    case U'‘':
    case U'’':
    case U'「':
    case U'」':
    case U'『':
    case U'』':
    case U'＂': return '"';
    case U'—':
    case U'–':
    case U'―':
    case U'─':
    case U'‐': return '-';
    default: return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
    }
}

} // namespace

bool is_utf8(std::string_view bytes) noexcept {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto [character, length] = decode(bytes, at);
        if (character == kBroken && length == 1) {
            return false;
        }
        at += length;
    }
    return true;
}

char32_t next_character(std::string_view text, std::size_t& at) noexcept {
    const auto [character, length] = decode(text, at);
    at += length;
    return character;
}

void append_utf8(std::string& out, char32_t character) {
    const auto byte = [&](char32_t value) { out += static_cast<char>(value); };
    if (character < 0x80) {
        byte(character);
    } else if (character < 0x800) {
        byte(0xC0 | (character >> 6));
        byte(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        byte(0xE0 | (character >> 12));
        byte(0x80 | ((character >> 6) & 0x3F));
        byte(0x80 | (character & 0x3F));
    } else {
        byte(0xF0 | (character >> 18));
        byte(0x80 | ((character >> 12) & 0x3F));
        byte(0x80 | ((character >> 6) & 0x3F));
        byte(0x80 | (character & 0x3F));
    }
}

std::size_t character_count(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text) {
        count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    }
    return count;
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto character = next_character(text, at);
        if (!is_space(character)) {
            append_utf8(out, folded(character));
        }
    }
    return out;
}

Utf16Offsets::Utf16Offsets(std::string_view text) : text_(text) {
    std::uint32_t units = 0;
    for (std::size_t byte = 0; byte <= text_.size(); ++byte) {
        if (byte % kStep == 0) {
            marks_.push_back(units);
        }
        if (byte < text_.size()) {
            const auto c = static_cast<unsigned char>(text_[byte]);
            units += (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1;
        }
    }
}

std::uint32_t Utf16Offsets::of(std::uint32_t byte) const noexcept {
    auto units = marks_[byte / kStep];
    for (std::size_t at = byte / kStep * kStep; at < byte; ++at) {
        const auto c = static_cast<unsigned char>(text_[at]);
        units += (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2U : 1U;
    }
    return units;
}

} // namespace luoshi

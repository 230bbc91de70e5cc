// SPDX-License-Identifier: Apache-2.0
// UTF-8 text as officials write it: the same name comes in full and half width, with 〔〕 or [],
// with “” or "", with spaces inside. All functions expect valid UTF-8 unless they say otherwise.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi {

bool is_utf8(std::string_view bytes) noexcept; // any bytes; rejects overlong forms and surrogates

// The character at `at`, which moves behind it. Broken bytes come out as U+FFFD, one at a time.
char32_t next_character(std::string_view text, std::size_t& at) noexcept;
void append_utf8(std::string& out, char32_t character);
std::size_t character_count(std::string_view text) noexcept;

// For comparing names and document numbers: white space removed, full-width forms made half-width,
// brackets 〔［【 → [, quotes “”‘’「」『』 → ", dashes → -. Case is kept.
std::string fold(std::string_view text);

// Byte offsets as UTF-16 code units, the unit of JavaScript strings.
// `text` is not kept. Ranges: 0 <= byte <= text.size(), at the start of a character.
class Utf16Offsets {
public:
    explicit Utf16Offsets(std::string_view text);
    std::uint32_t of(std::uint32_t byte) const noexcept;

private:
    static constexpr std::size_t kStep = 64; // one mark for so many bytes
    std::string text_;
    std::vector<std::uint32_t> marks_; // marks_[k]: units before byte k * kStep
};

} // namespace luoshi

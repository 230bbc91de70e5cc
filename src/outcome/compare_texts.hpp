// SPDX-License-Identifier: Apache-2.0
// Old and new text compared, paragraph by paragraph (新旧对照).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::outcome {

enum class Mark : std::uint8_t { same, removed, added };
std::string_view to_string(Mark mark) noexcept;

struct Paragraph {
    Mark mark = Mark::same;
    std::string words;
    bool operator==(const Paragraph&) const = default;
};

inline constexpr std::size_t kMostParagraphs = 3000; // of a text

// In order; of a change what was removed stands before what was added. O(paragraphs²).
std::vector<Paragraph> compare_texts(std::string_view before, std::string_view after);
std::size_t paragraphs(std::string_view text) noexcept;

} // namespace luoshi::outcome

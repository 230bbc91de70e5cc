// SPDX-License-Identifier: Apache-2.0
// Levels of supervision and who may be sent which: a table, with the reason of every refusal. Pure.
//
//   choices_for(category)        every level with what it takes, or why it may not go there
//   number_rule(level)           how those approved are numbered
//
// The table stands here and not in a pack: it follows from rank alone, which the categories of the
// directory tell, and a pack that could widen it would let an office direct whom it may not.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi::supervise {

enum class Level : std::uint8_t {
    reminder, // 提醒函
    request,  // 商请函
    notice,   // 督办通知单
    circular, // 通报
    talk      // 约谈
};
constexpr std::size_t kLevels = 5;
std::string_view to_string(Level level) noexcept;
std::string_view title_of(Level level) noexcept; // "提醒函"
std::optional<Level> parse_level(std::string_view text) noexcept;

// In whose name it goes.
enum class Issuer : std::uint8_t {
    own,            // the office's
    general_office, // 拟请办公厅发
    consent         // the office's, 经省政府同意
};
std::string_view to_string(Issuer issuer) noexcept; // "general-office"
std::optional<Issuer> parse_issuer(std::string_view text) noexcept;

struct Choice {
    Level level = Level::reminder;
    bool allowed = false;
    bool directs = false;               // needs general_office or consent
    bool leader = false;                // a leader approves, with a position
    std::string_view reason, reason_en; // of a refusal; else ""
};

// category: of the addressee (units.yaml); of an unknown one only letters may go.
std::array<Choice, kLevels> choices_for(std::string_view category) noexcept;

std::string_view number_rule(Level level) noexcept;

} // namespace luoshi::supervise

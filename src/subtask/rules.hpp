// SPDX-License-Identifier: Apache-2.0
// What may follow which state of a subtask, and by whose hand: one table, asked by everything that
// changes or shows one. Pure.
//
//   after(state, act)          the state afterwards, or none
//   hand_of(act)               who does it
//   acts_now(state, hands)     what a page offers
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace luoshi::subtask {

enum class Origin : std::uint8_t {
    split,   // 分解: to a unit below
    share,   // 提供情况: asked of a joint unit
    measure, // 措施: of a report or a row gathered, by the office
    remark   // 批示: of a leader, by the office
};
std::string_view to_string(Origin origin) noexcept;
std::optional<Origin> parse_origin(std::string_view text) noexcept;

enum class State : std::uint8_t {
    handed_out, // 待接收
    accepted,   // 办理中
    declined,   // 退回异议
    reported,   // 已报完成
    done,       // 已确认
    cancelled   // 已收回
};
constexpr std::size_t kStates = 6;
std::string_view to_string(State state) noexcept; // "handed-out"
std::optional<State> parse_state(std::string_view text) noexcept;
constexpr bool is_open(State state) noexcept {
    return state != State::done && state != State::cancelled;
}
// The unit still owes it: nothing was reported.
constexpr bool is_missing(State state) noexcept {
    return is_open(state) && state != State::reported;
}

enum class Act : std::uint8_t {
    accept,
    decline,
    progress,
    report,
    add_file,
    change,    // unit, date, title, standard
    insist,    // over an objection
    give_back, // of what was reported
    confirm,
    cancel
};
constexpr std::size_t kActs = 10;
std::string_view to_string(Act act) noexcept; // "give-back"

enum class Hand : std::uint8_t { owner, giver };
Hand hand_of(Act act) noexcept;

// nullopt: not now. Of change: a declined one is handed out anew.
std::optional<State> after(State state, Act act) noexcept;

struct Hands { // of who is asking
    bool owner = false, giver = false;
};
// In the order of Act. insisted: it may not be declined again.
std::vector<Act> acts_now(State state, Hands hands, bool insisted);

} // namespace luoshi::subtask

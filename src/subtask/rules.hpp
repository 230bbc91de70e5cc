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
    affirm,    // of what was entered for it
    change,    // unit, date, title, standard
    insist,    // over an objection
    give_back, // of what was reported
    confirm,
    cancel,
    enter // what came on paper
};
constexpr std::size_t kActs = 12;
std::string_view to_string(Act act) noexcept; // "give-back"
std::optional<Act> parse_act(std::string_view text) noexcept;

enum class Hand : std::uint8_t { owner, giver, clerk };
Hand hand_of(Act act) noexcept;

// nullopt: not now. Of change: a declined one is handed out anew.
std::optional<State> after(State state, Act act) noexcept;
// Of an answer that came on paper: accept, decline, progress or report. Who reports or tells of
// progress has accepted.
std::optional<State> after_entry(State state, Act answer) noexcept;

struct Hands { // of who is asking
    bool owner = false, giver = false;
    bool clerk = false; // may enter what came on paper: the office, and who split it off
};
bool has_hand(Hands hands, Act act) noexcept;

struct Standing {
    State state = State::handed_out;
    bool insisted = false;   // it may not be declined again
    bool unaffirmed = false; // something entered waits for the unit
};
// In the order of Act.
std::vector<Act> acts_now(const Standing& standing, Hands hands);

} // namespace luoshi::subtask

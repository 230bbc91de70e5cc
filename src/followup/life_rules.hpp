// SPDX-License-Identifier: Apache-2.0
// What may happen to a task, when, by whose hand and with what in hand: one table, asked by
// everything that changes or shows a life. Pure.
//
//   must_allow(act, state, standing)   the rule, or an Error that says what can be done instead
//   acts_now(state, standing)          what a page offers
//   life_rules()                       the table itself
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace luoshi::followup {

enum class State : std::uint8_t {
    to_sign,      // 待签收
    in_progress,  // 办理中
    applied,      // 申请办结
    checking,     // 核查
    closed,       // 办结
    phase_closed, // 阶段性办结
    standing,     // 长期坚持
    paused,       // 暂缓
    terminated    // 终止
};
constexpr std::size_t kStates = 9;
std::string_view to_string(State state) noexcept;
std::optional<State> parse_state(std::string_view text) noexcept;

enum class Act : std::uint8_t {
    sign,            // 签收
    object,          // 提出职责异议
    rule,            // decide on an objection
    clock,           // stop the clock over an objection, or let it run again
    propose,         // 提出节点
    decide_plan,     // approve proposed milestones or return them
    report_step,     // a milestone is reached, says its unit
    decide_step,     // confirm it or send it back
    report_progress, // 自报进展
    verify_progress, // 核定进展
    apply,           // 申请办结
    withdraw,        // take the application back
    check,           // 核查, line by line
    send_back,       // return the application
    close,           // 同意办结
    close_phase,     // 阶段性办结
    keep,            // 长期坚持
    review,          // the yearly look at what goes on
    pause,           // 暂缓
    adjust,          // 调整
    terminate,       // 终止
    restart          // 重新启动
};
constexpr std::size_t kActs = 22;
std::string_view to_string(Act act) noexcept;

enum class Who : std::uint8_t {
    office,
    carrier, // a lead; where there is none, whoever is responsible, alone or each on its own
    worker   // any unit with work in the task
};

// What an act must bring along; followup.incomplete otherwise.
enum class Need : std::uint8_t { reason = 1, approver = 2, evidence = 4, lines_met = 8 }; // bits

class States {
public:
    constexpr States(std::initializer_list<State> states) {
        for (const auto state : states) {
            bits_ |= 1U << static_cast<unsigned>(state);
        }
    }
    constexpr bool has(State state) const noexcept {
        return (bits_ >> static_cast<unsigned>(state) & 1U) != 0;
    }

private:
    unsigned bits_ = 0;
};

struct Rule {
    Act act;
    States from;
    Who who;
    std::optional<State> to; // nullopt: the state stays
    unsigned needs = 0;      // bits of Need
    bool needs_a(Need need) const noexcept { return (needs & static_cast<unsigned>(need)) != 0; }
};
// Of two rules for one act the first that fits holds.
std::span<const Rule> life_rules();

// Who is asking, towards one task.
struct Standing {
    bool office = false;
    bool carries = false;
    bool works = false;
};

// nullptr: not now, or not by this hand.
const Rule* find_rule(Act act, State state, const Standing& standing);
// Errors: conflict (followup.not-now, details state and can: the acts there are now, separated by
// commas), forbidden (followup.not-yours).
const Rule& must_allow(Act act, State state, const Standing& standing);
std::vector<Act> acts_now(State state, const Standing& standing); // in the order of Act

} // namespace luoshi::followup

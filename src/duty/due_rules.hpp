// SPDX-License-Identifier: Apache-2.0
// The life of a due: which act leads from which state to which. Pure, one table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi::duty {

enum class DueState : std::uint8_t {
    open,      // 待填
    drafted,   // 拟稿
    signed_,   // 已签发
    submitted, // 已报送
    returned,  // 退回补正
    accepted,  // 审核通过
    spared,    // 免报
    cancelled  // 取消
};

enum class DueAct : std::uint8_t {
    save,      // somebody types
    sign,      // on screen or on paper
    unsign,    // handed back before it went out
    submit,    // 报出
    enter,     // the office enters what came on paper
    withdraw,  // by the unit, before it is accepted
    give_back, // 退回补正
    accept,
    spare, // 免报
    owe,   // no longer spared, or owed again after a change
    cancel // the duty was stopped or changed, or the unit left its group
};

// nullopt: that act is not possible in that state.
std::optional<DueState> after(DueState state, DueAct act) noexcept;
// Error conflict (duty.wrong-state, details state, act).
DueState must_follow(DueState state, DueAct act);

bool is_over(DueState state) noexcept;    // accepted, spared, cancelled
bool is_waiting(DueState state) noexcept; // for the unit: open, drafted, signed, returned

std::string_view to_string(DueState state) noexcept; // "signed"
std::string_view to_string(DueAct act) noexcept;
std::optional<DueState> parse_due_state(std::string_view text) noexcept;

} // namespace luoshi::duty

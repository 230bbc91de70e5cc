// SPDX-License-Identifier: Apache-2.0
// What is told about a subtask, and to whom. Keys are stable: they say what is told once. Private
// to the module.
#pragma once

#include "notify/message.hpp"
#include "subtask/subtask.hpp"

#include <vector>

namespace luoshi::subtask {

notify::Message handed_message(const Subtask& subtask); // to who owes it
// After the act, to the other side: declined and reported to the giver; changed, insisted, given
// back, confirmed and cancelled to who owes it.
notify::Message act_message(const Subtask& subtask, Act act);
bool is_told(Act act) noexcept;
// Somebody typed the unit's answer from paper: to the unit.
notify::Message entered_message(const Subtask& subtask);
// What it is part of is due earlier now: to who owes it, and, for all of them together, to the
// giver.
notify::Message beyond_message(const Subtask& subtask, Date limit);
notify::Message bring_message(const std::vector<Subtask>& given, Date limit);
// To the unit that no longer owes it.
notify::Message moved_message(const Subtask& subtask, org::UnitId before);

notify::Message reminder_message(const Subtask& subtask, Date step); // 提醒
notify::Message urge_message(const Subtask& subtask);                // 催办
notify::Message late_message(const Subtask& subtask);                // the same to the giver

} // namespace luoshi::subtask

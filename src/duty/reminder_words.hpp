// SPDX-License-Identifier: Apache-2.0
// What is told to the people of a unit about a due of theirs. Keys are stable: they say what is
// told once.
#pragma once

#include "duty/due.hpp"
#include "duty/duties.hpp"
#include "notify/message.hpp"

namespace luoshi::duty {

notify::Message reminder_message(const Due& due, const Duty& duty, Date step); // 提醒
notify::Message urge_message(const Due& due, const Duty& duty);                // 催办
// 退回; `due` as it is then. words: what the office said.
notify::Message returned_message(const Due& due, const Duty& duty, const std::string& words);

} // namespace luoshi::duty

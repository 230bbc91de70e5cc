// SPDX-License-Identifier: Apache-2.0
// Parts that are due later than what they are part of, brought within.
#include "base/error.hpp"
#include "notify/notices.hpp"
#include "store/database.hpp"
#include "subtask/messages.hpp"
#include "subtask/rows.hpp"
#include "subtask/subtasks.hpp"
#include "subtask/tree.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::subtask {
namespace {

std::vector<std::size_t> places(const Forest& forest, SubtaskId within) {
    if (!within) {
        return forest.order();
    }
    const auto place = forest.place_of(within);
    return place == kNoParent ? std::vector<std::size_t>{} : forest.with_below(place);
}

} // namespace

std::int64_t Subtasks::bring_within(const duty::Who& who, followup::TaskId task, SubtaskId within) {
    tree(who.principal, task); // it is there, and seen
    return sources_.database.write([&](store::Transaction& transaction) {
        const auto forest = Forest::of(transaction, task);
        const auto later =
            forest.to_bring(places(forest, within), who.principal, transaction.today());
        if (later.empty()) {
            throw failure(ErrorCode::conflict, "subtask.nothing-later",
                          "nothing you handed out is due later than what it is part of");
        }
        transaction.record({.actor = who.actor,
                            .action = "subtask.brought-within",
                            .object_kind = "task",
                            .object_id = task.value,
                            .plan_id = forest.facts().plan.value,
                            .detail = {}});
        std::vector<notify::Message> messages;
        for (const auto& [place, date] : later) {
            auto one = forest.all()[place];
            one.due_on = date;
            ++one.version;
            update_subtask(transaction, one);
            insert_note(transaction, one.id,
                        {.act = "change",
                         .words = fmt::format("时限调整为 {}", to_string(date)),
                         .person = who.actor.name});
            messages.push_back(act_message(one, Act::change));
        }
        notify::Notices::post(transaction, messages);
        return static_cast<std::int64_t>(later.size());
    });
}

} // namespace luoshi::subtask

// SPDX-License-Identifier: Apache-2.0
// What joint units gave, beside the report that needs it.
#include "access/access.hpp"
#include "base/error.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "subtask/rows.hpp"
#include "subtask/subtasks.hpp"
#include "subtask/tree.hpp"

#include <algorithm>
#include <map>

namespace luoshi::subtask {

Shares Subtasks::shares_for(const access::Principal& who, duty::DueId id) {
    const auto due = sources_.dues.must_see(access::scope_of(who), id);
    const auto serves = sources_.duties.detail(org::Scope::all(), due.duty).definition.tasks;
    return sources_.database.read([&](store::Reader& reader) {
        Shares shares;
        shares.directory = sources_.directories.get(reader);
        std::map<followup::TaskId, followup::TaskFacts> tasks;
        for (auto& one : shares_of(reader, due.plan, due.unit)) {
            const auto [it, fresh] = tasks.try_emplace(one.task);
            if (fresh) {
                it->second =
                    followup::find_task_facts(reader, one.task).value_or(followup::TaskFacts{});
            }
            const auto& facts = it->second;
            const bool named = std::ranges::find(serves, facts.notice_number) != serves.end();
            auto notes = notes_of(reader, one.id);
            std::erase_if(notes, [](const Note& note) { return !note.percent; });
            TaskWords words{one.task,    one.plan, facts.number, facts.notice_number,
                            facts.title, facts.due};
            shares.items.push_back({std::move(one), std::move(words), std::move(notes), named});
        }
        std::ranges::stable_partition(shares.items, &Share::serves);
        return shares;
    });
}

} // namespace luoshi::subtask

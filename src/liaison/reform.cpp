// SPDX-License-Identifier: Apache-2.0
#include "liaison/reform.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"
#include "duty/succession.hpp"
#include "followup/succession.hpp"
#include "liaison/rows.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "org/succession.hpp"
#include "store/database.hpp"
#include "subtask/given.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::liaison {
namespace {

const store::Actor kSystem{0, "系统", ""}; // stands in records people read

struct Change {
    org::UnitId unit, successor;
    Date on; // the first day without the unit
};

std::vector<Change> changes(const org::Directory& directory, Date today) {
    std::vector<Change> all;
    for (const auto& unit : directory.units()) {
        const bool ended =
            unit.kind == org::UnitKind::unit && unit.valid.until && *unit.valid.until <= today;
        if (const auto to = ended ? org::successor_of(directory, unit.id, today) : org::UnitId{}) {
            all.push_back({unit.id, to, *unit.valid.until});
        }
    }
    return all;
}

std::vector<Liaison> entries_left(store::Reader& reader, const Change& change, Date today) {
    auto entries = list_liaisons(reader, change.unit, today);
    std::erase_if(entries, [&](const Liaison& one) { // cut off already, before it began
        return one.valid.until && *one.valid.until <= std::max(*one.valid.from, change.on);
    });
    return entries;
}

bool has_work(store::Reader& reader, const Change& change, Date today) {
    return followup::open_tasks_of(reader, change.unit) > 0 ||
           subtask::open_with(reader, change.unit) > 0 ||
           duty::open_dues_of(reader, change.unit, change.successor) > 0 ||
           !entries_left(reader, change, today).empty();
}

std::string name_at(const org::Directory& directory, org::UnitId id, Date day) {
    return directory.name(*directory.find(id), org::NameKind::short_name, day);
}

void tell(store::Transaction& transaction, const Change& change, const Reformed& done,
          const std::string& words) {
    notify::Message message;
    message.key = fmt::format("reform/{}/{}", to_string(change.unit), to_string(change.successor));
    message.object_kind = "unit";
    message.object_id = change.successor.value;
    message.link = "/units/" + to_string(change.successor);
    message.title = words;
    message.title_en = "A unit has ended; its open work went to its successor";
    message.words = fmt::format("报送事项 {} 件、任务 {} 项、分解事项 {} 件已转由承接单位办理。",
                                done.dues, done.tasks, done.subtasks);
    message.words_en = fmt::format("{} reports, {} tasks and {} subtasks went to the successor.",
                                   done.dues, done.tasks, done.subtasks);
    auto other = message;
    message.unit = change.unit;
    other.unit = change.successor;
    notify::Notices::post(transaction, std::array{message, other});
}

// Other units that have ended and whose successor is the same.
std::vector<org::UnitId> ended_beside(const org::Directory& directory, const Change& change,
                                      Date today) {
    std::vector<org::UnitId> units;
    for (const auto& other : changes(directory, today)) {
        if (other.successor == change.successor && other.unit != change.unit) {
            units.push_back(other.unit);
        }
    }
    return units;
}

// As the directory stands within the write: an entry taken back meanwhile moves nothing.
Reformed carry_out(store::Transaction& transaction, const Change& change) {
    const auto directory = org::read_directory(transaction);
    const auto now = changes(*directory, transaction.today());
    if (std::ranges::none_of(now, [&](const Change& one) {
            return one.unit == change.unit && one.successor == change.successor;
        })) {
        return {change.unit, change.successor};
    }
    const auto words = fmt::format("机构变动：{}自{}起撤并，由{}承接",
                                   name_at(*directory, change.unit, change.on.plus_days(-1)),
                                   in_chinese(change.on),
                                   name_at(*directory, change.successor, transaction.today()));
    transaction.record({.actor = kSystem,
                        .action = "liaison.unit-reformed",
                        .object_kind = "unit",
                        .object_id = change.unit.value,
                        .plan_id = 0,
                        .detail = {}});
    Reformed done{change.unit, change.successor};
    const duty::Who by{{}, kSystem};
    done.dues = duty::give_dues_to(transaction, by, change.unit, change.successor,
                                   ended_beside(*directory, change, transaction.today()), words);
    done.tasks = followup::give_tasks_to(transaction, *directory, change.unit, change.successor,
                                         words, kSystem.name);
    done.subtasks =
        subtask::give_to_successor(transaction, change.unit, change.successor, words, kSystem.name);
    for (auto entry : entries_left(transaction, change, transaction.today())) {
        entry.valid.until = std::max(*entry.valid.from, change.on);
        update_liaison(transaction, entry, kSystem.name);
    }
    tell(transaction, change, done, words);
    return done;
}

} // namespace

std::vector<Reformed> Reform::run_due() {
    const auto today = clock_.today();
    const auto due = database_.read([&](store::Reader& reader) {
        auto all = changes(*directories_.get(reader), today);
        std::erase_if(all, [&](const Change& one) { return !has_work(reader, one, today); });
        return all;
    });
    std::vector<Reformed> done;
    for (const auto& change : due) {
        Reformed one{change.unit, change.successor};
        try {
            one = database_.write(
                [&](store::Transaction& transaction) { return carry_out(transaction, change); });
        } catch (const Error& error) { // the next run tries again
            one.failure = error.reason();
        }
        if (one.dues + one.tasks + one.subtasks > 0 || !one.failure.empty()) {
            done.push_back(std::move(one));
        }
    }
    return done;
}

} // namespace luoshi::liaison

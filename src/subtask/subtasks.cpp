// SPDX-License-Identifier: Apache-2.0
// What is shown.
#include "subtask/subtasks.hpp"

#include "access/access.hpp"
#include "base/error.hpp"
#include "org/org.hpp"
#include "store/blobs.hpp"
#include "store/database.hpp"
#include "subtask/below.hpp"
#include "subtask/rows.hpp"
#include "subtask/tree.hpp"

#include <algorithm>
#include <map>

namespace luoshi::subtask {
namespace {

[[noreturn]] void no_subtask() {
    throw failure(ErrorCode::not_found, "subtask.no-subtask", "there is no such subtask");
}

bool is_office(const access::Principal& who) {
    return who.role == access::Role::office;
}

// Whom it can be handed to from here; place kNoParent: from the task itself. Who handed it out may
// give what nobody has accepted to another unit.
void offer(Tree& tree, const Forest& forest, std::size_t place, const access::Principal& who,
           Date today) {
    if (forest.is_over()) {
        return;
    }
    const bool top = place == kNoParent;
    const bool mine =
        top ? is_of_unit(who.role) && (forest.facts().roles_of(who.unit) & followup::kCarrying) != 0
            : hands_of(who, forest.all()[place]).owner &&
                  forest.all()[place].state == State::accepted;
    tree.can_charge = top && is_office(who);
    tree.can_split = mine;
    const bool gives = !top && !is_office(who) && hands_of(who, forest.all()[place]).giver &&
                       (forest.all()[place].state == State::handed_out ||
                        forest.all()[place].state == State::declined);
    if (mine || gives) {
        tree.below = units_below(*tree.directory, who.unit, today);
        tree.joint = joint_units(*tree.directory, forest.facts(), who.unit);
    }
}

// Of what waits for somebody: what they will most probably do.
Act likeliest(State state) {
    switch (state) {
    case State::handed_out: return Act::accept;
    case State::accepted: return Act::report;
    case State::declined: return Act::insist;
    case State::reported: return Act::confirm;
    case State::done:
    case State::cancelled: break;
    }
    ensure(false, "nothing waits that is over");
    return Act::accept;
}

// Does the unit work on the task?
bool has_part(const followup::TaskFacts& facts, const access::Principal& who) {
    return is_office(who) || (facts.roles_of(who.unit) & followup::kWorking) != 0;
}

} // namespace

Tree Subtasks::tree(const access::Principal& who, followup::TaskId task) {
    return sources_.database.read([&](store::Reader& reader) {
        const auto forest = Forest::of_task(reader, task);
        const auto seen = forest.visible(who);
        if (!has_part(forest.facts(), who) && std::ranges::find(seen, true) == seen.end()) {
            throw failure(ErrorCode::not_found, "followup.no-task", "task '{}' does not exist",
                          task.value);
        }
        const auto today = sources_.clock.today();
        Tree tree;
        tree.directory = sources_.directories.get(reader);
        forest.fill(tree, seen, who, forest.moment(org::work_calendar(reader), today));
        offer(tree, forest, kNoParent, who, today);
        return tree;
    });
}

Detail Subtasks::detail(const access::Principal& who, SubtaskId id) {
    return sources_.database.read([&](store::Reader& reader) {
        const auto found = find_subtask(reader, id);
        if (!found) {
            no_subtask();
        }
        const auto forest = Forest::of(reader, found->task);
        const auto place = forest.place_of(id);
        if (!forest.visible(who)[place]) {
            no_subtask();
        }
        std::vector<bool> taken(forest.all().size());
        for (const auto n : forest.with_below(place)) {
            taken[n] = true;
        }
        // Its own parent is not among them: it stands at the top here.
        const auto today = sources_.clock.today();
        Detail detail;
        detail.tree.directory = sources_.directories.get(reader);
        forest.fill(detail.tree, taken, who, forest.moment(org::work_calendar(reader), today));
        offer(detail.tree, forest, place, who, today);
        detail.tree.task.due = forest.limit(place);
        detail.notes = notes_of(reader, id);
        detail.files = subtask::files_of(reader, id);
        detail.task_seen = !forest.is_gone() && has_part(forest.facts(), who);
        return detail;
    });
}

std::map<SubtaskId, std::vector<StoredFile>> Subtasks::files_of(const access::Principal& who,
                                                                followup::TaskId task) {
    return sources_.database.read([&](store::Reader& reader) {
        const auto forest = Forest::of_task(reader, task);
        const auto seen = forest.visible(who);
        auto files = files_of_task(reader, task);
        for (std::size_t place = 0; place < seen.size(); ++place) {
            if (!seen[place]) {
                files.erase(forest.all()[place].id);
            }
        }
        return files;
    });
}

WaitingList Subtasks::waiting(const access::Principal& who) {
    return sources_.database.read([&](store::Reader& reader) {
        WaitingList list;
        list.directory = sources_.directories.get(reader);
        const auto open = is_office(who) ? waiting_for_office(reader)
                          : who.unit     ? open_of_unit(reader, who.unit)
                                         : std::vector<Subtask>{};
        const auto calendar = org::work_calendar(reader);
        std::map<followup::TaskId, Tree> trees;
        for (const auto& one : open) {
            const auto [it, fresh] = trees.try_emplace(one.task);
            if (fresh) {
                const auto forest = Forest::of(reader, one.task);
                forest.fill(it->second, forest.visible(who), who,
                            forest.moment(calendar, sources_.clock.today()));
            }
            const auto line = std::ranges::find(it->second.lines, one.id,
                                                [](const Line& shown) { return shown.subtask.id; });
            ensure(line != it->second.lines.end(), "what waits for somebody is seen by them");
            const bool typed = one.is_unaffirmed() && one.unit == who.unit &&
                               one.state != State::handed_out && !is_office(who);
            list.items.push_back(
                {*line, it->second.task, typed ? Act::affirm : likeliest(one.state)});
        }
        return list;
    });
}

store::NamedBlob Subtasks::file(const access::Principal& who, SubtaskId id,
                                const std::string& digest) {
    const auto shown = detail(who, id);
    const auto it = std::ranges::find(shown.files, digest, &StoredFile::digest);
    if (it == shown.files.end()) {
        throw failure(ErrorCode::not_found, "subtask.no-file", "there is no such file");
    }
    const auto bytes = digest_from_hex(it->digest);
    ensure(bytes.has_value(), "a stored digest is one");
    return {it->name, *bytes};
}

} // namespace luoshi::subtask

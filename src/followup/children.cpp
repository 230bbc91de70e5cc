// SPDX-License-Identifier: Apache-2.0
#include "followup/children.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/rows_children.hpp"
#include "followup/rows_plans.hpp"
#include "followup/similar.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace luoshi::followup {
namespace {

constexpr double kWorthShowing = 0.12;
// From this likeness on a proposal may be taken unseen, when it is so many times the next one's: of
// the demo's fifty items in other words none is then paired wrongly.
constexpr double kSure = 0.25;
constexpr double kAhead = 1.5;
constexpr std::size_t kShown = 3;

// "第12项" in the words of the lower task, when it also cites the upper notice or the notice as a
// whole does.
bool names(const PlainTask& lower, const PlainTask& upper, bool cites) {
    return cites && lower.body.find(fmt::format("第{}项", upper.number)) != std::string::npos;
}

bool cites(const std::vector<std::string>& citations, const Plan& parent) {
    return std::any_of(citations.begin(), citations.end(), [&](const std::string& citation) {
        return (parent.number && fold(citation) == fold(*parent.number)) ||
               (!citation.empty() && parent.title.find(citation) != std::string::npos);
    });
}

class Linker {
public:
    Linker(const Plan& parent, const std::vector<PlainTask>& upper)
        : parent_(parent), upper_(upper), index_(texts(upper)) {}

    std::vector<Proposal> propose(const PlainTask& lower, const std::vector<TaskId>& linked) const {
        std::vector<Proposal> proposals;
        const bool cited = cites(lower.citations, parent_);
        for (const auto& task : upper_) {
            if (names(lower, task, cited)) {
                proposals.push_back({task.id, 1.0, LinkReason::named, true});
            }
        }
        const auto near = index_.nearest(lower.title + "\n" + lower.body, kShown + linked.size());
        for (std::size_t i = 0; i < near.size(); ++i) {
            const auto next = i + 1 < near.size() ? near[i + 1].likeness : 0.0;
            const bool sure = i == 0 && near[i].likeness >= kSure &&
                              near[i].likeness >= kAhead * next && proposals.empty();
            const auto id = upper_[near[i].place].id;
            const bool there = std::any_of(proposals.begin(), proposals.end(),
                                           [&](const Proposal& p) { return p.parent == id; });
            if (near[i].likeness >= kWorthShowing && !there) {
                proposals.push_back({id, near[i].likeness, LinkReason::words, sure});
            }
        }
        std::erase_if(proposals, [&](const Proposal& proposal) {
            return std::find(linked.begin(), linked.end(), proposal.parent) != linked.end();
        });
        proposals.resize(std::min(proposals.size(), kShown));
        return proposals;
    }

private:
    static std::vector<std::string> texts(const std::vector<PlainTask>& tasks) {
        std::vector<std::string> out;
        for (const auto& task : tasks) {
            out.push_back(task.title + "\n" + task.body);
        }
        return out;
    }

    const Plan& parent_;
    const std::vector<PlainTask>& upper_;
    TextIndex index_;
};

// Every other plan that is not below this one; those whose number or title the plan cites first.
std::vector<Plan> candidates_of(store::Reader& reader, const Plan& plan,
                                const std::vector<PlainTask>& tasks) {
    std::vector<std::string> cited{plan.title};
    for (const auto& task : tasks) {
        cited.insert(cited.end(), task.citations.begin(), task.citations.end());
    }
    const auto text = plan_text(reader, plan.id).text;
    auto plans = list_plans(reader, org::Scope::all());
    std::erase_if(
        plans, [&](const Plan& other) { return other.id == plan.id || other.parent == plan.id; });
    const auto folded = fold(text);
    std::stable_partition(plans.begin(), plans.end(), [&](const Plan& other) {
        return (other.number && folded.find(fold(*other.number)) != std::string::npos) ||
               cites(cited, other);
    });
    return plans;
}

void must_be_in(const std::set<TaskId>& tasks, TaskId task) {
    if (!tasks.contains(task)) {
        throw failure(ErrorCode::invalid_argument, "followup.bad-link",
                      "task '{}' is not of that plan", task.value);
    }
}

std::set<TaskId> ids_of(store::Reader& reader, PlanId plan) {
    const auto list = tasks_in_order(reader, plan);
    return {list.begin(), list.end()};
}

} // namespace

std::string_view to_string(LinkReason reason) noexcept {
    return reason == LinkReason::named ? "named" : "words";
}

Links Children::links(PlanId id) {
    return database_.read([&](store::Reader& reader) {
        Links out;
        out.plan = must_find_plan(reader, org::Scope::all(), id);
        out.directory = directories_.get(reader);
        const auto lower = read_plain_tasks(reader, id);
        std::map<TaskId, std::vector<TaskId>> linked;
        std::set<TaskId> covered;
        for (const auto& [task, above] : read_links(reader, id)) {
            linked[task].push_back(above);
            covered.insert(above);
        }
        std::vector<PlainTask> upper;
        if (out.plan.parent) {
            out.parent = must_find_plan(reader, org::Scope::all(), out.plan.parent);
            upper = read_plain_tasks(reader, out.plan.parent);
            const auto owed = out.plan.parent_unit
                                  ? tasks_of_unit(reader, out.plan.parent, out.plan.parent_unit)
                                  : ids_of(reader, out.plan.parent);
            for (const auto& task : upper) {
                out.parent_rows.push_back(task.row);
                if (owed.contains(task.id) && !covered.contains(task.id)) {
                    out.uncovered.push_back(task.id);
                }
            }
        }
        out.candidates = candidates_of(reader, out.plan, lower);
        const Linker linker{out.parent ? *out.parent : out.plan, upper};
        for (const auto& task : lower) {
            auto links = linked[task.id];
            auto proposals = linker.propose(task, links);
            out.tasks.push_back({task.id, task.row, std::move(links), std::move(proposals)});
        }
        return out;
    });
}

void Children::set_parent(const store::Actor& actor, PlanId plan, PlanId parent, org::UnitId unit) {
    database_.write([&](store::Transaction& transaction) {
        const auto found = must_find_plan(transaction, org::Scope::all(), plan);
        for (auto above = parent; above;) { // up to the top
            if (above == plan) {
                throw failure(ErrorCode::invalid_argument, "followup.bad-parent",
                              "a plan cannot stand below itself");
            }
            above = must_find_plan(transaction, org::Scope::all(), above).parent;
        }
        if (unit && directories_.get(transaction)->find(unit) == nullptr) {
            throw failure(ErrorCode::invalid_argument, "followup.bad-parent",
                          "unit '{}' does not exist", unit.value);
        }
        transaction.record(plan_event(actor, "followup.parent-set", plan));
        if (found.parent != parent) {
            erase_links(transaction, plan);
        }
        write_parent(transaction, plan, parent, parent ? unit : org::UnitId{});
    });
}

void Children::edit(const store::Actor& actor, PlanId plan, const std::vector<LinkEdit>& edits) {
    database_.write([&](store::Transaction& transaction) {
        const auto found = must_find_plan(transaction, org::Scope::all(), plan);
        const auto lower = ids_of(transaction, plan);
        const auto upper = found.parent ? ids_of(transaction, found.parent) : std::set<TaskId>{};
        transaction.record(plan_event(actor, "followup.links-edited", plan));
        for (const auto& edit : edits) {
            must_be_in(lower, edit.task);
            must_be_in(upper, edit.parent);
            if (edit.linked) {
                insert_link(transaction, plan, edit, actor.name);
            } else {
                erase_link(transaction, edit);
            }
        }
    });
}

Children::Relatives Children::relatives(const org::Scope& scope, TaskId task) {
    return database_.read([&](store::Reader& reader) {
        if (!sees_task(reader, scope, task)) {
            throw failure(ErrorCode::not_found, "followup.no-task", "task '{}' does not exist",
                          task.value);
        }
        Relatives out{read_relatives(reader, task, true), read_relatives(reader, task, false)};
        const auto hidden = [&](const Relative& one) {
            return !sees_task(reader, scope, one.task);
        };
        std::erase_if(out.above, hidden);
        std::erase_if(out.below, hidden);
        return out;
    });
}

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
#include "followup/plans.hpp"

#include "base/error.hpp"
#include "followup/export.hpp"
#include "followup/rows_calendar.hpp"
#include "followup/rows_export.hpp"
#include "followup/rows_lights.hpp"
#include "followup/rows_plans.hpp"
#include "followup/rows_tasks.hpp"
#include "org/org.hpp"
#include "store/audit.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <array>

namespace luoshi::followup {
namespace {

constexpr std::array<std::pair<FlagKind, std::string_view>, 4> kFlags{
    {{FlagKind::text_differs, "text_differs"},
     {FlagKind::open_list, "open_list"},
     {FlagKind::vague_time, "vague_time"},
     {FlagKind::no_list, "no_list"}}};

std::int64_t order_of(const org::Directory& directory, org::UnitId id) {
    const auto* unit = directory.find(id);
    return unit == nullptr ? INT64_MAX : unit->ordinal;
}

} // namespace

std::string_view to_string(FlagKind kind) noexcept {
    const auto* it = std::find_if(kFlags.begin(), kFlags.end(),
                                  [&](const auto& flag) { return flag.first == kind; });
    return it == kFlags.end() ? std::string_view{} : it->second;
}

std::optional<FlagKind> parse_flag(std::string_view text) noexcept {
    const auto* it = std::find_if(kFlags.begin(), kFlags.end(),
                                  [&](const auto& flag) { return flag.second == text; });
    return it == kFlags.end() ? std::nullopt : std::optional{it->first};
}

std::vector<notice::Role> roles_in(RoleSet set) {
    std::vector<notice::Role> roles;
    using enum notice::Role;
    for (const auto role : {lead, joint, responsible, separate, guide, participate, report_to}) {
        if ((set & bit(role)) != 0) {
            roles.push_back(role);
        }
    }
    return roles;
}

std::string role_words(RoleSet set) {
    constexpr std::array<std::string_view, 7> kWords{"牵头", "会同", "负责", "分别负责",
                                                     "指导", "参加", "收报"};
    std::string words;
    for (const auto role : roles_in(set)) {
        words += (words.empty() ? "" : "、") + std::string{kWords[static_cast<std::size_t>(role)]};
    }
    return words;
}

std::vector<Plan> Plans::list(const org::Scope& scope) {
    return database_.read([&](store::Reader& reader) { return list_plans(reader, scope); });
}

Plan Plans::plan(const org::Scope& scope, PlanId plan) {
    return database_.read(
        [&](store::Reader& reader) { return must_find_plan(reader, scope, plan); });
}

PlanDetail Plans::detail(const org::Scope& scope, PlanId plan) {
    return database_.read([&](store::Reader& reader) {
        PlanDetail detail;
        detail.plan = must_find_plan(reader, scope, plan);
        detail.header = plan_header(reader, plan);
        detail.sections = list_sections(reader, plan);
        detail.units = list_plan_units(reader, scope, plan);
        detail.general = general_row(reader, scope, plan);
        detail.directory = directories_.get(reader);
        std::stable_sort(
            detail.units.begin(), detail.units.end(), [&](const PlanUnit& a, const PlanUnit& b) {
                return order_of(*detail.directory, a.unit) < order_of(*detail.directory, b.unit);
            });
        return detail;
    });
}

Plans::Text Plans::text(const org::Scope& scope, PlanId plan) {
    return database_.read([&](store::Reader& reader) {
        must_find_plan(reader, scope, plan);
        if (!scope.sees_all()) {
            throw failure(ErrorCode::not_found, "followup.no-plan", "plan '{}' does not exist",
                          plan.value);
        }
        return plan_text(reader, plan);
    });
}

TaskPage Plans::tasks(const org::Scope& scope, PlanId plan, const TaskFilter& filter,
                      std::int64_t after, int limit) {
    return database_.read([&](store::Reader& reader) {
        const auto moment = light_moment(reader, plan, clock_.today());
        auto page = list_tasks(reader, {scope, plan, filter, moment}, after, limit);
        if (page.rows.empty() && !sees_plan(reader, scope, plan)) { // only then it matters
            must_find_plan(reader, org::Scope::none(), plan);
        }
        return page;
    });
}

std::vector<LedgerRow> Plans::ledger(const org::Scope& scope, PlanId plan,
                                     const TaskFilter& filter) {
    return database_.read([&](store::Reader& reader) {
        must_find_plan(reader, scope, plan);
        const auto moment = light_moment(reader, plan, clock_.today());
        return list_ledger(reader, {scope, plan, filter, moment}, kMostExported);
    });
}

Calendar Plans::calendar(const org::Scope& scope, PlanId plan, const TaskFilter& filter, Date from,
                         Date to) {
    if (to < from || to.days_since_epoch() - from.days_since_epoch() > kLongestCalendar) {
        throw failure(ErrorCode::invalid_argument, "followup.calendar-range",
                      "ask for 1 to {} days", kLongestCalendar);
    }
    return database_.read([&](store::Reader& reader) {
        const auto found = must_find_plan(reader, scope, plan);
        const auto moment = light_moment(reader, plan, clock_.today());
        return read_calendar(reader, {scope, plan, filter, moment}, found, from, to);
    });
}

Matrix Plans::matrix(const org::Scope& scope, PlanId plan) {
    return database_.read([&](store::Reader& reader) {
        must_find_plan(reader, scope, plan);
        Matrix matrix;
        matrix.sections = list_sections(reader, plan);
        read_matrix(reader, scope, plan, light_moment(reader, plan, clock_.today()), matrix);
        matrix.directory = directories_.get(reader);
        std::stable_sort(matrix.cells.begin(), matrix.cells.end(),
                         [&](const MatrixCell& a, const MatrixCell& b) {
                             return std::pair{order_of(*matrix.directory, a.unit), a.task} <
                                    std::pair{order_of(*matrix.directory, b.unit), b.task};
                         });
        return matrix;
    });
}

TaskDetail Plans::task(const org::Scope& scope, TaskId id) {
    return database_.read([&](store::Reader& reader) {
        auto stored = read_task(reader, scope, id);
        if (!stored) {
            throw failure(ErrorCode::not_found, "followup.no-task", "task '{}' does not exist",
                          id.value);
        }
        auto& task = stored->detail;
        task.plan = must_find_plan(reader, scope, stored->plan);
        add_life(task.row, life_of_task(reader, id, scope,
                                        light_moment(reader, stored->plan, clock_.today())));
        task.history = store::events_of(reader, "task", id.value, 0, 50);
        const auto of_plan = store::events_of(reader, "plan", stored->plan.value, 0, 50);
        task.history.insert(task.history.end(), of_plan.begin(), of_plan.end());
        std::stable_sort(task.history.begin(), task.history.end(),
                         [](const auto& a, const auto& b) { return a.id > b.id; });
        task.directory = directories_.get(reader);
        task.expanded_at = clock_.today();
        return std::move(task);
    });
}

SearchResult Plans::search(const org::Scope& scope, const std::string& words, std::size_t limit) {
    return database_.read([&](store::Reader& reader) {
        SearchResult result;
        result.directory = directories_.get(reader);
        for (const auto& plan : list_plans(reader, scope)) {
            if (result.tasks.size() < limit) {
                auto hits = find_tasks(reader, scope, plan.id, words, limit - result.tasks.size());
                result.tasks.insert(result.tasks.end(), std::make_move_iterator(hits.begin()),
                                    std::make_move_iterator(hits.end()));
            }
            const bool named = plan.name.find(words) != std::string::npos ||
                               plan.number.value_or("").find(words) != std::string::npos;
            if (named && result.plans.size() < limit) {
                result.plans.push_back(plan);
            }
        }
        for (const auto* unit : result.directory->suggest(words, clock_.today(), limit)) {
            result.units.push_back(unit->id);
        }
        return result;
    });
}

} // namespace luoshi::followup

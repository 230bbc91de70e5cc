// SPDX-License-Identifier: Apache-2.0
#include "duty/asked.hpp"

#include "base/error.hpp"
#include "duty/cost.hpp"
#include "duty/rows.hpp"
#include "followup/holders.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace luoshi::duty {
namespace {

constexpr int kMost = 1'000'000; // reports of a month

struct Found {
    std::vector<Due> dues;
    std::map<DutyId, Duty> duties;
    std::map<followup::PlanId, std::map<org::UnitId, std::int64_t>> rows; // where some duty asks
};

Found find_asked(store::Reader& reader, const org::Scope& scope, Date from, Date to) {
    Found found;
    DueQuery query;
    query.occurs_from = from;
    query.occurs_to = to;
    query.limit = kMost;
    found.dues = query_dues(reader, scope, query);
    std::erase_if(found.dues, [](const Due& due) {
        return due.state == DueState::spared || due.state == DueState::cancelled;
    });
    std::set<DutyId> asking;
    for (const auto& due : found.dues) {
        asking.insert(due.duty);
    }
    for (auto& duty : duties_with_dues(reader)) { // few, whatever the units are
        if (asking.contains(duty.id)) {
            const auto id = duty.id;
            found.duties.emplace(id, std::move(duty));
        }
    }
    for (const auto& due : found.dues) {
        const auto it = found.duties.find(due.duty);
        ensure(it != found.duties.end(), "what is owed was issued");
        const auto& rule = it->second.definition.rows;
        if (rule && rule->of == kOwnItems && !found.rows.contains(due.plan)) {
            found.rows[due.plan] = followup::held_counts(reader, due.plan);
        }
    }
    return found;
}

// 0: none, or not those of its duty.
std::int64_t rows_of(const Found& found, const Due& due) {
    const auto of_plan = found.rows.find(due.plan);
    if (of_plan == found.rows.end()) {
        return 0;
    }
    const auto it = of_plan->second.find(due.unit);
    return it == of_plan->second.end() ? 0 : it->second;
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (const auto part : parts) {
        if (!part.empty()) {
            all += (all.empty() ? "" : " ") + std::string{part};
        }
    }
    return all;
}

} // namespace

std::string basis_line(const Definition& definition) {
    return joined({definition.document, definition.clause, definition.words});
}

std::map<DutyId, form::Text> Duties::titles(const std::set<DutyId>& duties) {
    std::map<DutyId, form::Text> titles;
    if (duties.empty()) {
        return titles;
    }
    return database_.read([&](store::Reader& reader) {
        for (const auto& duty : duties_with_dues(reader)) {
            if (duties.contains(duty.id)) {
                titles.emplace(duty.id, duty.definition.title);
            }
        }
        return titles;
    });
}

std::vector<Asked> Duties::asked(const org::Scope& scope, Date from, Date to) {
    const auto found =
        database_.read([&](store::Reader& reader) { return find_asked(reader, scope, from, to); });
    std::map<DutyId, PerReport> costs;
    for (const auto& [id, duty] : found.duties) {
        const auto forms = forms_of(duty.pack, duty.definition);
        const auto* const form = forms->find(duty.definition.form);
        costs[id] = form == nullptr ? PerReport{} : count_fields(duty.definition, *form);
    }
    const auto today = clock_.today();
    std::vector<Asked> all;
    for (const auto& due : found.dues) {
        const auto& duty = found.duties.at(due.duty);
        const auto& cost = costs.at(due.duty);
        const auto rows = std::max<std::int64_t>(rows_of(found, due), 1);
        Asked one;
        one.due = due;
        one.code = duty.definition.code;
        one.basis = basis_line(duty.definition);
        one.title = duty.definition.title;
        one.issued_by = duty.issued_by;
        one.approver = joined({duty.approval.title, duty.approval.name});
        one.answers = cost.fields + cost.cells * rows;
        one.late = due.submitted_on ? *due.submitted_on > due.due_on : due.is_late(today);
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace luoshi::duty

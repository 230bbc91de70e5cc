// SPDX-License-Identifier: Apache-2.0
#include "duty/asked.hpp"

#include "base/error.hpp"
#include "duty/cost.hpp"
#include "duty/rows.hpp"
#include "followup/holders.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <map>

namespace luoshi::duty {
namespace {

constexpr int kMost = 1'000'000; // reports of a month

struct Found {
    std::vector<Due> dues;
    std::map<DutyId, Duty> duties;
    std::map<std::pair<followup::PlanId, org::UnitId>, std::int64_t> rows;
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
    for (const auto& due : found.dues) {
        auto it = found.duties.find(due.duty);
        if (it == found.duties.end()) {
            it = found.duties.emplace(due.duty, must_find_duty(reader, due.duty)).first;
        }
        const auto& rule = it->second.definition.rows;
        if (rule && rule->of == kOwnItems && !found.rows.contains({due.plan, due.unit})) {
            found.rows[{due.plan, due.unit}] =
                static_cast<std::int64_t>(followup::held_tasks(reader, due.plan, due.unit).size());
        }
    }
    return found;
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
        const auto it = found.rows.find({due.plan, due.unit});
        const auto rows = std::max<std::int64_t>(it == found.rows.end() ? 0 : it->second, 1);
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

// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_calendar.hpp"

#include "followup/due.hpp"
#include "followup/rows_find.hpp"
#include "followup/rows_tasks.hpp"
#include "notice/json.hpp"
#include "org/org.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace luoshi::followup {
namespace {

struct Due {
    Date date;
    std::int64_t ordinal = 0;
    notice::DeadlineKind kind = notice::DeadlineKind::date;
    std::string words;
};

// Every deadline of the plan that falls into the days.
std::vector<Due> dues_of(store::Reader& reader, const Plan& plan, const WorkCalendar& calendar,
                         Date from, Date to) {
    const auto issued = plan.issued_on.value_or(from);
    std::vector<Due> dues;
    store::Params of_plan;
    of_plan.emplace_back(plan.id); // an initializer list warns falsely with g++ 12
    reader.each("SELECT t.ordinal, d.kind, d.value, d.words FROM followup_deadlines d JOIN "
                "followup_tasks t ON t.id = d.task_id WHERE d.plan_id = $1",
                of_plan, [&](const store::RowView& row) {
                    const auto kind = notice::parse_deadline_kind(row.text(1));
                    for (const auto date :
                         dates_between(kind.value_or(notice::DeadlineKind::date),
                                       std::string{row.text(2)}, issued, calendar, from, to)) {
                        dues.push_back({date, row.integer(0), *kind, std::string{row.text(3)}});
                    }
                });
    std::stable_sort(dues.begin(), dues.end(), [](const Due& a, const Due& b) {
        return std::tie(a.date, a.ordinal) < std::tie(b.date, b.ordinal);
    });
    return dues;
}

} // namespace

Calendar read_calendar(store::Reader& reader, const Asked& asked, const Plan& plan, Date from,
                       Date to) {
    const auto calendar = org::work_calendar(reader);
    auto dues = dues_of(reader, plan, calendar, from, to);
    std::map<std::int64_t, std::string> cards;
    for (auto& [ordinal, card] : list_cards(reader, asked)) {
        cards.emplace(ordinal, std::move(card));
    }
    if (asked.filter == TaskFilter{}) { // what all are asked
        if (auto general = general_row(reader, asked.scope, plan.id)) {
            cards.emplace(0, std::move(*general));
        }
    }
    std::erase_if(dues, [&](const Due& due) { return !cards.contains(due.ordinal); });
    std::map<std::int64_t, std::size_t> place;
    for (const auto& due : dues) {
        place.emplace(due.ordinal, 0);
    }
    Calendar out;
    for (auto& [ordinal, index] : place) {
        index = out.tasks.size();
        out.tasks.push_back(std::move(cards.at(ordinal)));
    }
    for (auto& due : dues) {
        out.entries.push_back({due.date, calendar.last_work_day_until(due.date),
                               place.at(due.ordinal), due.kind, std::move(due.words)});
    }
    return out;
}

} // namespace luoshi::followup

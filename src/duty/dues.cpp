// SPDX-License-Identifier: Apache-2.0
#include "duty/dues.hpp"

#include "base/error.hpp"
#include "duty/make_dues.hpp"
#include "duty/rows.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace luoshi::duty {
namespace {

using access::Role;

// Lines of dues with what stands around them, each duty and chain read once.
class Lines {
public:
    Lines(store::Reader& reader, Date today)
        : reader_(reader), calendar_(org::work_calendar(reader)), today_(today) {}

    // Before those dues are shown: how late they are takes what was done with them.
    void expect(const std::vector<Due>& dues) {
        std::vector<DueId> late;
        for (const auto& due : dues) {
            if (due.due_on < today_) {
                late.push_back(due.id);
            }
        }
        acts_ = acts_of(reader_, late);
    }

    DueLine of(Due due) {
        DueLine line;
        const auto& duty = duty_of(due.duty);
        line.title = duty.definition.title;
        line.form = duty.definition.form;
        line.signing = duty.definition.signing;
        line.chain = due.chain.empty() ? usual_of(due.unit) : due.chain;
        if (due.due_on < today_) {
            line.late = lateness(due, acts_[due.id], today_, calendar_);
        }
        line.due = std::move(due);
        return line;
    }

private:
    const Duty& duty_of(DutyId id) {
        const auto it = duties_.find(id);
        return it != duties_.end() ? it->second
                                   : duties_.emplace(id, must_find_duty(reader_, id)).first->second;
    }
    const Chain& usual_of(org::UnitId unit) {
        const auto it = chains_.find(unit);
        return it != chains_.end()
                   ? it->second
                   : chains_.emplace(unit, chain_of(reader_, unit).steps).first->second;
    }

    store::Reader& reader_;
    WorkCalendar calendar_;
    Date today_;
    std::map<DueId, std::vector<Act>> acts_;
    std::map<DutyId, Duty> duties_;
    std::map<org::UnitId, Chain> chains_;
};

std::optional<std::pair<Date, DueId>> parse_cursor(const std::string& after) {
    if (after.empty()) {
        return std::nullopt;
    }
    const auto day = after.size() > 11 ? Date::parse(after.substr(0, 10)) : std::nullopt;
    const auto id = after.size() > 11 ? parse_as<DueId>(after.substr(11)) : std::nullopt;
    if (!day || !id) {
        throw failure(ErrorCode::invalid_argument, "http.bad-parameter",
                      "'cursor' must be what an answer gave as next_cursor")
            .with("parameter", "cursor");
    }
    return std::pair{*day, *id};
}

// The place of an item on the desk: smaller comes first.
auto rank(const DeskItem& item, Date today) {
    const auto& due = item.line.due;
    const bool unit_has_it = is_waiting(due.state);
    const bool late = due.is_late(today);
    const int urgency = late && due.round > 0                ? 0
                        : late                               ? 1
                        : due.due_on == today && unit_has_it ? 2
                                                             : 3;
    return std::tuple{urgency, due.due_on, due.since_at, due.id};
}

} // namespace

std::string_view to_string(DeskGroup group) noexcept {
    switch (group) {
    case DeskGroup::late: return "late";
    case DeskGroup::today: return "today";
    case DeskGroup::week: return "week";
    case DeskGroup::next_week: return "next-week";
    case DeskGroup::later: return "later";
    }
    return "";
}

DeskGroup group_of(const Due& due, Date today) noexcept {
    const auto sunday = today.plus_days(7 - today.weekday());
    if (due.due_on < today) {
        return DeskGroup::late;
    }
    if (due.due_on == today) {
        return DeskGroup::today;
    }
    return due.due_on <= sunday                ? DeskGroup::week
           : due.due_on <= sunday.plus_days(7) ? DeskGroup::next_week
                                               : DeskGroup::later;
}

DuePage Dues::list(const org::Scope& scope, const DueFilter& filter, const std::string& after,
                   int limit) {
    DueQuery query;
    query.plan = filter.plan;
    query.duty = filter.duty;
    query.unit = filter.unit;
    query.state = filter.state;
    query.from = filter.from;
    query.to = filter.to;
    query.after = parse_cursor(after);
    query.limit = limit + 1;
    const auto today = clock_.today();
    if (filter.late) {
        query.waiting_before = today;
    }
    return database_.read([&](store::Reader& reader) {
        DuePage page;
        page.directory = directories_.get(reader);
        auto dues = query_dues(reader, scope, query);
        if (dues.size() > static_cast<std::size_t>(limit)) {
            dues.pop_back();
            page.next = to_string(dues.back().due_on) + "." + to_string(dues.back().id);
        }
        Lines lines{reader, today};
        lines.expect(dues);
        for (auto& due : dues) {
            page.lines.push_back(lines.of(std::move(due)));
        }
        return page;
    });
}

Board Dues::board(DutyId duty, std::optional<Date> occurrence) {
    const auto today = clock_.today();
    return database_.read([&](store::Reader& reader) {
        Board board;
        board.directory = directories_.get(reader);
        must_find_duty(reader, duty);
        DueQuery query;
        query.duty = duty;
        query.limit = 100'000;
        auto dues = query_dues(reader, org::Scope::all(), query);
        std::set<Date> dates;
        for (const auto& due : dues) {
            dates.insert(due.occurrence);
        }
        board.dates.assign(dates.begin(), dates.end());
        if (dates.empty()) {
            return board;
        }
        const auto next = dates.lower_bound(today);
        board.occurrence = occurrence.value_or(next == dates.end() ? *dates.rbegin() : *next);
        std::erase_if(dues, [&](const Due& due) { return due.occurrence != board.occurrence; });
        std::ranges::sort(dues, {}, [&](const Due& due) {
            const auto* const unit = board.directory->find(due.unit);
            return std::pair{unit == nullptr ? 0 : unit->ordinal, due.id};
        });
        Lines lines{reader, today};
        lines.expect(dues);
        for (auto& due : dues) {
            ++board.counts[due.state];
            if (is_waiting(due.state)) {
                board.missing.push_back(due.unit);
            }
            board.due_on = std::max(board.due_on, due.due_on);
            board.lines.push_back(lines.of(std::move(due)));
        }
        return board;
    });
}

Due Dues::must_see(const org::Scope& scope, DueId due) {
    return database_.read([&](store::Reader& reader) { return must_find_due(reader, scope, due); });
}

DueLine Dues::line(const org::Scope& scope, DueId id) {
    return database_.read([&](store::Reader& reader) {
        auto due = must_find_due(reader, scope, id);
        Lines lines{reader, clock_.today()};
        lines.expect({due});
        return lines.of(std::move(due));
    });
}

void Dues::add_office_items(store::Reader& reader, Desk& desk) {
    Lines lines{reader, clock_.today()};
    DueQuery query;
    query.state = DueState::submitted;
    query.limit = 500;
    auto dues = query_dues(reader, org::Scope::all(), query);
    lines.expect(dues);
    for (auto& due : dues) {
        desk.items.push_back({lines.of(std::move(due)), Verb::accept, false, "", {}});
    }
    for (auto& extension : extensions_asked(reader)) {
        if (auto due = find_due(reader, extension.due)) {
            lines.expect({*due});
            desk.items.push_back(
                {lines.of(std::move(*due)), Verb::ask_time, false, "", std::move(extension)});
        }
    }
    desk.drafts = draft_duties(reader);
}

void Dues::add_unit_items(store::Reader& reader, const access::Principal& who, Desk& desk) {
    const auto today = clock_.today();
    const auto last = today.plus_days(kDeskDays);
    Lines lines{reader, today};
    const auto deputies = deputies_of(reader, who.unit, today);
    DueQuery query;
    query.limit = 500;
    query.to = today.plus_days(kHorizon);
    query.unfinished = true; // what was done in other years is no work
    auto dues = query_dues(reader, org::Scope::of(who.unit), query);
    lines.expect(dues);
    for (auto& due : dues) {
        auto line = lines.of(std::move(due));
        auto verbs = verbs_for(line.due, line.chain, deputies, who, today);
        keep_asked(verbs, line.signing);
        const auto turn = turn_of(line.due, line.chain, deputies, who, today);
        const bool confirm = !verbs.empty() && verbs.front() == Verb::confirm;
        if (!confirm && !turn) {
            continue;
        }
        if (line.due.state == DueState::open && line.due.due_on > last) {
            if (!desk.upcoming) {
                desk.upcoming = std::move(line);
            }
            continue;
        }
        desk.items.push_back({std::move(line),
                              next_verb(verbs),
                              turn && turn->deputy,
                              turn ? turn->for_name : "",
                              {}});
    }
}

Desk Dues::desk(const access::Principal& who) {
    const auto today = clock_.today();
    return database_.read([&](store::Reader& reader) {
        Desk desk;
        desk.directory = directories_.get(reader);
        desk.cap = settings_.monthly_cap;
        if (who.role == Role::office) {
            add_office_items(reader, desk);
        } else if (who.unit) {
            add_unit_items(reader, who, desk);
            desk.asked_this_month = asked_in_month(reader, who.unit, today);
        }
        std::ranges::sort(desk.items, {}, [&](const DeskItem& item) { return rank(item, today); });
        return desk;
    });
}

} // namespace luoshi::duty

// SPDX-License-Identifier: Apache-2.0
#include "burden/burden.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"
#include "burden/rows.hpp"
#include "duty/asked.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace luoshi::burden {
namespace {

const store::Actor kSystem{0, "system:burden", ""};
constexpr int kKept = 24; // months looked back at where none was kept yet

Line line_of(const duty::Asked& asked) {
    return {asked.due.duty,  asked.due.plan,  asked.title.zh, asked.title.en,
            asked.basis,     asked.issued_by, asked.approver, asked.due.due_on,
            asked.due.state, asked.answers,   asked.late};
}

std::int64_t sum_of(const Statement& statement, bool (*is)(const Line&)) {
    return std::ranges::count_if(statement.lines, is);
}

} // namespace

Month Month::of(Date day) {
    return {day.year(), day.month()};
}

std::optional<Month> Month::parse(std::string_view text) {
    const auto day = text.size() == 7 ? Date::parse(std::string{text} + "-01") : std::nullopt;
    constexpr int kFirst = 1900; // there is always a month before
    return day && day->year() >= kFirst ? std::optional{of(*day)} : std::nullopt;
}

Date Month::first() const {
    return Date::parse(fmt::format("{:04}-{:02}-01", year, month)).value();
}

Date Month::last() const {
    return first().end_of_month();
}

Month Month::before() const {
    return month == 1 ? Month{year - 1, 12} : Month{year, month - 1};
}

Month Month::after() const {
    return month == 12 ? Month{year + 1, 1} : Month{year, month + 1};
}

std::string to_string(Month month) {
    return fmt::format("{:04}-{:02}", month.year, month.month);
}

std::int64_t Statement::answers() const {
    std::int64_t sum = 0;
    for (const auto& line : lines) {
        sum += line.answers;
    }
    return sum;
}

std::int64_t Statement::duties() const {
    std::set<duty::DutyId> all;
    for (const auto& line : lines) {
        all.insert(line.duty);
    }
    return static_cast<std::int64_t>(all.size());
}

std::int64_t Statement::groundless() const {
    return sum_of(*this, [](const Line& line) { return line.basis.empty(); });
}

std::int64_t Statement::late() const {
    return sum_of(*this, [](const Line& line) { return line.late; });
}

std::map<org::UnitId, Statement> Statements::counted(const org::Scope& scope, Month month) {
    std::map<org::UnitId, Statement> all;
    for (const auto& asked : duties_.asked(scope, month.first(), month.last())) {
        all[asked.due.unit].lines.push_back(line_of(asked));
    }
    count_requests(all, scope, month);
    for (auto& [unit, statement] : all) {
        std::ranges::stable_sort(statement.lines, {}, &Line::due_on);
    }
    return all;
}

// Also of a kept month: a request is often noted, and always answered, after the day it was made.
void Statements::count_requests(std::map<org::UnitId, Statement>& all, const org::Scope& scope,
                                Month month) {
    for (auto& [unit, statement] : all) {
        statement.unit = unit;
        statement.noted = statement.unanswered = 0;
    }
    const auto requests =
        database_.read([&](store::Reader& reader) { return requests_of(reader, scope, month); });
    for (const auto& request : requests) {
        auto& statement = all[request.unit];
        statement.unit = request.unit;
        ++statement.noted;
        statement.unanswered += request.answer ? 0 : 1;
    }
}

std::map<org::UnitId, Statement> Statements::of(const org::Scope& scope, Month month) {
    auto kept = database_.read([&](store::Reader& reader) {
        return kept_month(reader, month) ? std::optional{kept_statements(reader, scope, month)}
                                         : std::nullopt;
    });
    if (!kept) {
        return counted(scope, month);
    }
    std::map<org::UnitId, Statement> all;
    for (auto& statement : *kept) {
        const auto unit = statement.unit;
        all.emplace(unit, std::move(statement));
    }
    count_requests(all, scope, month);
    return all;
}

MonthView Statements::month(const org::Scope& scope, Month month) {
    MonthView view;
    view.month = month;
    view.cap = duties_.settings().monthly_cap;
    auto statements = of(scope, month);
    for (const auto& [unit, statement] : of(scope, month.before())) {
        view.before[unit] = {statement.reports(), statement.answers()};
        statements.try_emplace(unit, Statement{unit, {}, 0, 0});
    }
    database_.read([&](store::Reader& reader) {
        view.directory = directories_.get(reader);
        view.months = kept_months(reader);
        if (const auto kept = kept_month(reader, month)) {
            view.frozen_on = kept->frozen_on;
            view.cap = kept->cap;
        }
    });
    const auto now = Month::of(clock_.today());
    view.months.insert(view.months.begin(), {now.after(), now});
    view.months.push_back(month);
    std::ranges::sort(view.months, std::greater{});
    view.months.erase(std::unique(view.months.begin(), view.months.end()), view.months.end());
    for (auto& [unit, statement] : statements) {
        view.statements.push_back(std::move(statement));
    }
    const auto order = [&](const Statement& one) {
        const auto* const unit = view.directory->find(one.unit);
        return unit == nullptr ? INT64_MAX : unit->ordinal;
    };
    std::ranges::stable_sort(view.statements, {}, order);
    return view;
}

bool Statements::keep(Month month) {
    const auto statements = counted(org::Scope::all(), month);
    try {
        return database_.write([&](store::Transaction& transaction) {
            if (kept_month(transaction, month)) {
                return false;
            }
            transaction.record({.actor = kSystem,
                                .action = "burden.month-kept",
                                .object_kind = "",
                                .object_id = 0,
                                .plan_id = 0,
                                .detail = {}});
            insert_month(transaction, {month, duties_.settings().monthly_cap, transaction.today()},
                         statements);
            return true;
        });
    } catch (const Error& error) { // another server kept it at the same moment
        if (error.reason() != "store.duplicate") {
            throw;
        }
        return false;
    }
}

// Months of which nothing is known are not kept: the first is the one of the first report.
std::size_t Statements::run_due() {
    const auto now = Month::of(clock_.today());
    const auto kept = database_.read([](store::Reader& reader) { return kept_months(reader); });
    auto next = now;
    if (!kept.empty()) {
        next = kept.front().after();
    } else {
        for (int n = 0; n < kKept; ++n) {
            next = next.before();
        }
        const auto first = duties_.asked(org::Scope::all(), next.first(), now.before().last());
        next = first.empty() ? now : Month::of(first.front().due.occurrence);
        for (const auto& one : first) {
            next = std::min(next, Month::of(one.due.occurrence));
        }
    }
    std::size_t done = 0;
    for (; next < now; next = next.after()) {
        done += keep(next) ? 1U : 0U;
    }
    return done;
}

} // namespace luoshi::burden

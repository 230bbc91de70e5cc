// SPDX-License-Identifier: Apache-2.0
// burden — what reporting costs units: statements of a month, and requests made past the record.
//
//   Statements::month(scope, month)   what each unit was asked for, beside the month before
//   Statements::run_due()             keeps the months that are over as they were
//   Requests                          requests.hpp: noted by units, answered by the office
//   to_xlsx, to_docx                  burden_files.hpp
//
// Threads: all from any.
#pragma once

#include "base/date.hpp"
#include "duty/due_rules.hpp"
#include "duty/ids.hpp"
#include "followup/ids.hpp"
#include "org/ids.hpp"
#include "org/scope.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi {
class Clock;
}
namespace luoshi::duty {
class Duties;
}
namespace luoshi::org {
class Directories;
class Directory;
} // namespace luoshi::org
namespace luoshi::store {
class Database;
}

namespace luoshi::burden {

struct Month {
    int year = 0, month = 0; // 1 to 12
    static Month of(Date day);
    static std::optional<Month> parse(std::string_view text); // "2011-11", from 1900 on
    Date first() const, last() const;
    Month before() const, after() const;
    auto operator<=>(const Month&) const = default;
};
std::string to_string(Month month);

struct Line { // one report
    duty::DutyId duty;
    followup::PlanId plan;
    std::string title, title_en, basis, asked_by, approver; // basis, approver: "" none
    Date due_on;
    duty::DueState state = duty::DueState::open;
    std::int64_t answers = 0; // fields and cells of its form
    bool late = false;
    bool operator==(const Line&) const = default;
};

struct Statement { // of a unit in a month
    org::UnitId unit;
    std::vector<Line> lines;     // by day
    std::int64_t noted = 0;      // requests past the duties, of this month; never frozen
    std::int64_t unanswered = 0; // of them
    std::int64_t reports() const { return static_cast<std::int64_t>(lines.size()); }
    std::int64_t answers() const;
    std::int64_t duties() const;     // different ones
    std::int64_t groundless() const; // reports without a basis
    std::int64_t late() const;
    bool operator==(const Statement&) const = default;
};

struct Before {
    std::int64_t reports = 0, answers = 0;
};

struct MonthView {
    Month month;
    int cap = 0;
    std::optional<Date> frozen_on;        // none: the month is not over, counted now
    std::vector<Month> months;            // there is something in, newest first
    std::vector<Statement> statements;    // in the order of the directory
    std::map<org::UnitId, Before> before; // the month before; no entry: nothing
    std::shared_ptr<const org::Directory> directory;
};

class Statements {
public:
    // All borrowed.
    Statements(store::Database& database, org::Directories& directories, duty::Duties& duties,
               const Clock& clock)
        : database_(database), directories_(directories), duties_(duties), clock_(clock) {}

    // Units that were asked or noted something in that month or the one before it.
    MonthView month(const org::Scope& scope, Month month);
    // Each month once, however many servers run; returns how many were kept.
    std::size_t run_due();

private:
    std::map<org::UnitId, Statement> counted(const org::Scope& scope, Month month);
    std::map<org::UnitId, Statement> of(const org::Scope& scope, Month month);
    void count_requests(std::map<org::UnitId, Statement>& all, const org::Scope& scope,
                        Month month);
    bool keep(Month month);

    store::Database& database_;
    org::Directories& directories_;
    duty::Duties& duties_;
    const Clock& clock_;
};

} // namespace luoshi::burden

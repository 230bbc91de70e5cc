// SPDX-License-Identifier: Apache-2.0
// Dues in lists: of a plan or a unit, the board of one duty, and what one person has to do.
#pragma once

#include "duty/due.hpp"
#include "duty/duties.hpp"
#include "duty/verbs.hpp"
#include "org/scope.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::duty {

struct DueFilter {
    followup::PlanId plan;
    DutyId duty;
    org::UnitId unit;
    std::optional<DueState> state;
    std::optional<Date> from, to; // of the date it is due, inclusive
    bool late = false;            // only those the units are late with
    bool operator==(const DueFilter&) const = default;
};

struct DueLine { // of a list
    Due due;
    form::Text title; // of its duty
    std::string form;
    Chain chain; // of the due, or of its unit before it is begun
    std::optional<Lateness> late;
    Signing signing = Signing::either; // as the duty asks
    const Step& step() const { return chain[std::min(due.step, chain.size() - 1)]; }
};

struct DuePage {
    std::vector<DueLine> lines;
    std::optional<std::string> next; // pass as `after`; absent at the end
    std::shared_ptr<const org::Directory> directory;
};

// One date of one duty over its units, in the order of the directory.
struct Board {
    Date occurrence, due_on;
    std::vector<Date> dates; // of all occurrences there are dues of
    std::vector<DueLine> lines;
    std::map<DueState, std::int64_t> counts;
    std::vector<org::UnitId> missing; // not handed in yet, not spared
    std::shared_ptr<const org::Directory> directory;
};

// Something one person has to do.
struct DeskItem {
    DueLine line;
    Verb verb = Verb::fill; // the likeliest
    bool deputy = false;    // for somebody else
    std::string for_name;
    std::optional<Extension> extension; // to be decided
};
enum class DeskGroup : std::uint8_t { late, today, week, next_week, later };
struct Desk {
    // First that returned and late, then late, then today, then by date, then longest waiting. The
    // first is the next step.
    std::vector<DeskItem> items;
    std::vector<Duty> drafts;          // of the office: duties to be issued
    std::optional<DueLine> upcoming;   // the nearest behind the desk's view, when there is nothing
    std::int64_t asked_this_month = 0; // of one's unit
    int cap = 0;
    std::shared_ptr<const org::Directory> directory;
};
std::string_view to_string(DeskGroup group) noexcept; // "next-week"
DeskGroup group_of(const Due& due, Date today) noexcept;
inline constexpr int kDeskDays = 62; // open dues of units show that long before

class Dues {
public:
    // All borrowed.
    Dues(store::Database& database, org::Directories& directories, const Clock& clock,
         DutySettings settings = {})
        : database_(database), directories_(directories), clock_(clock), settings_(settings) {}

    // By date, then id. 1 <= limit <= 500. Error invalid_argument (http.bad-parameter) for an
    // `after` that is none.
    DuePage list(const org::Scope& scope, const DueFilter& filter, const std::string& after,
                 int limit);
    // occurrence: none takes the next one on or after today, else the last. Errors: not_found
    // (duty.no-duty).
    Board board(DutyId duty, std::optional<Date> occurrence);
    // Error not_found (duty.no-due): it is not there, or not within the scope.
    Due must_see(const org::Scope& scope, DueId due);
    DueLine line(const org::Scope& scope, DueId due); // errors: those of must_see()
    Desk desk(const access::Principal& who);

private:
    void add_office_items(store::Reader& reader, Desk& desk);
    void add_unit_items(store::Reader& reader, const access::Principal& who, Desk& desk);

    store::Database& database_;
    org::Directories& directories_;
    const Clock& clock_;
    DutySettings settings_;
};

} // namespace luoshi::duty

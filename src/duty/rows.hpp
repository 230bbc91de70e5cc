// SPDX-License-Identifier: Apache-2.0
// The tables duty_*: rows_duties.cpp, rows_dues.cpp, rows_review.cpp, rows_chains.cpp,
// rows_calls.cpp.
#pragma once

#include "duty/calls.hpp"
#include "duty/chain.hpp"
#include "duty/due.hpp"
#include "duty/duties.hpp"
#include "duty/make_dues.hpp"
#include "store/transaction.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::duty {

// Duties. Writes need an event begun.
std::vector<Duty> list_duties(store::Reader& reader, followup::PlanId plan);
std::optional<Duty> find_duty(store::Reader& reader, DutyId id);
Duty must_find_duty(store::Reader& reader, DutyId id); // Error not_found (duty.no-duty)
std::optional<DutyId> duty_of_code(store::Reader& reader, followup::PlanId plan,
                                   const std::string& code);
std::vector<Duty> draft_duties(store::Reader& reader);     // of all plans
std::vector<Duty> duties_with_dues(store::Reader& reader); // issued, and stopped since
std::vector<DutyId> issued_duties(store::Reader& reader);  // in order of id
void insert_duty(store::Transaction& transaction, const Duty& duty);
void update_duty(store::Transaction& transaction, const Duty& duty); // version is raised by one
void erase_duty(store::Transaction& transaction, DutyId id);         // a draft: nothing names it
std::optional<Date> ran_on(store::Reader& reader, DutyId id);
void set_ran_on(store::Transaction& transaction, DutyId id, Date day);

// Dues.
std::vector<Existing> existing_dues(store::Reader& reader, DutyId duty);
void insert_dues(store::Transaction& transaction, const std::vector<Due>& dues);
std::optional<Due> find_due(store::Reader& reader, DueId id);
// Error not_found (duty.no-due), also outside the scope.
Due must_find_due(store::Reader& reader, const org::Scope& scope, DueId id);
void update_due(store::Transaction& transaction, Due& due); // version is raised by one
struct DueQuery {
    followup::PlanId plan;
    DutyId duty;
    org::UnitId unit;
    std::optional<DueState> state;
    std::optional<Date> from, to;               // of due_on, inclusive
    std::optional<Date> occurs_from, occurs_to; // of occurrence, which no return or extension moves
    std::optional<Date> waiting_before;         // with the unit still, and due before that day
    bool unfinished = false;                    // not over, or entered and not confirmed
    std::optional<std::pair<Date, DueId>> after;
    int limit = 100;
};
std::vector<Due> query_dues(store::Reader& reader, const org::Scope& scope, const DueQuery& query);
// All of a unit that are not over, in the order of query_dues.
std::vector<Due> unfinished_dues(store::Reader& reader, org::UnitId unit);
// What a unit owes in [from, to], without what is spared or cancelled: dates of due.
// `but`: a duty not counted.
std::vector<std::pair<org::UnitId, Date>> owed_between(store::Reader& reader, Date from, Date to,
                                                       DutyId but);
// How many it is asked for in the month of that day, without what is spared or cancelled.
std::int64_t asked_in_month(store::Reader& reader, org::UnitId unit, Date day);
void cancel(store::Transaction& transaction, DueId id, const std::string& cause,
            const std::string& why);
void revive(store::Transaction& transaction, DueId id); // owed again
// Of the unit: the report of that duty before the occurrence that was accepted, newest; else none.
std::optional<Due> accepted_before(store::Reader& reader, DutyId duty, org::UnitId unit,
                                   Date occurrence);
// Of the unit: the report of that duty and period that is accepted or else handed in.
std::optional<Due> handed_in(store::Reader& reader, DutyId duty, org::UnitId unit,
                             const std::string& period);

struct DueAt {
    DueId id;
    DueState state = DueState::open;
};
// The one of the duty, that unit and day, in whatever state.
std::optional<DueAt> due_at(store::Reader& reader, DutyId duty, org::UnitId unit, Date occurrence);
void set_due_unit(store::Transaction& transaction, DueId id, org::UnitId unit);

void insert_act(store::Transaction& transaction, const Due& due, const Act& act,
                std::int64_t person);
std::vector<Act> acts_of(store::Reader& reader, DueId due); // oldest first
std::map<DueId, std::vector<Act>> acts_of(store::Reader& reader, const std::vector<DueId>& dues);

// What is being typed.
void keep_revision(store::Transaction& transaction, form::FilledId filled, std::int64_t revision,
                   const std::string& body, const std::string& by);
std::optional<std::string> revision_body(store::Reader& reader, form::FilledId filled,
                                         std::int64_t revision);
void drop_revisions(store::Transaction& transaction, form::FilledId filled);

// Review.
RemarkId insert_remark(store::Transaction& transaction, const Due& due, const Remark& remark);
void update_remark(store::Transaction& transaction, const Remark& remark);
std::vector<Remark> remarks_of(store::Reader& reader, DueId due); // oldest first
std::optional<DueId> due_of_remark(store::Reader& reader, RemarkId id);
void erase_remark(store::Transaction& transaction, RemarkId id);
ExtensionId insert_extension(store::Transaction& transaction, const Due& due,
                             const Extension& extension);
void update_extension(store::Transaction& transaction, const Extension& extension);
std::vector<Extension> extensions_of(store::Reader& reader, DueId due); // oldest first
std::vector<Extension> extensions_asked(store::Reader& reader);
std::optional<Extension> find_extension(store::Reader& reader, ExtensionId id);
void insert_file(store::Transaction& transaction, const Due& due, const StoredFile& file);
std::vector<StoredFile> files_of(store::Reader& reader, DueId due);
// Handed in by that unit with any of its dues.
std::optional<StoredFile> file_of_unit(store::Reader& reader, org::UnitId unit,
                                       const std::string& digest);

// Chains and deputies.
struct StoredChain {
    Chain steps;
    std::int64_t version = 0; // 0: the usual one, nobody has set it
};
StoredChain chain_of(store::Reader& reader, org::UnitId unit);
void save_chain(store::Transaction& transaction, org::UnitId unit, const StoredChain& chain,
                const std::string& by);
// Those that have not ended before `day`.
std::vector<Deputy> deputies_of(store::Reader& reader, org::UnitId unit, Date day);
std::optional<std::pair<Deputy, org::UnitId>> find_deputy(store::Reader& reader, DeputyId id);
DeputyId insert_deputy(store::Transaction& transaction, org::UnitId unit, const Deputy& deputy,
                       const std::string& by);
void end_deputy(store::Transaction& transaction, DeputyId id, Date day);

// Calls: only added.
void insert_call(store::Transaction& transaction, const Due& due, const Call& call,
                 std::int64_t person);

} // namespace luoshi::duty

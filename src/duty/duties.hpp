// SPDX-License-Identifier: Apache-2.0
// duty — who owes which form, when (报送要求), and what is handed in (报送材料).
//
//   Duties          the office's side: drafts, their cost, issuing, stopping; run_due() makes dues
//   Dues            dues.hpp: lists, the board of a duty, what one person has to do
//   Submissions     submissions.hpp: typing, signing, handing in, review
//   Chains          chains.hpp: the way within a unit, deputies
//   read_duties     spec.hpp: duties.yaml of a pack
//
// Each method is one transaction with one event. More: docs/duties.md. Threads: all from any.
#pragma once

#include "base/clock.hpp"
#include "duty/definition.hpp"
#include "duty/ids.hpp"
#include "duty/schedule.hpp"
#include "duty/spec.hpp"
#include "followup/ids.hpp"
#include "org/ids.hpp"
#include "org/scope.hpp"
#include "store/event.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace luoshi::form {
class Library;
struct Form;
struct Forms;
} // namespace luoshi::form
namespace luoshi::org {
class Directories;
class Directory;
} // namespace luoshi::org
namespace luoshi::store {
class Database;
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::duty {

struct DuePlan; // make_dues.hpp
struct Asked;   // asked.hpp

enum class DutyState : std::uint8_t { draft, issued, stopped };
std::string_view to_string(DutyState state) noexcept;

struct Approval { // who approved, where an approver must be named
    std::string name, title, words;
    bool operator==(const Approval&) const = default;
};

struct Duty {
    DutyId id;
    followup::PlanId plan;
    std::string pack; // whose form it is
    Definition definition;
    DutyState state = DutyState::draft;
    Approval approval;
    std::optional<Date> issued_on, stopped_on;
    std::string issued_by, why; // why: it was stopped
    std::int64_t version = 1;
    Timestamp created_at{};
    std::string created_by;
};

struct DutySettings {
    int monthly_cap = 4; // reports asked of a unit in a month; more need a named approver
    RestDays rest_days = RestDays::stand;
};

// Why an approver must be named.
enum class Concern : std::uint8_t { no_basis, base_level, over_cap };
std::string_view to_string(Concern concern) noexcept; // "over-cap"

// What a duty costs those it asks, before it is issued.
struct Cost {
    struct Month {
        int year = 0, month = 0;
        std::int64_t times = 0;        // the duty falls into it
        std::int64_t most_owed = 0;    // by one unit, with this duty
        std::vector<org::UnitId> over; // units above the cap
    };
    std::int64_t units = 0, times = 0;    // units asked at its next date; dates within a year
    std::int64_t fields = 0;              // to fill in besides rows
    std::int64_t cells = 0;               // to fill in for each row
    std::int64_t answers = 0;             // of all units, in a year
    std::int64_t known_rows = 0;          // that stand there already, of all units, once
    std::vector<Month> months;            // those it falls into, in order
    std::vector<org::UnitId> at_base;     // county level and below
    std::vector<std::string> open_groups; // codes of groups nobody has listed
    std::vector<Concern> concerns;
    int cap = 0;
};

struct AskedField {
    DutyId duty;
    std::string code; // of the duty
    form::Text duty_title;
    std::string title; // of the field, or of a column of its table
};
// A field that is asked for already by another duty of the plan.
struct Overlap {
    std::string field;  // title, of what is being written
    std::string duty;   // code of the other
    form::Text title;   // of the other
    std::string theirs; // title of its field
};
struct Preview {
    std::vector<Complaint> complaints;
    std::optional<Cost> cost; // none while something is wrong
    std::vector<Overlap> overlaps;
    std::string pack; // whose forms it may name; "": none
};

struct RunResult {
    std::size_t duties = 0;                           // looked at
    std::size_t made = 0, cancelled = 0, revived = 0; // dues
};

class Duties {
public:
    // All borrowed.
    Duties(store::Database& database, org::Directories& directories, form::Library& library,
           const Clock& clock, SpecsInForce specs, DutySettings settings = {});

    // Drafts of what the pack of the plan asks for and the plan does not have yet. Errors:
    // not_found (followup.no-plan).
    std::vector<DutyId> take_from_pack(const store::Actor& actor, followup::PlanId plan);
    // A code is made for a definition without one. Errors: those of read_definition's checks
    // (duty.bad-definition, details field, rule); conflict (duty.code-taken).
    DutyId create(const store::Actor& actor, followup::PlanId plan, const Definition& definition);
    // Of an issued one: dues not begun follow, begun ones stay; concerns need `approval` as with
    // issue(). Errors: those of create(), conflict (duty.stopped), precondition_failed
    // (duty.changed-meanwhile), and those of issue().
    void change(const store::Actor& actor, DutyId duty, std::int64_t version,
                const Definition& definition, const Approval& approval);

    // Units see what is issued and asks them.
    std::vector<Duty> list(const org::Scope& scope, followup::PlanId plan);
    Duty detail(const org::Scope& scope, DutyId duty); // Error not_found (duty.no-duty)
    Cost cost(DutyId duty);
    // The same of what is being written, kept nowhere, with everything that is wrong with it.
    Preview preview(followup::PlanId plan, const Definition& definition);
    // Reports due on days in [from, to], without what is spared or cancelled, by day. O(reports).
    std::vector<Asked> asked(const org::Scope& scope, Date from, Date to);
    // Of those that were issued, among these; in one query.
    std::map<DutyId, form::Text> titles(const std::set<DutyId>& duties);
    // The issued duties that ask units in the scope, with what their forms ask for.
    std::vector<AskedField> asked_fields(const org::Scope& scope);
    // Errors: conflict (duty.not-draft), precondition_failed (duty.changed-meanwhile).
    void discard(const store::Actor& actor, DutyId duty, std::int64_t version);

    // Makes its first dues too. Errors: conflict (duty.not-draft, duty.no-date-left,
    // duty.form-not-approved), unprocessable (duty.approver-needed, detail concerns),
    // precondition_failed (duty.changed-meanwhile).
    void issue(const store::Actor& actor, DutyId duty, std::int64_t version,
               const Approval& approval);
    // Dues not begun are cancelled, begun ones stay. Error invalid_argument (duty.reason-needed).
    void stop(const store::Actor& actor, DutyId duty, std::int64_t version, const std::string& why);

    // Makes what the issued duties owe within a year, each once; dues not begun follow their
    // groups. One transaction for each duty: cut off anywhere and run again, nothing is lost or
    // doubled. At most so many duties, for stepping through.
    RunResult run_due(std::size_t at_most = std::numeric_limits<std::size_t>::max());

    const DutySettings& settings() const noexcept { return settings_; }

private:
    using FormsPtr = std::shared_ptr<const form::Forms>; // never null
    struct Opened {
        Duty duty;
        FormsPtr forms;
        const form::Form* form = nullptr; // of the duty, among the forms
    };
    RunResult run_one(DutyId duty);
    bool sees(const org::Scope& scope, const Duty& duty, const org::Directory& directory) const;
    Opened open(DutyId duty);
    // "": none; with the form of the definition where the office wrote it.
    FormsPtr forms_of(const std::string& pack, const Definition& definition);
    std::string pack_for(store::Reader& reader, followup::PlanId plan);
    DuePlan planned(store::Reader& reader, const Duty& duty, Date from);
    RunResult apply(store::Transaction& transaction, const Duty& duty, const DuePlan& plan);
    std::vector<Complaint> wrong_with(store::Reader& reader, const Duty& duty,
                                      const form::Forms& forms);
    void check(store::Reader& reader, const Duty& duty, const form::Forms& forms);
    Cost cost_of(store::Reader& reader, const Duty& duty, const form::Form& form);
    void must_be_approved(store::Reader& reader, const Duty& duty, const form::Form& form);

    store::Database& database_;
    org::Directories& directories_;
    form::Library& library_;
    const Clock& clock_;
    SpecsInForce specs_;
    DutySettings settings_;
};

} // namespace luoshi::duty

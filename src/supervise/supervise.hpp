// SPDX-License-Identifier: Apache-2.0
// supervise — supervision by people 督办: what only goes out once it is approved.
//
//   Supervision::create, change         the office drafts, about one task or due, to one unit
//   send, give_back, withdraw, approve  the way to a number; only approve() reaches the addressee
//   answer, ask_review                  the addressee's
//   decide_review, close                the office's
//   levels.hpp                          which level may go to whom, and why not
//
// Each act is one transaction with one event. Errors of all: not_found (supervise.no-draft),
// conflict (supervise.not-now, details act, state), precondition_failed
// (http.precondition-failed). Threads: all from any.
#pragma once

#include "duty/chains.hpp"
#include "duty/dues.hpp"
#include "duty/duties.hpp"
#include "followup/life.hpp"
#include "followup/plans.hpp"
#include "supervise/levels.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::supervise {

struct DraftTag;
using DraftId = Id<DraftTag>;

enum class State : std::uint8_t {
    draft,
    sent,      // for approval
    returned,  // by who approves, with words
    withdrawn, // before it went out
    issued,
    answered, // by the addressee
    lifted,   // after a review
    closed
};
std::string_view to_string(State state) noexcept;
bool is_out(State state) noexcept; // the addressee sees it

enum class Act : std::uint8_t {
    change,
    send,
    give_back,
    withdraw,
    approve,
    answer,
    ask_review,
    decide_review,
    close
};
std::string_view to_string(Act act) noexcept; // "give-back"
// The state afterwards; nullopt: not now. Of decide_review: where the draft stands.
std::optional<State> after(State state, Act act) noexcept;

enum class AboutKind : std::uint8_t { task, due };
std::string_view to_string(AboutKind kind) noexcept;
struct About {
    AboutKind kind = AboutKind::task;
    std::int64_t id = 0; // TaskId or DueId
};

// As they stood on the day `on`.
struct Facts {
    std::string title, stuck;             // stuck: at which step, with whom; "" not
    std::optional<followup::Light> light; // of a task
    std::optional<Date> due_on, stuck_since;
    std::int64_t days_late = 0; // of a task calendar days, of a due working days
    Date on;
};

struct Approver {
    std::string name, position;
};

struct Review {
    std::string reason, by;
    Date on;
    std::optional<bool> kept; // none: not decided
    std::string words, decided_by;
    std::optional<Date> decided_on;
};

struct Wording { // what the office decides of a draft
    Level level = Level::reminder;
    Issuer issuer = Issuer::own;
    std::string consent; // with Issuer::consent: where the government agreed
    std::string requirement;
    Date answer_by;
    std::optional<std::string> body; // absent: as made from the facts
};

struct Draft {
    DraftId id;
    followup::PlanId plan;
    org::UnitId unit, office; // to, from; office: none where its people have no unit
    About about;
    Facts facts;
    Wording wording; // its body is there
    std::string generated;
    State state = State::draft;
    std::string number; // "": 待编
    Approver approver;
    std::optional<Date> approved_on, answered_on;
    std::string entered_by; // the approval; "": the leader's own account signed
    std::string why, answer, answered_by;
    std::optional<Review> review;
    std::int64_t version = 1;
    std::string created_by;
    Timestamp created_at{};
    bool is_changed() const { return wording.body != generated; }
};

struct Shown {
    std::vector<Draft> drafts; // newest first
    std::shared_ptr<const org::Directory> directory;
};

class Supervision {
public:
    // All borrowed.
    struct Sources {
        store::Database& database;
        org::Directories& directories;
        followup::Plans& plans;
        followup::Lives& lives;
        duty::Duties& duties;
        duty::Dues& dues;
        const Clock& clock;
    };
    explicit Supervision(Sources sources) : sources_(sources) {}

    // All for the office; for a unit what went out to it.
    Shown list(const org::Scope& scope, followup::PlanId plan);
    Shown detail(const org::Scope& scope, DraftId draft); // one

    // unit: whom a task is urged on; of a due it is the one that owes. Errors: not_found
    // (followup.no-task, duty.no-due), conflict (followup.not-started), invalid_argument
    // (supervise.not-involved), and those of change().
    DraftId create(const duty::Who& office, const About& about, org::UnitId unit,
                   const Wording& wording);
    // Errors: unprocessable (supervise.level-refused, details level, reason, reason_en;
    // supervise.issuer-needed), invalid_argument (supervise.incomplete, detail field).
    void change(const duty::Who& office, DraftId draft, std::int64_t version,
                const Wording& wording);
    void send(const duty::Who& office, DraftId draft, std::int64_t version);
    // Error invalid_argument (supervise.incomplete, detail words).
    void give_back(const duty::Who& office, DraftId draft, std::int64_t version,
                   const std::string& words);
    void withdraw(const duty::Who& office, DraftId draft, std::int64_t version,
                  const std::string& words);
    // Entered by the office as the approver gave it. Gives it its number and tells the people of
    // the unit. Errors: those of change(), invalid_argument (supervise.incomplete, detail name or
    // position; answer_by: it is over).
    void approve(const duty::Who& office, DraftId draft, std::int64_t version,
                 const Approver& approver);

    // The same by a leader's own account, or by the secretary who enters it, in a write of the
    // caller, who knows that it was sent to this leader.
    void approve_in(store::Transaction& transaction, const duty::Who& who, DraftId draft,
                    std::int64_t version, const Approver& approver);
    void give_back_in(store::Transaction& transaction, const duty::Who& who, DraftId draft,
                      std::int64_t version, const std::string& words);

    // By people of the addressee.
    void answer(const duty::Who& who, DraftId draft, std::int64_t version,
                const std::string& words);
    // Once for each draft.
    void ask_review(const duty::Who& who, DraftId draft, std::int64_t version,
                    const std::string& reason);
    // kept: it stands; else it is lifted. Both texts stay.
    void decide_review(const duty::Who& office, DraftId draft, std::int64_t version, bool kept,
                       const std::string& words);
    // Not while a review waits.
    void close(const duty::Who& office, DraftId draft, std::int64_t version,
               const std::string& words);

private:
    struct Gathered {
        followup::PlanId plan;
        org::UnitId unit;
        Facts facts;
    };
    Gathered gather(const duty::Who& office, const About& about, org::UnitId unit);
    Gathered gather_task(const duty::Who& office, followup::TaskId task, org::UnitId unit);
    Gathered gather_due(duty::DueId due);
    using Change = std::function<void(store::Transaction&, Draft&, const org::Directory&)>;
    void act(const duty::Who& who, DraftId id, std::int64_t version, Act what,
             const Change& change);
    void act_in(store::Transaction& transaction, const duty::Who& who, DraftId id,
                std::int64_t version, Act what, const Change& change);

    Sources sources_;
};

} // namespace luoshi::supervise

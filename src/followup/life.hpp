// SPDX-License-Identifier: Apache-2.0
// The life of a task: signing, objections, milestones, progress, closing, changes of course.
//
//   Lives::start(asker, plan)   puts a plan into force: numbers, signing window, lives
//   Lives::of(scope, task)      all there is to show, with what the asker may do now
//   Lives::overview(scope, plan)  lights by section and unit
//   every other method          one act: one transaction, one event, refused by life_rules.hpp
//
// Acts take the version of the life one saw. Errors of all: not_found (followup.no-task,
// followup.no-plan), conflict (followup.not-started, followup.not-now with details act, state,
// can), forbidden (followup.not-yours), precondition_failed (http.precondition-failed),
// invalid_argument (followup.incomplete, detail field). Threads: all from any.
#pragma once

#include "base/clock.hpp"
#include "followup/drafts.hpp"
#include "followup/ids.hpp"
#include "followup/life_rules.hpp"
#include "followup/lights.hpp"
#include "followup/plans.hpp"
#include "followup/run_settings.hpp"
#include "store/event.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::followup {

// Who does it: a person of a unit, or of the office; the office may act for a unit whose paper
// came.
struct Asker {
    store::Actor actor;
    org::Scope scope;
    org::UnitId for_unit{}; // only with a scope that sees all
    org::UnitId unit() const { return scope.sees_all() ? for_unit : scope.unit(); }
};

struct Approver {
    std::string name, position;
    std::optional<Date> on; // absent: today
};

struct Signing {
    org::UnitId unit;
    RoleSet roles = 0;
    Date sign_by;
    std::optional<Date> signed_on;
    std::string person;
    bool by_office = false;
};

enum class Decision : std::uint8_t { keep, replace, add };
std::string_view to_string(Decision decision) noexcept;
std::optional<Decision> parse_decision(std::string_view text) noexcept;

struct Objection {
    ObjectionId id;
    org::UnitId unit, proposed_unit; // proposed: none where it names none
    std::string reason, person;
    Date raised_on;
    std::optional<Decision> decision; // nullopt: open
    org::UnitId decided_unit;
    std::optional<notice::Role> decided_role;
    std::string words, decided_by;
    std::optional<Date> decided_on;
    struct Ruling {
        std::string leader, position, words;
        Date on;
    };
    std::optional<Ruling> ruling; // a leader's
};

struct Verdict { // on an objection
    Decision decision = Decision::keep;
    org::UnitId unit;                 // with replace and add: the other unit
    std::optional<notice::Role> role; // its role; absent: that of the unit that objects
    std::string words;
    std::optional<Objection::Ruling> ruling;
};

enum class StepSource : std::uint8_t { notice, pack, unit };
std::string_view to_string(StepSource source) noexcept;
enum class StepState : std::uint8_t { proposed, approved, reported, confirmed, replaced, dropped };
std::string_view to_string(StepState state) noexcept;
inline bool is_open(StepState state) noexcept {
    return state == StepState::approved || state == StepState::reported;
}

struct Milestone {
    MilestoneId id;
    ProposalId proposal; // none: a date of the notice
    org::UnitId unit;    // who does it; none: whoever carries the task
    std::string title;
    Date due;
    std::optional<Date> first_due; // before it was adjusted
    StepSource source = StepSource::unit;
    StepState state = StepState::proposed;
    std::optional<Date> approved_on, reported_on, decided_on;
    std::optional<Date> counts_from; // its time begins later: the clock stood still meanwhile
    std::string reported_by, report, decided_by, decision_words; // of the report
};

struct NewMilestone {
    std::string title;
    Date due;
    org::UnitId unit;
};

struct StepProposal {
    ProposalId id;
    org::UnitId unit;
    std::string state, words, person; // open, approved, returned, withdrawn
    Date proposed_on;
    std::string decided_by, decision_words;
    std::optional<Date> decided_on;
};

struct Progress {
    org::UnitId unit; // none: confirmed by the office
    MilestoneId milestone;
    int percent = 0;
    std::string words, person;
    Date said_on;
};

enum class EvidenceKind : std::uint8_t { file, due, record, fact, link, words };
std::string_view to_string(EvidenceKind kind) noexcept;
std::optional<EvidenceKind> parse_evidence_kind(std::string_view text) noexcept;

struct Evidence {
    EvidenceId id;
    org::UnitId unit;      // none: of the office
    ClosingLineId line;    // of a closing it belongs to
    MilestoneId milestone; // or of a milestone
    EvidenceKind kind = EvidenceKind::words;
    std::string title;     // of a file its name; of words the words
    std::string reference; // id or address; of a file ""
    std::string digest;    // of a file
    std::int64_t size = 0;
    std::string person;
    Timestamp added_at{};
};

struct NewEvidence {
    EvidenceKind kind = EvidenceKind::words; // not file
    std::string title, reference;
    EvidenceId known;     // or one there is already: a file handed in before
    std::size_t line = 0; // with an application: place in the standard
};

enum class CheckMethod : std::uint8_t { documents, phone, site };
std::string_view to_string(CheckMethod method) noexcept;
std::optional<CheckMethod> parse_check_method(std::string_view text) noexcept;

struct ClosingLine {
    ClosingLineId id;
    std::string standard;
    std::optional<bool> met; // nullopt: not looked at
    std::optional<CheckMethod> method;
    std::string checker, note;
    std::optional<Date> checked_on;
};

struct LineCheck {
    ClosingLineId line;
    bool met = false;
    CheckMethod method = CheckMethod::documents;
    std::string note;
    std::string checker;            // "": who enters it
    std::optional<Date> checked_on; // absent: today
};

struct Closing {
    ClosingId id;
    org::UnitId unit;
    std::string state; // open, agreed, returned, withdrawn
    State asked = State::closed;
    std::string words, person;
    Date applied_on;
    std::vector<ClosingLine> lines;
    std::optional<State> outcome;
    std::string decided_by, approver, approver_position, decision_words, number;
    std::optional<Date> decided_on, approved_on, review_on;
};

struct Agreement {
    State outcome = State::closed; // closed, phase_closed or standing
    Approver approver;
    std::string words;
    std::optional<Date> review_on; // of the two others; absent: in a year
};

enum class CourseKind : std::uint8_t { pause, adjust, terminate, restart, review };
std::string_view to_string(CourseKind kind) noexcept;
std::optional<CourseKind> parse_course_kind(std::string_view text) noexcept;

struct NewDate {
    MilestoneId milestone;
    Date due;
};
struct Course { // a change of it
    CourseKind kind = CourseKind::pause;
    std::string reason;
    Approver approver;
    std::vector<NewDate> dates;    // with adjust
    std::optional<Date> review_on; // with review; absent: in a year
};
struct Change {
    CourseKind kind = CourseKind::pause;
    std::string reason, approver, approver_position, person;
    std::optional<Date> approved_on;
    State state_before = State::in_progress;
    std::string dates_before; // JSON: [{"id","title","due"}]
    Date made_on;
};

// Who has to do what next; "" nobody.
enum class Waits : std::uint8_t {
    nobody,
    sign,
    plan,
    plan_decision,
    ruling,
    step,
    step_decision,
    check
};
std::string_view to_string(Waits waits) noexcept;
std::string_view to_words(Waits waits) noexcept; // "待单位签收"

struct Life {
    TaskId task;
    PlanId plan;
    std::string number;
    State state = State::to_sign;
    Light light = Light::undated; // of the task
    std::optional<Light> seen;    // as the asker's unit carries it
    std::int64_t version = 0;
    Date started_on, sign_by;
    std::optional<Date> start, due; // of the current milestone
    MilestoneId current;
    std::optional<int> reported, verified;
    std::optional<Date> stopped_on; // the office stopped the clock
    std::string closing_number;
    std::optional<Date> review_on, ended_on;
    Waits waits = Waits::nobody;
    RunSettings settings;
    std::vector<Signing> signings;       // in the order of the directory
    std::vector<Objection> objections;   // oldest first
    std::vector<StepProposal> proposals; // newest first
    std::vector<Milestone> milestones;   // by date
    std::vector<MilestoneSpec> offered;  // by the pack, for a task that has none
    std::vector<Progress> progress;      // newest first
    std::vector<Closing> closings;       // newest first
    std::vector<Evidence> evidence;
    std::vector<Change> changes;       // newest first
    std::vector<std::string> standard; // lines an application answers
    bool standard_ours = false;        // the pack gives none: one line of this system
    std::vector<Act> can;              // what the asker may do now
    std::shared_ptr<const org::Directory> directory;
};

using LightCounts = std::array<std::int64_t, kLights>; // by Light
struct Overview {
    struct Part {
        std::string path, title; // of a top section
        LightCounts counts{};
    };
    struct OfUnit {
        org::UnitId unit;
        LightCounts counts{};           // joint: tasks it only helps with
        std::vector<LightCounts> parts; // by section
    };
    struct Week {      // how it stood when that week was looked at first
        Date week;     // its Monday
        Date taken_on; // in it
        std::int64_t overdue = 0, behind = 0, soon = 0, done = 0;
    };
    std::optional<Date> started_on;
    std::int64_t tasks = 0;
    LightCounts counts{};
    std::array<std::int64_t, kStates> states{};
    std::int64_t unsigned_late = 0; // tasks whose signing window is over and state is to_sign
    std::vector<Part> parts;
    std::vector<OfUnit> units; // in the order of the directory
    std::vector<Week> weeks;   // of the last twelve, this one too, those there are
    std::shared_ptr<const org::Directory> directory;
};

Date monday_of(Date day);

struct Started {
    std::string first, last; // numbers given
    std::int64_t tasks = 0;
    Date sign_by;
};

class Lives {
public:
    Lives(store::Database& database, org::Directories& directories, const Clock& clock,
          SpecsInForce specs)
        : database_(database), directories_(directories), clock_(clock), specs_(std::move(specs)) {}

    // Errors: conflict (followup.already-started).
    Started start(const Asker& asker, PlanId plan);
    Life of(const Asker& asker, TaskId task);
    Overview overview(const org::Scope& scope, PlanId plan);
    // Takes how each plan in force stands, once a week; returns how many were taken. O(tasks) in
    // the first call of a week, else little.
    std::size_t take_weeks();
    // Of who may see the task. For handlers that look at a request before they act on it.
    void expect_seen(const org::Scope& scope, TaskId task);

    void sign(const Asker& asker, TaskId task, std::int64_t version);
    // Errors: conflict (followup.window-over, detail sign_by; followup.already-objecting).
    void object(const Asker& asker, TaskId task, std::int64_t version, const std::string& reason,
                org::UnitId proposed);
    // Errors: not_found (followup.no-objection), conflict (followup.already-decided),
    // invalid_argument (followup.bad-decision).
    void decide(const Asker& asker, TaskId task, std::int64_t version, ObjectionId objection,
                const Verdict& verdict);
    // While it stands still nothing is late; when it runs again open milestones are due as many
    // days later. Error conflict (followup.clock).
    void set_clock(const Asker& asker, TaskId task, std::int64_t version, bool stopped);

    // Takes the place of an open proposal of the same unit. Errors: invalid_argument
    // (followup.bad-milestone).
    void propose(const Asker& asker, TaskId task, std::int64_t version,
                 const std::vector<NewMilestone>& milestones, const std::string& words);
    // Approved ones take the place of open ones, except the notice's own. Errors: conflict
    // (followup.no-proposal), invalid_argument (followup.incomplete: returned without words).
    void decide_plan(const Asker& asker, TaskId task, std::int64_t version, ProposalId proposal,
                     bool approved, const std::string& words);
    // Errors: not_found (followup.no-milestone), conflict (followup.milestone-state).
    void report_step(const Asker& asker, TaskId task, std::int64_t version, MilestoneId milestone,
                     const std::string& words, const std::vector<NewEvidence>& evidence);
    void decide_step(const Asker& asker, TaskId task, std::int64_t version, MilestoneId milestone,
                     bool confirmed, const std::string& words);
    // By a unit: reported; by the office: verified. Ranges: 0 <= percent <= 100.
    void say_progress(const Asker& asker, TaskId task, std::int64_t version, int percent,
                      const std::string& words);

    // Errors: invalid_argument (followup.incomplete, detail field evidence: no evidence at all).
    void apply(const Asker& asker, TaskId task, std::int64_t version, State asked,
               const std::string& words, const std::vector<NewEvidence>& evidence);
    void withdraw(const Asker& asker, TaskId task, std::int64_t version);
    // No lines: begins the check. Errors: not_found (followup.no-line).
    void check(const Asker& asker, TaskId task, std::int64_t version,
               const std::vector<LineCheck>& lines);
    void send_back(const Asker& asker, TaskId task, std::int64_t version, const std::string& words);
    // Errors: conflict (followup.lines-unmet, detail lines: their texts, one a line;
    // followup.milestones-open, detail milestones).
    void agree(const Asker& asker, TaskId task, std::int64_t version, const Agreement& agreement);

    void change(const Asker& asker, TaskId task, std::int64_t version, const Course& course);

    // Whether this asker may add a file now. Errors: those of all, invalid_argument
    // (followup.incomplete, detail file).
    void expect_file(const Asker& asker, TaskId task, const std::string& name);
    // A file was refused for its marks: time and person are kept, nothing of the file.
    void note_refused(const store::Actor& actor);
    // A file as evidence, whose bytes are a blob already; an application names it by its id. Needs
    // no version: nothing else changes.
    EvidenceId add_file(const Asker& asker, TaskId task, const std::string& name,
                        const std::string& digest, std::int64_t size);
    // Error not_found (followup.no-evidence), also for one that is no file.
    Evidence file(const org::Scope& scope, TaskId task, EvidenceId evidence);

private:
    bool take_week_of(PlanId plan);
    store::Database& database_;
    org::Directories& directories_;
    const Clock& clock_;
    SpecsInForce specs_;
};

} // namespace luoshi::followup

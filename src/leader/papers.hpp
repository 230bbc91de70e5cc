// SPDX-License-Identifier: Apache-2.0
// 待阅: what the office sent to leaders, and what each did with it.
//
//   Papers::send             the office: a task, report, supervision paper or anything with a link
//   mine, detail             a leader's own; the office sees all of a plan (of_plan)
//   read, unread             圈阅, and taken back while no remark on it was handed on
//   approve, give_back       批准签发 of a supervision paper, or back with words
//
// Errors of all that take a paper: not_found (leader.no-paper): there is none, or it was not sent
// to this leader.
#pragma once

#include "duty/chains.hpp"
#include "duty/dues.hpp"
#include "followup/life.hpp"
#include "followup/plans.hpp"
#include "leader/leaders.hpp"
#include "supervise/supervise.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::leader {

enum class PaperKind : std::uint8_t { brief, supervision, task, due, other };
std::string_view to_string(PaperKind kind) noexcept;
std::optional<PaperKind> parse_paper_kind(std::string_view text) noexcept;

struct Reading { // one leader's copy
    std::int64_t id = 0;
    access::PersonId leader;
    std::string name, title;          // as they were when it was sent
    std::optional<Timestamp> read_at; // absent: 未阅
    std::optional<Date> read_on;      // business date
    std::string read_by;              // who entered it for the leader; "" the leader
    std::optional<bool> approved;     // of a supervision paper; absent: not decided
    std::string decision, decided_by; // words of what went back; who entered it
    std::optional<Date> decided_on;
};

struct Paper {
    PaperId id;
    followup::PlanId plan;
    PaperKind kind = PaperKind::other;
    std::int64_t object = 0; // BriefId, supervise::DraftId, TaskId, DueId; 0 none
    followup::TaskId task;   // it is about; none
    std::string title, words, link;
    access::PersonId sender;
    std::string sent_by;
    Date sent_on;
    Timestamp sent_at{};
    std::vector<Reading> readings; // of a leader only the own
};

struct NewPaper {
    PaperKind kind = PaperKind::other;
    std::int64_t object = 0;
    followup::TaskId task;
    std::string title, words, link; // title and link of a known kind may be empty
    std::vector<access::PersonId> leaders;
};

// In the write of a caller, under the event begun there; tells the leaders and their secretaries.
// Errors: invalid_argument (leader.incomplete, detail field; leader.not-leader).
PaperId send_in(store::Transaction& transaction, const duty::Who& office, followup::PlanId plan,
                const NewPaper& paper);

class Papers {
public:
    // All borrowed.
    struct Sources {
        store::Database& database;
        followup::Plans& plans;
        duty::Dues& dues;
        supervise::Supervision& supervision;
    };
    explicit Papers(Sources sources) : sources_(sources) {}

    std::vector<LeaderLine> leaders();
    // Not of kind brief: those go out by Briefs::issue. Errors: those of send_in(), not_found
    // (followup.no-plan, followup.no-task, duty.no-due, supervise.no-draft), invalid_argument
    // (leader.incomplete, detail link or object), conflict (leader.not-now: a supervision paper
    // that was not sent for approval).
    PaperId send(const duty::Who& office, followup::PlanId plan, const NewPaper& paper);

    // Newest first.
    std::vector<Paper> of_plan(followup::PlanId plan);
    // words: all must stand in title, words, sender or the leader's own remarks on it; "": all.
    std::vector<Paper> mine(const access::Principal& who, std::string_view words = "");
    Paper detail(const access::Principal& who, PaperId paper);

    // Read already: nothing changes.
    void read(const duty::Who& who, PaperId paper);
    // Errors: conflict (leader.handed-on: the office handed a remark on it on; leader.not-now).
    void unread(const duty::Who& who, PaperId paper);
    // version: of the supervision draft as it was seen. Errors: conflict (leader.not-now), those of
    // supervise::Supervision::approve and give_back.
    void approve(const duty::Who& who, PaperId paper, std::int64_t version);
    void give_back(const duty::Who& who, PaperId paper, std::int64_t version,
                   const std::string& words);

private:
    NewPaper completed(NewPaper paper, followup::PlanId plan);
    NewPaper completed_supervision(NewPaper paper, followup::PlanId plan);

    Sources sources_;
};

} // namespace luoshi::leader

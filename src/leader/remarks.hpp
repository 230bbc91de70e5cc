// SPDX-License-Identifier: Apache-2.0
// 批示: a leader's words, and to whom they were handed on. Shown to the leader, the office, and
// once handed on to the units named; to nobody else, whatever the role.
//
//   Remarks::write, withdraw   a leader, or the secretary, on a paper
//   record, attach             the office, from paper, with its scan
//   hand_on                    传达: the office, to units
//   list, detail, scan         what one may see
//   phrases, set_phrases       常用语 of a leader
//
// What a remark gives rise to elsewhere names it by reference_of(). Errors of all that take one:
// not_found (leader.no-remark): there is none, or one may not see it.
#pragma once

#include "leader/papers.hpp"
#include "store/blobs.hpp"

#include <string>
#include <vector>

namespace luoshi::leader {

enum class RemarkState : std::uint8_t { written, withdrawn, handed };
std::string_view to_string(RemarkState state) noexcept;

struct Scan {
    std::string digest, name; // "": none
    std::int64_t size = 0;
};

struct Handing { // to one unit
    org::UnitId unit;
    Date on;
    std::string words; // of the office, for that unit
};

struct Remark {
    RemarkId id;
    followup::PlanId plan;
    PaperId paper;           // none: recorded by the office
    followup::TaskId task;   // it concerns; none
    access::PersonId leader; // none: somebody without an account
    std::string name, title, words;
    std::string about, link; // what it was said on
    Date said_on;
    bool to_office = false;
    std::vector<org::UnitId> named; // by the leader
    std::vector<Handing> handed;    // by the office, in that order
    std::string entered_by;         // beside the leader, never instead; "" the leader
    bool on_paper = false;
    RemarkState state = RemarkState::written;
    std::optional<Date> handed_on; // these three: the last time
    std::string handed_by, handed_words;
    Scan scan;
    std::int64_t version = 1;
    Timestamp written_at{};
};

// "remark/123": for what refers to a remark without knowing this module.
std::string reference_of(RemarkId remark);

struct NewRemark {
    std::string words;
    bool to_office = true;
    std::vector<org::UnitId> units;
};

struct Recorded {            // from paper
    access::PersonId leader; // or, of somebody without an account,
    std::string name, title;
    std::string words, about, link;
    Date said_on;
    followup::TaskId task;
    std::vector<org::UnitId> units;
};

struct HandOn {
    std::vector<org::UnitId> units; // none: the office itself sees to it
    std::string words;              // of the office, for the units
    followup::TaskId task;          // it concerns; none: as it was
};

struct ShownRemarks {
    std::vector<Remark> remarks; // newest first
    std::shared_ptr<const org::Directory> directory;
};

struct RemarkFilter; // rows.hpp

class Remarks {
public:
    // All borrowed.
    struct Sources {
        store::Database& database;
        org::Directories& directories;
        followup::Plans& plans;
        store::Blobs& blobs;
    };
    static constexpr std::size_t kPhrases = 30;

    explicit Remarks(Sources sources) : sources_(sources) {}

    // Counts as having read the paper. Tells who sent it. Errors: not_found (leader.no-paper,
    // org.no-unit), invalid_argument (leader.incomplete, detail words).
    RemarkId write(const duty::Who& who, PaperId paper, const NewRemark& remark);
    // What was written here, not what the office recorded from paper. Errors: conflict
    // (leader.handed-on, leader.not-now).
    void withdraw(const duty::Who& who, RemarkId remark);

    // Errors: invalid_argument (leader.incomplete, detail name, words, about or said_on;
    // leader.not-leader), not_found (followup.no-plan, followup.no-task, org.no-unit).
    RemarkId record(const duty::Who& office, followup::PlanId plan, const Recorded& recorded);
    // Errors: conflict (leader.not-now: it was not recorded from paper).
    void attach(const duty::Who& office, RemarkId remark, const std::string& name,
                const std::string& bytes);
    // Again for more units. Errors: precondition_failed (http.precondition-failed), not_found
    // (org.no-unit, followup.no-task).
    void hand_on(const duty::Who& office, RemarkId remark, std::int64_t version,
                 const HandOn& given);

    // task: none takes all of the plan. Error not_found (followup.no-plan).
    ShownRemarks list(const access::Principal& who, followup::PlanId plan, followup::TaskId task);
    // On one paper.
    ShownRemarks on(const access::Principal& who, PaperId paper);
    ShownRemarks detail(const access::Principal& who, RemarkId remark); // one
    // Error not_found (leader.no-scan).
    store::NamedBlob scan(const access::Principal& who, RemarkId remark);

    std::vector<std::string> phrases(const access::Principal& who);
    // Error invalid_argument (leader.incomplete, detail phrases): more than kPhrases, or longer
    // than 100 characters.
    void set_phrases(const duty::Who& who, const std::vector<std::string>& phrases);

private:
    ShownRemarks shown(store::Reader& reader, const RemarkFilter& filter);
    Sources sources_;
};

} // namespace luoshi::leader

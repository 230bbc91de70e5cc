// SPDX-License-Identifier: Apache-2.0
// Documents, their steps and what is said of them, as values, and the rules that need nothing else.
//
//   standing(ask, remarks, today)   how an asked unit counts now
//   what_bars(sheet, step, today)   why a step cannot be done yet
#pragma once

#include "base/date.hpp"
#include "followup/ids.hpp"
#include "org/ids.hpp"
#include "outcome/ids.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::outcome {

// In this order.
enum class Step : std::uint8_t {
    research,   // 调研
    draft,      // 起草
    comments,   // 征求意见
    signatures, // 会签
    review,     // 合法性、公平竞争审查
    approval,   // 报批
    issue,      // 印发
    revision    // 评估修订
};
inline constexpr std::array kSteps{Step::research, Step::draft,    Step::comments, Step::signatures,
                                   Step::review,   Step::approval, Step::issue,    Step::revision};
std::string_view to_string(Step step) noexcept;
std::optional<Step> parse_step(std::string_view text) noexcept;

enum class StepState : std::uint8_t { open, done, skipped, not_needed };
std::string_view to_string(StepState state) noexcept; // "not-needed"
std::optional<StepState> parse_step_state(std::string_view text) noexcept;

struct StepLine {
    Step step = Step::research;
    StepState state = StepState::open;
    std::optional<Date> ended_on;
    std::string holder, note, evidence, made_by; // note: the reason, where it was not done
};

struct Text {
    std::int64_t version = 0; // from 1
    std::string title, body, made_by;
    Date made_on;
};

enum class Purpose : std::uint8_t { comment, signature };
std::string_view to_string(Purpose purpose) noexcept;
std::optional<Purpose> parse_purpose(std::string_view text) noexcept;

enum class Answer : std::uint8_t {
    none,    // 无意见, to a question for comments
    remarks, // 有修改意见
    agree,   // 同意, to a signature
    object   // 不同意, to a signature
};
std::string_view to_string(Answer answer) noexcept;
std::optional<Answer> parse_answer(std::string_view text) noexcept;

enum class Decision : std::uint8_t { adopted, partly, declined };
std::string_view to_string(Decision decision) noexcept;
std::optional<Decision> parse_decision(std::string_view text) noexcept;

struct Remark {
    RemarkId id;
    AskId ask;
    std::string quote, words;
    std::optional<Decision> decision;
    std::string reason, decided_by;
};

struct Ask {
    AskId id;
    Purpose purpose = Purpose::comment;
    std::int64_t round = 1, text_version = 1;
    org::UnitId unit;
    Date asked_on, until;
    bool lapses = false; // 逾期视为无不同意见
    std::optional<Answer> answer;
    std::string words;
    std::optional<Date> answered_on;
    std::string answered_by;
    bool entered = false; // for the unit, as it came on paper
    std::string ruled_by, ruling;
    std::optional<Date> ruled_on;
};

enum class Standing : std::uint8_t {
    open,   // time is left
    late,   // nothing came
    lapsed, // nothing came, which counts as no objection; it is no consent
    no_comment,
    undecided, // remarks somebody has to decide on
    decided,   // remarks, all decided on
    agreed,
    disputed, // objects, and nobody has ruled
    ruled
};
std::string_view to_string(Standing standing) noexcept;
Standing standing(const Ask& ask, const std::vector<Remark>& remarks, Date today) noexcept;

struct Contact { // 省领导联系园区
    org::UnitId park;
    std::string leader;
    bool operator==(const Contact&) const = default;
};

struct Document {
    DocumentId id;
    followup::PlanId plan;
    followup::TaskId task;
    std::string task_number, code; // code "": of no pack
    org::UnitId lead;
    std::string kind, title, title_en;
    bool binds = false;     // the public
    bool published = false; // ends in a paper with date and page
    std::string parties;    // code of a group; "": no contacts to divide
    std::string number;
    std::optional<Date> issued_on;
    std::string signer, file_digest, file_name, paper, page;
    std::optional<Date> review_on;
    DocumentId predecessor, successor;
};

struct Evaluation { // 评估: it stays as it is
    std::string words, made_by;
    Date on;
    std::optional<Date> next_on; // none: no further one is set
};

struct Sheet { // all there is of one document
    Document document;
    std::vector<StepLine> steps; // of kSteps, in order
    std::vector<Text> texts;     // oldest first
    std::vector<Ask> asks;       // by purpose, round, id
    std::vector<Remark> remarks;
    std::vector<Contact> contacts;
    std::vector<Evaluation> evaluations; // oldest first

    const StepLine& at(Step step) const { return steps[static_cast<std::size_t>(step)]; }
    std::optional<Step> next() const; // the first still open
};

// Latest question to each unit for that purpose.
std::vector<const Ask*> latest(const std::vector<Ask>& asks, Purpose purpose);
// Empty: nothing. Else the reason of the error: "outcome.not-yet", "outcome.ended",
// "outcome.no-text", "outcome.nobody-asked", "outcome.comments-open", "outcome.undecided",
// "outcome.signature-open", "outcome.disputed".
std::string_view what_bars(const Sheet& sheet, Step step, Date today) noexcept;

} // namespace luoshi::outcome

// SPDX-License-Identifier: Apache-2.0
#include "outcome/document.hpp"

#include <algorithm>
#include <span>

namespace luoshi::outcome {
namespace {

// Words of an enumeration in its order.
constexpr std::array<std::string_view, 8> kStepWords{
    "research", "draft", "comments", "signatures", "review", "approval", "issue", "revision"};
constexpr std::array<std::string_view, 4> kStateWords{"open", "done", "skipped", "not-needed"};
constexpr std::array<std::string_view, 2> kPurposeWords{"comment", "signature"};
constexpr std::array<std::string_view, 4> kAnswerWords{"none", "remarks", "agree", "object"};
constexpr std::array<std::string_view, 3> kDecisionWords{"adopted", "partly", "declined"};
constexpr std::array<std::string_view, 9> kStandingWords{
    "open", "late", "lapsed", "no-comment", "undecided", "decided", "agreed", "disputed", "ruled"};

template <class Enum>
std::optional<Enum> among(std::span<const std::string_view> words, std::string_view text) noexcept {
    const auto it = std::find(words.begin(), words.end(), text);
    return it == words.end() ? std::nullopt : std::optional{static_cast<Enum>(it - words.begin())};
}

bool has(const std::vector<const Ask*>& asks, const Sheet& sheet, Date today,
         std::initializer_list<Standing> standings) {
    return std::any_of(asks.begin(), asks.end(), [&](const Ask* ask) {
        const auto now = standing(*ask, sheet.remarks, today);
        return std::find(standings.begin(), standings.end(), now) != standings.end();
    });
}

std::string_view bar_of_comments(const Sheet& sheet, Date today) {
    const auto asks = latest(sheet.asks, Purpose::comment);
    if (asks.empty()) {
        return "outcome.nobody-asked";
    }
    if (has(asks, sheet, today, {Standing::open})) {
        return "outcome.comments-open";
    }
    // Of every round: an older remark stays to be decided on.
    const bool undecided = std::any_of(sheet.asks.begin(), sheet.asks.end(), [&](const Ask& ask) {
        return ask.purpose == Purpose::comment &&
               standing(ask, sheet.remarks, today) == Standing::undecided;
    });
    return undecided ? "outcome.undecided" : "";
}

std::string_view bar_of_signatures(const Sheet& sheet, Date today) {
    const auto asks = latest(sheet.asks, Purpose::signature);
    if (has(asks, sheet, today, {Standing::open, Standing::late})) {
        return "outcome.signature-open";
    }
    if (has(asks, sheet, today, {Standing::disputed})) {
        return "outcome.disputed";
    }
    return has(asks, sheet, today, {Standing::undecided}) ? "outcome.undecided" : "";
}

} // namespace

std::string_view to_string(Step step) noexcept {
    return kStepWords[static_cast<std::size_t>(step)];
}
std::optional<Step> parse_step(std::string_view text) noexcept {
    return among<Step>(kStepWords, text);
}
std::string_view to_string(StepState state) noexcept {
    return kStateWords[static_cast<std::size_t>(state)];
}
std::optional<StepState> parse_step_state(std::string_view text) noexcept {
    return among<StepState>(kStateWords, text);
}
std::string_view to_string(Purpose purpose) noexcept {
    return kPurposeWords[static_cast<std::size_t>(purpose)];
}
std::optional<Purpose> parse_purpose(std::string_view text) noexcept {
    return among<Purpose>(kPurposeWords, text);
}
std::string_view to_string(Answer answer) noexcept {
    return kAnswerWords[static_cast<std::size_t>(answer)];
}
std::optional<Answer> parse_answer(std::string_view text) noexcept {
    return among<Answer>(kAnswerWords, text);
}
std::string_view to_string(Decision decision) noexcept {
    return kDecisionWords[static_cast<std::size_t>(decision)];
}
std::optional<Decision> parse_decision(std::string_view text) noexcept {
    return among<Decision>(kDecisionWords, text);
}
std::string_view to_string(Standing standing) noexcept {
    return kStandingWords[static_cast<std::size_t>(standing)];
}

Standing standing(const Ask& ask, const std::vector<Remark>& remarks, Date today) noexcept {
    if (!ask.answer) {
        if (today <= ask.until) {
            return Standing::open;
        }
        return ask.lapses ? Standing::lapsed : Standing::late;
    }
    switch (*ask.answer) {
    case Answer::none: return Standing::no_comment;
    case Answer::agree: return Standing::agreed;
    case Answer::object: return ask.ruled_on ? Standing::ruled : Standing::disputed;
    case Answer::remarks: break;
    }
    const bool open = std::any_of(remarks.begin(), remarks.end(), [&](const Remark& remark) {
        return remark.ask == ask.id && !remark.decision;
    });
    return open ? Standing::undecided : Standing::decided;
}

std::optional<Step> Sheet::next() const {
    const auto it = std::find_if(steps.begin(), steps.end(), [](const StepLine& line) {
        return line.state == StepState::open;
    });
    return it == steps.end() ? std::nullopt : std::optional{it->step};
}

std::vector<const Ask*> latest(const std::vector<Ask>& asks, Purpose purpose) {
    std::vector<const Ask*> found;
    for (const auto& ask : asks) {
        if (ask.purpose != purpose) {
            continue;
        }
        const auto it = std::find_if(found.begin(), found.end(),
                                     [&](const Ask* other) { return other->unit == ask.unit; });
        if (it == found.end()) {
            found.push_back(&ask);
        } else if ((*it)->round < ask.round) {
            *it = &ask;
        }
    }
    return found;
}

std::string_view what_bars(const Sheet& sheet, Step step, Date today) noexcept {
    if (sheet.at(step).state != StepState::open) {
        return "outcome.ended";
    }
    if (sheet.next() != step) {
        return "outcome.not-yet";
    }
    switch (step) {
    case Step::draft: return sheet.texts.empty() ? "outcome.no-text" : "";
    case Step::comments: return bar_of_comments(sheet, today);
    case Step::signatures:
        if (latest(sheet.asks, Purpose::signature).empty()) {
            return "outcome.nobody-asked";
        }
        return bar_of_signatures(sheet, today);
    case Step::issue: return bar_of_signatures(sheet, today); // one asked again since
    case Step::research:
    case Step::review:
    case Step::approval:
    case Step::revision: break;
    }
    return "";
}

} // namespace luoshi::outcome

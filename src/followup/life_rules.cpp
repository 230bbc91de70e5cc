// SPDX-License-Identifier: Apache-2.0
#include "followup/life_rules.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace luoshi::followup {
namespace {

constexpr std::array<std::string_view, kStates> kStateNames{
    "to_sign",      "in_progress", "applied", "checking",  "closed",
    "phase_closed", "standing",    "paused",  "terminated"};
constexpr std::array<std::string_view, kActs> kActNames{
    "sign",        "object",      "rule",        "clock",           "propose",
    "decide_plan", "report_step", "decide_step", "report_progress", "verify_progress",
    "apply",       "withdraw",    "check",       "send_back",       "close",
    "close_phase", "keep",        "review",      "pause",           "adjust",
    "terminate",   "restart"};

constexpr auto kReason = static_cast<unsigned>(Need::reason);
constexpr auto kApprover = static_cast<unsigned>(Need::approver);
constexpr auto kEvidence = static_cast<unsigned>(Need::evidence);
constexpr auto kLinesMet = static_cast<unsigned>(Need::lines_met);

constexpr States kUnderWay{State::to_sign, State::in_progress, State::applied, State::checking};
constexpr States kAlive{State::to_sign, State::in_progress, State::applied, State::checking,
                        State::paused};

constexpr std::array kRules{
    // Work begins when the first unit that carries the task has signed; the others still sign.
    Rule{Act::sign, {State::to_sign}, Who::carrier, State::in_progress, 0},
    Rule{Act::sign, kAlive, Who::worker, std::nullopt, 0},
    Rule{Act::object, {State::to_sign, State::in_progress}, Who::worker, std::nullopt, kReason},
    Rule{Act::rule, kAlive, Who::office, std::nullopt, kReason},
    Rule{Act::clock, kUnderWay, Who::office, std::nullopt, 0},
    Rule{Act::propose, {State::in_progress}, Who::carrier, std::nullopt, 0},
    Rule{Act::decide_plan, {State::in_progress}, Who::office, std::nullopt, 0},
    Rule{Act::report_step, {State::in_progress}, Who::worker, std::nullopt, kReason},
    Rule{Act::decide_step,
         {State::in_progress, State::applied, State::checking},
         Who::office,
         std::nullopt,
         0},
    Rule{Act::report_progress, {State::in_progress}, Who::carrier, std::nullopt, kReason},
    Rule{Act::verify_progress,
         {State::in_progress, State::applied, State::checking},
         Who::office,
         std::nullopt,
         0},
    Rule{Act::apply, {State::in_progress}, Who::carrier, State::applied, kEvidence},
    Rule{Act::withdraw, {State::applied}, Who::carrier, State::in_progress, 0},
    Rule{Act::check, {State::applied, State::checking}, Who::office, State::checking, 0},
    Rule{Act::send_back,
         {State::applied, State::checking},
         Who::office,
         State::in_progress,
         kReason},
    Rule{Act::close, {State::checking}, Who::office, State::closed, kApprover | kLinesMet},
    Rule{Act::close_phase, {State::checking}, Who::office, State::phase_closed, kApprover},
    Rule{Act::keep, {State::checking}, Who::office, State::standing, kApprover},
    Rule{Act::review, {State::phase_closed, State::standing}, Who::office, std::nullopt, kReason},
    Rule{Act::pause, kUnderWay, Who::office, State::paused, kReason | kApprover},
    Rule{Act::adjust, kAlive, Who::office, std::nullopt, kReason | kApprover},
    Rule{Act::terminate,
         {State::to_sign, State::in_progress, State::applied, State::checking, State::paused,
          State::phase_closed, State::standing},
         Who::office,
         State::terminated,
         kReason | kApprover},
    // A task on hold that nobody had signed goes on being signed (life_changes.cpp).
    Rule{Act::restart,
         {State::closed, State::phase_closed, State::standing, State::paused, State::terminated},
         Who::office,
         State::in_progress,
         kReason | kApprover},
};

bool is(Who who, const Standing& standing) {
    switch (who) {
    case Who::office: return standing.office;
    case Who::carrier: return standing.carries;
    case Who::worker: return standing.works || standing.carries;
    }
    return false;
}

std::string joined(const std::vector<Act>& acts) {
    std::string text;
    for (const auto act : acts) {
        text += (text.empty() ? "" : ",") + std::string{to_string(act)};
    }
    return text;
}

} // namespace

std::string_view to_string(State state) noexcept {
    return kStateNames[static_cast<std::size_t>(state)];
}

std::optional<State> parse_state(std::string_view text) noexcept {
    const auto* it = std::find(kStateNames.begin(), kStateNames.end(), text);
    return it == kStateNames.end() ? std::nullopt
                                   : std::optional{static_cast<State>(it - kStateNames.begin())};
}

std::string_view to_string(Act act) noexcept {
    return kActNames[static_cast<std::size_t>(act)];
}

std::span<const Rule> life_rules() {
    return kRules;
}

const Rule* find_rule(Act act, State state, const Standing& standing) {
    const auto* it = std::find_if(kRules.begin(), kRules.end(), [&](const Rule& rule) {
        return rule.act == act && rule.from.has(state) && is(rule.who, standing);
    });
    return it == kRules.end() ? nullptr : it;
}

const Rule& must_allow(Act act, State state, const Standing& standing) {
    if (const auto* rule = find_rule(act, state, standing)) {
        return *rule;
    }
    const bool by_others = std::any_of(kRules.begin(), kRules.end(), [&](const Rule& rule) {
        return rule.act == act && rule.from.has(state);
    });
    if (by_others) {
        throw failure(ErrorCode::forbidden, "followup.not-yours",
                      "'{}' is for others to do in this task", to_string(act))
            .with("act", std::string{to_string(act)});
    }
    throw failure(ErrorCode::conflict, "followup.not-now", "'{}' is not possible in state '{}'",
                  to_string(act), to_string(state))
        .with("act", std::string{to_string(act)})
        .with("state", std::string{to_string(state)})
        .with("can", joined(acts_now(state, standing)));
}

std::vector<Act> acts_now(State state, const Standing& standing) {
    std::vector<Act> acts;
    for (std::size_t i = 0; i < kActs; ++i) {
        if (find_rule(static_cast<Act>(i), state, standing) != nullptr) {
            acts.push_back(static_cast<Act>(i));
        }
    }
    return acts;
}

} // namespace luoshi::followup

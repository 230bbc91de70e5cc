// SPDX-License-Identifier: Apache-2.0
#include "duty/due_rules.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>

namespace luoshi::duty {
namespace {

constexpr std::array<std::string_view, 8> kStates{"open",     "drafted",  "signed", "submitted",
                                                  "returned", "accepted", "spared", "cancelled"};
constexpr std::array<std::string_view, 11> kActs{"save",  "sign",     "unsign", "submit",
                                                 "enter", "withdraw", "return", "accept",
                                                 "spare", "owe",      "cancel"};

struct Rule {
    DueState from;
    DueAct act;
    DueState to;
};
using S = DueState;
using A = DueAct;
constexpr std::array kRules{
    Rule{S::open, A::save, S::drafted},
    Rule{S::drafted, A::save, S::drafted},
    Rule{S::returned, A::save, S::returned},
    Rule{S::drafted, A::sign, S::signed_},
    Rule{S::returned, A::sign, S::signed_},
    Rule{S::signed_, A::unsign, S::drafted},
    Rule{S::signed_, A::submit, S::submitted},
    Rule{S::drafted, A::enter, S::submitted},
    Rule{S::returned, A::enter, S::submitted},
    Rule{S::submitted, A::withdraw, S::drafted},
    Rule{S::submitted, A::give_back, S::returned},
    Rule{S::submitted, A::accept, S::accepted},
    Rule{S::open, A::spare, S::spared},
    Rule{S::drafted, A::spare, S::spared},
    Rule{S::returned, A::spare, S::spared},
    Rule{S::spared, A::owe, S::open},
    Rule{S::open, A::cancel, S::cancelled},
    Rule{S::drafted, A::cancel, S::cancelled},
    Rule{S::signed_, A::cancel, S::cancelled},
    Rule{S::returned, A::cancel, S::cancelled},
    Rule{S::cancelled, A::owe, S::open},
};

} // namespace

std::optional<DueState> after(DueState state, DueAct act) noexcept {
    const auto* const it = std::ranges::find_if(
        kRules, [&](const Rule& rule) { return rule.from == state && rule.act == act; });
    return it == kRules.end() ? std::nullopt : std::optional{it->to};
}

DueState must_follow(DueState state, DueAct act) {
    const auto next = after(state, act);
    if (!next) {
        throw failure(ErrorCode::conflict, "duty.wrong-state",
                      "a report that is '{}' cannot do '{}'", to_string(state), to_string(act))
            .with("state", std::string{to_string(state)})
            .with("act", std::string{to_string(act)});
    }
    return *next;
}

bool is_over(DueState state) noexcept {
    return state == S::accepted || state == S::spared || state == S::cancelled;
}

bool is_waiting(DueState state) noexcept {
    return state == S::open || state == S::drafted || state == S::signed_ || state == S::returned;
}

std::string_view to_string(DueState state) noexcept {
    return kStates[static_cast<std::size_t>(state)];
}

std::string_view to_string(DueAct act) noexcept {
    return kActs[static_cast<std::size_t>(act)];
}

std::optional<DueState> parse_due_state(std::string_view text) noexcept {
    const auto* const it = std::ranges::find(kStates, text);
    return it == kStates.end() ? std::nullopt
                               : std::optional{static_cast<DueState>(it - kStates.begin())};
}

} // namespace luoshi::duty

// SPDX-License-Identifier: Apache-2.0
// States and what may follow.
#include "supervise/supervise.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace luoshi::supervise {
namespace {

constexpr std::array<std::string_view, 8> kStates{"draft",  "sent",     "returned", "withdrawn",
                                                  "issued", "answered", "lifted",   "closed"};
constexpr std::array<std::string_view, 9> kActs{"change",     "send",          "give-back",
                                                "withdraw",   "approve",       "answer",
                                                "ask-review", "decide-review", "close"};

constexpr std::tuple<State, Act, State> kNext[] = {
    {State::draft, Act::change, State::draft},
    {State::draft, Act::send, State::sent},
    {State::draft, Act::withdraw, State::withdrawn},
    {State::sent, Act::give_back, State::returned},
    {State::sent, Act::withdraw, State::withdrawn},
    {State::sent, Act::approve, State::issued},
    {State::returned, Act::change, State::returned},
    {State::returned, Act::send, State::sent},
    {State::returned, Act::withdraw, State::withdrawn},
    {State::issued, Act::answer, State::answered},
    {State::issued, Act::ask_review, State::issued},
    {State::issued, Act::decide_review, State::issued},
    {State::issued, Act::close, State::closed},
    {State::answered, Act::ask_review, State::answered},
    {State::answered, Act::decide_review, State::answered},
    {State::answered, Act::close, State::closed},
};

} // namespace

std::string_view to_string(State state) noexcept {
    return kStates[static_cast<std::size_t>(state)];
}
std::string_view to_string(Act act) noexcept {
    return kActs[static_cast<std::size_t>(act)];
}
std::string_view to_string(AboutKind kind) noexcept {
    return kind == AboutKind::task ? "task" : "due";
}

bool is_out(State state) noexcept {
    return state == State::issued || state == State::answered || state == State::lifted ||
           state == State::closed;
}

std::optional<State> after(State state, Act act) noexcept {
    for (const auto& [from, what, to] : kNext) {
        if (from == state && what == act) {
            return to;
        }
    }
    return std::nullopt;
}

} // namespace luoshi::supervise

// SPDX-License-Identifier: Apache-2.0
#include "subtask/rules.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace luoshi::subtask {
namespace {

constexpr std::array<std::string_view, 4> kOrigins{"split", "share", "measure", "remark"};
constexpr std::array<std::string_view, kStates> kStateNames{"handed-out", "accepted", "declined",
                                                            "reported",   "done",     "cancelled"};
constexpr std::array<std::string_view, kActs> kActNames{
    "accept", "decline", "progress",  "report",  "add-file", "affirm",
    "change", "insist",  "give-back", "confirm", "cancel",   "enter"};

constexpr std::tuple<State, Act, State> kNext[] = {
    {State::handed_out, Act::accept, State::accepted},
    {State::handed_out, Act::decline, State::declined},
    {State::handed_out, Act::change, State::handed_out},
    {State::handed_out, Act::cancel, State::cancelled},
    {State::handed_out, Act::enter, State::handed_out},
    {State::accepted, Act::progress, State::accepted},
    {State::accepted, Act::report, State::reported},
    {State::accepted, Act::add_file, State::accepted},
    {State::accepted, Act::change, State::accepted},
    {State::accepted, Act::affirm, State::accepted},
    {State::accepted, Act::cancel, State::cancelled},
    {State::accepted, Act::enter, State::accepted},
    {State::declined, Act::affirm, State::declined},
    {State::declined, Act::change, State::handed_out},
    {State::declined, Act::insist, State::handed_out},
    {State::declined, Act::cancel, State::cancelled},
    {State::reported, Act::affirm, State::reported},
    {State::reported, Act::give_back, State::accepted},
    {State::reported, Act::confirm, State::done},
    {State::reported, Act::cancel, State::cancelled},
    {State::done, Act::affirm, State::done},
};

template <class Enum, std::size_t count>
std::optional<Enum> parse(const std::array<std::string_view, count>& names,
                          std::string_view text) noexcept {
    const auto* const it = std::find(names.begin(), names.end(), text);
    return it == names.end() ? std::nullopt : std::optional{static_cast<Enum>(it - names.begin())};
}

} // namespace

std::string_view to_string(Origin origin) noexcept {
    return kOrigins[static_cast<std::size_t>(origin)];
}
std::optional<Origin> parse_origin(std::string_view text) noexcept {
    return parse<Origin>(kOrigins, text);
}
std::string_view to_string(State state) noexcept {
    return kStateNames[static_cast<std::size_t>(state)];
}
std::optional<State> parse_state(std::string_view text) noexcept {
    return parse<State>(kStateNames, text);
}
std::string_view to_string(Act act) noexcept {
    return kActNames[static_cast<std::size_t>(act)];
}

std::optional<Act> parse_act(std::string_view text) noexcept {
    return parse<Act>(kActNames, text);
}

Hand hand_of(Act act) noexcept {
    return act == Act::enter ? Hand::clerk : act < Act::change ? Hand::owner : Hand::giver;
}

std::optional<State> after(State state, Act act) noexcept {
    for (const auto& [from, what, to] : kNext) {
        if (from == state && what == act) {
            return to;
        }
    }
    return std::nullopt;
}

std::optional<State> after_entry(State state, Act answer) noexcept {
    if (answer != Act::accept && answer != Act::decline && answer != Act::progress &&
        answer != Act::report) {
        return std::nullopt;
    }
    const bool begins = answer == Act::progress || answer == Act::report;
    return after(state == State::handed_out && begins ? State::accepted : state, answer);
}

bool has_hand(Hands hands, Act act) noexcept {
    switch (hand_of(act)) {
    case Hand::owner: return hands.owner;
    case Hand::giver: return hands.giver;
    case Hand::clerk: return hands.clerk;
    }
    return false;
}

std::vector<Act> acts_now(const Standing& standing, Hands hands) {
    std::vector<Act> acts;
    for (std::size_t n = 0; n < kActs; ++n) {
        const auto act = static_cast<Act>(n);
        if (has_hand(hands, act) && after(standing.state, act) &&
            !(act == Act::decline && standing.insisted) &&
            !(act == Act::affirm && !standing.unaffirmed)) {
            acts.push_back(act);
        }
    }
    return acts;
}

} // namespace luoshi::subtask

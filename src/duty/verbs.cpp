// SPDX-License-Identifier: Apache-2.0
#include "duty/verbs.hpp"

#include <algorithm>
#include <array>

namespace luoshi::duty {
namespace {

using access::Role;

constexpr std::array<std::string_view, 16> kVerbs{
    "correct", "fill",     "hand-on", "hand-back", "sign",   "paper-sign", "submit", "withdraw",
    "confirm", "ask-time", "accept",  "return",    "remark", "enter",      "spare",  "owe"};

const Step& step_of(const Due& due, const Chain& chain) {
    return chain[std::min(due.step, chain.size() - 1)];
}

void office_verbs(const Due& due, std::vector<Verb>& out) {
    switch (due.state) {
    case DueState::submitted:
        out.insert(out.end(), {Verb::accept, Verb::give_back, Verb::remark});
        break;
    case DueState::open: out.insert(out.end(), {Verb::enter, Verb::spare}); break;
    case DueState::drafted:
    case DueState::returned:
        if (due.entered) {
            out.push_back(Verb::enter);
        }
        out.push_back(Verb::spare);
        break;
    case DueState::spared: out.push_back(Verb::owe); break;
    case DueState::cancelled:
        if (due.cause == "office") {
            out.push_back(Verb::owe);
        }
        break;
    case DueState::signed_:
    case DueState::accepted: break;
    }
}

void writing_verbs(const Due& due, const Chain& chain, std::vector<Verb>& out) {
    const auto kind = step_of(due, chain).kind;
    const bool sign = kind == StepKind::sign;
    const bool assign = kind == StepKind::assign; // given out before anybody writes
    if (sign) {
        out.push_back(Verb::sign);
    }
    if (assign) {
        out.push_back(Verb::hand_on);
    }
    out.push_back(due.state == DueState::returned ? Verb::correct : Verb::fill);
    if (!sign && !assign && due.state != DueState::open) {
        out.push_back(Verb::hand_on);
    }
    if (due.step > 0) {
        out.push_back(Verb::hand_back);
    }
}

void unit_verbs(const Due& due, const Chain& chain, bool turn, std::vector<Verb>& out) {
    const bool may_confirm = due.state == DueState::submitted || due.state == DueState::accepted;
    if (due.is_unconfirmed() && may_confirm) {
        out.push_back(Verb::confirm);
    }
    const bool writing = due.state == DueState::open || due.state == DueState::drafted ||
                         due.state == DueState::returned;
    if (turn && writing) {
        writing_verbs(due, chain, out);
    }
    if (turn && due.state == DueState::signed_) {
        out.insert(out.end(), {Verb::submit, Verb::hand_back});
    }
    if (due.state == DueState::drafted || due.state == DueState::returned) {
        out.push_back(Verb::paper_sign);
    }
    if (due.state == DueState::submitted) {
        out.push_back(Verb::withdraw);
    }
    if (is_waiting(due.state)) {
        out.push_back(Verb::ask_time);
    }
}

} // namespace

std::string_view to_string(Verb verb) noexcept {
    return kVerbs[static_cast<std::size_t>(verb)];
}

std::optional<Acting> turn_of(const Due& due, const Chain& chain,
                              const std::vector<Deputy>& deputies, const access::Principal& who,
                              Date day) {
    if (!is_of_unit(who.role) || who.unit != due.unit || !is_waiting(due.state)) {
        return std::nullopt;
    }
    return may_act(step_of(due, chain), who, deputies, day);
}

std::vector<Verb> verbs_for(const Due& due, const Chain& chain, const std::vector<Deputy>& deputies,
                            const access::Principal& who, Date day) {
    std::vector<Verb> out;
    if (who.role == Role::office) {
        office_verbs(due, out);
    } else if (is_of_unit(who.role) && who.unit == due.unit) {
        unit_verbs(due, chain, turn_of(due, chain, deputies, who, day).has_value(), out);
    }
    return out;
}

void keep_asked(std::vector<Verb>& verbs, Signing signing) {
    if (signing == Signing::screen) {
        std::erase(verbs, Verb::paper_sign);
    }
    if (signing == Signing::paper) {
        const auto sign = std::ranges::find(verbs, Verb::sign);
        if (sign != verbs.end()) { // its turn to be signed: the paper takes the place
            const bool possible = std::erase(verbs, Verb::paper_sign) > 0;
            if (possible) {
                *std::ranges::find(verbs, Verb::sign) = Verb::paper_sign;
            }
        }
        std::erase(verbs, Verb::sign);
    }
}

Verb next_verb(const std::vector<Verb>& verbs) {
    return verbs.empty() ? Verb::fill : verbs.front();
}

bool sees_content(const Due& due, const access::Principal& who) noexcept {
    if (who.role != Role::office && !is_of_leader(who.role)) {
        return is_of_unit(who.role) && who.unit == due.unit;
    }
    const bool theirs = due.state == DueState::drafted || due.state == DueState::signed_ ||
                        due.state == DueState::returned;
    return !theirs || due.entered;
}

} // namespace luoshi::duty

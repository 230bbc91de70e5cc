// SPDX-License-Identifier: Apache-2.0
#include "documents.hpp"

#include <algorithm>

namespace luoshi::sim {

std::string standing(const AskModel& ask, Date today) {
    if (ask.answer.empty()) {
        return today <= ask.until ? "open" : ask.lapses ? "lapsed" : "late";
    }
    if (ask.answer == "remarks") {
        return ask.undecided.empty() ? "decided" : "undecided";
    }
    if (ask.answer == "object") {
        return ask.ruled ? "ruled" : "disputed";
    }
    return ask.answer == "agree" ? "agreed" : "no-comment";
}

std::size_t DocumentModel::next() const {
    return static_cast<std::size_t>(std::ranges::find(steps, "") - steps.begin());
}

std::vector<const AskModel*> DocumentModel::latest(bool sign) const {
    std::map<std::string, const AskModel*> newest; // of a unit
    for (const auto& ask : asks) {
        if (ask.sign == sign) {
            auto& one = newest[ask.unit];
            one = one == nullptr || one->round < ask.round ? &ask : one;
        }
    }
    std::vector<const AskModel*> all;
    for (const auto& [unit, ask] : newest) {
        all.push_back(ask);
    }
    return all;
}

std::vector<const AskModel*> DocumentModel::waiting(Date today) const {
    std::vector<const AskModel*> all;
    for (const bool sign : {false, true}) {
        for (const auto* ask : latest(sign)) {
            if (!issued && ask->answer.empty() && !(ask->lapses && ask->until < today)) {
                all.push_back(ask);
            }
        }
    }
    return all;
}

bool DocumentModel::comments_settled(Date today) const {
    return std::ranges::all_of(asks,
                               [](const auto& ask) { return ask.sign || ask.undecided.empty(); }) &&
           std::ranges::all_of(latest(false),
                               [&](const auto* ask) { return standing(*ask, today) != "open"; });
}

bool DocumentModel::signatures_settled(Date today) const {
    static const std::set<std::string> kSettled{"agreed", "ruled", "decided", "lapsed"};
    return std::ranges::all_of(
        latest(true), [&](const auto* ask) { return kSettled.contains(standing(*ask, today)); });
}

bool DocumentModel::may_end(std::size_t step, Date today) const {
    if (next() != step || step >= kIssue) {
        return false;
    }
    if (step == kComments) {
        return !latest(false).empty() && comments_settled(today);
    }
    if (step == kSignatures) {
        return !latest(true).empty() && signatures_settled(today);
    }
    return step != 1 || texts > 0;
}

bool DocumentModel::may_skip(std::size_t step, Date today) const {
    if (next() != step || step >= kIssue) {
        return false;
    }
    if (step == kComments) {
        return latest(false).empty() || comments_settled(today);
    }
    if (step == kSignatures) {
        return latest(true).empty() || signatures_settled(today);
    }
    return step != kReview || !binds;
}

bool DocumentModel::may_issue(Date today) const {
    return next() == kIssue && signatures_settled(today) && (!binds || steps[kReview] == "done");
}

} // namespace luoshi::sim

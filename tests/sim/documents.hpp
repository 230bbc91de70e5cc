// SPDX-License-Identifier: Apache-2.0
// What should be of the documents items order to be made, told apart from the program: what bars a
// step, how an asked unit counts.
#pragma once

#include "model.hpp"

#include <array>

namespace luoshi::sim {

inline constexpr std::array kStepNames{"research", "draft",    "comments", "signatures",
                                       "review",   "approval", "issue",    "revision"};
enum StepPlace : std::size_t { kComments = 2, kSignatures = 3, kReview = 4, kIssue = 6 };

struct AskModel {
    std::int64_t id = 0;
    bool sign = false, lapses = false;
    int round = 1;
    std::string unit;
    Date until;
    std::string answer; // "": silent
    std::set<std::int64_t> undecided;
    bool ruled = false;
};
std::string standing(const AskModel& ask, Date today); // as the program spells it

struct DocumentModel {
    std::int64_t id = 0;
    std::string lead;
    bool binds = false, issued = false, revised = false;
    std::array<std::string, kStepNames.size()> steps{}; // "": open
    int texts = 0;
    std::vector<AskModel> asks;

    std::size_t next() const; // of kStepNames; its size: none
    std::vector<const AskModel*> latest(bool sign) const;
    std::vector<const AskModel*> waiting(Date today) const; // for an answer
    bool comments_settled(Date today) const;
    bool signatures_settled(Date today) const;
    bool may_end(std::size_t step, Date today) const;  // done, with all that is to be written
    bool may_skip(std::size_t step, Date today) const; // with a reason
    bool may_issue(Date today) const;
};

} // namespace luoshi::sim

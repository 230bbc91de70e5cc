// SPDX-License-Identifier: Apache-2.0
// leader — what goes up to leaders and what they say.
//
//   Briefs   (briefs.hpp)   督查专报: drafted by the office from the state, numbered when issued
//   Papers   (papers.hpp)   待阅: what was sent to leaders; 圈阅, 批准签发
//   Remarks  (remarks.hpp)  批示: written by leaders or recorded from paper, handed on to units
//   to_docx  (brief_file.hpp)
//
// Here: whose seat somebody sits in. A remark is never counted or scored, so nothing here counts
// them. Errors of all acts of leaders: forbidden (leader.no-leader). Threads: all from any.
#pragma once

#include "access/access.hpp"

#include <string>
#include <vector>

namespace luoshi::leader {

struct PaperTag;
struct BriefTag;
struct RemarkTag;
using PaperId = Id<PaperTag>;
using BriefId = Id<BriefTag>;
using RemarkId = Id<RemarkTag>;

// The leader whose words somebody's are: the own ones, or of a secretary the leader served.
struct Seat {
    access::PersonId leader;
    std::string name, title;
    std::string entered_by; // the secretary; "" of the leader's own account
};
// Errors: forbidden (leader.no-leader): neither leader nor secretary, or the leader's account is
// closed.
Seat seat_of(store::Reader& reader, const access::Principal& who);

struct LeaderLine {
    access::Principal leader;
    std::vector<std::string> secretaries; // names
};
std::vector<LeaderLine> all_leaders(store::Reader& reader);

// Errors: invalid_argument (leader.incomplete, detail field).
[[noreturn]] void incomplete(const char* field, const char* what);
// 1 to 2,000 characters.
void must_have(const char* field, const std::string& words);
void at_most(const char* field, const std::string& words, std::size_t characters);
inline constexpr std::size_t kLongestLink = 400; // bytes of an address
inline constexpr std::size_t kLongestWords = 2000;

} // namespace luoshi::leader

// SPDX-License-Identifier: Apache-2.0
#include "leader/leaders.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/transaction.hpp"

#include <fmt/format.h>

namespace luoshi::leader {

Seat seat_of(store::Reader& reader, const access::Principal& who) {
    if (who.role == access::Role::leader) {
        return {who.id, who.name, who.title, ""};
    }
    const auto served = who.role == access::Role::secretary
                            ? access::find_person(reader, who.serves)
                            : std::nullopt;
    if (!served || !served->active || served->who.role != access::Role::leader) {
        throw failure(ErrorCode::forbidden, "leader.no-leader",
                      "no leader has an open account for whom this person acts");
    }
    return {served->who.id, served->who.name, served->who.title, who.name};
}

std::vector<LeaderLine> all_leaders(store::Reader& reader) {
    std::vector<LeaderLine> lines;
    for (const auto& leader : access::leaders(reader)) {
        LeaderLine line{leader, {}};
        for (const auto& one : access::secretaries_of(reader, leader.id)) {
            line.secretaries.push_back(one.name);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

void incomplete(const char* field, const char* what) {
    throw failure(ErrorCode::invalid_argument, "leader.incomplete", "'{}' is needed: {}", field,
                  what)
        .with("field", field);
}

void must_have(const char* field, const std::string& words) {
    if (const auto count = character_count(words); count < 1 || count > kLongestWords) {
        incomplete(field, "1 to 2,000 characters");
    }
}

void at_most(const char* field, const std::string& words, std::size_t characters) {
    if (character_count(words) > characters) {
        incomplete(field, fmt::format("at most {} characters", characters).c_str());
    }
}

} // namespace luoshi::leader

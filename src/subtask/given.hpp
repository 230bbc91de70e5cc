// SPDX-License-Identifier: Apache-2.0
// Open subtasks one person of the office handed out and hears of: for who lets that person go.
#pragma once

#include "access/person.hpp"
#include "org/ids.hpp"

#include <cstdint>
#include <string>

namespace luoshi::store {
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::subtask {

std::int64_t open_given_by(store::Reader& reader, access::PersonId person);
// News of them goes to `to` from now on; who gave them stays written. Needs an event begun.
void give_news_to(store::Transaction& transaction, access::PersonId person, access::PersonId to);

// Open subtasks the unit owes or gave: how many, and all to its successor, each with a note.
std::int64_t open_with(store::Reader& reader, org::UnitId unit);
std::int64_t give_to_successor(store::Transaction& transaction, org::UnitId unit,
                               org::UnitId successor, const std::string& words,
                               const std::string& by);

} // namespace luoshi::subtask

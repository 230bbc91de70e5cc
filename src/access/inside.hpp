// SPDX-License-Identifier: Apache-2.0
// What the files of this module share.
#pragma once

#include "access/rows.hpp"
#include "store/event.hpp"

#include <string>
#include <string_view>

namespace luoshi::access {

std::string random_hex(std::size_t bytes);
bool same(std::string_view a, std::string_view b); // in constant time for equal lengths
std::string digest_of(std::string_view token);
// Error too_many (access.locked, detail retry_after_s).
void expect_unlocked(const Attempts& attempts, Timestamp now);
// As it will be, for the rules; without an id.
Person person_of(const NewPerson& person);
store::EventDraft event(const store::Actor& actor, std::string action, PersonId person);

} // namespace luoshi::access

// SPDX-License-Identifier: Apache-2.0
// The table liaison_people. Writes need an event begun.
#pragma once

#include "liaison/liaison.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::liaison {

// Whose time has not ended at the day, by unit, main first, then by id. unit none: of all.
std::vector<Liaison> list_liaisons(store::Reader& reader, org::UnitId unit,
                                   std::optional<Date> day);
std::vector<Liaison> liaisons_of_person(store::Reader& reader, access::PersonId person);
std::optional<Liaison> find_liaison(store::Reader& reader, LiaisonId id);
Liaison must_find_liaison(store::Reader& reader, LiaisonId id); // liaison.no-entry
LiaisonId insert_liaison(store::Transaction& transaction, const Liaison& liaison,
                         const std::string& by);
// The version is raised by one.
void update_liaison(store::Transaction& transaction, const Liaison& liaison, const std::string& by);

} // namespace luoshi::liaison

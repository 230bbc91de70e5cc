// SPDX-License-Identifier: Apache-2.0
// What org does with its files of a pack: the functions of two pack::Section.
//
//   check_units, check_units_together, count_units, unit_changes, load_pack_units        units.yaml
//   check_calendar, check_calendars_together, count_days, day_changes, load_pack_calendar
//                                                                               calendar.yaml
#pragma once

#include "pack/section.hpp"

namespace luoshi::org {

std::vector<Diagnostic> check_units(const pack::Pack& pack);
std::vector<Diagnostic> check_calendar(const pack::Pack& pack);

// Findings: org.unit-differs (one id, another meaning; other aliases are no other meaning),
// org.name-taken (one name, another unit, at one time), org.category-differs.
std::vector<Diagnostic> check_units_together(const pack::PackList& packs);
// Findings: org.day-differs.
std::vector<Diagnostic> check_calendars_together(const pack::PackList& packs);

std::vector<pack::Count> count_units(const pack::Pack& pack);
std::vector<pack::Count> count_days(const pack::Pack& pack);

// Kinds: category, unit, group. A unit the new version no longer names is kept.
std::vector<pack::Change> unit_changes(const pack::Pack& before, const pack::Pack& after);
// Kind: day; its code is the date.
std::vector<pack::Change> day_changes(const pack::Pack& before, const pack::Pack& after);

// What the version before said and neither this one nor a pack beside it says any more goes, as to
// aliases and days; units stay.
void load_pack_units(store::Transaction& transaction, const pack::Loading& loading);
void load_pack_calendar(store::Transaction& transaction, const pack::Loading& loading);

} // namespace luoshi::org

// SPDX-License-Identifier: Apache-2.0
// What stands in the form of a due before and while it is typed.
//
//   open_content(...)   a due with its form, what was filled in and what the check says
//   adopt(...)          沿用上期: what the report before said, where this one says nothing yet
#pragma once

#include "duty/due.hpp"
#include "duty/duties.hpp"
#include "form/check.hpp"
#include "form/filled.hpp"
#include "org/scope.hpp"

#include <memory>
#include <string>
#include <vector>

namespace luoshi::duty {

struct Opened {
    Due due;
    Duty duty;
    // As stored; before anybody typed: what is about to be stored, with id 0 and revision 0.
    form::Filled filled;
    std::shared_ptr<const form::Form> form; // immutable, shared with the library
    std::shared_ptr<const org::Directory> directory;
    std::shared_ptr<const WorkCalendar> calendar;
    form::Context context;
    form::Outcome outcome; // of filled.body
    Chain chain;           // that of the due, or of the unit before it is begun
    std::vector<Deputy> deputies;
    std::optional<Due> previous; // the unit's accepted report before this one
    const Step& step() const { return chain[std::min(due.step, chain.size() - 1)]; }
};

struct ContentSources { // all borrowed
    store::Database& database;
    org::Directories& directories;
    form::Library& library;
    const Clock& clock;
};

// Errors: not_found (duty.no-due) outside the scope.
Opened open_content(const ContentSources& sources, const org::Scope& scope, DueId id);
form::Filling filling_of(const Opened& opened, std::string_view body);
form::Outcome outcome_of(const Opened& opened, std::string_view body);

struct AdoptWish { // which rows; of all tables and fields when `table` is ""
    std::string table;
    std::vector<std::string> keys; // of rows; empty: all of the table
};
struct Adopted {
    std::string body;                 // canonical
    std::size_t fields = 0, rows = 0; // filled in from the report before
};
// Fills only what is empty; rows are paired by the key of their table.
Adopted adopt(const Opened& opened, std::string_view previous_body, const AdoptWish& wish);

// Every file the body names.
std::vector<form::FileRef> files_in(const form::Filling& filling);

} // namespace luoshi::duty

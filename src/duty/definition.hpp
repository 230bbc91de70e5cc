// SPDX-License-Identifier: Apache-2.0
// What a duty says: who owes which form to whom, when, on what basis. Written in duties.yaml of a
// pack or by the office; one reader, one set of checks for both.
//
//   read_definition(json), to_json(definition)
//   complaints(definition, known)    everything that is wrong with it
//   occurrences(...), period_at(...), reminder_days(...)   when it is due      (schedule.hpp)
#pragma once

#include "base/date.hpp"
#include "expr/period.hpp"
#include "form/definition.hpp"
#include "form/own.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::duty {

struct Remind { // so many days before the due date, 0 to 365
    int days = 0;
    bool working = false; // working days
    bool operator==(const Remind&) const = default;
};

// Rows that stand in a table of the form before anybody types.
struct RowsRule {
    std::string of;    // "own_items": a row for each task of the unit; else the code of the duty
                       // whose report of the same unit and period gives its rows
    std::string table; // of that report; "" with own_items
    std::string into;  // table of this form
    std::vector<std::pair<std::string, std::string>> columns; // column here ← there, or one of
                                                              // number, title, roles
    std::string count; // handed value of the form that takes their number; "": none
    bool operator==(const RowsRule&) const = default;
};
// The rows of all reports gathered by theme: a table whose column is chosen from a list.
struct GatherRule {
    std::string table, theme; // theme: the column
    bool operator==(const GatherRule&) const = default;
};
inline constexpr std::string_view kOwnItems = "own_items";

// How it is signed: as the unit likes, on screen only, or on paper only (a stamped scan).
enum class Signing : std::uint8_t { either, screen, paper };
std::string_view to_string(Signing signing) noexcept; // "": either

struct Definition {
    std::string code; // one of a kind in its plan; "own-…": the office wrote it
    form::Text title;
    std::vector<std::string> tasks; // numbers of items
    std::string form;               // code
    std::vector<std::string> who;   // codes of units and groups
    std::vector<std::string> to;    // codes of units
    std::string clause, words;      // basis 依据: where it stands, or in words; both "": none
    std::string document;           // of the basis, of what the office wrote: the document's name
    std::vector<form::OwnField> fields; // what the office asks itself; then `form` is made of them
    Signing signing = Signing::either;
    std::string on;            // a date, a recurrence (FREQ=…), or "": the office sets it
    std::optional<Date> from;  // inclusive
    std::optional<Date> until; // exclusive
    std::optional<expr::Period::Kind> period;
    int shift = 0; // 0: the period the date lies in, -1: the one before it
    std::vector<Remind> remind;
    std::optional<RowsRule> rows;
    std::optional<GatherRule> gather;
    // What the office wrote names document and passage; a pack's clause or words stand for both.
    bool has_basis() const;
    bool is_own() const; // written by the office
    bool operator==(const Definition&) const = default;
};

std::string to_json(const Definition& definition);
// The shape of duties.yaml as JSON. Error invalid_argument (duty.bad-definition, detail field).
Definition read_definition(std::string_view json);

struct Complaint {
    std::string field, code, zh, en;
};
struct Known { // what a definition may name
    std::function<bool(const std::string&)> unit, task, duty;
    std::function<const form::Form*(const std::string&)> form_of; // of a duty; nullptr: not known
    const form::Form* form = nullptr; // the form it names; nullptr: there is none
    bool forms_known = true;          // else nothing is said of the form
};
std::vector<Complaint> complaints(const Definition& definition, const Known& known);

std::vector<Remind> usual_reminders(); // 10 days, 3 working days, 1 working day before
std::string_view to_word(expr::Period::Kind kind) noexcept; // 年 半年 季 月
std::optional<expr::Period::Kind> parse_period_kind(std::string_view word) noexcept;

} // namespace luoshi::duty

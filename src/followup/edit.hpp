// SPDX-License-Identifier: Apache-2.0
// One correction a person makes to a reading. Edits are kept in order and applied again each time,
// so the reading itself never changes and nothing is lost when a browser closes.
#pragma once

#include "notice/notice.hpp"
#include "org/directory.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace luoshi::followup {

// `item` is a DraftItem::key; `party` and `deadline` are places in its lists at that moment, from
// 0.
struct SetHeader {
    std::string field;
    std::vector<std::string> values;
};
struct SetTitle {
    std::string item, title;
};
struct SetParty {
    std::string item;
    std::size_t party = 0;
    std::string unit; // as the document would write it
    notice::Role role = notice::Role::responsible;
};
struct AddParty {
    std::string item, unit;
    notice::Role role = notice::Role::responsible;
};
struct RemoveParty {
    std::string item;
    std::size_t party = 0;
};
struct SetDeadline {
    std::string item;
    std::size_t deadline = 0;
    notice::DeadlineKind kind = notice::DeadlineKind::date;
    std::string value;
};
struct AddDeadline {
    std::string item;
    notice::DeadlineKind kind = notice::DeadlineKind::date;
    std::string value;
};
struct RemoveDeadline {
    std::string item;
    std::size_t deadline = 0;
};
// The items must stand one after another; the first keeps number and title and takes what the
// others have.
struct MergeItems {
    std::vector<std::string> items;
};
// Cuts an item in two; the second part gets a key of its own. Parties, deadlines and the rest go
// with their words; what the responsibility clause says is said of both.
struct SplitItem {
    std::string item;
    std::size_t at = 0; // UTF-16 units of the document's text: where the second part begins
};
struct AddItem {
    std::string after; // key; "": before the first
    std::string number, section_path, title;
    std::optional<std::pair<std::size_t, std::size_t>> span; // UTF-16 units, half-open
};
struct RemoveItem {
    std::string item;
};
struct RestoreItem {
    std::string item;
};
struct MoveItem { // where it stands in the plan, not among the items
    std::string item, number, section_path;
};
struct MapUnit { // a unit string of the text means this unit or group; none: nobody has said
    std::string text;
    org::UnitId unit;
    bool remember = true; // as an alias, once the plan is made
};
struct MakeUnit { // … means a unit that is to be added to the directory
    std::string text, name;
    org::UnitKind kind = org::UnitKind::unit;
};
enum class Choice { accept, clause, text, pending };
struct Answer {
    std::string question;
    std::optional<Choice> choice; // none takes the answer back
};

// Takes back the last step that counts, or brings the last one taken back again.
struct Undo {};
struct Redo {};

using Edit = std::variant<SetHeader, SetTitle, SetParty, AddParty, RemoveParty, SetDeadline,
                          AddDeadline, RemoveDeadline, MergeItems, SplitItem, AddItem, RemoveItem,
                          RestoreItem, MoveItem, MapUnit, MakeUnit, Answer, Undo, Redo>;

// Edits made together are one step: taken back together.
struct EditStep {
    std::vector<Edit> edits;
};
// What is left when Undo and Redo are worked out, and what they could still do.
struct EditHistory {
    std::vector<Edit> edits;
    std::size_t can_undo = 0, can_redo = 0; // steps
};
EditHistory history_of(const std::vector<EditStep>& steps);

std::string_view to_string(Choice choice) noexcept;

// The JSON of api/openapi.yaml, schema Edit; also how an edit is stored.
// Error invalid_argument (followup.bad-edit) that says what was expected.
Edit edit_from_json(std::string_view json);
std::string to_json(const Edit& edit);

} // namespace luoshi::followup

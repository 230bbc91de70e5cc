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

using Edit = std::variant<SetHeader, SetTitle, SetParty, AddParty, RemoveParty, SetDeadline,
                          AddDeadline, RemoveDeadline, MapUnit, MakeUnit, Answer>;

std::string_view to_string(Choice choice) noexcept;

// The JSON of api/openapi.yaml, schema Edit; also how an edit is stored.
// Error invalid_argument (followup.bad-edit) that says what was expected.
Edit edit_from_json(std::string_view json);
std::string to_json(const Edit& edit);

} // namespace luoshi::followup

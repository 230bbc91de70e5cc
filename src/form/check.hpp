// SPDX-License-Identifier: Apache-2.0
// The validator: its word counts, the page only shows it.
//
//   prefill(form, context)              → Filling   what stands there before anybody types
//   check(filling, form, context)       → Outcome   computed values, what is shown, every finding
//   explain(field, …)                   → Trace     how a computed value came about
//   outcome_json(outcome, form)
#pragma once

#include "base/work_calendar.hpp"
#include "expr/trace.hpp"
#include "form/definition.hpp"
#include "form/filling.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace luoshi::form {

// What a form is filled in with: borrowed parts outlive the call.
struct Context {
    Date day;            // parameters are those of this day
    expr::Period period; // this_period
    std::string subject; // this_subject: short name of a unit
    const WorkCalendar* calendar = nullptr;
    std::vector<std::pair<std::string, std::string>> handed; // by name: as text
    struct Fact {
        std::string element, subject; // name of the element, short name of the unit
        expr::Period period;
        std::string value;
    };
    std::vector<Fact> facts;
};

struct Place { // a field, a cell or a row
    FieldIndex field = 0;
    std::optional<std::size_t> row;
    std::optional<FieldIndex> column;
    bool operator==(const Place&) const = default;
};

struct Finding {
    Level level = Level::error;
    std::string code;      // docs/forms.md
    std::vector<Place> at; // at least one, the first is where to go
    Text message;
    std::string key;           // of a check: the key of its reason, "check:2:row:3"
    bool reasoned = false;     // a reason is written
    bool wants_reason = false; // stands only with one
};

struct Outcome {
    Filling filling;                     // with the computed values
    std::vector<bool> shown;             // by field
    std::vector<bool> required;          // by field, now
    std::vector<bool> waiting;           // by field: not answered yet, or computed from what is not
    std::vector<Finding> findings;       // in the order of the form
    std::size_t filled = 0, to_fill = 0; // required fields that are answered, and all that are
    bool may_be_handed_in() const;       // no error, and no reason is wanting
};

Filling prefill(const Form& form, const Context& context, const org::Directory& directory);
Outcome check(Filling filling, const Form& form, const Context& context,
              const org::Directory& directory);
// nullopt: the place is not computed.
std::optional<expr::Trace> explain(const Place& place, const Filling& filling, const Form& form,
                                   const Context& context, const org::Directory& directory);
// {"values":{…},"shown":{"name":true},"sections_shown":[…],"required":["name"],"findings":[{"field",
//  "row","column" of the first place,"level","code","message","message_en","key","reason": one is
//  wanted,"reasoned","at":[all places]}],"totals":{"table":{"column":"…"}},"filled","to_fill",
//  "may_be_handed_in"}
std::string outcome_json(const Outcome& outcome, const Form& form);

} // namespace luoshi::form

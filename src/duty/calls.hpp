// SPDX-License-Identifier: Apache-2.0
// Telephone reminders (电话提醒) about a due: whom the office rang, what was said, what was
// promised. Only added; what was noted wrongly is corrected by a later note that names it.
#pragma once

#include "base/clock.hpp"
#include "duty/chains.hpp"
#include "duty/ids.hpp"
#include "org/scope.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::store {
class Reader;
}

namespace luoshi::duty {

struct Call {
    CallId id;
    DueId due;
    Date on;
    std::string at;     // "15:30"; "" when nobody noted it
    std::string person; // who was rung
    std::string phone;  // "" for none noted
    std::string words;  // what was said
    std::optional<Date> promised_by;
    CallId corrects; // the call this one takes the place of
    std::string noted_by;
    Timestamp noted_at{};
    CallId corrected_by; // none: it holds
};

// Of the dues, oldest first; those corrected stand among them.
std::map<DueId, std::vector<Call>> calls_of(store::Reader& reader, const std::vector<DueId>& dues);

class Calls {
public:
    // Both borrowed.
    Calls(store::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

    // Error not_found (duty.no-due): it is not there, or not within the scope.
    std::vector<Call> list(const org::Scope& scope, DueId due);
    std::map<DueId, std::vector<Call>> list(const std::vector<DueId>& dues);
    // `call`: what the office noted. Errors: forbidden (access.role), not_found (duty.no-due,
    // duty.no-call), invalid_argument (duty.bad-call, detail field), conflict
    // (duty.call-corrected): corrected already.
    CallId add(const Who& who, DueId due, Call call);

private:
    store::Database& database_;
    const Clock& clock_;
};

} // namespace luoshi::duty

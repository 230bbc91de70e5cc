// SPDX-License-Identifier: Apache-2.0
// What a duty asks of units, counted. Pure.
#pragma once

#include "duty/duties.hpp"

#include <map>

namespace luoshi::form {
struct Form;
}

namespace luoshi::duty {

struct CostInput { // borrowed for the call
    const Definition& definition;
    const form::Form& form;
    const org::Directory& directory;
    const std::vector<std::pair<org::UnitId, Date>>& owed; // by other duties, within the year
    const std::map<org::UnitId, std::int64_t>& known_rows; // that stand there before typing
    const std::vector<std::string>& base_level;
    Date today;
    const DutySettings& settings;
};
Cost count_cost(const CostInput& input);

struct PerReport {
    std::int64_t fields = 0; // to fill in besides rows
    std::int64_t cells = 0;  // to fill in for each row
};
PerReport count_fields(const Definition& definition, const form::Form& form);

} // namespace luoshi::duty

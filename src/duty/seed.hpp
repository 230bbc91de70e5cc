// SPDX-License-Identifier: Apache-2.0
// Rows and values that stand in a form before anybody types: JSON in, JSON out.
#pragma once

#include "duty/definition.hpp"
#include "followup/holders.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::duty {

struct Seed {
    std::vector<followup::HeldTask> tasks; // with own_items
    std::string source_body;               // else the report its rows come from; "" none
};

// Values handed in: how many rows there are, and of names like 上期投资额 what the report before
// says of 投资额. As Filled::handed.
std::string seed_handed(const form::Form& form, const std::optional<RowsRule>& rule,
                        const Seed& seed, std::string_view previous_body);
// The body with the rows the rule gives.
std::string seed_body(const std::string& body, const std::optional<RowsRule>& rule,
                      const Seed& seed);

} // namespace luoshi::duty

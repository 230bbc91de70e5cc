// SPDX-License-Identifier: Apache-2.0
// In which order the values of a form are computed: what is named first comes first.
#pragma once

#include "form/definition.hpp"

#include <string>
#include <vector>

namespace luoshi::form {

struct Ordered {
    std::vector<Step> steps;
    std::vector<std::string> circle; // names, the first again at the end; empty: there is none
};

// A step for every field that is computed or shown under a condition (its own or its section's),
// and for every computed column.
Ordered order_steps(const Form& form);

} // namespace luoshi::form

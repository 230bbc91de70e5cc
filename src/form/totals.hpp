// SPDX-License-Identifier: Apache-2.0
// The line of totals below a table.
#pragma once

#include "form/definition.hpp"
#include "form/filling.hpp"

#include <optional>

namespace luoshi::form {

// Of a column of numbers; nullopt: it has no total (shares do not add up), or one that does not
// fit.
std::optional<Number> total_of(const Answer& table, const Field& field, std::size_t column,
                               const Form& form);

} // namespace luoshi::form

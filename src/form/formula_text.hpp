// SPDX-License-Identifier: Apache-2.0
// Formulas as they stand in a form's file.
#pragma once

#include "form/read_fields.hpp"

#include <optional>

namespace luoshi::form {

// Findings point into the file, in both languages. nullopt for value == nullptr, and with findings.
std::optional<expr::Formula> compile(Complaints& complaints, const pack::Value* value,
                                     const expr::Declarations& names,
                                     const std::optional<expr::Type>& result);

} // namespace luoshi::form

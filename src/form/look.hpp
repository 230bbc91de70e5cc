// SPDX-License-Identifier: Apache-2.0
// What is wrong with single answers: missing, not understood, too long, not among the choices.
#pragma once

#include "form/check.hpp"

#include <functional>

namespace luoshi::form {

// Whether a cell is required, by row and column; asked only where the column says so by formula.
using CellRequired = std::function<bool(FieldIndex table, std::size_t row, FieldIndex column)>;

// Adds to findings, filled and to_fill of the outcome, whose answers, shown and required are set.
void look_at_answers(Outcome& outcome, const Form& form, const org::Directory& directory, Date date,
                     const CellRequired& cell_required);

// "第3行“投资额”", "“投资额”".
Text name_of(const Place& place, const Form& form);
const Field& field_at(const Place& place, const Form& form);
const Answer& answer_at(const Place& place, const Filling& filling);

} // namespace luoshi::form

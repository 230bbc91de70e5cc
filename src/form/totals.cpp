// SPDX-License-Identifier: Apache-2.0
#include "form/totals.hpp"

namespace luoshi::form {

std::optional<Number> total_of(const Answer& table, const Field& field, std::size_t column,
                               const Form& form) {
    const auto& type = field.columns[column].type;
    if (field.columns[column].kind != FieldKind::number ||
        form.names->units.is_percent(type.unit)) {
        return std::nullopt;
    }
    Sum sum{type.places};
    for (const auto& row : table.rows) {
        const auto* const number = row[column].value.number();
        const auto same = number != nullptr ? rescale(*number, type.places, Rounding::half_up)
                                            : std::optional<Number>{};
        if (same) {
            sum.add(*same);
        }
    }
    return sum.value();
}

} // namespace luoshi::form

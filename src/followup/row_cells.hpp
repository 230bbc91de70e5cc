// SPDX-License-Identifier: Apache-2.0
// Days and small numbers in cells, of a row or of a view of one.
#pragma once

#include "store/rows.hpp"

#include <optional>

namespace luoshi::followup {

template <class AnyRow>
std::optional<Date> day_at(const AnyRow& row, std::size_t column) { // days since 1970
    return row.is_null(column)
               ? std::nullopt
               : std::optional{Date{}.plus_days(static_cast<int>(row.integer(column)))};
}
template <class AnyRow>
std::optional<int> small_at(const AnyRow& row, std::size_t column) {
    return row.is_null(column) ? std::nullopt
                               : std::optional{static_cast<int>(row.integer(column))};
}

} // namespace luoshi::followup

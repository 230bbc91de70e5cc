// SPDX-License-Identifier: Apache-2.0
#include "store/connection.hpp"

namespace luoshi::store {

Rows Connection::query(std::string_view sql, const Params& params) {
    Rows rows;
    each(sql, params, [&](const CellView& row) {
        std::vector<Value> cells;
        cells.reserve(row.size());
        for (std::size_t column = 0; column < row.size(); ++column) {
            cells.push_back(row.value(column));
        }
        rows.emplace_back(std::move(cells));
    });
    return rows;
}

void check_texts(const Params& params) {
    for (std::size_t i = 0; i < params.size(); ++i) {
        const auto* text = std::get_if<std::string>(&params[i].held());
        if (text != nullptr && !is_storable_text(*text)) {
            throw failure(ErrorCode::invalid_argument, "store.text",
                          "parameter ${} is not UTF-8 text without zero characters", i + 1);
        }
    }
}

} // namespace luoshi::store

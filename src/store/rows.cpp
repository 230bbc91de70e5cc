// SPDX-License-Identifier: Apache-2.0
#include "store/rows.hpp"

#include "base/error.hpp"
#include "store/transaction.hpp"

namespace luoshi::store {
namespace {

template <class T>
const T& held(const Value& value, std::string_view expected, std::size_t column) {
    const auto* found = std::get_if<T>(&value.held());
    if (found == nullptr) {
        throw failure(ErrorCode::internal, "store.column-type", "column {} holds no {}", column,
                      expected);
    }
    return *found;
}

} // namespace

const Value& Row::at(std::size_t column) const {
    ensure(column < cells_.size(), "the row has that many columns");
    return cells_[column];
}

std::int64_t Row::integer(std::size_t column) const {
    return held<std::int64_t>(at(column), "integer", column);
}

const std::string& Row::text(std::size_t column) const {
    return held<std::string>(at(column), "text", column);
}

const std::string& Row::bytes(std::size_t column) const {
    return held<Bytes>(at(column), "bytes", column).data;
}

Date Row::date(std::size_t column) const {
    const auto date = Date::parse(text(column));
    if (!date) {
        throw failure(ErrorCode::internal, "store.column-type", "column {} holds no date", column);
    }
    return *date;
}

std::optional<Row> Reader::query_one(std::string_view sql, const Params& params) {
    Rows rows = query(sql, params);
    ensure(rows.size() <= 1, "query_one finds one row at most");
    return rows.empty() ? std::nullopt : std::optional{std::move(rows.front())};
}

} // namespace luoshi::store

// SPDX-License-Identifier: Apache-2.0
// Answers of a query. A RowView borrows the engine's memory and lives for one call; Rows owns a
// copy.
//
// Reading a column of another type, or NULL where a value is asked for, is our bug
// (ErrorCode::internal).
#pragma once

#include "store/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::store {

class RowView {
public:
    virtual ~RowView() = default;
    virtual std::size_t size() const = 0;
    virtual std::string_view name(std::size_t column) const = 0;
    virtual bool is_null(std::size_t column) const = 0;
    virtual std::int64_t integer(std::size_t column) const = 0;
    virtual std::string_view text(std::size_t column) const = 0; // also bytes
};

// Column n of a row is n in the order of the SELECT list, from 0.
class Row {
public:
    explicit Row(std::vector<Value> cells) : cells_(std::move(cells)) {}
    std::size_t size() const noexcept { return cells_.size(); }
    bool is_null(std::size_t column) const { return at(column).is_null(); }
    std::int64_t integer(std::size_t column) const;
    bool boolean(std::size_t column) const { return integer(column) != 0; }
    const std::string& text(std::size_t column) const;
    const std::string& bytes(std::size_t column) const;
    Date date(std::size_t column) const;
    Timestamp time(std::size_t column) const { return from_micros(integer(column)); }
    template <class IdType>
    IdType id(std::size_t column) const { // NULL → none
        return is_null(column) ? IdType{} : IdType{integer(column)};
    }
    std::string text_or_empty(std::size_t column) const {
        return is_null(column) ? std::string{} : text(column);
    }
    std::optional<std::string> optional_text(std::size_t column) const {
        return is_null(column) ? std::nullopt : std::optional{text(column)};
    }
    std::optional<std::int64_t> optional_integer(std::size_t column) const {
        return is_null(column) ? std::nullopt : std::optional{integer(column)};
    }
    std::optional<Date> optional_date(std::size_t column) const {
        return is_null(column) ? std::nullopt : std::optional{date(column)};
    }
    const Value& at(std::size_t column) const;

private:
    std::vector<Value> cells_;
};

using Rows = std::vector<Row>;

} // namespace luoshi::store

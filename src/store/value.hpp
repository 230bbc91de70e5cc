// SPDX-License-Identifier: Apache-2.0
// What a cell or a parameter can hold. No floating point: amounts are scaled integers, dates are
// "YYYY-MM-DD" text, instants are microseconds since 1970 UTC, booleans are 0 and 1.
#pragma once

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace luoshi::store {

struct Bytes {
    std::string data;
    bool operator==(const Bytes&) const = default;
};

class Value {
public:
    Value() = default; // NULL
    Value(std::nullopt_t) {}
    Value(std::int64_t value) : value_(value) {}
    Value(int value) : value_(std::int64_t{value}) {}
    Value(bool value) : value_(std::int64_t{value ? 1 : 0}) {}
    Value(std::string value) : value_(std::move(value)) {}
    Value(std::string_view value) : value_(std::string{value}) {}
    Value(const char* value) : value_(std::string{value}) {}
    Value(Bytes value) : value_(std::move(value)) {}
    Value(Date value) : value_(to_string(value)) {}
    Value(Timestamp value) : value_(to_micros(value)) {}
    template <class Tag>
    Value(Id<Tag> id) { // an id of 0 is NULL
        if (id) {
            value_ = id.value;
        }
    }
    template <class T>
    Value(const std::optional<T>& value) {
        if (value) {
            *this = Value{*value};
        }
    }

    using Held = std::variant<std::monostate, std::int64_t, std::string, Bytes>;
    const Held& held() const noexcept { return value_; }
    bool is_null() const noexcept { return std::holds_alternative<std::monostate>(value_); }
    bool operator==(const Value&) const = default;

private:
    Held value_;
};

using Params = std::vector<Value>;                          // $1 is params[0]
using Columns = std::vector<std::pair<std::string, Value>>; // column name → value

// NULL for "".
inline Value text_or_null(const std::string& text) {
    return text.empty() ? Value{} : Value{text};
}

// "$3, $4, $5" for an IN list of `count` parameters whose first is $first. count >= 1.
std::string placeholders(std::size_t first, std::size_t count);

} // namespace luoshi::store

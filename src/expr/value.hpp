// SPDX-License-Identifier: Apache-2.0
// What a formula computes with. A value is a number, truth, text, date, period or member of an
// enumeration, or explicitly missing, or an error. Missing values and errors travel through a
// computation; nothing is thrown. Units are static: they stand in the Type, not in the Value.
//
//   Value         one of eight kinds; small, cheap to copy
//   Type          kind, unit and places of a number, enumeration
//   Missing       why there is no value: not reported, not in force, …
//   Fault         why there is no result: overflow, division by zero, …
#pragma once

#include "base/date.hpp"
#include "base/number.hpp"
#include "expr/period.hpp"
#include "expr/unit.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace luoshi::expr {

enum class Missing : std::uint8_t {
    not_reported,   // 未报送
    not_applicable, // 不适用
    not_in_force,   // no value of the parameter at that date yet: 尚无规定
    no_row,         // the table has no such row, no band holds the value
    no_rows         // the greatest, least or mean of nothing
};

enum class Fault : std::uint8_t {
    overflow,         // outside what a number can hold: never a wrap
    division_by_zero, //
    negative_base,    // growth over a negative figure means nothing
    no_such_period,   // the quarter of a year, a year above 9999
    no_such_day,
    no_calendar, // working days, and the caller gave no calendar
    wrong_value, // a value handed in does not fit what was declared
    too_costly   // more than kMostSteps
};

enum class Kind : std::uint8_t {
    unknown, // of what has a finding already, and of `missing`: fits everything
    number,
    boolean,
    text,
    date,
    period,
    member
};

struct Type {
    Kind kind = Kind::unknown;
    int places = 0;                // of a number: 0 to 8
    std::uint16_t enumeration = 0; // of a member: its number in the Declarations
    Unit unit{};                   // of a number
    bool operator==(const Type&) const = default;
};

struct Member {
    std::uint16_t index = 0; // in its enumeration
    bool operator==(const Member&) const = default;
};

class Value {
public:
    Value() = default; // missing: not reported
    Value(Missing reason) : data_(reason) {}
    Value(Fault fault) : data_(fault) {}
    Value(bool truth) : data_(truth) {}
    Value(Number number) : data_(number) {}
    Value(Date date) : data_(date) {}
    Value(Period period) : data_(period) {}
    Value(Member member) : data_(member) {}
    static Value text(std::string text) {
        Value value;
        value.data_ = std::make_shared<const std::string>(std::move(text));
        return value;
    }
    template <class T>
    Value(T*) = delete; // a pointer is no truth

    const Missing* missing() const noexcept { return std::get_if<Missing>(&data_); }
    const Fault* fault() const noexcept { return std::get_if<Fault>(&data_); }
    const bool* boolean() const noexcept { return std::get_if<bool>(&data_); }
    const Number* number() const noexcept { return std::get_if<Number>(&data_); }
    const Date* date() const noexcept { return std::get_if<Date>(&data_); }
    const Period* period() const noexcept { return std::get_if<Period>(&data_); }
    const Member* member() const noexcept { return std::get_if<Member>(&data_); }
    const std::string* text() const noexcept { // borrowed from the value
        const auto* const held = std::get_if<Text>(&data_);
        return held == nullptr ? nullptr : held->get();
    }
    bool is_present() const noexcept { return data_.index() > 1; }
    // By content; a number also by its places: 1.50 is not 1.5 here.
    bool operator==(const Value& other) const;
    // Fits the type: kind, and a number has at most its places.
    bool fits(const Type& type) const;

private:
    using Text = std::shared_ptr<const std::string>; // immutable, shared by copies
    std::variant<Missing, Fault, bool, Number, Date, Period, Member, Text> data_;
};

std::string_view to_string(Missing reason, Language language);
std::string_view to_string(Fault fault, Language language);
std::string_view code_of(Missing reason); // stable: "not_reported"
std::string_view code_of(Fault fault);

// number · factor, exact; nullopt: it does not fit. Ensures that the factor has an exact decimal.
std::optional<Number> scaled_by(Number number, Factor factor);

} // namespace luoshi::expr

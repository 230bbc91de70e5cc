// SPDX-License-Identifier: Apache-2.0
#include "expr/value.hpp"

#include "base/error.hpp"

#include <array>
#include <limits>

namespace luoshi::expr {
namespace {

struct Words {
    std::string_view code, zh, en;
};

constexpr std::array<Words, 5> kMissing{{{"not_reported", "未报送", "not reported"},
                                         {"not_applicable", "不适用", "not applicable"},
                                         {"not_in_force", "尚无规定", "no rule in force yet"},
                                         {"no_row", "表中无对应行", "no such row in the table"},
                                         {"no_rows", "没有记录", "no records"}}};
constexpr std::array<Words, 8> kFaults{{{"overflow", "数值过大", "too large a number"},
                                        {"division_by_zero", "除数为零", "division by zero"},
                                        {"negative_base", "基数为负", "negative base"},
                                        {"no_such_period", "没有这一期间", "no such period"},
                                        {"no_such_day", "没有这一天", "no such day"},
                                        {"no_calendar", "没有工作日历", "no work calendar"},
                                        {"wrong_value", "数值与定义不符", "not as declared"},
                                        {"too_costly", "计算量过大", "too much to compute"}}};

const Words& words(Missing reason) {
    return kMissing.at(static_cast<std::size_t>(reason));
}
const Words& words(Fault fault) {
    return kFaults.at(static_cast<std::size_t>(fault));
}

} // namespace

bool Value::operator==(const Value& other) const {
    if (text() != nullptr && other.text() != nullptr) {
        return *text() == *other.text();
    }
    if (number() != nullptr && other.number() != nullptr) {
        return number()->scale() == other.number()->scale() && *number() == *other.number();
    }
    return data_ == other.data_;
}

bool Value::fits(const Type& type) const {
    switch (type.kind) {
    case Kind::unknown: return true;
    case Kind::number: return number() != nullptr && number()->scale() <= type.places;
    case Kind::boolean: return boolean() != nullptr;
    case Kind::text: return text() != nullptr;
    case Kind::date: return date() != nullptr;
    case Kind::period: return period() != nullptr;
    case Kind::member: break;
    }
    return member() != nullptr;
}

std::string_view to_string(Missing reason, Language language) {
    return language == Language::zh ? words(reason).zh : words(reason).en;
}
std::string_view to_string(Fault fault, Language language) {
    return language == Language::zh ? words(fault).zh : words(fault).en;
}
std::string_view code_of(Missing reason) {
    return words(reason).code;
}
std::string_view code_of(Fault fault) {
    return words(fault).code;
}

std::optional<Number> scaled_by(Number number, Factor factor) {
    const auto places = factor.places();
    ensure(places.has_value(), "a factor has an exact decimal");
    Int128 multiplier = factor.numerator;
    for (int i = 0; i < *places; ++i) {
        multiplier *= 10;
    }
    multiplier /= factor.denominator;
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
    const int scale = number.scale() + *places;
    if (multiplier > most || scale > Number::kMaxScale) {
        return std::nullopt;
    }
    const Int128 scaled = number.scaled() * multiplier;
    if (scaled > most || scaled < -most) {
        return std::nullopt;
    }
    return Number{static_cast<std::int64_t>(scaled), scale};
}

} // namespace luoshi::expr

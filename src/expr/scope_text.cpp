// SPDX-License-Identifier: Apache-2.0
// Types and values as people write them and read them.
#include "expr/literals.hpp"
#include "expr/scope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::expr {
namespace {

struct Word {
    std::string_view zh, en;
    Kind kind;
};
constexpr std::array<Word, 5> kKinds{{{"数", "number", Kind::number},
                                      {"是否", "boolean", Kind::boolean},
                                      {"文本", "text", Kind::text},
                                      {"日期", "date", Kind::date},
                                      {"期间", "period", Kind::period}}};

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto last = text.find_last_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, last - first + 1);
}

// The digits a number begins with, and what stands behind it.
std::pair<std::string_view, std::string_view> split_number(std::string_view text) {
    const auto end = text.find_first_not_of("+-.0123456789");
    const auto digits = text.substr(0, end);
    return {digits, end == std::string_view::npos ? std::string_view{} : trimmed(text.substr(end))};
}

std::optional<Value> number_of(const UnitTable& units, std::string_view text, const Type& type) {
    const auto [digits, unit_name] = split_number(text);
    const auto number = Number::parse(digits, Number::kMaxScale);
    if (!number) {
        // More digits than fit with eight places may still fit with those of the type.
        const auto short_number = Number::parse(digits, type.places);
        return short_number && unit_name.empty() ? std::optional<Value>{*short_number}
                                                 : std::nullopt;
    }
    Factor factor;
    if (!unit_name.empty()) {
        const auto unit = units.find(unit_name);
        const auto found = unit ? units.factor(*unit, type.unit) : std::nullopt;
        if (!found) {
            return std::nullopt;
        }
        factor = *found;
    }
    const auto exact =
        ratio(*number, Number{factor.denominator, 0}, Number::kMaxScale, Rounding::down);
    const auto whole =
        exact ? multiply(*exact, Number{factor.numerator, 0}, type.places, Rounding::down)
              : std::nullopt;
    if (!whole) {
        return std::nullopt;
    }
    // Nothing may be lost: back again it is what was written.
    const auto back =
        multiply(*whole, Number{factor.denominator, 0}, Number::kMaxScale, Rounding::down);
    const auto there =
        multiply(*number, Number{factor.numerator, 0}, Number::kMaxScale, Rounding::down);
    return back && there && *back == *there ? std::optional<Value>{*whole} : std::nullopt;
}

std::optional<Value> member_of(const Enumeration& enumeration, std::string_view text) {
    for (std::size_t i = 0; i < enumeration.members.size(); ++i) {
        if (text == enumeration.members[i].name || text == enumeration.members[i].name_en) {
            return Member{static_cast<std::uint16_t>(i)};
        }
    }
    return std::nullopt;
}

template <class T>
std::optional<Value> value_of(const std::optional<T>& read) {
    return read ? std::optional<Value>{*read} : std::nullopt;
}

} // namespace

// "万元 2", "number 0", "文本", the name of an enumeration. Places are 0 unless told.
std::optional<Type> Declarations::parse_type(std::string_view text) const {
    text = trimmed(text);
    const auto named = find(text);
    if (named && named->kind == NameKind::enumeration) {
        return Type{Kind::member, 0, named->index, {}};
    }
    Type type{Kind::number, 0, 0, {}};
    if (const auto space = text.find_last_of(" ,"); space != std::string_view::npos) {
        const auto digits = text.substr(space + 1);
        if (digits.size() == 1 && digits[0] >= '0' && digits[0] <= '8') {
            type.places = digits[0] - '0';
            text = trimmed(text.substr(0, text.find_last_not_of(" ,", space) + 1));
        }
    }
    for (const auto& word : kKinds) {
        if (text == word.zh || text == word.en) {
            type.kind = word.kind;
            return type;
        }
    }
    const auto unit = units.find(text);
    if (!unit) {
        return std::nullopt;
    }
    type.unit = *unit;
    return type;
}

std::optional<Value> Declarations::parse_value(std::string_view text, const Type& type) const {
    text = trimmed(text);
    switch (type.kind) {
    case Kind::number: return number_of(units, text, type);
    case Kind::boolean:
        if (text == "true" || text == "是" || text == "false" || text == "否") {
            return Value{text == "true" || text == "是"};
        }
        return std::nullopt;
    case Kind::text: return Value::text(std::string{text});
    case Kind::date: return value_of(read_date(text));
    case Kind::period: return value_of(Period::parse(text));
    case Kind::member: return member_of(enumerations_.at(type.enumeration), text);
    case Kind::unknown: break;
    }
    return std::nullopt;
}

std::string Declarations::show(const Value& value, const Type& type, Language language) const {
    const bool zh = language == Language::zh;
    if (const auto* const reason = value.missing()) {
        return fmt::format("{}({})", zh ? "缺" : "missing ", to_string(*reason, language));
    }
    if (const auto* const fault = value.fault()) {
        return fmt::format("{}({})", zh ? "错误" : "error ", to_string(*fault, language));
    }
    if (const auto* const number = value.number()) {
        const auto unit = units.name(type.unit, language);
        const bool close = unit.empty() || unit == "%" || unit == "‰";
        // With all the places of its type: or_else(x, 0) is 0.00 where x has two.
        const auto padded =
            rescale(*number, std::max(number->scale(), type.places), Rounding::down);
        return luoshi::to_string(padded.value_or(*number)) + (close ? "" : " ") + unit;
    }
    if (const auto* const truth = value.boolean()) {
        return zh ? (*truth ? "是" : "否") : (*truth ? "true" : "false");
    }
    if (const auto* const date = value.date()) {
        return luoshi::to_string(*date);
    }
    if (const auto* const period = value.period()) {
        return zh ? to_string(*period) : to_string_english(*period);
    }
    if (const auto* const text = value.text()) {
        return *text;
    }
    const auto index = value.member()->index;
    if (type.kind != Kind::member || index >= enumerations_.at(type.enumeration).members.size()) {
        return "?";
    }
    const auto& member = enumerations_[type.enumeration].members[index];
    return zh || member.name_en.empty() ? member.name : member.name_en;
}

std::string Declarations::show(const Type& type, Language language) const {
    const bool zh = language == Language::zh;
    if (type.kind == Kind::number) {
        const auto unit = units.name(type.unit, language);
        const std::string what = unit.empty() ? (zh ? "数" : "number") : unit;
        return zh ? fmt::format("{}（{} 位小数）", what, type.places)
                  : fmt::format("{} ({} places)", what, type.places);
    }
    if (type.kind == Kind::member) {
        return enumerations_.at(type.enumeration).name;
    }
    for (const auto& word : kKinds) {
        if (word.kind == type.kind) {
            return std::string{zh ? word.zh : word.en};
        }
    }
    return zh ? "未知" : "unknown";
}

} // namespace luoshi::expr

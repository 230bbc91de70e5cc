// SPDX-License-Identifier: Apache-2.0
#include "expr/check.hpp"
#include "expr/words.hpp"

#include <algorithm>

namespace luoshi::expr {

bool Checker::is(const Typed& value, Kind kind) {
    if (value.type.kind == kind || value.type.kind == Kind::unknown) {
        return true;
    }
    findings_.add(node(value.node).span, "expr.type", "此处应为{}，“{}”却是{}",
                  "{} is expected, but '{}' is {}", type_name({.kind = kind}), source(value.node),
                  type_name(value.type));
    return false;
}

// 3 beside 家, 0 beside anything.
bool Checker::adopts(const Typed& bare, const Unit& unit) const {
    if (!bare.bare) {
        return false;
    }
    if (unit.is_pure() || declarations_.units.is_counter(unit)) {
        return true;
    }
    const auto* const number = std::get_if<NumberLiteral>(&node(bare.node).literal);
    return number != nullptr && number->value.scaled() == 0;
}

void Checker::clash(const Typed& a, const Typed& b) {
    const auto& units = declarations_.units;
    const auto& at = node(b.node).span;
    const bool percent = (units.is_percent(a.type.unit) && units.is_points(b.type.unit)) ||
                         (units.is_points(a.type.unit) && units.is_percent(b.type.unit));
    if (percent) {
        findings_.add(at, "expr.unit",
                      "百分数与百分点不能这样运算：两个百分数之差请写 百分点差(a, b)",
                      "percent and percentage points do not mix: write points(a, b) for the "
                      "difference of two percentages");
    } else if (a.bare != b.bare) {
        const auto& bare = a.bare ? a : b;
        const auto& other = a.bare ? b : a;
        findings_.add(node(bare.node).span, "expr.unit", "“{}”以{}计，“{}”没有写单位：请写 {} {}",
                      "'{}' is in {}, but '{}' has no unit: write {} {}", source(other.node),
                      unit_name(other.type.unit), source(bare.node), source(bare.node),
                      unit_name(other.type.unit));
    } else if (units.same_dimension(a.type.unit, b.type.unit)) {
        findings_.add(at, "expr.inexact-unit",
                      "{1}不能精确换算成{0}：请写 换算({2}, {0}, 小数位数)",
                      "{1} has no exact value in {0}: write convert({2}, {0}, places)",
                      unit_name(a.type.unit), unit_name(b.type.unit), source(b.node));
    } else {
        findings_.add(
            at, "expr.unit",
            "“{}”以{}计，“{}”以{}计，量纲不同，不能相加减或比较；相除请写 比(a, b, 小数位数)",
            "'{}' is in {} and '{}' in {}: different things cannot be added or compared; "
            "write ratio(a, b, places) to divide",
            source(a.node), unit_name(a.type.unit), source(b.node), unit_name(b.type.unit));
    }
}

void Checker::misfit(const Typed& value, const Unit& unit) {
    const auto span = node(value.node).span;
    if (value.bare) {
        findings_.add(span, "expr.unit", "“{0}”没有写单位：此处以{1}计，请写 {0} {1}",
                      "'{0}' has no unit: {1} is expected, write {0} {1}", source(value.node),
                      unit_name(unit));
    } else if (declarations_.units.same_dimension(value.type.unit, unit)) {
        findings_.add(span, "expr.inexact-unit",
                      "{1}不能精确换算成{0}：请写 换算({2}, {0}, 小数位数)",
                      "{1} has no exact value in {0}: write convert({2}, {0}, places)",
                      unit_name(unit), unit_name(value.type.unit), source(value.node));
    } else {
        findings_.add(span, "expr.unit", "此处应以{}计，“{}”却以{}计",
                      "{} is expected here, but '{}' is in {}", unit_name(unit), source(value.node),
                      unit_name(value.type.unit));
    }
}

// The unit both have an exact number of: the finer one. nullopt: a finding was added.
std::optional<Unit> Checker::common_unit(const Typed& a, const Typed& b) {
    if (a.type.unit == b.type.unit) {
        return a.type.unit;
    }
    if (adopts(a, b.type.unit)) {
        return b.type.unit;
    }
    if (adopts(b, a.type.unit)) {
        return a.type.unit;
    }
    const auto factor = declarations_.units.factor(a.type.unit, b.type.unit);
    // A bare number beside 元 is a slip, beside % or 万 it is itself.
    if (factor && factor->denominator == 1) {
        return b.type.unit;
    }
    if (factor && factor->numerator == 1) {
        return a.type.unit;
    }
    if (factor && factor->places()) {
        return b.type.unit;
    }
    clash(a, b);
    return std::nullopt;
}

Checker::Typed Checker::as_unit(Typed value, const Unit& unit) {
    if (value.type.kind == Kind::unknown || value.type.unit == unit) {
        return value;
    }
    if (adopts(value, unit)) {
        value.type.unit = unit;
        value.bare = false;
        return value;
    }
    const auto factor = declarations_.units.factor(value.type.unit, unit);
    const auto more = factor ? factor->places() : std::nullopt;
    if (!more) {
        misfit(value, unit);
        return unknown(value.node);
    }
    auto type = value.type;
    type.unit = unit;
    type.places += *more;
    if (type.places > Number::kMaxScale) {
        findings_.add(node(value.node).span, "expr.places",
                      "换算成{}后有 {} 位小数，最多 8 位：请写 换算(…, {}, 小数位数)",
                      "in {} it has {} places, at most 8: write convert(…, {}, places)",
                      unit_name(unit), type.places, unit_name(unit));
        return unknown(value.node);
    }
    return emit({.op = Op::convert, .factor = *factor}, type, value.node, {value});
}

Checker::Typed Checker::as_member(Typed value, std::uint16_t enumeration) {
    const Type type{Kind::member, 0, enumeration, {}};
    if (value.type.kind == Kind::unknown || value.type == type) {
        return value;
    }
    const auto& declared = declarations_.enumerations()[enumeration];
    if (value.type.kind == Kind::text && value.code != kNoCode &&
        program_.codes[value.code].op == Op::choose) {
        return choices_as_members(value, enumeration);
    }
    if (value.text == nullptr) {
        findings_.add(node(value.node).span, "expr.type", "此处应为“{}”的一项，“{}”却是{}",
                      "a member of '{}' is expected, but '{}' is {}", declared.name,
                      source(value.node), type_name(value.type));
        return unknown(value.node);
    }
    if (const auto member = declarations_.parse_value(*value.text, type)) {
        return constant(*member, type, value.node);
    }
    std::vector<std::string> names;
    std::string all;
    for (const auto& member : declared.members) {
        names.push_back(member.name);
        all += (all.empty() ? "" : "、") + member.name;
    }
    const auto near = nearest(*value.text, names);
    findings_.add(node(value.node).span, "expr.never-true",
                  "“{0}”里没有“{1}”，条件永远不成立；可选的有 {2}{3}",
                  "'{0}' has no member '{1}', so this is never true; there are {2}{4}",
                  declared.name, *value.text, all, near ? "；是不是“" + *near + "”？" : "",
                  near ? "; did you mean '" + *near + "'?" : "");
    return unknown(value.node);
}

// The texts a choice is made of, each a member.
Checker::Typed Checker::choices_as_members(Typed value, std::uint16_t enumeration) {
    const auto code = program_.codes[value.code]; // a copy: constants add codes
    for (std::uint32_t i = 0; i < code.count; ++i) {
        if (i % 2 == 0 && i + 1 != code.count) {
            continue; // a condition
        }
        const auto inner = program_.children[code.first + i];
        Typed choice{program_.codes[inner].type, inner, program_.codes[inner].node, false, nullptr};
        if (node(choice.node).kind == NodeKind::text) {
            choice.text = std::get_if<std::string>(&node(choice.node).literal);
        }
        const auto member = as_member(choice, enumeration);
        if (member.code == kNoCode) {
            return unknown(value.node);
        }
        program_.children[code.first + i] = member.code;
    }
    value.type = {Kind::member, 0, enumeration, {}};
    program_.codes[value.code].type = value.type;
    return value;
}

Checker::Typed Checker::as_type(Typed value, const Type& type) {
    if (type.kind == Kind::unknown) {
        return value;
    }
    if (type.kind == Kind::member) {
        return as_member(value, type.enumeration);
    }
    if (!is(value, type.kind)) {
        return unknown(value.node);
    }
    return type.kind == Kind::number ? as_unit(value, type.unit) : value;
}

Type Checker::unify_numbers(std::span<Typed> values) {
    std::optional<Typed> all;
    for (auto& value : values) {
        if (value.type.kind == Kind::unknown) {
            continue;
        }
        if (!all) {
            all = value;
            continue;
        }
        const auto unit = common_unit(*all, value);
        if (!unit) {
            return {};
        }
        all->bare = all->bare && value.bare;
        all->type.unit = *unit;
    }
    Type type = all ? all->type : Type{};
    type.places = 0;
    for (auto& value : values) {
        const bool bare = value.bare && adopts(value, type.unit);
        value = bare || type.kind == Kind::unknown ? value : as_unit(value, type.unit);
        if (value.type.kind != Kind::unknown) {
            value.type.unit = type.unit;
            type.places = std::max(type.places, value.type.places);
        }
    }
    return type;
}

Type Checker::unify(std::span<Typed> values) {
    const Typed* first = nullptr;
    const Typed* member = nullptr;
    for (const auto& value : values) {
        first = first == nullptr && value.type.kind != Kind::unknown ? &value : first;
        member = member == nullptr && value.type.kind == Kind::member ? &value : member;
    }
    if (first == nullptr) {
        return {};
    }
    if (member != nullptr) {
        const auto type = member->type;
        for (auto& value : values) {
            value = as_member(value, type.enumeration);
        }
        return type;
    }
    const auto type = first->type;
    bool fits = true;
    for (const auto& value : values) {
        fits = is(value, type.kind) && fits;
    }
    if (!fits) {
        return {};
    }
    return type.kind == Kind::number ? unify_numbers(values) : type;
}

} // namespace luoshi::expr

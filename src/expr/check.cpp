// SPDX-License-Identifier: Apache-2.0
#include "expr/check.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "expr/words.hpp"

#include <algorithm>

namespace luoshi::expr {

Checker::Checker(const Tree& tree, const Declarations& declarations, Findings& findings)
    : tree_(tree), declarations_(declarations), findings_(findings) {
    program_.declarations = &declarations;
}

Program Checker::run(const std::optional<Type>& result) {
    auto root = check(tree_.root);
    if (result) {
        root = finish(root, *result);
    }
    program_.root = root.code;
    program_.type = root.type;
    return std::move(program_);
}

std::string Checker::source(NodeIndex index) const {
    constexpr std::size_t longest = 24;
    const auto span = node(index).span;
    const auto text = std::string_view{tree_.text}.substr(span.begin, span.end - span.begin);
    std::string out;
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++characters) {
        const auto character = next_character(text, at);
        if (characters == longest) {
            return out + "…";
        }
        append_utf8(out, character == '\n' ? U' ' : character);
    }
    return out;
}

std::string Checker::unit_name(const Unit& unit) const {
    const auto name = declarations_.units.name(unit, Language::zh);
    return !name.empty()                          ? name
           : findings_.language() == Language::zh ? "无单位的数"
                                                  : "a pure number";
}

std::string Checker::type_name(const Type& type) const {
    return declarations_.show(type, findings_.language());
}

Checker::Typed Checker::emit(Code code, Type type, NodeIndex at,
                             std::initializer_list<Typed> children) {
    return emit(code, type, at, std::span<const Typed>{children.begin(), children.size()});
}

// Without a code when a child has none: the formula has findings and is not run.
Checker::Typed Checker::emit(Code code, Type type, NodeIndex at, std::span<const Typed> children) {
    for (const auto& child : children) {
        if (child.code == kNoCode) {
            return {type, kNoCode, at, false, nullptr};
        }
    }
    code.first = static_cast<std::uint32_t>(program_.children.size());
    code.count = static_cast<std::uint32_t>(children.size());
    for (const auto& child : children) {
        program_.children.push_back(child.code);
    }
    code.node = at;
    code.type = type;
    program_.codes.push_back(code);
    return {type, static_cast<CodeIndex>(program_.codes.size() - 1), at, false, nullptr};
}

Checker::Typed Checker::constant(Value value, Type type, NodeIndex at) {
    Code code;
    code.a = static_cast<std::uint16_t>(program_.constants.size()); // kMostNodes is below 65,536
    program_.constants.push_back(std::move(value));
    return emit(code, type, at, {});
}

Checker::Typed Checker::check(NodeIndex index) {
    const auto& here = node(index);
    switch (here.kind) {
    case NodeKind::error:
        for (const auto child : here.children) {
            check(child);
        }
        return unknown(index);
    case NodeKind::number:
    case NodeKind::text:
    case NodeKind::date:
    case NodeKind::period:
    case NodeKind::truth: return literal(index);
    case NodeKind::name: return name(index);
    case NodeKind::binary: return binary(index);
    case NodeKind::in_list:
    case NodeKind::between: return choices(index);
    case NodeKind::call: return call(index);
    case NodeKind::choose: return choose(index);
    case NodeKind::at: return at_period(index);
    case NodeKind::unit: return unknown(index); // only in convert, which looks at it itself
    case NodeKind::range:
        check(here.children[0]);
        findings_.add(here.word, "expr.range", "“按”和“其中”只能写在汇总函数里，例如 合计(…)",
                      "over and where stand only in a function that totals, such as sum(…)");
        return unknown(index);
    case NodeKind::negate: {
        auto value = check(here.children[0]);
        if (!is_number(value)) {
            return unknown(index);
        }
        auto result = emit({.op = Op::negate}, value.type, index, {value});
        result.bare = value.bare;
        return result;
    }
    case NodeKind::invert: break;
    }
    const auto value = check(here.children[0]);
    is(value, Kind::boolean);
    return emit({.op = Op::invert}, {.kind = Kind::boolean}, index, {value});
}

Checker::Typed Checker::literal(NodeIndex index) {
    const auto& here = node(index);
    if (const auto* const text = std::get_if<std::string>(&here.literal)) {
        auto value = constant(Value::text(*text), {.kind = Kind::text}, index);
        value.text = text;
        return value;
    }
    if (const auto* const date = std::get_if<Date>(&here.literal)) {
        return constant(*date, {.kind = Kind::date}, index);
    }
    if (const auto* const period = std::get_if<Period>(&here.literal)) {
        return constant(*period, {.kind = Kind::period}, index);
    }
    if (const auto* const truth = std::get_if<bool>(&here.literal)) {
        return constant(*truth, {.kind = Kind::boolean}, index);
    }
    const auto& number = std::get<NumberLiteral>(here.literal);
    Type type{Kind::number, number.value.scale(), 0, {}};
    if (!number.unit.empty()) {
        const auto unit = declarations_.units.find(number.unit);
        if (!unit) {
            const auto near = nearest(number.unit, declarations_.units.names());
            findings_.add(here.word, "expr.unknown-unit", "没有计量单位“{}”{}{}{}",
                          "there is no unit '{0}'{4}{2}{5}", number.unit, near ? "，是不是“" : "",
                          near.value_or(""), near ? "”？" : "", near ? ": did you mean '" : "",
                          near ? "'?" : "");
            return unknown(index);
        }
        type.unit = *unit;
    }
    auto value = constant(number.value, type, index);
    value.bare = number.unit.empty();
    return value;
}

Checker::Typed Checker::name(NodeIndex index) {
    const auto& text = std::get<std::string>(node(index).literal);
    const auto named = declarations_.find(text);
    if (!named) {
        unknown_name(index, text);
        return unknown(index);
    }
    Code code{.a = named->index, .b = named->column};
    switch (named->kind) {
    case NameKind::field:
        code.op = Op::field;
        return emit(code, declarations_.fields()[named->index].type, index, {});
    case NameKind::parameter:
        code.op = Op::parameter;
        return emit(code, declarations_.parameters()[named->index].type, index, {});
    case NameKind::element:
        code.op = Op::element;
        return emit(code, declarations_.elements()[named->index].type, index, {});
    case NameKind::record_field: {
        const auto& records = declarations_.record_sets()[named->index];
        if (!bound_.at(named->index)) {
            findings_.add(node(index).span, "expr.row-outside",
                          "“{0}”有许多条记录：请写 合计({0} 其中 …)、个数({1} 其中 …) 等",
                          "'{0}' has many rows: write sum({0} where …), count({1} where …) or the "
                          "like",
                          text, records.name);
        }
        code.op = Op::row_field;
        return emit(code, records.fields[named->column].type, index, {});
    }
    case NameKind::table:
        findings_.add(node(index).span, "expr.no-value",
                      "“{0}”是一张表：请写 查表({0}, …) 或 分档({0}, …)",
                      "'{0}' is a table: write lookup({0}, …) or band({0}, …)", text);
        return unknown(index);
    case NameKind::records:
        findings_.add(node(index).span, "expr.no-value", "“{0}”是一本台账：请写 个数({0} 其中 …)",
                      "'{0}' is a register: write count({0} where …)", text);
        return unknown(index);
    case NameKind::enumeration: break;
    }
    findings_.add(node(index).span, "expr.no-value", "“{}”是一组选项，不是一个值",
                  "'{}' is an enumeration, not a value", text);
    return unknown(index);
}

void Checker::unknown_name(NodeIndex index, const std::string& text) {
    // 投资额且面积: words run together. A name that begins or ends a longer one is told as such.
    for (const auto word :
         {Keyword::and_, Keyword::or_, Keyword::at, Keyword::where, Keyword::over}) {
        const auto spelt = std::string{spelling(word, true)};
        const auto at = text.find(spelt, 1);
        if (at != std::string::npos && declarations_.find(text.substr(0, at))) {
            findings_.add(node(index).span, "expr.unknown-name",
                          "没有“{0}”这个名称；如果“{1}”是运算符，请在它前后各空一格",
                          "there is no '{0}': put spaces around '{1}' if it is meant as a word",
                          text, spelt);
            return;
        }
    }
    auto names = declarations_.names();
    for (const auto& function : functions()) {
        if (function.is_word()) {
            names.emplace_back(function.name);
            names.emplace_back(function.alias);
        }
    }
    if (const auto near = nearest(text, names)) {
        findings_.add(node(index).span, "expr.unknown-name", "没有“{}”这个名称，是不是“{}”？",
                      "there is no '{}': did you mean '{}'?", text, *near);
    } else {
        findings_.add(node(index).span, "expr.unknown-name", "没有“{}”这个名称；文本要写在引号里",
                      "there is no '{}'; text stands in quotes", text);
    }
}

Checker::Typed Checker::binary(NodeIndex index) {
    const auto& here = node(index);
    switch (here.op) {
    case Operator::add:
    case Operator::subtract: return additive(index);
    case Operator::multiply: return product(index, nullptr);
    case Operator::equal:
    case Operator::not_equal:
    case Operator::less:
    case Operator::less_equal:
    case Operator::greater:
    case Operator::greater_equal: return comparison(index);
    case Operator::or_:
    case Operator::and_: break;
    }
    const auto left = check(here.children[0]);
    const auto right = check(here.children[1]);
    is(left, Kind::boolean);
    is(right, Kind::boolean);
    return emit({.op = here.op == Operator::or_ ? Op::logical_or : Op::logical_and},
                {.kind = Kind::boolean}, index, {left, right});
}

std::optional<Checker::Typed> Checker::dates(NodeIndex index, const Typed& left,
                                             const Typed& right) {
    if (left.type.kind != Kind::date) {
        return std::nullopt;
    }
    const auto days = declarations_.units.find("天").value();
    const bool minus = node(index).op == Operator::subtract;
    if (right.type.kind == Kind::date && minus) {
        return emit({.op = Op::call, .function = Function::days_between},
                    {Kind::number, 0, 0, days}, index, {right, left});
    }
    if (right.type.kind != Kind::number) {
        return std::nullopt;
    }
    const auto shift = as_unit(right, days);
    return emit({.op = minus ? Op::date_subtract : Op::date_add}, {.kind = Kind::date}, index,
                {left, shift});
}

Checker::Typed Checker::additive(NodeIndex index) {
    const auto& here = node(index);
    std::array values{check(here.children[0]), check(here.children[1])};
    if (const auto date = dates(index, values[0], values[1])) {
        return *date;
    }
    if (!is_number(values[0]) || !is_number(values[1])) {
        return unknown(index);
    }
    const Op op = here.op == Operator::add ? Op::add : Op::subtract;
    const auto& units = declarations_.units;
    if (units.is_percent(values[0].type.unit) && units.is_points(values[1].type.unit)) {
        auto type = values[0].type; // 12% + 3 百分点
        type.places = std::max(type.places, values[1].type.places);
        return emit({.op = op}, type, index, values);
    }
    const bool bare = values[0].bare && values[1].bare;
    auto result = emit({.op = op}, unify(values), index, values);
    result.bare = bare;
    return result;
}

Checker::Typed Checker::product(NodeIndex index, const Rounded* rounded) {
    const auto& here = node(index);
    const auto left = check(here.children[0]);
    const auto right = check(here.children[1]);
    if (!is_number(left) || !is_number(right) || left.type.kind == Kind::unknown ||
        right.type.kind == Kind::unknown) {
        return unknown(index);
    }
    const auto found =
        declarations_.units.product(left.type.unit, right.type.unit, UnitTable::Operation::times);
    if (!found || !found->factor.places()) {
        findings_.add(here.span, "expr.inexact-unit",
                      "{}与{}相乘不能精确换算：请先写 换算(…, 单位, 小数位数)",
                      "{} times {} has no exact factor: write convert(…, unit, places) first",
                      unit_name(left.type.unit), unit_name(right.type.unit));
        return unknown(index);
    }
    Type type{Kind::number, left.type.places + right.type.places + *found->factor.places(), 0,
              found->unit};
    Code code{.op = Op::multiply, .factor = found->factor};
    if (rounded != nullptr) {
        code.op = Op::multiply_round;
        code.places = static_cast<std::uint8_t>(rounded->places);
        code.rounding = rounded->rounding;
        type.places = rounded->places;
    } else if (type.places > Number::kMaxScale) {
        findings_.add(here.span, "expr.places",
                      "乘积有 {} 位小数，最多 8 位：请写 取整({}, 小数位数)",
                      "the product has {} places, at most 8: write round({}, places)", type.places,
                      source(index));
        return unknown(index);
    }
    return emit(code, type, index, {left, right});
}

Checker::Typed Checker::comparison(NodeIndex index) {
    const auto& here = node(index);
    std::array values{check(here.children[0]), check(here.children[1])};
    const auto kind = unify(values).kind;
    const bool ordered =
        kind == Kind::number || kind == Kind::date || kind == Kind::period || kind == Kind::unknown;
    if (!ordered && here.op != Operator::equal && here.op != Operator::not_equal) {
        findings_.add(here.word, "expr.no-order", "{}没有大小之分，只能用 = 或 ≠",
                      "{} has no order: only = and != compare it", type_name(values[0].type));
    }
    return emit({.op = Op::compare, .operation = here.op}, {.kind = Kind::boolean}, index, values);
}

// in and between.
Checker::Typed Checker::choices(NodeIndex index) {
    const auto& here = node(index);
    std::vector<Typed> values;
    for (const auto child : here.children) {
        values.push_back(check(child));
    }
    const auto kind = unify(values).kind;
    const bool between = here.kind == NodeKind::between;
    if (between && (kind == Kind::text || kind == Kind::member || kind == Kind::boolean)) {
        findings_.add(here.word, "expr.no-order", "{}没有大小之分，不能用“介于”",
                      "{} has no order: 'between' does not fit it", type_name(values[0].type));
    }
    return emit({.op = between ? Op::between : Op::in_list}, {.kind = Kind::boolean}, index,
                values);
}

Checker::Typed Checker::choose(NodeIndex index) {
    const auto& here = node(index);
    std::vector<Typed> conditions;
    std::vector<Typed> results;
    for (std::size_t i = 0; i < here.children.size(); ++i) {
        const bool result = i % 2 == 1 || i + 1 == here.children.size();
        const auto value = check(here.children[i]);
        if (!result) {
            is(value, Kind::boolean);
        }
        (result ? results : conditions).push_back(value);
    }
    const auto type = unify(results);
    std::vector<Typed> all;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (i < conditions.size()) {
            all.push_back(conditions[i]);
        }
        all.push_back(results[i]);
    }
    return emit({.op = Op::choose}, type, index, all);
}

Checker::Typed Checker::at_period(NodeIndex index) {
    const auto value = check(node(index).children[0]);
    const auto period = check(node(index).children[1]);
    is(period, Kind::period);
    return emit({.op = Op::at_period}, value.type, index, {value, period});
}

Checker::Typed Checker::finish(Typed value, const Type& wanted) {
    value = as_type(value, wanted);
    if (wanted.kind == Kind::number && value.type.kind == Kind::number &&
        value.type.places > wanted.places) {
        findings_.add(node(value.node).span, "expr.places",
                      "结果有 {} 位小数，定义为 {} 位：请写 取整(…, {})",
                      "the result has {} places, {} are declared: write round(…, {})",
                      value.type.places, wanted.places, wanted.places);
    }
    return value;
}

} // namespace luoshi::expr

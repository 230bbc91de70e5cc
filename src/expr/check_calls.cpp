// SPDX-License-Identifier: Apache-2.0
#include "expr/check.hpp"
#include "expr/words.hpp"

#include <algorithm>

namespace luoshi::expr {
namespace {

std::optional<Rounding> rounding_of(Function function) {
    switch (function) { // NOLINT(clang-diagnostic-switch-enum)
    case Function::half_up: return Rounding::half_up;
    case Function::half_even: return Rounding::half_even;
    case Function::down: return Rounding::down;
    case Function::up: return Rounding::up;
    default: return std::nullopt;
    }
}

Period::Kind part_of(Function function) {
    switch (function) {
    case Function::half_year: return Period::Kind::half;
    case Function::quarter: return Period::Kind::quarter;
    case Function::month: return Period::Kind::month;
    default: return Period::Kind::year;
    }
}

} // namespace

Checker::Typed Checker::call(NodeIndex index) {
    using enum Function;
    const auto& here = node(index);
    if (is_aggregate(here)) {
        return aggregate(index);
    }
    switch (here.function) {
    case if_:
    case or_else:
    case on_error:
    case is_missing:
    case is_error: return conditional(index);
    case ratio:
    case share:
    case growth:
    case points: return division(index);
    case Function::round:
    case Function::abs: return rounding(index);
    case convert: return conversion(index);
    case Function::min:
    case Function::max:
    case Function::sum:
    case count:
    case average:
    case all:
    case any: return fold(index);
    case days_between:
    case working_days_between:
    case add_months:
    case year_of:
    case month_of: return date_call(index);
    case previous:
    case next:
    case same_last_year:
    case first_day:
    case last_day:
    case year:
    case half_year:
    case quarter:
    case month: return period_call(index);
    case lookup:
    case band: return table_call(index);
    case param: return parameter_call(index);
    case length:
    case starts_with:
    case ends_with:
    case contains: return text_call(index);
    case quarters:
    case months:
    case half_years:
    case years:
    case this_period:
    case this_year:
    case today:
    case this_subject:
    case subjects:
    case missing:
    case half_up:
    case half_even:
    case down:
    case up: break;
    }
    return word_call(index);
}

Checker::Typed Checker::conditional(NodeIndex index) {
    const auto& here = node(index);
    const Code code{.op = Op::call, .function = here.function};
    if (here.function == Function::is_missing || here.function == Function::is_error) {
        return emit(code, {.kind = Kind::boolean}, index, {check(here.children[0])});
    }
    if (here.function != Function::if_) {
        std::array values{check(here.children[0]), check(here.children[1])};
        const auto type = unify(values);
        return emit(code, type, index, values);
    }
    const auto condition = check(here.children[0]);
    is(condition, Kind::boolean);
    std::array values{check(here.children[1]), check(here.children[2])};
    const auto type = unify(values);
    return emit({.op = Op::choose}, type, index, {condition, values[0], values[1]});
}

// The arguments places and mode, from argument `first` on.
std::optional<Checker::Rounded> Checker::rounded(const Node& call, std::size_t first) {
    Rounded result;
    const auto& places = node(call.children[first]);
    const auto* const literal = std::get_if<NumberLiteral>(&places.literal);
    if (literal == nullptr || !literal->unit.empty() || literal->value.scale() != 0 ||
        literal->value.scaled() > Number::kMaxScale) {
        findings_.add(places.span, "expr.places", "小数位数要直接写成 0 至 8 的一个数",
                      "places are written as a number from 0 to 8");
        return std::nullopt;
    }
    result.places = static_cast<int>(literal->value.scaled());
    if (call.children.size() > first + 1) {
        const auto& mode = node(call.children[first + 1]);
        const auto found = mode.kind == NodeKind::call ? rounding_of(mode.function) : std::nullopt;
        if (!found) {
            findings_.add(mode.span, "expr.rounding",
                          "舍入方式是 四舍五入、四舍六入、舍去、进位 之一",
                          "the mode is one of half_up, half_even, down, up");
            return std::nullopt;
        }
        result.rounding = *found;
    }
    return result;
}

Checker::Typed Checker::division(NodeIndex index) {
    const auto& here = node(index);
    std::array values{check(here.children[0]), check(here.children[1])};
    const auto& units = declarations_.units;
    if (!is_number(values[0]) || !is_number(values[1])) {
        return unknown(index);
    }
    if (here.function == Function::points) {
        values = {as_unit(values[0], units.percent()), as_unit(values[1], units.percent())};
        const Type type{Kind::number, std::max(values[0].type.places, values[1].type.places), 0,
                        units.points()};
        return emit({.op = Op::subtract}, type, index, values);
    }
    const auto round = rounded(here, 2);
    Code code{.op = Op::divide, .function = here.function};
    Type type{Kind::number, round ? round->places : 0, 0, units.percent()};
    if (here.function == Function::ratio) {
        const auto found =
            units.product(values[0].type.unit, values[1].type.unit, UnitTable::Operation::per);
        if (!found) {
            findings_.add(here.span, "expr.unit", "单位过于复杂", "the unit has too many parts");
            return unknown(index);
        }
        code.factor = found->factor;
        type.unit = found->unit;
    } else {
        unify(values);
        code.factor = {100, 1};
        code.op = here.function == Function::growth ? Op::call : Op::divide;
    }
    if (!round) {
        return unknown(index);
    }
    code.places = static_cast<std::uint8_t>(round->places);
    code.rounding = round->rounding;
    return emit(code, type, index, values);
}

// round and abs.
Checker::Typed Checker::rounding(NodeIndex index) {
    const auto& here = node(index);
    Code code{.op = Op::call, .function = here.function};
    if (here.function == Function::abs) {
        const auto value = check(here.children[0]);
        return is_number(value) ? emit(code, value.type, index, {value}) : unknown(index);
    }
    const auto round = rounded(here, 1);
    const auto& inner = node(here.children[0]);
    if (round && inner.kind == NodeKind::binary && inner.op == Operator::multiply) {
        return product(here.children[0], &*round); // rounded once, however many places it has
    }
    const auto value = check(here.children[0]);
    if (!is_number(value) || !round) {
        return unknown(index);
    }
    auto type = value.type;
    type.places = round->places;
    code.places = static_cast<std::uint8_t>(round->places);
    code.rounding = round->rounding;
    return emit(code, type, index, {value});
}

Checker::Typed Checker::conversion(NodeIndex index) {
    const auto& here = node(index);
    const auto value = check(here.children[0]);
    const auto& written = node(here.children[1]);
    if (written.kind == NodeKind::error || !is_number(value)) {
        return unknown(index);
    }
    const auto& name = std::get<std::string>(written.literal);
    const auto unit = declarations_.units.find(name);
    if (!unit) {
        findings_.add(written.span, "expr.unknown-unit", "没有计量单位“{}”",
                      "there is no unit '{}'", name);
        return unknown(index);
    }
    if (here.children.size() == 2 || value.type.kind == Kind::unknown) {
        auto converted = as_unit(value, *unit);
        converted.node = index;
        return converted;
    }
    const auto round = rounded(here, 2);
    const auto factor = declarations_.units.factor(value.type.unit, *unit);
    if (!factor) {
        misfit(value, *unit);
    }
    if (!round || !factor) {
        return unknown(index);
    }
    const Type type{Kind::number, round->places, 0, *unit};
    return emit({.op = Op::call,
                 .function = Function::convert,
                 .rounding = round->rounding,
                 .places = static_cast<std::uint8_t>(round->places),
                 .factor = *factor},
                type, index, {value});
}

Checker::Typed Checker::fold(NodeIndex index) {
    const auto& here = node(index);
    std::vector<Typed> values;
    for (const auto child : here.children) {
        values.push_back(check(child));
    }
    const auto type = unify(values);
    const bool dates =
        here.function != Function::sum && (type.kind == Kind::date || type.kind == Kind::period);
    if (!dates) {
        for (const auto& value : values) {
            is_number(value);
        }
    }
    return emit({.op = Op::call, .function = here.function}, type, index, values);
}

Checker::Typed Checker::date_call(NodeIndex index) {
    const auto& here = node(index);
    const Code code{.op = Op::call, .function = here.function};
    const auto first = check(here.children[0]);
    const auto& units = declarations_.units;
    if (here.function == Function::year_of || here.function == Function::month_of) {
        if (here.function == Function::month_of || first.type.kind != Kind::period) {
            is(first, Kind::date);
        }
        return emit(code, {.kind = Kind::number}, index, {first});
    }
    is(first, Kind::date);
    auto second = check(here.children[1]);
    if (here.function == Function::add_months) {
        second = is_number(second) ? as_unit(second, units.find("月").value()) : second;
        if (second.type.places > 0) {
            findings_.add(node(second.node).span, "expr.places", "月数要是整数",
                          "months are a whole number");
        }
        return emit(code, {.kind = Kind::date}, index, {first, second});
    }
    is(second, Kind::date);
    const bool working = here.function == Function::working_days_between;
    return emit(code, {Kind::number, 0, 0, units.find(working ? "工作日" : "天").value()}, index,
                {first, second});
}

Checker::Typed Checker::period_call(NodeIndex index) {
    const auto& here = node(index);
    const Code code{.op = Op::call, .function = here.function, .part = part_of(here.function)};
    const auto value = check(here.children[0]);
    switch (here.function) {
    case Function::first_day:
    case Function::last_day:
        is(value, Kind::period);
        return emit(code, {.kind = Kind::date}, index, {value});
    case Function::previous:
    case Function::next:
    case Function::same_last_year: is(value, Kind::period); break;
    default:
        if (value.type.kind != Kind::date) {
            is(value, Kind::period);
        }
    }
    return emit(code, {.kind = Kind::period}, index, {value});
}

Checker::Typed Checker::table_call(NodeIndex index) {
    const auto& here = node(index);
    const auto& written = node(here.children[0]);
    const auto* const name = std::get_if<std::string>(&written.literal);
    const auto named = name != nullptr ? declarations_.find(*name) : std::nullopt;
    if (!named || named->kind != NameKind::table) {
        std::vector<std::string> names;
        for (const auto& table : declarations_.tables()) {
            names.push_back(table.name);
        }
        const auto near = nearest(source(here.children[0]), names);
        findings_.add(written.span, "expr.unknown-table", "“{0}”不是一张表{1}",
                      "'{0}' is no table{2}", source(here.children[0]),
                      near ? "，是不是“" + *near + "”？" : "",
                      near ? ": did you mean '" + *near + "'?" : "");
        return unknown(index);
    }
    const auto& table = declarations_.tables()[named->index];
    const bool band = here.function == Function::band;
    if (band == table.bands.empty()) {
        findings_.add(
            here.word, "expr.type", band ? "“{}”没有分档，请用 查表" : "“{}”是分档表，请用 分档",
            band ? "'{}' has no bands: use lookup" : "'{}' has bands: use band", table.name);
        return unknown(index);
    }
    if (here.children.size() != table.keys.size() + 1) {
        findings_.add(here.word, "expr.arguments", "“{}”有 {} 个关键字，这里给了 {} 个",
                      "'{}' has {} keys, not {}", table.name, table.keys.size(),
                      here.children.size() - 1);
        return unknown(index);
    }
    std::vector<Typed> keys;
    for (std::size_t k = 0; k < table.keys.size(); ++k) {
        keys.push_back(as_type(check(here.children[k + 1]), table.keys[k]));
    }
    return emit({.op = Op::call, .function = here.function, .a = named->index}, table.result, index,
                keys);
}

Checker::Typed Checker::parameter_call(NodeIndex index) {
    const auto& here = node(index);
    const auto* const name = std::get_if<std::string>(&node(here.children[0]).literal);
    const auto named = name != nullptr ? declarations_.find(*name) : std::nullopt;
    const auto date = check(here.children[1]);
    is(date, Kind::date);
    if (!named || named->kind != NameKind::parameter) {
        findings_.add(node(here.children[0]).span, "expr.unknown-parameter", "“{}”不是一个参数",
                      "'{}' is no parameter", source(here.children[0]));
        return unknown(index);
    }
    return emit({.op = Op::parameter, .a = named->index},
                declarations_.parameters()[named->index].type, index, {date});
}

Checker::Typed Checker::text_call(NodeIndex index) {
    const auto& here = node(index);
    std::vector<Typed> values;
    for (const auto child : here.children) {
        values.push_back(check(child));
        is(values.back(), Kind::text);
    }
    const auto kind = here.function == Function::length ? Kind::number : Kind::boolean;
    return emit({.op = Op::call, .function = here.function}, {.kind = kind}, index, values);
}

Checker::Typed Checker::word_call(NodeIndex index) {
    const auto& here = node(index);
    Type type;
    switch (here.function) {
    case Function::this_period:
    case Function::this_year: type.kind = Kind::period; break;
    case Function::today: type.kind = Kind::date; break;
    case Function::this_subject: type.kind = Kind::text; break;
    case Function::missing: return constant(Missing::not_applicable, {}, index);
    default:
        findings_.add(here.span, "expr.no-value", "“{0}”在此处没有意义：{1}",
                      "'{0}' means nothing here: {2}", source(index), info_of(here.function).zh,
                      info_of(here.function).en);
        return unknown(index);
    }
    return emit({.op = Op::call, .function = here.function}, type, index, {});
}

} // namespace luoshi::expr

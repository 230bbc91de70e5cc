// SPDX-License-Identifier: Apache-2.0
// Functions that total over the rows of a register, the parts of a period, or all subjects.
#include "expr/check.hpp"

#include <algorithm>

namespace luoshi::expr {

bool Checker::is_aggregate(const Node& call) const {
    switch (call.function) {
    case Function::count:
    case Function::average:
    case Function::all:
    case Function::any: return true;
    case Function::sum:
    case Function::min:
    case Function::max: break;
    default: return false;
    }
    if (call.children.size() != 1) {
        return std::ranges::any_of(
            call.children, [&](NodeIndex child) { return node(child).kind == NodeKind::range; });
    }
    std::vector<std::uint16_t> records;
    find_records(call.children[0], records);
    return node(call.children[0]).kind == NodeKind::range || !records.empty();
}

// Registers named below `index` that no row is at hand of; inner totals have their own.
void Checker::find_records(NodeIndex index, std::vector<std::uint16_t>& found) const {
    const auto& here = node(index);
    if (here.kind == NodeKind::name) {
        const auto named = declarations_.find(std::get<std::string>(here.literal));
        const bool rows =
            named && (named->kind == NameKind::record_field || named->kind == NameKind::records);
        if (rows && !bound_.at(named->index) && std::ranges::count(found, named->index) == 0) {
            found.push_back(named->index);
        }
        return;
    }
    if (here.kind == NodeKind::call && is_aggregate(here)) {
        return;
    }
    for (const auto child : here.children) {
        find_records(child, found);
    }
}

bool Checker::take_over(NodeIndex index, Range& range) {
    const auto& here = node(index);
    range.kind = RangeKind::parts;
    switch (here.kind == NodeKind::call ? here.function : Function::missing) {
    case Function::quarters: range.part = Period::Kind::quarter; break;
    case Function::months: range.part = Period::Kind::month; break;
    case Function::half_years: range.part = Period::Kind::half; break;
    case Function::years: range.kind = RangeKind::years; break;
    case Function::subjects: range.kind = RangeKind::subjects; return true;
    default:
        if (here.kind != NodeKind::error) {
            findings_.add(here.span, "expr.range",
                          "“按”后面应是 各季(…)、各月(…)、各半年(…)、历年(…) 或 各单位",
                          "over is followed by quarters(…), months(…), half_years(…), years(…) or "
                          "subjects");
        }
        return false;
    }
    const auto period = check(here.children[0]);
    bool fits = is(period, Kind::period);
    range.over = period.code;
    if (range.kind == RangeKind::years) {
        const auto last = check(here.children[1]);
        fits = is(last, Kind::period) && fits;
        range.over_to = last.code;
    }
    return fits;
}

std::optional<Checker::Range> Checker::range_of(NodeIndex argument) {
    const auto& here = node(argument);
    Range range;
    range.body = here.kind == NodeKind::range ? here.children[0] : argument;
    const bool over = here.kind == NodeKind::range && (here.parts & kHasOver) != 0;
    if (over) {
        return take_over(here.children[1], range) ? std::optional{range} : std::nullopt;
    }
    std::vector<std::uint16_t> records;
    find_records(argument, records);
    if (records.size() == 1) {
        range.kind = RangeKind::rows;
        range.records = records[0];
        return range;
    }
    if (records.empty()) {
        findings_.add(here.span, "expr.range",
                      "“{}”里没有台账的字段：请写 台账.字段，或加上 按 各季(…)、按 各单位",
                      "'{}' names no field of a register: name one, or add over quarters(…) or "
                      "over subjects",
                      source(argument));
        for (const auto child : here.children) {
            check(child);
        }
    } else {
        findings_.add(here.span, "expr.two-registers", "一次只能汇总一本台账，这里有“{}”和“{}”",
                      "a total is over one register, here are '{}' and '{}'",
                      declarations_.record_sets()[records[0]].name,
                      declarations_.record_sets()[records[1]].name);
    }
    return std::nullopt;
}

Checker::Typed Checker::aggregate(NodeIndex index) {
    const auto& here = node(index);
    auto range = range_of(here.children[0]);
    if (!range) {
        return unknown(index);
    }
    const bool rows = range->kind == RangeKind::rows;
    if (rows) {
        bound_.at(range->records) = true;
    }
    const auto& argument = node(here.children[0]);
    if (argument.kind == NodeKind::range && (argument.parts & kHasWhere) != 0) {
        const auto where = check(argument.children.back());
        is(where, Kind::boolean);
        range->where = where.code;
    }
    const auto result = aggregate_of(index, *range);
    if (rows) {
        bound_.at(range->records) = false;
    }
    return result;
}

Checker::Typed Checker::aggregate_of(NodeIndex index, const Range& range) {
    const auto& here = node(index);
    Code code{.op = Op::aggregate,
              .function = here.function,
              .range = range.kind,
              .part = range.part,
              .a = range.records,
              .over = range.over,
              .over_to = range.over_to,
              .where = range.where};
    if (here.function == Function::count) {
        return counted(index, range, code);
    }
    const auto body = check(range.body);
    if (here.function == Function::all || here.function == Function::any) {
        is(body, Kind::boolean);
        return emit(code, {.kind = Kind::boolean}, index, {body});
    }
    const bool extreme = here.function == Function::min || here.function == Function::max;
    if (!(extreme && body.type.kind == Kind::date) && !is_number(body)) {
        return unknown(index);
    }
    auto type = body.type;
    if (here.function == Function::average) {
        const auto round = rounded(here, 1);
        if (!round) {
            return unknown(index);
        }
        code.places = static_cast<std::uint8_t>(round->places);
        code.rounding = round->rounding;
        type.places = round->places;
    } else if (here.children.size() != 1) {
        findings_.add(here.span, "expr.arguments", "“其中”“按”只用于一个参数的汇总：{}",
                      "where and over go with a single argument: {}", info_of(here.function).usage);
        return unknown(index);
    }
    return emit(code, type, index, {body});
}

Checker::Typed Checker::counted(NodeIndex index, const Range& range, Code code) {
    const auto& body = node(range.body);
    const auto* const name =
        body.kind == NodeKind::name ? std::get_if<std::string>(&body.literal) : nullptr;
    const auto named = name != nullptr ? declarations_.find(*name) : std::nullopt;
    Type type{Kind::number, 0, 0, declarations_.units.find("个").value()};
    if (range.kind == RangeKind::rows) {
        type.unit = declarations_.record_sets()[range.records].counter;
    }
    if (named && named->kind == NameKind::records) {
        return emit(code, type, index, {});
    }
    const auto condition = check(range.body);
    is(condition, Kind::boolean);
    return emit(code, type, index, {condition});
}

} // namespace luoshi::expr

// SPDX-License-Identifier: Apache-2.0
// A tree into a program: names, types, units, places. Every fault is a finding; what follows from a
// fault is of kind unknown and fits everywhere, so that it is not told twice.
#pragma once

#include "expr/findings.hpp"
#include "expr/program.hpp"

#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace luoshi::expr {

class Checker {
public:
    // All borrowed for the life of the object.
    Checker(const Tree& tree, const Declarations& declarations, Findings& findings);
    Program run(const std::optional<Type>& result);

private:
    struct Typed {
        Type type;
        CodeIndex code = kNoCode;
        NodeIndex node = 0;
        bool bare = false;                 // a literal number without a unit
        const std::string* text = nullptr; // of a literal text
    };
    struct Rounded {
        int places = 0;
        Rounding rounding = Rounding::half_up;
    };
    struct Range {
        RangeKind kind = RangeKind::none;
        std::uint16_t records = 0;
        Period::Kind part{};
        CodeIndex over = kNoCode, over_to = kNoCode, where = kNoCode;
        NodeIndex body = 0;
    };

    const Node& node(NodeIndex index) const { return tree_.nodes[index]; }
    std::string source(NodeIndex index) const; // as written, shortened
    std::string unit_name(const Unit& unit) const;
    std::string type_name(const Type& type) const;
    Typed emit(Code code, Type type, NodeIndex at, std::initializer_list<Typed> children);
    Typed emit(Code code, Type type, NodeIndex at, std::span<const Typed> children);
    Typed constant(Value value, Type type, NodeIndex at);
    Typed unknown(NodeIndex at) const { return {{}, kNoCode, at, false, nullptr}; }

    // Expressions (check.cpp).
    Typed check(NodeIndex index);
    Typed literal(NodeIndex index);
    Typed name(NodeIndex index);
    void unknown_name(NodeIndex index, const std::string& text);
    Typed binary(NodeIndex index);
    Typed additive(NodeIndex index);
    std::optional<Typed> dates(NodeIndex index, const Typed& left, const Typed& right);
    Typed product(NodeIndex index, const Rounded* rounded);
    Typed comparison(NodeIndex index);
    Typed choices(NodeIndex index);
    Typed choose(NodeIndex index);
    Typed at_period(NodeIndex index);
    Typed finish(Typed value, const Type& wanted);

    // Types and units (check_units.cpp).
    bool is(const Typed& value, Kind kind); // unknown passes; otherwise a finding
    bool is_number(const Typed& value) { return is(value, Kind::number); }
    Typed as_unit(Typed value, const Unit& unit); // exactly, or a finding
    Typed as_type(Typed value, const Type& type); // as_unit; a text becomes a member
    Typed as_member(Typed value, std::uint16_t enumeration);
    Typed choices_as_members(Typed value, std::uint16_t enumeration);
    bool adopts(const Typed& bare, const Unit& unit) const;
    // Brings all to one type; kind unknown when they have none.
    Type unify(std::span<Typed> values);
    Type unify_numbers(std::span<Typed> values);
    std::optional<Unit> common_unit(const Typed& a, const Typed& b);
    void clash(const Typed& a, const Typed& b);
    void misfit(const Typed& value, const Unit& unit);

    // Calls (check_calls.cpp, check_ranges.cpp).
    Typed call(NodeIndex index);
    Typed conditional(NodeIndex index);
    Typed division(NodeIndex index);
    Typed rounding(NodeIndex index);
    Typed conversion(NodeIndex index);
    Typed date_call(NodeIndex index);
    Typed period_call(NodeIndex index);
    Typed table_call(NodeIndex index);
    Typed parameter_call(NodeIndex index);
    Typed text_call(NodeIndex index);
    Typed word_call(NodeIndex index);
    Typed fold(NodeIndex index); // min(a, b), sum(a, b)
    std::optional<Rounded> rounded(const Node& call, std::size_t first);
    bool is_aggregate(const Node& call) const;
    Typed aggregate(NodeIndex index);
    std::optional<Range> range_of(NodeIndex argument);
    bool take_over(NodeIndex index, Range& range);
    void find_records(NodeIndex index, std::vector<std::uint16_t>& found) const;
    Typed aggregate_of(NodeIndex index, const Range& range);
    Typed counted(NodeIndex index, const Range& range, Code code);

    const Tree& tree_;
    const Declarations& declarations_;
    Findings& findings_;
    Program program_;
    std::array<bool, Declarations::kMaxRecordSets> bound_{}; // record sets a row is at hand of
};

} // namespace luoshi::expr

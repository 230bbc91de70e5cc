// SPDX-License-Identifier: Apache-2.0
// Runs a program, with or without a witness of its steps.
#pragma once

#include "expr/arithmetic.hpp"
#include "expr/calls.hpp"
#include "expr/environment.hpp"
#include "expr/expr.hpp"

#include <array>
#include <optional>
#include <string>

namespace luoshi::expr {

// What a step is done for: the row, period and subject in force.
struct Frame {
    Period period;
    const std::string* subject = nullptr; // borrowed from the environment
    std::array<const Value*, Declarations::kMaxRecordSets> rows{};
};

struct NoWitness {
    void enter(const Code&) {}
    void leave(const Code&, const Value&) {}
    void used(const Parameter&, const Parameter::Entry&) {}
    void begin_item(const Code&, const Frame&, std::size_t) {}
    void end_item(const Value&) {}
};

template <class Witness>
class Runner {
public:
    Runner(const Program& program, const Environment& environment, Witness& witness)
        : program_(program), environment_(environment), witness_(witness) {
        frame_.period = environment.period;
        frame_.subject = &environment.subject;
    }

    Value run(CodeIndex index) {
        const auto& code = program_.codes[index];
        if (++steps_ > kMostSteps) {
            return Fault::too_costly;
        }
        witness_.enter(code);
        auto value = step(code);
        witness_.leave(code, value);
        return value;
    }

private:
    Value child(const Code& code, std::uint32_t n) {
        return run(program_.children[code.first + n]);
    }

    Value step(const Code& code) {
        switch (code.op) {
        case Op::constant: return program_.constants[code.a];
        case Op::field: return environment_.field(code.a);
        case Op::row_field: return frame_.rows[code.a][code.b];
        case Op::element: return environment_.fact(code.a, *frame_.subject, frame_.period);
        case Op::parameter: return parameter(code);
        case Op::convert: return convert_value(child(code, 0), code);
        case Op::negate: return negate_value(child(code, 0));
        case Op::invert: {
            const auto value = child(code, 0);
            return value.boolean() == nullptr ? value : Value{!*value.boolean()};
        }
        case Op::logical_or: return junction(code, true);
        case Op::logical_and: return junction(code, false);
        case Op::in_list: return in_list(code);
        case Op::choose: return choose(code);
        case Op::at_period: return at_period(code);
        case Op::aggregate: return aggregate(code);
        case Op::call: return call(code);
        case Op::between: {
            const auto value = child(code, 0);
            return both(compare_values(value, child(code, 1), Operator::greater_equal),
                        compare_values(value, child(code, 2), Operator::less_equal));
        }
        case Op::compare:
        case Op::add:
        case Op::subtract:
        case Op::date_add:
        case Op::date_subtract:
        case Op::multiply:
        case Op::multiply_round:
        case Op::divide: break;
        }
        return binary(code);
    }

    Value binary(const Code& code) {
        const auto a = child(code, 0);
        const auto b = child(code, 1);
        switch (code.op) {
        case Op::compare: return compare_values(a, b, code.operation);
        case Op::add: return add_values(a, b);
        case Op::subtract: return subtract_values(a, b);
        case Op::date_add: return shift_date(a, b, false);
        case Op::date_subtract: return shift_date(a, b, true);
        case Op::divide: return divide_values(a, b, code);
        default: return multiply_values(a, b, code);
        }
    }

    // `decisive` ends it: true for or, false for and.
    Value junction(const Code& code, bool decisive) {
        auto a = child(code, 0);
        if (a.boolean() != nullptr && *a.boolean() == decisive) {
            return a;
        }
        const auto b = child(code, 1);
        return decisive ? either(a, b) : both(a, b);
    }

    Value in_list(const Code& code) {
        const auto value = child(code, 0);
        Value found = false;
        for (std::uint32_t i = 1; i < code.count; ++i) {
            found = either(found, compare_values(value, child(code, i), Operator::equal));
            if (found.boolean() != nullptr && *found.boolean()) {
                break;
            }
        }
        return found;
    }

    Value choose(const Code& code) {
        for (std::uint32_t i = 0; i + 1 < code.count; i += 2) {
            const auto condition = child(code, i);
            if (condition.boolean() == nullptr) {
                return condition;
            }
            if (*condition.boolean()) {
                return child(code, i + 1);
            }
        }
        return child(code, code.count - 1);
    }

    Value parameter(const Code& code) {
        auto day = environment_.day;
        if (code.count > 0) {
            const auto date = child(code, 0);
            if (date.date() == nullptr) {
                return date;
            }
            day = *date.date();
        }
        const auto& declared = program_.declarations->parameters()[code.a];
        const auto* const entry = declared.at(day);
        if (entry == nullptr) {
            return Missing::not_in_force;
        }
        witness_.used(declared, *entry);
        return entry->value;
    }

    Value at_period(const Code& code) {
        const auto period = child(code, 1);
        if (period.period() == nullptr) {
            return period;
        }
        const auto before = frame_.period;
        frame_.period = *period.period();
        auto value = child(code, 0);
        frame_.period = before;
        return value;
    }

    Value call(const Code& code) {
        switch (code.function) {
        case Function::this_period: return frame_.period;
        case Function::this_subject: return Value::text(*frame_.subject);
        case Function::this_year: return *frame_.period.within(Period::Kind::year);
        default: break;
        }
        constexpr std::uint32_t few = 4;
        if (code.count <= few) {
            std::array<Value, few> values;
            for (std::uint32_t i = 0; i < code.count; ++i) {
                values[i] = child(code, i);
            }
            return call_function(code, {values.data(), code.count}, environment_);
        }
        std::vector<Value> values;
        values.reserve(code.count);
        for (std::uint32_t i = 0; i < code.count; ++i) {
            values.push_back(child(code, i));
        }
        return call_function(code, values, environment_);
    }

    Value aggregate(const Code& code) {
        Total total{code};
        const auto before = frame_;
        std::optional<Value> stopped;
        switch (code.range) {
        case RangeKind::rows: over_rows(code, total); break;
        case RangeKind::subjects: over_subjects(code, total); break;
        case RangeKind::parts:
        case RangeKind::years: stopped = over_periods(code, total); break;
        case RangeKind::none: break;
        }
        frame_ = before;
        return stopped ? *stopped : total.value();
    }

    void item(const Code& code, Total& total, std::size_t n) {
        witness_.begin_item(code, frame_, n);
        Value value;
        const auto condition = code.where == kNoCode ? Value{true} : run(code.where);
        if (condition.boolean() == nullptr) {
            value = condition; // whether it counts is not known
            total.take(value);
        } else if (*condition.boolean()) {
            value = code.count == 0 ? Value{true} : child(code, 0);
            total.take(value);
        } else {
            value = Missing::not_applicable;
        }
        witness_.end_item(value);
    }

    void over_rows(const Code& code, Total& total) {
        const auto count = environment_.row_count(code.a);
        for (std::size_t n = 0; n < count && !done(total); ++n) {
            frame_.rows[code.a] = environment_.row(code.a, n);
            item(code, total, n);
        }
    }

    void over_subjects(const Code& code, Total& total) {
        for (std::size_t n = 0; n < environment_.subjects().size() && !done(total); ++n) {
            frame_.subject = &environment_.subjects()[n];
            item(code, total, n);
        }
    }

    std::optional<Value> over_periods(const Code& code, Total& total) {
        const auto first = run(code.over);
        const auto last = code.range == RangeKind::years ? run(code.over_to) : first;
        if (const auto* const block = blocking(first, last)) {
            return *block;
        }
        if (code.range == RangeKind::years) {
            return over_years(code, total, *first.period(), *last.period());
        }
        const int count = first.period()->parts(code.part);
        if (count == 0) {
            return Value{Fault::no_such_period};
        }
        for (int n = 1; n <= count && !done(total); ++n) {
            frame_.period = *first.period()->part(code.part, n);
            item(code, total, static_cast<std::size_t>(n) - 1);
        }
        return std::nullopt;
    }

    std::optional<Value> over_years(const Code& code, Total& total, Period first, Period last) {
        for (int year = first.year(); year <= last.year() && !done(total); ++year) {
            frame_.period = *Period::of(Period::Kind::year, year, 1);
            item(code, total, static_cast<std::size_t>(year - first.year()));
        }
        return std::nullopt;
    }

    bool done(const Total& total) const { return total.is_decided() || steps_ > kMostSteps; }

    const Program& program_;
    const Environment& environment_;
    Witness& witness_;
    Frame frame_;
    std::uint64_t steps_ = 0;
};

} // namespace luoshi::expr

// SPDX-License-Identifier: Apache-2.0
// What the names of a formula are worth: the values of one evaluation. For callers of evaluate().
//
//   Environment e{declarations}; e.set("投资额", value); e.add_row("项目", {…});
//   e.add_fact("工业增加值", "广州市", period, value); e.day, e.period, e.subject
#pragma once

#include "base/work_calendar.hpp"
#include "expr/scope.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace luoshi::expr {

class Environment {
public:
    explicit Environment(const Declarations& declarations); // borrowed for the life of the object
    const Declarations& declarations() const noexcept { return *declarations_; }

    Date day;                               // the date of the computation; parameters are its
    Period period;                          // this_period
    std::string subject;                    // this_subject: a key of the facts
    const WorkCalendar* calendar = nullptr; // borrowed or absent

    // Values that are not set are missing (not reported). A value that does not fit its type is
    // held as the error wrong_value. Errors: not_found (expr.no-name) when nothing declared is
    // called so; invalid_argument (expr.row) for a row of another width.
    void set(std::string_view field, Value value);
    void set(std::uint16_t field, Value value); // by index; ensured to be in range
    void add_row(std::string_view records, std::vector<Value> cells); // in order of its fields
    // A cell of a row that was added. Ensured: there is such a row and column.
    void set_cell(std::uint16_t records, std::size_t row_at, std::uint16_t column, Value value);
    void add_fact(std::string_view element, const std::string& subject_of, Period period_of,
                  Value value);

    const Value& field(std::uint16_t index) const { return fields_[index]; }
    std::size_t row_count(std::uint16_t records) const;
    const Value* row(std::uint16_t records, std::size_t n) const; // its cells; n < row_count
    // Missing (not reported) when there is no such fact.
    const Value& fact(std::uint16_t element, const std::string& subject_of, Period period_of) const;
    const std::vector<std::string>& subjects() const noexcept { return subjects_; } // sorted

private:
    const Declarations* declarations_;
    std::vector<Value> fields_;
    std::vector<std::vector<Value>> rows_; // by record set: cells of all rows, one after another
    std::vector<std::size_t> row_counts_;
    std::vector<std::string> subjects_;
    std::map<std::tuple<std::uint16_t, std::string, Period>, Value> facts_;
};

} // namespace luoshi::expr

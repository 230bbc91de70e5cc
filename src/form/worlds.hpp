// SPDX-License-Identifier: Apache-2.0
// What the formulas of one filled form see: one environment for the form, one for the rows of each
// table whose rows have formulas. What changes is told to all of them.
#pragma once

#include "form/check.hpp"

#include <map>

namespace luoshi::form {

class Worlds {
public:
    // Borrowed for the life of the object. Handed values and facts are set, fields are not yet.
    Worlds(const Form& form, const Context& context);

    void set_field(FieldIndex field, const expr::Value& value);
    // The rows of a table; once per table.
    void set_rows(FieldIndex table, const std::vector<std::vector<Answer>>& rows);
    void set_cell(FieldIndex table, std::size_t row, FieldIndex column, const expr::Value& value);
    const expr::Environment& of_form() const { return main_; }
    // The row's cells are those of `cells`. Ensured: the table's rows have names.
    const expr::Environment& of_row(FieldIndex table, const std::vector<Answer>& cells);

private:
    void fill(expr::Environment& environment, const Context& context) const;
    const Form& form_;
    expr::Environment main_;
    std::map<FieldIndex, expr::Environment> rows_;
};

} // namespace luoshi::form

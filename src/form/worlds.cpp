// SPDX-License-Identifier: Apache-2.0
#include "form/worlds.hpp"

#include "base/error.hpp"

namespace luoshi::form {

Worlds::Worlds(const Form& form, const Context& context) : form_(form), main_(*form.names) {
    fill(main_, context);
    for (const auto& [table, names] : form.row_names) {
        fill(rows_.emplace(table, *names).first->second, context);
    }
}

void Worlds::fill(expr::Environment& environment, const Context& context) const {
    const auto& names = environment.declarations();
    environment.day = context.day;
    environment.period = context.period;
    environment.subject = context.subject;
    environment.calendar = context.calendar;
    for (const auto& [name, text] : context.handed) {
        const auto named = names.find(name);
        if (named && named->kind == expr::NameKind::field && form_.find(name) == nullptr) {
            const auto value = names.parse_value(text, names.fields()[named->index].type);
            environment.set(named->index, value.value_or(expr::Value{}));
        }
    }
    for (const auto& fact : context.facts) {
        const auto named = names.find(fact.element);
        if (named && named->kind == expr::NameKind::element) {
            const auto value = names.parse_value(fact.value, names.elements()[named->index].type);
            environment.add_fact(fact.element, fact.subject, fact.period,
                                 value.value_or(expr::Value{}));
        }
    }
}

void Worlds::set_field(FieldIndex field, const expr::Value& value) {
    const auto slot = form_.fields[field].slot;
    main_.set(slot, value);
    for (auto& [table, environment] : rows_) {
        environment.set(slot, value);
    }
}

void Worlds::set_rows(FieldIndex table, const std::vector<std::vector<Answer>>& rows) {
    const auto& name = form_.fields[table].name;
    for (const auto& row : rows) {
        std::vector<expr::Value> cells;
        cells.reserve(row.size());
        for (const auto& cell : row) {
            cells.push_back(cell.value);
        }
        for (auto& [other, environment] : rows_) {
            environment.add_row(name, cells);
        }
        main_.add_row(name, std::move(cells));
    }
}

void Worlds::set_cell(FieldIndex table, std::size_t row, FieldIndex column,
                      const expr::Value& value) {
    const auto slot = form_.fields[table].slot;
    main_.set_cell(slot, row, column, value);
    for (auto& [other, environment] : rows_) {
        environment.set_cell(slot, row, column, value);
    }
}

const expr::Environment& Worlds::of_row(FieldIndex table, const std::vector<Answer>& cells) {
    const auto found = rows_.find(table);
    ensure(found != rows_.end(), "rows with formulas have names");
    const auto& columns = form_.fields[table].columns;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        found->second.set(columns[c].slot, cells[c].value);
    }
    return found->second;
}

} // namespace luoshi::form

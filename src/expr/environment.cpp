// SPDX-License-Identifier: Apache-2.0
#include "expr/environment.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace luoshi::expr {
namespace {

Value fitted(Value value, const Type& type) {
    return value.is_present() && !value.fits(type) ? Value{Fault::wrong_value} : std::move(value);
}

Named expect(const Declarations& declarations, std::string_view name, NameKind kind) {
    const auto named = declarations.find(name);
    if (!named || named->kind != kind) {
        throw failure(ErrorCode::not_found, "expr.no-name", "nothing declared is called '{}'",
                      name);
    }
    return *named;
}

} // namespace

Environment::Environment(const Declarations& declarations)
    : declarations_(&declarations), fields_(declarations.fields().size()),
      rows_(declarations.record_sets().size()), row_counts_(declarations.record_sets().size()) {}

void Environment::set(std::string_view field, Value value) {
    set(expect(*declarations_, field, NameKind::field).index, std::move(value));
}

void Environment::set(std::uint16_t field, Value value) {
    ensure(field < fields_.size(), "a field is set by an index it has");
    fields_[field] = fitted(std::move(value), declarations_->fields()[field].type);
}

void Environment::add_row(std::string_view records, std::vector<Value> cells) {
    const auto index = expect(*declarations_, records, NameKind::records).index;
    const auto& fields = declarations_->record_sets()[index].fields;
    if (cells.size() != fields.size()) {
        throw failure(ErrorCode::invalid_argument, "expr.row",
                      "a row of '{}' has {} values, not {}", records, fields.size(), cells.size());
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        rows_[index].push_back(fitted(std::move(cells[i]), fields[i].type));
    }
    ++row_counts_[index];
}

void Environment::set_cell(std::uint16_t records, std::size_t row_at, std::uint16_t column,
                           Value value) {
    const auto& fields = declarations_->record_sets().at(records).fields;
    ensure(row_at < row_counts_[records] && column < fields.size(), "a cell that is set is there");
    rows_[records][row_at * fields.size() + column] = fitted(std::move(value), fields[column].type);
}

void Environment::add_fact(std::string_view element, const std::string& subject_of,
                           Period period_of, Value value) {
    const auto index = expect(*declarations_, element, NameKind::element).index;
    const auto at = std::ranges::lower_bound(subjects_, subject_of);
    if (at == subjects_.end() || *at != subject_of) {
        subjects_.insert(at, subject_of);
    }
    facts_.insert_or_assign({index, subject_of, period_of},
                            fitted(std::move(value), declarations_->elements()[index].type));
}

std::size_t Environment::row_count(std::uint16_t records) const {
    return row_counts_[records];
}

const Value* Environment::row(std::uint16_t records, std::size_t n) const {
    return rows_[records].data() + n * declarations_->record_sets()[records].fields.size();
}

const Value& Environment::fact(std::uint16_t element, const std::string& subject_of,
                               Period period_of) const {
    static const Value none;
    const auto found = facts_.find({element, subject_of, period_of});
    return found == facts_.end() ? none : found->second;
}

} // namespace luoshi::expr

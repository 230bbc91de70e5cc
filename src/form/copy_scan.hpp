// SPDX-License-Identifier: Apache-2.0
// Finds the parts of a copy again: which row is which field, where tables begin and end. What
// people did to it is taken as it is; read_copy.cpp says what is wrong.
#pragma once

#include "form/copy_rows.hpp"
#include "form/offline.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace luoshi::form::copy {

struct Columns { // half-open; empty: there is no such column
    std::size_t begin = 0, end = 0;
    bool operator==(const Columns&) const = default;
};

struct FieldLine {
    std::vector<FieldIndex> fields;    // those it may be, best first; none: unknown
    bool exact = false;                // nothing stands behind the title, or what a copy prints
    std::optional<std::size_t> number; // 序号
    std::string label, value, unit;
    std::vector<std::string> passages; // cells below it
    std::size_t section = 0;           // of the form
    const Row* row = nullptr;
    std::size_t column = 0; // of the value
};

struct HeadingCell {
    std::optional<FieldIndex> column; // nullopt: unknown
    std::string text, rest;           // rest: behind the title, folded: "(万元)"
    Columns at;
};

struct TablePart { // rows below one row of headings
    FieldIndex table = 0;
    std::vector<HeadingCell> headings;
    std::optional<Columns> number;
    const Row* heading = nullptr;
    std::vector<const Row*> rows;
};

struct ReasonLine {
    std::string number, reason;
};

struct Scan {
    CopyInfo info;
    bool marked = false;
    std::vector<FieldLine> fields;
    std::vector<TablePart> tables;
    std::set<FieldIndex> captions; // tables whose caption stands there
    std::vector<ReasonLine> reasons;
    std::vector<const Row*> strays; // rows that are none of this
};

// Rows are borrowed by the result.
Scan scan(const std::vector<Row>& rows, const Form& form, const org::Directory& directory,
          Date date);

} // namespace luoshi::form::copy

// SPDX-License-Identifier: Apache-2.0
// Ledgers offices keep themselves: tables in a sheet or a document, headed as each office likes.
// For whoever takes them in.
//
//   propose_mapping(document, lexicon)        what each column seems to be
//   read_ledger(document, mapping, lexicon)   the tables as a reading, by a mapping
//   apply_known(mapping, known)               what a person said of the same headings before
//
// A row with a task is an item; one alone in its row names a section; what stands above the
// headings gives title, number and date; totals and notes below are named in the warnings.
// Threads: all functions are pure.
#pragma once

#include "notice/notice.hpp"
#include "office/document.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::notice {

// What a column holds. title: a short name beside a longer task.
enum class ColumnUse {
    ignored,
    number,
    section,
    title,
    task,
    lead,
    joint,
    responsible,
    separate,
    guide,
    participate,
    report_to,
    person,
    deadline,
    standard,
    progress,
    remark
};

struct MappedColumn {
    std::string heading; // of several rows joined by "/"; empty: none
    ColumnUse use = ColumnUse::ignored;
    double confidence = 0;            // 0..1; 1: a person said so
    std::size_t filled = 0;           // cells with words, of those looked at
    std::vector<std::string> samples; // the first three different cells, at most 60 characters each
    bool operator==(const MappedColumn&) const = default;
};

struct MappedTable {
    std::size_t block = 0;                           // place in Document::blocks
    std::string sheet;                               // of xlsx
    std::size_t first_heading = 0, last_heading = 0; // rows, half-open; equal: goes on with the
                                                     // columns of the table before
    std::string signature;             // of its headings: the same headings, the same signature
    std::vector<MappedColumn> columns; // one for each column of the table
    bool remembered = false;           // apply_known() set its uses
    bool operator==(const MappedTable&) const = default;
};

struct ColumnMapping {
    std::vector<MappedTable> tables; // in the order of the document
    bool operator==(const ColumnMapping&) const = default;
};

// Tables that are no ledger are left out; none is: an empty mapping. Looks at no more than the
// first 200 rows of a table.
ColumnMapping propose_mapping(const office::Document& document, const Lexicon& lexicon);

// What a person said of the columns under headings with this signature.
using KnownColumns = std::map<std::string, std::vector<ColumnUse>>;

// Uses of another number of columns are left aside.
void apply_known(ColumnMapping& mapping, const KnownColumns& known);

// Spans of the reading count bytes of document.text. Errors: invalid_argument "notice.bad-mapping"
// when the mapping is not one of this document, or a table has not exactly one column of tasks;
// unprocessable "notice.no-structure" when no row holds a task; too_large "notice.too-many-items".
Reading read_ledger(const office::Document& document, const ColumnMapping& mapping,
                    const Lexicon& lexicon);

std::string_view to_string(ColumnUse use) noexcept; // "lead", "deadline", …
std::optional<ColumnUse> parse_column_use(std::string_view text) noexcept;
std::optional<Role> role_of(ColumnUse use) noexcept; // of the columns that name units

// How both are kept and handed on. Errors: invalid_argument "notice.bad-json".
std::string to_json(const ColumnMapping& mapping);
ColumnMapping mapping_from_json(std::string_view json);
std::string to_text(const KnownColumns& known); // a line each: the signature, then the uses
KnownColumns
parse_known_columns(std::string_view text); // lines it does not understand are left out

} // namespace luoshi::notice

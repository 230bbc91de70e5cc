// SPDX-License-Identifier: Apache-2.0
// What stands above the headings of a ledger: its title, the number and date of its document.
#pragma once

#include "notice/glyphs.hpp"
#include "notice/ledger.hpp"

#include <string>
#include <vector>

namespace luoshi::notice {

struct LedgerHeader {
    Header header; // title, number, date
    std::u32string folded_title;
    int year = 0; // of the document, for times without one; 0: not known
};

// Heads, feet and notes of pages, which stand in the middle of tables.
std::vector<Span> margins_of(const office::Document& document);

LedgerHeader read_ledger_header(const Glyphs& glyphs, const office::Document& document,
                                const ColumnMapping& mapping);

} // namespace luoshi::notice

// SPDX-License-Identifier: Apache-2.0
// What stands above the headings of a ledger: its title, the number and date of its document.
#pragma once

#include "notice/glyphs.hpp"
#include "notice/ledger.hpp"

#include <string>

namespace luoshi::notice {

struct LedgerHeader {
    Header header; // title, number, date
    std::u32string folded_title;
    int year = 0; // of the document, for times without one; 0: not known
};

LedgerHeader read_ledger_header(const Glyphs& glyphs, const office::Document& document,
                                const ColumnMapping& mapping);

} // namespace luoshi::notice

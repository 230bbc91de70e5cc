// SPDX-License-Identifier: Apache-2.0
// From nodes and table rows to items with all that stands in them.
#pragma once

#include "notice/citations.hpp"
#include "notice/outline.hpp"
#include "notice/table.hpp"
#include "notice/targets.hpp"

#include <string>

namespace luoshi::notice {

class ItemReader {
public:
    ItemReader(const Page& page, int year, Citations& citations, const Targets& targets)
        : page_(page), year_(year), citations_(citations), targets_(targets) {}

    // unit: of an inverted notice, the name its heading holds; else empty.
    Item read(const Node& node, Range unit);
    Item read(const TableRow& row);

private:
    Clause read_cell(const TableCell& cell) const;
    void fill(Range whole, Range text, const std::vector<Clause>& clauses, Item& item);
    void add_parties(const std::vector<Clause>& clauses, Range text, Item& item);
    void add_deadlines(const std::vector<Clause>& clauses, Range text, Item& item);
    bool has_residue(const std::vector<Clause>& clauses) const;
    void add_behind(Range behind, Item& item);
    void add_heading_unit(Range unit, Range text, Item& item);

    const Page& page_;
    int year_;
    Citations& citations_;
    const Targets& targets_;
};

// The first sentence or clause of `text`, at most 40 characters.
std::string short_title(const Glyphs& glyphs, Range text);

} // namespace luoshi::notice

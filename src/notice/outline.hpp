// SPDX-License-Identifier: Apache-2.0
// The tree of a plan: headings, items, and the prose between them.
#pragma once

#include "notice/clause.hpp"
#include "notice/header.hpp"
#include "notice/lines.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::notice {

// What all stages of one reading share.
struct Page {
    const Glyphs& glyphs;
    const Lexicon& lexicon;
    std::vector<std::uint32_t> partner; // of each bracket
    Convention convention;
    int month = 0; // of the document's date; 0: not known
};

enum class Use { heading, item, prose };

struct Node {
    std::optional<Label> label;    // none: a paragraph without number
    Range head;                    // the label's own paragraph, without the label
    Range own;                     // head and what belongs to it; of an item: its whole text
    std::vector<Range> loose;      // paragraphs behind it that belong to nobody
    std::vector<Clause> clauses;   // responsibility statements in own
    std::vector<Clause> inherited; // from the heading above
    int parent = -1;
    bool has_below = false;   // some descendant has a clause
    bool names_units() const; // its clauses do, and not leaders and times only
    Use use = Use::prose;
    bool headed = false; // of an item: its clause stands in the heading, the task goes on below
    bool unit_heading = false; // an inverted notice: the heading is the unit that owes what follows
    Range owner;               // of an item 1.市教育局：…: the unit its text begins with
    std::string path;          // of a heading its own, of an item its section's
    int level = 0;             // headings above it
};

// Nodes in the order of the text; the first one holds what stands before any label.
std::vector<Node> read_outline(const Page& page, const std::vector<Line>& lines,
                               const Frame& frame);

// The responsibility statements in `range`: brackets, else fields (责任单位：), else sentences
// (由X负责).
std::vector<Clause> find_clauses(const Page& page, Range range);

// A line that begins with a dash and says who is responsible: ——X牵头，Y配合。
bool speaks_behind_dash(const Page& page, Range line);

// Paragraphs of lines [first, last) that are not taken, line breaks inside a sentence mended.
std::vector<Range> paragraphs_of(const Page& page, const std::vector<Line>& lines,
                                 const std::vector<bool>& taken, std::size_t first,
                                 std::size_t last);

} // namespace luoshi::notice

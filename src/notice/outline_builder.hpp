// SPDX-License-Identifier: Apache-2.0
// The stages of an outline: outline.cpp builds nodes and tells headings, items and prose apart,
// outline_units.cpp finds the units that stand above or before their tasks.
#pragma once

#include "notice/outline.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace luoshi::notice {

inline constexpr std::size_t kKinds = 9; // of labels

bool is_heading_kind(LabelKind kind); // 一、 （一） 第一章 附件1

bool is_terminal(char32_t c); // ends a sentence, or a line that is whole

// 应急办 of a paragraph 应急办：排查隐患…; empty if it begins with no unit and a colon.
Range owner_of(const Page& page, Range paragraph);

// A name or a list without stops and without the leaders in a bracket behind it:
// 县教育局（责任人：X）.
Range without_leaders(const Page& page, Range name);

// Names of units and nothing more; stops and leaders behind them do not count.
bool is_unit(const Page& page, Range name);

// Lines without a label that hold a unit alone and stand above numbered tasks: 县教育局：. A single
// one may be a signature.
std::vector<bool> find_unit_lines(const Page& page, const std::vector<Line>& lines,
                                  const Frame& frame);

// Lines 责任单位：X that stand above their tasks throughout, not below them.
std::vector<bool> find_field_headings(const Page& page, const std::vector<Line>& lines,
                                      const Frame& frame);

struct Builder {
    const Page& page;
    const std::vector<Line>& lines;
    const Frame& frame;
    std::vector<Node> nodes;
    std::vector<std::pair<LabelKind, int>> stack; // open kinds and their nodes

    void build();
    void open_node(const Line& line);
    void settle();
    std::vector<Node> take_loose(Node& node, bool counted, bool unnumbered, int place) const;
    void mark_below();
    void gather_points();
    void inherit();
    void share_leads();
    void choose();
    void choose_inverted();
    void choose_owned();
    void absorb();
    void name_paths();
    int count_below(std::size_t node) const;
    int count_owned(const Node& node) const;
    bool is_demands(const Node& node) const;
    bool is_under_demands(std::size_t node) const;
    std::optional<std::size_t> kind_of_units() const;
    void add_line(const Line& line, bool& heading, bool& field);
};

} // namespace luoshi::notice

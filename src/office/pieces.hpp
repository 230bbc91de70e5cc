// SPDX-License-Identifier: Apache-2.0
// What a reader found, before it is put into a document: a cell may still turn out to be a part of
// the page.
#pragma once

#include "office/document_builder.hpp"

#include <cstddef>
#include <list>
#include <optional>
#include <string>

namespace luoshi::office {

// Where a piece stands on its page.
enum class Place { body, content, navigation };

// A paragraph, or a table of data.
struct Piece {
    BlockKind kind = BlockKind::paragraph;
    int level = 0;
    Place place = Place::body;
    std::size_t linked = 0; // bytes of its text that are links
    std::string text;
    std::optional<TableText> table;
    std::size_t size() const; // bytes of text
};

using Pieces = std::list<Piece>;

// What a cell or a table holds, a line for each paragraph and row.
std::string lines_of(const Pieces& pieces);

} // namespace luoshi::office

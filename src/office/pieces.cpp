// SPDX-License-Identifier: Apache-2.0
#include "office/pieces.hpp"

#include <string_view>

namespace luoshi::office {

std::size_t Piece::size() const {
    std::size_t all = text.size();
    if (table) {
        for (const auto& cell : table->cells) {
            all += cell.text.size();
        }
    }
    return all;
}

std::string lines_of(const Pieces& pieces) {
    std::string out;
    const auto add = [&](std::string_view line) {
        out += out.empty() ? "" : "\n";
        out += line;
    };
    for (const auto& piece : pieces) {
        if (!piece.table) {
            add(piece.text);
            continue;
        }
        for (const auto& cell : piece.table->cells) {
            if (!cell.text.empty()) {
                add(cell.text);
            }
        }
    }
    return out;
}

} // namespace luoshi::office

// SPDX-License-Identifier: Apache-2.0
#include "api/blocks_json.hpp"

#include "office/document_json.hpp"

namespace luoshi::api {
namespace {

Json table_json(const Utf16Offsets& offsets, const office::Table& table) {
    auto cells = Json::array();
    for (const auto& cell : table.cells) {
        cells.push_back({{"span", span_json(offsets, cell.span)},
                         {"row", cell.row},
                         {"column", cell.column},
                         {"rows", cell.rows},
                         {"columns", cell.columns}});
    }
    return {{"rows", table.rows},
            {"columns", table.columns},
            {"heading_rows", table.heading_rows},
            {"cells", cells}};
}

} // namespace

Json blocks_json(const Utf16Offsets& offsets, const std::vector<office::Block>& blocks) {
    auto all = Json::array();
    for (const auto& block : blocks) {
        Json one{{"kind", office::to_string(block.kind)},
                 {"span", span_json(offsets, block.span)},
                 {"page", block.page}};
        if (block.level > 0) {
            one["level"] = block.level;
        }
        if (!block.sheet.empty()) {
            one["sheet"] = block.sheet;
        }
        if (block.table) {
            one["table"] = table_json(offsets, *block.table);
        }
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_export.hpp"

#include "base/error.hpp"
#include "followup/rows_tasks.hpp"

#include <utility>

namespace luoshi::followup {

std::vector<LedgerRow> list_ledger(store::Reader& reader, const Asked& asked, std::int64_t most) {
    auto cards = list_cards(reader, asked);
    std::erase_if(cards, [](const auto& card) { return card.first == 0; });
    if (static_cast<std::int64_t>(cards.size()) > most) {
        throw failure(ErrorCode::too_large, "followup.export-too-large",
                      "{} tasks are more than the {} a file may hold; narrow the filter",
                      cards.size(), most)
            .with("limit", std::to_string(most));
    }
    std::vector<LedgerRow> rows;
    if (cards.empty()) {
        return rows;
    }
    auto next = cards.begin();
    reader.each("SELECT ordinal, body FROM followup_tasks WHERE plan_id = $1 AND ordinal >= $2 AND "
                "ordinal <= $3 ORDER BY ordinal",
                {asked.plan, cards.front().first, cards.back().first},
                [&](const store::RowView& row) {
                    if (next != cards.end() && next->first == row.integer(0)) {
                        rows.push_back({std::move(next->second), std::string{row.text(1)}});
                        ++next;
                    }
                });
    return rows;
}

} // namespace luoshi::followup

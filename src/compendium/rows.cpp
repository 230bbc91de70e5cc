// SPDX-License-Identifier: Apache-2.0
#include "compendium/rows.hpp"

#include "store/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace luoshi::compendium {
namespace {

constexpr std::size_t kChunk = 100; // always the same statement

// Each row of `columns` of those dues.
void each_of(store::Reader& reader, std::string_view columns, std::string_view table,
             const std::vector<duty::DueId>& dues,
             const std::function<void(const store::Row&)>& visit) {
    const auto sql = fmt::format("SELECT {} FROM {} WHERE due_id IN ({}) ORDER BY id", columns,
                                 table, store::placeholders(1, kChunk));
    for (std::size_t begin = 0; begin < dues.size(); begin += kChunk) {
        store::Params params;
        for (std::size_t i = 0; i < kChunk; ++i) {
            params.emplace_back(dues[std::min(begin + i, dues.size() - 1)]);
        }
        for (const auto& row : reader.query(sql, params)) {
            visit(row);
        }
    }
}

} // namespace

Corrections corrections_of(store::Reader& reader, const std::vector<duty::DueId>& dues) {
    Corrections all;
    each_of(reader, "due_id, row_key, theme, made_by", "compendium_themes", dues,
            [&](const store::Row& row) {
                all[{row.id<duty::DueId>(0), row.text(1)}] = {row.text(2), row.text(3)};
            });
    return all;
}

void write_correction(store::Transaction& transaction, const duty::Due& due,
                      const std::string& row_key, const Correction& correction) {
    const auto old = transaction.query_one(
        "SELECT id FROM compendium_themes WHERE due_id = $1 AND row_key = $2", {due.id, row_key});
    if (correction.theme.empty()) {
        if (old) {
            transaction.erase("compendium_themes", old->integer(0));
        }
        return;
    }
    const store::Columns said{{"theme", correction.theme},
                              {"made_by", correction.made_by},
                              {"made_at", transaction.now()}};
    if (old) {
        transaction.update("compendium_themes", old->integer(0), said);
        return;
    }
    transaction.insert("compendium_themes", transaction.new_id(),
                       {{"plan_id", due.plan},
                        {"due_id", due.id},
                        {"row_key", row_key},
                        {"theme", correction.theme},
                        {"made_by", correction.made_by},
                        {"made_at", transaction.now()}});
}

std::map<duty::DueId, std::vector<Receipt>> receipts_of(store::Reader& reader,
                                                        const std::vector<duty::DueId>& dues) {
    std::map<duty::DueId, std::vector<Receipt>> all;
    each_of(reader, "due_id, unit_id, received_on, passed_on, note, made_by", "compendium_receipts",
            dues, [&](const store::Row& row) {
                all[row.id<duty::DueId>(0)].push_back({row.id<org::UnitId>(1), row.date(2),
                                                       row.optional_date(3), row.text_or_empty(4),
                                                       row.text(5)});
            });
    return all;
}

void write_receipt(store::Transaction& transaction, const duty::Due& due, const Receipt& receipt) {
    const auto old = transaction.query_one(
        "SELECT id FROM compendium_receipts WHERE due_id = $1 AND unit_id = $2",
        {due.id, receipt.unit});
    store::Columns said{{"received_on", receipt.received_on},
                        {"passed_on", receipt.passed_on},
                        {"note", store::text_or_null(receipt.note)},
                        {"made_by", receipt.made_by},
                        {"made_at", transaction.now()}};
    if (old) {
        transaction.update("compendium_receipts", old->integer(0), said);
        return;
    }
    said.push_back({"plan_id", due.plan});
    said.push_back({"due_id", due.id});
    said.push_back({"unit_id", receipt.unit});
    transaction.insert("compendium_receipts", transaction.new_id(), said);
}

} // namespace luoshi::compendium

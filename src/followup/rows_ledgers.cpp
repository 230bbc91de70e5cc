// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_ledgers.hpp"

#include "base/error.hpp"
#include "notice/json.hpp"

namespace luoshi::followup {
namespace {

std::string words_of(const std::vector<notice::ColumnUse>& uses) {
    std::string words;
    for (const auto use : uses) {
        words += words.empty() ? "" : " ";
        words += notice::to_string(use);
    }
    return words;
}

} // namespace

notice::KnownColumns read_known_columns(store::Reader& reader) {
    std::string text;
    for (const auto& row : reader.query("SELECT signature, uses FROM followup_mappings")) {
        text += row.text(0) + " " + row.text(1) + "\n";
    }
    return notice::parse_known_columns(text);
}

std::optional<notice::ColumnMapping> find_ledger(store::Reader& reader, ImportId import) {
    const auto row =
        reader.query_one("SELECT columns FROM followup_ledgers WHERE import_id = $1", {import});
    return row ? std::optional{notice::mapping_from_json(row->text(0))} : std::nullopt;
}

void remember_columns(store::Transaction& transaction, const notice::KnownColumns& columns,
                      const std::string& person) {
    for (const auto& [signature, uses] : columns) {
        const store::Columns values{{"signature", signature},
                                    {"uses", words_of(uses)},
                                    {"person", person},
                                    {"made_at", transaction.now()}};
        const auto known = transaction.query_one(
            "SELECT id FROM followup_mappings WHERE signature = $1", {signature});
        known ? transaction.update("followup_mappings", known->integer(0), values)
              : transaction.insert("followup_mappings", transaction.new_id(), values);
    }
}

void insert_ledger(store::Transaction& transaction, ImportId import,
                   const notice::ColumnMapping& columns) {
    transaction.insert("followup_ledgers", transaction.new_id(),
                       {{"import_id", import}, {"columns", notice::to_json(columns)}});
}

void erase_ledger(store::Transaction& transaction, ImportId import) {
    const auto row =
        transaction.query_one("SELECT id FROM followup_ledgers WHERE import_id = $1", {import});
    if (row) {
        transaction.erase("followup_ledgers", row->integer(0));
    }
}

void replace_reading(store::Transaction& transaction, ImportId import,
                     const notice::FileReading& read) {
    for (const auto& row :
         transaction.query("SELECT id FROM followup_edits WHERE import_id = $1", {import})) {
        transaction.erase("followup_edits", row.integer(0));
    }
    const auto reading =
        transaction.query_one("SELECT id FROM followup_readings WHERE import_id = $1", {import});
    ensure(reading.has_value(), "every import has its reading");
    transaction.update("followup_readings", reading->integer(0),
                       {{"body", read.document.text}, {"reading", notice::to_json(read.reading)}});
    erase_ledger(transaction, import);
    if (read.ledger) {
        insert_ledger(transaction, import, *read.ledger);
    }
}

} // namespace luoshi::followup

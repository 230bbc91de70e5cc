// SPDX-License-Identifier: Apache-2.0
#include "duty/rows.hpp"

#include <fmt/format.h>

namespace luoshi::duty {
namespace {

Remark remark_of(const store::Row& row) {
    Remark remark;
    remark.id = row.id<RemarkId>(0);
    remark.kept = row.integer(1);
    remark.round = row.integer(2);
    remark.field = row.text(3);
    remark.row = row.text_or_empty(4);
    remark.column = row.text_or_empty(5);
    if (!row.is_null(6)) {
        remark.passage = {static_cast<int>(row.integer(6)), static_cast<int>(row.integer(7))};
    }
    remark.quote = row.text_or_empty(8);
    remark.words = row.text(9);
    remark.must = row.boolean(10);
    remark.settled_on = row.optional_date(11);
    remark.settled_by = row.text_or_empty(12);
    remark.answer = row.text_or_empty(13);
    remark.made_at = row.time(14);
    remark.made_by = row.text(15);
    return remark;
}

constexpr std::string_view kExtension =
    "SELECT id, due_id, days, reason, asked_by, state, new_date, words, decided_by, asked_at FROM "
    "duty_extensions ";

Extension extension_of(const store::Row& row) {
    Extension extension;
    extension.id = row.id<ExtensionId>(0);
    extension.due = row.id<DueId>(1);
    extension.days = row.integer(2);
    extension.reason = row.text(3);
    extension.asked_by = row.text(4);
    extension.state = row.text(5);
    extension.new_date = row.optional_date(6);
    extension.words = row.text_or_empty(7);
    extension.decided_by = row.text_or_empty(8);
    extension.asked_at = row.time(9);
    return extension;
}

std::vector<Extension> extensions_where(store::Reader& reader, std::string_view condition,
                                        const store::Params& params) {
    std::vector<Extension> all;
    for (const auto& row :
         reader.query(fmt::format("{}{} ORDER BY id", kExtension, condition), params)) {
        all.push_back(extension_of(row));
    }
    return all;
}

} // namespace

RemarkId insert_remark(store::Transaction& transaction, const Due& due, const Remark& remark) {
    const auto id = transaction.make_id<RemarkId>();
    const auto edge = [&](bool end) {
        return remark.passage ? store::Value{end ? remark.passage->second : remark.passage->first}
                              : store::Value{};
    };
    transaction.insert("duty_remarks", id.value,
                       {{"plan_id", due.plan},
                        {"due_id", due.id},
                        {"kept", due.kept},
                        {"round", due.round},
                        {"field", remark.field},
                        {"row_key", store::text_or_null(remark.row)},
                        {"col", store::text_or_null(remark.column)},
                        {"begins", edge(false)},
                        {"ends", edge(true)},
                        {"quote", store::text_or_null(remark.quote)},
                        {"words", remark.words},
                        {"must", remark.must},
                        {"made_at", transaction.now()},
                        {"made_by", remark.made_by}});
    return id;
}

void update_remark(store::Transaction& transaction, const Remark& remark) {
    transaction.update("duty_remarks", remark.id.value,
                       {{"settled_on", remark.settled_on},
                        {"settled_by", store::text_or_null(remark.settled_by)},
                        {"answer", store::text_or_null(remark.answer)}});
}

std::vector<Remark> remarks_of(store::Reader& reader, DueId due) {
    std::vector<Remark> remarks;
    for (const auto& row :
         reader.query("SELECT id, kept, round, field, row_key, col, begins, ends, quote, words, "
                      "must, settled_on, settled_by, answer, made_at, made_by FROM duty_remarks "
                      "WHERE due_id = $1 ORDER BY id",
                      {due})) {
        remarks.push_back(remark_of(row));
    }
    return remarks;
}

std::optional<DueId> due_of_remark(store::Reader& reader, RemarkId id) {
    const auto row = reader.query_one("SELECT due_id FROM duty_remarks WHERE id = $1", {id});
    return row ? std::optional{row->id<DueId>(0)} : std::nullopt;
}

void erase_remark(store::Transaction& transaction, RemarkId id) {
    transaction.erase("duty_remarks", id.value);
}

ExtensionId insert_extension(store::Transaction& transaction, const Due& due,
                             const Extension& extension) {
    const auto id = transaction.make_id<ExtensionId>();
    transaction.insert("duty_extensions", id.value,
                       {{"plan_id", due.plan},
                        {"due_id", due.id},
                        {"days", extension.days},
                        {"reason", extension.reason},
                        {"asked_at", transaction.now()},
                        {"asked_by", extension.asked_by},
                        {"state", "asked"}});
    return id;
}

void update_extension(store::Transaction& transaction, const Extension& extension) {
    transaction.update("duty_extensions", extension.id.value,
                       {{"state", extension.state},
                        {"new_date", extension.new_date},
                        {"words", store::text_or_null(extension.words)},
                        {"decided_at", transaction.now()},
                        {"decided_by", extension.decided_by}});
}

std::vector<Extension> extensions_of(store::Reader& reader, DueId due) {
    return extensions_where(reader, "WHERE due_id = $1", {due});
}

std::vector<Extension> extensions_asked(store::Reader& reader) {
    return extensions_where(reader, "WHERE state = 'asked'", {});
}

std::optional<Extension> find_extension(store::Reader& reader, ExtensionId id) {
    auto all = extensions_where(reader, "WHERE id = $1", {id});
    return all.empty() ? std::nullopt : std::optional{std::move(all.front())};
}

void insert_file(store::Transaction& transaction, const Due& due, const StoredFile& file) {
    const auto known = transaction.query_one(
        "SELECT 1 FROM duty_files WHERE due_id = $1 AND digest = $2", {due.id, file.digest});
    if (known) {
        return; // the same bytes again
    }
    transaction.insert("duty_files", transaction.new_id(),
                       {{"plan_id", due.plan},
                        {"due_id", due.id},
                        {"digest", file.digest},
                        {"name", file.name},
                        {"size", file.size},
                        {"added_at", transaction.now()},
                        {"added_by", file.added_by}});
}

std::vector<StoredFile> files_of(store::Reader& reader, DueId due) {
    std::vector<StoredFile> files;
    for (const auto& row : reader.query(
             "SELECT digest, name, added_by, size FROM duty_files WHERE due_id = $1 ORDER BY id",
             {due})) {
        files.push_back({row.text(0), row.text(1), row.text(2), row.integer(3)});
    }
    return files;
}

std::optional<StoredFile> file_of_unit(store::Reader& reader, org::UnitId unit,
                                       const std::string& digest) {
    const auto row = reader.query_one(
        "SELECT f.digest, f.name, f.added_by, f.size FROM duty_files f JOIN duty_dues d ON d.id = "
        "f.due_id WHERE f.digest = $1 AND d.unit_id = $2 ORDER BY f.id LIMIT 1",
        {digest, unit});
    return row ? std::optional{StoredFile{row->text(0), row->text(1), row->text(2),
                                          row->integer(3)}}
               : std::nullopt;
}

} // namespace luoshi::duty

// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_imports.hpp"

#include "base/error.hpp"
#include "notice/json.hpp"
#include "office/document_json.hpp"

#include <fmt/format.h>

namespace luoshi::followup {
namespace {

constexpr std::string_view kImport =
    "SELECT id, plan_id, digest, file_name, size, format, encoding, title, number, item_count, "
    "open_questions, version, "
    "created_at, created_by, updated_at, relation FROM followup_imports ";

Relation parse_relation(const std::optional<std::string>& text) {
    return !text                 ? Relation::original
           : *text == "attached" ? Relation::attached
                                 : Relation::correction;
}

Import import_of(const store::Row& row) {
    Import import;
    import.id = row.id<ImportId>(0);
    import.plan = row.id<PlanId>(1);
    import.digest = row.text(2);
    import.file_name = row.text(3);
    import.size = row.integer(4);
    import.format = row.text(5);
    import.encoding = row.text(6);
    import.title = row.text(7);
    import.number = row.optional_text(8);
    import.item_count = row.integer(9);
    import.open_questions = row.integer(10);
    import.version = row.integer(11);
    import.created_at = row.time(12);
    import.created_by = row.text(13);
    import.updated_at = row.time(14);
    import.relation = parse_relation(row.optional_text(15));
    return import;
}

store::Columns columns_of(const Import& import) {
    return {{"plan_id", import.plan},
            {"state", import.plan ? "planned" : "confirming"},
            {"title", import.title},
            {"number", import.number},
            {"item_count", import.item_count},
            {"open_questions", import.open_questions},
            {"version", import.version},
            {"updated_at", import.updated_at},
            {"relation", import.relation == Relation::original
                             ? std::nullopt
                             : std::optional{std::string{to_string(import.relation)}}}};
}

std::optional<std::int64_t> optional_count(int count) {
    return count > 0 ? std::optional<std::int64_t>{count} : std::nullopt;
}

} // namespace

std::optional<Import> find_import(store::Reader& reader, ImportId id) {
    const auto row = reader.query_one(fmt::format("{}WHERE id = $1", kImport), {id});
    return row ? std::optional{import_of(*row)} : std::nullopt;
}

std::optional<Import> find_import(store::Reader& reader, const std::string& digest) {
    const auto row = reader.query_one(fmt::format("{}WHERE digest = $1", kImport), {digest});
    return row ? std::optional{import_of(*row)} : std::nullopt;
}

std::vector<Import> imports_of_plan(store::Reader& reader, PlanId plan) {
    std::vector<Import> imports;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE plan_id = $1 ORDER BY id", kImport), {plan})) {
        imports.push_back(import_of(row));
    }
    return imports;
}

Import must_find_import(store::Reader& reader, ImportId id) {
    auto import = find_import(reader, id);
    if (!import) {
        throw failure(ErrorCode::not_found, "followup.no-import", "import '{}' does not exist",
                      id.value);
    }
    return *import;
}

void must_be_open(const Import& import) {
    if (import.plan) {
        throw failure(ErrorCode::conflict, "followup.already-planned",
                      "this import has become a plan")
            .with("plan_id", to_string(import.plan));
    }
}

Import must_be_open(store::Reader& reader, ImportId id, std::int64_t version) {
    auto import = must_find_import(reader, id);
    must_be_open(import);
    if (import.version != version) {
        throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                      "somebody changed this import meanwhile");
    }
    return import;
}

std::vector<Import> list_imports(store::Reader& reader, ImportId before, int limit) {
    std::vector<Import> imports;
    const auto end = before ? before.value : INT64_MAX;
    for (const auto& row : reader.query(
             fmt::format("{}WHERE id < $1 ORDER BY id DESC LIMIT $2", kImport), {end, limit})) {
        imports.push_back(import_of(row));
    }
    return imports;
}

StoredReading read_reading(store::Reader& reader, ImportId id) {
    const auto row = reader.query_one(
        "SELECT body, reading, blocks, pages FROM followup_readings WHERE import_id = $1", {id});
    ensure(row.has_value(), "every import has its reading");
    StoredReading stored;
    stored.body = row->text(0);
    stored.reading = row->text(1);
    stored.blocks = office::blocks_from_json(row->optional_text(2).value_or("[]"));
    stored.pages = row->is_null(3) ? 0 : static_cast<int>(row->integer(3));
    std::optional<std::int64_t> before;
    for (const auto& edit : reader.query(
             "SELECT edit, step FROM followup_edits WHERE import_id = $1 ORDER BY ordinal", {id})) {
        const auto step = edit.is_null(1) ? std::nullopt : std::optional{edit.integer(1)};
        if (!step || step != before) {
            stored.steps.emplace_back();
        }
        before = step;
        stored.last_step = step.value_or(stored.last_step);
        stored.steps.back().edits.push_back(edit_from_json(edit.text(0)));
        ++stored.edit_count;
    }
    return stored;
}

void insert_import(store::Transaction& transaction, const Import& import,
                   const notice::FileReading& read) {
    auto columns = columns_of(import);
    const store::Columns more{{"digest", import.digest},
                              {"file_name", import.file_name},
                              {"size", import.size},
                              {"format", import.format},
                              {"encoding", import.encoding},
                              {"created_at", import.created_at},
                              {"created_by", import.created_by}};
    columns.insert(columns.end(), more.begin(), more.end());
    transaction.insert("followup_imports", import.id.value, columns);
    transaction.insert("followup_readings", transaction.new_id(),
                       {{"import_id", import.id},
                        {"body", read.document.text},
                        {"reading", notice::to_json(read.reading)},
                        {"blocks", office::blocks_to_json(read.document.blocks)},
                        {"pages", optional_count(read.document.pages)}});
}

void insert_edits(store::Transaction& transaction, const Import& import,
                  const StoredReading& stored, const std::vector<Edit>& edits,
                  const std::string& person) {
    for (std::size_t i = 0; i < edits.size(); ++i) {
        transaction.insert("followup_edits", transaction.new_id(),
                           {{"import_id", import.id},
                            {"ordinal", stored.edit_count + static_cast<std::int64_t>(i)},
                            {"step", stored.last_step + 1},
                            {"edit", to_json(edits[i])},
                            {"person", person},
                            {"made_at", transaction.now()}});
    }
}

void update_import(store::Transaction& transaction, const Import& import) {
    transaction.update("followup_imports", import.id.value, columns_of(import));
}

void erase_import(store::Transaction& transaction, ImportId id) {
    for (const auto& row :
         transaction.query("SELECT id FROM followup_edits WHERE import_id = $1", {id})) {
        transaction.erase("followup_edits", row.integer(0));
    }
    for (const auto& row :
         transaction.query("SELECT id FROM followup_readings WHERE import_id = $1", {id})) {
        transaction.erase("followup_readings", row.integer(0));
    }
    transaction.erase("followup_imports", id.value);
}

} // namespace luoshi::followup

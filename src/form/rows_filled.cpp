// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "form/filled.hpp"
#include "store/transaction.hpp"

namespace luoshi::form {
namespace {

constexpr std::string_view kColumns =
    "SELECT id, plan_id, version_id, pack, form, purpose, day, period, subject, handed, body, "
    "revision, person_id, created_at, saved_at, saved_by FROM form_filled ";

Filled filled_of(const store::Row& row) {
    Filled filled;
    filled.id = row.id<FilledId>(0);
    filled.plan = row.is_null(1) ? 0 : row.integer(1);
    filled.version = row.id<pack::VersionId>(2);
    filled.pack = row.text(3);
    filled.form = row.text(4);
    filled.purpose = row.text(5);
    filled.day = row.date(6);
    filled.period = row.is_null(7) ? "" : row.text(7);
    filled.subject = row.is_null(8) ? "" : row.text(8);
    filled.handed = row.text(9);
    filled.body = row.text(10);
    filled.revision = row.integer(11);
    filled.person = row.integer(12);
    filled.created_at = row.time(13);
    filled.saved_at = row.time(14);
    filled.saved_by = row.text(15);
    return filled;
}

[[noreturn]] void no_filled(FilledId id) {
    throw failure(ErrorCode::not_found, "form.no-filled", "the filled form '{}' does not exist",
                  id.value);
}

} // namespace

FilledId insert_filled(store::Transaction& transaction, Filled filled) {
    const auto id = transaction.make_id<FilledId>();
    transaction.insert("form_filled", id.value,
                       {{"plan_id", filled.plan == 0 ? store::Value{} : store::Value{filled.plan}},
                        {"version_id", filled.version},
                        {"pack", filled.pack},
                        {"form", filled.form},
                        {"purpose", filled.purpose},
                        {"day", filled.day},
                        {"period", store::text_or_null(filled.period)},
                        {"subject", store::text_or_null(filled.subject)},
                        {"handed", filled.handed},
                        {"body", filled.body},
                        {"revision", std::int64_t{1}},
                        {"person_id", filled.person},
                        {"created_at", transaction.now()},
                        {"saved_at", transaction.now()},
                        {"saved_by", filled.saved_by}});
    return id;
}

std::int64_t save_filled(store::Transaction& transaction, FilledId id, std::int64_t seen,
                         const std::string& body, const std::string& saved_by) {
    const auto row =
        transaction.query_one("SELECT revision, saved_by FROM form_filled WHERE id = $1", {id});
    if (!row) {
        no_filled(id);
    }
    if (row->integer(0) != seen) {
        throw failure(ErrorCode::precondition_failed, "form.changed-meanwhile",
                      "it was saved by {} meanwhile; look at what changed and save again",
                      row->text(1));
    }
    transaction.update("form_filled", id.value,
                       {{"body", body},
                        {"revision", seen + 1},
                        {"saved_at", transaction.now()},
                        {"saved_by", saved_by}});
    return seen + 1;
}

void move_filled(store::Transaction& transaction, FilledId id, pack::VersionId version) {
    transaction.update("form_filled", id.value, {{"version_id", version}});
}

void erase_filled(store::Transaction& transaction, FilledId id) {
    for (const auto& row :
         transaction.query("SELECT id FROM form_versions WHERE filled_id = $1", {id})) {
        transaction.erase("form_versions", row.integer(0));
    }
    transaction.erase("form_filled", id.value);
}

Filled read_filled(store::Reader& reader, FilledId id) {
    const auto row = reader.query_one(std::string{kColumns} + "WHERE id = $1", {id});
    if (!row) {
        no_filled(id);
    }
    return filled_of(*row);
}

std::vector<Filled> list_filled(store::Reader& reader, std::string_view purpose,
                                std::int64_t person, std::string_view pack, std::string_view form) {
    std::vector<Filled> all;
    for (const auto& row :
         reader.query("SELECT id, plan_id, version_id, pack, form, purpose, day, period, subject, "
                      "handed, '' AS body, revision, person_id, created_at, saved_at, saved_by "
                      "FROM form_filled WHERE pack = $1 AND form = $2 AND purpose = $3 AND "
                      "person_id = $4 ORDER BY id DESC LIMIT 200",
                      {pack, form, purpose, person})) {
        all.push_back(filled_of(row));
    }
    return all;
}

std::int64_t keep_version(store::Transaction& transaction, FilledId id, const std::string& by) {
    const auto filled = read_filled(transaction, id);
    const auto last = transaction.query_one(
        "SELECT number, body FROM form_versions WHERE filled_id = $1 ORDER BY number DESC LIMIT 1",
        {id});
    if (last && last->text(1) == filled.body) {
        return last->integer(0);
    }
    const auto number = last ? last->integer(0) + 1 : 1;
    transaction.insert("form_versions", transaction.new_id(),
                       {{"filled_id", id},
                        {"number", number},
                        {"body", filled.body},
                        {"kept_at", transaction.now()},
                        {"kept_by", by}});
    return number;
}

std::vector<Kept> kept_versions(store::Reader& reader, FilledId id) {
    std::vector<Kept> versions;
    for (const auto& row : reader.query("SELECT number, kept_at, kept_by FROM form_versions WHERE "
                                        "filled_id = $1 ORDER BY number",
                                        {id})) {
        versions.push_back({row.integer(0), row.time(1), row.text(2)});
    }
    return versions;
}

std::string kept_body(store::Reader& reader, FilledId id, std::int64_t number) {
    const auto row = reader.query_one(
        "SELECT body FROM form_versions WHERE filled_id = $1 AND number = $2", {id, number});
    if (!row) {
        throw failure(ErrorCode::not_found, "form.no-version", "there is no version {}", number);
    }
    return row->text(0);
}

std::string check_code(const Filled& filled) {
    constexpr std::string_view kLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // 32
    Sm3 sm3;
    sm3.update(std::to_string(filled.id.value));
    sm3.update(std::string_view{"\0", 1});
    sm3.update(filled.body);
    const auto digest = sm3.finish();
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        bits = bits << 8 | static_cast<std::uint8_t>(digest[i]);
    }
    std::string code;
    for (int i = 0; i < 4; ++i, bits >>= 5) {
        code += kLetters[bits & 31];
    }
    return code;
}

} // namespace luoshi::form

// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/sm3.hpp"
#include "pack/assemble.hpp"
#include "store/transaction.hpp"

#include <algorithm>
#include <set>

namespace luoshi::pack {
namespace {

constexpr std::string_view kVersionColumns =
    "SELECT v.id, v.code, v.version, v.digest, v.title, v.title_en, v.loaded_at "
    "FROM pack_versions v ";

Version version_of(const store::Row& row) {
    return {row.id<VersionId>(0), row.text(1), row.text(2), row.text(3),
            row.text(4),          row.text(5), row.time(6)};
}

void begin_event(store::Transaction& transaction, const store::Actor& actor, std::string action,
                 const Pack& pack, VersionId version) {
    JsonWriter detail;
    detail.begin_object();
    detail.member("code", pack.code);
    detail.member("digest", pack.digest);
    detail.member("version", pack.version);
    detail.end_object();
    transaction.record({.actor = actor,
                        .action = std::move(action),
                        .object_kind = "pack",
                        .object_id = version.value,
                        .plan_id = 0,
                        .detail = detail.take()});
}

// The row that keeps this text, made when there is none.
std::int64_t keep_text(store::Transaction& transaction, const std::string& text) {
    const auto digest = to_hex(sm3(text));
    const auto row = transaction.query_one("SELECT id FROM pack_texts WHERE digest = $1", {digest});
    if (row) {
        return row->integer(0);
    }
    const auto id = transaction.new_id();
    transaction.insert("pack_texts", id, {{"digest", digest}, {"text", text}});
    return id;
}

} // namespace

VersionId keep_version(store::Transaction& transaction, const store::Actor& actor,
                       const Pack& pack) {
    const auto known = transaction.query_one(
        "SELECT id FROM pack_versions WHERE code = $1 AND digest = $2", {pack.code, pack.digest});
    if (known) {
        return known->id<VersionId>(0);
    }
    const auto id = transaction.make_id<VersionId>();
    begin_event(transaction, actor, "pack.version-kept", pack, id);
    transaction.insert("pack_versions", id.value,
                       {{"code", pack.code},
                        {"version", pack.version},
                        {"digest", pack.digest},
                        {"title", pack.title},
                        {"title_en", pack.title_en},
                        {"loaded_at", transaction.now()}});
    for (const auto& [name, document] : pack.files) {
        transaction.insert("pack_version_files", transaction.new_id(),
                           {{"version_id", id},
                            {"name", name},
                            {"text_id", keep_text(transaction, document.text)}});
    }
    return id;
}

std::vector<Version> versions(store::Reader& reader, const std::string& code) {
    std::vector<Version> all;
    for (const auto& row : reader.query(
             std::string{kVersionColumns} + "WHERE v.code = $1 ORDER BY v.id DESC", {code})) {
        all.push_back(version_of(row));
    }
    return all;
}

std::optional<Version> current(store::Reader& reader, const std::string& code) {
    const auto row =
        reader.query_one(std::string{kVersionColumns} +
                             "JOIN pack_loaded l ON l.version_id = v.id WHERE l.code = $1",
                         {code});
    return row ? std::optional{version_of(*row)} : std::nullopt;
}

Pack open_version(store::Reader& reader, VersionId id) {
    store::Params of_version;
    of_version.emplace_back(id); // an initializer list warns falsely with g++ 12
    const auto row = reader.query_one(std::string{kVersionColumns} + "WHERE v.id = $1", of_version);
    if (!row) {
        throw failure(ErrorCode::not_found, "pack.no-version", "version '{}' does not exist",
                      id.value);
    }
    const auto version = version_of(*row);
    Texts texts;
    for (const auto& file : reader.query("SELECT f.name, t.text FROM pack_version_files f JOIN "
                                         "pack_texts t ON t.id = f.text_id WHERE f.version_id = $1",
                                         of_version)) {
        texts.emplace(file.text(0), file.text(1));
    }
    const auto count = texts.size();
    std::vector<Diagnostic> findings; // of rules made later: nothing to refuse here
    auto pack = assemble_whatever(version.code + " " + version.version, std::move(texts), findings);
    ensure(pack.digest == version.digest && pack.files.size() == count && pack.code == version.code,
           "a version comes back as it was kept");
    pack.folder.clear();
    return pack;
}

std::vector<Loaded> loaded(store::Reader& reader) {
    std::vector<Loaded> packs;
    for (const auto& row : reader.query(
             "SELECT code, version, digest, version_id, folder, loaded_at FROM pack_loaded "
             "ORDER BY code")) {
        packs.push_back({row.text(0), row.text(1), row.text(2), row.id<VersionId>(3),
                         row.text_or_empty(4), row.time(5)});
    }
    return packs;
}

VersionId mark_loaded(store::Transaction& transaction, const store::Actor& actor,
                      const Pack& pack) {
    const auto version = keep_version(transaction, actor, pack);
    begin_event(transaction, actor, "pack.loaded", pack, version);
    const store::Columns columns{{"code", pack.code},         {"version", pack.version},
                                 {"digest", pack.digest},     {"title", pack.title},
                                 {"title_en", pack.title_en}, {"loaded_at", transaction.now()},
                                 {"version_id", version},     {"folder", pack.folder}};
    const auto row =
        transaction.query_one("SELECT id FROM pack_loaded WHERE code = $1", {pack.code});
    if (row) {
        transaction.update("pack_loaded", row->integer(0), columns);
    } else {
        transaction.insert("pack_loaded", transaction.new_id(), columns);
    }
    return version;
}

} // namespace luoshi::pack

// SPDX-License-Identifier: Apache-2.0
#include "store/backup_manifest.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/sm3.hpp"
#include "store/files.hpp"
#include "store/row_files.hpp"

#include <nlohmann/json.hpp>

namespace luoshi::store {
namespace {

constexpr std::int64_t kFormat = 1;
constexpr std::string_view kName = "manifest.json";
constexpr std::string_view kDigestName = "manifest.sm3";

struct Number {
    const char* name;
    std::int64_t BackupManifest::*member;
};
constexpr Number kNumbers[] = {{"schema", &BackupManifest::schema},
                               {"blobs", &BackupManifest::blobs},
                               {"blob_bytes", &BackupManifest::blob_bytes},
                               {"events", &BackupManifest::events},
                               {"unsealed", &BackupManifest::unsealed}};
struct Text {
    const char* name;
    std::string BackupManifest::*member;
};
constexpr Text kTexts[] = {{"program", &BackupManifest::program},
                           {"at", &BackupManifest::at},
                           {"engine", &BackupManifest::engine},
                           {"head", &BackupManifest::head}};

std::string as_json(const BackupManifest& manifest) {
    JsonWriter json;
    json.begin_object();
    json.key("format");
    json.integer(kFormat);
    for (const auto& [name, member] : kTexts) {
        json.member(name, manifest.*member);
    }
    for (const auto& [name, member] : kNumbers) {
        json.key(name);
        json.integer(manifest.*member);
    }
    json.key("blobs_in_folder");
    json.boolean(manifest.blobs_in_folder);
    json.member("keys", "none: the key of the anchors is not part of this copy; keep it apart");
    json.key("parts");
    json.begin_array();
    for (const auto& part : manifest.parts) {
        json.begin_object();
        json.member("name", part.name);
        json.key("rows");
        json.integer(part.rows);
        json.key("bytes");
        json.integer(part.bytes);
        json.member("sm3", part.digest);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take() + "\n";
}

void write_durable(const std::string& path, std::string_view bytes) {
    real_files().write(path, bytes);
    real_files().sync(path);
}

BackupManifest from_json(const nlohmann::json& json) {
    if (json.at("format").get<std::int64_t>() != kFormat) {
        throw failure(ErrorCode::conflict, "backup.newer-format",
                      "the backup has format {}; this program reads format {}: take a newer one",
                      json.at("format").get<std::int64_t>(), kFormat);
    }
    BackupManifest manifest;
    for (const auto& [name, member] : kTexts) {
        manifest.*member = json.at(name).get<std::string>();
    }
    for (const auto& [name, member] : kNumbers) {
        manifest.*member = json.at(name).get<std::int64_t>();
    }
    manifest.blobs_in_folder = json.at("blobs_in_folder").get<bool>();
    for (const auto& part : json.at("parts")) {
        manifest.parts.push_back(
            {part.at("name").get<std::string>(), part.at("rows").get<std::int64_t>(),
             part.at("bytes").get<std::int64_t>(), part.at("sm3").get<std::string>()});
    }
    return manifest;
}

} // namespace

void write_manifest(const BackupManifest& manifest, const std::string& folder) {
    const auto text = as_json(manifest);
    write_durable(fmt::format("{}/{}", folder, kName), text);
    write_durable(fmt::format("{}/{}", folder, kDigestName), to_hex(sm3(text)) + "\n");
}

BackupManifest read_manifest(const std::string& folder) {
    auto& files = real_files();
    const auto path = fmt::format("{}/{}", folder, kName);
    const auto digest_path = fmt::format("{}/{}", folder, kDigestName);
    if (!files.exists(path)) {
        throw failure(ErrorCode::not_found, "backup.no-manifest", "'{}' is no backup: it has no {}",
                      folder, kName);
    }
    const auto text = files.read(path);
    if (!files.exists(digest_path)) {
        fail_damaged(kDigestName);
    }
    if (files.read(digest_path) != to_hex(sm3(text)) + "\n") {
        fail_damaged(fmt::format("{} or {}", kName, kDigestName));
    }
    try {
        return from_json(nlohmann::json::parse(text));
    } catch (const nlohmann::json::exception&) {
        fail_damaged(kName);
    }
}

} // namespace luoshi::store

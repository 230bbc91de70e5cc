// SPDX-License-Identifier: Apache-2.0
#include "http/static_files.hpp"

#include "base/error.hpp"
#include "http/compress.hpp"
#include "http/conditional.hpp"
#include "http/encoding.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <mutex>

namespace luoshi::http {

namespace fs = std::filesystem;

struct StaticFiles::File {
    SharedBytes bytes;
    std::string_view type;
    std::string etag;
    bool immutable = false;
    std::once_flag once; // of gzipped, which is null when not smaller
    SharedBytes gzipped;
};

namespace {

constexpr int kBestGzip = 9; // once per file and start
constexpr std::string_view kIndex = "/index.html";

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kTypes{
    {{"html", "text/html; charset=utf-8"},
     {"js", "text/javascript; charset=utf-8"},
     {"mjs", "text/javascript; charset=utf-8"},
     {"css", "text/css; charset=utf-8"},
     {"json", "application/json"},
     {"webmanifest", "application/manifest+json"},
     {"svg", "image/svg+xml"},
     {"png", "image/png"},
     {"jpg", "image/jpeg"},
     {"jpeg", "image/jpeg"},
     {"gif", "image/gif"},
     {"webp", "image/webp"},
     {"ico", "image/x-icon"},
     {"woff", "font/woff"},
     {"woff2", "font/woff2"},
     {"ttf", "font/ttf"},
     {"wasm", "application/wasm"},
     {"pdf", "application/pdf"},
     {"txt", "text/plain; charset=utf-8"},
     {"xml", "application/xml"}}};

// Vite's "name-HASH.js": eight or more characters of base64url behind the last but leading hyphen.
bool has_hash(std::string_view path) noexcept {
    if (!path.starts_with("/assets/")) {
        return false;
    }
    const auto name = path.substr(path.rfind('/') + 1);
    const auto stem = name.substr(0, name.find('.'));
    constexpr std::size_t kHash = 8;
    if (stem.size() < kHash + 2 || stem[stem.size() - kHash - 1] != '-') {
        return false;
    }
    return std::ranges::all_of(stem.substr(stem.size() - kHash), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_';
    });
}

std::string read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string_view last_segment(std::string_view path) noexcept {
    return path.substr(path.rfind('/') + 1);
}

bool begins_with_segment(std::string_view path, std::string_view prefix) noexcept {
    return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

} // namespace

StaticFiles::StaticFiles(const fs::path& root, std::vector<std::string> reserved)
    : reserved_(std::move(reserved)) {
    std::error_code ec;
    fs::recursive_directory_iterator at{root, ec};
    if (ec) {
        throw failure(ErrorCode::not_found, "http.no-folder", "cannot read the folder '{}': {}",
                      root.string(), ec.message());
    }
    for (; at != fs::recursive_directory_iterator{}; at.increment(ec)) {
        if (at->path().filename().string().starts_with('.')) {
            at.disable_recursion_pending();
            continue;
        }
        if (at->symlink_status(ec).type() != fs::file_type::regular) {
            continue; // folders are entered by the iterator, links are not
        }
        auto file = std::make_unique<File>();
        file->bytes = std::make_shared<const std::string>(read_file(at->path()));
        auto path = '/' + at->path().lexically_relative(root).generic_string();
        file->type = content_type_of(path);
        file->etag = make_etag(*file->bytes);
        file->immutable = has_hash(path);
        files_.emplace(std::move(path), std::move(file));
    }
}

StaticFiles::~StaticFiles() = default;
StaticFiles::StaticFiles(StaticFiles&&) noexcept = default;
StaticFiles& StaticFiles::operator=(StaticFiles&&) noexcept = default;

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
    if (const auto found = files_.find(path); found != files_.end()) {
        return found->second.get();
    }
    const bool reserved = std::ranges::any_of(
        reserved_, [&](std::string_view prefix) { return begins_with_segment(path, prefix); });
    if (reserved || path.find('.') != std::string_view::npos) {
        return nullptr;
    }
    const auto index = files_.find(kIndex);
    return index == files_.end() ? nullptr : index->second.get();
}

Response StaticFiles::serve(const Request& request) const {
    const auto* found = find(request.path);
    if (found == nullptr) {
        throw failure(ErrorCode::not_found, "http.no-route", "there is nothing at '{}'",
                      request.path);
    }
    auto& file = const_cast<File&>(*found); // once_flag guards the only change
    Response response;
    response.content_type = file.type;
    response.etag = file.etag;
    response.body = file.bytes;
    response.compress = false; // done here, once
    response.headers.set("Cache-Control",
                         file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (!is_compressible(file.type) || file.bytes->size() < kWorthCompressing) {
        return response;
    }
    response.headers.set("Vary", "Accept-Encoding");
    if (!accepts_gzip(request.headers.get("Accept-Encoding"))) {
        return response;
    }
    std::call_once(file.once, [&] {
        auto small = std::make_shared<const std::string>(gzip(*file.bytes, kBestGzip));
        file.gzipped = small->size() < file.bytes->size() ? std::move(small) : nullptr;
    });
    if (file.gzipped) {
        response.body = file.gzipped;
        response.headers.set("Content-Encoding", "gzip");
        response.etag.insert(response.etag.size() - 1, "-gzip");
    }
    return response;
}

void StaticFiles::add_to(Router& router) const {
    router.add(Method::get, "/{path...}", [this](Request& request) { return serve(request); });
}

AfterHook security_headers(std::string content_security_policy) {
    return [policy = std::move(content_security_policy)](const Request&, Response& response) {
        const auto add = [&](const char* name, const std::string& value) {
            if (response.headers.find(name) == nullptr) {
                response.headers.add(name, value);
            }
        };
        add("Content-Security-Policy", policy);
        add("X-Content-Type-Options", "nosniff");
        add("Referrer-Policy", "same-origin");
        add("X-Frame-Options", "DENY"); // for browsers that do not know frame-ancestors
        add("Cross-Origin-Opener-Policy", "same-origin");
    };
}

std::string_view content_type_of(std::string_view file_name) noexcept {
    const auto name = last_segment(file_name);
    const auto dot = name.rfind('.');
    if (dot != std::string_view::npos) {
        for (const auto& [ending, type] : kTypes) {
            if (equal_ignoring_case(name.substr(dot + 1), ending)) {
                return type;
            }
        }
    }
    return "application/octet-stream";
}

} // namespace luoshi::http

// SPDX-License-Identifier: Apache-2.0
// The web pages: for the composition root, which has a folder of built files to show.
#pragma once

#include "http/message.hpp"
#include "http/router.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::http {

// Serves a folder that was read into memory when it was made: what is asked for is looked up among
// the names found then, so no path ever reaches the disk. Links, dot files and what is no regular
// file are left out. Each file is gzipped once, when first asked for. Threads: serve() from any.
class StaticFiles {
public:
    // reserved: beginnings of paths that are never a page, e.g. "/api".
    // Errors: not_found "http.no-folder" when root is no readable folder.
    explicit StaticFiles(const std::filesystem::path& root,
                         std::vector<std::string> reserved = {"/api"});
    ~StaticFiles();
    StaticFiles(StaticFiles&&) noexcept;
    StaticFiles& operator=(StaticFiles&&) noexcept;

    // The file, or index.html for the page of a client-side route: a path without any dot and
    // outside `reserved`. Files under /assets/ with a hash in their name may be cached for ever,
    // all others are asked for again each time. Errors: not_found "http.no-route".
    Response serve(const Request& request) const;

    // GET "/{path...}"; this object must outlive the router.
    void add_to(Router& router) const;
    std::size_t file_count() const noexcept { return files_.size(); }

private:
    struct File;
    const File* find(std::string_view path) const;
    std::map<std::string, std::unique_ptr<File>, std::less<>> files_; // by "/path", UTF-8
    std::vector<std::string> reserved_;
};

// Scripts from here only; inline styles, which Element Plus and ECharts need; framed by nobody.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'";

// An after-hook for every answer, errors too: adds, where absent, the policy, nosniff,
// Referrer-Policy, X-Frame-Options and Cross-Origin-Opener-Policy.
AfterHook security_headers(std::string content_security_policy = std::string{
                               kContentSecurityPolicy});

// "text/html; charset=utf-8" for "a.html", "application/octet-stream" for an unknown ending.
std::string_view content_type_of(std::string_view file_name) noexcept;

} // namespace luoshi::http

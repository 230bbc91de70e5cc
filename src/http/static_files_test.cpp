// SPDX-License-Identifier: Apache-2.0
#include "http/static_files.hpp"

#include "base/error.hpp"
#include "http/test_client.hpp"
#include "http/test_unzip.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <unistd.h>

namespace luoshi::http {
namespace {

using testing::fetch;
using testing::get;
using ::testing::HasSubstr;
using testing::unzip;
namespace fs = std::filesystem;

class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "luoshi-http-XXXXXX").string();
        ensure(::mkdtemp(name.data()) != nullptr, "a folder for the test");
        root_ = name;
        write("dist/index.html", "<!doctype html>" + std::string(2000, ' '));
        write("dist/favicon.ico", "icon");
        write("dist/assets/index-B1a2c3D4.js", script);
        write("dist/assets/plain.js", "1");
        write("dist/.env", "secret");
        write("dist/.git/config", "secret");
        write("outside.txt", "secret");
        fs::create_symlink(root_ / "outside.txt", root_ / "dist/link.txt");
        fs::create_directory_symlink(root_, root_ / "dist/up");
    }
    ~Folder() { fs::remove_all(root_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    fs::path dist() const { return root_ / "dist"; }

    const std::string script = "let x = 1;" + std::string(50'000, '/');

private:
    void write(const char* name, const std::string& text) const {
        fs::create_directories((root_ / name).parent_path());
        std::ofstream{root_ / name, std::ios::binary} << text;
    }
    fs::path root_;
};

int status_of_path(const StaticFiles& files, std::string path) {
    Request request;
    request.path = std::move(path);
    try {
        return files.serve(request).status;
    } catch (const Error& error) {
        return error.code() == ErrorCode::not_found ? 404 : 500;
    }
}

TEST(static_files, come_with_their_type_tag_and_lifetime) {
    const Folder folder;
    const StaticFiles files{folder.dist()};
    Request request;
    request.path = "/assets/index-B1a2c3D4.js";
    auto response = files.serve(request);
    EXPECT_EQ(response.bytes(), folder.script);
    EXPECT_EQ(response.content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(response.headers.get("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(response.etag.size(), 34U);
    request.path = "/assets/plain.js";
    EXPECT_EQ(files.serve(request).headers.get("Cache-Control"), "no-cache");
    request.path = "/";
    response = files.serve(request);
    EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
    EXPECT_EQ(response.headers.get("Cache-Control"), "no-cache");
}

TEST(static_files, are_gzipped_once) {
    const Folder folder;
    const StaticFiles files{folder.dist()};
    Request request;
    request.path = "/assets/index-B1a2c3D4.js";
    request.headers.add("Accept-Encoding", "gzip");
    const auto first = files.serve(request);
    const auto second = files.serve(request);
    EXPECT_EQ(first.headers.get("Content-Encoding"), "gzip");
    EXPECT_EQ(first.headers.get("Vary"), "Accept-Encoding");
    EXPECT_EQ(unzip(std::string{first.bytes()}), folder.script);
    EXPECT_EQ(std::get<SharedBytes>(first.body), std::get<SharedBytes>(second.body));
}

TEST(static_files, give_the_index_to_client_side_routes_only) {
    const Folder folder;
    const StaticFiles files{folder.dist()};
    EXPECT_EQ(status_of_path(files, "/"), 200);
    EXPECT_EQ(status_of_path(files, "/tasks/7"), 200);
    EXPECT_EQ(status_of_path(files, "/apiary"), 200);
    EXPECT_EQ(status_of_path(files, "/api"), 404);
    EXPECT_EQ(status_of_path(files, "/api/v1/nothing"), 404);
    EXPECT_EQ(status_of_path(files, "/assets/gone-12345678.js"), 404);
}

TEST(static_files, hold_nothing_from_outside_and_nothing_hidden) {
    const Folder folder;
    const StaticFiles files{folder.dist()};
    EXPECT_EQ(files.file_count(), 4U);
    for (const auto* path : {"/link.txt", "/up/outside.txt", "/.env", "/.git/config",
                             "/../outside.txt", "/assets/../../outside.txt"}) {
        EXPECT_EQ(status_of_path(files, path), 404) << path;
    }
    EXPECT_THROW(StaticFiles{folder.dist() / "nowhere"}, Error);
}

TEST(static_files, are_served_over_a_socket_with_security_headers) {
    const Folder folder;
    const StaticFiles files{folder.dist()};
    testing::Fixture fixture{{}, [&](Router& router) {
                                 files.add_to(router);
                                 router.after(security_headers());
                             }};
    const auto page = fetch(fixture.port(), get("/tasks/7"));
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("<!doctype html>"));
    EXPECT_THAT(std::string{page.headers.get("Content-Security-Policy")},
                HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(page.headers.get("X-Content-Type-Options"), "nosniff");
    const std::string tag{page.headers.get("ETag")};
    EXPECT_EQ(fetch(fixture.port(), get("/tasks/7", "If-None-Match: " + tag + "\r\n")).status, 304);
    const auto missing = fetch(fixture.port(), get("/a.txt"));
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(missing.headers.get("X-Content-Type-Options"), "nosniff");
    for (const auto* path : {"/../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt",
                             "/assets/..%5c..%5coutside.txt", "//etc/passwd", "/up/outside.txt"}) {
        const auto reply = fetch(fixture.port(), get(path));
        EXPECT_GE(reply.status, 400) << path;
        EXPECT_LT(reply.status, 500) << path;
    }
    EXPECT_EQ(fetch(fixture.port(), testing::post("/tasks/7", "x")).status, 404);
}

} // namespace
} // namespace luoshi::http

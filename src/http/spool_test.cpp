// SPDX-License-Identifier: Apache-2.0
// Large bodies go to a file.
#include "http/spool.hpp"

#include "base/error.hpp"
#include "http/server.hpp"
#include "http/test_client.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace luoshi::http {
namespace {

using namespace std::chrono_literals;
using testing::Client;
using testing::fetch;
using testing::Fixture;
using ::testing::HasSubstr;
using testing::post;

// Bytes that tell where they are.
std::string numbered(std::size_t size) {
    std::string bytes;
    for (std::size_t n = 0; bytes.size() < size; ++n) {
        bytes += fmt::format("{:09}\n", n);
    }
    bytes.resize(size);
    return bytes;
}

class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / fmt::format("spool-{}", ::getpid())) {
        std::filesystem::create_directory(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string path() const { return path_.string(); }
    bool empty() const { return std::filesystem::is_empty(path_); }

private:
    std::filesystem::path path_;
};

// POST /file: what came, and whether it was spooled; at most 8 MB.
void add_file(Router& router) {
    router.add(Method::post, "/file",
               [](Request& request) {
                   Response response = text(200, std::string{request.content()});
                   response.headers.set("X-Spooled", request.spooled ? "yes" : "no");
                   response.compress = false;
                   return response;
               },
               {.max_body = 8'000'000, .spool = true});
}

ServerOptions spooling_in(const Folder& folder) {
    ServerOptions options;
    options.spool_folder = folder.path();
    return options;
}

TEST(spool, takes_a_large_body_and_leaves_no_file) {
    const Folder folder;
    Fixture fixture{spooling_in(folder), add_file};
    Client client{fixture.port()};
    const auto bytes = numbered(7'654'321);
    auto reply = client.ask(post("/file", bytes));
    EXPECT_EQ(reply.headers.get("X-Spooled"), "yes");
    EXPECT_TRUE(reply.body == bytes);
    EXPECT_TRUE(folder.empty());
    reply = client.ask(post("/file", "small")); // the connection is good for more
    EXPECT_EQ(reply.headers.get("X-Spooled"), "no");
    EXPECT_EQ(reply.body, "small");
}

TEST(spool, takes_chunks_without_a_length) {
    const Folder folder;
    Fixture fixture{spooling_in(folder), add_file};
    Client client{fixture.port()};
    const auto bytes = numbered(3'000'000);
    client.send("POST /file HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (std::size_t at = 0; at < bytes.size(); at += 100'000) {
        const auto piece = bytes.substr(at, 100'000);
        client.send(fmt::format("{:x}\r\n{}\r\n", piece.size(), piece));
    }
    client.send("0\r\n\r\n");
    EXPECT_TRUE(client.read().body == bytes);
}

TEST(spool, refuses_chunks_beyond_the_limit) {
    const Folder folder;
    Fixture fixture{spooling_in(folder), add_file};
    Client client{fixture.port()};
    client.send("POST /file HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string piece(1'000'000, 'x');
    for (int i = 0; i < 9; ++i) {
        client.send(fmt::format("{:x}\r\n{}\r\n", piece.size(), piece));
    }
    EXPECT_EQ(client.read().status, 413);
}

TEST(spool, holds_little_in_memory) {
    const Folder folder;
    auto options = spooling_in(folder);
    options.limits.all_bodies = 1'200'000; // of which a piece needs one million and what is read
    Fixture fixture{options, add_file};
    const auto bytes = numbered(7'000'000);
    EXPECT_TRUE(fetch(fixture.port(), post("/file", bytes)).body == bytes);
}

TEST(spool, says_that_too_much_is_sent_at_once) {
    const Folder folder;
    auto options = spooling_in(folder);
    options.limits.all_spooled = 5'000'000;
    Fixture fixture{options, add_file};
    const auto bytes = numbered(4'000'000);
    EXPECT_EQ(fetch(fixture.port(), post("/file", numbered(6'000'000))).status, 503);
    for (int i = 0; i < 3; ++i) { // what one took is given back
        EXPECT_EQ(fetch(fixture.port(), post("/file", bytes)).status, 200);
    }
}

TEST(spool, says_that_no_file_can_be_made) {
    const Folder folder;
    auto options = spooling_in(folder);
    options.spool_folder = folder.path() + "/gone";
    Fixture fixture{options, add_file};
    const auto reply = fetch(fixture.port(), post("/file", numbered(2'000'000)));
    EXPECT_EQ(reply.status, 503);
    EXPECT_THAT(reply.body, HasSubstr("http.no-spool"));
}

TEST(spool, gives_back_what_a_client_took_that_went_away) {
    const Folder folder;
    auto options = spooling_in(folder);
    options.limits.all_spooled = 5'000'000;
    Fixture fixture{options, add_file};
    for (int i = 0; i < 3; ++i) {
        Client client{fixture.port()};
        client.send("POST /file HTTP/1.1\r\nHost: t\r\nContent-Length: 4000000\r\n\r\n");
        client.send(numbered(3'000'000));
        client.reset();
    }
    fixture.server->stop(20s); // all are gone then
    EXPECT_TRUE(folder.empty());
}

TEST(spool, of_nothing_is_empty) {
    const Folder folder;
    Spool spool{folder.path(), 0};
    spool.finish();
    EXPECT_EQ(spool.bytes(), "");
}

TEST(spool, keeps_the_bytes_in_their_order) {
    const Folder folder;
    Spool spool{folder.path(), 20};
    spool.write("one ");
    spool.write("two");
    spool.finish();
    EXPECT_EQ(spool.bytes(), "one two");
}

} // namespace
} // namespace luoshi::http

// SPDX-License-Identifier: Apache-2.0
// Bodies that are not in memory: streams and files.
#include "base/error.hpp"
#include "http/server.hpp"
#include "http/test_client.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <unistd.h>

namespace luoshi::http {
namespace {

using namespace std::chrono_literals;
using testing::Client;
using testing::fetch;
using testing::Fixture;
using testing::get;

// GET /count: the numbers 0 … 999, one per piece. GET /broken: throws at its third piece.
void add_streams(Router& router) {
    router.add(Method::get, "/count", [](Request&) {
        return stream("text/csv", [i = 0](std::string& chunk) mutable {
            chunk += std::to_string(i) + '\n';
            return ++i < 1000;
        });
    });
    router.add(Method::get, "/broken", [](Request&) {
        return stream("text/csv", [i = 0](std::string& chunk) mutable {
            ensure(i < 2, "the third piece breaks");
            chunk += "piece";
            return ++i < 10;
        });
    });
}

std::string thousand() {
    std::string all;
    for (int i = 0; i < 1000; ++i) {
        all += std::to_string(i) + '\n';
    }
    return all;
}

TEST(stream, arrives_in_chunks_and_leaves_the_connection_good) {
    Fixture fixture{{}, add_streams};
    Client client{fixture.port()};
    const auto reply = client.ask(get("/count"));
    EXPECT_EQ(reply.headers.get("Transfer-Encoding"), "chunked");
    EXPECT_TRUE(reply.whole);
    EXPECT_EQ(reply.body, thousand());
    EXPECT_EQ(client.ask("HEAD /count HTTP/1.1\r\nHost: t\r\n\r\n").status, 200);
    EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(stream, says_its_length_when_it_knows) {
    Fixture fixture{{}, [](Router& router) {
                        router.add(Method::get, "/known", [](Request&) {
                            return download_stream(
                                [i = 0](std::string& chunk) mutable {
                                    chunk += "ten bytes.";
                                    return ++i < 5;
                                },
                                50, "application/octet-stream", "会议.bin");
                        });
                    }};
    Client client{fixture.port()};
    const auto reply = client.ask(get("/known"));
    EXPECT_EQ(reply.headers.get("Content-Length"), "50");
    EXPECT_EQ(reply.body.size(), 50U);
    EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(stream, ends_with_the_connection_in_http_1_0) {
    Fixture fixture{{}, add_streams};
    const auto reply = fetch(fixture.port(), "GET /count HTTP/1.0\r\n\r\n");
    EXPECT_EQ(reply.headers.find("Transfer-Encoding"), nullptr);
    EXPECT_EQ(reply.body, thousand());
}

TEST(stream, that_breaks_is_seen_to_be_not_whole) {
    std::atomic<int> logged = 0;
    Fixture fixture{{.error_log = [&](std::string_view) { ++logged; }}, add_streams};
    const auto reply = fetch(fixture.port(), get("/broken"));
    EXPECT_EQ(reply.body, "piecepiece");
    EXPECT_FALSE(reply.whole);
    EXPECT_EQ(logged, 1);
}

TEST(stream, is_not_made_faster_than_it_is_read) {
    std::atomic<int> pieces = 0;
    Fixture fixture{{.timeouts = {.write = 100ms}}, [&](Router& router) {
                        router.add(Method::get, "/endless", [&](Request&) {
                            return stream("text/plain", [&](std::string& chunk) {
                                ++pieces;
                                chunk.append(65536, 'a');
                                return true;
                            });
                        });
                    }};
    Client client{fixture.port()};
    client.send(get("/endless"));
    client.read_until("\r\n\r\n");
    fixture.server->stop(10s); // returns when the client that does not read has been given up
    EXPECT_LT(pieces, 1000);   // what the buffers of the kernel hold, and one piece
    EXPECT_GT(pieces, 1);
}

class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& text) {
        std::string name = (std::filesystem::temp_directory_path() / "luoshi-file-XXXXXX").string();
        const int descriptor = ::mkstemp(name.data());
        ensure(descriptor >= 0, "a file for the test");
        ::close(descriptor);
        path_ = name;
        std::ofstream{path_, std::ios::binary} << text;
    }
    ~TemporaryFile() { std::filesystem::remove(path_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

TEST(file, is_sent_whole_with_its_name_and_length) {
    const std::string bytes(700'001, 'f');
    const TemporaryFile temporary{bytes};
    Fixture fixture{{}, [&](Router& router) {
                        router.add(Method::get, "/file", [&](Request&) {
                            return file(temporary.path(), "application/pdf", "通知 \"1\".pdf");
                        });
                    }};
    Client client{fixture.port()};
    const auto reply = client.ask(get("/file"));
    EXPECT_EQ(reply.headers.get("Content-Length"), "700001");
    EXPECT_EQ(reply.body, bytes);
    EXPECT_EQ(reply.headers.get("Content-Disposition"),
              "attachment; filename=\"______ _1_.pdf\"; "
              "filename*=UTF-8''%E9%80%9A%E7%9F%A5%20%221%22.pdf");
    EXPECT_EQ(client.ask("HEAD /file HTTP/1.1\r\nHost: t\r\n\r\n").headers.get("Content-Length"),
              "700001");
    EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(file, that_is_empty_or_gone_is_answered_as_such) {
    const TemporaryFile empty{""};
    Fixture fixture{{}, [&](Router& router) {
                        router.add(Method::get, "/empty",
                                   [&](Request&) { return file(empty.path(), "text/plain", ""); });
                        router.add(Method::get, "/gone", [](Request&) {
                            return file("/nowhere/at/all", "text/plain", "");
                        });
                        router.add(Method::get, "/folder",
                                   [](Request&) { return file("/", "text/plain", ""); });
                    }};
    Client client{fixture.port()};
    const auto reply = client.ask(get("/empty"));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.headers.get("Content-Length"), "0");
    EXPECT_EQ(client.ask(get("/gone")).status, 404);
    EXPECT_EQ(client.ask(get("/folder")).status, 404);
}

} // namespace
} // namespace luoshi::http

// SPDX-License-Identifier: Apache-2.0
// Every document and sheet a route answers with says in it who fetched it, and when.
#include "api/routes.hpp"
#include "api/testing/api_test.hpp"
#include "office/stamp.hpp"
#include "office/zip.hpp"

#include <set>

namespace luoshi::api {
namespace {

bool is_office_file(const http::Response& response) {
    return response.content_type.find("openxmlformats") != std::string::npos;
}

class StampTest : public ApiTest {
protected:
    StampTest() { services_.installation.watermark = true; }

    const Caller& caller(const std::string& label) {
        return *std::ranges::find(callers_, label, &Caller::label);
    }
    bool is_stamped(const http::Response& response, const Caller& by) {
        const auto stamp = by.label + " " + office::minute_of(services_.clock.now());
        const std::string bytes{response.bytes()};
        office::ZipReader zip{bytes, "file"};
        const auto names = zip.names();
        return std::ranges::any_of(names, [&](const std::string& name) {
            return zip.read(name).find(stamp) != std::string::npos;
        });
    }
    http::Response post(const std::string& path, const std::string& type, const std::string& body,
                        const Caller& by) {
        http::Request request;
        request.method = http::Method::post;
        request.path = path;
        request.request_id = "r";
        request.remote_address = "127.0.0.1";
        request.headers.add("Content-Type", type);
        request.body = body;
        request.cookies.add("luoshi_session", by.token);
        request.headers.add("X-CSRF-Token", by.csrf);
        return http::answer(router_, request, {});
    }
};

TEST_F(StampTest, stands_in_every_file_that_is_fetched) {
    const auto& office = caller("office");
    std::set<std::string> found;
    for (const auto& route : route_table()) {
        if (route.method != http::Method::get) {
            continue;
        }
        for (const auto* const label : {"office", "auditor"}) {
            const auto& by = caller(label);
            const auto own = route.pattern.starts_with("/api/v1/filled-forms/")
                                 ? by.trial
                                 : objects(route.pattern).first;
            const auto response = send(route, own, by);
            if (response.status == 200 && is_office_file(response)) {
                found.insert(route.pattern);
                EXPECT_TRUE(is_stamped(response, by)) << route.pattern << " as " << label;
            }
        }
    }
    EXPECT_GE(found.size(), 8U) << ::testing::PrintToString(found);
    services_.installation.watermark = false;
    for (const auto& route : route_table()) {
        if (route.pattern == "/api/v1/liaisons/export") {
            EXPECT_FALSE(is_stamped(send(route, "", office), office)) << "where none is wanted";
        }
    }
}

TEST_F(StampTest, stands_in_files_that_answer_what_was_sent) {
    const auto& office = caller("office");
    const auto& admin = caller("admin");
    const auto passwords = post("/api/v1/liaisons/accounts", "application/json",
                                json{{"ids", {liaison_}}}.dump(), admin);
    ASSERT_TRUE(is_office_file(passwords)) << passwords.bytes();
    EXPECT_TRUE(is_stamped(passwords, admin));
    http::Response sheet;
    for (const auto& route : route_table()) {
        if (route.pattern == "/api/v1/liaisons/export") {
            sheet = send(route, "", office);
        }
    }
    const auto refused =
        post("/api/v1/liaisons/refused", "multipart/form-data; boundary=b",
             "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n" +
                 std::string{sheet.bytes()} + "\r\n--b--\r\n",
             office);
    ASSERT_TRUE(is_office_file(refused)) << refused.bytes();
    EXPECT_TRUE(is_stamped(refused, office));
}

} // namespace
} // namespace luoshi::api

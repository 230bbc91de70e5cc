// SPDX-License-Identifier: Apache-2.0
#include "http/dispatch.hpp"

#include "base/error.hpp"
#include "http/conditional.hpp"
#include "http/problem.hpp"
#include "http/test_unzip.hpp"

#include <gmock/gmock.h>

namespace luoshi::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::unzip;

Request asking(Method method, std::string path, Headers headers = {}) {
    Request request;
    request.method = method;
    request.path = std::move(path);
    request.headers = std::move(headers);
    request.request_id = "r1";
    return request;
}

Headers one(std::string name, std::string value) {
    Headers headers;
    headers.add(std::move(name), std::move(value));
    return headers;
}

// GET /x answers with what `handler` gives.
Response ask(Handler handler, Request request = asking(Method::get, "/x"),
             const ErrorSink& log = {}) {
    Router router;
    router.add(Method::get, "/x", std::move(handler));
    return answer(router, request, log);
}

Response failing_with(const Error& error, const ErrorSink& log = {}) {
    return ask([&](Request&) -> Response { throw error; }, asking(Method::get, "/x"), log);
}

TEST(answer, is_the_handlers_with_the_request_id) {
    const auto response = ask([](Request&) { return json(201, "{}"); });
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.bytes(), "{}");
    EXPECT_EQ(response.headers.get("x-request-id"), "r1");
}

TEST(answer, is_404_405_or_the_options_of_a_path) {
    Router router;
    router.add(Method::get, "/x", [](Request&) { return no_content(); });
    auto request = asking(Method::get, "/y");
    EXPECT_EQ(answer(router, request, {}).status, 404);
    request = asking(Method::post, "/x");
    const auto refused = answer(router, request, {});
    EXPECT_EQ(refused.status, 405);
    EXPECT_EQ(refused.headers.get("Allow"), "GET, HEAD, OPTIONS");
    request = asking(Method::options, "/x");
    const auto options = answer(router, request, {});
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.headers.get("Allow"), "GET, HEAD, OPTIONS");
}

TEST(answer, passes_the_middleware_in_order_and_may_end_there) {
    Router router;
    std::vector<std::string> seen;
    router.use([&](Request& request) -> std::optional<Response> {
        seen.emplace_back("first");
        request.who = std::string{"office"};
        return std::nullopt;
    });
    router.use([&](Request& request) -> std::optional<Response> {
        seen.emplace_back("second");
        return request.path == "/closed" ? std::optional{text(403, "no")} : std::nullopt;
    });
    router.after([](const Request&, Response& response) { response.headers.set("X-After", "1"); });
    const auto handler = [&](Request& request) {
        seen.emplace_back(std::any_cast<std::string>(request.who));
        return no_content();
    };
    router.add(Method::get, "/open", handler);
    router.add(Method::get, "/closed", handler);
    auto request = asking(Method::get, "/open");
    EXPECT_EQ(answer(router, request, {}).headers.get("X-After"), "1");
    EXPECT_THAT(seen, ElementsAre("first", "second", "office"));
    seen.clear();
    request = asking(Method::get, "/closed");
    EXPECT_EQ(answer(router, request, {}).status, 403);
    EXPECT_THAT(seen, ElementsAre("first", "second"));
    seen.clear();
    request = asking(Method::get, "/nowhere");
    EXPECT_EQ(answer(router, request, {}).headers.get("X-After"), "1");
    EXPECT_TRUE(seen.empty());
}

TEST(problem, says_the_reason_the_details_and_the_request) {
    const auto response =
        failing_with(failure(ErrorCode::too_many, "access.locked", "say \"{}\"", "please")
                         .with("retry_after_s", "30"));
    EXPECT_EQ(response.status, 429);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(response.headers.get("Retry-After"), "30");
    EXPECT_EQ(response.bytes(),
              R"({"type":"about:blank","title":"Too Many Requests","status":429,)"
              R"("detail":"say \"please\"","code":"access.locked","request_id":"r1",)"
              R"("details":{"retry_after_s":"30"}})");
}

TEST(problem, keeps_an_internal_error_to_the_log) {
    std::string logged;
    const auto sink = [&](std::string_view line) { logged += line; };
    const Error secret{ErrorCode::internal, "store.broken", "password=1234", {{"row", "5678"}}};
    const auto response = failing_with(secret, sink);
    EXPECT_EQ(response.status, 500);
    EXPECT_THAT(std::string{response.bytes()}, HasSubstr(R"("code":"internal","request_id":"r1")"));
    EXPECT_THAT(std::string{response.bytes()}, Not(HasSubstr("1234")));
    EXPECT_THAT(std::string{response.bytes()}, Not(HasSubstr("5678")));
    EXPECT_THAT(logged, HasSubstr("password=1234"));
    EXPECT_THAT(logged, HasSubstr(R"("request_id":"r1")"));
    logged.clear();
    EXPECT_EQ(ask([](Request&) -> Response { throw std::runtime_error{"odd"}; },
                  asking(Method::get, "/x"), sink)
                  .status,
              500);
    EXPECT_THAT(logged, HasSubstr("odd"));
    EXPECT_EQ(ask([](Request&) -> Response { throw 7; }).status, 500); // NOLINT: any type may come
}

TEST(problem, has_one_status_for_each_code) {
    using enum ErrorCode;
    const std::vector<std::pair<ErrorCode, int>> table{
        {invalid_argument, 400}, {unauthenticated, 401}, {forbidden, 403},
        {not_found, 404},        {conflict, 409},        {precondition_failed, 412},
        {too_large, 413},        {unsupported, 415},     {unprocessable, 422},
        {too_many, 429},         {timeout, 503},         {unavailable, 503},
        {storage_full, 507},     {internal, 500}};
    for (const auto& [code, status] : table) {
        EXPECT_EQ(failing_with(Error{code, "a.b", ""}).status, status) << to_string(code);
        EXPECT_NE(reason_phrase(status), "");
    }
}

TEST(answer, refuses_a_header_that_would_write_a_second_one) {
    for (const auto* value : {"a\r\nSet-Cookie: x=y", "a\nb"}) {
        const auto response = ask([&](Request&) {
            auto bad = no_content();
            bad.headers.set("Location", value);
            return bad;
        });
        EXPECT_EQ(response.status, 500);
        EXPECT_EQ(response.headers.find("Location"), nullptr);
    }
}

Response tagged(Request&) {
    auto response = json(200, '"' + std::string(5000, 'a') + '"');
    response.etag = make_etag("version 1");
    return response;
}

TEST(conditional, answers_304_to_one_who_has_it) {
    const auto tag = make_etag("version 1");
    EXPECT_EQ(tag.size(), 34U);
    EXPECT_NE(tag, make_etag("version 2"));
    const auto status = [](const std::string& header) {
        return ask(tagged, asking(Method::get, "/x", one("If-None-Match", header))).status;
    };
    EXPECT_EQ(status(tag), 304);
    EXPECT_EQ(status("\"other\", W/" + tag), 304);
    EXPECT_EQ(status("*"), 304);
    EXPECT_EQ(status("\"other\""), 200);
    EXPECT_EQ(status(""), 200);
    const auto hit = ask(tagged, asking(Method::get, "/x", one("If-None-Match", tag)));
    EXPECT_EQ(hit.bytes(), "");
    EXPECT_EQ(hit.etag, tag);
}

TEST(conditional, guards_an_edit) {
    const auto tag = version_etag(7);
    const auto reason = [&](Headers headers, IfMatch need) {
        try {
            check_if_match(asking(Method::put, "/x", std::move(headers)), tag, need);
        } catch (const Error& error) {
            return std::to_string(status_of(error)) + ' ' + error.reason();
        }
        return std::string{"passed"};
    };
    EXPECT_EQ(reason(one("If-Match", "\"v7\""), IfMatch::required), "passed");
    EXPECT_EQ(reason(one("If-Match", "\"v6\", \"v7-gzip\""), IfMatch::required), "passed");
    EXPECT_EQ(reason(one("If-Match", "*"), IfMatch::required), "passed");
    EXPECT_EQ(reason({}, IfMatch::optional), "passed");
    EXPECT_EQ(reason({}, IfMatch::required), "428 http.precondition-required");
    EXPECT_EQ(reason(one("If-Match", "\"v6\""), IfMatch::optional), "412 http.precondition-failed");
    EXPECT_EQ(reason(one("If-Match", "W/\"v7\""), IfMatch::optional),
              "412 http.precondition-failed");
}

TEST(compression, gives_back_the_same_bytes) {
    Request request;
    const auto plain = std::string{tagged(request).bytes()};
    const auto zipped = ask(tagged, asking(Method::get, "/x", one("Accept-Encoding", "br, gzip")));
    EXPECT_EQ(zipped.headers.get("Content-Encoding"), "gzip");
    EXPECT_EQ(zipped.headers.get("Vary"), "Accept-Encoding");
    EXPECT_LT(zipped.bytes().size(), plain.size());
    EXPECT_EQ(unzip(std::string{zipped.bytes()}), plain);
    EXPECT_TRUE(zipped.etag.ends_with("-gzip\""));
    EXPECT_EQ(ask(tagged, asking(Method::get, "/x", one("If-None-Match", zipped.etag))).status,
              304);
}

TEST(compression, is_left_out_where_it_does_not_help_or_is_not_wanted) {
    const auto encoding = [](Handler handler, const char* accepted) {
        const auto response =
            ask(std::move(handler), asking(Method::get, "/x", one("Accept-Encoding", accepted)));
        return std::string{response.headers.get("Content-Encoding")} + '|' +
               std::string{response.headers.get("Vary")};
    };
    EXPECT_EQ(encoding(tagged, "gzip;q=0"), "|Accept-Encoding");
    EXPECT_EQ(encoding([](Request&) { return json(200, "{}"); }, "gzip"), "|");
    EXPECT_EQ(encoding(
                  [](Request&) {
                      auto png = json(200, std::string(5000, 'a'));
                      png.content_type = "image/png";
                      return png;
                  },
                  "gzip"),
              "|");
    EXPECT_EQ(encoding(
                  [](Request& request) {
                      auto secret = tagged(request);
                      secret.compress = false;
                      return secret;
                  },
                  "gzip"),
              "|");
}

} // namespace
} // namespace luoshi::http

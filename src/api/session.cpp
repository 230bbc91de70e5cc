// SPDX-License-Identifier: Apache-2.0
#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

namespace luoshi::api {
namespace {

using http::Method;

struct Shown {
    Timestamp expires_at;
    bool second_factor = false, must_set_factor = false;
};

Json session_json(Services& services, const access::Principal& who, const Shown& shown) {
    const auto directory = services.database.read(
        [&](store::Reader& reader) { return services.directories.get(reader); });
    const auto served =
        who.serves ? std::optional{services.access.person(who.serves).who} : std::nullopt;
    return {{"person",
             {{"id", to_string(who.id)},
              {"username", who.username},
              {"name", who.name},
              {"role", access::to_string(who.role)},
              {"unit", unit_ref(*directory, who.unit, services.clock.today())},
              {"title", who.title},
              {"serves", served ? Json(served->name) : Json()},
              {"must_change_password", who.must_change_password},
              {"must_set_factor", shown.must_set_factor},
              {"second_factor", shown.second_factor}}},
            {"expires_at", to_string(shown.expires_at)},
            {"idle_minutes", services.access.rules().idle.count()},
            {"watermark", services.installation.watermark},
            {"separation", separation_word(services.access)}};
}

// SameSite=Strict: a link from elsewhere never comes with a session. The second cookie is readable,
// so that pages can send it back as a header.
http::Response with_cookies(const Call& call, const access::LoggedIn& session, int status) {
    auto response = answer(
        status, session_json(call.services, session.principal,
                             {session.expires_at, session.has_factor, session.must_set_factor}));
    const bool secure = call.request.secure || call.services.installation.secure_cookies;
    const auto age = std::chrono::seconds{access::Access::kSession};
    response.cookies.push_back({.name = std::string{kSessionCookie},
                                .value = session.token,
                                .path = "/",
                                .max_age = age,
                                .http_only = true,
                                .secure = secure,
                                .same_site = http::SameSite::strict});
    response.cookies.push_back({.name = std::string{kCsrfCookie},
                                .value = session.csrf,
                                .path = "/",
                                .max_age = age,
                                .http_only = false,
                                .secure = secure,
                                .same_site = http::SameSite::strict});
    response.headers.set("Cache-Control", "no-store, private");
    return response;
}

access::Where where_of(const Call& call, std::string code = "") {
    return {.code = std::move(code),
            .address = call.request.remote_address,
            .agent = std::string{call.request.headers.get("User-Agent")}};
}

http::Response set_up(const Call& call) {
    const auto body = body_of(call.request, {"token", "username", "name", "password"});
    access::NewPerson person;
    person.username = text_of(body, "username");
    person.name = text_of(body, "name");
    person.role = access::Role::administrator;
    person.password = text_of(body, "password");
    return with_cookies(call,
                        call.services.access.set_up(text_of(body, "token"), person,
                                                    call.request.request_id, where_of(call)),
                        201);
}

http::Response log_in(const Call& call) {
    const auto body = body_of(call.request, {"username", "password", "code"});
    const auto username = text_of(body, "username");
    const auto password = text_of(body, "password");
    const auto code = optional_text(body, "code").value_or("");
    if (username.size() > 100 || password.size() > 800 || code.size() > 40) {
        bad_field(username.size() > 100   ? "username"
                  : password.size() > 800 ? "password"
                                          : "code",
                  "shorter");
    }
    return with_cookies(call,
                        call.services.access.log_in(username, password, call.request.request_id,
                                                    where_of(call, code)),
                        200);
}

http::Response get_session(const Call& call) {
    return answer(200, session_json(call.services, call.who(),
                                    {call.session->expires_at, call.session->second_factor,
                                     call.session->must_set_factor}));
}

http::Response log_out(const Call& call) {
    call.services.access.log_out(call.token());
    auto response = http::no_content();
    for (const auto name : {kSessionCookie, kCsrfCookie}) {
        response.cookies.push_back({.name = std::string{name},
                                    .value = "",
                                    .path = "/",
                                    .max_age = std::chrono::seconds{0},
                                    .http_only = name == kSessionCookie,
                                    .secure = call.request.secure,
                                    .same_site = http::SameSite::strict});
    }
    return response;
}

http::Response change_password(const Call& call) {
    const auto body = body_of(call.request, {"current", "new"});
    call.services.access.change_password(call.who(), call.token(), text_of(body, "current"),
                                         text_of(body, "new"), call.request.request_id);
    return http::no_content();
}

} // namespace

void session_routes(Specs& specs) {
    specs.push_back(
        {{Method::post, "/api/v1/setup", Audience::everybody, {}}, set_up, {.max_body = 10'000}});
    specs.push_back(
        {{Method::post, "/api/v1/session", Audience::everybody, {}}, log_in, {.max_body = 10'000}});
    specs.push_back({{Method::get, "/api/v1/session", Audience::logged_in, {}}, get_session, {}});
    specs.push_back({{Method::remove, "/api/v1/session", Audience::logged_in, {}}, log_out, {}});
    specs.push_back({{Method::put, "/api/v1/session/password", Audience::logged_in, {}},
                     change_password,
                     {.max_body = 10'000}});
}

} // namespace luoshi::api

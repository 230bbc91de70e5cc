// SPDX-License-Identifier: Apache-2.0
// One's own sessions and second factor, and what the security administrator does with others'.
#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "http/conditional.hpp"

namespace luoshi::api {
namespace {

using http::Method;

Json sessions_json(const Call& call, access::PersonId person) {
    auto items = Json::array();
    for (const auto& one : call.services.access.sessions(person)) {
        items.push_back({{"id", to_string(one.id)},
                         {"address", one.address},
                         {"agent", one.agent},
                         {"since", to_string(one.since)},
                         {"last_seen", to_string(one.last_seen)},
                         {"expires_at", to_string(one.expires_at)},
                         {"here", one.id == call.session->id}});
    }
    return {{"items", items}};
}

http::Response own_sessions(const Call& call) {
    return answer(200, sessions_json(call, call.who().id));
}

http::Response end_other_sessions(const Call& call) {
    call.services.access.end_sessions(call.actor(), call.who().id, call.session->id);
    return http::no_content();
}

http::Response end_own_session(const Call& call) {
    call.services.access.end_session(call.actor(), call.who().id,
                                     path_id<access::SessionId>(call.request));
    return http::no_content();
}

http::Response get_factor(const Call& call) {
    const auto factor = call.services.access.factor(call.who());
    return answer(200, {{"since", to_json(factor.since)},
                        {"recovery_codes", factor.recovery_codes},
                        {"required", factor.required}});
}

http::Response offer_factor(const Call& call) {
    const auto body = body_of(call.request, {"password"});
    const auto offer = call.services.access.offer_factor(call.who(), text_of(body, "password"),
                                                         call.services.installation.name);
    return answer(200, {{"secret", offer.secret}, {"uri", offer.uri}});
}

http::Response confirm_factor(const Call& call) {
    const auto body = body_of(call.request, {"code"});
    return answer(
        200, {{"recovery_codes", call.services.access.confirm_factor(
                                     call.who(), text_of(body, "code"), call.request.request_id)}});
}

http::Response drop_factor(const Call& call) {
    const auto body = body_of(call.request, {"password", "code"});
    call.services.access.drop_factor(call.who(), text_of(body, "password"), text_of(body, "code"),
                                     call.request.request_id);
    return http::no_content();
}

// Of another person, for the security administrator.
access::PersonId person_of(const Call& call) {
    call.services.access.expect_apart(call.who());
    return call.services.access.person(path_id<access::PersonId>(call.request)).who.id;
}

http::Response sessions_of_person(const Call& call) {
    return answer(200, sessions_json(call, person_of(call)));
}

http::Response end_sessions_of_person(const Call& call) {
    call.services.access.end_sessions(call.actor(), person_of(call));
    return http::no_content();
}

http::Response unlock(const Call& call) {
    call.services.access.unlock(call.actor(), person_of(call));
    return http::no_content();
}

http::Response reset_factor(const Call& call) {
    call.services.access.reset_factor(call.actor(), path_id<access::PersonId>(call.request));
    return http::no_content();
}

} // namespace

void account_routes(Specs& specs) {
    const auto own = [&](Method method, const char* pattern, CallHandler handler) {
        specs.push_back(
            {{method, pattern, Audience::logged_in, {}}, std::move(handler), {.max_body = 10'000}});
    };
    own(Method::get, "/api/v1/me/sessions", own_sessions);
    own(Method::remove, "/api/v1/me/sessions", end_other_sessions);
    own(Method::remove, "/api/v1/me/sessions/{id}", end_own_session);
    own(Method::get, "/api/v1/session/second-factor", get_factor);
    own(Method::post, "/api/v1/session/second-factor", offer_factor);
    own(Method::put, "/api/v1/session/second-factor", confirm_factor);
    own(Method::post, "/api/v1/session/second-factor/off", drop_factor);
    const auto others = [&](Method method, const char* pattern, CallHandler handler) {
        specs.push_back({{method, pattern, Audience::roles, kAccounts}, std::move(handler), {}});
    };
    others(Method::get, "/api/v1/people/{id}/sessions", sessions_of_person);
    others(Method::remove, "/api/v1/people/{id}/sessions", end_sessions_of_person);
    others(Method::post, "/api/v1/people/{id}/unlock", unlock);
    others(Method::remove, "/api/v1/people/{id}/second-factor", reset_factor);
}

} // namespace luoshi::api

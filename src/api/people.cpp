// SPDX-License-Identifier: Apache-2.0
#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "http/conditional.hpp"
#include "liaison/handover.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

namespace luoshi::api {
namespace {

using http::Method;

std::shared_ptr<const org::Directory> directory_of(const Call& call) {
    return call.services.database.read(
        [&](store::Reader& reader) { return call.services.directories.get(reader); });
}

Json asked_json(const std::optional<access::Asked>& asked, const org::Directory& directory,
                Date at) {
    if (!asked) {
        return {};
    }
    return {{"opens", asked->opens},
            {"role", access::to_string(asked->role)},
            {"unit", unit_ref(directory, asked->unit, at)},
            {"title", asked->title},
            {"serves_id", to_json(asked->serves)},
            {"by", {{"id", to_string(asked->by)}, {"name", asked->by_name}}},
            {"at", to_string(asked->at)}};
}

Json person_json(const access::Person& person, const org::Directory& directory, Date at) {
    return {{"id", to_string(person.who.id)},
            {"username", person.who.username},
            {"name", person.who.name},
            {"role", access::to_string(person.who.role)},
            {"unit", unit_ref(directory, person.who.unit, at)},
            {"title", person.who.title},
            {"serves_id", to_json(person.who.serves)},
            {"active", person.active},
            {"must_change_password", person.who.must_change_password},
            {"locked_until", to_json(person.locked_until)},
            {"last_log_in", to_json(person.last_log_in)},
            {"second_factor", person.second_factor},
            {"asked", asked_json(person.asked, directory, at)}};
}

http::Response one(const Call& call, int status, const access::Person& person) {
    return answer_with_etag(status,
                            person_json(person, *directory_of(call), call.services.clock.today()),
                            http::version_etag(person.version));
}

access::Role role_of(const std::string& text) {
    const auto role = access::parse_role(text);
    if (!role) {
        bad_field("role", access::role_list());
    }
    return *role;
}

org::UnitId unit_of(const Json& body) {
    const auto text = optional_text(body, "unit_id");
    if (!text) {
        return {};
    }
    const auto id = parse_as<org::UnitId>(*text);
    if (!id) {
        bad_field("unit_id", "an id");
    }
    return *id;
}

http::Response list(const Call& call) {
    const int limit = limit_of(call.request);
    auto people =
        call.services.access.people(std::string{call.request.query.get("cursor")}, limit + 1);
    Json next;
    if (people.size() > static_cast<std::size_t>(limit)) {
        people.pop_back();
        next = people.back().who.username;
    }
    const auto directory = directory_of(call);
    auto items = Json::array();
    for (const auto& person : people) {
        items.push_back(person_json(person, *directory, call.services.clock.today()));
    }
    return answer(200, {{"items", items},
                        {"next_cursor", next},
                        {"separation", separation_word(call.services.access)}});
}

http::Response add(const Call& call) {
    const auto body = body_of(
        call.request, {"username", "name", "role", "unit_id", "password", "title", "serves_id"});
    access::NewPerson person;
    person.username = text_of(body, "username");
    person.name = text_of(body, "name");
    person.role = role_of(text_of(body, "role"));
    person.unit = unit_of(body);
    person.title = optional_text(body, "title").value_or("");
    person.serves = id_field<access::PersonId>(body, "serves_id");
    person.password = text_of(body, "password");
    return one(call, 201, call.services.access.add_person(call.actor(), person));
}

http::Response get(const Call& call) {
    return one(call, 200, call.services.access.person(path_id<access::PersonId>(call.request)));
}

http::Response edit(const Call& call) {
    const auto id = path_id<access::PersonId>(call.request);
    const auto body = body_of(
        call.request, {"name", "role", "unit_id", "active", "password", "title", "serves_id"});
    const auto before = call.services.access.person(id);
    http::check_if_match(call.request, http::version_etag(before.version), http::IfMatch::required);
    access::PersonEdit edit;
    edit.name = optional_text(body, "name");
    if (const auto role = optional_text(body, "role")) {
        edit.role = role_of(*role);
    }
    if (body.contains("unit_id")) {
        edit.unit = unit_of(body);
    }
    edit.title = optional_text(body, "title");
    if (body.contains("serves_id")) {
        edit.serves = id_field<access::PersonId>(body, "serves_id");
    }
    if (body.contains("active")) {
        edit.active = flag_of(body, "active", before.active);
    }
    edit.password = optional_text(body, "password");
    const bool leaves = before.active && ((edit.active && !*edit.active) ||
                                          (edit.unit && *edit.unit != before.who.unit) ||
                                          (edit.role && *edit.role != before.who.role));
    if (leaves) {
        call.services.handover.must_hold_nothing(id);
    }
    return one(call, 200, call.services.access.edit_person(call.actor(), id, before.version, edit));
}

using Decision = access::Person (access::Access::*)(const store::Actor&, access::PersonId,
                                                    std::int64_t);

// What was asked for, by who did not ask.
http::Response decide(const Call& call, Decision decision) {
    call.services.access.expect_apart(call.who());
    const auto id = path_id<access::PersonId>(call.request);
    return one(call, 200,
               (call.services.access.*decision)(call.actor(), id, version_named(call.request)));
}

http::Response confirm(const Call& call) {
    const auto id = path_id<access::PersonId>(call.request);
    const auto before = call.services.access.person(id);
    if (before.active && before.asked &&
        (before.asked->unit != before.who.unit || before.asked->role != before.who.role)) {
        call.services.handover.must_hold_nothing(id); // work may have come since it was asked for
    }
    return decide(call, &access::Access::confirm);
}

http::Response refuse(const Call& call) {
    return decide(call, &access::Access::refuse);
}

} // namespace

void people_routes(Specs& specs) {
    const auto add_route = [&](Method method, const char* pattern, CallHandler handler) {
        specs.push_back({{method, pattern, Audience::roles, kAccounts}, std::move(handler), {}});
    };
    add_route(Method::get, "/api/v1/people", list);
    specs.push_back({{Method::post, "/api/v1/people", Audience::roles, kAdministrator}, add, {}});
    add_route(Method::get, "/api/v1/people/{id}", get);
    add_route(Method::patch, "/api/v1/people/{id}", edit);
    add_route(Method::post, "/api/v1/people/{id}/confirm", confirm);
    add_route(Method::post, "/api/v1/people/{id}/refuse", refuse);
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
// The way of reports within a unit, and deputies.
#include "api/duty_json.hpp"
#include "http/conditional.hpp"

namespace luoshi::api {
namespace {

using http::Method;

http::Response get_chain(const Call& call) {
    const auto chain = call.services.chains.of(call.who(), path_id<org::UnitId>(call.request));
    auto deputies = Json::array();
    for (const auto& deputy : chain.deputies) {
        deputies.push_back(to_json(deputy));
    }
    auto people = Json::array();
    for (const auto& person : chain.people) {
        people.push_back({{"id", to_string(person.id)},
                          {"name", person.name},
                          {"role", access::to_string(person.role)}});
    }
    return answer_with_etag(200,
                            {{"steps", steps_json(chain.steps)},
                             {"version", chain.version},
                             {"deputies", std::move(deputies)},
                             {"people", std::move(people)}},
                            http::version_etag(chain.version));
}

http::Response set_chain(const Call& call) {
    const auto unit = path_id<org::UnitId>(call.request);
    call.services.chains.of(call.who(), unit);
    const auto body = body_of(call.request, {"steps"});
    const auto steps = body.find("steps");
    if (steps == body.end()) {
        bad_field("steps", "a list of steps");
    }
    call.services.chains.set(who_of(call), unit, version_named(call.request),
                             duty::read_chain(steps->dump()));
    return get_chain(call);
}

access::PersonId person_of(const Json& body, const char* field) {
    const auto id = parse_as<access::PersonId>(text_of(body, field));
    if (!id) {
        bad_field(field, "the id of a person");
    }
    return *id;
}

http::Response add_deputy(const Call& call) {
    const auto unit = path_id<org::UnitId>(call.request);
    call.services.chains.of(call.who(), unit);
    const auto body = body_of(call.request, {"person_id", "deputy_id", "kind", "from", "until"});
    const auto id = call.services.chains.add_deputy(
        who_of(call), unit,
        {person_of(body, "person_id"), person_of(body, "deputy_id"), text_of(body, "kind"),
         date_of(body, "from"), date_of(body, "until")});
    return answer(201, {{"id", to_string(id)}});
}

http::Response end_deputy(const Call& call) {
    call.services.chains.end_deputy(who_of(call), path_id<duty::DeputyId>(call.request));
    return http::no_content();
}

} // namespace

void chain_routes(Specs& specs) {
    const auto add = [&](Method method, std::string pattern, CallHandler handler) {
        specs.push_back(
            {{method, "/api/v1" + pattern, Audience::roles, kPlanReaders}, handler, {}});
    };
    add(Method::get, "/units/{id}/chain", get_chain);
    add(Method::put, "/units/{id}/chain", set_chain);
    add(Method::post, "/units/{id}/deputies", add_deputy);
    add(Method::remove, "/deputies/{id}", end_deputy);
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
// A person leaves or moves: what lies with the person, and the act that hands it over.
#include "liaison/handover.hpp"

#include "api/duty_json.hpp"
#include "api/liaison_json.hpp"
#include "http/conditional.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

namespace luoshi::api {
namespace {

using http::Method;

Json steps_of(const std::vector<duty::StepKind>& steps) {
    auto all = Json::array();
    for (const auto step : steps) {
        all.push_back(duty::to_string(step));
    }
    return all;
}

Json due_json(const duty::HeldDue& due) {
    return {{"id", to_string(due.id)},
            {"title", {{"zh", due.title.zh}, {"en", due.title.en}}},
            {"due_on", to_string(due.due_on)},
            {"steps", steps_of(due.steps)},
            {"waits", due.waits}};
}

http::Response holdings(const Call& call) {
    const auto held = call.services.handover.of(path_id<access::PersonId>(call.request));
    const auto directory = call.services.database.read(
        [&](store::Reader& reader) { return call.services.directories.get(reader); });
    const auto today = call.services.clock.today();
    auto dues = Json::array();
    for (const auto& due : held.work.dues) {
        dues.push_back(due_json(due));
    }
    auto deputies = Json::array();
    for (const auto& deputy : held.work.deputies) {
        deputies.push_back(to_json(deputy));
    }
    auto entries = Json::array();
    for (const auto& entry : held.entries) {
        entries.push_back(liaison_json(entry, *directory, today, call.who()));
    }
    auto colleagues = Json::array();
    for (const auto& one : held.colleagues) {
        colleagues.push_back({{"id", to_string(one.id)},
                              {"name", one.name},
                              {"username", one.username},
                              {"role", access::to_string(one.role)}});
    }
    return answer_with_etag(200,
                            {{"id", to_string(held.person.who.id)},
                             {"name", held.person.who.name},
                             {"role", access::to_string(held.person.who.role)},
                             {"unit", unit_ref(*directory, held.person.who.unit, today)},
                             {"empty", held.empty()},
                             {"steps", steps_of(held.work.steps)},
                             {"dues", std::move(dues)},
                             {"deputies", std::move(deputies)},
                             {"only_one", held.work.only_one},
                             {"entries", std::move(entries)},
                             {"given", held.given},
                             {"secretaries", held.secretaries},
                             {"serves", text_or_null(held.serves)},
                             {"colleagues", std::move(colleagues)}},
                            http::version_etag(held.person.version));
}

http::Response leave(const Call& call) {
    const auto id = path_id<access::PersonId>(call.request);
    const auto body = body_of(call.request, {"to_id", "unit_id"});
    liaison::Leaving leaving;
    leaving.to = id_field<access::PersonId>(body, "to_id");
    leaving.unit = id_field<org::UnitId>(body, "unit_id");
    leaving.close = !leaving.unit;
    call.services.handover.leave(who_of(call), id, version_named(call.request), leaving);
    return http::no_content();
}

} // namespace

void handover_routes(Specs& specs) {
    specs.push_back({{Method::get, "/api/v1/people/{id}/holdings", Audience::roles, kAdministrator},
                     holdings,
                     {}});
    specs.push_back({{Method::post, "/api/v1/people/{id}/leaving", Audience::roles, kAdministrator},
                     leave,
                     {}});
}

} // namespace luoshi::api

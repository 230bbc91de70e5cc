// SPDX-License-Identifier: Apache-2.0
#include "followup/views.hpp"

#include "api/json.hpp"
#include "api/routes.hpp"
#include "followup/plans.hpp"

namespace luoshi::api {
namespace {

using http::Method;

Json view_json(const followup::View& view) {
    return {{"id", to_string(view.id)},
            {"plan_id", to_json(view.plan)},
            {"name", view.name},
            {"address", view.address},
            {"created_at", to_string(view.created_at)}};
}

http::Response list(const Call& call) {
    auto items = Json::array();
    for (const auto& view : call.services.views.list(call.who().id.value)) {
        items.push_back(view_json(view));
    }
    return answer(200, {{"items", items}});
}

http::Response save(const Call& call) {
    const auto body = body_of(call.request, {"plan_id", "name", "address"});
    const auto plan = parse_as<followup::PlanId>(text_of(body, "plan_id"));
    if (!plan) {
        bad_field("plan_id", "the id of a plan");
    }
    call.services.plans.plan(call.scope(), *plan); // not_found outside the scope
    const auto saved =
        call.services.views.save(call.who().id.value, {.id = {},
                                                       .plan = *plan,
                                                       .name = text_of(body, "name"),
                                                       .address = text_of(body, "address"),
                                                       .created_at = {}});
    return answer(200, view_json(saved));
}

http::Response erase(const Call& call) {
    call.services.views.erase(call.who().id.value, path_id<followup::ViewId>(call.request));
    return http::no_content();
}

} // namespace

void view_routes(Specs& specs) {
    specs.push_back({{Method::get, "/api/v1/views", Audience::roles, kPlanReaders}, list, {}});
    specs.push_back({{Method::post, "/api/v1/views", Audience::roles, kPlanReaders}, save, {}});
    specs.push_back(
        {{Method::remove, "/api/v1/views/{id}", Audience::roles, kPlanReaders}, erase, {}});
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
#include "followup/children.hpp"

#include "api/json.hpp"
#include "api/routes.hpp"
#include "followup/plans.hpp"

namespace luoshi::api {
namespace {

using http::Method;

Json ids_json(const std::vector<followup::TaskId>& ids) {
    auto json = Json::array();
    for (const auto id : ids) {
        json.push_back(to_string(id));
    }
    return json;
}

Json proposals_json(const std::vector<followup::Proposal>& proposals) {
    auto json = Json::array();
    for (const auto& one : proposals) {
        json.push_back({{"parent_id", to_string(one.parent)},
                        {"likeness", one.likeness},
                        {"reason", followup::to_string(one.reason)},
                        {"sure", one.sure}});
    }
    return json;
}

Json plans_json(const std::vector<followup::Plan>& plans) {
    auto json = Json::array();
    for (const auto& plan : plans) {
        json.push_back(to_json(plan));
    }
    return json;
}

http::Response links_answer(const Call& call, followup::PlanId plan) {
    const auto links = call.services.children.links(plan);
    auto tasks = Json::array();
    for (const auto& task : links.tasks) {
        tasks.push_back({{"task", Json::parse(task.row)},
                         {"links", ids_json(task.links)},
                         {"proposals", proposals_json(task.proposals)}});
    }
    auto above = Json::array();
    for (const auto& row : links.parent_rows) {
        above.push_back(Json::parse(row));
    }
    return answer(200, {{"plan", to_json(links.plan)},
                        {"parent", links.parent ? to_json(*links.parent) : Json()},
                        {"parent_unit", unit_ref(*links.directory, links.plan.parent_unit,
                                                 call.services.clock.today())},
                        {"tasks", tasks},
                        {"parent_tasks", above},
                        {"uncovered", ids_json(links.uncovered)},
                        {"candidates", plans_json(links.candidates)}});
}

http::Response get(const Call& call) {
    return links_answer(call, path_id<followup::PlanId>(call.request));
}

template <class IdType>
IdType id_in(const Json& body, const char* field) {
    const auto text = optional_text(body, field);
    const auto id = text ? parse_as<IdType>(*text) : std::optional{IdType{}};
    return id ? *id : (bad_field(field, "an id or null"), IdType{});
}

http::Response set_parent(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    const auto body = body_of(call.request, {"parent_id", "unit_id"});
    call.services.children.set_parent(call.actor(), plan,
                                      id_in<followup::PlanId>(body, "parent_id"),
                                      id_in<org::UnitId>(body, "unit_id"));
    return links_answer(call, plan);
}

http::Response edit(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    const auto body = body_of(call.request, {"links"});
    const auto it = body.find("links");
    if (it == body.end() || !it->is_array() || it->empty() || it->size() > 2000) {
        bad_field("links", "a list of 1 to 2000 links");
    }
    std::vector<followup::LinkEdit> edits;
    for (const auto& one : *it) {
        if (!one.is_object()) {
            bad_field("links", "objects with task_id, parent_id and linked");
        }
        edits.push_back({id_in<followup::TaskId>(one, "task_id"),
                         id_in<followup::TaskId>(one, "parent_id"), flag_of(one, "linked", true)});
    }
    call.services.children.edit(call.actor(), plan, edits);
    return links_answer(call, plan);
}

http::Response relatives(const Call& call) {
    const auto task = path_id<followup::TaskId>(call.request);
    const auto found = call.services.children.relatives(call.scope(), task);
    const auto json = [](const std::vector<followup::Children::Relative>& list) {
        auto out = Json::array();
        for (const auto& one : list) {
            out.push_back({{"task_id", to_string(one.task)},
                           {"plan_id", to_string(one.plan)},
                           {"plan_name", one.plan_name},
                           {"number", one.number},
                           {"title", one.title}});
        }
        return out;
    };
    return answer(200, {{"above", json(found.above)}, {"below", json(found.below)}});
}

} // namespace

void link_routes(Specs& specs) {
    specs.push_back({{Method::get, "/api/v1/plans/{id}/links", Audience::roles, kOffice}, get, {}});
    specs.push_back(
        {{Method::patch, "/api/v1/plans/{id}/links", Audience::roles, kOffice}, edit, {}});
    specs.push_back(
        {{Method::put, "/api/v1/plans/{id}/parent", Audience::roles, kOffice}, set_parent, {}});
    specs.push_back({{Method::get, "/api/v1/tasks/{id}/relatives", Audience::roles, kPlanLookers},
                     relatives,
                     {}});
}

} // namespace luoshi::api

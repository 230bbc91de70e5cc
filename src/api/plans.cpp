// SPDX-License-Identifier: Apache-2.0
#include "followup/plans.hpp"
#include "followup/plan_texts.hpp"

#include "api/json.hpp"
#include "api/routes.hpp"
#include <algorithm>
#include <iterator>

namespace luoshi::api {
namespace {

using http::Method;

http::Response list(const Call& call) {
    auto items = Json::array();
    for (const auto& plan : call.services.plans.list(call.scope())) {
        items.push_back(to_json(plan));
    }
    return answer(200, {{"items", items}});
}

http::Response get(const Call& call) {
    const auto detail =
        call.services.plans.detail(call.scope(), path_id<followup::PlanId>(call.request));
    const auto at = call.services.clock.today();
    auto sections = Json::array();
    for (const auto& section : detail.sections) {
        sections.push_back({{"path", section.path},
                            {"label", section.label},
                            {"title", section.title},
                            {"level", section.level},
                            {"task_count", section.task_count}});
    }
    auto units = Json::array();
    for (const auto& unit : detail.units) {
        units.push_back(
            {{"unit", unit_ref(*detail.directory, unit.unit, at)},
             {"category", category(*detail.directory, detail.directory->find(unit.unit))},
             {"task_count", unit.task_count},
             {"roles", roles_json(unit.roles)}});
    }
    return answer(200, {{"plan", to_json(detail.plan)},
                        {"header", Json::parse(detail.header)},
                        {"sections", sections},
                        {"units", units},
                        {"general", detail.general ? Json::parse(*detail.general) : Json()}});
}

http::Response texts(const Call& call) {
    auto items = Json::array();
    for (const auto& text :
         call.services.plan_texts.list(call.scope(), path_id<followup::PlanId>(call.request))) {
        items.push_back({{"import_id", to_string(text.import)},
                         {"file_name", text.file_name},
                         {"relation", followup::to_string(text.relation)},
                         {"created_at", to_string(text.created_at)},
                         {"created_by", text.created_by},
                         {"current", text.current}});
    }
    return answer(200, {{"items", items}});
}

http::Response text(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    const auto import = id_parameter(call.request, "import");
    const auto text =
        import ? call.services.plan_texts.text(call.scope(), plan, followup::ImportId{*import})
               : call.services.plans.text(call.scope(), plan);
    return answer(200, {{"file_name", text.file_name}, {"text", text.text}});
}

// The top section a path lies in: "三/（五）" → "三".
std::string top_of(const std::string& path) {
    return path.substr(0, path.find('/'));
}

Json matrix_sections(const followup::Matrix& matrix) {
    auto sections = Json::array();
    for (std::size_t i = 0; i < matrix.tasks.size(); ++i) {
        const auto top = top_of(matrix.tasks[i].section_path);
        if (!sections.empty() && sections.back()["label"] == top) {
            sections.back()["count"] = sections.back()["count"].get<std::size_t>() + 1;
            continue;
        }
        std::string title;
        for (const auto& section : matrix.sections) {
            title = section.path == top && title.empty() ? section.title : title;
        }
        sections.push_back({{"label", top}, {"title", title}, {"first", i}, {"count", 1}});
    }
    return sections;
}

// Units that have a cell, one group a category, both in the order of the directory.
Json matrix_groups(const followup::Matrix& matrix, Date at) {
    auto groups = Json::array();
    org::UnitId last;
    for (const auto& cell : matrix.cells) {
        const auto* unit = matrix.directory->find(cell.unit);
        if (cell.unit == last || unit == nullptr) {
            continue;
        }
        last = cell.unit;
        const auto of = category(*matrix.directory, unit);
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const Json& g) { return g["category"] == of; });
        if (group == groups.end()) {
            groups.push_back({{"category", of}, {"units", Json::array()}});
            group = std::prev(groups.end());
        }
        (*group)["units"].push_back(unit_ref(*matrix.directory, cell.unit, at));
    }
    return groups;
}

// The light of a task as the unit of the cell carries it.
Json cell_light(const followup::Matrix& matrix, const followup::MatrixCell& cell) {
    const auto& light = matrix.tasks[static_cast<std::size_t>(cell.task)].light;
    const auto seen = light ? followup::seen_by(*light, cell.roles) : std::nullopt;
    return seen ? Json(followup::to_string(*seen)) : Json();
}

http::Response get_matrix(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    const auto matrix = call.services.plans.matrix(call.scope(), plan);
    auto tasks = Json::array();
    for (const auto& task : matrix.tasks) {
        tasks.push_back({{"id", to_string(task.id)},
                         {"number", task.number},
                         {"title", task.title},
                         {"light", task.light ? Json(followup::to_string(*task.light)) : Json()}});
    }
    auto cells = Json::array();
    for (const auto& cell : matrix.cells) {
        cells.push_back({{"unit", to_string(cell.unit)},
                         {"task", cell.task},
                         {"roles", roles_json(cell.roles)},
                         {"open", cell.open},
                         {"light", cell_light(matrix, cell)}});
    }
    return answer(200, {{"plan_id", to_string(plan)},
                        {"sections", matrix_sections(matrix)},
                        {"tasks", tasks},
                        {"groups", matrix_groups(matrix, call.services.clock.today())},
                        {"cells", cells}});
}

} // namespace

void plan_routes(Specs& specs) {
    specs.push_back({{Method::get, "/api/v1/plans", Audience::roles, kPlanLookers}, list, {}});
    specs.push_back({{Method::get, "/api/v1/plans/{id}", Audience::roles, kPlanLookers}, get, {}});
    specs.push_back({{Method::get, "/api/v1/plans/{id}/text", Audience::roles, kOffice}, text, {}});
    specs.push_back(
        {{Method::get, "/api/v1/plans/{id}/texts", Audience::roles, kOffice}, texts, {}});
    specs.push_back({{Method::get, "/api/v1/plans/{id}/matrix", Audience::roles, kPlanReaders},
                     get_matrix,
                     {}});
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "org/history.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::api {
namespace {

using http::Method;

Json unit_json(const org::Directory& directory, const org::Unit& unit, Date at) {
    auto aliases = Json::array();
    for (const auto& name : unit.names) {
        if (name.kind == org::NameKind::alias && name.valid.contains(at)) {
            aliases.push_back(name.text);
        }
    }
    auto json = unit_ref(directory, unit.id, at);
    json["code"] = unit.code;
    json["category"] = category(directory, &unit);
    json["member_count"] = member_count(directory, &unit, at);
    json["list_basis"] = list_basis(&unit);
    json["aliases"] = std::move(aliases);
    return json;
}

std::shared_ptr<const org::Directory> directory_of(const Call& call) {
    return call.services.database.read(
        [&](store::Reader& reader) { return call.services.directories.get(reader); });
}

Json history_json(const org::Directory& directory, const org::HistoryLine& line) {
    const bool before = line.what == org::Happened::took_over || line.what == org::Happened::left;
    return {{"what", to_string(line.what)},
            {"on", to_string(line.on)},
            {"before", text_or_null(line.before)},
            {"name", text_or_null(line.name)},
            {"units", unit_refs(directory, line.units, before ? line.on.plus_days(-1) : line.on)},
            {"basis", text_or_null(line.basis)},
            {"entered", static_cast<bool>(line.change)}};
}

// Pages by place in the list at that date: the cursor is the number of units passed.
http::Response list(const Call& call) {
    const auto at = date_parameter(call.request, "at").value_or(call.services.clock.today());
    const auto limit = static_cast<std::size_t>(limit_of(call.request));
    const auto begin = static_cast<std::size_t>(id_parameter(call.request, "cursor").value_or(0));
    const auto directory = directory_of(call);
    const auto* kind_text = call.request.query.find("kind");
    const auto kind = kind_text != nullptr ? org::parse_unit_kind(*kind_text) : std::nullopt;
    if (kind_text != nullptr && !kind) {
        bad_parameter("kind", "unit or group");
    }
    std::vector<const org::Unit*> units;
    if (const auto q = std::string{call.request.query.get("q")}; !q.empty()) {
        units = directory->suggest(q, at, directory->units().size());
    } else {
        for (const auto& unit : directory->units()) {
            units.push_back(&unit);
        }
    }
    const auto* const code = call.request.query.find("code");
    std::erase_if(units, [&](const org::Unit* unit) {
        return !unit->valid.contains(at) || (kind && unit->kind != *kind) ||
               (code != nullptr && unit->code != *code);
    });
    if (const auto* const group = call.request.query.find("group")) {
        const auto* const found = directory->find_code(*group);
        const auto members =
            found == nullptr ? std::vector<org::UnitId>{} : directory->expand(found->id, at);
        std::erase_if(units, [&](const org::Unit* unit) {
            return std::ranges::find(members, unit->id) == members.end();
        });
    }
    auto items = Json::array();
    for (std::size_t i = begin; i < std::min(begin + limit, units.size()); ++i) {
        items.push_back(unit_json(*directory, *units[i], at));
    }
    const bool more = begin + limit < units.size();
    return answer(200, {{"items", items},
                        {"next_cursor", more ? Json(std::to_string(begin + limit)) : Json()}});
}

http::Response get(const Call& call) {
    const auto at = date_parameter(call.request, "at").value_or(call.services.clock.today());
    const auto directory = directory_of(call);
    const auto* unit = directory->find(path_id<org::UnitId>(call.request));
    if (unit == nullptr) {
        throw failure(ErrorCode::not_found, "org.no-unit", "this unit does not exist");
    }
    auto names = Json::array();
    for (const auto& name : unit->names) {
        names.push_back({{"name", name.text},
                         {"kind", to_string(name.kind)},
                         {"from", to_json(name.valid.from)},
                         {"until", to_json(name.valid.until)}});
    }
    const auto changes = call.services.database.read(
        [](store::Reader& reader) { return org::list_changes(reader).all; });
    auto history = Json::array();
    for (const auto& line : org::history_of(*directory, unit->id, changes)) {
        history.push_back(history_json(*directory, line));
    }
    const bool group = unit->kind == org::UnitKind::group;
    std::vector<org::UnitId> groups;
    for (const auto& other : directory->units()) {
        const auto members = other.kind == org::UnitKind::group && other.id != unit->id
                                 ? directory->expand(other.id, at)
                                 : std::vector<org::UnitId>{};
        if (std::ranges::find(members, unit->id) != members.end()) {
            groups.push_back(other.id);
        }
    }
    return answer(200,
                  {{"unit", unit_json(*directory, *unit, at)},
                   {"names", names},
                   {"history", std::move(history)},
                   {"parent", unit_ref(*directory, unit->parent, at)},
                   {"members", group ? unit_refs(*directory, directory->expand(unit->id, at), at)
                                     : Json::array()},
                   {"groups", unit_refs(*directory, groups, at)},
                   {"source", to_json(unit->source)},
                   {"list_source", to_json(unit->list_source)},
                   {"valid_from", to_json(unit->valid.from)},
                   {"valid_until", to_json(unit->valid.until)},
                   {"predecessors", unit_refs(*directory, directory->predecessors(unit->id), at)},
                   {"successors", unit_refs(*directory, directory->successors(unit->id), at)}});
}

} // namespace

void unit_routes(Specs& specs) {
    specs.push_back({{Method::get, "/api/v1/units", Audience::logged_in, {}}, list, {}});
    specs.push_back({{Method::get, "/api/v1/units/{id}", Audience::logged_in, {}}, get, {}});
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
#include "org/register.hpp"

#include "base/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace luoshi::org {
namespace {

using Json = nlohmann::ordered_json;

Json date_json(const std::optional<Date>& date) {
    return date ? Json(to_string(*date)) : Json();
}

std::optional<Date> date_of(const Json& json) {
    return json.is_null() ? std::nullopt : Date::parse(json.get<std::string>());
}

Interval interval_of(const Json& json) {
    return {date_of(json.at("from")), date_of(json.at("until"))};
}

} // namespace

Register::Register(std::vector<PlacedUnit> units) {
    for (auto& unit : units) {
        add(std::move(unit));
    }
}

void Register::add(PlacedUnit unit) {
    by_code_.emplace(unit.spec.code, units_.size());
    if (unit.id) {
        by_id_.emplace(unit.id, units_.size());
    }
    units_.push_back(std::move(unit));
}

PlacedUnit* Register::find(UnitId id) {
    const auto it = by_id_.find(id);
    return it == by_id_.end() ? nullptr : &units_[it->second];
}

PlacedUnit* Register::find_code(const std::string& code) {
    const auto it = by_code_.find(code);
    return it == by_code_.end() ? nullptr : &units_[it->second];
}

UnitId Register::id_of(const std::string& code) {
    const auto* const unit = find_code(code);
    return unit == nullptr ? UnitId{} : unit->id;
}

UnitSpec tidy(UnitSpec spec) {
    std::stable_sort(spec.names.begin(), spec.names.end(), [](const Name& a, const Name& b) {
        if (a.kind != b.kind || a.kind != NameKind::alias) {
            return a.kind < b.kind;
        }
        return std::tie(a.text, a.valid.from) < std::tie(b.text, b.valid.from);
    });
    return spec;
}

std::string to_json(const UnitSpec& spec) {
    auto names = Json::array();
    for (const auto& name : spec.names) {
        names.push_back({{"name", name.text},
                         {"kind", to_string(name.kind)},
                         {"from", date_json(name.valid.from)},
                         {"until", date_json(name.valid.until)}});
    }
    auto members = Json::array();
    for (const auto& [code, valid] : spec.members) {
        members.push_back(
            {{"unit", code}, {"from", date_json(valid.from)}, {"until", date_json(valid.until)}});
    }
    auto succeeds = Json::array();
    for (const auto& [code, on] : spec.succeeds) {
        succeeds.push_back({{"unit", code}, {"on", date_json(on)}});
    }
    return Json{{"code", spec.code},
                {"parent", spec.parent},
                {"kind", to_string(spec.kind)},
                {"category", spec.category},
                {"list", spec.list_basis ? Json(to_string(*spec.list_basis)) : Json()},
                {"list_source", spec.list_source},
                {"source", spec.source},
                {"from", date_json(spec.valid.from)},
                {"until", date_json(spec.valid.until)},
                {"names", std::move(names)},
                {"members", std::move(members)},
                {"succeeds", std::move(succeeds)}}
        .dump();
}

UnitSpec read_spec(const std::string& text) {
    const auto json = Json::parse(text);
    UnitSpec spec;
    spec.code = json.at("code");
    spec.parent = json.at("parent");
    spec.kind = parse_unit_kind(json.at("kind").get<std::string>()).value_or(UnitKind::unit);
    spec.category = json.at("category");
    if (!json.at("list").is_null()) {
        spec.list_basis = parse_list_basis(json.at("list").get<std::string>());
    }
    spec.list_source = json.at("list_source");
    spec.source = json.at("source");
    spec.valid = interval_of(json);
    for (const auto& name : json.at("names")) {
        const auto kind = parse_name_kind(name.at("kind").get<std::string>());
        spec.names.push_back({name.at("name"), kind.value_or(NameKind::alias), interval_of(name)});
    }
    for (const auto& member : json.at("members")) {
        spec.members.emplace_back(member.at("unit"), interval_of(member));
    }
    for (const auto& before : json.at("succeeds")) {
        spec.succeeds.emplace_back(before.at("unit"), date_of(before.at("on")));
    }
    return spec;
}

std::string name_on(const UnitSpec& unit, NameKind kind, Date on) {
    for (const auto& name : unit.names) {
        if (name.kind == kind && name.valid.contains(on)) {
            return name.text;
        }
    }
    return "";
}

std::string words_of(const PlacedUnit& unit) {
    const auto& names = unit.spec.names;
    const auto it = std::find_if(names.rbegin(), names.rend(), [](const Name& name) {
        return name.kind == NameKind::short_name;
    });
    return it == names.rend() ? unit.spec.code : it->text;
}

} // namespace luoshi::org

// SPDX-License-Identifier: Apache-2.0
// 机构变动: changes of units the office enters, what would follow from one, and taking one back.
#include "liaison/unit_changes.hpp"

#include "api/json.hpp"
#include "api/routes.hpp"
#include "http/conditional.hpp"
#include "org/directory.hpp"

namespace luoshi::api {
namespace {

using http::Method;
using org::ChangeKind;

// A unit as it was called when the change came: before it where the change ends or renames it.
Date seen_on(const org::NewChange& said) {
    const bool before = said.kind == ChangeKind::end || said.kind == ChangeKind::rename ||
                        said.kind == ChangeKind::unalias;
    return before ? said.on.plus_days(-1) : said.on;
}

Json otherwise_json(const liaison::ChangeList& list, const org::Change& change) {
    auto all = Json::array();
    for (const auto& says : list.changes.otherwise) {
        if (says.change == change.id) {
            all.push_back(
                {{"field", says.field},
                 {"text", text_or_null(says.text)},
                 {"until", to_json(says.until)},
                 {"successors", unit_refs(*list.directory, says.successors, change.said.on)}});
        }
    }
    return all;
}

Json change_json(const liaison::ChangeList& list, const org::Change& change) {
    const auto& directory = *list.directory;
    const auto& said = change.said;
    const bool agreed =
        std::ranges::find(list.changes.agreed, change.id) != list.changes.agreed.end();
    return {{"id", to_json(change.id)},
            {"kind", to_string(said.kind)},
            {"unit", unit_ref(directory, said.unit, seen_on(said))},
            {"on", to_string(said.on)},
            {"basis", said.basis},
            {"official", text_or_null(said.official)},
            {"short_name", text_or_null(said.short_name)},
            {"before_official", text_or_null(change.before_official)},
            {"before_short", text_or_null(change.before_short)},
            {"alias", text_or_null(said.alias)},
            {"group", unit_ref(directory, said.group, said.on)},
            {"successors", unit_refs(directory, said.successors, said.on)},
            {"takes_back", to_json(change.taken)},
            {"taken_back_by", to_json(change.taken_back_by)},
            {"entered_by", change.entered_by},
            {"entered_on", to_string(change.entered_on)},
            {"pack_agrees", agreed},
            {"pack_says", otherwise_json(list, change)}};
}

http::Response list(const Call& call) {
    const auto list = call.services.unit_changes.list();
    const auto unit = id_parameter(call.request, "unit");
    auto items = Json::array();
    for (const auto& change : list.changes.all) {
        if (!unit || change.said.unit.value == *unit) {
            items.push_back(change_json(list, change));
        }
    }
    auto categories = Json::array();
    for (const auto& category : list.directory->categories()) {
        categories.push_back(
            {{"code", category.code}, {"title", category.title}, {"title_en", category.title_en}});
    }
    const auto revision = list.directory->revision();
    return answer_with_etag(200,
                            {{"items", std::move(items)},
                             {"categories", std::move(categories)},
                             {"revision", revision}},
                            http::version_etag(revision));
}

org::NewChange change_of(const Call& call) {
    const auto body =
        body_of(call.request, {"kind", "unit_id", "on", "basis", "official", "short_name", "alias",
                               "category", "parent_id", "after_id", "group_id", "successors"});
    const auto kind = org::parse_change_kind(text_of(body, "kind"));
    if (!kind || *kind == ChangeKind::take_back) {
        bad_field("kind", "rename, found, end, join, leave, alias or unalias");
    }
    org::NewChange change;
    change.kind = *kind;
    change.unit = id_field<org::UnitId>(body, "unit_id");
    change.on = date_of(body, "on");
    change.basis = text_of(body, "basis");
    change.official = optional_text(body, "official").value_or("");
    change.short_name = optional_text(body, "short_name").value_or("");
    change.alias = optional_text(body, "alias").value_or("");
    change.category = optional_text(body, "category").value_or("");
    change.parent = id_field<org::UnitId>(body, "parent_id");
    change.after = id_field<org::UnitId>(body, "after_id");
    change.group = id_field<org::UnitId>(body, "group_id");
    change.successors = ids_of<org::UnitId>(body, "successors", 20);
    return change;
}

Json consequence_json(const org::Directory& directory, const liaison::Consequence& one, Date on) {
    auto duties = Json::array();
    for (const auto& duty : one.duties) {
        duties.push_back({{"title", {{"zh", duty.duty.zh}, {"en", duty.duty.en}}},
                          {"no_more", duty.no_more},
                          {"anew", duty.anew}});
    }
    return {{"unit", unit_ref(directory, one.unit, one.ends ? on.plus_days(-1) : on)},
            {"ends", one.ends},
            {"goes_to", unit_ref(directory, one.goes_to, on)},
            {"dues", one.dues},
            {"tasks", one.tasks},
            {"subtasks", one.subtasks},
            {"liaisons", one.liaisons},
            {"accounts", one.accounts},
            {"groups", unit_refs(directory, one.groups, on)},
            {"duties", std::move(duties)}};
}

http::Response preview(const Call& call) {
    const auto change = change_of(call);
    const auto seen = call.services.unit_changes.foresee(change);
    auto units = Json::array();
    for (const auto& one : seen.units) {
        units.push_back(consequence_json(*seen.directory, one, change.on));
    }
    return answer_with_etag(200, {{"units", std::move(units)}, {"revision", seen.revision}},
                            http::version_etag(seen.revision));
}

http::Response entered(const Call& call, const org::Change& change) {
    const auto list = call.services.unit_changes.list();
    return answer_with_etag(201, change_json(list, change),
                            http::version_etag(list.directory->revision()));
}

http::Response enter(const Call& call) {
    const auto change = change_of(call);
    return entered(
        call, call.services.unit_changes.enter(call.actor(), version_named(call.request), change));
}

http::Response take_back(const Call& call) {
    const auto body = body_of(call.request, {"basis"});
    return entered(call, call.services.unit_changes.take_back(
                             call.actor(), version_named(call.request),
                             path_id<org::ChangeId>(call.request), text_of(body, "basis")));
}

} // namespace

void unit_change_routes(Specs& specs) {
    const auto add = [&](Method method, std::string pattern, CallHandler handler) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, kOffice}, handler, {}});
    };
    specs.push_back({{Method::get, "/api/v1/units/changes", Audience::logged_in, {}}, list, {}});
    add(Method::post, "/units/changes", enter);
    add(Method::post, "/units/changes/preview", preview);
    add(Method::post, "/units/changes/{id}/taking-back", take_back);
}

} // namespace luoshi::api

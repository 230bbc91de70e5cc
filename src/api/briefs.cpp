// SPDX-License-Identifier: Apache-2.0
// 督查专报: drafts of the office, their issue, what leaders read of them.
#include "leader/briefs.hpp"

#include "api/leader_json.hpp"
#include "api/office_file.hpp"
#include "base/error.hpp"
#include "http/conditional.hpp"
#include "leader/brief_file.hpp"

#include <fmt/format.h>

namespace luoshi::api {
namespace {

using http::Method;
using leader::BriefId;

http::Response show(const Call& call, int status, BriefId id) {
    const auto shown = call.services.briefs.detail(call.who(), id);
    const auto& brief = shown.briefs.front();
    return answer_with_etag(status, to_json(brief, {*shown.directory, call.services.clock.today()}),
                            http::version_etag(brief.version));
}

// Asked before anything in the body is judged.
BriefId brief_in_path(const Call& call) {
    const auto id = path_id<BriefId>(call.request);
    call.services.briefs.detail(call.who(), id);
    return id;
}

const Json& lines_of(const Json& body, const char* field) {
    const auto it = body.find(field);
    if (it == body.end() || !it->is_array() || it->size() > leader::Briefs::kLines) {
        bad_field(field, "a list of at most 20 lines");
    }
    for (const auto& line : *it) {
        if (!line.is_object()) {
            bad_field(field, "a list of objects");
        }
    }
    return *it;
}

leader::Stuck stuck_of(const Json& line) {
    leader::Stuck stuck;
    stuck.words = text_of(line, "words");
    stuck.units = ids_of<org::UnitId>(line, "unit_ids");
    stuck.since = optional_date(line, "since");
    stuck.step = optional_text(line, "step").value_or("");
    const auto light = optional_text(line, "light").value_or("");
    stuck.light = followup::parse_light(light);
    if (!light.empty() && !stuck.light) {
        bad_field("light", "the word of a light");
    }
    stuck.link = optional_text(line, "link").value_or("");
    return stuck;
}

leader::BriefText text_in(const Json& body) {
    leader::BriefText text;
    text.title = text_of(body, "title");
    text.words = text_of(body, "words");
    for (const auto& line : lines_of(body, "stuck")) {
        text.stuck.push_back(stuck_of(line));
    }
    for (const auto& line : lines_of(body, "proposals")) {
        text.proposals.push_back({text_of(line, "words"), id_field<org::UnitId>(line, "unit_id"),
                                  optional_date(line, "by")});
    }
    return text;
}

http::Response list(const Call& call) {
    const auto shown = call.services.briefs.list(path_id<followup::PlanId>(call.request));
    auto items = Json::array();
    for (const auto& brief : shown.briefs) {
        items.push_back(to_json(brief, {*shown.directory, call.services.clock.today()}));
    }
    return answer(200, {{"items", std::move(items)}});
}

http::Response draft(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    return show(call, 201, call.services.briefs.draft(who_of(call), plan));
}

http::Response get(const Call& call) {
    return show(call, 200, path_id<BriefId>(call.request));
}

http::Response get_file(const Call& call) {
    const auto shown = call.services.briefs.detail(call.who(), path_id<BriefId>(call.request));
    const auto& brief = shown.briefs.front();
    return office_file(to_docx(brief, *shown.directory), office::Format::docx,
                       "督查专报" + leader::number_of(brief));
}

http::Response change(const Call& call) {
    const auto id = brief_in_path(call);
    const auto body = body_of(call.request, {"title", "words", "stuck", "proposals"});
    const auto version = version_named(call.request);
    call.services.briefs.change(who_of(call), id, version, text_in(body));
    return show(call, 200, id);
}

http::Response renew(const Call& call) {
    const auto id = brief_in_path(call);
    call.services.briefs.renew(who_of(call), id, version_named(call.request));
    return show(call, 200, id);
}

http::Response drop(const Call& call) {
    const auto id = brief_in_path(call);
    call.services.briefs.drop(who_of(call), id, version_named(call.request));
    return http::no_content();
}

http::Response issue(const Call& call) {
    const auto id = brief_in_path(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"leader_ids"});
    call.services.briefs.issue(who_of(call), id, version,
                               ids_of<access::PersonId>(body, "leader_ids"));
    return show(call, 200, id);
}

} // namespace

void brief_routes(Specs& specs) {
    const auto add = [&](Method method, std::string pattern, CallHandler handler,
                         const std::vector<access::Role>& roles = kOffice) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, roles}, handler, {}});
    };
    const std::vector<access::Role> readers{access::Role::office, access::Role::leader,
                                            access::Role::secretary};
    add(Method::get, "/plans/{id}/briefs", list);
    add(Method::post, "/plans/{id}/briefs", draft);
    add(Method::get, "/briefs/{id}", get, readers);
    add(Method::put, "/briefs/{id}", change);
    add(Method::get, "/briefs/{id}/file", get_file, readers);
    add(Method::post, "/briefs/{id}/renewal", renew);
    add(Method::post, "/briefs/{id}/dropping", drop);
    add(Method::post, "/briefs/{id}/issue", issue);
}

} // namespace luoshi::api

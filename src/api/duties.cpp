// SPDX-License-Identifier: Apache-2.0
// Duties 报送要求: what a plan asks of units, its cost, issuing and stopping.
#include "api/duty_json.hpp"
#include "http/conditional.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

namespace luoshi::api {
namespace {

using http::Method;

std::shared_ptr<const org::Directory> directory_of(const Call& call) {
    auto& services = call.services;
    return services.database.read(
        [&](store::Reader& reader) { return services.directories.get(reader); });
}

// The plan in the path, when the scope sees it.
followup::PlanId plan_in_path(const Call& call) {
    return call.services.plans.plan(call.scope(), path_id<followup::PlanId>(call.request)).id;
}

http::Response show(const Call& call, int status, duty::DutyId id) {
    const auto duty = call.services.duties.detail(call.scope(), id);
    const auto directory = directory_of(call);
    return answer_with_etag(status, to_json(duty, {*directory, call.services.clock.today()}),
                            http::version_etag(duty.version));
}

http::Response list(const Call& call) {
    const auto plan = plan_in_path(call);
    const auto directory = directory_of(call);
    auto items = Json::array();
    for (const auto& duty : call.services.duties.list(call.scope(), plan)) {
        items.push_back(to_json(duty, {*directory, call.services.clock.today()}));
    }
    return answer(200, {{"items", std::move(items)}});
}

http::Response take(const Call& call) {
    const auto plan = plan_in_path(call);
    const auto made = call.services.duties.take_from_pack(call.actor(), plan);
    return answer(200, {{"taken", made.size()}});
}

duty::Definition definition_of(const Json& body) {
    const auto it = body.find("definition");
    if (it == body.end() || !it->is_object()) {
        bad_field("definition", "an object");
    }
    return duty::read_definition(it->dump());
}

duty::Approval approval_of(const Json& body) {
    return {optional_text(body, "approver").value_or(""),
            optional_text(body, "approver_title").value_or(""),
            optional_text(body, "approval").value_or("")};
}

http::Response create(const Call& call) {
    const auto plan = plan_in_path(call);
    const auto body = body_of(call.request, {"definition"});
    const auto id = call.services.duties.create(call.actor(), plan, definition_of(body));
    auto response = show(call, 201, id);
    response.headers.set("Location", "/api/v1/duties/" + to_string(id));
    return response;
}

Json preview_json(const duty::Preview& preview, const Names& names) {
    auto complaints = Json::array();
    for (const auto& one : preview.complaints) {
        complaints.push_back(
            {{"field", one.field}, {"rule", one.code}, {"zh", one.zh}, {"en", one.en}});
    }
    auto overlaps = Json::array();
    for (const auto& one : preview.overlaps) {
        overlaps.push_back({{"field", one.field},
                            {"duty", one.duty},
                            {"title", {{"zh", one.title.zh}, {"en", one.title.en}}},
                            {"theirs", one.theirs}});
    }
    return {{"complaints", std::move(complaints)},
            {"cost", preview.cost ? to_json(*preview.cost, names) : Json()},
            {"overlaps", std::move(overlaps)},
            {"pack", text_or_null(preview.pack)}};
}

http::Response preview(const Call& call) {
    const auto plan = plan_in_path(call);
    const auto body = body_of(call.request, {"definition"});
    const auto preview = call.services.duties.preview(plan, definition_of(body));
    const auto directory = directory_of(call);
    return answer(200, preview_json(preview, {*directory, call.services.clock.today()}));
}

duty::DutyId duty_in_path(const Call& call) {
    const auto id = path_id<duty::DutyId>(call.request);
    call.services.duties.detail(call.scope(), id);
    return id;
}

http::Response get(const Call& call) {
    return show(call, 200, path_id<duty::DutyId>(call.request));
}

http::Response change(const Call& call) {
    const auto id = duty_in_path(call);
    const auto body =
        body_of(call.request, {"definition", "approver", "approver_title", "approval"});
    call.services.duties.change(call.actor(), id, version_named(call.request), definition_of(body),
                                approval_of(body));
    return show(call, 200, id);
}

http::Response cost(const Call& call) {
    const auto cost = call.services.duties.cost(duty_in_path(call));
    const auto directory = directory_of(call);
    return answer(200, to_json(cost, Names{*directory, call.services.clock.today()}));
}

http::Response issue(const Call& call) {
    const auto id = duty_in_path(call);
    const auto body = body_of(call.request, {"approver", "approver_title", "approval"});
    call.services.duties.issue(call.actor(), id, version_named(call.request), approval_of(body));
    return show(call, 200, id);
}

http::Response discard(const Call& call) {
    const auto id = duty_in_path(call);
    call.services.duties.discard(call.actor(), id, version_named(call.request));
    return http::no_content();
}

http::Response stop(const Call& call) {
    const auto id = duty_in_path(call);
    const auto body = body_of(call.request, {"why"});
    call.services.duties.stop(call.actor(), id, version_named(call.request), text_of(body, "why"));
    return show(call, 200, id);
}

http::Response board(const Call& call) {
    const auto board =
        call.services.dues.board(duty_in_path(call), date_parameter(call.request, "occurrence"));
    const Names names{*board.directory, call.services.clock.today()};
    auto lines = Json::array();
    for (const auto& line : board.lines) {
        lines.push_back(to_json(line, names));
    }
    auto counts = Json::object();
    for (const auto& [state, count] : board.counts) {
        counts[std::string{duty::to_string(state)}] = count;
    }
    const bool any = !board.dates.empty();
    return answer(200, {{"occurrence", any ? Json(to_string(board.occurrence)) : Json()},
                        {"due_on", any ? Json(to_string(board.due_on)) : Json()},
                        {"dates", dates_json(board.dates)},
                        {"counts", std::move(counts)},
                        {"missing", unit_refs(names.directory, board.missing, names.at)},
                        {"items", std::move(lines)}});
}

} // namespace

void duty_routes(Specs& specs) {
    const auto add = [&](Method method, std::string pattern, const std::vector<access::Role>& roles,
                         CallHandler handler) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, roles}, handler, {}});
    };
    add(Method::get, "/plans/{id}/duties", kPlanLookers, list);
    add(Method::post, "/plans/{id}/duties", kOffice, create);
    add(Method::post, "/plans/{id}/duties/from-pack", kOffice, take);
    add(Method::post, "/plans/{id}/duties/preview", kOffice, preview);
    add(Method::get, "/duties/{id}", kPlanReaders, get);
    add(Method::remove, "/duties/{id}", kOffice, discard);
    add(Method::put, "/duties/{id}", kOffice, change);
    add(Method::get, "/duties/{id}/cost", kOffice, cost);
    add(Method::post, "/duties/{id}/issue", kOffice, issue);
    add(Method::post, "/duties/{id}/stop", kOffice, stop);
    add(Method::get, "/duties/{id}/board", kOffice, board);
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
// 批示 of a plan: what one may see, recording from paper, handing on; 常用语 of a leader.
#include "leader/remarks.hpp"

#include "api/leader_json.hpp"
#include "base/error.hpp"
#include "http/conditional.hpp"

namespace luoshi::api {
namespace {

using http::Method;
using leader::RemarkId;

http::Response show(const Call& call, int status, RemarkId id) {
    const auto shown = call.services.leader_remarks.detail(call.who(), id);
    const auto& remark = shown.remarks.front();
    return answer_with_etag(status,
                            to_json(remark, {*shown.directory, call.services.clock.today()}),
                            http::version_etag(remark.version));
}

RemarkId remark_in_path(const Call& call) {
    const auto id = path_id<RemarkId>(call.request);
    call.services.leader_remarks.detail(call.who(), id);
    return id;
}

http::Response list(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    const followup::TaskId task{id_parameter(call.request, "task").value_or(0)};
    return answer(200,
                  {{"items", remarks_json(call.services.leader_remarks.list(call.who(), plan, task),
                                          call.services.clock.today())}});
}

http::Response record(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    const auto body = body_of(call.request, {"leader_id", "name", "title", "words", "about",
                                             "said_on", "task_id", "unit_ids"});
    leader::Recorded recorded;
    recorded.leader = id_field<access::PersonId>(body, "leader_id");
    recorded.name = optional_text(body, "name").value_or("");
    recorded.title = optional_text(body, "title").value_or("");
    recorded.words = text_of(body, "words");
    recorded.about = text_of(body, "about");
    recorded.said_on = date_of(body, "said_on");
    recorded.task = id_field<followup::TaskId>(body, "task_id");
    recorded.link = recorded.task ? "/tasks/" + to_string(recorded.task) : "";
    recorded.units = ids_of<org::UnitId>(body, "unit_ids");
    return show(call, 201, call.services.leader_remarks.record(who_of(call), plan, recorded));
}

http::Response get(const Call& call) {
    return show(call, 200, path_id<RemarkId>(call.request));
}

http::Response withdraw(const Call& call) {
    const auto id = remark_in_path(call);
    call.services.leader_remarks.withdraw(who_of(call), id);
    return http::no_content();
}

http::Response hand_on(const Call& call) {
    const auto id = remark_in_path(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"unit_ids", "words", "task_id"});
    call.services.leader_remarks.hand_on(who_of(call), id, version,
                                         {ids_of<org::UnitId>(body, "unit_ids"),
                                          optional_text(body, "words").value_or(""),
                                          id_field<followup::TaskId>(body, "task_id")});
    return show(call, 200, id);
}

http::Response attach(const Call& call) {
    const auto id = remark_in_path(call);
    const auto [name, bytes] = uploaded_file(call);
    refuse_secret(call, bytes, name);
    call.services.leader_remarks.attach(who_of(call), id, name, bytes);
    return show(call, 201, id);
}

http::Response get_scan(const Call& call) {
    return kept_file(
        call, call.services.leader_remarks.scan(call.who(), path_id<RemarkId>(call.request)));
}

http::Response phrases(const Call& call) {
    return answer(200, {{"items", call.services.leader_remarks.phrases(call.who())}});
}

http::Response set_phrases(const Call& call) {
    const auto body = body_of(call.request, {"items"});
    const auto it = body.find("items");
    if (it == body.end() || !it->is_array()) {
        bad_field("items", "a list of texts");
    }
    std::vector<std::string> words;
    for (const auto& one : *it) {
        if (!one.is_string()) {
            bad_field("items", "a list of texts");
        }
        words.push_back(one.get<std::string>());
    }
    call.services.leader_remarks.set_phrases(who_of(call), words);
    return phrases(call);
}

} // namespace

void leader_remark_routes(Specs& specs) {
    const auto add = [&](Method method, std::string pattern, CallHandler handler,
                         const std::vector<access::Role>& roles) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, roles}, handler, {}});
    };
    add(Method::get, "/plans/{id}/leader-remarks", list, kPlanLookers);
    add(Method::post, "/plans/{id}/leader-remarks", record, kOffice);
    add(Method::get, "/leader-remarks/{id}", get, kPlanLookers);
    add(Method::post, "/leader-remarks/{id}/withdrawal", withdraw, kLeaders);
    add(Method::post, "/leader-remarks/{id}/handing", hand_on, kOffice);
    add(Method::post, "/leader-remarks/{id}/scan", attach, kOffice);
    specs.back().options.max_body = kUpload;
    add(Method::get, "/leader-remarks/{id}/scan", get_scan, kPlanLookers);
    add(Method::get, "/me/phrases", phrases, kLeaders);
    add(Method::put, "/me/phrases", set_phrases, kLeaders);
}

} // namespace luoshi::api

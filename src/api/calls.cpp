// SPDX-License-Identifier: Apache-2.0
// 电话提醒 about a due, noted by the office.
#include "duty/calls.hpp"

#include "api/call_json.hpp"
#include "api/duty_json.hpp"

namespace luoshi::api {
namespace {

using http::Method;

http::Response list(const Call& call) {
    auto items = Json::array();
    for (const auto& one :
         call.services.calls.list(call.scope(), path_id<duty::DueId>(call.request))) {
        items.push_back(to_json(one));
    }
    return answer(200, {{"items", std::move(items)}});
}

http::Response add(const Call& call) {
    const auto due = path_id<duty::DueId>(call.request);
    const auto body =
        body_of(call.request, {"on", "at", "person", "phone", "words", "promised_by", "corrects"});
    duty::Call noted;
    noted.on = date_of(body, "on");
    noted.at = optional_text(body, "at").value_or("");
    noted.person = text_of(body, "person");
    noted.phone = optional_text(body, "phone").value_or("");
    noted.words = text_of(body, "words");
    noted.promised_by = optional_date(body, "promised_by");
    noted.corrects = id_field<duty::CallId>(body, "corrects");
    return answer(201, {{"id", to_string(call.services.calls.add(who_of(call), due, noted))}});
}

} // namespace

Json to_json(const duty::Call& call) {
    return {{"id", to_string(call.id)},
            {"on", to_string(call.on)},
            {"at", text_or_null(call.at)},
            {"person", call.person},
            {"phone", text_or_null(call.phone)},
            {"words", call.words},
            {"promised_by", to_json(call.promised_by)},
            {"corrects", to_json(call.corrects)},
            {"corrected_by", to_json(call.corrected_by)},
            {"noted_by", call.noted_by},
            {"noted_at", to_string(call.noted_at)}};
}

void call_routes(Specs& specs) {
    specs.push_back(
        {{Method::get, "/api/v1/dues/{id}/calls", Audience::roles, kPlanLookers}, list, {}});
    specs.push_back({{Method::post, "/api/v1/dues/{id}/calls", Audience::roles, kOffice}, add, {}});
}

} // namespace luoshi::api

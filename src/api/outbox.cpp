// SPDX-License-Identifier: Apache-2.0
// What leaves the house, for the administrator: letters and how they fared, webhooks.
#include "notify/outbox.hpp"
#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"

namespace luoshi::api {
namespace {

using http::Method;

Json letter_json(const notify::Letter& letter) {
    return {{"id", to_json(letter.id)},
            {"channel", notify::to_string(letter.channel)},
            {"target_id", id_json(letter.target)},
            {"state", notify::to_string(letter.state)},
            {"messages", letter.messages},
            {"attempts", letter.attempts},
            {"repeats", letter.repeats},
            {"last_error", letter.last_error},
            {"created_at", luoshi::to_string(letter.created_at)},
            {"next_try_at", letter.ended_at ? Json{} : Json(luoshi::to_string(letter.next_try_at))},
            {"handed_at", to_json(letter.handed_at)},
            {"ended_at", to_json(letter.ended_at)}};
}

http::Response list(const Call& call) {
    const int limit = limit_of(call.request);
    notify::LetterQuery query;
    if (const auto state = std::string{call.request.query.get("state")}; !state.empty()) {
        query.state = notify::parse_letter_state(state);
        if (!query.state) {
            bad_parameter("state", "waiting, handing, delivered or failed");
        }
    }
    if (const auto before = id_parameter(call.request, "cursor")) {
        query.before = notify::LetterId{*before};
    }
    query.limit = limit + 1;
    auto letters = call.services.outbox.letters(query);
    Json next;
    if (letters.size() > static_cast<std::size_t>(limit)) {
        letters.pop_back();
        next = to_string(letters.back().id);
    }
    auto items = Json::array();
    for (const auto& letter : letters) {
        items.push_back(letter_json(letter));
    }
    const auto counts = call.services.outbox.counts();
    return answer(200, {{"counts",
                         {{"waiting", counts.waiting},
                          {"handing", counts.handing},
                          {"delivered", counts.delivered},
                          {"failed", counts.failed},
                          {"repeats", counts.repeats}}},
                        {"items", items},
                        {"next_cursor", next}});
}

http::Response retry(const Call& call) {
    call.services.outbox.retry(path_id<notify::LetterId>(call.request));
    return http::no_content();
}

Json webhook_json(const notify::Webhook& webhook) {
    auto kinds = Json::array();
    for (const auto kind : webhook.kinds) {
        kinds.push_back(notify::to_string(kind));
    }
    return {{"id", to_json(webhook.id)},
            {"url", webhook.url},
            {"kinds", kinds},
            {"created_at", luoshi::to_string(webhook.created_at)}};
}

http::Response webhooks(const Call& call) {
    auto items = Json::array();
    for (const auto& webhook : call.services.outbox.webhooks()) {
        items.push_back(webhook_json(webhook));
    }
    return answer(200, {{"items", items}});
}

std::vector<notify::Kind> kinds_of(const Json& body) {
    constexpr std::string_view kExpected = "a list of reminder, urge, returned, remark, note";
    std::vector<notify::Kind> kinds;
    if (!body.contains("kinds")) {
        return kinds;
    }
    if (!body["kinds"].is_array()) {
        bad_field("kinds", kExpected);
    }
    for (const auto& one : body["kinds"]) {
        const auto kind =
            one.is_string() ? notify::parse_kind(one.get<std::string>()) : std::nullopt;
        if (!kind) {
            bad_field("kinds", kExpected);
        }
        kinds.push_back(*kind);
    }
    return kinds;
}

http::Response add_webhook(const Call& call) {
    const auto body = body_of(call.request, {"url", "kinds"});
    const auto [webhook, secret] =
        call.services.outbox.add_webhook(call.actor(), text_of(body, "url"), kinds_of(body));
    auto json = webhook_json(webhook);
    json["secret"] = secret;
    return answer(201, json);
}

http::Response remove_webhook(const Call& call) {
    call.services.outbox.remove_webhook(call.actor(), path_id<notify::WebhookId>(call.request));
    return http::no_content();
}

// That the other side refuses is an answer, not a problem of ours.
http::Response test_webhook(const Call& call) {
    try {
        call.services.outbox.test_webhook(path_id<notify::WebhookId>(call.request));
    } catch (const Error& error) {
        if (error.reason() != "notify.not-sent") {
            throw;
        }
        return answer(200, {{"accepted", false}, {"error", error.what()}});
    }
    return answer(200, {{"accepted", true}, {"error", ""}});
}

} // namespace

void outbox_routes(Specs& specs) {
    const auto add = [&](Method method, const char* pattern, CallHandler handler) {
        specs.push_back(
            {{method, pattern, Audience::roles, kAdministrator}, std::move(handler), {}});
    };
    add(Method::get, "/api/v1/outbox", list);
    add(Method::post, "/api/v1/outbox/{id}/retry", retry);
    add(Method::get, "/api/v1/webhooks", webhooks);
    add(Method::post, "/api/v1/webhooks", add_webhook);
    add(Method::remove, "/api/v1/webhooks/{id}", remove_webhook);
    add(Method::post, "/api/v1/webhooks/{id}/test", test_webhook);
}

} // namespace luoshi::api

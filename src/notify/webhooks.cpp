// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "notify/letter_text.hpp"
#include "notify/outbox.hpp"
#include "notify/rows.hpp"
#include "notify/token.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

namespace luoshi::notify {
namespace {

bool is_web_address(const std::string& url) {
    const auto scheme = url.rfind("https://", 0) == 0 ? 8U : url.rfind("http://", 0) == 0 ? 7U : 0U;
    if (scheme == 0 || url.size() <= scheme || url.size() > 500) {
        return false;
    }
    for (const char c : url) {
        if (c <= ' ' || c >= '\x7f') {
            return false;
        }
    }
    const auto host = url.substr(scheme, url.find_first_of("/?#", scheme) - scheme);
    return !host.empty() && host.find('@') == std::string::npos; // no passwords in an address
}

Error no_webhook() {
    return failure(ErrorCode::not_found, "notify.no-webhook", "there is no such webhook");
}

} // namespace

std::vector<Webhook> Outbox::webhooks() {
    return database_.read([](store::Reader& reader) { return list_webhooks(reader); });
}

std::pair<Webhook, std::string> Outbox::add_webhook(const store::Actor& actor,
                                                    const std::string& url,
                                                    const std::vector<Kind>& kinds) {
    if (!is_web_address(url)) {
        throw failure(ErrorCode::invalid_argument, "notify.webhook-url",
                      "a webhook is an http or https address without a password");
    }
    const auto secret = random_token();
    return database_.write([&](store::Transaction& transaction) {
        Webhook webhook{transaction.make_id<WebhookId>(), url, kinds, transaction.now()};
        store::EventDraft event;
        event.actor = actor;
        event.action = "notify.webhook-added";
        event.object_kind = "webhook";
        event.object_id = webhook.id.value;
        transaction.record(event);
        insert_webhook(transaction, webhook, secret);
        return std::pair{webhook, secret};
    });
}

void Outbox::remove_webhook(const store::Actor& actor, WebhookId id) {
    database_.write([&](store::Transaction& transaction) {
        if (!find_webhook(transaction, id)) {
            throw no_webhook();
        }
        store::EventDraft event;
        event.actor = actor;
        event.action = "notify.webhook-removed";
        event.object_kind = "webhook";
        event.object_id = id.value;
        transaction.record(event);
        close_webhook(transaction, id);
    });
}

void Outbox::test_webhook(WebhookId id) {
    const auto [hook, at] = database_.write([&](store::Transaction& transaction) {
        const auto found = find_webhook(transaction, id);
        if (!found) {
            throw no_webhook();
        }
        return std::pair{*found, transaction.now()};
    });
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    const std::string body = R"({"delivery":null,"kind":"test"})";
    sender_.send(
        WebhookCall{hook.first.url,
                    {"X-Luoshi-Delivery: 0", fmt::format("X-Luoshi-Timestamp: {}", seconds),
                     "X-Luoshi-Signature: " + signature(hook.second, seconds, LetterId{}, body)},
                    body});
}

} // namespace luoshi::notify

// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "notify/rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::notify {
namespace {

constexpr std::string_view kLetter =
    "SELECT l.id, l.channel, l.target_id, l.state, l.attempts, l.repeats, (SELECT count(*) FROM "
    "notify_deliveries d WHERE d.letter_id = l.id), l.next_try_at, l.created_at, l.handed_at, "
    "l.ended_at, l.last_error FROM notify_letters l ";

Channel channel_of(const std::string& text) {
    return text == to_string(Channel::mail) ? Channel::mail : Channel::webhook;
}

Letter letter_of(const store::Row& row) {
    Letter letter;
    letter.id = row.id<LetterId>(0);
    letter.channel = channel_of(row.text(1));
    letter.target = row.integer(2);
    const auto state = parse_letter_state(row.text(3));
    ensure(state.has_value(), "a stored state is a state");
    letter.state = *state;
    letter.attempts = row.integer(4);
    letter.repeats = row.integer(5);
    letter.messages = row.integer(6);
    letter.next_try_at = row.time(7);
    letter.created_at = row.time(8);
    letter.handed_at = row.is_null(9) ? std::nullopt : std::optional{row.time(9)};
    letter.ended_at = row.is_null(10) ? std::nullopt : std::optional{row.time(10)};
    letter.last_error = row.text_or_empty(11);
    return letter;
}

Webhook webhook_of(const store::Row& row) {
    Webhook webhook;
    webhook.id = row.id<WebhookId>(0);
    webhook.url = row.text(1);
    std::string_view kinds = row.text(2);
    while (!kinds.empty()) {
        const auto comma = std::min(kinds.find(','), kinds.size());
        if (const auto kind = parse_kind(kinds.substr(0, comma))) {
            webhook.kinds.push_back(*kind);
        }
        kinds.remove_prefix(std::min(comma + 1, kinds.size()));
    }
    webhook.created_at = row.time(3);
    return webhook;
}

} // namespace

std::vector<DeliveryRow> waiting_deliveries(store::Reader& reader, const WaitingQuery& query) {
    store::Params params{query.now, query.gathered_until, query.limit};
    std::string leaves = "channel = 'webhook' OR available_at <= $2";
    if (!query.at_once.empty()) {
        leaves += fmt::format(" OR kind IN ({})", store::placeholders(4, query.at_once.size()));
        for (const auto kind : query.at_once) {
            params.emplace_back(to_string(kind));
        }
    }
    std::vector<DeliveryRow> rows;
    for (const auto& row : reader.query(
             fmt::format("SELECT message_id, channel, target_id, kind, available_at FROM "
                         "notify_deliveries WHERE letter_id IS NULL AND available_at <= $1 AND "
                         "({}) ORDER BY channel, target_id, message_id LIMIT $3",
                         leaves),
             params)) {
        const auto kind = parse_kind(row.text(3));
        ensure(kind.has_value(), "a stored kind is a kind");
        rows.push_back(
            {row.id<MessageId>(0), channel_of(row.text(1)), row.integer(2), *kind, row.time(4)});
    }
    return rows;
}

void insert_letter(store::Transaction& transaction, LetterId id, const DeliveryRow& first) {
    transaction.execute("INSERT INTO notify_letters (id, channel, target_id, state, attempts, "
                        "repeats, next_try_at, created_at) VALUES ($1, $2, $3, 'waiting', 0, 0, "
                        "$4, $4)",
                        {id, to_string(first.channel), first.target, transaction.now()});
}

void put_into_letter(store::Transaction& transaction, LetterId id, const DeliveryRow& delivery) {
    transaction.execute("UPDATE notify_deliveries SET letter_id = $1 WHERE message_id = $2 AND "
                        "channel = $3 AND target_id = $4",
                        {id, delivery.message, to_string(delivery.channel), delivery.target});
}

std::vector<LetterId> due_letters(store::Reader& reader, Timestamp now, int limit) {
    std::vector<LetterId> ids;
    for (const auto& row : reader.query(
             "SELECT id FROM notify_letters WHERE ended_at IS NULL AND next_try_at <= $1 ORDER BY "
             "next_try_at, id LIMIT $2",
             {now, limit})) {
        ids.push_back(row.id<LetterId>(0));
    }
    return ids;
}

std::optional<Letter> find_letter(store::Reader& reader, LetterId id) {
    const auto row = reader.query_one(fmt::format("{}WHERE l.id = $1", kLetter), {id});
    return row ? std::optional{letter_of(*row)} : std::nullopt;
}

void mark_letter(store::Transaction& transaction, LetterId id, const LetterMark& mark) {
    const bool ended = mark.state == LetterState::delivered || mark.state == LetterState::failed;
    transaction.execute(
        "UPDATE notify_letters SET state = $2, attempts = $3, repeats = $4, next_try_at = $5, "
        "last_error = $6, handed_at = COALESCE($7, handed_at), ended_at = $8 WHERE id = $1",
        {id, to_string(mark.state), mark.attempts, mark.repeats, mark.next_try_at,
         store::text_or_null(mark.error),
         mark.state == LetterState::handing ? store::Value{transaction.now()} : store::Value{},
         ended ? store::Value{transaction.now()} : store::Value{}});
}

std::vector<Letter> list_letters(store::Reader& reader, std::optional<LetterState> state,
                                 std::optional<LetterId> before, int limit) {
    std::vector<Letter> letters;
    const auto until = before ? before->value : INT64_MAX;
    const auto rows =
        state ? reader.query(fmt::format("{}WHERE l.id < $1 AND l.state = $2 ORDER BY l.id DESC "
                                         "LIMIT $3",
                                         kLetter),
                             {until, to_string(*state), limit})
              : reader.query(fmt::format("{}WHERE l.id < $1 ORDER BY l.id DESC LIMIT $2", kLetter),
                             {until, limit});
    for (const auto& row : rows) {
        letters.push_back(letter_of(row));
    }
    return letters;
}

LetterCounts count_letters(store::Reader& reader) {
    LetterCounts counts;
    for (const auto& row : reader.query(
             "SELECT state, count(*), CAST(sum(repeats) AS BIGINT) FROM notify_letters GROUP BY "
             "state")) {
        const auto& state = row.text(0);
        auto& place = state == "waiting"     ? counts.waiting
                      : state == "handing"   ? counts.handing
                      : state == "delivered" ? counts.delivered
                                             : counts.failed;
        place = row.integer(1);
        counts.repeats += row.integer(2);
    }
    return counts;
}

std::vector<Webhook> list_webhooks(store::Reader& reader) {
    std::vector<Webhook> webhooks;
    for (const auto& row : reader.query("SELECT id, url, kinds, created_at FROM notify_webhooks "
                                        "WHERE active = 1 ORDER BY id")) {
        webhooks.push_back(webhook_of(row));
    }
    return webhooks;
}

std::optional<std::pair<Webhook, std::string>> find_webhook(store::Reader& reader, WebhookId id) {
    const auto row = reader.query_one(
        "SELECT w.id, w.url, w.kinds, w.created_at, s.secret FROM notify_webhooks w JOIN "
        "notify_webhook_secrets s ON s.webhook_id = w.id WHERE w.id = $1 AND w.active = 1",
        {id});
    return row ? std::optional{std::pair{webhook_of(*row), row->text(4)}} : std::nullopt;
}

void insert_webhook(store::Transaction& transaction, const Webhook& webhook,
                    const std::string& secret) {
    std::string kinds;
    for (const auto kind : webhook.kinds) {
        kinds += (kinds.empty() ? "" : ",") + std::string{to_string(kind)};
    }
    transaction.insert("notify_webhooks", webhook.id.value,
                       {{"url", webhook.url},
                        {"kinds", kinds},
                        {"active", true},
                        {"created_at", webhook.created_at}});
    transaction.execute("INSERT INTO notify_webhook_secrets (webhook_id, secret) VALUES ($1, $2)",
                        {webhook.id, secret});
}

void close_webhook(store::Transaction& transaction, WebhookId id) {
    transaction.update("notify_webhooks", id.value, {{"active", false}});
    transaction.execute("DELETE FROM notify_webhook_secrets WHERE webhook_id = $1", {id});
}

} // namespace luoshi::notify

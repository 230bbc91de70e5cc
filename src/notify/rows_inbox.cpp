// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "notify/rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::notify {
namespace {

// More cost more: SQLite looks up each numbered parameter among those before it.
constexpr std::size_t kRowsAtOnce = 16;

constexpr std::string_view kMessageColumns =
    "id, message_key, person_id, kind, object_kind, object_id, link, title, title_en, words, "
    "words_en, shown_from, created_at";
constexpr std::size_t kMessageWidth = 13;

// "($1, $2), ($3, $4)"
std::string tuples(std::size_t rows, std::size_t width) {
    std::string out;
    for (std::size_t row = 0; row < rows; ++row) {
        out += fmt::format("{}({})", row == 0 ? "" : ", ",
                           store::placeholders(row * width + 1, width));
    }
    return out;
}

InboxEntry entry_of(const store::Row& row) {
    InboxEntry entry;
    entry.id = row.id<MessageId>(0);
    entry.person = row.id<access::PersonId>(1);
    const auto kind = parse_kind(row.text(2));
    ensure(kind.has_value(), "a stored kind is a kind");
    entry.kind = *kind;
    entry.object_kind = row.text(3);
    entry.object_id = row.optional_integer(4).value_or(0);
    entry.link = row.text(5);
    entry.title = row.text(6);
    entry.title_en = row.text(7);
    entry.words = row.text(8);
    entry.words_en = row.text(9);
    entry.at = row.time(10);
    entry.read = !row.is_null(11);
    return entry;
}

constexpr std::string_view kEntry = "SELECT m.id, m.person_id, m.kind, m.object_kind, m.object_id, "
                                    "m.link, m.title, m.title_en, m.words, m.words_en, "
                                    "m.shown_from, m.read_at FROM notify_messages m ";

} // namespace

std::set<std::int64_t> insert_messages(store::Transaction& transaction,
                                       const std::vector<Addressed>& all) {
    std::set<std::int64_t> made;
    for (std::size_t at = 0; at < all.size(); at += kRowsAtOnce) {
        const auto rows = std::min(kRowsAtOnce, all.size() - at);
        store::Params params;
        params.reserve(rows * kMessageWidth);
        store::Params ids;
        for (std::size_t i = at; i < at + rows; ++i) {
            const auto& one = *all[i].message;
            ids.emplace_back(all[i].id);
            params.insert(params.end(),
                          {all[i].id, one.key, all[i].person, to_string(one.kind), one.object_kind,
                           one.object_id == 0 ? store::Value{} : store::Value{one.object_id},
                           one.link, one.title, one.title_en, one.words, one.words_en, all[i].at,
                           transaction.now()});
        }
        const auto inserted = transaction.execute(
            fmt::format("INSERT INTO notify_messages ({}) VALUES {} ON CONFLICT (message_key, "
                        "person_id) DO NOTHING",
                        kMessageColumns, tuples(rows, kMessageWidth)),
            params);
        if (inserted == static_cast<std::int64_t>(rows)) {
            for (std::size_t i = at; i < at + rows; ++i) {
                made.insert(all[i].id.value);
            }
        } else if (inserted > 0) {
            for (const auto& row :
                 transaction.query(fmt::format("SELECT id FROM notify_messages WHERE id IN ({})",
                                               store::placeholders(1, rows)),
                                   ids)) {
                made.insert(row.integer(0));
            }
        }
    }
    return made;
}

void insert_deliveries(store::Transaction& transaction, const std::vector<DeliveryRow>& rows) {
    std::vector<std::vector<store::Value>> values;
    values.reserve(rows.size());
    for (const auto& row : rows) {
        values.push_back({row.message, to_string(row.channel), row.target, to_string(row.kind),
                          row.available_at});
    }
    if (!values.empty()) {
        transaction.load("notify_deliveries",
                         {"message_id", "channel", "target_id", "kind", "available_at"}, values);
    }
}

std::vector<InboxEntry> list_inbox(store::Reader& reader, access::PersonId person,
                                   const InboxQuery& query, Timestamp now) {
    std::vector<InboxEntry> entries;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE m.person_id = $1 AND m.id < $2 AND m.shown_from <= $3 {}"
                                  "ORDER BY m.id DESC LIMIT $4",
                                  kEntry, query.unread_only ? "AND m.read_at IS NULL " : ""),
                      {person, query.before ? query.before->value : INT64_MAX, now, query.limit})) {
        entries.push_back(entry_of(row));
    }
    return entries;
}

InboxCount count_inbox(store::Reader& reader, access::PersonId person, Timestamp now) {
    const auto row =
        reader.query_one("SELECT count(*), count(read_at) FROM notify_messages WHERE person_id = "
                         "$1 AND shown_from <= $2",
                         {person, now});
    return {row->integer(0) - row->integer(1), row->integer(0)};
}

std::int64_t mark_read(store::Transaction& transaction, access::PersonId person,
                       std::span<const MessageId> messages) {
    std::int64_t changed = 0;
    for (const auto id : messages) {
        changed += transaction.execute("UPDATE notify_messages SET read_at = $3 WHERE id = $1 AND "
                                       "person_id = $2 AND read_at IS NULL",
                                       {id, person, transaction.now()});
    }
    return changed;
}

std::int64_t mark_all_read(store::Transaction& transaction, access::PersonId person) {
    return transaction.execute("UPDATE notify_messages SET read_at = $2 WHERE person_id = $1 AND "
                               "read_at IS NULL AND shown_from <= $2",
                               {person, transaction.now()});
}

std::set<std::int64_t> people_with_mail(store::Reader& reader) {
    std::set<std::int64_t> people;
    for (const auto& row : reader.query("SELECT person_id FROM notify_people WHERE mail <> ''")) {
        people.insert(row.integer(0));
    }
    return people;
}

std::string mail_of(store::Reader& reader, access::PersonId person) {
    const auto row =
        reader.query_one("SELECT mail FROM notify_people WHERE person_id = $1", {person});
    return row ? row->text(0) : std::string{};
}

void set_mail(store::Transaction& transaction, access::PersonId person, const std::string& mail) {
    transaction.execute("INSERT INTO notify_people (person_id, mail) VALUES ($1, $2) ON CONFLICT "
                        "(person_id) DO UPDATE SET mail = excluded.mail",
                        {person, mail});
}

void set_feed(store::Transaction& transaction, access::PersonId person, const std::string& digest) {
    transaction.execute(
        "INSERT INTO notify_people (person_id, mail, feed_digest, feed_made_at) VALUES ($1, '', "
        "$2, $3) ON CONFLICT (person_id) DO UPDATE SET feed_digest = excluded.feed_digest, "
        "feed_made_at = excluded.feed_made_at",
        {person, store::text_or_null(digest),
         digest.empty() ? store::Value{} : store::Value{transaction.now()}});
}

FeedState feed_of(store::Reader& reader, access::PersonId person) {
    const auto row =
        reader.query_one("SELECT feed_made_at FROM notify_people WHERE person_id = $1", {person});
    return {row && !row->is_null(0) ? std::optional{row->time(0)} : std::nullopt};
}

std::optional<access::PersonId> person_of_feed(store::Reader& reader, const std::string& digest) {
    const auto row =
        reader.query_one("SELECT person_id FROM notify_people WHERE feed_digest = $1", {digest});
    return row ? std::optional{row->id<access::PersonId>(0)} : std::nullopt;
}

std::vector<InboxEntry> messages_of(store::Reader& reader, LetterId id) {
    std::vector<InboxEntry> entries;
    for (const auto& row :
         reader.query(fmt::format("{}JOIN notify_deliveries d ON d.message_id = m.id WHERE "
                                  "d.letter_id = $1 ORDER BY m.id",
                                  kEntry),
                      {id})) {
        entries.push_back(entry_of(row));
    }
    return entries;
}

} // namespace luoshi::notify

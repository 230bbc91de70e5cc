// SPDX-License-Identifier: Apache-2.0
#include "store/chain.hpp"

#include "base/error.hpp"
#include "store/image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>

namespace luoshi::store {
namespace {

constexpr std::string_view kEventColumns = "place, id, at, business_date, person, person_name, "
                                           "request_id, action, object_kind, object_id, "
                                           "plan_id, detail, images, seq, hash";

StoredEvent to_event(const Row& row) {
    StoredEvent stored;
    stored.place = row.integer(0);
    stored.images = row.integer(12);
    Event& event = stored.event;
    event.id = row.integer(1);
    event.at = row.time(2);
    // A date someone tampered with must not end the check: it only gives another hash.
    event.business_date = Date::parse(row.text(3)).value_or(Date{});
    event.what = {{row.integer(4), row.text(5), row.text(6)},
                  row.text(7),
                  row.text(8),
                  row.integer(9),
                  row.integer(10),
                  row.text(11)};
    event.seq = row.optional_integer(13).value_or(0);
    event.hash = row.is_null(14) ? "" : to_hex(as_digest(row.bytes(14)));
    return stored;
}

std::vector<StoredEvent> to_events(const Rows& rows) {
    std::vector<StoredEvent> events;
    std::ranges::transform(rows, std::back_inserter(events), to_event);
    return events;
}

void update(Sm3& hash, std::string_view part) {
    hash.update(fmt::format("{}:", part.size())); // so that no two lists of parts read alike
    hash.update(part);
}

Anchor to_anchor(const Row& row) {
    return {row.integer(0), Date::parse(row.text(1)).value_or(Date{}), row.integer(2),
            as_digest(row.bytes(3)), row.bytes(4)};
}

constexpr std::string_view kAnchors = "SELECT number, date, seq, head, mac FROM store_anchors ";

} // namespace

std::vector<StoredEvent> unsealed_events(Reader& reader, int limit) {
    return to_events(reader.query(fmt::format("SELECT {} FROM store_events WHERE seq IS NULL "
                                              "ORDER BY place LIMIT $1",
                                              kEventColumns),
                                  {limit}));
}

std::vector<StoredEvent> sealed_events(Reader& reader, std::int64_t after_seq, int limit) {
    return to_events(reader.query(fmt::format("SELECT {} FROM store_events WHERE seq > $1 "
                                              "AND seq IS NOT NULL ORDER BY seq LIMIT $2",
                                              kEventColumns),
                                  {after_seq, limit}));
}

std::vector<StoredEvent> newest_events(Reader& reader, const EventsOf& of) {
    const bool any = of.object_kind.empty();
    Params params{of.below, of.limit};
    if (!any) {
        params.insert(params.end(), {of.object_kind, of.object_id});
    }
    return to_events(reader.query(
        fmt::format("SELECT {} FROM store_events WHERE id < $1 {} ORDER BY id DESC LIMIT $2",
                    kEventColumns, any ? "" : "AND object_kind = $3 AND object_id = $4"),
        params));
}

std::vector<StoredEvent> filtered_events(Reader& reader, const EventFilter& filter,
                                         std::int64_t below, int limit) {
    std::string where;
    Params params{below, limit};
    const auto and_that = [&](std::string_view condition, Value value) {
        params.push_back(std::move(value));
        where += fmt::format(" AND {} ${}", condition, params.size());
    };
    if (filter.person) {
        and_that("person =", *filter.person);
    }
    if (!filter.object_kind.empty()) {
        and_that("object_kind =", filter.object_kind);
    }
    if (filter.object_id != 0) {
        and_that("object_id =", filter.object_id);
    }
    if (filter.action.ends_with('.')) { // '/' comes behind '.'
        and_that("action >", filter.action);
        and_that("action <", filter.action.substr(0, filter.action.size() - 1) + "/");
    } else if (!filter.action.empty()) {
        and_that("action =", filter.action);
    }
    if (filter.from) {
        and_that("at >=", *filter.from);
    }
    if (filter.until) {
        and_that("at <", *filter.until);
    }
    return to_events(reader.query(
        fmt::format("SELECT {} FROM store_events WHERE id < $1{} ORDER BY id DESC LIMIT $2",
                    kEventColumns, where),
        params));
}

std::optional<StoredEvent> stored_event(Reader& reader, std::int64_t id) {
    auto found = to_events(reader.query(
        fmt::format("SELECT {} FROM store_events WHERE id = $1", kEventColumns), {id}));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<RowImage> images_of(Reader& reader, const StoredEvent& stored) {
    std::vector<RowImage> images;
    reader.each("SELECT t.name, i.row_id, i.before_image, i.after_image FROM store_images i "
                "JOIN store_tables t ON t.number = i.table_number "
                "WHERE i.place > $1 AND i.place <= $2 ORDER BY i.place",
                {stored.place, stored.place + stored.images}, [&](const RowView& row) {
                    images.push_back({std::string{row.text(0)}, row.integer(1),
                                      std::string{row.text(2)}, std::string{row.text(3)}});
                });
    return images;
}

ChainHead read_head(Reader& reader) {
    const auto row =
        reader.query_one("SELECT seq, hash, anchors, mac FROM store_heads WHERE number = 1");
    return row ? ChainHead{row->integer(0), as_digest(row->bytes(1)), row->integer(2),
                           row->bytes(3)}
               : ChainHead{};
}

void write_head(Transaction& transaction, const ChainHead& head) {
    transaction.execute("INSERT INTO store_heads (number, seq, hash, anchors, mac) "
                        "VALUES (1, $1, $2, $3, $4) ON CONFLICT (number) DO UPDATE "
                        "SET seq = $1, hash = $2, anchors = $3, mac = $4",
                        {head.seq, Bytes{as_bytes(head.hash)}, head.anchors, Bytes{head.mac}});
}

std::optional<Anchor> last_anchor(Reader& reader) {
    const auto row = reader.query_one(fmt::format("{} ORDER BY number DESC LIMIT 1", kAnchors));
    return row ? std::optional{to_anchor(*row)} : std::nullopt;
}

std::vector<Anchor> all_anchors(Reader& reader) {
    std::vector<Anchor> anchors;
    for (const auto& row : reader.query(fmt::format("{} ORDER BY number", kAnchors))) {
        anchors.push_back(to_anchor(row));
    }
    return anchors;
}

Digest chain_hash(Reader& reader, const Digest& previous, std::int64_t seq,
                  const StoredEvent& stored) {
    Sm3 hash;
    update(hash, as_bytes(previous));
    update(hash, std::to_string(seq));
    update(hash, event_bytes(stored.event, stored.images));
    for (const auto& image : images_of(reader, stored)) {
        update(hash, image_bytes(image));
    }
    return hash.finish();
}

std::string head_mac(std::string_view key, const ChainHead& head) {
    return as_bytes(hmac_sm3(
        key, fmt::format("luoshi head|{}|{}|{}", head.seq, to_hex(head.hash), head.anchors)));
}

std::string anchor_mac(std::string_view key, const Anchor& anchor) {
    return as_bytes(hmac_sm3(key, fmt::format("luoshi anchor|{}|{}|{}", to_string(anchor.date),
                                              anchor.seq, to_hex(anchor.head))));
}

std::string anchor_line(const Anchor& anchor) {
    return fmt::format("{} {} {} {}", to_string(anchor.date), anchor.seq, to_hex(anchor.head),
                       to_hex(as_digest(anchor.mac)));
}

std::optional<Anchor> parse_anchor_line(const std::string& line) {
    std::istringstream words{line};
    std::string date;
    std::string head;
    std::string mac;
    Anchor anchor;
    words >> date >> anchor.seq >> head >> mac;
    const auto day = Date::parse(date);
    const auto head_digest = digest_from_hex(head);
    const auto mac_digest = digest_from_hex(mac);
    if (!words || !day || !head_digest || !mac_digest) {
        return std::nullopt;
    }
    anchor.date = *day;
    anchor.head = *head_digest;
    anchor.mac = as_bytes(*mac_digest);
    return anchor;
}

std::string as_bytes(const Digest& digest) {
    return {digest.begin(), digest.end()};
}

Digest as_digest(std::string_view bytes) {
    Digest digest{};
    if (bytes.size() == digest.size()) {
        std::ranges::copy(bytes, digest.begin());
    }
    return digest;
}

} // namespace luoshi::store

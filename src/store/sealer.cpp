// SPDX-License-Identifier: Apache-2.0
#include "store/audit.hpp"

#include "base/error.hpp"
#include "store/chain.hpp"
#include "store/engine.hpp"
#include "store/lease_rows.hpp"
#include "store/leases.hpp"

#include <fmt/format.h>

#include <limits>

namespace luoshi::store {
namespace {

constexpr int kBatch = 500;
constexpr auto kLease = std::chrono::seconds{60};
constexpr std::string_view kLeaseName = "sealer";

// Hashes computed on a snapshot, before the write: writers do not wait for SM3.
struct SealPlan {
    std::int64_t from = 0;                               // seq of the head the plan stands on
    ChainHead head;                                      // after it
    std::vector<std::pair<std::int64_t, Digest>> events; // place and hash
};

SealPlan make_plan(Reader& reader, std::string_view key) {
    SealPlan plan;
    plan.head = read_head(reader);
    plan.from = plan.head.seq;
    for (const auto& stored : unsealed_events(reader, kBatch)) {
        plan.head.hash = chain_hash(reader, plan.head.hash, ++plan.head.seq, stored);
        plan.events.emplace_back(stored.place, plan.head.hash);
    }
    plan.head.mac = head_mac(key, plan.head);
    return plan;
}

void carry_out(Transaction& transaction, const SealPlan& plan) {
    std::int64_t seq = plan.from;
    for (const auto& [place, hash] : plan.events) {
        transaction.execute("UPDATE store_events SET seq = $2, hash = $3 WHERE place = $1",
                            {place, ++seq, Bytes{as_bytes(hash)}});
    }
    write_head(transaction, plan.head);
}

} // namespace

Sealer::Sealer(Database& database, std::string holder, std::string anchor_key)
    : database_(database), holder_(std::move(holder)), anchor_key_(std::move(anchor_key)) {
    ensure(anchor_key_.size() == 32, "an anchor key has 32 bytes");
}

std::int64_t Sealer::run() {
    std::int64_t total = 0;
    while (const std::int64_t sealed = seal_batch()) {
        total += sealed;
    }
    const Date yesterday = civil_date(engine_of(database_).clock().now()).plus_days(-1);
    const bool due = database_.read([&](Reader& reader) {
        const auto last = last_anchor(reader);
        return !last || last->date < yesterday;
    });
    if (due) {
        anchor(yesterday);
    }
    return total;
}

void Sealer::finish() {
    run();
    anchor(civil_date(engine_of(database_).clock().now()));
    release_lease(database_, std::string{kLeaseName}, holder_);
}

std::int64_t Sealer::seal_batch() {
    const SealPlan plan =
        database_.read([&](Reader& reader) { return make_plan(reader, anchor_key_); });
    if (plan.events.empty()) {
        return 0;
    }
    bool sealed = false;
    engine_of(database_).run_store_write([&](Transaction& transaction) {
        sealed = take_lease(transaction, {std::string{kLeaseName}, holder_, kLease}) &&
                 read_head(transaction).seq == plan.from;
        if (sealed) {
            carry_out(transaction, plan);
        }
    });
    return sealed ? static_cast<std::int64_t>(plan.events.size()) : 0;
}

void Sealer::anchor(Date date) {
    std::optional<Anchor> made;
    engine_of(database_).run_store_write([&](Transaction& transaction) {
        made.reset();
        const auto last = last_anchor(transaction);
        ChainHead head = read_head(transaction);
        if (head.seq == (last ? last->seq : 0) ||
            !take_lease(transaction, {std::string{kLeaseName}, holder_, kLease})) {
            return; // nothing new to fix, or another server does it
        }
        Anchor anchor{++head.anchors, date, head.seq, head.hash, ""};
        anchor.mac = anchor_mac(anchor_key_, anchor);
        transaction.execute(
            "INSERT INTO store_anchors (number, date, seq, head, mac) VALUES ($1, $2, $3, $4, $5)",
            {anchor.number, anchor.date, anchor.seq, Bytes{as_bytes(anchor.head)},
             Bytes{anchor.mac}});
        head.mac = head_mac(anchor_key_, head);
        write_head(transaction, head);
        made = anchor;
    });
    if (made && keep_) {
        keep_(anchor_line(*made));
    }
}

std::vector<Event> events_of(Reader& reader, std::string_view object_kind, std::int64_t object_id,
                             std::int64_t before, int limit) {
    std::vector<Event> events;
    const std::int64_t bound = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
    for (auto& stored : newest_events(reader, {object_kind, object_id, bound, limit})) {
        stored.event.images = images_of(reader, stored);
        events.push_back(std::move(stored.event));
    }
    return events;
}

std::vector<Event> find_events(Reader& reader, const EventFilter& filter, std::int64_t before,
                               int limit) {
    const std::int64_t bound = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
    std::vector<Event> events;
    for (auto& stored : filtered_events(reader, filter, bound, limit)) {
        events.push_back(std::move(stored.event));
    }
    return events;
}

std::optional<Event> find_event(Reader& reader, std::int64_t id) {
    auto stored = stored_event(reader, id);
    if (!stored) {
        return std::nullopt;
    }
    stored->event.images = images_of(reader, *stored);
    return std::move(stored->event);
}

} // namespace luoshi::store

// SPDX-License-Identifier: Apache-2.0
// The log as a chain: sealing it, reading it, proving it.
//
// Committed events are numbered in batches by one sealer (by lease) and linked by SM3; daily
// anchors (HMAC-SM3 over date, seq and head, key outside the database) fix the past. docs/store.md
// says what verify() finds and what it cannot.
#pragma once

#include "store/event.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::store {

class Blobs;
class Database;
class Reader;

class Sealer {
public:
    // holder: this server's name in the lease. anchor_key: 32 random bytes from a file outside
    // data/.
    Sealer(Database& database, std::string holder, std::string anchor_key);
    // Called with the line of each anchor made ("2026-11-25 1234 <head> <mac>"), to be kept where
    // the database's administrator cannot change it. Set before the first run().
    void on_anchor(std::function<void(const std::string& line)> keep) { keep_ = std::move(keep); }
    // Seals what is committed; makes the anchor of the day before (civil, +08:00, real clock) when
    // it is due. Returns the number of events sealed; 0 also when another server holds the lease.
    // Safe to call at any time, from one thread; not within read() or write().
    std::int64_t run();
    // run(), then an anchor of this very moment: at a clean shutdown. Another server may take over.
    void finish();

private:
    std::int64_t seal_batch();
    void anchor(Date date);

    Database& database_;
    std::string holder_;
    std::string anchor_key_;
    std::function<void(const std::string&)> keep_;
};

// One thing wrong, for people: where, and what to do.
struct AuditFault {
    std::string code; // "audit.event-changed", "audit.event-missing", "audit.row-changed",
                      // "audit.row-missing", "audit.row-unknown", "audit.blob-changed",
                      // "audit.blob-missing", "audit.tail-cut", "audit.anchor-changed";
                      // "audit.more" after the first 1,000
    std::string message;
};

struct AuditReport {
    std::int64_t events = 0, rows = 0, blobs = 0, anchors = 0; // how many were checked
    std::int64_t unsealed = 0;      // events not in the chain yet, so not protected by it
    std::string head;               // hash of the newest sealed event
    std::vector<AuditFault> faults; // empty: the record holds
};

// What verify() compares with and whom it tells.
struct VerifyOptions {
    std::string_view anchor_key;
    std::vector<std::string> kept_anchors{};                               // lines of on_anchor
    std::function<void(std::int64_t done, std::int64_t total)> progress{}; // may be empty
};

// Reads everything; O(events + rows + bytes of blobs) time, little memory. Not within read().
AuditReport verify(Database& database, Blobs& blobs, const VerifyOptions& options);

// progress(done, total) may be empty.
AuditReport verify(Database& database, Blobs& blobs, std::string_view anchor_key,
                   const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

// Newest first. object_kind "" : any. before: only events with a smaller id; 0: from the newest.
std::vector<Event> events_of(Reader& reader, std::string_view object_kind, std::int64_t object_id,
                             std::int64_t before, int limit);

// Which entries of the log; all hold together.
struct EventFilter {
    std::optional<std::int64_t> person{};     // 0: the system itself
    std::string object_kind{};                // "": any
    std::int64_t object_id = 0;               // 0: any
    std::string action{};                     // whole, or its first part, up to a point; "": any
    std::optional<Timestamp> from{}, until{}; // at >= from, at < until
};
// Newest first, without images; before as above.
std::vector<Event> find_events(Reader& reader, const EventFilter& filter, std::int64_t before,
                               int limit);
// With its images.
std::optional<Event> find_event(Reader& reader, std::int64_t id);

} // namespace luoshi::store

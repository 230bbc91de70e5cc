// SPDX-License-Identifier: Apache-2.0
// The log of reads: who read personal data, when, of what and by which route; never the data.
//
//   ReadLog::note    before the answer leaves; durable when it returns
//   ReadLog::seal    puts what is new into the segment of the day; removes what is old enough
//   verify_reads     proves the segments
//
// A segment is one civil day (+08:00, real clock) of sealing: SM3 over the segment before and each
// read, HMAC-SM3 over its row. The first seal of a day writes the hash of the segment before into
// the audit chain. docs/store.md says what is found and what is not. Threads: all from any.
#pragma once

#include "access/person.hpp"
#include "store/audit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::store {
class Database;
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::access {

struct Read {
    PersonId person;
    std::string name{}; // as shown then
    std::string role{};
    std::string method{}, route{};          // the pattern
    std::string object_kind{}, object_id{}; // of the path; "" for none
    std::string address{}, request_id{};
};

struct LoggedRead {
    std::int64_t id = 0;
    Timestamp at;
    Read what;
    bool sealed = false;
};

struct ReadFilter {
    PersonId person{};                        // none: anybody
    std::string object_kind{};                // "": any
    std::optional<Timestamp> from{}, until{}; // at >= from, at < until
};

class ReadLog {
public:
    static constexpr int kLeastDays = 180;

    // Borrowed but the key, which is that of the anchors. days: how long reads are kept, at least
    // kLeastDays.
    ReadLog(store::Database& database, const Clock& clock, std::string key, int days = kLeastDays);

    // Errors: those of a write; then the answer must not leave.
    void note(const Read& read);
    // Newest first; before: only smaller ids, 0: from the newest.
    std::vector<LoggedRead> list(const ReadFilter& filter, std::int64_t before, int limit);
    // Returns how many it sealed: 0 also when another server does. holder: this server's name.
    std::int64_t seal(const std::string& holder);

private:
    void open_day(store::Transaction& transaction, const std::string& day) const;
    std::int64_t seal_some(store::Transaction& transaction, const std::string& day) const;
    void prune(store::Transaction& transaction, Date today) const;

    store::Database& database_;
    const Clock& clock_;
    std::string key_;
    int days_;
};

struct ReadLogReport {
    std::int64_t reads = 0, segments = 0; // how many were checked
    std::int64_t unsealed = 0;
    std::vector<store::AuditFault> faults; // "audit.read-changed", "audit.read-missing",
                                           // "audit.segment-changed", "audit.segment-missing"
};

// Not within read().
ReadLogReport verify_reads(store::Database& database, const std::string& key);

} // namespace luoshi::access

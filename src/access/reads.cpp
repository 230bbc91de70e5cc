// SPDX-License-Identifier: Apache-2.0
#include "access/reads.hpp"

#include "access/rows_reads.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "store/database.hpp"
#include "store/leases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace luoshi::access {
namespace {

constexpr int kBatch = 500;
constexpr const char* kLease = "access-reads";
constexpr const char* kSealed = "access.reads-sealed";
const store::Actor kSealer{0, "system:sealer", ""};

// Each part with its length before it: no two reads have the same bytes.
std::string canonical(const LoggedRead& read) {
    std::string bytes;
    const auto& what = read.what;
    for (const auto& part :
         {std::to_string(read.id), std::to_string(to_micros(read.at)),
          std::to_string(what.person.value), what.name, what.role, what.method, what.route,
          what.object_kind, what.object_id, what.address, what.request_id}) {
        bytes += fmt::format("{}:{}", part.size(), part);
    }
    return bytes;
}

std::string next_hash(const std::string& hash, const LoggedRead& read) {
    return to_hex(sm3(hash + canonical(read)));
}

std::string mac_of(const std::string& key, const Segment& segment) {
    return to_hex(hmac_sm3(
        key, fmt::format("reads|{}|{}|{}|{}|{}", segment.day, segment.reads, segment.previous,
                         segment.hash, segment.pruned_at ? to_micros(*segment.pruned_at) : 0)));
}

// Of one line of the audit chain: {"day":"2026-11-25","hash":"…","reads":3}
std::string told(const Segment& segment) {
    return fmt::format(R"({{"day":"{}","hash":"{}","reads":{}}})", segment.day, segment.hash,
                       segment.reads);
}

} // namespace

ReadLog::ReadLog(store::Database& database, const Clock& clock, std::string key, int days)
    : database_(database), clock_(clock), key_(std::move(key)), days_(std::max(days, kLeastDays)) {}

void ReadLog::note(const Read& read) {
    database_.write([&](store::Transaction& transaction) { insert_read(transaction, read); });
}

std::vector<LoggedRead> ReadLog::list(const ReadFilter& filter, std::int64_t before, int limit) {
    return database_.read(
        [&](store::Reader& reader) { return list_reads(reader, filter, before, limit); });
}

// The segment before is over: what it holds goes into the audit chain.
void ReadLog::open_day(store::Transaction& transaction, const std::string& day) const {
    Segment segment{day, 0, "", "", "", {}};
    if (const auto before = last_segment(transaction)) {
        transaction.record({.actor = kSealer,
                            .action = kSealed,
                            .object_kind = "reads",
                            .object_id = 0,
                            .plan_id = 0,
                            .detail = told(*before)});
        segment.previous = before->hash;
    }
    segment.hash = segment.previous;
    segment.mac = mac_of(key_, segment);
    put_segment(transaction, segment);
}

std::int64_t ReadLog::seal_some(store::Transaction& transaction, const std::string& day) const {
    const auto reads = unsealed_reads(transaction, kBatch);
    if (reads.empty()) {
        return 0;
    }
    auto segment = last_segment(transaction);
    if (!segment || segment->day < day) {
        open_day(transaction, day);
        segment = last_segment(transaction);
    }
    // A clock set back: the segment of the later day goes on.
    for (const auto& read : reads) {
        segment->hash = next_hash(segment->hash, read);
        seal_read(transaction, read.id, segment->day, ++segment->reads);
    }
    segment->mac = mac_of(key_, *segment);
    put_segment(transaction, *segment);
    return static_cast<std::int64_t>(reads.size());
}

void ReadLog::prune(store::Transaction& transaction, Date today) const {
    const auto last = last_segment(transaction);
    for (auto& segment : segments_before(transaction, to_string(today.plus_days(-days_)))) {
        if (segment.day == last->day) {
            continue; // not told to the chain yet
        }
        transaction.record({.actor = kSealer,
                            .action = "access.reads-removed",
                            .object_kind = "reads",
                            .object_id = 0,
                            .plan_id = 0,
                            .detail = told(segment)});
        delete_reads(transaction, segment.day);
        segment.pruned_at = transaction.now();
        segment.mac = mac_of(key_, segment);
        put_segment(transaction, segment);
    }
}

std::int64_t ReadLog::seal(const std::string& holder) {
    const auto today = civil_date(clock_.now());
    const auto due = database_.read([&](store::Reader& reader) {
        return count_unsealed(reader) > 0 ||
               !segments_before(reader, to_string(today.plus_days(-days_))).empty();
    });
    if (!due || !store::acquire_lease(database_, kLease, holder, std::chrono::seconds{60})) {
        return 0;
    }
    std::int64_t total = 0;
    while (const auto sealed = database_.write([&](store::Transaction& transaction) {
        return seal_some(transaction, to_string(today));
    })) {
        total += sealed;
    }
    database_.write([&](store::Transaction& transaction) { prune(transaction, today); });
    store::release_lease(database_, kLease, holder);
    return total;
}

namespace {

class Verifier {
public:
    Verifier(store::Reader& reader, const std::string& key) : reader_(reader), key_(key) {}

    ReadLogReport run() {
        report_.unsealed = count_unsealed(reader_);
        std::string previous;
        for (const auto& segment : all_segments(reader_)) {
            ++report_.segments;
            if (mac_of(key_, segment) != segment.mac) {
                fault("audit.segment-changed",
                      fmt::format("the segment {} of the log of reads does not fit the key",
                                  segment.day));
            }
            if (segment.previous != previous) {
                fault("audit.segment-missing",
                      fmt::format("the segment {} of the log of reads does not follow the one "
                                  "before it: one between them is missing or was changed",
                                  segment.day));
            }
            previous = segment.hash;
            if (!segment.pruned_at) {
                check(segment);
            }
            segments_.emplace(segment.day, segment);
        }
        for (const auto& day : days_of_reads(reader_)) {
            if (!segments_.contains(day)) {
                fault("audit.segment-missing",
                      fmt::format("there are reads of {}, but not their segment", day));
            }
        }
        check_told();
        return std::move(report_);
    }

private:
    void fault(std::string code, std::string message) {
        report_.faults.push_back({std::move(code), std::move(message)});
    }

    void check(const Segment& segment) {
        auto hash = segment.previous;
        std::int64_t last = 0;
        bool gap = false;
        each_read(reader_, segment.day, [&](std::int64_t place, const LoggedRead& read) {
            gap = gap || place != last + 1;
            last = place;
            hash = next_hash(hash, read);
            ++report_.reads;
        });
        if (gap || last != segment.reads) {
            fault("audit.read-missing", fmt::format("reads of {} are missing: the segment had {}",
                                                    segment.day, segment.reads));
        } else if (hash != segment.hash) {
            fault("audit.read-changed", fmt::format("a read of {} was changed", segment.day));
        }
    }

    // What the audit chain saw of each segment.
    void check_told() {
        std::int64_t before = 0;
        while (true) {
            const auto events = store::events_of(reader_, "reads", 0, before, 500);
            for (const auto& event : events) {
                before = event.id;
                if (event.what.action != kSealed) {
                    continue;
                }
                const bool same =
                    std::any_of(segments_.begin(), segments_.end(), [&](const auto& one) {
                        return told(one.second) == event.what.detail;
                    });
                if (!same) {
                    fault("audit.segment-changed",
                          fmt::format("no segment of the log of reads is the one event {} saw: {}",
                                      event.id, event.what.detail));
                }
            }
            if (events.empty()) {
                return;
            }
        }
    }

    store::Reader& reader_;
    const std::string& key_;
    std::map<std::string, Segment> segments_;
    ReadLogReport report_;
};

} // namespace

ReadLogReport verify_reads(store::Database& database, const std::string& key) {
    return database.read([&](store::Reader& reader) { return Verifier{reader, key}.run(); });
}

} // namespace luoshi::access

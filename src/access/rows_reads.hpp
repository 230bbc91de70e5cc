// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/reads.hpp"
#include "store/transaction.hpp"

#include <functional>

namespace luoshi::access {

struct Segment {
    std::string day;
    std::int64_t reads = 0;
    std::string previous, hash, mac;
    std::optional<Timestamp> pruned_at;
};

void insert_read(store::Transaction& transaction, const Read& read);
std::vector<LoggedRead> list_reads(store::Reader& reader, const ReadFilter& filter,
                                   std::int64_t before, int limit);
std::vector<LoggedRead> unsealed_reads(store::Reader& reader, int limit); // oldest first
std::int64_t count_unsealed(store::Reader& reader);
void seal_read(store::Transaction& transaction, std::int64_t id, const std::string& day,
               std::int64_t place);
// Those of a segment by place; visit(place, read).
void each_read(store::Reader& reader, const std::string& day,
               const std::function<void(std::int64_t, const LoggedRead&)>& visit);
std::vector<std::string> days_of_reads(store::Reader& reader);
void delete_reads(store::Transaction& transaction, const std::string& day);

std::vector<Segment> all_segments(store::Reader& reader); // by day
std::optional<Segment> last_segment(store::Reader& reader);
std::vector<Segment> segments_before(store::Reader& reader, const std::string& day); // not pruned
void put_segment(store::Transaction& transaction, const Segment& segment);

} // namespace luoshi::access

// SPDX-License-Identifier: Apache-2.0
#include "access/rows_reads.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <limits>

namespace luoshi::access {
namespace {

constexpr std::string_view kRead =
    "SELECT id, at, person_id, person_name, role, method, route, object_kind, object_id, address, "
    "request_id, segment, place FROM access_reads ";
constexpr std::string_view kSegment =
    "SELECT day, reads, previous, hash, mac, pruned_at FROM access_segments ";

LoggedRead read_of(const store::Row& row) {
    return {.id = row.integer(0),
            .at = row.time(1),
            .what = {.person = row.id<PersonId>(2),
                     .name = row.text(3),
                     .role = row.text(4),
                     .method = row.text(5),
                     .route = row.text(6),
                     .object_kind = row.text(7),
                     .object_id = row.text(8),
                     .address = row.text(9),
                     .request_id = row.text(10)},
            .sealed = !row.is_null(11)};
}

std::vector<LoggedRead> reads_of(const store::Rows& rows) {
    std::vector<LoggedRead> reads;
    for (const auto& row : rows) {
        reads.push_back(read_of(row));
    }
    return reads;
}

std::vector<Segment> segments_of(const store::Rows& rows) {
    std::vector<Segment> segments;
    for (const auto& row : rows) {
        segments.push_back({row.text(0), row.integer(1), row.text(2), row.text(3), row.text(4),
                            row.is_null(5) ? std::nullopt : std::optional{row.time(5)}});
    }
    return segments;
}

} // namespace

void insert_read(store::Transaction& transaction, const Read& read) {
    transaction.execute(
        "INSERT INTO access_reads (id, at, person_id, person_name, role, method, route, "
        "object_kind, object_id, address, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
        "$10, $11)",
        {transaction.new_id(), transaction.now(), read.person, read.name, read.role, read.method,
         read.route, read.object_kind, read.object_id, read.address, read.request_id});
}

std::vector<LoggedRead> list_reads(store::Reader& reader, const ReadFilter& filter,
                                   std::int64_t before, int limit) {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    std::string where = "WHERE id < $1 AND at >= $2 AND at < $3";
    store::Params params{before == 0 ? kMost : before, filter.from ? to_micros(*filter.from) : 0,
                         filter.until ? to_micros(*filter.until) : kMost};
    if (filter.person) {
        params.emplace_back(filter.person);
        where += fmt::format(" AND person_id = ${}", params.size());
    }
    if (!filter.object_kind.empty()) {
        params.emplace_back(filter.object_kind);
        where += fmt::format(" AND object_kind = ${}", params.size());
    }
    params.emplace_back(limit);
    return reads_of(reader.query(
        fmt::format("{}{} ORDER BY id DESC LIMIT ${}", kRead, where, params.size()), params));
}

std::vector<LoggedRead> unsealed_reads(store::Reader& reader, int limit) {
    return reads_of(
        reader.query(fmt::format("{}WHERE segment IS NULL ORDER BY id LIMIT $1", kRead), {limit}));
}

std::int64_t count_unsealed(store::Reader& reader) {
    return reader.query_one("SELECT count(*) FROM access_reads WHERE segment IS NULL")->integer(0);
}

void seal_read(store::Transaction& transaction, std::int64_t id, const std::string& day,
               std::int64_t place) {
    transaction.execute("UPDATE access_reads SET segment = $2, place = $3 WHERE id = $1",
                        {id, day, place});
}

void each_read(store::Reader& reader, const std::string& day,
               const std::function<void(std::int64_t, const LoggedRead&)>& visit) {
    constexpr int kPage = 1000;
    std::int64_t after = std::numeric_limits<std::int64_t>::min();
    while (true) {
        const auto rows = reader.query(
            fmt::format("{}WHERE segment = $1 AND place > $2 ORDER BY place LIMIT $3", kRead),
            {day, after, kPage});
        for (const auto& row : rows) {
            after = row.integer(12);
            visit(after, read_of(row));
        }
        if (rows.empty()) {
            return;
        }
    }
}

std::vector<std::string> days_of_reads(store::Reader& reader) {
    std::vector<std::string> days;
    for (const auto& row : reader.query("SELECT DISTINCT segment FROM access_reads WHERE segment "
                                        "IS NOT NULL ORDER BY segment")) {
        days.push_back(row.text(0));
    }
    return days;
}

void delete_reads(store::Transaction& transaction, const std::string& day) {
    transaction.execute("DELETE FROM access_reads WHERE segment = $1", {day});
}

std::vector<Segment> all_segments(store::Reader& reader) {
    return segments_of(reader.query(fmt::format("{}ORDER BY day", kSegment)));
}

std::optional<Segment> last_segment(store::Reader& reader) {
    auto found = segments_of(reader.query(fmt::format("{}ORDER BY day DESC LIMIT 1", kSegment)));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<Segment> segments_before(store::Reader& reader, const std::string& day) {
    return segments_of(reader.query(
        fmt::format("{}WHERE day < $1 AND pruned_at IS NULL ORDER BY day", kSegment), {day}));
}

void put_segment(store::Transaction& transaction, const Segment& segment) {
    transaction.execute(
        "INSERT INTO access_segments (day, reads, previous, hash, mac, pruned_at) VALUES ($1, $2, "
        "$3, $4, $5, $6) ON CONFLICT (day) DO UPDATE SET reads = excluded.reads, hash = "
        "excluded.hash, mac = excluded.mac, pruned_at = excluded.pruned_at",
        {segment.day, segment.reads, segment.previous, segment.hash, segment.mac,
         segment.pruned_at});
}

} // namespace luoshi::access

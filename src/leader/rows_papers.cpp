// SPDX-License-Identifier: Apache-2.0
#include "leader/rows.hpp"

#include <fmt/format.h>

namespace luoshi::leader {
namespace {

constexpr std::string_view kPapers =
    "SELECT p.id, p.plan_id, p.kind, p.object_id, p.task_id, p.title, p.words, p.link, "
    "p.sent_by_id, p.sent_by, p.sent_on, p.sent_at, r.id, r.leader_id, r.name, r.title, r.read_at, "
    "r.read_on, r.read_by, r.approved, r.decision, r.decided_on, r.decided_by FROM leader_papers p "
    "JOIN leader_readings r ON r.paper_id = p.id ";

Reading reading_of(const store::Row& row) {
    Reading reading;
    reading.id = row.integer(12);
    reading.leader = row.id<access::PersonId>(13);
    reading.name = row.text(14);
    reading.title = row.text_or_empty(15);
    if (!row.is_null(16)) {
        reading.read_at = row.time(16);
    }
    reading.read_on = row.optional_date(17);
    reading.read_by = row.text_or_empty(18);
    if (!row.is_null(19)) {
        reading.approved = row.boolean(19);
    }
    reading.decision = row.text_or_empty(20);
    reading.decided_on = row.optional_date(21);
    reading.decided_by = row.text_or_empty(22);
    return reading;
}

Paper paper_of(const store::Row& row) {
    Paper paper;
    paper.id = row.id<PaperId>(0);
    paper.plan = row.id<followup::PlanId>(1);
    paper.kind = parse_paper_kind(row.text(2)).value_or(PaperKind::other);
    paper.object = row.optional_integer(3).value_or(0);
    paper.task = row.id<followup::TaskId>(4);
    paper.title = row.text(5);
    paper.words = row.text_or_empty(6);
    paper.link = row.text_or_empty(7);
    paper.sender = row.id<access::PersonId>(8);
    paper.sent_by = row.text(9);
    paper.sent_on = row.date(10);
    paper.sent_at = row.time(11);
    return paper;
}

// Rows of one paper stand together.
std::vector<Paper> papers_of(store::Reader& reader, std::string_view where, std::int64_t value) {
    std::vector<Paper> papers;
    for (const auto& row : reader.query(
             fmt::format("{}WHERE {} ORDER BY p.id DESC, r.id", kPapers, where), {value})) {
        if (papers.empty() || papers.back().id != row.id<PaperId>(0)) {
            papers.push_back(paper_of(row));
        }
        papers.back().readings.push_back(reading_of(row));
    }
    return papers;
}

} // namespace

std::optional<Paper> find_paper(store::Reader& reader, PaperId id) {
    auto papers = papers_of(reader, "p.id = $1", id.value);
    return papers.empty() ? std::nullopt : std::optional{std::move(papers.front())};
}

std::vector<Paper> papers_of_plan(store::Reader& reader, followup::PlanId plan) {
    return papers_of(reader, "p.plan_id = $1", plan.value);
}

std::vector<Paper> papers_of_leader(store::Reader& reader, access::PersonId leader) {
    return papers_of(reader, "r.leader_id = $1", leader.value);
}

bool was_sent(store::Reader& reader, PaperKind kind, std::int64_t object, access::PersonId leader) {
    return reader
               .query_one("SELECT count(*) FROM leader_papers p JOIN leader_readings r ON "
                          "r.paper_id = p.id WHERE r.leader_id = $1 AND p.kind = $2 AND "
                          "p.object_id = $3",
                          {leader, to_string(kind), object})
               ->integer(0) > 0;
}

void insert_paper(store::Transaction& transaction, const Paper& paper) {
    transaction.insert("leader_papers", paper.id.value,
                       {{"plan_id", paper.plan},
                        {"kind", to_string(paper.kind)},
                        {"object_id", some(paper.object)},
                        {"task_id", paper.task},
                        {"title", paper.title},
                        {"words", store::text_or_null(paper.words)},
                        {"link", store::text_or_null(paper.link)},
                        {"sent_by_id", paper.sender},
                        {"sent_by", paper.sent_by},
                        {"sent_on", paper.sent_on},
                        {"sent_at", paper.sent_at}});
    for (const auto& reading : paper.readings) {
        transaction.insert("leader_readings", transaction.new_id(),
                           {{"paper_id", paper.id},
                            {"leader_id", reading.leader},
                            {"name", reading.name},
                            {"title", store::text_or_null(reading.title)}});
    }
}

void update_reading(store::Transaction& transaction, const Reading& reading) {
    transaction.update("leader_readings", reading.id,
                       {{"read_at", reading.read_at},
                        {"read_on", reading.read_on},
                        {"read_by", store::text_or_null(reading.read_by)},
                        {"approved", reading.approved},
                        {"decision", store::text_or_null(reading.decision)},
                        {"decided_on", reading.decided_on},
                        {"decided_by", store::text_or_null(reading.decided_by)}});
}

} // namespace luoshi::leader

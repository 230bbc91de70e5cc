// SPDX-License-Identifier: Apache-2.0
// The tables leader_*: rows_briefs.cpp, rows_papers.cpp, rows_remarks.cpp. Private to the module.
#pragma once

#include "leader/briefs.hpp"
#include "leader/papers.hpp"
#include "leader/remarks.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::leader {

// A column that is NULL for 0.
inline std::optional<std::int64_t> some(std::int64_t value) {
    return value == 0 ? std::nullopt : std::optional{value};
}

// Writes need an event begun.
std::optional<Brief> find_brief(store::Reader& reader, BriefId id);
std::vector<Brief> briefs_of(store::Reader& reader, followup::PlanId plan);
void insert_brief(store::Transaction& transaction, const Brief& brief);
void update_brief(store::Transaction& transaction, const Brief& brief); // with its lines
// Whether it was sent to the leader.
bool was_sent(store::Reader& reader, PaperKind kind, std::int64_t object, access::PersonId leader);

std::optional<Paper> find_paper(store::Reader& reader, PaperId id); // with all readings
std::vector<Paper> papers_of_plan(store::Reader& reader, followup::PlanId plan);
std::vector<Paper> papers_of_leader(store::Reader& reader, access::PersonId leader);
void insert_paper(store::Transaction& transaction, const Paper& paper);
void update_reading(store::Transaction& transaction, const Reading& reading);

struct RemarkFilter {
    followup::PlanId plan;
    followup::TaskId task;
    PaperId paper;
    access::PersonId leader; // only of this one
    org::UnitId unit;        // only handed on to this one
};
std::optional<Remark> find_remark(store::Reader& reader, RemarkId id);
std::vector<Remark> remarks_of(store::Reader& reader, const RemarkFilter& filter); // not withdrawn
void insert_remark(store::Transaction& transaction, const Remark& remark);
void update_remark(store::Transaction& transaction, const Remark& remark); // with addressees

std::vector<std::string> phrases_of(store::Reader& reader, access::PersonId person);
void replace_phrases(store::Transaction& transaction, access::PersonId person,
                     const std::vector<std::string>& phrases);

} // namespace luoshi::leader

// SPDX-License-Identifier: Apache-2.0
#include "leader/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace luoshi::leader {
namespace {

constexpr std::string_view kRemarks =
    "SELECT m.id, m.plan_id, m.paper_id, m.task_id, m.leader_id, m.name, m.title, m.words, "
    "m.about, m.link, m.said_on, m.to_office, m.entered_by, m.on_paper, m.state, m.handed_on, "
    "m.handed_by, m.handed_words, m.scan, m.scan_name, m.scan_size, m.version, m.written_at FROM "
    "leader_remarks m ";

RemarkState state_of(const std::string& text) {
    for (const auto state : {RemarkState::withdrawn, RemarkState::handed}) {
        if (to_string(state) == text) {
            return state;
        }
    }
    return RemarkState::written;
}

Remark remark_of(const store::Row& row) {
    Remark remark;
    remark.id = row.id<RemarkId>(0);
    remark.plan = row.id<followup::PlanId>(1);
    remark.paper = row.id<PaperId>(2);
    remark.task = row.id<followup::TaskId>(3);
    remark.leader = row.id<access::PersonId>(4);
    remark.name = row.text(5);
    remark.title = row.text_or_empty(6);
    remark.words = row.text(7);
    remark.about = row.text(8);
    remark.link = row.text_or_empty(9);
    remark.said_on = row.date(10);
    remark.to_office = row.boolean(11);
    remark.entered_by = row.text_or_empty(12);
    remark.on_paper = row.boolean(13);
    remark.state = state_of(row.text(14));
    remark.handed_on = row.optional_date(15);
    remark.handed_by = row.text_or_empty(16);
    remark.handed_words = row.text_or_empty(17);
    remark.scan = {row.text_or_empty(18), row.text_or_empty(19),
                   row.optional_integer(20).value_or(0)};
    remark.version = row.integer(21);
    remark.written_at = row.time(22);
    return remark;
}

void add_addressee(Remark& remark, const store::Row& row) {
    const auto unit = row.id<org::UnitId>(1);
    if (row.boolean(2)) {
        remark.named.push_back(unit);
    }
    if (const auto on = row.optional_date(3)) {
        remark.handed.push_back({unit, *on, row.text_or_empty(4)});
    }
}

// where: of leader_remarks m.
std::vector<Remark> read_remarks(store::Reader& reader, const std::string& where,
                                 const store::Params& params) {
    std::vector<Remark> remarks;
    std::map<RemarkId, std::size_t> places;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE {} ORDER BY m.id DESC", kRemarks, where), params)) {
        places.emplace(row.id<RemarkId>(0), remarks.size());
        remarks.push_back(remark_of(row));
    }
    if (remarks.empty()) {
        return remarks;
    }
    for (const auto& row : reader.query(
             fmt::format("SELECT a.remark_id, a.unit_id, a.named, a.handed_on, a.handed_words FROM "
                         "leader_addressees a JOIN leader_remarks m ON m.id = a.remark_id WHERE {} "
                         "ORDER BY a.id",
                         where),
             params)) {
        add_addressee(remarks[places.at(row.id<RemarkId>(0))], row);
    }
    return remarks;
}

store::Columns columns_of(const Remark& remark) {
    return {{"task_id", remark.task},
            {"state", to_string(remark.state)},
            {"handed_on", remark.handed_on},
            {"handed_by", store::text_or_null(remark.handed_by)},
            {"handed_words", store::text_or_null(remark.handed_words)},
            {"scan", store::text_or_null(remark.scan.digest)},
            {"scan_name", store::text_or_null(remark.scan.name)},
            {"scan_size", some(remark.scan.size)},
            {"version", remark.version}};
}

bool is_named(const Remark& remark, org::UnitId unit) {
    return std::ranges::find(remark.named, unit) != remark.named.end();
}

store::Columns handing_columns(const Handing& handing) {
    return {{"handed_on", handing.on}, {"handed_words", store::text_or_null(handing.words)}};
}

// Rows are only added, and told once of their handing on.
void save_addressees(store::Transaction& transaction, const Remark& remark) {
    std::map<org::UnitId, std::pair<std::int64_t, bool>> known; // row, handed on
    for (const auto& row : transaction.query(
             "SELECT id, unit_id, handed_on FROM leader_addressees WHERE remark_id = $1",
             {remark.id})) {
        known.emplace(row.id<org::UnitId>(1), std::pair{row.integer(0), !row.is_null(2)});
    }
    const auto add = [&](org::UnitId unit, store::Columns more) {
        more.insert(
            more.end(),
            {{"remark_id", remark.id}, {"unit_id", unit}, {"named", is_named(remark, unit)}});
        const auto id = transaction.new_id();
        transaction.insert("leader_addressees", id, more);
        known.emplace(unit, std::pair{id, false});
    };
    for (const auto& handing : remark.handed) {
        const auto it = known.find(handing.unit);
        if (it == known.end()) {
            add(handing.unit, handing_columns(handing));
        } else if (!it->second.second) {
            transaction.update("leader_addressees", it->second.first, handing_columns(handing));
        }
    }
    for (const auto unit : remark.named) {
        if (!known.contains(unit)) {
            add(unit, {});
        }
    }
}

} // namespace

std::optional<Remark> find_remark(store::Reader& reader, RemarkId id) {
    auto found = read_remarks(reader, "m.id = $1", {id});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<Remark> remarks_of(store::Reader& reader, const RemarkFilter& filter) {
    std::string where = "m.state <> 'withdrawn'";
    store::Params params;
    const auto add = [&](std::string_view condition, std::int64_t id) {
        if (id != 0) {
            params.emplace_back(id);
            where += fmt::format(" AND {}${}", condition, params.size());
        }
    };
    add("m.plan_id = ", filter.plan.value);
    add("m.task_id = ", filter.task.value);
    add("m.paper_id = ", filter.paper.value);
    add("m.leader_id = ", filter.leader.value);
    if (filter.unit) {
        params.emplace_back(filter.unit.value);
        where += fmt::format(" AND EXISTS (SELECT 1 FROM leader_addressees h WHERE h.remark_id = "
                             "m.id AND h.handed_on IS NOT NULL AND h.unit_id = ${})",
                             params.size());
    }
    return read_remarks(reader, where, params);
}

void insert_remark(store::Transaction& transaction, const Remark& remark) {
    auto columns = columns_of(remark);
    const store::Columns fixed{{"plan_id", remark.plan},
                               {"paper_id", remark.paper},
                               {"leader_id", remark.leader},
                               {"name", remark.name},
                               {"title", store::text_or_null(remark.title)},
                               {"words", remark.words},
                               {"about", remark.about},
                               {"link", store::text_or_null(remark.link)},
                               {"said_on", remark.said_on},
                               {"to_office", remark.to_office},
                               {"entered_by", store::text_or_null(remark.entered_by)},
                               {"on_paper", remark.on_paper},
                               {"written_at", transaction.now()}};
    columns.insert(columns.end(), fixed.begin(), fixed.end());
    transaction.insert("leader_remarks", remark.id.value, columns);
    save_addressees(transaction, remark);
}

void update_remark(store::Transaction& transaction, const Remark& remark) {
    transaction.update("leader_remarks", remark.id.value, columns_of(remark));
    save_addressees(transaction, remark);
}

std::vector<std::string> phrases_of(store::Reader& reader, access::PersonId person) {
    std::vector<std::string> phrases;
    for (const auto& row : reader.query(
             "SELECT words FROM leader_phrases WHERE person_id = $1 ORDER BY place", {person})) {
        phrases.push_back(row.text(0));
    }
    return phrases;
}

void replace_phrases(store::Transaction& transaction, access::PersonId person,
                     const std::vector<std::string>& phrases) {
    for (const auto& row : transaction.query(
             "SELECT id FROM leader_phrases WHERE person_id = $1 ORDER BY id", {person})) {
        transaction.erase("leader_phrases", row.integer(0));
    }
    int place = 0;
    for (const auto& words : phrases) {
        transaction.insert("leader_phrases", transaction.new_id(),
                           {{"person_id", person}, {"place", ++place}, {"words", words}});
    }
}

} // namespace luoshi::leader

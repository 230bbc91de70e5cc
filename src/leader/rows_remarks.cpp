// SPDX-License-Identifier: Apache-2.0
#include "leader/rows.hpp"

#include <fmt/format.h>

#include <algorithm>

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

void add_addressees(store::Reader& reader, Remark& remark) {
    for (const auto& row :
         reader.query("SELECT unit_id, named, handed FROM leader_addressees WHERE remark_id = $1 "
                      "ORDER BY id",
                      {remark.id})) {
        if (row.boolean(1)) {
            remark.named.push_back(row.id<org::UnitId>(0));
        }
        if (row.boolean(2)) {
            remark.handed.push_back(row.id<org::UnitId>(0));
        }
    }
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

bool holds(const std::vector<org::UnitId>& units, org::UnitId unit) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

void save_addressees(store::Transaction& transaction, const Remark& remark) {
    std::vector<org::UnitId> known;
    for (const auto& row :
         transaction.query("SELECT id, unit_id, handed FROM leader_addressees WHERE remark_id = $1",
                           {remark.id})) {
        known.push_back(row.id<org::UnitId>(1));
        if (!row.boolean(2) && holds(remark.handed, known.back())) {
            transaction.update("leader_addressees", row.integer(0), {{"handed", true}});
        }
    }
    for (const auto* const units : {&remark.named, &remark.handed}) {
        for (const auto unit : *units) {
            if (!holds(known, unit)) {
                known.push_back(unit);
                transaction.insert("leader_addressees", transaction.new_id(),
                                   {{"remark_id", remark.id},
                                    {"unit_id", unit},
                                    {"named", holds(remark.named, unit)},
                                    {"handed", holds(remark.handed, unit)}});
            }
        }
    }
}

} // namespace

std::optional<Remark> find_remark(store::Reader& reader, RemarkId id) {
    const auto row = reader.query_one(fmt::format("{}WHERE m.id = $1", kRemarks), {id});
    if (!row) {
        return std::nullopt;
    }
    auto remark = remark_of(*row);
    add_addressees(reader, remark);
    return remark;
}

std::vector<Remark> remarks_of(store::Reader& reader, const RemarkFilter& filter) {
    std::string where = "WHERE m.state <> 'withdrawn'";
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
        where += fmt::format(" AND EXISTS (SELECT 1 FROM leader_addressees a WHERE a.remark_id = "
                             "m.id AND a.handed = 1 AND a.unit_id = ${})",
                             params.size());
    }
    std::vector<Remark> remarks;
    for (const auto& row :
         reader.query(fmt::format("{}{} ORDER BY m.id DESC", kRemarks, where), params)) {
        remarks.push_back(remark_of(row));
    }
    for (auto& remark : remarks) {
        add_addressees(reader, remark);
    }
    return remarks;
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

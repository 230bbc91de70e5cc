// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_life.hpp"

#include "base/error.hpp"
#include "followup/row_cells.hpp"
#include "followup/rows_plans.hpp"
#include "followup/terms.hpp"
#include "notice/json.hpp"

#include <fmt/format.h>

#include <map>

namespace luoshi::followup {
namespace {

using store::Value;

Value day_value(const std::optional<Date>& date) {
    return date ? Value{std::int64_t{date->days_since_epoch()}} : Value{};
}

constexpr std::string_view kLife =
    "SELECT id, plan_id, task_id, ordinal, part, number, state, version, sign_by, basis, "
    "due_day, start_day, milestone_id, next_title, reported, verified, stop_day, waits_for, "
    "closing_number, review_on, ended_on FROM followup_lives ";

Waits waits_of(std::string_view text) {
    for (const auto waits : {Waits::sign, Waits::plan, Waits::plan_decision, Waits::ruling,
                             Waits::step, Waits::step_decision, Waits::check}) {
        if (to_string(waits) == text) {
            return waits;
        }
    }
    return Waits::nobody;
}

LifeRow life_of(const store::Row& row) {
    LifeRow life;
    life.id = row.integer(0);
    life.plan = row.id<PlanId>(1);
    life.task = row.id<TaskId>(2);
    life.ordinal = row.integer(3);
    life.part = row.integer(4);
    life.number = row.text(5);
    life.facts.state = parse_state(row.text(6)).value_or(State::to_sign);
    life.version = row.integer(7);
    life.sign_by = row.date(8);
    life.facts.basis = static_cast<Basis>(row.integer(9));
    life.facts.due = day_at(row, 10);
    life.facts.start = day_at(row, 11);
    life.current = row.id<MilestoneId>(12);
    life.next_title = row.text_or_empty(13);
    life.facts.reported = small_at(row, 14);
    life.facts.verified = small_at(row, 15);
    life.stopped_on = day_at(row, 16);
    life.facts.stopped = life.stopped_on.has_value();
    life.waits = waits_of(row.text(17));
    life.closing_number = row.text_or_empty(18);
    life.review_on = row.optional_date(19);
    life.ended_on = row.optional_date(20);
    return life;
}

const std::vector<std::string> kLifeNames{
    "plan_id",  "task_id",  "ordinal",   "part",           "number",       "state",      "version",
    "sign_by",  "basis",    "due_day",   "start_day",      "milestone_id", "next_title", "reported",
    "verified", "stop_day", "waits_for", "closing_number", "review_on",    "ended_on"};

std::vector<Value> cells_of(const LifeRow& life) {
    return {life.plan,
            life.task,
            life.ordinal,
            life.part,
            life.number,
            to_string(life.facts.state),
            life.version,
            life.sign_by,
            static_cast<int>(life.facts.basis),
            day_value(life.facts.due),
            day_value(life.facts.start),
            life.current,
            store::text_or_null(life.next_title),
            life.facts.reported,
            life.facts.verified,
            day_value(life.stopped_on),
            to_string(life.waits),
            store::text_or_null(life.closing_number),
            life.review_on,
            life.ended_on};
}

} // namespace

std::optional<Run> find_run(store::Reader& reader, PlanId plan) {
    const auto row = reader.query_one(
        "SELECT started_on, pack, sign_within, soon_within, behind_by, silent_until, number_rule, "
        "closing_rule FROM followup_runs WHERE plan_id = $1",
        {plan});
    if (!row) {
        return std::nullopt;
    }
    const auto number = [&](std::size_t column) { return static_cast<int>(row->integer(column)); };
    return Run{plan,
               row->date(0),
               row->text_or_empty(1),
               {number(2), {number(3), number(4), number(5)}, row->text(6), row->text(7)}};
}

void insert_run(store::Transaction& transaction, const Run& run, const std::string& person) {
    transaction.insert("followup_runs", transaction.new_id(),
                       {{"plan_id", run.plan},
                        {"started_on", run.started_on},
                        {"started_at", transaction.now()},
                        {"started_by", person},
                        {"pack", store::text_or_null(run.pack)},
                        {"sign_within", run.settings.sign_within},
                        {"soon_within", run.settings.light.soon_within},
                        {"behind_by", run.settings.light.behind_by},
                        {"silent_until", run.settings.light.silent_until},
                        {"number_rule", run.settings.number},
                        {"closing_rule", run.settings.closing_number}});
}

std::int64_t take_numbers(store::Transaction& transaction, const std::string& series,
                          std::int64_t count) {
    ensure(count >= 1, "takes at least one number");
    const auto row =
        transaction.query_one("SELECT id, last FROM followup_series WHERE name = $1", {series});
    if (!row) {
        transaction.insert("followup_series", transaction.new_id(),
                           {{"name", series}, {"last", count}});
        return 1;
    }
    transaction.update("followup_series", row->integer(0), {{"last", row->integer(1) + count}});
    return row->integer(1) + 1;
}

std::optional<LifeRow> find_life(store::Reader& reader, TaskId task) {
    const auto row = reader.query_one(fmt::format("{}WHERE task_id = $1", kLife), {task});
    return row ? std::optional{life_of(*row)} : std::nullopt;
}

std::vector<LifeRow> lives_of(store::Reader& reader, PlanId plan) {
    std::vector<LifeRow> lives;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE plan_id = $1 ORDER BY ordinal", kLife), {plan})) {
        lives.push_back(life_of(row));
    }
    return lives;
}

void insert_lives(store::Transaction& transaction, const std::vector<LifeRow>& lives) {
    std::vector<std::int64_t> ids;
    std::vector<std::vector<Value>> rows;
    for (const auto& life : lives) {
        ids.push_back(transaction.new_id());
        rows.push_back(cells_of(life));
    }
    if (!rows.empty()) {
        transaction.insert_many("followup_lives", kLifeNames, ids, rows);
    }
}

void save_life(store::Transaction& transaction, const LifeRow& life) {
    auto cells = cells_of(life);
    store::Columns columns;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        columns.emplace_back(kLifeNames[i], std::move(cells[i]));
    }
    transaction.update("followup_lives", life.id, columns);
}

std::vector<HolderOf> holders_of(store::Reader& reader, TaskId task) {
    std::vector<HolderOf> holders;
    for (const auto& row : reader.query(
             "SELECT unit_id, roles FROM followup_holders WHERE task_id = $1 ORDER BY unit_id",
             {task})) {
        holders.push_back({row.id<org::UnitId>(0), row.integer(1)});
    }
    return holders;
}

namespace {

struct Packed {
    std::vector<std::int64_t> carried, helped;
    void add(std::int64_t ordinal, RoleSet roles) {
        if ((roles & kCarrying) != 0) {
            carried.push_back(ordinal);
        } else if ((roles & kHelping) != 0) {
            helped.push_back(ordinal);
        }
    }
    std::vector<Value> cells(PlanId plan, std::int64_t unit) const {
        return {plan, unit, store::Bytes{pack_ordinals(carried)},
                store::Bytes{pack_ordinals(helped)}};
    }
};

void load_holdings(store::Transaction& transaction, std::vector<std::vector<Value>> rows) {
    transaction.load("followup_holdings", {"plan_id", "unit_id", "carried", "helped"}, rows);
}

} // namespace

void write_holdings(store::Transaction& transaction, PlanId plan) {
    std::map<std::int64_t, Packed> units;
    transaction.each("SELECT unit_id, ordinal, roles FROM followup_holders WHERE plan_id = $1 AND "
                     "ordinal > 0 ORDER BY unit_id, ordinal",
                     {plan}, [&](const store::RowView& row) {
                         units[row.integer(0)].add(row.integer(1), row.integer(2));
                     });
    std::vector<std::vector<Value>> rows;
    for (const auto& [unit, packed] : units) {
        rows.push_back(packed.cells(plan, unit));
    }
    transaction.execute("DELETE FROM followup_holdings WHERE plan_id = $1", {plan});
    load_holdings(transaction, std::move(rows));
}

void write_holdings(store::Transaction& transaction, PlanId plan, org::UnitId unit) {
    Packed packed;
    transaction.each("SELECT ordinal, roles FROM followup_holders WHERE plan_id = $1 AND unit_id = "
                     "$2 AND ordinal > 0 ORDER BY ordinal",
                     {plan, unit}, [&](const store::RowView& row) {
                         packed.add(row.integer(0), row.integer(1));
                     });
    transaction.execute("DELETE FROM followup_holdings WHERE plan_id = $1 AND unit_id = $2",
                        {plan, unit});
    load_holdings(transaction, {packed.cells(plan, unit.value)});
}

std::vector<Signing> signings_of(store::Reader& reader, TaskId task) {
    std::vector<Signing> signings;
    for (const auto& row : reader.query("SELECT unit_id, signed_on, person, by_office FROM "
                                        "followup_signings WHERE task_id = $1 ORDER BY id",
                                        {task})) {
        signings.push_back(
            {row.id<org::UnitId>(0), 0, Date{}, row.date(1), row.text(2), row.boolean(3)});
    }
    return signings;
}

void insert_signing(store::Transaction& transaction, const LifeRow& life, org::UnitId unit,
                    const std::string& person, bool by_office) {
    transaction.insert("followup_signings", transaction.new_id(),
                       {{"plan_id", life.plan},
                        {"task_id", life.task},
                        {"unit_id", unit},
                        {"person", person},
                        {"by_office", by_office},
                        {"signed_on", transaction.today()},
                        {"signed_at", transaction.now()}});
}

std::string standard_of(store::Reader& reader, TaskId task) {
    const auto row = reader.query_one("SELECT standard FROM followup_tasks WHERE id = $1", {task});
    return row ? row->text_or_empty(0) : std::string{};
}

TaskWords words_of_task(store::Reader& reader, TaskId task) {
    const auto row =
        reader.query_one("SELECT number, title FROM followup_tasks WHERE id = $1", {task});
    ensure(row.has_value(), "a life has its task");
    return {row->text(0), row->text(1)};
}

std::string pack_of_plan(store::Reader& reader, PlanId plan) {
    const auto row = reader.query_one("SELECT pack FROM followup_plans WHERE id = $1", {plan});
    const auto text = row ? row->text_or_empty(0) : std::string{};
    return text.substr(0, text.find(' '));
}

namespace {

std::vector<PlanDeadline> deadlines_where(store::Reader& reader, std::string_view column,
                                          std::int64_t id) {
    std::vector<PlanDeadline> deadlines;
    for (const auto& row :
         reader.query(fmt::format("SELECT task_id, kind, words, due FROM followup_deadlines WHERE "
                                  "{} = $1 ORDER BY task_id, ordinal",
                                  column),
                      {id})) {
        deadlines.push_back(
            {row.id<TaskId>(0),
             notice::parse_deadline_kind(row.text(1)).value_or(notice::DeadlineKind::date),
             row.text(2), row.optional_date(3)});
    }
    return deadlines;
}

} // namespace

std::vector<PlanDeadline> deadlines_of(store::Reader& reader, PlanId plan) {
    return deadlines_where(reader, "plan_id", plan.value);
}

std::vector<PlanDeadline> deadlines_of(store::Reader& reader, TaskId task) {
    return deadlines_where(reader, "task_id", task.value);
}

std::vector<PlanPlace> places_of(store::Reader& reader, PlanId plan) {
    std::map<std::string, std::int64_t, std::less<>> parts;
    for (const auto& section : top_sections(reader, plan)) {
        parts.emplace(section.path, static_cast<std::int64_t>(parts.size()));
    }
    std::vector<PlanPlace> places;
    for (const auto& row :
         reader.query("SELECT id, ordinal, section_path FROM followup_tasks WHERE plan_id = $1 AND "
                      "ordinal > 0 ORDER BY ordinal",
                      {plan})) {
        const auto& path = row.text(2);
        const auto it = parts.find(path.substr(0, path.find('/')));
        places.push_back({row.id<TaskId>(0), row.integer(1), it == parts.end() ? -1 : it->second});
    }
    return places;
}

std::vector<Section> top_sections(store::Reader& reader, PlanId plan) {
    auto sections = list_sections(reader, plan);
    std::erase_if(sections, [](const Section& section) {
        return section.path.find('/') != std::string::npos;
    });
    return sections;
}

void erase_lost_lives(store::Transaction& transaction, PlanId plan) {
    for (const auto* table :
         {"followup_evidence", "followup_closing_lines", "followup_closings", "followup_changes",
          "followup_progress", "followup_milestones", "followup_proposals", "followup_objections",
          "followup_signings", "followup_lives"}) {
        for (const auto& row : transaction.query(
                 fmt::format("SELECT id FROM {} WHERE plan_id = $1 AND task_id NOT IN (SELECT id "
                             "FROM followup_tasks WHERE plan_id = $1) ORDER BY id",
                             table),
                 {plan})) {
            transaction.erase(table, row.integer(0));
        }
    }
}

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "duty/rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::duty {
namespace {

constexpr std::string_view kDue =
    "SELECT id, plan_id, duty_id, unit_id, occurrence, due_on, period, state, filled_id, chain, "
    "step, since, since_at, round, kept, version, entered, received, confirmed_on, confirmed_by, "
    "signed_on, signed_by, signed_how, scan, scan_name, submitted_on, submitted_at, submitted_by, "
    "accepted_on, accepted_by, cause, why, made_on FROM duty_dues ";

void read_life(const store::Row& row, Due& due) {
    due.received = row.text_or_empty(17);
    due.confirmed_on = row.optional_date(18);
    due.confirmed_by = row.text_or_empty(19);
    due.signed_on = row.optional_date(20);
    due.signed_by = row.text_or_empty(21);
    due.signed_how = row.text_or_empty(22);
    due.scan = row.text_or_empty(23);
    due.scan_name = row.text_or_empty(24);
    due.submitted_on = row.optional_date(25);
    if (!row.is_null(26)) {
        due.submitted_at = row.time(26);
    }
    due.submitted_by = row.text_or_empty(27);
    due.accepted_on = row.optional_date(28);
    due.accepted_by = row.text_or_empty(29);
    due.cause = row.text_or_empty(30);
    due.why = row.text_or_empty(31);
    due.made_on = row.date(32);
}

Due due_of(const store::Row& row) {
    Due due;
    due.id = row.id<DueId>(0);
    due.plan = row.id<followup::PlanId>(1);
    due.duty = row.id<DutyId>(2);
    due.unit = row.id<org::UnitId>(3);
    due.occurrence = row.date(4);
    due.due_on = row.date(5);
    due.period = row.text_or_empty(6);
    const auto state = parse_due_state(row.text(7));
    ensure(state.has_value(), "a due has a state that exists");
    due.state = *state;
    due.filled = row.id<form::FilledId>(8);
    due.chain = row.is_null(9) ? Chain{} : read_chain(row.text(9));
    due.step = static_cast<std::size_t>(row.integer(10));
    due.since = row.date(11);
    due.since_at = row.time(12);
    due.round = row.integer(13);
    due.kept = row.integer(14);
    due.version = row.integer(15);
    due.entered = row.boolean(16);
    read_life(row, due);
    return due;
}

// All that may change, in the order of kNames.
const std::vector<std::string> kNames{
    "due_on",      "period",       "state",        "filled_id",    "chain",        "step",
    "since",       "since_at",     "round",        "kept",         "version",      "entered",
    "received",    "confirmed_on", "confirmed_by", "signed_on",    "signed_by",    "signed_how",
    "scan",        "scan_name",    "submitted_on", "submitted_at", "submitted_by", "accepted_on",
    "accepted_by", "cause",        "why"};

std::vector<store::Value> cells_of(const Due& due) {
    return {due.due_on,
            store::text_or_null(due.period),
            to_string(due.state),
            due.filled,
            due.chain.empty() ? store::Value{} : store::Value{to_json(due.chain)},
            static_cast<std::int64_t>(due.step),
            due.since,
            due.since_at,
            due.round,
            due.kept,
            due.version,
            due.entered,
            store::text_or_null(due.received),
            due.confirmed_on,
            store::text_or_null(due.confirmed_by),
            due.signed_on,
            store::text_or_null(due.signed_by),
            store::text_or_null(due.signed_how),
            store::text_or_null(due.scan),
            store::text_or_null(due.scan_name),
            due.submitted_on,
            due.submitted_at,
            store::text_or_null(due.submitted_by),
            due.accepted_on,
            store::text_or_null(due.accepted_by),
            store::text_or_null(due.cause),
            store::text_or_null(due.why)};
}

} // namespace

std::vector<Existing> existing_dues(store::Reader& reader, DutyId duty) {
    std::vector<Existing> all;
    for (const auto& row : reader.query(
             "SELECT id, unit_id, occurrence, state, filled_id, cause FROM duty_dues WHERE "
             "duty_id = $1 ORDER BY occurrence, id",
             {duty})) {
        all.push_back({row.id<DueId>(0),
                       {row.id<org::UnitId>(1), row.date(2)},
                       *parse_due_state(row.text(3)),
                       !row.is_null(4),
                       row.text_or_empty(5)});
    }
    return all;
}

void insert_dues(store::Transaction& transaction, const std::vector<Due>& dues) {
    if (dues.empty()) {
        return;
    }
    std::vector<std::string> names{"plan_id", "duty_id", "unit_id", "occurrence", "made_on"};
    names.insert(names.end(), kNames.begin(), kNames.end());
    std::vector<std::int64_t> ids;
    std::vector<std::vector<store::Value>> rows;
    for (const auto& due : dues) {
        std::vector<store::Value> row{due.plan, due.duty, due.unit, due.occurrence, due.made_on};
        auto cells = cells_of(due);
        row.insert(row.end(), cells.begin(), cells.end());
        ids.push_back(transaction.new_id());
        rows.push_back(std::move(row));
    }
    transaction.insert_many("duty_dues", names, ids, rows);
}

std::optional<Due> find_due(store::Reader& reader, DueId id) {
    const auto row = reader.query_one(fmt::format("{}WHERE id = $1", kDue), {id});
    return row ? std::optional{due_of(*row)} : std::nullopt;
}

Due must_find_due(store::Reader& reader, const org::Scope& scope, DueId id) {
    auto due = find_due(reader, id);
    if (!due || (!scope.sees_all() && due->unit != scope.unit())) {
        throw failure(ErrorCode::not_found, "duty.no-due", "the report '{}' does not exist",
                      id.value);
    }
    return std::move(*due);
}

void update_due(store::Transaction& transaction, Due& due) {
    ++due.version;
    auto cells = cells_of(due);
    store::Columns columns;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        columns.emplace_back(kNames[i], std::move(cells[i]));
    }
    transaction.update("duty_dues", due.id.value, columns);
}

std::vector<Due> query_dues(store::Reader& reader, const org::Scope& scope, const DueQuery& query) {
    std::string where = "WHERE 1 = 1";
    store::Params params;
    const auto add = [&](std::string_view condition, store::Value value) {
        params.push_back(std::move(value));
        where += fmt::format(" AND {} ${}", condition, params.size());
    };
    if (!scope.sees_all()) {
        add("unit_id =", scope.unit().value);
    }
    if (query.plan) {
        add("plan_id =", query.plan);
    }
    if (query.duty) {
        add("duty_id =", query.duty);
    }
    if (query.unit) {
        add("unit_id =", query.unit);
    }
    if (query.state) {
        add("state =", to_string(*query.state));
    }
    if (query.from) {
        add("due_on >=", *query.from);
    }
    if (query.to) {
        add("due_on <=", *query.to);
    }
    if (query.occurs_from) {
        add("occurrence >=", *query.occurs_from);
    }
    if (query.occurs_to) {
        add("occurrence <=", *query.occurs_to);
    }
    if (query.waiting_before) {
        where += " AND state IN ('open', 'drafted', 'signed', 'returned')";
        add("due_on <", *query.waiting_before);
    }
    if (query.unfinished) {
        where += " AND (state IN ('open', 'drafted', 'signed', 'returned', 'submitted') OR "
                 "(entered = 1 AND confirmed_on IS NULL AND state = 'accepted'))";
    }
    if (query.after) {
        params.push_back(query.after->first);
        params.push_back(query.after->second);
        where += fmt::format(" AND (due_on > ${0} OR (due_on = ${0} AND id > ${1}))",
                             params.size() - 1, params.size());
    }
    params.emplace_back(query.limit);
    std::vector<Due> dues;
    for (const auto& row :
         reader.query(fmt::format("{}{} ORDER BY due_on, id LIMIT ${}", kDue, where, params.size()),
                      params)) {
        dues.push_back(due_of(row));
    }
    return dues;
}

std::vector<Due> unfinished_dues(store::Reader& reader, org::UnitId unit) {
    DueQuery query;
    query.unit = unit;
    query.unfinished = true;
    query.limit = 1000;
    std::vector<Due> all;
    for (;;) {
        auto some = query_dues(reader, org::Scope::all(), query);
        all.insert(all.end(), some.begin(), some.end());
        if (some.size() < static_cast<std::size_t>(query.limit)) {
            return all;
        }
        query.after = {some.back().due_on, some.back().id};
    }
}

std::vector<std::pair<org::UnitId, Date>> owed_between(store::Reader& reader, Date from, Date to,
                                                       DutyId but) {
    std::vector<std::pair<org::UnitId, Date>> owed;
    for (const auto& row : reader.query(
             "SELECT unit_id, due_on FROM duty_dues WHERE due_on >= $1 AND due_on <= $2 AND state "
             "NOT IN ('spared', 'cancelled') AND duty_id <> $3",
             {from, to, but.value})) {
        owed.emplace_back(row.id<org::UnitId>(0), row.date(1));
    }
    return owed;
}

std::int64_t asked_in_month(store::Reader& reader, org::UnitId unit, Date day) {
    return reader
        .query_one("SELECT count(*) FROM duty_dues WHERE unit_id = $1 AND due_on >= $2 AND "
                   "due_on <= $3 AND state NOT IN ('spared', 'cancelled')",
                   {unit, day.plus_days(1 - day.day()), day.end_of_month()})
        ->integer(0);
}

void cancel(store::Transaction& transaction, DueId id, const std::string& cause,
            const std::string& why) {
    auto due = find_due(transaction, id);
    ensure(due.has_value(), "what is cancelled is there");
    due->state = must_follow(due->state, DueAct::cancel);
    due->cause = cause;
    due->why = why;
    update_due(transaction, *due);
}

void revive(store::Transaction& transaction, DueId id) {
    auto due = find_due(transaction, id);
    ensure(due.has_value(), "what is owed again is there");
    due->state = must_follow(due->state, DueAct::owe);
    due->cause.clear();
    due->why.clear();
    due->since = transaction.today();
    due->since_at = transaction.now();
    update_due(transaction, *due);
}

std::optional<Due> accepted_before(store::Reader& reader, DutyId duty, org::UnitId unit,
                                   Date occurrence) {
    const auto row = reader.query_one(
        fmt::format("{}WHERE duty_id = $1 AND unit_id = $2 AND occurrence < $3 AND state = "
                    "'accepted' ORDER BY occurrence DESC LIMIT 1",
                    kDue),
        {duty, unit, occurrence});
    return row ? std::optional{due_of(*row)} : std::nullopt;
}

std::optional<Due> handed_in(store::Reader& reader, DutyId duty, org::UnitId unit,
                             const std::string& period) {
    const auto row = reader.query_one(
        fmt::format("{}WHERE duty_id = $1 AND unit_id = $2 AND period = $3 AND state IN "
                    "('accepted', 'submitted') ORDER BY state, occurrence DESC LIMIT 1",
                    kDue),
        {duty, unit, period});
    return row ? std::optional{due_of(*row)} : std::nullopt;
}

std::optional<DueAt> due_at(store::Reader& reader, DutyId duty, org::UnitId unit, Date occurrence) {
    const auto row = reader.query_one(
        "SELECT id, state FROM duty_dues WHERE duty_id = $1 AND unit_id = $2 AND occurrence = $3",
        {duty, unit, occurrence});
    if (!row) {
        return std::nullopt;
    }
    const auto state = parse_due_state(row->text(1));
    ensure(state.has_value(), "a stored state is one");
    return DueAt{DueId{row->integer(0)}, *state};
}

void set_due_unit(store::Transaction& transaction, DueId id, org::UnitId unit) {
    transaction.update("duty_dues", id.value, {{"unit_id", unit}});
}

void insert_act(store::Transaction& transaction, const Due& due, const Act& act,
                std::int64_t person) {
    transaction.insert("duty_acts", transaction.new_id(),
                       {{"plan_id", due.plan},
                        {"due_id", due.id},
                        {"act", act.act},
                        {"step", store::text_or_null(act.step)},
                        {"person_id", person},
                        {"person", act.person},
                        {"for_person", store::text_or_null(act.for_person)},
                        {"acted_at", transaction.now()},
                        {"acted_on", transaction.today()},
                        {"since", act.since},
                        {"kept", act.kept == 0 ? store::Value{} : store::Value{act.kept}},
                        {"words", store::text_or_null(act.words)}});
}

std::map<DueId, std::vector<Act>> acts_of(store::Reader& reader, const std::vector<DueId>& dues) {
    constexpr std::size_t kChunk = 100; // always the same statement
    static const auto kSql = fmt::format(
        "SELECT act, step, person, for_person, acted_at, acted_on, since, kept, words, due_id FROM "
        "duty_acts WHERE due_id IN ({}) ORDER BY id",
        store::placeholders(1, kChunk));
    std::map<DueId, std::vector<Act>> all;
    for (std::size_t begin = 0; begin < dues.size(); begin += kChunk) {
        store::Params params;
        for (std::size_t i = 0; i < kChunk; ++i) {
            params.emplace_back(dues[std::min(begin + i, dues.size() - 1)]);
        }
        for (const auto& row : reader.query(kSql, params)) {
            all[row.id<DueId>(9)].push_back({row.text(0), row.text_or_empty(1), row.text(2),
                                             row.text_or_empty(3), row.time(4), row.date(5),
                                             row.date(6), row.optional_integer(7).value_or(0),
                                             row.text_or_empty(8)});
        }
    }
    return all;
}

std::vector<Act> acts_of(store::Reader& reader, DueId due) {
    return std::move(acts_of(reader, std::vector{due})[due]);
}

void keep_revision(store::Transaction& transaction, form::FilledId filled, std::int64_t revision,
                   const std::string& body, const std::string& by) {
    constexpr std::int64_t kKept = 20; // further back nobody has a page open
    transaction.execute("INSERT INTO duty_revisions (filled_id, revision, body, saved_by, "
                        "saved_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (filled_id, revision) "
                        "DO NOTHING",
                        {filled, revision, body, by, transaction.now()});
    transaction.execute("DELETE FROM duty_revisions WHERE filled_id = $1 AND revision <= $2",
                        {filled, revision - kKept});
}

std::optional<std::string> revision_body(store::Reader& reader, form::FilledId filled,
                                         std::int64_t revision) {
    const auto row =
        reader.query_one("SELECT body FROM duty_revisions WHERE filled_id = $1 AND revision = $2",
                         {filled, revision});
    return row ? std::optional{row->text(0)} : std::nullopt;
}

void drop_revisions(store::Transaction& transaction, form::FilledId filled) {
    transaction.execute("DELETE FROM duty_revisions WHERE filled_id = $1", {filled});
}

} // namespace luoshi::duty

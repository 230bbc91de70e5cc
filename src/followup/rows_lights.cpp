// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_lights.hpp"

#include "base/json_writer.hpp"
#include "followup/row_cells.hpp"
#include "followup/rows_life.hpp"
#include "followup/terms.hpp"
#include "org/org.hpp"

#include <fmt/format.h>

namespace luoshi::followup {
namespace {

store::Params params_of(PlanId plan) {
    store::Params params;
    params.emplace_back(plan); // an initializer list warns falsely with g++ 12
    return params;
}

std::string text_at(const store::RowView& row, std::size_t column) {
    return row.is_null(column) ? std::string{} : std::string{row.text(column)};
}

void write_date(JsonWriter& json, std::string_view name, const std::optional<Date>& date) {
    json.key(name);
    date ? json.string(to_string(*date)) : json.null();
}
void write_percent(JsonWriter& json, std::string_view name, const std::optional<int>& percent) {
    json.key(name);
    percent ? json.integer(*percent) : json.null();
}

} // namespace

const std::string_view kLifeColumns =
    "l.number, l.state, l.next_title, l.waits_for, l.basis, l.due_day, l.start_day, l.reported, "
    "l.verified, l.stop_day, l.sign_by, l.review_on, l.milestone_id, l.version";

std::optional<LightMoment> light_moment(store::Reader& reader, PlanId plan, Date today) {
    const auto row = reader.query_one(
        "SELECT soon_within, behind_by, silent_until FROM followup_runs WHERE plan_id = $1",
        params_of(plan));
    if (!row) {
        return std::nullopt;
    }
    const LightSettings settings{static_cast<int>(row->integer(0)),
                                 static_cast<int>(row->integer(1)),
                                 static_cast<int>(row->integer(2))};
    // As far as that many working days can reach: a long holiday in the middle, and weekends.
    const auto calendar =
        org::work_calendar(reader, today, today.plus_days(3 * settings.soon_within + 40));
    return moment_of(today, calendar, settings);
}

std::string light_sql(std::string_view alias, const LightMoment& moment,
                      const std::function<std::string(store::Value)>& param) {
    const auto day = [&](Date date) {
        return fmt::format("CAST({} AS BIGINT)", param(std::int64_t{date.days_since_epoch()}));
    };
    const auto number = [&](int value) { return fmt::format("CAST({} AS BIGINT)", param(value)); };
    const auto today = day(moment.today);
    return fmt::format(
        "CASE WHEN {0}.state IN ('closed', 'phase_closed') THEN 7 WHEN {0}.state = 'standing' "
        "THEN 5 WHEN {0}.state = 'terminated' THEN 8 WHEN {0}.state = 'paused' OR {0}.stop_day IS "
        "NOT NULL THEN 6 WHEN {0}.due_day IS NULL THEN CASE {0}.basis WHEN 0 THEN 3 WHEN 2 THEN 5 "
        "ELSE 4 END WHEN {0}.due_day < {1} THEN 0 WHEN {0}.start_day < {0}.due_day AND ({1} - "
        "{0}.start_day) * 100 > COALESCE(COALESCE({0}.verified, {0}.reported) + {2}, {3}) * "
        "({0}.due_day - {0}.start_day) THEN 1 WHEN {0}.due_day <= {4} THEN 2 ELSE 4 END",
        alias, today, number(moment.behind_by), number(moment.silent_until),
        day(moment.soon_until));
}

std::optional<LifeCard> life_card(const store::RowView& row, std::size_t first) {
    if (row.is_null(first)) {
        return std::nullopt;
    }
    LifeCard card;
    card.number = text_at(row, first);
    card.facts.state = parse_state(row.text(first + 1)).value_or(State::to_sign);
    card.next_title = text_at(row, first + 2);
    card.waits = text_at(row, first + 3);
    card.facts.basis = static_cast<Basis>(row.integer(first + 4));
    card.facts.due = day_at(row, first + 5);
    card.facts.start = day_at(row, first + 6);
    card.facts.reported = small_at(row, first + 7);
    card.facts.verified = small_at(row, first + 8);
    card.facts.stopped = !row.is_null(first + 9);
    card.sign_by = Date::parse(row.text(first + 10)).value_or(Date{});
    card.review_on = row.is_null(first + 11) ? std::nullopt : Date::parse(row.text(first + 11));
    return card;
}

std::string life_json(const std::optional<LifeCard>& card, const LightMoment& moment,
                      std::optional<RoleSet> roles) {
    if (!card) {
        return "null";
    }
    const auto light = light_of(card->facts, moment);
    const auto seen = roles ? seen_by(light, *roles) : std::optional{light};
    JsonWriter json;
    json.begin_object();
    json.member("number", card->number);
    json.member("state", to_string(card->facts.state));
    json.key("light");
    seen ? json.string(to_string(*seen)) : json.null();
    json.key("next");
    if (card->facts.due) {
        json.begin_object();
        json.member("title", card->next_title);
        json.member("due", to_string(*card->facts.due));
        json.end_object();
    } else {
        json.null();
    }
    write_percent(json, "reported", card->facts.reported);
    write_percent(json, "verified", card->facts.verified);
    json.member("waits_for", card->waits);
    json.member("sign_by", to_string(card->sign_by));
    write_date(json, "review_on", card->review_on);
    json.end_object();
    return json.take();
}

std::string life_of_task(store::Reader& reader, TaskId task, const org::Scope& scope,
                         const std::optional<LightMoment>& moment) {
    std::string json = "null";
    if (!moment) {
        return json;
    }
    const auto unit = scope.unit().value;
    reader.each(fmt::format("SELECT {}, h.roles FROM followup_lives l LEFT JOIN followup_holders h "
                            "ON h.task_id = l.task_id AND h.unit_id = $2 WHERE l.task_id = $1",
                            kLifeColumns),
                {task, unit}, [&](const store::RowView& row) {
                    const auto roles =
                        row.is_null(kLifeColumnCount) ? RoleSet{0} : row.integer(kLifeColumnCount);
                    json = life_json(life_card(row, 0), *moment,
                                     scope.sees_all() ? std::nullopt : std::optional{roles});
                });
    return json;
}

void add_life(std::string& card, const std::string& life) {
    card.pop_back();
    card += ",\"life\":" + life + "}";
}

// All that is told of a task in one number, for what crosses to the program costs more than the
// scan: part, light, state.
std::vector<TaskLight> plan_lights(store::Reader& reader, PlanId plan, const LightMoment& moment) {
    auto params = params_of(plan);
    const auto light = light_sql("l", moment, [&](store::Value value) {
        params.push_back(std::move(value));
        return fmt::format("${}", params.size());
    });
    std::string state = "CASE l.state";
    for (std::size_t i = 1; i < kStates; ++i) {
        state += fmt::format(" WHEN '{}' THEN {}", to_string(static_cast<State>(i)), i);
    }
    std::vector<TaskLight> lights;
    reader.each(fmt::format("SELECT l.ordinal, (l.part + 1) * 1000 + ({}) * 10 + {} ELSE 0 END AS "
                            "told FROM followup_lives l WHERE l.plan_id = $1 ORDER BY l.ordinal",
                            light, state),
                params, [&](const store::RowView& row) {
                    const auto told = row.integer(1);
                    lights.push_back({row.integer(0), static_cast<Light>(told / 10 % 100),
                                      static_cast<State>(told % 10), told / 1000 - 1});
                });
    return lights;
}

std::vector<Holding> holdings_of(store::Reader& reader, PlanId plan, const org::Scope& scope) {
    std::string sql = "SELECT unit_id, carried, helped FROM followup_holdings WHERE plan_id = $1";
    auto params = params_of(plan);
    if (!scope.sees_all()) {
        sql += " AND unit_id = $2";
        params.emplace_back(scope.unit().value);
    }
    std::vector<Holding> holdings;
    for (const auto& row : reader.query(sql, params)) {
        holdings.push_back(
            {row.id<org::UnitId>(0), unpack_ordinals(row.bytes(1)), unpack_ordinals(row.bytes(2))});
    }
    return holdings;
}

std::int64_t late_signings(store::Reader& reader, PlanId plan, Date today) {
    return reader
        .query_one("SELECT count(*) FROM followup_lives WHERE plan_id = $1 AND state = 'to_sign' "
                   "AND sign_by < $2",
                   {plan, today})
        ->integer(0);
}

} // namespace luoshi::followup

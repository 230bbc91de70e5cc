// SPDX-License-Identifier: Apache-2.0
#include "leader/rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

namespace luoshi::leader {
namespace {

constexpr std::string_view kBriefs =
    "SELECT id, plan_id, office_id, title, words, tasks, lights, late_reports, late_units, "
    "data_on, data_at, state, year, number, issued_on, issued_by, version, created_by, created_at "
    "FROM leader_briefs ";

BriefState state_of(const std::string& text) {
    for (const auto state : {BriefState::issued, BriefState::dropped}) {
        if (to_string(state) == text) {
            return state;
        }
    }
    return BriefState::draft;
}

template <class Function>
void each_part(std::string_view text, const Function& function) {
    while (!text.empty()) {
        const auto comma = text.find(',');
        function(text.substr(0, comma));
        text = comma == std::string_view::npos ? "" : text.substr(comma + 1);
    }
}

std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string written(const std::map<followup::Light, std::int64_t>& lights) {
    std::vector<std::string> parts;
    for (const auto& [light, count] : lights) {
        parts.push_back(fmt::format("{}={}", to_string(light), count));
    }
    return fmt::format("{}", fmt::join(parts, ","));
}

std::map<followup::Light, std::int64_t> lights_in(const std::string& text) {
    std::map<followup::Light, std::int64_t> lights;
    each_part(text, [&](std::string_view part) {
        const auto equals = part.find('=');
        if (const auto light = followup::parse_light(part.substr(0, equals))) {
            lights[*light] = number_in(part.substr(equals + 1));
        }
    });
    return lights;
}

std::string written(const std::vector<org::UnitId>& units) {
    std::vector<std::int64_t> ids;
    for (const auto unit : units) {
        ids.push_back(unit.value);
    }
    return fmt::format("{}", fmt::join(ids, ","));
}

Brief brief_of(const store::Row& row) {
    Brief brief;
    brief.id = row.id<BriefId>(0);
    brief.plan = row.id<followup::PlanId>(1);
    brief.office = row.id<org::UnitId>(2);
    brief.text.title = row.text(3);
    brief.text.words = row.text(4);
    brief.figures = {row.integer(5), lights_in(row.text(6)),
                     row.integer(7), row.integer(8),
                     row.date(9),    row.time(10)};
    brief.state = state_of(row.text(11));
    brief.year = row.optional_integer(12).value_or(0);
    brief.number = row.optional_integer(13).value_or(0);
    brief.issued_on = row.optional_date(14);
    brief.issued_by = row.text_or_empty(15);
    brief.version = row.integer(16);
    brief.created_by = row.text(17);
    brief.created_at = row.time(18);
    return brief;
}

void add_lines(store::Reader& reader, Brief& brief) {
    for (const auto& row :
         reader.query("SELECT words, units, since, step, light, link FROM leader_stuck WHERE "
                      "brief_id = $1 ORDER BY place",
                      {brief.id})) {
        Stuck line;
        line.words = row.text(0);
        const auto units = row.text_or_empty(1);
        each_part(units, [&](auto part) { line.units.push_back({number_in(part)}); });
        line.since = row.optional_date(2);
        line.step = row.text_or_empty(3);
        line.light = followup::parse_light(row.text_or_empty(4));
        line.link = row.text_or_empty(5);
        brief.text.stuck.push_back(std::move(line));
    }
    for (const auto& row : reader.query(
             "SELECT words, unit_id, by_day FROM leader_proposals WHERE brief_id = $1 ORDER BY "
             "place",
             {brief.id})) {
        brief.text.proposals.push_back({row.text(0), row.id<org::UnitId>(1), row.optional_date(2)});
    }
}

store::Columns columns_of(const Brief& brief) {
    const auto& figures = brief.figures;
    return {{"title", brief.text.title},
            {"words", brief.text.words},
            {"tasks", figures.tasks},
            {"lights", written(figures.lights)},
            {"late_reports", figures.late_reports},
            {"late_units", figures.late_units},
            {"data_on", figures.on},
            {"data_at", figures.at},
            {"state", to_string(brief.state)},
            {"year", some(brief.year)},
            {"number", some(brief.number)},
            {"issued_on", brief.issued_on},
            {"issued_by", store::text_or_null(brief.issued_by)},
            {"version", brief.version}};
}

void insert_lines(store::Transaction& transaction, const Brief& brief) {
    int place = 0;
    for (const auto& line : brief.text.stuck) {
        const auto light =
            line.light ? std::optional{std::string{to_string(*line.light)}} : std::nullopt;
        transaction.insert("leader_stuck", transaction.new_id(),
                           {{"brief_id", brief.id},
                            {"place", ++place},
                            {"words", line.words},
                            {"units", store::text_or_null(written(line.units))},
                            {"since", line.since},
                            {"step", store::text_or_null(line.step)},
                            {"light", light},
                            {"link", store::text_or_null(line.link)}});
    }
    place = 0;
    for (const auto& one : brief.text.proposals) {
        transaction.insert("leader_proposals", transaction.new_id(),
                           {{"brief_id", brief.id},
                            {"place", ++place},
                            {"words", one.words},
                            {"unit_id", one.unit},
                            {"by_day", one.by}});
    }
}

void erase_lines(store::Transaction& transaction, BriefId brief) {
    for (const auto* const table : {"leader_stuck", "leader_proposals"}) {
        for (const auto& row : transaction.query(
                 fmt::format("SELECT id FROM {} WHERE brief_id = $1 ORDER BY id", table),
                 {brief})) {
            transaction.erase(table, row.integer(0));
        }
    }
}

} // namespace

std::optional<Brief> find_brief(store::Reader& reader, BriefId id) {
    const auto row = reader.query_one(fmt::format("{}WHERE id = $1", kBriefs), {id});
    if (!row) {
        return std::nullopt;
    }
    auto brief = brief_of(*row);
    add_lines(reader, brief);
    return brief;
}

std::vector<Brief> briefs_of(store::Reader& reader, followup::PlanId plan) {
    std::vector<Brief> briefs;
    for (const auto& row : reader.query(
             fmt::format("{}WHERE plan_id = $1 AND state <> 'dropped' ORDER BY id DESC", kBriefs),
             {plan})) {
        briefs.push_back(brief_of(row));
    }
    return briefs;
}

void insert_brief(store::Transaction& transaction, const Brief& brief) {
    auto columns = columns_of(brief);
    const store::Columns fixed{{"plan_id", brief.plan},
                               {"office_id", brief.office},
                               {"created_by", brief.created_by},
                               {"created_at", transaction.now()}};
    columns.insert(columns.end(), fixed.begin(), fixed.end());
    transaction.insert("leader_briefs", brief.id.value, columns);
    insert_lines(transaction, brief);
}

void update_brief(store::Transaction& transaction, const Brief& brief) {
    transaction.update("leader_briefs", brief.id.value, columns_of(brief));
    erase_lines(transaction, brief.id);
    insert_lines(transaction, brief);
}

} // namespace luoshi::leader

// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_tasks.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "followup/rows_lights.hpp"
#include "notice/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace luoshi::followup {
namespace {

// What a list reads beside place and card, each from its first column on.
struct Wanted {
    bool words = false; // title, gist, body, id, number: from column 2 on
    bool life = false;  // of a plan in force
    org::UnitId unit{}; // whose roles stand last; none: of nobody
    std::size_t first_of_life() const { return words ? 7 : 2; }
};

std::string columns_of(const Wanted& wanted) {
    return fmt::format("t.ordinal, t.card{}{}{}",
                       wanted.words ? ", t.title, t.gist, t.body, t.id, t.number" : "",
                       wanted.life ? fmt::format(", {}", kLifeColumns) : "",
                       wanted.life && wanted.unit ? ", h.roles" : "");
}

std::string tables_of(const Wanted& wanted, const std::string& unit) {
    return fmt::format(
        "followup_tasks t{}{}",
        wanted.life ? " LEFT JOIN followup_lives l ON l.task_id = t.id" : "",
        wanted.life && wanted.unit
            ? fmt::format(" LEFT JOIN followup_holders h ON h.unit_id = {} AND h.plan_id = "
                          "t.plan_id AND h.ordinal = t.ordinal",
                          unit)
            : "");
}

// The card of a row with its life, if lives were asked for.
std::string card_with_life(const store::RowView& row, const Wanted& wanted,
                           const std::optional<LightMoment>& moment) {
    std::string card{row.text(1)};
    if (!wanted.life) {
        add_life(card, "null");
        return card;
    }
    std::optional<RoleSet> roles;
    if (wanted.unit) {
        const auto column = wanted.first_of_life() + kLifeColumnCount;
        roles = row.is_null(column) ? RoleSet{0} : row.integer(column);
    }
    add_life(card, life_json(life_card(row, wanted.first_of_life()), *moment, roles));
    return card;
}

// Visits the tasks of these ordinals in order, until visit returns false.
// Columns of a row: ordinal, card, and what is wanted.
template <class Visit>
void each_task(store::Reader& reader, PlanId plan, const Ordinals& ordinals, const Wanted& wanted,
               Visit&& visit) {
    constexpr std::size_t kChunk =
        101; // a page and one more: mostly one query, always the same statement
    const bool of_unit = wanted.life && wanted.unit;
    const auto sql =
        fmt::format("SELECT {} FROM {} WHERE t.plan_id = $1 AND t.ordinal IN ({}) "
                    "ORDER BY t.ordinal",
                    columns_of(wanted), tables_of(wanted, fmt::format("${}", kChunk + 2)),
                    store::placeholders(2, kChunk));
    bool more = true;
    for (std::size_t begin = 0; more && begin < ordinals.size(); begin += kChunk) {
        store::Params params{plan};
        for (std::size_t i = 0; i < kChunk; ++i) {
            params.emplace_back(ordinals[std::min(begin + i, ordinals.size() - 1)]);
        }
        if (of_unit) {
            params.emplace_back(wanted.unit.value);
        }
        reader.each(sql, params, [&](const store::RowView& row) { more = more && visit(row); });
    }
}

// All tasks, in order: no list of places needed.
TaskPage list_all(store::Reader& reader, const Asked& asked, std::int64_t after, int limit) {
    const auto plan = asked.plan;
    const Wanted wanted{.life = asked.moment.has_value()};
    TaskPage page;
    std::int64_t last = 0;
    page.rows.reserve(static_cast<std::size_t>(limit));
    reader.each(fmt::format("SELECT {} FROM {} WHERE t.plan_id = $1 AND t.ordinal > $2 ORDER BY "
                            "t.ordinal LIMIT $3",
                            columns_of(wanted), tables_of(wanted, "")),
                {plan, std::max<std::int64_t>(after, 0), limit + 1},
                [&](const store::RowView& row) {
                    if (page.rows.size() < static_cast<std::size_t>(limit)) {
                        page.rows.push_back(card_with_life(row, wanted, asked.moment));
                        last = row.integer(0);
                    } else {
                        page.next = last;
                    }
                });
    if (after == 0) {
        const auto row =
            reader.query_one("SELECT task_count FROM followup_plans WHERE id = $1", {plan});
        page.total =
            row && row->integer(0) <= kCountLimit ? std::optional{row->integer(0)} : std::nullopt;
    }
    return page;
}

std::optional<Span> span_of(const store::Row& row, std::size_t column) {
    return row.is_null(column)
               ? std::nullopt
               : std::optional{Span{static_cast<std::uint32_t>(row.integer(column)),
                                    static_cast<std::uint32_t>(row.integer(column + 1))}};
}

void mark(TaskDetail& task, const char* kind, const std::optional<Span>& span, bool doubtful) {
    const auto size = static_cast<std::uint32_t>(task.body.size());
    if (span && span->begin >= task.body_begin && span->end <= task.body_begin + size) {
        task.marks.push_back(
            {kind, {span->begin - task.body_begin, span->end - task.body_begin}, doubtful});
    }
}

void read_parts(store::Reader& reader, TaskDetail& task) {
    for (const auto& row :
         reader.query("SELECT role, words, unit_id, open, pending, edited, span_begin, span_end, "
                      "confidence, rule, ended_on, decided_on FROM followup_assignments WHERE "
                      "task_id = $1 ORDER BY ordinal",
                      {task.id})) {
        Assignment assignment{notice::parse_role(row.text(0)).value_or(notice::Role::responsible),
                              row.text(1),
                              row.id<org::UnitId>(2),
                              row.boolean(3),
                              row.boolean(4),
                              row.boolean(5),
                              span_of(row, 6),
                              static_cast<double>(row.integer(8)) / 1000.0,
                              row.text(9),
                              row.optional_date(10),
                              row.optional_date(11)};
        mark(task, "party", assignment.span, assignment.pending || assignment.confidence < 0.9);
        task.assignments.push_back(std::move(assignment));
    }
    for (const auto& row : reader.query("SELECT span_begin, span_end, confidence FROM "
                                        "followup_deadlines WHERE task_id = $1 ORDER BY ordinal",
                                        {task.id})) {
        mark(task, "deadline", span_of(row, 0), row.integer(2) < 900);
    }
    for (const auto& row : reader.query("SELECT title, number, span_begin, span_end FROM "
                                        "followup_citations WHERE task_id = $1 ORDER BY ordinal",
                                        {task.id})) {
        task.citations.emplace_back(row.text(0), row.optional_text(1));
        mark(task, "citation", span_of(row, 2), false);
    }
    for (const auto& row : reader.query("SELECT words, span_begin, span_end FROM followup_targets "
                                        "WHERE task_id = $1 ORDER BY ordinal",
                                        {task.id})) {
        task.targets.push_back(row.text(0));
        mark(task, "target", span_of(row, 1), false);
    }
    for (const auto& row :
         reader.query("SELECT kind, words, clause, decision, span_begin, span_end FROM "
                      "followup_findings WHERE task_id = $1 ORDER BY ordinal",
                      {task.id})) {
        Finding finding{parse_flag(row.text(0)).value_or(FlagKind::open_list), row.text(1),
                        row.text(3), row.optional_text(2), span_of(row, 4)};
        if (finding.kind != FlagKind::no_list) { // the party's own mark says where
            mark(task, "flag", finding.span, true);
        }
        task.findings.push_back(std::move(finding));
    }
}

// The word with up to 20 characters on each side; `otherwise` where the text does not have it to
// the letter.
std::string around(std::string text, const std::string& word, std::string otherwise) {
    constexpr std::size_t kAround = 20;
    std::erase(text, '\n');
    const auto at = text.find(word);
    if (at == std::string::npos) {
        return otherwise;
    }
    auto begin = at;
    for (std::size_t n = 0; n < kAround && begin > 0;) {
        --begin;
        n += (static_cast<unsigned char>(text[begin]) & 0xC0) != 0x80 ? 1U : 0U;
    }
    auto end = at + word.size();
    for (std::size_t n = 0; n < kAround && end < text.size(); ++n) {
        next_character(text, end);
    }
    return text.substr(begin, end - begin);
}

// Where the first of the words stands when title and gist, which the list shows, do not have it.
void add_around(std::string& card, const store::RowView& row, const std::string& words) {
    const auto first = words.substr(0, words.find(' '));
    if (row.text(2).find(first) != std::string_view::npos ||
        row.text(3).find(first) != std::string_view::npos) {
        return;
    }
    if (const auto place = around(std::string{row.text(4)}, first, {}); !place.empty()) {
        JsonWriter json;
        json.string(place);
        card.pop_back();
        card += ",\"around\":" + json.take() + "}";
    }
}

TaskId neighbour(store::Reader& reader, const org::Scope& scope, PlanId plan, std::int64_t ordinal,
                 bool next) {
    const auto* order =
        next ? "> $2 ORDER BY t.ordinal" : "< $2 AND t.ordinal > 0 ORDER BY t.ordinal DESC";
    const auto row =
        scope.sees_all()
            ? reader.query_one(fmt::format("SELECT t.id FROM followup_tasks t WHERE t.plan_id = $1 "
                                           "AND t.ordinal {} LIMIT 1",
                                           order),
                               {plan, ordinal})
            : reader.query_one(
                  fmt::format("SELECT t.task_id FROM followup_holders t WHERE t.plan_id = $1 AND "
                              "t.unit_id = $3 AND t.ordinal {} LIMIT 1",
                              order),
                  {plan, ordinal, scope.unit().value});
    return row ? row->id<TaskId>(0) : TaskId{};
}

} // namespace

TaskPage list_tasks(store::Reader& reader, const Asked& asked, std::int64_t after, int limit) {
    const auto& scope = asked.scope;
    const auto& filter = asked.filter;
    const auto& moment = asked.moment;
    const auto plan = asked.plan;
    const bool everything = scope.sees_all() && filter == TaskFilter{};
    if (everything) {
        return list_all(reader, asked, after, limit);
    }
    const auto wanted = static_cast<std::size_t>(limit);
    // The first page counts, up to kCountLimit and one more.
    const auto found =
        find(reader, asked, after,
             after == 0 ? std::max<std::size_t>(kCountLimit + 1, wanted + 1) : wanted + 1);
    const bool look = !found.exact;
    const bool searching = !found.words.empty();
    TaskPage page;
    std::int64_t last = 0;
    std::size_t matching = 0;
    // A light is that of whom the list is looked at for: the unit asked for, else the asker.
    const Wanted columns{searching, moment.has_value(), filter.unit ? filter.unit : scope.unit()};
    each_task(reader, plan, found.ordinals, columns, [&](const store::RowView& row) {
        if (look && !holds_all(fmt::format("{}\n{}\n{}", row.text(2), row.text(3), row.text(4)),
                               found.words)) {
            return true;
        }
        ++matching;
        if (matching <= wanted) {
            page.rows.push_back(card_with_life(row, columns, moment));
            if (searching) {
                add_around(page.rows.back(), row, filter.words);
            }
            last = row.integer(0);
            return matching < wanted || look || found.ordinals.size() > wanted;
        }
        page.next = last;
        return look && after == 0 &&
               matching <= static_cast<std::size_t>(kCountLimit); // go on only to count
    });
    if (after == 0) {
        const auto count = look ? matching : found.ordinals.size();
        page.total = count <= static_cast<std::size_t>(kCountLimit)
                         ? std::optional{static_cast<std::int64_t>(count)}
                         : std::nullopt;
    }
    return page;
}

std::vector<std::pair<std::int64_t, std::string>> list_cards(store::Reader& reader,
                                                             const Asked& asked) {
    const auto found = find(reader, asked, 0, SIZE_MAX >> 1U);
    std::vector<std::pair<std::int64_t, std::string>> cards;
    each_task(reader, asked.plan, found.ordinals, {.words = true}, [&](const store::RowView& row) {
        if (found.exact ||
            holds_all(fmt::format("{}\n{}\n{}", row.text(2), row.text(3), row.text(4)),
                      found.words)) {
            cards.emplace_back(row.integer(0), row.text(1));
        }
        return true;
    });
    return cards;
}

std::optional<std::string> general_row(store::Reader& reader, const org::Scope& scope,
                                       PlanId plan) {
    const auto row = reader.query_one(
        "SELECT id, card FROM followup_tasks WHERE plan_id = $1 AND ordinal = 0", {plan});
    if (!row) {
        return std::nullopt;
    }
    const auto held =
        scope.sees_all() ||
        reader.query_one("SELECT 1 FROM followup_holders WHERE task_id = $1 AND unit_id = $2",
                         {row->integer(0), scope.unit().value});
    return held ? std::optional{row->text(1)} : std::nullopt;
}

std::vector<PlanUnit> list_plan_units(store::Reader& reader, const org::Scope& scope, PlanId plan) {
    std::vector<PlanUnit> units;
    std::string sql =
        "SELECT unit_id, roles FROM followup_holders WHERE plan_id = $1 AND ordinal > 0";
    store::Params params{plan};
    if (!scope.sees_all()) {
        sql += " AND unit_id = $2";
        params.emplace_back(scope.unit().value);
    }
    std::map<std::int64_t, PlanUnit> by_unit;
    reader.each(sql, params, [&](const store::RowView& row) {
        auto& unit = by_unit[row.integer(0)];
        unit.unit = org::UnitId{row.integer(0)};
        unit.roles |= row.integer(1);
        ++unit.task_count;
    });
    for (const auto& [id, unit] : by_unit) {
        units.push_back(unit);
    }
    return units;
}

void read_matrix(store::Reader& reader, const org::Scope& scope, PlanId plan,
                 const std::optional<LightMoment>& moment, Matrix& matrix) {
    std::string tasks = "SELECT t.id, t.number, t.title, t.section_path, t.ordinal FROM "
                        "followup_tasks t WHERE t.plan_id = $1 AND t.ordinal > 0";
    store::Params of_tasks{plan};
    if (!scope.sees_all()) {
        tasks += " AND t.ordinal IN (SELECT ordinal FROM followup_holders WHERE plan_id = $1 AND "
                 "unit_id = $2)";
        of_tasks.emplace_back(scope.unit().value);
    }
    std::map<std::int64_t, std::int64_t> place;
    for (const auto& row : reader.query(tasks + " ORDER BY t.ordinal", of_tasks)) {
        place.emplace(row.integer(4), static_cast<std::int64_t>(matrix.tasks.size()));
        matrix.tasks.push_back(
            {row.id<TaskId>(0), row.text(1), row.text(2), row.text(3), std::nullopt});
    }
    if (moment) {
        for (const auto& task : plan_lights(reader, plan, *moment)) {
            if (const auto it = place.find(task.ordinal); it != place.end()) {
                matrix.tasks[static_cast<std::size_t>(it->second)].light = task.light;
            }
        }
    }
    std::string cells = "SELECT unit_id, ordinal, roles, open FROM followup_holders WHERE plan_id "
                        "= $1 AND ordinal > 0 AND (roles & $2) <> 0";
    store::Params params{plan, kWorking};
    if (!scope.sees_all()) {
        cells += " AND unit_id = $3";
        params.emplace_back(scope.unit().value);
    }
    reader.each(cells, params, [&](const store::RowView& row) {
        matrix.cells.push_back({org::UnitId{row.integer(0)}, place.at(row.integer(1)),
                                row.integer(2), row.integer(3) != 0});
    });
}

std::optional<StoredTask> read_task(store::Reader& reader, const org::Scope& scope, TaskId id) {
    const auto row =
        reader.query_one("SELECT plan_id, ordinal, section_path, card, body, body_begin, standard, "
                         "standard_source, body_offset FROM followup_tasks WHERE id = $1",
                         {id});
    if (!row) {
        return std::nullopt;
    }
    if (!scope.sees_all() &&
        !reader.query_one("SELECT 1 FROM followup_holders WHERE task_id = $1 AND unit_id = $2",
                          {id, scope.unit().value})) {
        return std::nullopt;
    }
    StoredTask task;
    task.plan = row->id<PlanId>(0);
    task.ordinal = row->integer(1);
    task.section_path = row->text(2);
    task.detail.id = id;
    task.detail.row = row->text(3);
    task.detail.body = row->text(4);
    task.detail.body_begin = static_cast<std::uint32_t>(row->integer(5));
    task.detail.standard = row->optional_text(6).value_or("[]");
    task.detail.standard_source = row->optional_text(7);
    task.detail.text_offset = row->integer(8);
    if (const auto section = reader.query_one("SELECT title FROM followup_sections WHERE plan_id = "
                                              "$1 AND path = $2 ORDER BY ordinal LIMIT 1",
                                              {task.plan, task.section_path})) {
        task.detail.section_title = section->text(0);
    }
    read_parts(reader, task.detail);
    task.detail.previous = neighbour(reader, scope, task.plan, task.ordinal, false);
    task.detail.next = neighbour(reader, scope, task.plan, task.ordinal, true);
    return task;
}

std::vector<Hit> find_tasks(store::Reader& reader, const org::Scope& scope, PlanId plan,
                            const std::string& words, std::size_t limit) {
    TaskFilter filter;
    filter.words = words;
    const std::optional<LightMoment> nowhere; // no light is asked for
    const auto found = find(reader, Asked{scope, plan, filter, nowhere}, 0, limit);
    std::vector<Hit> hits;
    if (found.words.empty()) {
        return hits;
    }
    const auto first = words.substr(0, words.find(' '));
    each_task(reader, plan, found.ordinals, {.words = true}, [&](const store::RowView& row) {
        if (holds_all(fmt::format("{}\n{}\n{}", row.text(2), row.text(3), row.text(4)),
                      found.words)) {
            hits.push_back({TaskId{row.integer(5)}, plan, std::string{row.text(6)},
                            std::string{row.text(2)},
                            around(std::string{row.text(4)}, first, std::string{row.text(3)})});
        }
        return hits.size() < limit;
    });
    return hits;
}

} // namespace luoshi::followup

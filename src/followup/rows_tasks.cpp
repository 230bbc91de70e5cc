// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_tasks.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/terms.hpp"
#include "notice/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace luoshi::followup {
namespace {

// Roles that are work; who only receives a report has no cell and no row.
constexpr RoleSet kWorking = ~bit(notice::Role::report_to) & 0x7F;

// A SELECT over tasks in the making: joins and conditions with their parameters.
class TaskQuery {
public:
    TaskQuery(const org::Scope& scope, PlanId plan) {
        plan_ = param(plan.value);
        if (!scope.sees_all()) {
            join_holder("s", scope.unit(), std::nullopt);
        }
    }

    void add(const TaskFilter& filter) {
        if (filter.unit) {
            join_holder("h", filter.unit, filter.role);
        } else if (filter.role) {
            where_ += fmt::format(" AND EXISTS (SELECT 1 FROM followup_holders x WHERE x.task_id = "
                                  "t.id AND (x.roles & {}) <> 0)",
                                  param(bit(*filter.role)));
        }
        if (!filter.section.empty()) {
            where_ += fmt::format(
                " AND (t.section_path = {} OR (t.section_path >= {} AND t.section_path < {}))",
                param(filter.section), param(filter.section + "/"), param(filter.section + "0"));
        }
        if (filter.due_from) {
            where_ += fmt::format(" AND t.due >= {}", param(*filter.due_from));
        }
        if (filter.due_to) {
            where_ += fmt::format(" AND t.due <= {}", param(*filter.due_to));
        }
        if (filter.dated) {
            where_ += fmt::format(" AND t.dated = {}", param(*filter.dated));
        }
        if (filter.flag) {
            where_ += fmt::format(" AND (t.flags & {}) <> 0",
                                  param(static_cast<std::int64_t>(*filter.flag)));
        }
    }

    void after(std::int64_t ordinal) {
        where_ += fmt::format(" AND {}.ordinal > {}", driver_, param(ordinal));
    }
    void among(const std::vector<std::int64_t>& ordinals) {
        const auto list = store::placeholders(params_.size() + 1, ordinals.size());
        for (const auto ordinal : ordinals) {
            params_.emplace_back(ordinal);
        }
        where_ += fmt::format(" AND t.ordinal IN ({})", list);
    }

    std::string sql(std::string_view columns, int limit) {
        return fmt::format("SELECT {} FROM {} WHERE {} ORDER BY {}.ordinal LIMIT {}", columns,
                           from(), conditions(), driver_, param(limit));
    }
    std::string count_sql(std::int64_t limit) {
        return fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {}) c", from(),
                           conditions(), param(limit));
    }
    const store::Params& params() const { return params_; }

private:
    std::string param(store::Value value) {
        params_.push_back(std::move(value));
        return fmt::format("${}", params_.size());
    }

    // The first holder drives: its index has unit, plan and ordinal in this order.
    void join_holder(const std::string& alias, org::UnitId unit, std::optional<notice::Role> role) {
        holders_.push_back(alias);
        const auto on_driver = holders_.size() > 1
                                   ? fmt::format(" AND {}.ordinal = {}.ordinal", alias, driver_)
                                   : std::string{};
        if (holders_.size() == 1) {
            driver_ = alias;
        }
        where_ += fmt::format(" AND {0}.unit_id = {1} AND {0}.plan_id = {2}{3}", alias,
                              param(unit.value), plan_, on_driver);
        if (role) {
            where_ += fmt::format(" AND ({}.roles & {}) <> 0", alias, param(bit(*role)));
        }
    }

    std::string from() const {
        if (holders_.empty()) {
            return "followup_tasks t";
        }
        std::string text;
        for (const auto& alias : holders_) {
            text += fmt::format("{}followup_holders {}", text.empty() ? "" : " CROSS JOIN ", alias);
        }
        return text + " CROSS JOIN followup_tasks t";
    }

    std::string conditions() const {
        const auto link = holders_.empty() ? fmt::format("t.plan_id = {}", plan_)
                                           : fmt::format("t.id = {}.task_id", driver_);
        return link + where_;
    }

    std::string plan_, where_, driver_ = "t";
    std::vector<std::string> holders_;
    store::Params params_;
};

// The tasks that may hold all words, by the index; ascending. Each must still be looked at.
std::vector<std::int64_t> candidates(store::Reader& reader, PlanId plan,
                                     const std::vector<std::string>& words) {
    std::vector<std::string> terms;
    for (const auto& word : words) {
        const auto more = query_terms(word);
        terms.insert(terms.end(), more.begin(), more.end());
    }
    std::vector<std::vector<std::int64_t>> lists;
    for (const auto& term : terms) {
        const auto row = reader.query_one(
            "SELECT ordinals FROM followup_terms WHERE plan_id = $1 AND term = $2", {plan, term});
        if (!row) {
            return {};
        }
        lists.push_back(unpack_ordinals(row->bytes(0)));
    }
    std::sort(lists.begin(), lists.end(),
              [](const auto& a, const auto& b) { return a.size() < b.size(); });
    auto found = lists.front();
    for (std::size_t i = 1; i < lists.size() && !found.empty(); ++i) {
        found = intersect(found, lists[i]);
    }
    return found;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    const auto flush = [&] {
        if (auto cleaned = searchable(word); !cleaned.empty()) {
            words.push_back(std::move(cleaned));
        }
        word.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_character(text, at);
        if (c == ' ' || c == U'　' || c == '\t') {
            flush();
        } else {
            append_utf8(word, c);
        }
    }
    flush();
    return words;
}

bool holds_all(const std::string& text, const std::vector<std::string>& words) {
    const auto searched = searchable(text);
    return std::all_of(words.begin(), words.end(),
                       [&](const auto& word) { return searched.find(word) != std::string::npos; });
}

// Visits tasks that hold the words and pass the filter, in order, until visit returns false.
// Columns of a row: ordinal, card, title, gist, body, id, number.
template <class Visit>
void each_with_words(store::Reader& reader, const org::Scope& scope, PlanId plan,
                     const TaskFilter& filter, std::int64_t after, Visit&& visit) {
    constexpr std::size_t kChunk = 200;
    const auto words = words_of(filter.words);
    if (words.empty()) {
        return;
    }
    auto ordinals = candidates(reader, plan, words);
    ordinals.erase(ordinals.begin(), std::upper_bound(ordinals.begin(), ordinals.end(),
                                                      std::max<std::int64_t>(after, 0)));
    for (std::size_t begin = 0; begin < ordinals.size(); begin += kChunk) {
        const auto end = std::min(begin + kChunk, ordinals.size());
        TaskQuery query{scope, plan};
        query.add(filter);
        query.among({ordinals.begin() + static_cast<std::ptrdiff_t>(begin),
                     ordinals.begin() + static_cast<std::ptrdiff_t>(end)});
        const auto sql = query.sql("t.ordinal, t.card, t.title, t.gist, t.body, t.id, t.number",
                                   static_cast<int>(kChunk));
        for (const auto& row : reader.query(sql, query.params())) {
            if (holds_all(row.text(2) + "\n" + row.text(3) + "\n" + row.text(4), words) &&
                !visit(row)) {
                return;
            }
        }
    }
}

TaskPage list_with_words(store::Reader& reader, const org::Scope& scope, PlanId plan,
                         const TaskFilter& filter, std::int64_t after, int limit) {
    TaskPage page;
    std::int64_t last = 0;
    std::int64_t found = 0;
    each_with_words(reader, scope, plan, filter, after, [&](const store::Row& row) {
        ++found;
        if (found <= limit) {
            page.rows.push_back(row.text(1));
            last = row.integer(0);
            return true;
        }
        page.next = last;
        return after == 0 && found <= kCountLimit; // go on only to count the first page
    });
    if (after == 0 && found <= kCountLimit) {
        page.total = found;
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
                      "confidence, rule "
                      "FROM followup_assignments WHERE task_id = $1 ORDER BY ordinal",
                      {task.id})) {
        Assignment assignment{notice::parse_role(row.text(0)).value_or(notice::Role::responsible),
                              row.text(1),
                              row.id<org::UnitId>(2),
                              row.boolean(3),
                              row.boolean(4),
                              row.boolean(5),
                              span_of(row, 6),
                              static_cast<double>(row.integer(8)) / 1000.0,
                              row.text(9)};
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

TaskPage list_tasks(store::Reader& reader, const org::Scope& scope, PlanId plan,
                    const TaskFilter& filter, std::int64_t after, int limit) {
    if (!words_of(filter.words).empty()) {
        return list_with_words(reader, scope, plan, filter, after, limit);
    }
    TaskPage page;
    TaskQuery query{scope, plan};
    query.add(filter);
    query.after(std::max<std::int64_t>(after, 0));
    std::int64_t last = 0;
    page.rows.reserve(static_cast<std::size_t>(limit) + 1);
    const auto sql = query.sql("t.ordinal, t.card", limit + 1);
    reader.each(sql, query.params(), [&](const store::RowView& row) {
        if (page.rows.size() < static_cast<std::size_t>(limit)) {
            page.rows.emplace_back(row.text(1));
            last = row.integer(0);
        } else {
            page.next = last;
        }
    });
    if (after == 0 && !page.next) {
        page.total = static_cast<std::int64_t>(page.rows.size());
    } else if (after == 0) {
        TaskQuery counted{scope, plan};
        counted.add(filter);
        counted.after(0);
        const auto count_sql = counted.count_sql(kCountLimit + 1);
        const auto count = reader.query_one(count_sql, counted.params())->integer(0);
        page.total = count <= kCountLimit ? std::optional{count} : std::nullopt;
    }
    return page;
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

void read_matrix(store::Reader& reader, const org::Scope& scope, PlanId plan, Matrix& matrix) {
    TaskQuery tasks{scope, plan};
    tasks.after(0);
    const auto sql = tasks.sql("t.id, t.number, t.title, t.section_path, t.ordinal", 100'000);
    std::map<std::int64_t, std::int64_t> place;
    for (const auto& row : reader.query(sql, tasks.params())) {
        place.emplace(row.integer(4), static_cast<std::int64_t>(matrix.tasks.size()));
        matrix.tasks.push_back({row.id<TaskId>(0), row.text(1), row.text(2), row.text(3)});
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
    constexpr std::size_t kAround = 20; // characters on each side of a hit
    std::vector<Hit> hits;
    TaskFilter filter;
    filter.words = words;
    each_with_words(reader, scope, plan, filter, 0, [&](const store::Row& row) {
        std::string around = row.text(4);
        std::erase(around, '\n');
        const auto word = words.substr(0, words.find(' '));
        if (const auto at = around.find(word); at != std::string::npos) {
            auto begin = at;
            for (std::size_t n = 0; n < kAround && begin > 0;) {
                --begin;
                n += (static_cast<unsigned char>(around[begin]) & 0xC0) != 0x80 ? 1U : 0U;
            }
            auto end = at + word.size();
            for (std::size_t n = 0; n < kAround && end < around.size(); ++n) {
                next_character(around, end);
            }
            around = around.substr(begin, end - begin);
        } else {
            around = row.text(3);
        }
        hits.push_back({row.id<TaskId>(5), plan, row.text(6), row.text(2), std::move(around)});
        return hits.size() < limit;
    });
    return hits;
}

} // namespace luoshi::followup

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

using Ordinals = std::vector<std::int64_t>; // ascending places of tasks in their plan

// A SELECT of places, walked in order: a holder's index drives where there is one, else the tasks';
// every other condition is a look-up in an index that holds all it needs. With a limit it ends
// early.
class Walk {
public:
    Walk(const org::Scope& scope, PlanId plan, const TaskFilter& filter, std::int64_t after) {
        plan_ = param(plan);
        if (!scope.sees_all()) {
            add_holder("s", scope.unit(), std::nullopt);
        }
        if (filter.unit) {
            add_holder("h", filter.unit, filter.role);
        } else if (filter.role) {
            needs_task_ = true;
            where_ += fmt::format(" AND EXISTS (SELECT 1 FROM followup_holders x WHERE x.task_id = "
                                  "t.id AND (x.roles & {}) <> 0)",
                                  param(bit(*filter.role)));
        }
        add_task_conditions(filter);
        if (holders_.empty()) {
            driver_ = "t";
        }
        where_ +=
            fmt::format(" AND {}.ordinal > {}", driver_, param(std::max<std::int64_t>(after, 0)));
    }

    bool narrows() const { return !where_.empty() && (needs_task_ || !holders_.empty()); }

    Ordinals run(store::Reader& reader, std::optional<std::size_t> limit) {
        auto sql = fmt::format(
            "SELECT {0}.ordinal FROM {1} WHERE {0}.plan_id = {2}{3} ORDER BY {0}.ordinal", driver_,
            from(), plan_, where_);
        if (limit) {
            sql += fmt::format(" LIMIT {}", param(static_cast<std::int64_t>(*limit)));
        }
        Ordinals ordinals;
        reader.each(sql, params_,
                    [&](const store::RowView& row) { ordinals.push_back(row.integer(0)); });
        return ordinals;
    }

private:
    std::string param(store::Value value) {
        params_.push_back(std::move(value));
        return fmt::format("${}", params_.size());
    }

    void add_holder(const char* alias, org::UnitId unit, std::optional<notice::Role> role) {
        where_ += fmt::format(" AND {}.unit_id = {}", alias, param(unit.value));
        if (role) {
            where_ += fmt::format(" AND ({}.roles & {}) <> 0", alias, param(bit(*role)));
        }
        if (driver_.empty()) {
            driver_ = alias;
        } else {
            where_ += fmt::format(" AND {0}.plan_id = {1} AND {0}.ordinal = {2}.ordinal", alias,
                                  plan_, driver_);
        }
        holders_.emplace_back(alias);
    }

    void add_task_conditions(const TaskFilter& filter) {
        const auto before = where_.size();
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
        needs_task_ = needs_task_ || where_.size() > before;
        if (needs_task_ && !driver_.empty()) {
            where_ += fmt::format(" AND t.plan_id = {} AND t.ordinal = {}.ordinal", plan_, driver_);
        }
    }

    // CROSS JOIN keeps SQLite from turning the order round.
    std::string from() const {
        std::string text;
        for (const auto& alias : holders_) {
            text += fmt::format("{}followup_holders {}", text.empty() ? "" : " CROSS JOIN ", alias);
        }
        return holders_.empty() ? "followup_tasks t"
               : needs_task_    ? text + " CROSS JOIN followup_tasks t"
                                : text;
    }

    std::string plan_, where_, driver_;
    std::vector<std::string> holders_;
    bool needs_task_ = false;
    store::Params params_;
};

// A section or a span of dates by itself, when few tasks match: read from the index on it and
// sorted here, which does not depend on where in the plan they lie. nullopt: many match, or there
// is more to the filter.
std::optional<Ordinals> few_in_range(store::Reader& reader, const org::Scope& scope, PlanId plan,
                                     const TaskFilter& filter, std::int64_t after) {
    constexpr std::size_t kFew = 4000;
    auto rest = filter;
    rest.words.clear();
    rest.section.clear();
    const bool section = !filter.section.empty() && rest == TaskFilter{};
    rest = filter;
    rest.due_from = rest.due_to = std::nullopt;
    const bool dates = (filter.due_from || filter.due_to) && rest == TaskFilter{};
    if (!scope.sees_all() || (!section && !dates)) {
        return std::nullopt;
    }
    Ordinals ordinals;
    const auto visit = [&](const store::RowView& row) { ordinals.push_back(row.integer(0)); };
    const auto most = static_cast<std::int64_t>(kFew + 1);
    if (section) { // '0' is the character after '/': one range of the index
        reader.each("SELECT ordinal FROM followup_tasks WHERE plan_id = $1 AND section_path >= $2 "
                    "AND section_path < $4 AND "
                    "(section_path = $2 OR section_path >= $3) LIMIT $5",
                    {plan, filter.section, filter.section + "/", filter.section + "0", most},
                    visit);
    } else {
        reader.each("SELECT ordinal FROM followup_tasks WHERE plan_id = $1 AND due >= $2 AND due "
                    "<= $3 LIMIT $4",
                    {plan, filter.due_from.value_or(*Date::from(1, 1, 1)),
                     filter.due_to.value_or(*Date::from(9999, 12, 31)), most},
                    visit);
    }
    if (ordinals.size() > kFew) {
        return std::nullopt;
    }
    std::erase_if(ordinals, [&](std::int64_t ordinal) {
        return ordinal <= std::max<std::int64_t>(after, 0);
    });
    std::sort(ordinals.begin(), ordinals.end());
    return ordinals;
}

// The tasks that may hold all words, by the index. Exact while no word has more than two
// characters.
Ordinals candidates(store::Reader& reader, PlanId plan, const std::vector<std::string>& words) {
    std::vector<Ordinals> lists;
    for (const auto& word : words) {
        for (const auto& term : query_terms(word)) {
            const auto row = reader.query_one(
                "SELECT ordinals FROM followup_terms WHERE plan_id = $1 AND term = $2",
                {plan, term});
            if (!row) {
                return {};
            }
            lists.push_back(unpack_ordinals(row->bytes(0)));
        }
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

// Visits the tasks of these ordinals in order, until visit returns false.
// Columns of a row: ordinal, card, and with `words` also title, gist, body, id, number.
template <class Visit>
void each_task(store::Reader& reader, PlanId plan, const Ordinals& ordinals, bool words,
               Visit&& visit) {
    constexpr std::size_t kChunk =
        101; // a page and one more: mostly one query, always the same statement
    const auto sql =
        fmt::format("SELECT ordinal, card{} FROM followup_tasks WHERE plan_id = $1 AND ordinal IN "
                    "({}) ORDER BY ordinal",
                    words ? ", title, gist, body, id, number" : "", store::placeholders(2, kChunk));
    bool more = true;
    for (std::size_t begin = 0; more && begin < ordinals.size(); begin += kChunk) {
        store::Params params{plan};
        for (std::size_t i = 0; i < kChunk; ++i) {
            params.emplace_back(ordinals[std::min(begin + i, ordinals.size() - 1)]);
        }
        reader.each(sql, params, [&](const store::RowView& row) { more = more && visit(row); });
    }
}

// The places a filter lets through, words too, behind `after`; at most `limit` where that can be
// told before the words are looked at.
struct Found {
    Ordinals ordinals;
    std::vector<std::string> words; // to be looked for in each task still
    bool exact = true;
};

Found find(store::Reader& reader, const org::Scope& scope, PlanId plan, const TaskFilter& filter,
           std::int64_t after, std::size_t limit) {
    Found found;
    found.words = words_of(filter.words);
    Walk walk{scope, plan, filter, after};
    if (found.words.empty()) {
        const auto few = few_in_range(reader, scope, plan, filter, after);
        found.ordinals = few ? *few : walk.run(reader, limit);
        return found;
    }
    found.ordinals = candidates(reader, plan, found.words);
    auto& list = found.ordinals;
    list.erase(list.begin(),
               std::upper_bound(list.begin(), list.end(), std::max<std::int64_t>(after, 0)));
    if (walk.narrows()) {
        list = intersect(list, walk.run(reader, std::nullopt));
    }
    found.exact = std::all_of(found.words.begin(), found.words.end(),
                              [](const auto& word) { return character_count(word) <= 2; });
    return found;
}

// All tasks, in order: no list of places needed.
TaskPage list_all(store::Reader& reader, PlanId plan, std::int64_t after, int limit) {
    TaskPage page;
    std::int64_t last = 0;
    page.rows.reserve(static_cast<std::size_t>(limit));
    reader.each("SELECT ordinal, card FROM followup_tasks WHERE plan_id = $1 AND ordinal > $2 "
                "ORDER BY ordinal LIMIT $3",
                {plan, std::max<std::int64_t>(after, 0), limit + 1},
                [&](const store::RowView& row) {
                    if (page.rows.size() < static_cast<std::size_t>(limit)) {
                        page.rows.emplace_back(row.text(1));
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
    const bool everything = scope.sees_all() && filter == TaskFilter{};
    if (everything) {
        return list_all(reader, plan, after, limit);
    }
    const auto wanted = static_cast<std::size_t>(limit);
    // The first page counts, up to kCountLimit and one more.
    const auto found =
        find(reader, scope, plan, filter, after,
             after == 0 ? std::max<std::size_t>(kCountLimit + 1, wanted + 1) : wanted + 1);
    const bool look = !found.exact;
    TaskPage page;
    std::int64_t last = 0;
    std::size_t matching = 0;
    each_task(reader, plan, found.ordinals, look, [&](const store::RowView& row) {
        if (look && !holds_all(fmt::format("{}\n{}\n{}", row.text(2), row.text(3), row.text(4)),
                               found.words)) {
            return true;
        }
        ++matching;
        if (matching <= wanted) {
            page.rows.emplace_back(row.text(1));
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
    TaskFilter filter;
    filter.words = words;
    const auto found = find(reader, scope, plan, filter, 0, limit);
    std::vector<Hit> hits;
    if (found.words.empty()) {
        return hits;
    }
    const auto first = words.substr(0, words.find(' '));
    each_task(reader, plan, found.ordinals, true, [&](const store::RowView& row) {
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

// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_plans.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/terms.hpp"
#include "notice/json.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <unordered_map>

namespace luoshi::followup {
namespace {

using store::Value;
using Cells = std::vector<Value>;

// Rows of one audited table on their way in.
class Batch {
public:
    Batch(store::Transaction& transaction, std::string table, std::vector<std::string> names)
        : transaction_(transaction), table_(std::move(table)), names_(std::move(names)) {}
    void add(std::int64_t id, Cells cells) {
        ids_.push_back(id);
        rows_.push_back(std::move(cells));
    }
    void add(Cells cells) { add(transaction_.new_id(), std::move(cells)); }
    void write() {
        if (!rows_.empty()) {
            transaction_.insert_many(table_, names_, ids_, rows_);
        }
    }

private:
    store::Transaction& transaction_;
    std::string table_;
    std::vector<std::string> names_;
    std::vector<std::int64_t> ids_;
    std::vector<Cells> rows_;
};

Value begin_of(const std::optional<Span>& span) {
    return span ? Value{std::int64_t{span->begin}} : Value{};
}
Value end_of(const std::optional<Span>& span) {
    return span ? Value{std::int64_t{span->end}} : Value{};
}
Value thousandths(double confidence) {
    return static_cast<std::int64_t>(confidence * 1000.0 + 0.5);
}

const std::vector<std::string> kTaskColumns{
    "plan_id",     "ordinal", "number",     "section_path",    "title",       "gist",
    "gist_source", "body",    "body_begin", "body_end",        "body_offset", "due",
    "dated",       "flags",   "standard",   "standard_source", "card"};

Cells cells_of(const PlanRows& plan, const TaskRows& task) {
    return {plan.id,
            task.ordinal,
            task.number,
            task.section_path,
            task.title,
            task.gist,
            task.gist_source,
            task.body,
            std::int64_t{task.span.begin},
            std::int64_t{task.span.end},
            task.body_offset,
            task.due,
            !task.item->deadlines.empty(),
            task.flags,
            task.standard,
            task.standard_source,
            task.card};
}

void insert_tasks(store::Transaction& transaction, const PlanRows& plan) {
    Batch batch{transaction, "followup_tasks", kTaskColumns};
    for (const auto& task : plan.tasks) {
        batch.add(task.id.value, cells_of(plan, task));
    }
    batch.write();
}

void insert_parts(store::Transaction& transaction, const PlanRows& plan) {
    Batch assignments{transaction,
                      "followup_assignments",
                      {"plan_id", "task_id", "ordinal", "role", "words", "unit_id", "open",
                       "pending", "span_begin", "span_end", "confidence", "rule", "edited"}};
    Batch deadlines{transaction,
                    "followup_deadlines",
                    {"plan_id", "task_id", "ordinal", "kind", "value", "words", "due", "span_begin",
                     "span_end", "confidence", "rule", "edited"}};
    Batch citations{transaction,
                    "followup_citations",
                    {"plan_id", "task_id", "ordinal", "title", "number", "span_begin", "span_end"}};
    Batch targets{transaction,
                  "followup_targets",
                  {"plan_id", "task_id", "ordinal", "words", "span_begin", "span_end"}};
    Batch findings{transaction,
                   "followup_findings",
                   {"plan_id", "task_id", "ordinal", "kind", "words", "clause", "decision",
                    "span_begin", "span_end"}};
    for (const auto& task : plan.tasks) {
        std::int64_t n = 0;
        for (const auto& party : task.item->parties) {
            const auto& read = party.read;
            assignments.add({plan.id, task.id, n++, notice::to_string(party.role), party.unit,
                             party.mapped_to, party.open, party.pending, begin_of(read.span),
                             end_of(read.span), thousandths(read.confidence), read.rule,
                             read.edited});
        }
        for (std::size_t i = 0; i < task.item->deadlines.size(); ++i) {
            const auto& deadline = task.item->deadlines[i];
            const auto& read = deadline.read;
            deadlines.add({plan.id, task.id, static_cast<std::int64_t>(i),
                           notice::to_string(deadline.kind), deadline.value, deadline.text,
                           task.dues[i], begin_of(read.span), end_of(read.span),
                           thousandths(read.confidence), read.rule, read.edited});
        }
        n = 0;
        for (const auto& citation : task.item->citations) {
            citations.add({plan.id, task.id, n++, citation.title, citation.number,
                           begin_of(citation.read.span), end_of(citation.read.span)});
        }
        n = 0;
        for (const auto& target : task.item->targets) {
            targets.add({plan.id, task.id, n++, target.text, begin_of(target.read.span),
                         end_of(target.read.span)});
        }
        n = 0;
        for (const auto& finding : task.findings) {
            findings.add({plan.id, task.id, n++, to_string(finding.kind), finding.words,
                          finding.clause, finding.decision, begin_of(finding.span),
                          end_of(finding.span)});
        }
    }
    for (auto* batch : {&assignments, &deadlines, &citations, &targets, &findings}) {
        batch->write();
    }
}

// What can be made again from the rest: holders and search terms.
void load_derived(store::Transaction& transaction, const PlanRows& plan) {
    std::vector<Cells> holders;
    std::unordered_map<std::string, std::vector<std::int64_t>> terms;
    std::map<std::int64_t, const TaskRows*> in_order;
    for (const auto& task : plan.tasks) {
        in_order.emplace(task.ordinal, &task);
    }
    for (const auto& [ordinal, task] : in_order) {
        for (const auto& holder : task->holders) {
            holders.push_back({plan.id, holder.unit, ordinal, task->id, holder.roles, holder.open});
        }
        for (auto& term : terms_of(task->search)) {
            terms[std::move(term)].push_back(ordinal);
        }
    }
    std::vector<Cells> postings;
    postings.reserve(terms.size());
    for (const auto& [term, ordinals] : terms) {
        postings.push_back({plan.id, term, store::Bytes{pack_ordinals(ordinals)}});
    }
    transaction.load("followup_holders",
                     {"plan_id", "unit_id", "ordinal", "task_id", "roles", "open"}, holders);
    transaction.load("followup_terms", {"plan_id", "term", "ordinals"}, postings);
}

constexpr std::string_view kPlan =
    "SELECT p.id, p.name, p.title, p.created_by, p.number, p.issued_on, p.created_at, p.sample, "
    "p.task_count, p.dated_count, p.unit_count, p.parent_id, p.parent_unit_id, (SELECT "
    "r.started_on "
    "FROM followup_runs r WHERE r.plan_id = p.id) AS started_on ";

Plan plan_of(const store::Row& row) {
    Plan plan;
    plan.id = row.id<PlanId>(0);
    plan.name = row.text(1);
    plan.title = row.text(2);
    plan.created_by = row.text(3);
    plan.number = row.optional_text(4);
    plan.issued_on = row.optional_date(5);
    plan.created_at = row.time(6);
    plan.sample = row.boolean(7);
    plan.task_count = row.integer(8);
    plan.dated_count = row.integer(9);
    plan.unit_count = row.integer(10);
    plan.parent = row.id<PlanId>(11);
    plan.parent_unit = row.id<org::UnitId>(12);
    plan.started_on = row.optional_date(13);
    return plan;
}

// Counts as one unit sees them; the row's own are those of who sees all.
void count_for(store::Reader& reader, const org::Scope& scope, Plan& plan) {
    if (scope.sees_all()) {
        return;
    }
    const auto row =
        reader.query_one("SELECT count(*), coalesce(sum(t.dated), 0) FROM followup_holders h JOIN "
                         "followup_tasks t ON t.id = h.task_id "
                         "WHERE h.plan_id = $1 AND h.unit_id = $2 AND h.ordinal > 0",
                         {plan.id, scope.unit().value});
    plan.task_count = row->integer(0);
    plan.dated_count = row->integer(1);
    plan.unit_count = plan.task_count > 0 ? 1 : 0;
}

std::int64_t numbered_tasks(const PlanRows& plan) {
    return static_cast<std::int64_t>(plan.tasks.size()) - (plan.tasks.back().ordinal == 0 ? 1 : 0);
}

void insert_sections(store::Transaction& transaction, const PlanRows& plan) {
    Batch sections{transaction,
                   "followup_sections",
                   {"plan_id", "ordinal", "path", "label", "title", "level", "task_count"}};
    for (std::size_t i = 0; i < plan.sections.size(); ++i) {
        const auto& section = plan.sections[i];
        sections.add({plan.id, static_cast<std::int64_t>(i), section.path, section.label,
                      section.title, section.level, section.task_count});
    }
    sections.write();
}

void erase_rows(store::Transaction& transaction, const std::string& table, PlanId plan) {
    for (const auto& row : transaction.query(
             fmt::format("SELECT id FROM {} WHERE plan_id = $1 ORDER BY id", table), {plan})) {
        transaction.erase(table, row.integer(0));
    }
}

// A task that stays keeps its row. Places are unique within a plan: those that move step aside
// first.
void change_tasks(store::Transaction& transaction, const PlanRows& plan) {
    std::map<std::int64_t, std::int64_t> before; // id, place
    for (const auto& row : transaction.query(
             "SELECT id, ordinal FROM followup_tasks WHERE plan_id = $1", {plan.id})) {
        before.emplace(row.integer(0), row.integer(1));
    }
    auto gone = before;
    for (const auto& task : plan.tasks) {
        gone.erase(task.id.value);
    }
    for (const auto& [id, ordinal] : gone) {
        transaction.erase("followup_tasks", id);
    }
    for (const auto& task : plan.tasks) {
        const auto it = before.find(task.id.value);
        if (it != before.end() && it->second != task.ordinal) {
            transaction.update("followup_tasks", task.id.value, {{"ordinal", -1 - task.ordinal}});
        }
    }
    for (const auto& task : plan.tasks) {
        auto cells = cells_of(plan, task);
        store::Columns columns;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            columns.emplace_back(kTaskColumns[i], std::move(cells[i]));
        }
        if (before.contains(task.id.value)) {
            transaction.update("followup_tasks", task.id.value, columns);
        } else {
            transaction.insert("followup_tasks", task.id.value, columns);
        }
    }
}

std::int64_t units_with_work(const PlanRows& plan) {
    std::set<org::UnitId> units;
    for (const auto& task : plan.tasks) {
        for (const auto& holder : task.holders) {
            if (task.ordinal > 0 && holder.roles != bit(notice::Role::report_to)) {
                units.insert(holder.unit);
            }
        }
    }
    return static_cast<std::int64_t>(units.size());
}

} // namespace

void insert_plan(store::Transaction& transaction, const PlanRows& plan, const Import& import,
                 const std::string& person, bool sample) {
    if (const auto taken =
            transaction.query_one("SELECT id FROM followup_plans WHERE name = $1", {plan.name})) {
        throw failure(ErrorCode::conflict, "followup.name-taken", "another plan is named '{}'",
                      plan.name)
            .with("name", plan.name)
            .with("plan_id", std::to_string(taken->integer(0)));
    }
    transaction.insert("followup_plans", plan.id.value,
                       {{"name", plan.name},
                        {"number", plan.number},
                        {"title", plan.title},
                        {"issued_on", plan.issued_on},
                        {"header", plan.header},
                        {"import_id", import.id},
                        {"pack", plan.pack},
                        {"sample", sample},
                        {"task_count", numbered_tasks(plan)},
                        {"dated_count", plan.dated_count},
                        {"unit_count", units_with_work(plan)},
                        {"created_at", transaction.now()},
                        {"created_by", person}});
    insert_sections(transaction, plan);
    insert_tasks(transaction, plan);
    insert_parts(transaction, plan);
    load_derived(transaction, plan);
}

void change_plan(store::Transaction& transaction, const PlanRows& plan, ImportId import) {
    for (const auto* table : {"followup_assignments", "followup_deadlines", "followup_citations",
                              "followup_targets", "followup_findings", "followup_sections"}) {
        erase_rows(transaction, table, plan.id);
    }
    change_tasks(transaction, plan);
    insert_sections(transaction, plan);
    insert_parts(transaction, plan);
    transaction.execute("DELETE FROM followup_holders WHERE plan_id = $1", {plan.id});
    transaction.execute("DELETE FROM followup_terms WHERE plan_id = $1", {plan.id});
    load_derived(transaction, plan);
    transaction.update("followup_plans", plan.id.value,
                       {{"number", plan.number},
                        {"title", plan.title},
                        {"issued_on", plan.issued_on},
                        {"header", plan.header},
                        {"import_id", import},
                        {"task_count", numbered_tasks(plan)},
                        {"dated_count", plan.dated_count},
                        {"unit_count", units_with_work(plan)}});
}

std::vector<TaskId> tasks_in_order(store::Reader& reader, PlanId plan) {
    std::vector<TaskId> tasks;
    for (const auto& row : reader.query("SELECT id FROM followup_tasks WHERE plan_id = $1 AND "
                                        "ordinal > 0 ORDER BY ordinal",
                                        {plan})) {
        tasks.push_back(row.id<TaskId>(0));
    }
    return tasks;
}

std::optional<TaskId> general_task(store::Reader& reader, PlanId plan) {
    const auto row = reader.query_one(
        "SELECT id FROM followup_tasks WHERE plan_id = $1 AND ordinal = 0", {plan});
    return row ? std::optional{row->id<TaskId>(0)} : std::nullopt;
}

ImportId import_of_plan(store::Reader& reader, PlanId plan) {
    const auto row = reader.query_one("SELECT import_id FROM followup_plans WHERE id = $1", {plan});
    ensure(row.has_value(), "the plan exists");
    return row->id<ImportId>(0);
}

std::optional<PlanId> plan_of_key(store::Reader& reader, const std::string& key) {
    const auto row = reader.query_one("SELECT plan_id FROM followup_keys WHERE key = $1", {key});
    return row ? std::optional{row->id<PlanId>(0)} : std::nullopt;
}

void insert_key(store::Transaction& transaction, const std::string& key, PlanId plan,
                ImportId import) {
    transaction.execute(
        "INSERT INTO followup_keys (key, plan_id, import_id, created_at) VALUES ($1, $2, $3, $4)",
        {key, plan, import, transaction.now()});
}

std::vector<Plan> plans_with_number(store::Reader& reader, const std::string& number) {
    std::vector<Plan> plans;
    if (number.empty()) {
        return plans;
    }
    for (auto& plan : list_plans(reader, org::Scope::all())) {
        if (plan.number && fold(*plan.number) == fold(number)) {
            plans.push_back(std::move(plan));
        }
    }
    return plans;
}

std::optional<Plan> find_plan(store::Reader& reader, const org::Scope& scope, PlanId id) {
    const auto row =
        reader.query_one(fmt::format("{}FROM followup_plans p WHERE p.id = $1", kPlan), {id});
    if (!row) {
        return std::nullopt;
    }
    auto plan = plan_of(*row);
    count_for(reader, scope, plan);
    return scope.sees_all() || plan.task_count > 0 ? std::optional{std::move(plan)} : std::nullopt;
}

Plan must_find_plan(store::Reader& reader, const org::Scope& scope, PlanId id) {
    auto plan = find_plan(reader, scope, id);
    if (!plan) {
        throw failure(ErrorCode::not_found, "followup.no-plan", "plan '{}' does not exist",
                      id.value);
    }
    return *plan;
}

store::EventDraft plan_event(const store::Actor& actor, std::string action, PlanId plan) {
    return {.actor = actor,
            .action = std::move(action),
            .object_kind = "plan",
            .object_id = plan.value,
            .plan_id = plan.value,
            .detail = {}};
}

bool sees_plan(store::Reader& reader, const org::Scope& scope, PlanId id) {
    const auto row = scope.sees_all()
                         ? reader.query_one("SELECT 1 FROM followup_plans WHERE id = $1", {id})
                         : reader.query_one("SELECT 1 FROM followup_holders WHERE unit_id = $2 AND "
                                            "plan_id = $1 AND ordinal > 0 LIMIT 1",
                                            {id, scope.unit().value});
    return row.has_value();
}

bool sees_task(store::Reader& reader, const org::Scope& scope, TaskId task) {
    const auto row =
        scope.sees_all()
            ? reader.query_one("SELECT 1 FROM followup_tasks WHERE id = $1", {task})
            : reader.query_one("SELECT 1 FROM followup_holders WHERE task_id = $1 AND unit_id = $2",
                               {task, scope.unit().value});
    return row.has_value();
}

std::vector<Plan> list_plans(store::Reader& reader, const org::Scope& scope) {
    std::vector<Plan> plans;
    for (const auto& row :
         reader.query(fmt::format("{}FROM followup_plans p ORDER BY p.id DESC", kPlan))) {
        auto plan = plan_of(row);
        count_for(reader, scope, plan);
        if (scope.sees_all() || plan.task_count > 0) {
            plans.push_back(std::move(plan));
        }
    }
    return plans;
}

std::vector<Section> list_sections(store::Reader& reader, PlanId plan) {
    std::vector<Section> sections;
    for (const auto& row : reader.query("SELECT path, label, title, level, task_count FROM "
                                        "followup_sections WHERE plan_id = $1 ORDER BY ordinal",
                                        {plan})) {
        sections.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.integer(4)});
    }
    return sections;
}

std::string plan_header(store::Reader& reader, PlanId plan) {
    return reader.query_one("SELECT header FROM followup_plans WHERE id = $1", {plan})->text(0);
}

Plans::Text plan_text(store::Reader& reader, PlanId plan) {
    const auto row =
        reader.query_one("SELECT i.file_name, r.body FROM followup_plans p JOIN followup_imports i "
                         "ON i.id = p.import_id "
                         "JOIN followup_readings r ON r.import_id = i.id WHERE p.id = $1",
                         {plan});
    ensure(row.has_value(), "every plan has its import");
    return {row->text(0), row->text(1)};
}

} // namespace luoshi::followup

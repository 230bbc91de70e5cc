// SPDX-License-Identifier: Apache-2.0
#include "followup/plan_texts.hpp"
#include "followup/life_start.hpp"

#include "base/error.hpp"
#include "followup/make_plan.hpp"
#include "followup/rows_children.hpp"
#include "followup/rows_imports.hpp"
#include "followup/rows_plans.hpp"
#include "notice/json.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

// A text shows what all units owe.
Plan must_see_all_of(store::Reader& reader, const org::Scope& scope, PlanId id) {
    return must_find_plan(reader, scope.sees_all() ? scope : org::Scope::none(), id);
}

// Pairs with the tasks of the plan; a plan always has as many as its text has items.
Difference difference(store::Reader& reader, const PlanSpecs& specs,
                      const org::Directory& directory, Date at, ImportId import, const Plan& plan) {
    Difference out;
    out.plan = plan;
    out.before = make_stored_draft(specs, read_reading(reader, import_of_plan(reader, plan.id)),
                                   directory, at);
    out.after = make_stored_draft(specs, read_reading(reader, import), directory, at);
    out.tasks = tasks_in_order(reader, plan.id);
    ensure(out.tasks.size() == out.before.items.size(), "a task for each item of the text");
    out.comparison = compare(out.before, out.after);
    return out;
}

void give_to(store::Transaction& transaction, Import& import, PlanId plan, Relation relation) {
    import.plan = plan;
    import.relation = relation;
    import.updated_at = transaction.now();
    ++import.version;
    update_import(transaction, import);
}

void must_be_settled(const Draft& draft) {
    if (draft.items.empty()) {
        throw failure(ErrorCode::unprocessable, "followup.no-items",
                      "there is no item to make a plan of");
    }
    if (const auto open = draft.open_questions(); open > 0) {
        throw failure(ErrorCode::conflict, "followup.questions-open", "{} questions are open", open)
            .with("open", std::to_string(open));
    }
}

} // namespace

std::vector<PlanText> PlanTexts::list(const org::Scope& scope, PlanId plan) {
    return database_.read([&](store::Reader& reader) {
        must_see_all_of(reader, scope, plan);
        const auto current = import_of_plan(reader, plan);
        std::vector<PlanText> texts;
        for (const auto& import : imports_of_plan(reader, plan)) {
            texts.push_back({import.id, import.file_name, import.created_by, import.digest,
                             import.relation, import.created_at, import.id == current});
        }
        return texts;
    });
}

Plans::Text PlanTexts::text(const org::Scope& scope, PlanId plan, ImportId import) {
    return database_.read([&](store::Reader& reader) {
        must_see_all_of(reader, scope, plan);
        const auto found = find_import(reader, import);
        if (!found || found->plan != plan) {
            throw failure(ErrorCode::not_found, "followup.no-import", "import '{}' does not exist",
                          import.value);
        }
        return Plans::Text{found->file_name, read_reading(reader, import).body};
    });
}

Difference PlanTexts::compare(ImportId import, PlanId plan) {
    return database_.read([&](store::Reader& reader) {
        const auto found = must_see_all_of(reader, org::Scope::all(), plan);
        must_find_import(reader, import);
        return difference(reader, specs_(reader), *directories_.get(reader), clock_.today(), import,
                          found);
    });
}

void PlanTexts::attach(const store::Actor& actor, ImportId id, std::int64_t version, PlanId plan) {
    database_.write([&](store::Transaction& transaction) {
        must_see_all_of(transaction, org::Scope::all(), plan);
        auto import = must_be_open(transaction, id, version);
        transaction.record(plan_event(actor, "followup.text-attached", plan));
        give_to(transaction, import, plan, Relation::attached);
    });
}

void PlanTexts::correct(const store::Actor& actor, ImportId id, std::int64_t version, PlanId plan) {
    database_.write([&](store::Transaction& transaction) {
        const auto found = must_see_all_of(transaction, org::Scope::all(), plan);
        auto import = must_be_open(transaction, id, version);
        auto directory = org::read_directory(transaction);
        const auto specs = specs_(transaction);
        auto change = difference(transaction, specs, *directory, transaction.today(), id, found);
        must_be_settled(change.after);
        transaction.record(plan_event(actor, "followup.plan-corrected", plan));
        settle_units(transaction, *directory, change.after);
        directory = org::read_directory(transaction);
        // build_plan asks for an id for each item in order, then for what all are asked.
        std::vector<TaskId> ids(change.after.items.size());
        for (const auto& item : change.comparison.items) {
            if (item.before && item.after) {
                ids[*item.after] = change.tasks[*item.before];
            }
        }
        ids.push_back(general_task(transaction, plan).value_or(TaskId{}));
        std::size_t next = 0;
        const auto stored = read_reading(transaction, id);
        const auto calendar = org::work_calendar(transaction);
        const auto spec = spec_for(specs, notice::from_json(stored.reading));
        const auto rows = build_plan({.draft = change.after,
                                      .text = stored.body,
                                      .directory = *directory,
                                      .calendar = calendar,
                                      .at = transaction.today(),
                                      .spec = spec.get(),
                                      .id = plan,
                                      .name = found.name,
                                      .next_task_id = [&] {
                                          const auto known = ids[next++];
                                          return known ? known : transaction.make_id<TaskId>();
                                      }});
        change_plan(transaction, rows, id);
        follow_correction(transaction, *directory, plan);
        erase_broken_links(transaction, plan);
        give_to(transaction, import, plan, Relation::correction);
    });
}

} // namespace luoshi::followup

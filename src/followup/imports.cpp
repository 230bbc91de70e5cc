// SPDX-License-Identifier: Apache-2.0
#include "followup/imports.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/drafts.hpp"
#include "followup/make_plan.hpp"
#include "followup/rows_imports.hpp"
#include "followup/rows_ledgers.hpp"
#include "followup/rows_plans.hpp"
#include "notice/json.hpp"
#include "org/org.hpp"
#include "store/blobs.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <tuple>

namespace luoshi::followup {
namespace {

store::EventDraft event(const store::Actor& actor, std::string action, ImportId import,
                        PlanId plan = {}) {
    return {.actor = actor,
            .action = std::move(action),
            .object_kind = "import",
            .object_id = import.value,
            .plan_id = plan.value,
            .detail = {}};
}

// A step that takes back or brings back stands alone and has something to work on.
void must_fit(const EditHistory& history, const std::vector<Edit>& edits) {
    for (const auto& edit : edits) {
        const bool undo = std::holds_alternative<Undo>(edit);
        if (!undo && !std::holds_alternative<Redo>(edit)) {
            continue;
        }
        if (edits.size() > 1 || (undo ? history.can_undo : history.can_redo) == 0) {
            throw failure(ErrorCode::invalid_argument, "followup.bad-edit",
                          "an edit is wrong: '{}' {}", undo ? "undo" : "redo",
                          edits.size() > 1 ? "is a step of its own" : "has nothing to work on");
        }
    }
}

} // namespace

void take_summary(Import& import, const Draft& draft) {
    import.title = draft.header_value("title");
    const auto number = draft.header_value("number");
    import.number = number.empty() ? std::nullopt : std::optional{number};
    import.item_count = static_cast<std::int64_t>(draft.items.size());
    import.open_questions = static_cast<std::int64_t>(draft.open_questions());
}

std::string_view to_string(Relation relation) noexcept {
    switch (relation) {
    case Relation::original: return "original";
    case Relation::attached: return "attached";
    case Relation::correction: return "correction";
    }
    return "original";
}

Imports::Imports(store::Database& database, store::Blobs& blobs, org::Directories& directories,
                 const Clock& clock, SpecsInForce specs, ReadFile read_file)
    : database_(database), blobs_(blobs), directories_(directories), clock_(clock),
      specs_(std::move(specs)), read_file_(std::move(read_file)) {}

Import Imports::receive(const store::Actor& actor, const std::string& file_name,
                        const std::string& bytes) {
    const auto digest = to_hex(sm3(bytes));
    const auto known =
        database_.read([&](store::Reader& reader) { return find_import(reader, digest); });
    if (known) {
        auto import = *known;
        import.repeated = true;
        return import;
    }
    const auto [directory, columns, specs] = database_.read([&](store::Reader& reader) {
        return std::tuple{directories_.get(reader), read_known_columns(reader), specs_(reader)};
    });
    const auto at = clock_.today();
    notice::FileReading read;
    try {
        read = read_file_(bytes, file_name, names_of(*directory, at), columns);
    } catch (const Error& error) {
        if (error.reason() == "notice.secret") { // that it happened is kept; nothing of the file is
            database_.write([&](store::Transaction& transaction) {
                transaction.record(event(actor, "followup.secret-refused", {}));
            });
        }
        throw;
    }
    const auto spec = spec_for(specs, read.reading);
    const auto draft =
        make_draft({read.reading, read.document.text, *directory, at, spec.get()}, {});
    blobs_.put(bytes);
    return database_.write([&](store::Transaction& transaction) {
        if (auto same = find_import(transaction, digest)) { // somebody else brought it meanwhile
            same->repeated = true;
            return *same;
        }
        Import import;
        import.id = transaction.make_id<ImportId>();
        import.digest = digest;
        import.file_name = file_name;
        import.format = read.document.format == office::Format::text
                            ? "txt"
                            : std::string{to_string(read.document.format)};
        import.encoding = read.document.encoding;
        import.size = static_cast<std::int64_t>(bytes.size());
        import.created_at = import.updated_at = transaction.now();
        import.created_by = actor.name;
        take_summary(import, draft);
        transaction.record(event(actor, "followup.import-received", import.id));
        insert_import(transaction, import, read);
        if (read.ledger) {
            insert_ledger(transaction, import.id, *read.ledger);
        }
        return import;
    });
}

std::vector<Import> Imports::list(ImportId before, int limit) {
    return database_.read(
        [&](store::Reader& reader) { return list_imports(reader, before, limit); });
}

ImportDetail Imports::detail(ImportId id) {
    struct Stored {
        Import import;
        StoredReading reading;
        std::shared_ptr<const org::Directory> directory;
        std::vector<Plan> same_number;
        std::optional<notice::ColumnMapping> ledger;
        PlanSpecs specs;
    };
    auto stored = database_.read([&](store::Reader& reader) {
        Stored out{must_find_import(reader, id), read_reading(reader, id),
                   directories_.get(reader),     {},
                   find_ledger(reader, id),      specs_(reader)};
        out.same_number = plans_with_number(reader, out.import.number.value_or(""));
        std::erase_if(out.same_number,
                      [&](const Plan& plan) { return plan.id == out.import.plan; });
        return out;
    });
    const auto at = clock_.today();
    const auto history = history_of(stored.reading.steps);
    auto draft = make_stored_draft(stored.specs, stored.reading, *stored.directory, at);
    return {.import = std::move(stored.import),
            .text = std::move(stored.reading.body),
            .blocks = std::move(stored.reading.blocks),
            .pages = stored.reading.pages,
            .draft = std::move(draft),
            .ledger = std::move(stored.ledger),
            .can_undo = history.can_undo,
            .can_redo = history.can_redo,
            .same_number = std::move(stored.same_number),
            .directory = std::move(stored.directory),
            .at = at};
}

ImportDetail Imports::edit(const store::Actor& actor, ImportId id, std::int64_t version,
                           const std::vector<Edit>& edits) {
    database_.write([&](store::Transaction& transaction) {
        auto import = must_be_open(transaction, id, version);
        const auto stored = read_reading(transaction, id);
        must_fit(history_of(stored.steps), edits);
        auto after = stored;
        after.steps.push_back({edits});
        const auto directory = org::read_directory(transaction);
        for (const auto& one : edits) {
            const auto* map = std::get_if<MapUnit>(&one);
            if (map != nullptr && map->unit && directory->find(map->unit) == nullptr) {
                throw failure(ErrorCode::invalid_argument, "followup.bad-edit",
                              "unit '{}' does not exist", map->unit.value);
            }
        }
        take_summary(
            import, make_stored_draft(specs_(transaction), after, *directory, transaction.today()));
        ++import.version;
        import.updated_at = transaction.now();
        transaction.record(event(actor, "followup.import-edited", id));
        insert_edits(transaction, import, stored, edits, actor.name);
        update_import(transaction, import);
    });
    return detail(id);
}

void Imports::discard(const store::Actor& actor, ImportId id) {
    database_.write([&](store::Transaction& transaction) {
        must_be_open(must_find_import(transaction, id));
        transaction.record(event(actor, "followup.import-discarded", id));
        erase_ledger(transaction, id);
        erase_import(transaction, id);
    });
}

PlanId Imports::make_plan(const store::Actor& actor, ImportId id, std::int64_t version,
                          const MakePlan& how) {
    return database_.write([&](store::Transaction& transaction) {
        if (!how.key.empty()) {
            if (const auto made = plan_of_key(transaction, how.key)) {
                return *made;
            }
        }
        auto import = must_be_open(transaction, id, version);
        const auto stored = read_reading(transaction, id);
        const auto reading = notice::from_json(stored.reading);
        const auto specs = specs_(transaction);
        const auto spec = spec_for(specs, reading);
        auto directory = org::read_directory(transaction);
        auto draft = make_stored_draft(specs, stored, *directory, transaction.today());
        if (draft.items.empty()) {
            throw failure(ErrorCode::unprocessable, "followup.no-items",
                          "there is no item to make a plan of");
        }
        if (const auto open = draft.open_questions(); open > 0) {
            throw failure(ErrorCode::conflict, "followup.questions-open", "{} questions are open",
                          open)
                .with("open", std::to_string(open));
        }
        const auto same = plans_with_number(transaction, draft.header_value("number"));
        if (!same.empty() && !how.second) {
            throw failure(ErrorCode::conflict, "followup.same-number",
                          "plan '{}' has this document number", same.front().name)
                .with("plan_id", to_string(same.front().id))
                .with("name", same.front().name);
        }
        const auto plan_id = transaction.make_id<PlanId>();
        transaction.record(plan_event(actor, "followup.plan-created", plan_id));
        settle_units(transaction, *directory, draft);
        directory = org::read_directory(transaction);
        const auto calendar = org::work_calendar(transaction);
        const auto plan =
            build_plan({.draft = draft,
                        .text = stored.body,
                        .directory = *directory,
                        .calendar = calendar,
                        .at = transaction.today(),
                        .spec = spec.get(),
                        .id = plan_id,
                        .name = how.name.empty() ? draft.header_value("title") : how.name,
                        .next_task_id = [&] { return transaction.make_id<TaskId>(); }});
        insert_plan(transaction, plan, import, actor.name, how.sample);
        import.plan = plan_id;
        import.updated_at = transaction.now();
        ++import.version;
        update_import(transaction, import);
        if (!how.key.empty()) {
            insert_key(transaction, how.key, plan_id, id);
        }
        return plan_id;
    });
}

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
#include "outcome/documents.hpp"

#include "access/access.hpp"
#include "base/error.hpp"
#include "followup/holders.hpp"
#include "org/org.hpp"
#include "outcome/parts.hpp"
#include "outcome/rows.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::outcome {
namespace {

const Text& version_of(const Sheet& sheet, std::int64_t version) {
    static const Text kNothing;
    if (version == 0) {
        return kNothing;
    }
    const auto it = std::ranges::find(sheet.texts, version, &Text::version);
    if (it == sheet.texts.end()) {
        throw failure(ErrorCode::not_found, "outcome.no-version", "there is no text of version {}",
                      version);
    }
    return *it;
}

} // namespace

Documents::Documents(store::Database& database, store::Blobs& blobs, org::Directories& directories,
                     const Clock& clock, SpecsInForce specs)
    : database_(database), blobs_(blobs), directories_(directories), clock_(clock),
      specs_(std::move(specs)) {}

std::vector<DocumentId> Documents::take_from_pack(const store::Actor& actor,
                                                  followup::PlanId plan) {
    return database_.write([&](store::Transaction& transaction) {
        std::vector<DocumentId> ids;
        const auto facts = followup::facts_of(transaction, plan);
        const auto specs = specs_(transaction);
        const auto it = std::ranges::find(*specs, facts.pack, &OutcomeSpecs::pack);
        if (it == specs->end()) {
            return ids;
        }
        const auto directory = directories_.get(transaction);
        const auto tasks = followup::tasks_by_number(transaction, plan);
        for (const auto& spec : it->documents) {
            const auto task = tasks.find(spec.task);
            const auto* const lead = directory->find_code(spec.lead);
            if (task == tasks.end() || lead == nullptr || has_code(transaction, plan, spec.code)) {
                continue; // a notice may lack the item
            }
            if (ids.empty()) {
                begin(transaction, actor, "outcome.taken-from-pack", plan, {});
            }
            Document one;
            one.id = transaction.make_id<DocumentId>();
            one.plan = plan;
            one.task = task->second;
            one.task_number = spec.task;
            one.code = spec.code;
            one.lead = lead->id;
            one.kind = spec.kind;
            one.title = spec.title;
            one.title_en = spec.title_en;
            one.binds = spec.binds;
            one.published = spec.published;
            one.parties = spec.parties;
            insert_document(transaction, one);
            ids.push_back(one.id);
        }
        return ids;
    });
}

std::vector<Listed> Documents::list(const org::Scope& scope, followup::PlanId plan) {
    return database_.read([&](store::Reader& reader) {
        followup::facts_of(reader, plan);
        std::vector<Listed> all;
        const auto steps = steps_of_plan(reader, plan);
        for (auto& document : documents_of(reader, scope, plan)) {
            const auto it = steps.find(document.id);
            all.push_back({std::move(document), it == steps.end() ? open_steps() : it->second});
        }
        return all;
    });
}

Shown Documents::open(const access::Principal& who, DocumentId id) {
    return database_.read([&](store::Reader& reader) {
        Shown shown;
        shown.sheet = must_see(reader, access::scope_of(who), id);
        shown.today = clock_.today();
        shown.leads = leads(who, shown.sheet.document);
        shown.directory = directories_.get(reader);
        return shown;
    });
}

std::vector<Paragraph> Documents::compare(const access::Principal& who, DocumentId id,
                                          std::int64_t before, std::int64_t after) {
    const auto shown = open(who, id);
    return compare_texts(version_of(shown.sheet, before).body, version_of(shown.sheet, after).body);
}

std::vector<Paragraph> Documents::compare_with_predecessor(const access::Principal& who,
                                                           DocumentId id) {
    const auto shown = open(who, id);
    const auto& predecessor = shown.sheet.document.predecessor;
    const auto before = predecessor ? open(who, predecessor).sheet.texts : std::vector<Text>{};
    if (before.empty() || shown.sheet.texts.empty()) {
        throw failure(ErrorCode::not_found, "outcome.no-version",
                      "there are no two texts to compare");
    }
    return compare_texts(before.back().body, shown.sheet.texts.back().body);
}

void Documents::change(const Who& who, DocumentId id, const char* action, const Change& change) {
    database_.write([&](store::Transaction& transaction) {
        auto sheet = must_see(transaction, access::scope_of(who.principal), id);
        must_lead(who.principal, sheet.document);
        begin(transaction, who.actor, action, sheet.document.plan, id);
        change(transaction, sheet);
    });
}

} // namespace luoshi::outcome

// SPDX-License-Identifier: Apache-2.0
#include "outcome/documents.hpp"

#include "access/access.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "followup/holders.hpp"
#include "org/org.hpp"
#include "outcome/parts.hpp"
#include "outcome/rows.hpp"
#include "store/blobs.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::outcome {
namespace {

const Text& version_of(const Sheet& sheet, std::int64_t version) {
    static const Text nothing;
    if (version == 0) {
        return nothing;
    }
    const auto it = std::ranges::find(sheet.texts, version, &Text::version);
    if (it == sheet.texts.end()) {
        throw failure(ErrorCode::not_found, "outcome.no-version", "there is no text of version {}",
                      version);
    }
    return *it;
}

Document ordered_by(const OutcomeSpec& spec, followup::PlanId plan, followup::TaskId task) {
    Document one;
    one.plan = plan;
    one.task = task;
    one.task_number = spec.task;
    one.code = spec.code;
    one.kind = spec.kind;
    one.title = spec.title;
    one.title_en = spec.title_en;
    one.binds = spec.binds;
    one.published = spec.published;
    one.parties = spec.parties;
    return one;
}

} // namespace

std::vector<Document> wanting_documents(store::Reader& reader, followup::PlanId plan,
                                        const OutcomeSpecs& specs, const org::Directory& directory,
                                        Date today) {
    std::vector<Document> wanting;
    const auto tasks = followup::tasks_by_number(reader, plan);
    auto ordered = ordered_in(reader, plan);
    for (const auto& spec : specs.documents) {
        const auto task = tasks.find(spec.task);
        if (task == tasks.end()) {
            continue; // a notice may lack the item
        }
        for (const auto& code : spec.lead) {
            const auto* const lead = directory.find_code(code);
            for (const auto unit :
                 lead == nullptr ? std::vector<org::UnitId>{} : directory.expand(lead->id, today)) {
                if (ordered.emplace(spec.code, unit).second) {
                    wanting.push_back(ordered_by(spec, plan, task->second));
                    wanting.back().lead = unit;
                }
            }
        }
    }
    return wanting;
}

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
        for (auto& one :
             wanting_documents(transaction, plan, *it, *directory, transaction.today())) {
            if (ids.empty()) {
                begin(transaction, actor, "outcome.taken-from-pack", plan, {});
            }
            one.id = transaction.make_id<DocumentId>();
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
        auto waiting = waiting_of_plan(reader, plan, clock_.today());
        for (auto& document : documents_of(reader, scope, plan)) {
            const auto it = steps.find(document.id);
            auto waits = std::move(waiting[document.id]);
            all.push_back({std::move(document), it == steps.end() ? open_steps() : it->second,
                           std::move(waits)});
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

DocumentId Documents::document_of(const access::Principal& who, AskId ask) {
    return database_.read([&](store::Reader& reader) {
        return must_see(reader, access::scope_of(who), outcome::document_of(reader, ask))
            .document.id;
    });
}

DocumentId Documents::document_of(const access::Principal& who, RemarkId remark) {
    return database_.read([&](store::Reader& reader) {
        return must_see(reader, access::scope_of(who), outcome::document_of(reader, remark))
            .document.id;
    });
}

store::NamedBlob Documents::file(const access::Principal& who, DocumentId id) {
    const auto document = open(who, id).sheet.document;
    const auto digest = digest_from_hex(document.file_digest);
    if (!digest) {
        throw failure(ErrorCode::conflict, "outcome.not-issued", "it was not issued yet");
    }
    return {document.file_name, *digest};
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
        throw failure(ErrorCode::conflict, "outcome.nothing-to-compare",
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

// SPDX-License-Identifier: Apache-2.0
// Mistakes about documents that items order.
#include "faults.hpp"

#include <algorithm>

namespace luoshi::sim {
namespace {

store::Value* column(store::Columns& columns, std::string_view name) {
    const auto it = std::ranges::find(columns, name, &store::Columns::value_type::first);
    return it == columns.end() ? nullptr : &it->second;
}

// Nobody remembers that the document binds the public: it goes out without its review.
void forget_binding(store::Transaction&, std::string_view table, store::Columns& columns) {
    if (table == "outcome_documents" && column(columns, "binds") != nullptr) {
        *column(columns, "binds") = false;
    }
}

// Silence that may pass for no objection is written down as consent.
void consent_at_once(store::Transaction&, std::string_view table, store::Columns& columns) {
    const auto* const lapses = column(columns, "lapses");
    if (table == "outcome_asks" && lapses != nullptr && *lapses == store::Value{true}) {
        columns.emplace_back("answer", "agree");
    }
}

void soften_objection(store::Transaction&, std::string_view table, store::Columns& columns) {
    auto* const answer = column(columns, "answer");
    if (table == "outcome_asks" && answer != nullptr && *answer == store::Value{"object"}) {
        *answer = "agree";
    }
}

// The unit that was asked last is not told: its news has the key of the one before.
void forget_asked(std::string& sql, store::Params& params) {
    constexpr std::size_t kWidth = 13, kKey = 1, kPerson = 2;
    if (!sql.starts_with("INSERT INTO notify_messages ") || params.size() < 2 * kWidth) {
        return;
    }
    const auto last = params.size() - kWidth;
    if (std::get<std::string>(params[last + kKey].held()).ends_with("/asked")) {
        params[last + kKey] = params[last - kWidth + kKey];
        params[last + kPerson] = params[last - kWidth + kPerson];
    }
}

} // namespace

std::vector<Fault> faults_of_documents() {
    return {
        {.name = "binding-forgotten", .law = "issued", .changes = {.row = forget_binding}},
        {.name = "silence-as-consent", .law = "consent", .changes = {.row = consent_at_once}},
        {.name = "objection-as-consent", .law = "documents", .changes = {.row = soften_objection}},
        {.name = "asked-not-told", .law = "reminders", .changes = {.statement = forget_asked}}};
}

} // namespace luoshi::sim

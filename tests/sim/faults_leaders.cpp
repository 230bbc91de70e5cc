// SPDX-License-Identifier: Apache-2.0
// Mistakes about what leaders say.
#include "faults.hpp"

#include <algorithm>

namespace luoshi::sim {
namespace {

store::Value* column(store::Columns& columns, std::string_view name) {
    const auto it = std::ranges::find(columns, name, &store::Columns::value_type::first);
    return it == columns.end() ? nullptr : &it->second;
}

// Units a leader names have it before the office hands it on.
void hand_on_at_once(store::Transaction& under, std::string_view table, store::Columns& columns) {
    if (table == "leader_addressees" && column(columns, "named") != nullptr &&
        column(columns, "handed_on") == nullptr) {
        columns.emplace_back("handed_on", under.today());
    }
}

// What a leader takes back stays.
void keep_withdrawn(store::Transaction&, std::string_view table, store::Columns& columns) {
    auto* const state = column(columns, "state");
    if (table == "leader_remarks" && state != nullptr && *state == store::Value{"withdrawn"}) {
        *state = "written";
    }
}

// Marked as read whenever somebody had it before them.
void never_unread(store::Transaction&, std::string_view table, store::Columns& columns) {
    auto* const read = column(columns, "read_at");
    if (table == "leader_readings" && read != nullptr && read->is_null() &&
        column(columns, "leader_id") == nullptr) {
        std::erase_if(columns, [](const auto& one) { return one.first == "read_at"; });
    }
}

} // namespace

std::vector<Fault> faults_of_leaders() {
    return {{.name = "named-as-handed-on", .law = "reminders", .changes = {.row = hand_on_at_once}},
            {.name = "withdrawn-kept", .law = "remarks", .changes = {.row = keep_withdrawn}},
            {.name = "never-unread", .law = "papers", .changes = {.row = never_unread}}};
}

} // namespace luoshi::sim

// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_views.hpp"

namespace luoshi::followup {

std::vector<View> list_views(store::Reader& reader, std::int64_t person) {
    std::vector<View> views;
    for (const auto& row : reader.query("SELECT id, plan_id, name, address, created_at FROM "
                                        "followup_views WHERE person_id = $1 ORDER BY id",
                                        {person})) {
        views.push_back(
            {row.id<ViewId>(0), row.id<PlanId>(1), row.text(2), row.text(3), row.time(4)});
    }
    return views;
}

void insert_view(store::Transaction& transaction, std::int64_t person, const View& view) {
    transaction.execute("INSERT INTO followup_views (id, plan_id, person_id, name, address, "
                        "created_at) VALUES ($1, $2, $3, $4, $5, $6)",
                        {view.id, view.plan, person, view.name, view.address, view.created_at});
}

void update_view(store::Transaction& transaction, const View& view) {
    transaction.execute("UPDATE followup_views SET plan_id = $2, address = $3 WHERE id = $1",
                        {view.id, view.plan, view.address});
}

bool erase_view(store::Transaction& transaction, std::int64_t person, ViewId id) {
    return transaction.execute("DELETE FROM followup_views WHERE id = $1 AND person_id = $2",
                               {id, person}) > 0;
}

} // namespace luoshi::followup

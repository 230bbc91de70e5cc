// SPDX-License-Identifier: Apache-2.0
#include "followup/views.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/page_path.hpp"
#include "followup/rows_views.hpp"
#include "store/database.hpp"

namespace luoshi::followup {
namespace {

void check(const View& view) {
    const auto characters = character_count(view.name);
    if (characters < 1 || characters > 40) {
        throw failure(ErrorCode::invalid_argument, "followup.bad-view",
                      "the name of a view has 1 to 40 characters");
    }
    if (!is_page_path(view.address, 2000)) {
        throw failure(ErrorCode::invalid_argument, "followup.bad-view",
                      "the address of a view begins with / and has at most 2000 bytes");
    }
}

} // namespace

std::vector<View> Views::list(std::int64_t person) {
    return database_.read([&](store::Reader& reader) { return list_views(reader, person); });
}

View Views::save(std::int64_t person, const View& view) {
    check(view);
    return database_.write([&](store::Transaction& transaction) {
        const auto views = list_views(transaction, person);
        auto saved = view;
        saved.created_at = transaction.now();
        for (const auto& one : views) {
            if (one.name == view.name) {
                saved.id = one.id;
                update_view(transaction, saved);
                return saved;
            }
        }
        if (views.size() >= kMostViews) {
            throw failure(ErrorCode::conflict, "followup.too-many-views",
                          "you have {} saved views; remove one first", kMostViews);
        }
        saved.id = transaction.make_id<ViewId>();
        insert_view(transaction, person, saved);
        return saved;
    });
}

void Views::erase(std::int64_t person, ViewId id) {
    database_.write([&](store::Transaction& transaction) {
        if (!erase_view(transaction, person, id)) {
            throw failure(ErrorCode::not_found, "followup.no-view", "view '{}' does not exist",
                          id.value);
        }
    });
}

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
// Views a person saved of a plan's ledger: a name and the address with its filters.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "followup/ids.hpp"

#include <string>
#include <vector>

namespace luoshi::store {
class Database;
}

namespace luoshi::followup {

struct ViewTag;
using ViewId = Id<ViewTag>;

struct View {
    ViewId id;
    PlanId plan;
    std::string name;    // 1..40 characters, one of a kind for the person
    std::string address; // path and query within the site, begins with "/"
    Timestamp created_at;
};

constexpr std::size_t kMostViews = 50; // of one person

class Views {
public:
    explicit Views(store::Database& database) : database_(database) {}

    std::vector<View> list(std::int64_t person); // oldest first
    // The same name again takes the new address. Errors: invalid_argument (followup.bad-view) for a
    // name or address that is none; conflict (followup.too-many-views).
    View save(std::int64_t person, const View& view);
    // Error not_found (followup.no-view), also for another person's.
    void erase(std::int64_t person, ViewId id);

private:
    store::Database& database_;
};

} // namespace luoshi::followup

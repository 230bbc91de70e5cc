// SPDX-License-Identifier: Apache-2.0
// A lease taken within a transaction of the store's own. Private to the store.
#pragma once

#include "store/transaction.hpp"

#include <chrono>
#include <string>

namespace luoshi::store {

struct LeaseRequest {
    std::string name;
    std::string holder;
    std::chrono::seconds ttl;
};

bool take_lease(Transaction& transaction, const LeaseRequest& request);

} // namespace luoshi::store

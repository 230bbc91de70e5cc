// SPDX-License-Identifier: Apache-2.0
#include "store/leases.hpp"

#include "store/engine.hpp"
#include "store/lease_rows.hpp"

namespace luoshi::store {

bool take_lease(Transaction& transaction, const LeaseRequest& request) {
    const auto until = transaction.now() + request.ttl;
    return transaction.execute("INSERT INTO store_leases (name, holder, until) VALUES ($1, $2, $3) "
                               "ON CONFLICT (name) DO UPDATE SET holder = $2, until = $3 "
                               "WHERE store_leases.holder = $2 OR store_leases.until <= $4",
                               {request.name, request.holder, until, transaction.now()}) == 1;
}

bool acquire_lease(Database& database, const std::string& name, const std::string& holder,
                   std::chrono::seconds ttl) {
    bool taken = false;
    engine_of(database).run_store_write([&](Transaction& transaction) {
        taken = take_lease(transaction, {name, holder, ttl});
    });
    return taken;
}

void release_lease(Database& database, const std::string& name, const std::string& holder) {
    engine_of(database).run_store_write([&](Transaction& transaction) {
        transaction.execute("DELETE FROM store_leases WHERE name = $1 AND holder = $2",
                            {name, holder});
    });
}

} // namespace luoshi::store

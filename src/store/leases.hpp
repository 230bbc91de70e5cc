// SPDX-License-Identifier: Apache-2.0
// Mutual exclusion between servers on one database: whoever holds a lease may do the named work.
#pragma once

#include <chrono>
#include <string>

namespace luoshi::store {

class Database;

// True when `holder` has the lease until now + ttl: free, expired, or its own (then renewed).
bool acquire_lease(Database& database, const std::string& name, const std::string& holder,
                   std::chrono::seconds ttl);
// Gives it back; no effect when it is another's.
void release_lease(Database& database, const std::string& name, const std::string& holder);

} // namespace luoshi::store

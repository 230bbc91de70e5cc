// SPDX-License-Identifier: Apache-2.0
// The number of a server on its database: two with the same would make the same ids and both send
// the same mail, so the second does not start.
#pragma once

#include "app/repeating.hpp"

#include <optional>
#include <string>

namespace luoshi::store {
class Database;
}

namespace luoshi::app {

class NodeClaim {
public:
    // The same host and data folder take their own number again at once after a crash. Errors:
    // conflict (app.node-taken), unavailable (app.server-id).
    NodeClaim(store::Database& database, std::int64_t node, const std::string& data_folder);
    ~NodeClaim();
    NodeClaim(const NodeClaim&) = delete;
    NodeClaim& operator=(const NodeClaim&) = delete;

private:
    bool claim();
    void renew();

    store::Database& database_;
    std::string name_, holder_;
    std::optional<Repeating> thread_;
};

} // namespace luoshi::app

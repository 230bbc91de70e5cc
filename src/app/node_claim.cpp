// SPDX-License-Identifier: Apache-2.0
#include "app/node_claim.hpp"

#include "app/log.hpp"
#include "base/error.hpp"
#include "store/leases.hpp"

#include <unistd.h>

#include <array>
#include <filesystem>

namespace luoshi::app {
namespace {

constexpr std::chrono::seconds kLease{60}, kRenewed{20};

std::string holder_of(const std::string& data_folder) {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return std::string{host.data()} + ":" + std::filesystem::absolute(data_folder).string();
}

} // namespace

NodeClaim::NodeClaim(store::Database& database, std::int64_t node, const std::string& data_folder)
    : database_(database), name_("node-" + std::to_string(node)), holder_(holder_of(data_folder)) {
    if (!claim()) {
        throw failure(
            ErrorCode::conflict, "app.node-taken",
            "another server on this database has the number {}: give each its own 'node'. "
            "If that server is gone for good, its number is free a minute after it",
            node);
    }
    thread_.emplace(kRenewed, [this] { renew(); });
}

NodeClaim::~NodeClaim() {
    thread_.reset();
    try {
        store::release_lease(database_, name_, holder_);
    } catch (const Error& error) { // the database is away: the lease runs out
        log_line("warning", "node-kept", {{"reason", error.reason()}});
    }
}

bool NodeClaim::claim() {
    return store::acquire_lease(database_, name_, holder_, kLease);
}

void NodeClaim::renew() {
    try {
        if (!claim()) {
            log_line("error", "node-taken", {{"node", name_}});
        }
    } catch (const Error& error) {
        log_line("warning", "node-not-renewed", {{"reason", error.reason()}});
    }
}

} // namespace luoshi::app

// SPDX-License-Identifier: Apache-2.0
#include "app/node_claim.hpp"

#include "app/log.hpp"
#include "base/error.hpp"
#include "store/leases.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

namespace luoshi::app {
namespace {

constexpr std::chrono::seconds kLease{60}, kRenewed{20};

// Of a data folder, the same after a crash.
std::string id_in(const std::string& data_folder) {
    const auto path = data_folder + "/server-id";
    std::string id;
    if (std::ifstream{path} >> id) {
        return id;
    }
    std::array<unsigned char, 16> bytes{};
    ensure(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "there is randomness");
    for (const auto byte : bytes) {
        id += fmt::format("{:02x}", byte);
    }
    std::ofstream stream{path};
    stream << id << '\n';
    if (!stream.flush()) {
        throw failure(ErrorCode::unavailable, "app.server-id", "cannot write '{}'", path);
    }
    return id;
}

// Hosts and paths may be called alike, and a folder may be a copy of another, here or elsewhere.
std::string holder_of(const std::string& data_folder) {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    const auto path = std::filesystem::canonical(data_folder).string();
    return std::string{host.data()} + ":" + path + ":" + id_in(data_folder);
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

// SPDX-License-Identifier: Apache-2.0
// Private: what all connections of one server share. Threads: every member may be used from any.
#pragma once

#include "http/proxies.hpp"
#include "http/server.hpp"
#include "http/work_pool.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace luoshi::http {

class Connection;

// Bytes of request bodies held at once over all connections.
class BodyBudget {
public:
    explicit BodyBudget(std::size_t limit) : limit_(limit) {}
    bool has_room(std::size_t bytes) const noexcept { return bytes <= limit_ - used_.load(); }
    bool try_take(std::size_t bytes) noexcept;
    void give_back(std::size_t bytes) noexcept { used_ -= bytes; }

private:
    const std::size_t limit_;
    std::atomic<std::size_t> used_{0}; // <= limit_
};

class ConnectionSet {
public:
    void add(const std::shared_ptr<Connection>& connection);
    void remove(const Connection* connection);
    std::size_t size() const;
    std::vector<std::shared_ptr<Connection>> all() const;
    bool wait_until_empty(std::chrono::steady_clock::time_point until);

private:
    mutable std::mutex mutex_;
    std::condition_variable empty_;
    std::unordered_map<const Connection*, std::weak_ptr<Connection>> connections_;
};

class ServerMetrics {
public:
    ServerMetrics(Registry& registry, const Router& router);
    void answered(const Route* route, Method method, int status, double seconds);
    void rejected(std::string_view reason);
    Gauge& connections;
    Gauge& queue;

private:
    Registry& registry_;
    std::vector<Histogram*> seconds_; // by Route::index; the last one: no route
};

struct ServerState {
    ServerState(ServerOptions given, const Router& its_router, const Clock& its_clock);
    std::string make_request_id();

    const ServerOptions options;
    const Router& router;
    const Clock& clock;
    const ProxyList proxies;
    Registry own_registry;
    ServerMetrics metrics;
    BodyBudget budget;
    BodyBudget spooled;
    ConnectionSet connections;
    WorkPool pool;
    std::atomic<bool> stopping{false};

private:
    std::atomic<std::uint64_t> next_id_;
};

} // namespace luoshi::http

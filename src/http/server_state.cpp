// SPDX-License-Identifier: Apache-2.0
#include "http/server_state.hpp"

#include "http/connection.hpp"

#include <fmt/format.h>

#include <random>

namespace luoshi::http {

bool BodyBudget::try_take(std::size_t bytes) noexcept {
    auto used = used_.load();
    do {
        if (bytes > limit_ - used) {
            return false;
        }
    } while (!used_.compare_exchange_weak(used, used + bytes));
    return true;
}

void ConnectionSet::add(const std::shared_ptr<Connection>& connection) {
    const std::scoped_lock lock{mutex_};
    connections_.emplace(connection.get(), connection);
}

void ConnectionSet::remove(const Connection* connection) {
    const std::scoped_lock lock{mutex_};
    connections_.erase(connection);
    if (connections_.empty()) {
        empty_.notify_all();
    }
}

std::size_t ConnectionSet::size() const {
    const std::scoped_lock lock{mutex_};
    return connections_.size();
}

std::vector<std::shared_ptr<Connection>> ConnectionSet::all() const {
    std::vector<std::shared_ptr<Connection>> found;
    const std::scoped_lock lock{mutex_};
    found.reserve(connections_.size());
    for (const auto& [address, weak] : connections_) {
        if (auto connection = weak.lock()) {
            found.push_back(std::move(connection));
        }
    }
    return found;
}

bool ConnectionSet::wait_until_empty(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock{mutex_};
    return empty_.wait_until(lock, until, [this] { return connections_.empty(); });
}

ServerMetrics::ServerMetrics(Registry& registry, const Router& router)
    : connections(registry.gauge("luoshi_http_connections", "Open connections")),
      queue(registry.gauge("luoshi_http_queue", "Requests waiting for a worker")),
      registry_(registry) {
    const auto histogram = [&](const std::string& route) {
        return &registry.histogram("luoshi_http_request_seconds",
                                   "Time from the end of the head to the last byte of the answer",
                                   {{"route", route}});
    };
    for (const auto& route : router.routes()) {
        seconds_.push_back(histogram(route->pattern));
    }
    seconds_.push_back(histogram(""));
}

void ServerMetrics::answered(const Route* route, Method method, int status, double seconds) {
    registry_
        .counter("luoshi_http_requests_total", "Answered requests",
                 {{"route", route != nullptr ? route->pattern : ""},
                  {"method", std::string{to_string(method)}},
                  {"status", std::to_string(status)}})
        .add();
    (route != nullptr ? seconds_[route->index] : seconds_.back())->observe(seconds);
}

void ServerMetrics::rejected(std::string_view reason) {
    registry_
        .counter("luoshi_http_rejected_total", "Requests refused before any handler",
                 {{"reason", std::string{reason}}})
        .add();
}

ServerState::ServerState(ServerOptions given, const Router& its_router, const Clock& its_clock)
    : options(std::move(given)), router(its_router), clock(its_clock),
      proxies(options.trusted_proxies),
      metrics(options.metrics != nullptr ? *options.metrics : own_registry, router),
      budget(options.limits.all_bodies), spooled(options.limits.all_spooled),
      pool(options.work_threads, options.work_queue),
      next_id_((std::uint64_t{std::random_device{}()} << 32) | std::random_device{}()) {}

std::string ServerState::make_request_id() {
    // splitmix64: ids that follow one another do not look alike.
    auto x = next_id_.fetch_add(0x9e3779b97f4a7c15U, std::memory_order_relaxed);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return fmt::format("{:016x}", x ^ (x >> 31));
}

} // namespace luoshi::http

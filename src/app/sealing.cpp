// SPDX-License-Identifier: Apache-2.0
#include "app/sealing.hpp"

#include "app/log.hpp"
#include "base/error.hpp"

#include <unistd.h>

#include <chrono>

namespace luoshi::app {

Sealing::Sealing(Installation& installation)
    : installation_(installation), sealer_(*installation.database, "server-" + std::to_string(::getpid()), installation.anchor_key) {
    installation.database->on_commit([this] {
        const std::lock_guard lock{mutex_};
        woken_ = true;
        wake_.notify_one();
    });
    thread_ = std::thread{[this] { run(); }};
}

Sealing::~Sealing() {
    installation_.database->on_commit({});
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
        wake_.notify_one();
    }
    thread_.join();
    seal();
}

void Sealing::seal() {
    try {
        while (sealer_.run() > 0) {
        }
    } catch (const Error& error) { // the database is away: the next commit wakes us again
        log_line("warning", "sealing-failed", {{"reason", error.reason()}, {"detail", error.what()}});
    }
}

void Sealing::run() {
    std::unique_lock lock{mutex_};
    while (!ending_) {
        wake_.wait_for(lock, std::chrono::minutes{1}, [&] { return woken_ || ending_; });
        woken_ = false;
        lock.unlock();
        seal();
        lock.lock();
    }
}

} // namespace luoshi::app

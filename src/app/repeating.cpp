// SPDX-License-Identifier: Apache-2.0
#include "app/repeating.hpp"

namespace luoshi::app {

Repeating::Repeating(std::chrono::milliseconds pause, std::function<void()> work)
    : pause_(pause), work_(std::move(work)), thread_([this] { run(); }) {}

Repeating::~Repeating() {
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
        wake_.notify_one();
    }
    thread_.join();
}

bool Repeating::is_ending() const {
    const std::lock_guard lock{mutex_};
    return ending_;
}

void Repeating::run() {
    std::unique_lock lock{mutex_};
    while (!ending_) {
        lock.unlock();
        work_();
        lock.lock();
        wake_.wait_for(lock, pause_, [&] { return ending_; });
    }
}

} // namespace luoshi::app

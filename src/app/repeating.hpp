// SPDX-License-Identifier: Apache-2.0
// A thread that does something again and again, with a pause between.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace luoshi::app {

class Repeating {
public:
    // Begins at once. `work` must not throw.
    Repeating(std::chrono::milliseconds pause, std::function<void()> work);
    ~Repeating(); // ends after the run it is at
    Repeating(const Repeating&) = delete;
    Repeating& operator=(const Repeating&) = delete;

    bool is_ending() const; // for long work, between its parts

private:
    void run();

    std::chrono::milliseconds pause_;
    std::function<void()> work_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;
    std::thread thread_; // last: begins when all else is there
};

} // namespace luoshi::app

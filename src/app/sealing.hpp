// SPDX-License-Identifier: Apache-2.0
// The thread that seals the log: woken by commits, and once a minute for the daily anchor.
#pragma once

#include "app/installation.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace luoshi::app {

class Sealing {
public:
    explicit Sealing(Installation& installation);
    ~Sealing(); // seals what is left, then ends
    Sealing(const Sealing&) = delete;
    Sealing& operator=(const Sealing&) = delete;

private:
    void run();
    void seal();

    Installation& installation_;
    store::Sealer sealer_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool woken_ = true;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace luoshi::app

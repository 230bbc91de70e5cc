// SPDX-License-Identifier: Apache-2.0
// The thread that seals the log, woken by commits, and every ten seconds the log of reads; makes
// the daily anchor.
#pragma once

#include "app/installation.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace luoshi::app {

class Sealing {
public:
    // node: of the settings; a server that comes back after a crash goes on with its own lease.
    // anchors: file that each anchor is added to.
    Sealing(Installation& installation, std::int64_t node, std::string anchors);
    ~Sealing(); // seals what is left, then ends
    Sealing(const Sealing&) = delete;
    Sealing& operator=(const Sealing&) = delete;

private:
    void run();
    void seal();
    void keep(const std::string& line) const;

    Installation& installation_;
    std::string anchors_;
    std::string holder_;
    store::Sealer sealer_;
    std::chrono::steady_clock::time_point next_reads_{};
    std::mutex mutex_;
    std::condition_variable wake_;
    bool woken_ = true;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace luoshi::app

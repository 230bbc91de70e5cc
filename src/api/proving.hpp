// SPDX-License-Identifier: Apache-2.0
// The proof of the record as a piece of work beside the requests: one at a time, its result kept
// until the next.
#pragma once

#include "access/reads.hpp"
#include "base/clock.hpp"
#include "store/audit.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace luoshi::api {

struct Proof {
    store::AuditReport record;
    access::ReadLogReport reads;
};

class Proving {
public:
    using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
    using Prove = std::function<Proof(const Progress&)>;

    struct State {
        bool running = false;
        std::string by{}; // who asked
        std::optional<Timestamp> started_at{}, ended_at{};
        std::int64_t done = 0, total = 0; // while it runs
        std::optional<Proof> proof{};     // of the last that ended
        bool failed = false;              // the last one came to no end
    };

    // clock is borrowed. prove may take minutes; it runs on a thread of this object.
    Proving(const Clock& clock, Prove prove);
    ~Proving(); // ends the one that runs at its next step
    Proving(const Proving&) = delete;
    Proving& operator=(const Proving&) = delete;

    bool start(const std::string& by); // false: one runs already
    State state();

private:
    void run();

    const Clock& clock_;
    Prove prove_;
    std::atomic<bool> ending_{false};
    std::mutex mutex_;
    State state_;
    std::thread thread_;
};

} // namespace luoshi::api

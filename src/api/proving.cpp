// SPDX-License-Identifier: Apache-2.0
#include "api/proving.hpp"

#include "base/error.hpp"

namespace luoshi::api {

namespace {

struct Ended {}; // out of a proof that nobody waits for any more

} // namespace

Proving::Proving(const Clock& clock, Prove prove) : clock_(clock), prove_(std::move(prove)) {}

Proving::~Proving() {
    ending_ = true;
    if (thread_.joinable()) {
        thread_.join();
    }
}

bool Proving::start(const std::string& by) {
    const std::lock_guard lock{mutex_};
    if (state_.running) {
        return false;
    }
    if (thread_.joinable()) {
        thread_.join(); // it has ended: what it does last is to say so
    }
    state_.running = true;
    state_.failed = false;
    state_.by = by;
    state_.started_at = clock_.now();
    state_.ended_at.reset();
    state_.done = state_.total = 0;
    thread_ = std::thread{[this] { run(); }};
    return true;
}

Proving::State Proving::state() {
    const std::lock_guard lock{mutex_};
    return state_;
}

void Proving::run() {
    std::optional<Proof> proof;
    try {
        proof = prove_([this](std::int64_t done, std::int64_t total) {
            if (ending_) {
                throw Ended{};
            }
            const std::lock_guard lock{mutex_};
            state_.done = done;
            state_.total = total;
        });
    } catch (const Error&) { // the database is away, say
    } catch (const Ended&) {
    }
    const std::lock_guard lock{mutex_};
    state_.running = false;
    state_.failed = !proof;
    state_.ended_at = clock_.now();
    state_.proof = std::move(proof);
}

} // namespace luoshi::api

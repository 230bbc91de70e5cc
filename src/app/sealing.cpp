// SPDX-License-Identifier: Apache-2.0
#include "app/sealing.hpp"

#include "app/log.hpp"
#include "base/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>

namespace luoshi::app {
namespace {

constexpr std::chrono::milliseconds kPause{
    50}; // a run is a commit of its own: not one for each commit

constexpr std::chrono::seconds kReads{10}; // reads wake nobody: they write no event

} // namespace

Sealing::Sealing(Installation& installation, std::int64_t node, std::string anchors)
    : installation_(installation), anchors_(std::move(anchors)),
      holder_("node-" + std::to_string(node)),
      sealer_(*installation.database, holder_, installation.anchor_key) {
    sealer_.on_anchor([this](const std::string& line) { keep(line); });
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
    const auto finish = [](const auto& step) { // one that fails leaves the other to be done
        try {
            step();
        } catch (const Error& error) {
            log_line("warning", "sealing-failed",
                     {{"reason", error.reason()}, {"detail", error.what()}});
        }
    };
    finish([&] { installation_.reads.seal(holder_); });
    finish([&] { sealer_.finish(); });
}

void Sealing::keep(const std::string& line) const {
    const int handle = ::open(anchors_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const auto whole = line + "\n";
    const bool kept =
        handle >= 0 &&
        ::write(handle, whole.data(), whole.size()) == static_cast<ssize_t>(whole.size()) &&
        ::fsync(handle) == 0;
    if (handle >= 0) {
        ::close(handle);
    }
    if (!kept) {
        log_line("warning", "anchor-not-kept", {{"file", anchors_}});
    }
}

void Sealing::seal() {
    try {
        while (sealer_.run() > 0) {
        }
        if (std::chrono::steady_clock::now() >= next_reads_) {
            next_reads_ = std::chrono::steady_clock::now() + kReads;
            installation_.reads.seal(holder_);
        }
    } catch (const Error& error) { // the database is away: the next commit wakes us again
        log_line("warning", "sealing-failed",
                 {{"reason", error.reason()}, {"detail", error.what()}});
    }
}

void Sealing::run() {
    std::unique_lock lock{mutex_};
    while (!ending_) {
        wake_.wait_for(lock, kReads, [&] { return woken_ || ending_; });
        woken_ = false;
        lock.unlock();
        seal();
        lock.lock();
        wake_.wait_for(lock, kPause, [&] { return ending_; });
    }
}

} // namespace luoshi::app

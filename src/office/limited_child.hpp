// SPDX-License-Identifier: Apache-2.0
// Runs our own binary as a child that may do nothing but turn its input into output: bounded memory
// and time, no new files, no network, no programs of its own. For readers of foreign bytes.
//
// A foreign program (pdftotext) is started `confined`.
//
// The parent sets what can be set from outside (resource limits, an empty environment, its three
// pipes, a deadline); the child calls enter_limits() first thing in main and so gives up the rest.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::office {

struct ChildLimits {
    std::size_t memory = 300U << 20; // bytes of address space, so of resident memory too
    std::chrono::seconds cpu{8};
    std::chrono::milliseconds wall{10'000}; // then SIGKILL
    std::size_t output = 256U << 20;        // bytes of stdout
    // A program that cannot call enter_limits() itself: it starts under that filter, with leave to
    // be started and to look at files.
    bool confined = false;
};

enum class ChildOutcome { ok, out_of_memory, out_of_time, too_much_output, killed, failed };

struct ChildResult {
    ChildOutcome outcome = ChildOutcome::ok;
    int status = 0;         // of failed: the exit status; of killed: the signal
    std::string output;     // all of stdout
    std::string error_tail; // the last 4 KiB of stderr
};

// Exit status of a child whose allocation failed; the caller maps std::bad_alloc to it.
inline constexpr int kOutOfMemoryStatus = 71;

// Starts arguments[0] (a path) with the rest, writes `input` to it and reads until it ends; never
// blocks on a full pipe. Safe in a process with many threads: between fork and exec only
// async-signal-safe calls are made. Errors: unavailable "office.no-child" if it cannot be started.
ChildResult run_limited(const std::vector<std::string>& arguments, std::string_view input,
                        const ChildLimits& limits);

// In the child, before any foreign byte is read: no core dump and no tracing, and a seccomp filter
// under which opening files to write, sockets, new processes and programs fail. Works without
// privileges. Errors: internal "office.no-sandbox" if the kernel refuses; then do not go on.
void enter_limits();

} // namespace luoshi::office

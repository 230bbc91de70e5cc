// SPDX-License-Identifier: Apache-2.0
#include "office/limited_child.hpp"

#include "base/error.hpp"
#include "office/sanitized.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace luoshi::office {
namespace {

using namespace std::chrono_literals;

std::string probe() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "office_child_probe";
}

ChildResult run(const std::string& act, std::string_view input = {},
                const ChildLimits& limits = {}) {
    return run_limited({probe(), act}, input, limits);
}

TEST(limited_child, gives_back_what_went_in_however_large) {
    const std::string input(8U << 20, 'z'); // far more than a pipe holds
    const auto result = run("echo", input);
    EXPECT_EQ(result.outcome, ChildOutcome::ok);
    EXPECT_TRUE(result.output == input);
}

#if !defined(LUOSHI_SANITIZED) // the address sanitizer needs more address space than any limit
TEST(limited_child, is_ended_by_the_limit_of_memory) {
    EXPECT_EQ(run("eat").outcome, ChildOutcome::out_of_memory);
}
#endif

TEST(limited_child, is_ended_at_its_deadline) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(run("spin", {}, {.cpu = 1h, .wall = 300ms}).outcome, ChildOutcome::out_of_time);
    EXPECT_EQ(run("hang", {}, {.wall = 300ms}).outcome, ChildOutcome::out_of_time);
    EXPECT_LT(std::chrono::steady_clock::now() - start,
              1min); // far above what a busy machine takes
}

TEST(limited_child, is_ended_by_the_limit_of_processor_time) {
    const ChildLimits one_second{.cpu = 1s, .wall = 10min};
    EXPECT_EQ(run("spin", {}, one_second).outcome, ChildOutcome::out_of_time);
    EXPECT_EQ(run("deaf", {}, one_second).outcome, ChildOutcome::out_of_time);
}

TEST(limited_child, is_ended_when_it_writes_too_much) {
    EXPECT_EQ(run("flood", {}, {.output = 1U << 20}).outcome, ChildOutcome::too_much_output);
}

TEST(limited_child, keeps_the_tail_of_what_it_complains) {
    const auto result = run("noise");
    EXPECT_EQ(result.outcome, ChildOutcome::ok);
    EXPECT_EQ(result.error_tail.size(), 4096U);
    EXPECT_TRUE(result.error_tail.ends_with("the end"));
}

TEST(limited_child, says_how_it_failed) {
    const auto failed = run("fail", "unread input");
    EXPECT_EQ(failed.outcome, ChildOutcome::failed);
    EXPECT_EQ(failed.status, 5);
    EXPECT_EQ(failed.error_tail, "no good");
    const auto killed = run("abort");
    EXPECT_EQ(killed.outcome, ChildOutcome::killed);
    EXPECT_EQ(killed.status, SIGABRT);
}

TEST(limited_child, has_an_empty_environment) {
    EXPECT_EQ(run("environment").output, "empty\n");
}

TEST(limited_child, may_not_write_files_open_sockets_or_start_programs) {
    for (const auto* act : {"write", "socket", "fork", "exec"}) {
        EXPECT_EQ(run(act).output, "denied\n") << act;
    }
    EXPECT_EQ(run("read").output, "allowed\n"); // data of libraries is read
}

TEST(limited_child, can_be_run_from_many_threads_at_once) {
    std::vector<std::thread> threads;
    std::vector<ChildOutcome> outcomes(8, ChildOutcome::failed);
    for (auto& outcome : outcomes) {
        threads.emplace_back(
            [&outcome] { outcome = run("echo", std::string(300'000, 'y')).outcome; });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(outcomes, std::vector(8, ChildOutcome::ok));
}

TEST(limited_child, that_cannot_be_started_is_an_error) {
    try {
        run_limited({"/no/such/program"}, {}, {});
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.reason(), "office.no-child");
    }
}

} // namespace
} // namespace luoshi::office

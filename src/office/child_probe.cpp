// SPDX-License-Identifier: Apache-2.0
// A child that does what a child must not: for limited_child_test. Its first argument says what.
#include "office/limited_child.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <new>
#include <string>
#include <vector>

namespace {

using luoshi::office::enter_limits;

int report(bool denied) {
    std::puts(denied ? "denied" : "allowed");
    return 0;
}

int echo() {
    const std::string all{std::istreambuf_iterator<char>{std::cin}, {}};
    std::cout << all;
    return 0;
}

int eat_memory() {
    try {
        std::vector<std::string> blocks;
        while (true) {
            blocks.emplace_back(16U << 20, 'x');
        }
    } catch (const std::bad_alloc&) {
        return luoshi::office::kOutOfMemoryStatus;
    }
}

int spin() {
    volatile bool forever = true;
    while (forever) {
    }
    return 0;
}

int flood() {
    const std::string block(1U << 16, 'x');
    while (true) {
        std::cout << block;
        std::cerr << block;
    }
}

int leave_input_and_hang() {
    ::close(0);
    ::close(1);
    ::close(2);
    while (true) {
        ::pause(); // until the deadline of the parent ends it
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::map<std::string, std::function<int()>> acts{
        {"echo", echo},
        {"eat", eat_memory},
        {"spin", spin},
        {"deaf",
         [] {
             ::signal(SIGXCPU, SIG_IGN); // as if both limits were passed at once
             return spin();
         }},
        {"flood", flood},
        {"hang", leave_input_and_hang},
        {"noise",
         [] {
             std::cerr << std::string(100'000, 'n') << "the end";
             return 0;
         }},
        {"fail",
         [] {
             std::cerr << "no good";
             return 5;
         }},
        {"abort", []() -> int { std::abort(); }},
        {"environment",
         [] {
             std::puts(environ == nullptr || *environ == nullptr ? "empty" : *environ);
             return 0;
         }},
        {"write", [] { return report(::open("/tmp/luoshi-probe", O_CREAT | O_WRONLY, 0600) < 0); }},
        {"socket", [] { return report(::socket(AF_INET, SOCK_STREAM, 0) < 0); }},
        {"fork", [] { return report(::fork() < 0); }},
        {"exec",
         [] {
             ::execl("/bin/true", "/bin/true", nullptr);
             return report(true);
         }},
        {"read", [] { return report(::open("/etc/hostname", O_RDONLY) < 0); }}};
    if (argc != 2 || !acts.contains(argv[1])) {
        return 2;
    }
    enter_limits();
    const auto status = acts.at(argv[1])();
    std::fflush(stdout);
    std::cout.flush();
    ::_exit(
        status); // without the exit handlers of a sanitizer, which want system calls of their own
}

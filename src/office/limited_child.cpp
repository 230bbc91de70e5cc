// SPDX-License-Identifier: Apache-2.0
#include "office/limited_child.hpp"

#include "base/error.hpp"
#include "office/sandbox.hpp"
#include "office/sanitized.hpp"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

namespace luoshi::office {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kErrorTail = 4096;
constexpr int kNoFilterStatus = 126;

class Fd {
public:
    Fd() = default;
    explicit Fd(int fd) noexcept : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Fd& operator=(Fd&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Fd() { reset(); }
    int get() const noexcept { return fd_; }
    bool is_open() const noexcept { return fd_ >= 0; }
    void reset() noexcept {
        if (fd_ >= 0) {
            ::close(std::exchange(fd_, -1));
        }
    }

private:
    int fd_ = -1;
};

struct Pipe {
    Fd read, write;
};

Error no_child(const char* what) {
    return failure(ErrorCode::unavailable, "office.no-child",
                   "cannot start a reader process: {}: {}", what, std::strerror(errno));
}

// Both ends are above the standard descriptors, so that dup2 in the child never meets its own
// source.
Pipe make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw no_child("pipe");
    }
    Pipe pipe{Fd{ends[0]}, Fd{ends[1]}};
    for (auto* end : {&pipe.read, &pipe.write}) {
        if (end->get() <= STDERR_FILENO) {
            Fd higher{::fcntl(end->get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1)};
            if (!higher.is_open()) {
                throw no_child("fcntl");
            }
            *end = std::move(higher);
        }
    }
    return pipe;
}

void limit(int resource, rlim_t value) noexcept {
    const rlimit both{value, value};
    ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

struct Start {
    char* const* arguments;
    int input, output, error;
    pid_t parent;
    rlim_t memory, cpu_s;
    const sock_fprog* filter; // null: the child confines itself
};

// After fork in a process with threads: async-signal-safe calls only.
[[noreturn]] void become_child(const Start& start) noexcept {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != start.parent) {
        ::_exit(127); // the parent died before it could take us along
    }
    ::dup2(start.input, STDIN_FILENO);
    ::dup2(start.output, STDOUT_FILENO);
    ::dup2(start.error, STDERR_FILENO);
    for (int signal = 1; signal < 32; ++signal) {
        struct sigaction standard {};
        standard.sa_handler = SIG_DFL;
        ::sigaction(signal, &standard, nullptr);
    }
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
#if !defined(LUOSHI_SANITIZED)
    limit(RLIMIT_AS, start.memory);
#endif
    const rlimit cpu{start.cpu_s, start.cpu_s + 1}; // SIGXCPU first, which says why
    ::setrlimit(RLIMIT_CPU, &cpu);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    if (start.filter != nullptr &&
        (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, start.filter, 0, 0) != 0)) {
        ::_exit(kNoFilterStatus);
    }
    char* const no_environment = nullptr; // an empty list
    ::execve(start.arguments[0], start.arguments, &no_environment);
    ::_exit(127);
}

std::chrono::microseconds time_of(const timeval& value) noexcept {
    return std::chrono::seconds{value.tv_sec} + std::chrono::microseconds{value.tv_usec};
}

struct Ended {
    int status = 0; // as wait(2) gives it
    std::chrono::microseconds processor_time{};
};

class Running {
public:
    Running(const std::vector<std::string>& arguments, const ChildLimits& limits) {
        auto in = make_pipe(), out = make_pipe(), error = make_pipe();
        std::vector<char*> argv;
        argv.reserve(arguments.size() + 1);
        for (const auto& argument : arguments) {
            argv.push_back(const_cast<char*>(argument.c_str())); // execve promises not to write
        }
        argv.push_back(nullptr);
        auto filter = limits.confined ? make_filter(Confines::program) : std::vector<sock_filter>{};
        const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
        const Start start{argv.data(),
                          in.read.get(),
                          out.write.get(),
                          error.write.get(),
                          ::getpid(),
                          limits.memory,
                          static_cast<rlim_t>(limits.cpu.count()),
                          limits.confined ? &program : nullptr};
        pid_ = ::fork();
        if (pid_ < 0) {
            throw no_child("fork");
        }
        if (pid_ == 0) {
            become_child(start);
        }
        input = std::move(in.write);
        output = std::move(out.read);
        errors = std::move(error.read);
        for (const auto* fd : {&input, &output, &errors}) {
            ::fcntl(fd->get(), F_SETFL, O_NONBLOCK);
        }
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        if (pid_ > 0) {
            kill();
            wait();
        }
    }

    void kill() const noexcept { ::kill(pid_, SIGKILL); }
    void wait() noexcept {
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
    }
    // It closed its ends and should be ending; nullopt if it does not by then.
    std::optional<Ended> wait_until(Clock::time_point deadline) noexcept {
        Ended ended;
        rusage used{};
        while (::wait4(pid_, &ended.status, WNOHANG, &used) == 0) {
            if (Clock::now() >= deadline) {
                return std::nullopt;
            }
            ::poll(nullptr, 0, 1);
        }
        pid_ = -1;
        ended.processor_time = time_of(used.ru_utime) + time_of(used.ru_stime);
        return ended;
    }

    Fd input, output, errors;

private:
    pid_t pid_ = -1;
};

// A pipe whose reader is gone must not end the whole process.
class NoSigpipe {
public:
    NoSigpipe() {
        ::sigemptyset(&mask_);
        ::sigaddset(&mask_, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &mask_, &old_);
    }
    ~NoSigpipe() {
        const timespec now{0, 0};
        if (::sigismember(&old_, SIGPIPE) == 0) {
            while (::sigtimedwait(&mask_, nullptr, &now) > 0) {
            }
        }
        ::pthread_sigmask(SIG_SETMASK, &old_, nullptr);
    }
    NoSigpipe(const NoSigpipe&) = delete;
    NoSigpipe& operator=(const NoSigpipe&) = delete;

private:
    sigset_t mask_{}, old_{};
};

class Exchange {
public:
    Exchange(Running& child, std::string_view input, const ChildLimits& limits)
        : child_(child), input_(input), limits_(limits), deadline_(Clock::now() + limits.wall) {}

    // Until the child closed both its ends, or a limit was met.
    ChildOutcome run(ChildResult& result) {
        if (input_.empty()) {
            child_.input.reset();
        }
        while (child_.output.is_open() || child_.errors.is_open()) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
            if (left.count() <= 0) {
                return ChildOutcome::out_of_time;
            }
            std::array<pollfd, 3> waits{{{child_.input.get(), POLLOUT, 0},
                                         {child_.output.get(), POLLIN, 0},
                                         {child_.errors.get(), POLLIN, 0}}};
            if (::poll(waits.data(), waits.size(), static_cast<int>(left.count()) + 1) < 0 &&
                errno != EINTR) {
                return ChildOutcome::killed;
            }
            if (waits[0].revents != 0) {
                write_some();
            }
            if (waits[1].revents != 0) {
                read_some(child_.output, result.output);
                if (result.output.size() > limits_.output) {
                    return ChildOutcome::too_much_output;
                }
            }
            if (waits[2].revents != 0) {
                read_some(child_.errors, result.error_tail);
                if (result.error_tail.size() > kErrorTail) {
                    result.error_tail.erase(0, result.error_tail.size() - kErrorTail);
                }
            }
        }
        return ChildOutcome::ok;
    }

    Clock::time_point deadline() const noexcept { return deadline_; }

private:
    void write_some() {
        const auto written = ::write(child_.input.get(), input_.data(), input_.size());
        if (written >= 0) {
            input_.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EAGAIN && errno != EINTR) {
            input_ = {}; // it reads no more; its status will say why
        }
        if (input_.empty()) {
            child_.input.reset();
        }
    }

    void read_some(Fd& from, std::string& to) {
        const auto got = ::read(from.get(), buffer_.data(), buffer_.size());
        if (got > 0) {
            to.append(buffer_.data(), static_cast<std::size_t>(got));
        } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
            from.reset();
        }
    }

    Running& child_;
    std::string_view input_;
    const ChildLimits& limits_;
    Clock::time_point deadline_;
    std::array<char, 65'536> buffer_{};
};

void judge(const Ended& ended, const ChildLimits& limits, ChildResult& result) {
    const auto status = ended.status;
    if (WIFEXITED(status)) {
        result.status = WEXITSTATUS(status);
        result.outcome = result.status == 0                    ? ChildOutcome::ok
                         : result.status == kOutOfMemoryStatus ? ChildOutcome::out_of_memory
                                                               : ChildOutcome::failed;
        return;
    }
    result.status = WTERMSIG(status);
    // A machine that stood still may count past both limits at once: then it is SIGKILL.
    const bool spent = result.status == SIGKILL && ended.processor_time >= limits.cpu;
    result.outcome =
        result.status == SIGXCPU || spent ? ChildOutcome::out_of_time : ChildOutcome::killed;
}

} // namespace

ChildResult run_limited(const std::vector<std::string>& arguments, std::string_view input,
                        const ChildLimits& limits) {
    ensure(!arguments.empty(), "a child needs a program");
    if (::access(arguments.front().c_str(), X_OK) != 0) {
        throw no_child(arguments.front().c_str());
    }
    const NoSigpipe quiet;
    Running child{arguments, limits};
    ChildResult result;
    const auto exchange = std::make_unique<Exchange>(child, input, limits);
    auto outcome = exchange->run(result);
    if (outcome == ChildOutcome::ok) {
        if (const auto ended = child.wait_until(exchange->deadline())) {
            judge(*ended, limits, result);
            return result;
        }
        outcome = ChildOutcome::out_of_time;
    }
    child.kill();
    child.wait();
    result.outcome = outcome;
    result.output.clear();
    return result;
}

} // namespace luoshi::office

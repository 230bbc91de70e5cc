// SPDX-License-Identifier: Apache-2.0
// luoshi_sim [--seed N | --seeds A..B | --full] [--days N] [--jobs N] [--fault NAME | --faults]
// [--postgres]
#include "run.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>

namespace luoshi::sim {
namespace {

struct Options {
    std::uint64_t first = 1, last = 300;
    int days = 400, jobs = 2;
    const Fault* fault = nullptr;
    bool all_faults = false; // one after the other
    EngineKind engine = EngineKind::sqlite;
};

struct Told { // of one worker, in a file
    Counts counts;
    std::string failure, law; // "": none
    std::uint64_t seed = 0, runs = 0;
};

std::optional<Broken> live(Run& run, int days) {
    try {
        run.live(days);
        return std::nullopt;
    } catch (const Broken& broken) {
        return broken;
    } catch (const std::exception& error) {
        return Broken{"error", error.what()};
    }
}

Told work(const Seedbed& seedbed, const Options& options, std::uint64_t job) {
    Told told;
    for (auto seed = options.first + job; seed <= options.last;
         seed += static_cast<std::uint64_t>(options.jobs)) {
        Run run{seedbed, seed, options.fault};
        // One in four lives all of them: most mistakes show early.
        const auto broken = live(run, seed % 4 == 0 ? options.days : options.days / 2);
        ++told.runs;
        for (const auto& [name, count] : run.counts()) {
            told.counts[name] += count;
        }
        if (broken) {
            told.seed = seed;
            told.law = broken->law;
            told.failure = fmt::format("seed {}, {}: law {}: {}\n", seed, to_string(run.day()),
                                       broken->law, broken->what);
            for (const auto& act : run.acts()) {
                told.failure += "  " + act + "\n";
            }
            break;
        }
    }
    return told;
}

void write(const Told& told, std::FILE* file) {
    for (const auto& [name, count] : told.counts) {
        fmt::print(file, "{}\t{}\n", count, name);
    }
    fmt::print(file, "{}\t=runs\n", told.runs);
    if (!told.failure.empty()) {
        fmt::print(file, "{}\t!{}\n{}", told.seed, told.law, told.failure);
    }
    std::fflush(file);
}

Told read(std::FILE* file) {
    Told told;
    std::rewind(file);
    char line[4096];
    while (std::fgets(line, sizeof line, file) != nullptr) {
        std::string text{line};
        const auto tab = text.find('\t');
        if (!told.law.empty() || tab == std::string::npos) {
            told.failure += text;
            continue;
        }
        const auto number = std::strtoll(text.c_str(), nullptr, 10);
        const auto name = text.substr(tab + 1, text.size() - tab - 2);
        if (name == "=runs") {
            told.runs = static_cast<std::uint64_t>(number);
        } else if (name.starts_with('!')) {
            told.seed = static_cast<std::uint64_t>(number);
            told.law = name.substr(1);
        } else {
            told.counts[name] += number;
        }
    }
    return told;
}

// What every default run must have seen.
constexpr std::string_view kNeeded[] = {"issue duty",
                                        "save",
                                        "hand on",
                                        "hand back",
                                        "sign",
                                        "sign as deputy",
                                        "sign on paper",
                                        "submit",
                                        "accept",
                                        "remark",
                                        "return",
                                        "settle",
                                        "withdraw",
                                        "ask time",
                                        "grant time",
                                        "refuse time",
                                        "save by office",
                                        "enter by office",
                                        "confirm",
                                        "spare",
                                        "owe again",
                                        "name deputy",
                                        "person leaves",
                                        "person is back",
                                        "crash before commit",
                                        "crash after commit",
                                        "power cut",
                                        "crash in outbox",
                                        "mail refused",
                                        "mail answer lost",
                                        "mail crash",
                                        "tried to write over accepted",
                                        "part: split task",
                                        "part: split part",
                                        "part: ask joint unit",
                                        "part: accept",
                                        "part: decline",
                                        "part: progress",
                                        "part: report",
                                        "part: change",
                                        "part: to another unit",
                                        "part: insist",
                                        "part: confirm",
                                        "part: give-back",
                                        "part: cancel",
                                        "part withdrawn with the one above",
                                        "tried to change confirmed",
                                        "document: text",
                                        "document: step done",
                                        "document: step left out",
                                        "document: ask comments",
                                        "document: ask signatures",
                                        "document: none",
                                        "document: remarks",
                                        "document: agree",
                                        "document: object",
                                        "document: answer on paper",
                                        "document: rule",
                                        "document: adopt",
                                        "document: decline",
                                        "document: issue",
                                        "document: revise",
                                        "standing late",
                                        "standing lapsed",
                                        "standing disputed",
                                        "paper: send",
                                        "paper: read",
                                        "paper: unread",
                                        "remark: write",
                                        "remark: record from paper",
                                        "remark: hand on",
                                        "remark: take back",
                                        "remark taken back too late",
                                        "remark seen",
                                        "remark not seen",
                                        "version put in force",
                                        "due with the successor",
                                        "due the successor owes itself",
                                        "due that stays with the unit that ended",
                                        "task with the successor",
                                        "part with the successor",
                                        "task: sign",
                                        "task: object",
                                        "task: rule",
                                        "task: clock",
                                        "task: propose",
                                        "task: decide_plan",
                                        "task: report_step",
                                        "task: decide_step",
                                        "task: report_progress",
                                        "task: verify_progress",
                                        "task: apply",
                                        "task: withdraw",
                                        "task: check",
                                        "task: send_back",
                                        "task: close",
                                        "task: close_phase",
                                        "task: keep",
                                        "task: review",
                                        "task: pause",
                                        "task: adjust",
                                        "task: terminate",
                                        "task: restart"};

Told all(const Seedbed& seedbed, const Options& options) {
    std::vector<std::pair<pid_t, std::FILE*>> workers;
    for (int job = 0; job < options.jobs; ++job) {
        auto* file = std::tmpfile();
        const auto child = ::fork();
        if (child == 0) {
            write(work(seedbed, options, static_cast<std::uint64_t>(job)), file);
            ::_exit(0);
        }
        workers.emplace_back(child, file);
    }
    Told sum;
    for (const auto& [child, file] : workers) {
        int status = 0;
        ::waitpid(child, &status, 0);
        auto told = read(file);
        std::fclose(file);
        if (status != 0) {
            told.law = told.failure = "a worker died\n";
        }
        sum.runs += told.runs;
        for (const auto& [name, count] : told.counts) {
            sum.counts[name] += count;
        }
        if (!told.law.empty() && (sum.law.empty() || told.seed < sum.seed)) {
            sum.law = told.law;
            sum.failure = told.failure;
            sum.seed = told.seed;
        }
    }
    return sum;
}

int judge(const Told& told, const Options& options, double seconds) {
    if (options.fault != nullptr) {
        const bool found = told.law == options.fault->law;
        fmt::print("{} {}: law {} caught it at seed {} ({:.1f} s)\n{}", found ? "ok" : "FAILED",
                   options.fault->name, told.law.empty() ? "none" : told.law, told.seed, seconds,
                   found ? "" : told.failure);
        return found ? 0 : 1;
    }
    for (const auto& [name, count] : told.counts) {
        fmt::print("{:>9}  {}\n", count, name);
    }
    int status = told.law.empty() ? 0 : 1;
    fmt::print("{}", told.failure);
    for (const auto needed : kNeeded) {
        if (status == 0 && options.last - options.first >= 99 &&
            !told.counts.contains(std::string{needed})) {
            fmt::print("'{}' never happened\n", needed);
            status = 1;
        }
    }
    fmt::print("{}: {} seeds of {} days in {:.1f} s\n", status == 0 ? "ok" : "FAILED", told.runs,
               options.days, seconds);
    return status;
}

std::uint64_t number(std::string_view text) {
    return std::strtoull(std::string{text}.c_str(), nullptr, 10);
}

int usage() {
    fmt::print(stderr, "luoshi_sim [--seed N | --seeds A..B | --full] [--days N | --years N] "
                       "[--jobs N] [--fault NAME | --faults] [--postgres]\n");
    return 2;
}

int run(const Seedbed& seedbed, const Options& options) {
    const auto begin = std::chrono::steady_clock::now();
    const auto told = all(seedbed, options);
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    return judge(told, options, spent.count());
}

int run(const std::vector<std::string_view>& words) {
    Options options;
    for (std::size_t n = 0; n < words.size(); ++n) {
        if (words[n] == "--full") {
            options.last = 5000;
            continue;
        }
        if (words[n] == "--faults") {
            options.all_faults = true;
            continue;
        }
        if (words[n] == "--postgres") {
            options.engine = EngineKind::postgresql;
            continue;
        }
        if (n + 1 == words.size()) {
            return usage();
        }
        const auto name = words[n];
        const auto value = words[++n];
        if (name == "--seed") {
            options.first = options.last = number(value);
        } else if (name == "--seeds" && value.find("..") != std::string_view::npos) {
            options.first = number(value.substr(0, value.find("..")));
            options.last = number(value.substr(value.find("..") + 2));
        } else if (name == "--days") {
            options.days = static_cast<int>(number(value));
        } else if (name == "--years") {
            options.days = static_cast<int>(number(value)) * 365;
        } else if (name == "--jobs") {
            options.jobs = static_cast<int>(number(value));
        } else if (name == "--fault") {
            options.fault = find_fault(value);
        }
        if (options.jobs < 1 || (name == "--fault" && options.fault == nullptr)) {
            return usage();
        }
    }
    const Seedbed seedbed{options.engine};
    if (!options.all_faults) {
        return run(seedbed, options);
    }
    int status = 0;
    for (const auto& fault : faults()) {
        options.fault = &fault;
        status = std::max(status, run(seedbed, options));
    }
    return status;
}

} // namespace
} // namespace luoshi::sim

int main(int argc, char** argv) {
    try {
        return luoshi::sim::run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}

// SPDX-License-Identifier: Apache-2.0
#include "app/due_work.hpp"

#include "app/log.hpp"
#include "base/error.hpp"

#include <chrono>

namespace luoshi::app {
namespace {

constexpr std::chrono::seconds kLook{1}; // at the date, which a demo may set
constexpr int kRun = 60;                 // looks between two runs on the same date

// Apart from the rest: one unit that cannot be followed stops nobody's dues.
void reform(Installation& installation) {
    try {
        for (const auto& one : installation.reform.run_due()) {
            if (!one.failure.empty()) {
                log_line("warning", "reform-failed",
                         {{"unit", to_string(one.unit)}, {"reason", one.failure}});
                continue;
            }
            log_line("info", "unit-reformed",
                     {{"unit", to_string(one.unit)},
                      {"successor", to_string(one.successor)},
                      {"dues", std::to_string(one.dues)},
                      {"tasks", std::to_string(one.tasks)},
                      {"subtasks", std::to_string(one.subtasks)}});
        }
    } catch (const Error& error) {
        log_line("warning", "reform-failed",
                 {{"reason", error.reason()}, {"detail", error.what()}});
    }
}

void make_dues(Installation& installation) {
    try {
        const auto done = installation.duties.run_due();
        if (done.made + done.cancelled + done.revived > 0) {
            log_line("info", "dues-made",
                     {{"made", std::to_string(done.made)},
                      {"cancelled", std::to_string(done.cancelled)},
                      {"revived", std::to_string(done.revived)}});
        }
        const auto reminded =
            installation.reminders.run_due() + installation.subtask_reminders.run_due();
        if (reminded > 0) {
            log_line("info", "reminded", {{"messages", std::to_string(reminded)}});
        }
        const auto months = installation.statements.run_due();
        const auto weeks = installation.lives.take_weeks();
        if (months + weeks > 0) {
            log_line("info", "kept-for-later",
                     {{"months", std::to_string(months)}, {"weeks", std::to_string(weeks)}});
        }
        if (const auto urged = installation.documents.run_due(); urged > 0) {
            log_line("info", "answers-late", {{"messages", std::to_string(urged)}});
        }
    } catch (const Error& error) { // the database is away: the next run makes up for it
        log_line("warning", "dues-failed", {{"reason", error.reason()}, {"detail", error.what()}});
    }
}

} // namespace

void do_due_work(Installation& installation) {
    const std::lock_guard lock{installation.due_work};
    reform(installation); // before dues are made for units that are no more
    make_dues(installation);
}

DueWork::DueWork(Installation& installation)
    : installation_(installation), thread_(kLook, [this] { look(); }) {}

void DueWork::look() {
    const auto today = installation_.clock.today();
    if (looks_++ % kRun == 0 || today != last_) {
        last_ = today;
        do_due_work(installation_);
    }
}

} // namespace luoshi::app

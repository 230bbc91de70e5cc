// SPDX-License-Identifier: Apache-2.0
// On hold, other dates, the end, again: what a decision does to the course of a task. What was
// before stands in the change.
#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "followup/life_desk.hpp"
#include "followup/rows_closing.hpp"
#include "followup/rows_steps.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <array>

namespace luoshi::followup {
namespace {

struct Way {
    Act act;
    const char* action;
};
constexpr std::array<Way, 5> kWays{{{Act::pause, "followup.task-paused"},
                                    {Act::adjust, "followup.task-adjusted"},
                                    {Act::terminate, "followup.task-terminated"},
                                    {Act::restart, "followup.task-restarted"},
                                    {Act::review, "followup.task-reviewed"}}};

std::string open_dates(const std::vector<Milestone>& milestones) {
    JsonWriter json;
    json.begin_array();
    for (const auto& one : milestones) {
        if (is_open(one.state)) {
            json.begin_object();
            json.id("id", one.id.value);
            json.member("title", one.title);
            json.member("due", to_string(one.due));
            json.end_object();
        }
    }
    json.end_array();
    return json.take();
}

void set_dates(Desk& desk, const std::vector<NewDate>& dates) {
    if (dates.empty()) {
        incomplete("dates", "at least one milestone with its new date");
    }
    auto all = milestones_of(desk.transaction, desk.life.task);
    for (const auto& date : dates) {
        const auto it = std::find_if(
            all.begin(), all.end(), [&](const Milestone& one) { return one.id == date.milestone; });
        if (it == all.end()) {
            throw failure(ErrorCode::not_found, "followup.no-milestone",
                          "milestone '{}' does not exist", date.milestone.value);
        }
        if (!is_open(it->state)) {
            throw failure(ErrorCode::conflict, "followup.milestone-state", "the milestone is '{}'",
                          to_string(it->state))
                .with("state", std::string{to_string(it->state)});
        }
        it->first_due = it->first_due.value_or(it->due);
        it->due = date.due;
        save_milestone(desk.transaction, *it);
    }
}

// An application that is open when the task stops is not decided on any more.
void drop_application(Desk& desk) {
    for (const auto& one : closings_of(desk.transaction, desk.life.task)) {
        if (one.state == "open") {
            end_closing(desk.transaction, one.id, "withdrawn", "", desk.person());
        }
    }
}

bool carrier_has_signed(const Desk& desk) {
    const auto carriers = carriers_of(desk.holders);
    const auto signings = signings_of(desk.transaction, desk.life.task);
    return std::any_of(signings.begin(), signings.end(), [&](const Signing& one) {
        return std::find(carriers.begin(), carriers.end(), one.unit) != carriers.end();
    });
}

// Time on hold does not count: open milestones are due as many days later.
void run_again(Desk& desk, State from) {
    if (from == State::paused) {
        const auto changes = changes_of(desk.transaction, desk.life.task);
        const auto it = std::find_if(changes.begin(), changes.end(), [](const Change& one) {
            return one.kind == CourseKind::pause;
        });
        ensure(it != changes.end(), "a task on hold was put there");
        shift_open(desk,
                   desk.transaction.today().days_since_epoch() - it->made_on.days_since_epoch());
    }
    desk.life.closing_number.clear();
    desk.life.review_on = desk.life.ended_on = std::nullopt;
}

} // namespace

void Lives::change(const Asker& asker, TaskId task, std::int64_t version, const Course& course) {
    const auto& way = kWays[static_cast<std::size_t>(course.kind)];
    database_.write([&](store::Transaction& transaction) {
        auto desk = open_desk(transaction, asker, {task, version, way.act, way.action});
        expect_words(course.reason, "reason");
        const bool approved = desk.rule->needs_a(Need::approver);
        if (approved) {
            expect_approver(course.approver);
        }
        auto& life = desk.life;
        const auto from = life.facts.state;
        Change change{course.kind,
                      course.reason,
                      course.approver.name,
                      course.approver.position,
                      desk.person(),
                      approved ? std::optional{course.approver.on.value_or(transaction.today())}
                               : std::nullopt,
                      from,
                      open_dates(milestones_of(transaction, task)),
                      {}};
        switch (course.kind) {
        case CourseKind::pause:
            run_clock(desk);
            drop_application(desk);
            break;
        case CourseKind::adjust: set_dates(desk, course.dates); break;
        case CourseKind::terminate:
            run_clock(desk);
            drop_application(desk);
            life.ended_on = transaction.today();
            life.review_on = std::nullopt;
            break;
        case CourseKind::restart: run_again(desk, from); break;
        case CourseKind::review:
            life.review_on = course.review_on.value_or(in_a_year(transaction.today()));
            break;
        }
        insert_change(transaction, life, change);
        close_desk(desk);
        if (course.kind == CourseKind::restart && !carrier_has_signed(desk)) {
            life.facts.state = State::to_sign;
            life.waits = Waits::sign;
            save_life(transaction, life);
        }
    });
}

} // namespace luoshi::followup

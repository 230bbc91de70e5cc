// SPDX-License-Identifier: Apache-2.0
// Signing, objections and what is decided on them.
#include "base/error.hpp"
#include "followup/card_parties.hpp"
#include "followup/life_desk.hpp"
#include "followup/rows_steps.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

[[noreturn]] void bad_decision(const char* why) {
    throw failure(ErrorCode::invalid_argument, "followup.bad-decision", "{}", why);
}

// The role that is decided on: as the verdict says, else the first the objecting unit has.
notice::Role role_in(const Desk& desk, const Verdict& verdict, org::UnitId unit) {
    if (verdict.role) {
        return *verdict.role;
    }
    const auto roles = roles_in(roles_of(desk.holders, unit) & kWorking);
    return roles.empty() ? notice::Role::responsible : roles.front();
}

void check_verdict(const org::Directory& directory, const Verdict& verdict, org::UnitId objector) {
    if (verdict.decision != Decision::keep) {
        const auto* unit = directory.find(verdict.unit);
        if (unit == nullptr || unit->kind != org::UnitKind::unit) {
            bad_decision("say which unit it is");
        }
        if (unit->id == objector) {
            bad_decision("the unit that objects has the task already");
        }
        if (verdict.role == notice::Role::report_to) {
            bad_decision("a unit that only receives a report has no part in a task");
        }
    }
    if (verdict.ruling) {
        expect_words(verdict.ruling->leader, "leader");
        expect_words(verdict.ruling->words, "ruling");
    }
}

Objection open_objection(store::Reader& reader, TaskId task, ObjectionId id) {
    const auto all = objections_of(reader, task);
    const auto it =
        std::find_if(all.begin(), all.end(), [&](const Objection& one) { return one.id == id; });
    if (it == all.end()) {
        throw failure(ErrorCode::not_found, "followup.no-objection",
                      "objection '{}' does not exist", id.value);
    }
    if (it->decision) {
        throw failure(ErrorCode::conflict, "followup.already-decided",
                      "the objection was decided on {}", to_string(*it->decided_on));
    }
    return *it;
}

bool is_undecided(const Objection& objection) {
    return !objection.decision;
}

} // namespace

void Lives::sign(const Asker& asker, TaskId task, std::int64_t version) {
    database_.write([&](store::Transaction& transaction) {
        auto desk =
            open_desk(transaction, asker, {task, version, Act::sign, "followup.task-signed"});
        const auto signings = signings_of(transaction, task);
        if (std::any_of(signings.begin(), signings.end(),
                        [&](const Signing& one) { return one.unit == asker.unit(); })) {
            throw failure(ErrorCode::conflict, "followup.already-signed",
                          "the unit has signed already");
        }
        insert_signing(transaction, desk.life, asker.unit(), desk.person(), asker.scope.sees_all());
        close_desk(desk);
    });
}

void Lives::object(const Asker& asker, TaskId task, std::int64_t version, const std::string& reason,
                   org::UnitId proposed) {
    database_.write([&](store::Transaction& transaction) {
        auto desk = open_desk(transaction, asker,
                              {task, version, Act::object, "followup.objection-raised"});
        expect_words(reason, "reason");
        const auto objections = objections_of(transaction, task);
        const auto until =
            sign_by(desk.life, desk.run, objections, asker.unit(), org::work_calendar(transaction));
        if (until < transaction.today()) {
            throw failure(ErrorCode::conflict, "followup.window-over",
                          "objections could be raised until {}", to_string(until))
                .with("sign_by", to_string(until));
        }
        if (std::any_of(objections.begin(), objections.end(), [&](const Objection& one) {
                return one.unit == asker.unit() && is_undecided(one);
            })) {
            throw failure(ErrorCode::conflict, "followup.already-objecting",
                          "an objection of this unit is open");
        }
        const auto* unit = directories_.get(transaction)->find(proposed);
        if (proposed && (unit == nullptr || unit->kind != org::UnitKind::unit)) {
            incomplete("proposed_unit_id", "the id of a unit");
        }
        insert_objection(transaction, desk.life, asker.unit(), reason, proposed, desk.person());
        close_desk(desk);
    });
}

void Lives::decide(const Asker& asker, TaskId task, std::int64_t version, ObjectionId id,
                   const Verdict& verdict) {
    database_.write([&](store::Transaction& transaction) {
        auto desk =
            open_desk(transaction, asker, {task, version, Act::rule, "followup.objection-decided"});
        auto objection = open_objection(transaction, task, id);
        const auto directory = org::read_directory(transaction);
        expect_words(verdict.words, "words");
        check_verdict(*directory, verdict, objection.unit);
        objection.decided_role = role_in(desk, verdict, objection.unit);
        save_decision(transaction, id, verdict, *objection.decided_role, desk.person());
        objection.decision = verdict.decision;
        objection.decided_unit = verdict.unit;
        objection.decided_on = transaction.today();
        apply_decision(transaction, *directory, desk.life.plan, task, objection);
        const auto left = objections_of(transaction, task);
        if (std::none_of(left.begin(), left.end(), is_undecided)) {
            run_clock(desk);
        }
        close_desk(desk);
    });
}

void Lives::set_clock(const Asker& asker, TaskId task, std::int64_t version, bool stopped) {
    database_.write([&](store::Transaction& transaction) {
        auto desk = open_desk(transaction, asker,
                              {task, version, Act::clock,
                               stopped ? "followup.clock-stopped" : "followup.clock-started"});
        const auto objections = objections_of(transaction, task);
        const bool open = std::any_of(objections.begin(), objections.end(), is_undecided);
        if (stopped == desk.life.stopped_on.has_value() || (stopped && !open)) {
            throw failure(ErrorCode::conflict, "followup.clock", "{}",
                          stopped ? "the clock is stopped over an open objection only, and once"
                                  : "the clock runs");
        }
        if (stopped) {
            desk.life.stopped_on = transaction.today();
        } else {
            run_clock(desk);
        }
        close_desk(desk);
    });
}

} // namespace luoshi::followup

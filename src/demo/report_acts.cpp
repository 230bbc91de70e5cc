// SPDX-License-Identifier: Apache-2.0
// Reports: typed, handed on, signed, handed in; on paper; returned, mended, accepted; rung about.
#include "demo/autumn.hpp"

#include "base/work_calendar.hpp"
#include "demo/fill.hpp"
#include "duty/calls.hpp"
#include "duty/dues.hpp"
#include "duty/duties.hpp"
#include "duty/submissions.hpp"

#include <algorithm>

namespace luoshi::demo {
namespace {

using duty::DueState;

constexpr int kPutOff = 60; // days: a returned report is due later; the next occurrence is farther

// Of a due of a unit; stays the same when it is returned or put off.
std::string key_of(const duty::DueLine& line, std::string_view unit, std::string_view what) {
    return std::string{unit} + "/" + to_string(line.due.occurrence) + "/" + std::string{what};
}

} // namespace

void Autumn::reports() {
    const auto duties = services_.duties.list(org::Scope::all(), plan_);
    for (const auto& script : script_.reports) {
        const auto duty = std::ranges::find_if(
            duties, [&](const auto& one) { return one.definition.code == script.duty; });
        if (duty == duties.end()) {
            continue;
        }
        duty::DueFilter filter;
        filter.plan = plan_;
        filter.duty = duty->id;
        filter.to = script.until.plus_days(kPutOff);
        for (const auto& line : services_.dues.list(org::Scope::all(), filter, "", 500).lines) {
            report(script, line);
        }
    }
}

void Autumn::report(const ReportScript& script, const duty::DueLine& line) {
    const auto* const unit = directory_->find(line.due.unit);
    if (unit == nullptr || drafter(unit->id) == nullptr || signer(unit->id) == nullptr) {
        return;
    }
    const bool left = std::ranges::find(script_.left, unit->code) != script_.left.end();
    if (line.due.state == DueState::submitted) {
        review(script, line);
    } else if (left) {
        return;
    } else if (line.due.state == DueState::returned) {
        mend(script, line);
    } else if (duty::is_waiting(line.due.state) &&
               !chance(key_of(line, unit->code, "never"), script.never)) {
        const auto on = drawn_day(key_of(line, unit->code, "day"), script.from, script.until);
        hand_in(script, line, on);
    }
    ring(script, line);
}

void Autumn::hand_in(const ReportScript& script, const duty::DueLine& line, Date on) {
    auto& submissions = services_.submissions;
    const auto& code = directory_->find(line.due.unit)->code;
    const bool paper = chance(key_of(line, code, "paper"), script.on_paper);
    const auto& typist = paper ? office(code) : *drafter(line.due.unit);
    const auto type = [&] {
        const auto detail = submissions.open(typist.principal, line.due.id);
        const auto& filled = detail.opened.filled;
        const auto body =
            filled_in(filled.body, script,
                      [&](const Words& words, std::string_view key) -> const std::string& {
                          return one_of(words, key_of(line, code, key));
                      });
        return submissions.save(typist, line.due.id, filled.revision, body).revision;
    };
    if (paper) {
        if (line.due.state == DueState::open && today() >= on) {
            act([&] {
                const auto seen = type();
                submissions.enter(
                    typist, line.due.id, seen,
                    {today(), one_of(script.paper, key_of(line, code, "manner")), {}});
            });
        }
    } else if (line.due.state == DueState::open) {
        if (today() >= on.plus_days(-3)) {
            act([&] { type(); });
        }
    } else if (line.step().kind == duty::StepKind::draft) {
        if (today() >= on.plus_days(-1)) {
            move_on(line);
        }
    } else if (today() >= on) {
        move_on(line);
    }
}

// A step within the unit; what is signed goes out the same day.
void Autumn::move_on(const duty::DueLine& line) {
    auto& submissions = services_.submissions;
    const auto& writes = *drafter(line.due.unit);
    const auto& signs = *signer(line.due.unit);
    const auto seen = [&] {
        return submissions.open(writes.principal, line.due.id).opened.filled.revision;
    };
    act([&] {
        if (line.due.state == DueState::signed_) {
            submissions.submit(writes, line.due.id, seen());
        } else if (line.step().kind == duty::StepKind::sign) {
            submissions.sign(signs, line.due.id, seen());
            submissions.submit(writes, line.due.id, seen());
        } else {
            submissions.hand_on(writes, line.due.id, seen(), {"请审签", {}});
        }
    });
}

void Autumn::review(const ReportScript& script, const duty::DueLine& line) {
    auto& submissions = services_.submissions;
    const auto& code = directory_->find(line.due.unit)->code;
    const auto left = std::ranges::find(script_.left, code) != script_.left.end();
    if (left || !line.due.submitted_on) {
        return; // the visitor's own: reviewed by the visitor
    }
    if (line.due.is_unconfirmed() && today() >= line.due.submitted_on->plus_days(1)) {
        act([&] { submissions.confirm(*drafter(line.due.unit), line.due.id); });
    }
    if (today() < calendar_->plus_work_days(*line.due.submitted_on, script.accepted_after)) {
        return;
    }
    const auto& reviewer = office(code);
    if (line.due.round > 0 || !chance(key_of(line, code, "returned"), script.returned)) {
        act([&] { submissions.accept(reviewer, line.due.id); });
        return;
    }
    duty::Remark remark;
    remark.field = script.remark_table;
    remark.row = first_row(submissions.body(reviewer.principal, line.due.id, 0),
                           script.remark_table, script.remark_key);
    remark.column = script.remark_column;
    remark.words = one_of(script.remarks, key_of(line, code, "remark"));
    remark.must = true;
    act([&] {
        submissions.remark(reviewer, line.due.id, remark);
        submissions.give_back(reviewer, line.due.id, calendar_->plus_work_days(today(), 5),
                              remark.words);
    });
}

void Autumn::mend(const ReportScript& script, const duty::DueLine& line) {
    auto& submissions = services_.submissions;
    const auto& writes = *drafter(line.due.unit);
    if (line.step().kind != duty::StepKind::draft) {
        move_on(line);
        return;
    }
    if (today() < calendar_->plus_work_days(line.due.since, 2)) {
        return;
    }
    act([&] {
        auto detail = submissions.open(writes.principal, line.due.id);
        for (const auto& remark : detail.remarks) {
            if (!remark.settled_on) {
                submissions.settle(writes, remark.id, "已补充，请审阅。");
            }
        }
        auto again = script; // the row that was criticised is written anew
        for (auto& rows : again.rows) {
            for (auto& fill : rows.fill) {
                if (rows.table == script.remark_table && fill.field == script.remark_column) {
                    for (auto& words : fill.words) {
                        words += "已明确责任处室和完成时间，按月调度。";
                    }
                }
            }
        }
        const auto& code = directory_->find(line.due.unit)->code;
        const auto& filled = detail.opened.filled;
        submissions.save(
            writes, line.due.id, filled.revision,
            filled_in(filled.body, again,
                      [&](const Words& words, std::string_view key) -> const std::string& {
                          return one_of(words, key_of(line, code, key));
                      }));
        submissions.hand_on(writes, line.due.id,
                            submissions.open(writes.principal, line.due.id).opened.filled.revision,
                            {"已补正", {}});
    });
}

// The office rings up half of those who are late, once.
void Autumn::ring(const ReportScript& script, const duty::DueLine& line) {
    const auto& code = directory_->find(line.due.unit)->code;
    if (!line.due.is_late(today()) || today() < calendar_->plus_work_days(line.due.due_on, 2) ||
        !chance(key_of(line, code, "rung"), 50)) {
        return;
    }
    const auto known = services_.calls.list({line.due.id});
    if (const auto it = known.find(line.due.id); it != known.end() && !it->second.empty()) {
        return;
    }
    duty::Call call;
    call.on = today();
    call.at = "10:30";
    call.person = drafter(line.due.unit)->principal.name;
    call.words = one_of(script.calls, key_of(line, code, "call"));
    call.promised_by = calendar_->plus_work_days(today(), 3);
    act([&] { services_.calls.add(office(code), line.due.id, call); });
}

} // namespace luoshi::demo

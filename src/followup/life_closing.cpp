// SPDX-License-Identifier: Apache-2.0
// Closing: application, check of each line of the standard, agreement by a named approver.
#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/card_parties.hpp"
#include "followup/life_desk.hpp"
#include "followup/number_rule.hpp"
#include "followup/rows_closing.hpp"
#include "followup/rows_plans.hpp"
#include "followup/rows_steps.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

constexpr std::size_t kMostEvidence = 100;

bool is_outcome(State state) {
    return state == State::closed || state == State::phase_closed || state == State::standing;
}

std::optional<Closing> open_closing(store::Reader& reader, TaskId task) {
    auto all = closings_of(reader, task);
    const auto it = std::find_if(all.begin(), all.end(),
                                 [](const Closing& one) { return one.state == "open"; });
    return it == all.end() ? std::nullopt : std::optional{std::move(*it)};
}

Closing must_be_applied_for(store::Reader& reader, TaskId task) {
    auto closing = open_closing(reader, task);
    ensure(closing.has_value(), "a task that is applied for or checked has an application");
    return std::move(*closing);
}

// What an application answers, line by line; where the pack gives no standard, one line of ours.
std::vector<std::string> lines_to_meet(store::Reader& reader, TaskId task) {
    auto lines = lines_of(standard_of(reader, task));
    if (lines.empty()) {
        lines.push_back(words_of_task(reader, task).title);
    }
    return lines;
}

void expect_all_met(const Closing& closing) {
    std::string unmet;
    for (const auto& line : closing.lines) {
        if (!line.met.value_or(false)) {
            unmet += (unmet.empty() ? "" : "\n") + line.standard;
        }
    }
    if (!unmet.empty()) {
        throw failure(ErrorCode::conflict, "followup.lines-unmet",
                      "lines of the standard are not met")
            .with("lines", unmet);
    }
}

void expect_no_open_milestone(store::Reader& reader, TaskId task) {
    std::string open;
    for (const auto& one : milestones_of(reader, task)) {
        if (is_open(one.state)) {
            open += (open.empty() ? "" : "\n") + one.title;
        }
    }
    if (!open.empty()) {
        throw failure(ErrorCode::conflict, "followup.milestones-open",
                      "milestones are not confirmed")
            .with("milestones", open);
    }
}

Act act_of(State outcome) {
    return outcome == State::closed         ? Act::close
           : outcome == State::phase_closed ? Act::close_phase
                                            : Act::keep;
}

// Given by the series of this year: no gap, none twice, also with several servers (a transaction
// that fails gives its number back with all else).
std::string closing_number(store::Transaction& transaction, const std::string& rule) {
    const auto year = transaction.today().year();
    return number_of(rule, year, take_numbers(transaction, series_of(rule, year), 1));
}

// The life a file may be added to now: by a unit while the task is under way, by the office also
// while it checks.
LifeRow life_for_file(store::Reader& reader, const Asker& asker, TaskId task,
                      const std::string& name) {
    if (!sees_task(reader, asker.scope, task)) {
        throw failure(ErrorCode::not_found, "followup.no-task", "task '{}' does not exist",
                      task.value);
    }
    auto life = find_life(reader, task);
    if (!life) {
        throw failure(ErrorCode::conflict, "followup.not-started",
                      "the plan of task '{}' is not in force", task.value);
    }
    must_allow(asker.unit() ? Act::report_step : Act::decide_step, life->facts.state,
               standing_of(asker, holders_of(reader, task)));
    if (name.empty() || name.size() > 255) {
        incomplete("file", "a name of 1 to 255 bytes");
    }
    return std::move(*life);
}

} // namespace

void Lives::apply(const Asker& asker, TaskId task, std::int64_t version, State asked,
                  const std::string& words, const std::vector<NewEvidence>& evidence) {
    database_.write([&](store::Transaction& transaction) {
        auto desk =
            open_desk(transaction, asker, {task, version, Act::apply, "followup.closing-applied"});
        if (!is_outcome(asked)) {
            incomplete("outcome", "closed, phase_closed or standing");
        }
        expect_words(words, "words");
        if (evidence.empty() || evidence.size() > kMostEvidence) {
            incomplete("evidence", "1 to 100 pieces");
        }
        const auto closing = insert_closing(
            transaction, desk.life,
            {asker.unit(), asked, words, desk.person(), lines_to_meet(transaction, task)});
        for (const auto& one : evidence) {
            if (one.line >= closing.lines.size()) {
                incomplete("evidence", "for a line of the standard");
            }
            add_evidence(desk, one, {closing.lines[one.line].id, {}});
        }
        close_desk(desk);
    });
}

void Lives::withdraw(const Asker& asker, TaskId task, std::int64_t version) {
    database_.write([&](store::Transaction& transaction) {
        auto desk = open_desk(transaction, asker,
                              {task, version, Act::withdraw, "followup.closing-withdrawn"});
        end_closing(transaction, must_be_applied_for(transaction, task).id, "withdrawn", "",
                    desk.person());
        close_desk(desk);
    });
}

void Lives::check(const Asker& asker, TaskId task, std::int64_t version,
                  const std::vector<LineCheck>& lines) {
    database_.write([&](store::Transaction& transaction) {
        auto desk =
            open_desk(transaction, asker, {task, version, Act::check, "followup.closing-checked"});
        const auto closing = must_be_applied_for(transaction, task);
        for (const auto& line : lines) {
            if (std::none_of(closing.lines.begin(), closing.lines.end(),
                             [&](const ClosingLine& one) { return one.id == line.line; })) {
                throw failure(ErrorCode::not_found, "followup.no-line",
                              "line '{}' is not of this application", line.line.value);
            }
            if (line.note.size() > 6000 || line.checker.size() > 200) {
                incomplete("note", "shorter");
            }
            if (!line.met) {
                expect_words(line.note, "note");
            }
            save_line(transaction, line, desk.person());
        }
        close_desk(desk);
    });
}

void Lives::send_back(const Asker& asker, TaskId task, std::int64_t version,
                      const std::string& words) {
    database_.write([&](store::Transaction& transaction) {
        auto desk = open_desk(transaction, asker,
                              {task, version, Act::send_back, "followup.closing-returned"});
        expect_words(words, "words");
        end_closing(transaction, must_be_applied_for(transaction, task).id, "returned", words,
                    desk.person());
        close_desk(desk);
    });
}

void Lives::agree(const Asker& asker, TaskId task, std::int64_t version,
                  const Agreement& agreement) {
    database_.write([&](store::Transaction& transaction) {
        if (!is_outcome(agreement.outcome)) {
            incomplete("outcome", "closed, phase_closed or standing");
        }
        auto desk =
            open_desk(transaction, asker,
                      {task, version, act_of(agreement.outcome), "followup.closing-agreed"});
        expect_approver(agreement.approver);
        if (!agreement.words.empty()) {
            expect_words(agreement.words, "words");
        }
        const auto closing = must_be_applied_for(transaction, task);
        const bool closes = agreement.outcome == State::closed;
        if (desk.rule->needs_a(Need::lines_met)) {
            expect_all_met(closing);
            expect_no_open_milestone(transaction, task);
        }
        auto& life = desk.life;
        life.closing_number =
            closes ? closing_number(transaction, desk.run.settings.closing_number) : "";
        life.review_on =
            closes ? std::nullopt
                   : std::optional{agreement.review_on.value_or(in_a_year(transaction.today()))};
        life.ended_on = transaction.today();
        end_closing(transaction, closing.id, "agreed", agreement.words, desk.person());
        save_agreement(transaction, closing.id, agreement, life.closing_number, life.review_on);
        close_desk(desk);
    });
}

void Lives::expect_file(const Asker& asker, TaskId task, const std::string& name) {
    database_.read([&](store::Reader& reader) { life_for_file(reader, asker, task, name); });
}

void Lives::note_refused(const store::Actor& actor) {
    database_.write([&](store::Transaction& transaction) {
        transaction.record({.actor = actor,
                            .action = "followup.secret-refused",
                            .object_kind = "",
                            .object_id = 0,
                            .plan_id = 0,
                            .detail = {}});
    });
}

EvidenceId Lives::add_file(const Asker& asker, TaskId task, const std::string& name,
                           const std::string& digest, std::int64_t size) {
    return database_.write([&](store::Transaction& transaction) {
        const auto life = life_for_file(transaction, asker, task, name);
        transaction.record({.actor = asker.actor,
                            .action = "followup.evidence-added",
                            .object_kind = "task",
                            .object_id = task.value,
                            .plan_id = life.plan.value,
                            .detail = {}});
        return insert_evidence(transaction, life,
                               {{},
                                asker.unit(),
                                {},
                                {},
                                EvidenceKind::file,
                                name,
                                "",
                                digest,
                                size,
                                asker.actor.name,
                                {}});
    });
}

Evidence Lives::file(const org::Scope& scope, TaskId task, EvidenceId id) {
    return database_.read([&](store::Reader& reader) {
        const auto all =
            sees_task(reader, scope, task) ? evidence_of(reader, task) : std::vector<Evidence>{};
        const auto it = std::find_if(all.begin(), all.end(), [&](const Evidence& one) {
            return one.id == id && one.kind == EvidenceKind::file;
        });
        if (it == all.end()) {
            throw failure(ErrorCode::not_found, "followup.no-evidence",
                          "evidence '{}' does not exist", id.value);
        }
        return *it;
    });
}

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
// Milestones, from a proposal to their confirmation, and progress between them.
#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/life_desk.hpp"
#include "followup/life_offer.hpp"
#include "followup/rows_steps.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

constexpr std::size_t kMostMilestones = 40;

[[noreturn]] void bad_milestone(const char* why) {
    throw failure(ErrorCode::invalid_argument, "followup.bad-milestone", "{}", why);
}

void check_milestones(const Desk& desk, const std::vector<NewMilestone>& milestones) {
    if (milestones.empty() || milestones.size() > kMostMilestones) {
        bad_milestone("propose 1 to 40 milestones");
    }
    for (const auto& one : milestones) {
        const auto length = character_count(one.title);
        if (length == 0 || length > 200) {
            bad_milestone("a milestone has a title of 1 to 200 characters");
        }
        if (one.due < desk.transaction.today()) {
            bad_milestone("a milestone is due today or later");
        }
        if (one.unit && (roles_of(desk.holders, one.unit) & kWorking) == 0) {
            bad_milestone("a milestone is for a unit that has work in the task");
        }
    }
}

bool has_lead(const std::vector<HolderOf>& holders) {
    return std::any_of(holders.begin(), holders.end(), [](const HolderOf& one) {
        return (one.roles & bit(notice::Role::lead)) != 0;
    });
}

// What an approved proposal takes the place of: everything open that was proposed, or, where every
// unit answers for itself, what the same unit had proposed.
void replace_open(Desk& desk, const StepProposal& approved) {
    const auto proposals = proposals_of(desk.transaction, desk.life.task);
    const auto of_same_unit = [&](ProposalId id) {
        return std::any_of(proposals.begin(), proposals.end(), [&](const StepProposal& one) {
            return one.id == id && one.unit == approved.unit;
        });
    };
    const bool all = has_lead(desk.holders);
    for (auto& one : milestones_of(desk.transaction, desk.life.task)) {
        if (one.proposal && one.proposal != approved.id && is_open(one.state) &&
            (all || of_same_unit(one.proposal))) {
            one.state = StepState::replaced;
            save_milestone(desk.transaction, one);
        }
    }
}

void settle_proposed(Desk& desk, ProposalId proposal, StepState state) {
    for (auto& one : milestones_of(desk.transaction, desk.life.task)) {
        if (one.proposal == proposal && one.state == StepState::proposed) {
            one.state = state;
            if (state == StepState::approved) {
                one.approved_on = desk.transaction.today();
            }
            save_milestone(desk.transaction, one);
        }
    }
}

Milestone find_milestone(const Desk& desk, MilestoneId id) {
    const auto all = milestones_of(desk.transaction, desk.life.task);
    const auto it =
        std::find_if(all.begin(), all.end(), [&](const Milestone& one) { return one.id == id; });
    if (it == all.end()) {
        throw failure(ErrorCode::not_found, "followup.no-milestone",
                      "milestone '{}' does not exist", id.value);
    }
    return *it;
}

[[noreturn]] void wrong_state(const Milestone& milestone) {
    throw failure(ErrorCode::conflict, "followup.milestone-state", "the milestone is '{}'",
                  to_string(milestone.state))
        .with("state", std::string{to_string(milestone.state)});
}

// A milestone of one unit is for it to report, or for who carries the task; others for the latter.
void expect_reporter(const Desk& desk, const Milestone& milestone) {
    const auto carriers = carriers_of(desk.holders);
    const auto unit = desk.asker.unit();
    const bool carries = std::find(carriers.begin(), carriers.end(), unit) != carriers.end();
    if (!carries && milestone.unit != unit) {
        throw failure(ErrorCode::forbidden, "followup.not-yours",
                      "the milestone is for another unit to report")
            .with("act", std::string{to_string(Act::report_step)});
    }
}

} // namespace

void Lives::propose(const Asker& asker, TaskId task, std::int64_t version,
                    const std::vector<NewMilestone>& milestones, const std::string& words) {
    database_.write([&](store::Transaction& transaction) {
        auto desk = open_desk(transaction, asker,
                              {task, version, Act::propose, "followup.milestones-proposed"});
        check_milestones(desk, milestones);
        if (!words.empty()) {
            expect_words(words, "words");
        }
        for (const auto& one : proposals_of(transaction, task)) {
            if (one.state == "open" && one.unit == asker.unit()) {
                settle_proposed(desk, one.id, StepState::dropped);
                close_proposal(transaction, one.id, "withdrawn", "", desk.person());
            }
        }
        const auto offered = offered_steps(transaction, *specs_(transaction), desk.life);
        const auto id = insert_proposal(transaction, desk.life, asker.unit(), words, desk.person());
        for (const auto& one : milestones) {
            const bool ours = std::any_of(offered.begin(), offered.end(), [&](const auto& spec) {
                return spec.title == one.title && spec.due == one.due;
            });
            Milestone milestone;
            milestone.proposal = id;
            milestone.unit = one.unit;
            milestone.title = one.title;
            milestone.due = one.due;
            milestone.source = ours ? StepSource::pack : StepSource::unit;
            insert_milestone(transaction, desk.life, milestone);
        }
        close_desk(desk);
    });
}

void Lives::decide_plan(const Asker& asker, TaskId task, std::int64_t version, ProposalId proposal,
                        bool approved, const std::string& words) {
    database_.write([&](store::Transaction& transaction) {
        auto desk =
            open_desk(transaction, asker,
                      {task, version, Act::decide_plan,
                       approved ? "followup.milestones-approved" : "followup.milestones-returned"});
        if (!approved || !words.empty()) {
            expect_words(words, "words");
        }
        const auto all = proposals_of(transaction, task);
        const auto it = std::find_if(all.begin(), all.end(), [&](const StepProposal& one) {
            return one.id == proposal && one.state == "open";
        });
        if (it == all.end()) {
            throw failure(ErrorCode::conflict, "followup.no-proposal",
                          "there is no such open proposal");
        }
        if (approved) {
            replace_open(desk, *it);
        }
        settle_proposed(desk, it->id, approved ? StepState::approved : StepState::dropped);
        close_proposal(transaction, it->id, approved ? "approved" : "returned", words,
                       desk.person());
        close_desk(desk);
    });
}

void Lives::report_step(const Asker& asker, TaskId task, std::int64_t version, MilestoneId id,
                        const std::string& words, const std::vector<NewEvidence>& evidence) {
    database_.write([&](store::Transaction& transaction) {
        auto desk = open_desk(transaction, asker,
                              {task, version, Act::report_step, "followup.milestone-reported"});
        auto milestone = find_milestone(desk, id);
        expect_reporter(desk, milestone);
        if (milestone.state != StepState::approved) {
            wrong_state(milestone);
        }
        expect_words(words, "words");
        milestone.state = StepState::reported;
        milestone.report = words;
        milestone.reported_by = desk.person();
        milestone.reported_on = transaction.today();
        save_milestone(transaction, milestone);
        for (const auto& one : evidence) {
            add_evidence(desk, one, {{}, id});
        }
        close_desk(desk);
    });
}

void Lives::decide_step(const Asker& asker, TaskId task, std::int64_t version, MilestoneId id,
                        bool confirmed, const std::string& words) {
    database_.write([&](store::Transaction& transaction) {
        auto desk =
            open_desk(transaction, asker,
                      {task, version, Act::decide_step,
                       confirmed ? "followup.milestone-confirmed" : "followup.milestone-returned"});
        auto milestone = find_milestone(desk, id);
        if (!is_open(milestone.state) || (!confirmed && milestone.state != StepState::reported)) {
            wrong_state(milestone);
        }
        if (!confirmed || !words.empty()) {
            expect_words(words, "words");
        }
        milestone.state = confirmed ? StepState::confirmed : StepState::approved;
        milestone.decided_by = desk.person();
        milestone.decided_on = transaction.today();
        milestone.decision_words = words;
        save_milestone(transaction, milestone);
        close_desk(desk);
    });
}

void Lives::say_progress(const Asker& asker, TaskId task, std::int64_t version, int percent,
                         const std::string& words) {
    database_.write([&](store::Transaction& transaction) {
        const bool own = static_cast<bool>(asker.unit());
        auto desk = open_desk(transaction, asker,
                              {task, version, own ? Act::report_progress : Act::verify_progress,
                               own ? "followup.progress-reported" : "followup.progress-verified"});
        if (percent < 0 || percent > 100) {
            incomplete("percent", "0 to 100");
        }
        if (own || !words.empty()) {
            expect_words(words, "words");
        }
        insert_progress(transaction, desk.life,
                        {asker.unit(), desk.life.current, percent, words, desk.person(), {}});
        close_desk(desk);
    });
}

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
// What goes up to leaders and what they say; documents that are being made.
#include "demo/autumn.hpp"

#include "leader/remarks.hpp"
#include "outcome/documents.hpp"

#include <algorithm>

namespace luoshi::demo {

void Autumn::papers() {
    if (leaders_.empty()) {
        return;
    }
    const auto& leader = leaders_.front();
    const auto sent = services_.papers.of_plan(plan_);
    for (const auto& script : script_.papers) {
        const auto task = tasks_.find(script.task);
        if (today() < script.on || task == tasks_.end()) {
            continue;
        }
        const auto& sender = office(script.title);
        const auto paper =
            std::ranges::find_if(sent, [&](const auto& one) { return one.title == script.title; });
        if (paper == sent.end()) {
            leader::NewPaper made;
            made.kind = leader::PaperKind::task;
            made.object = task->second.value;
            made.task = task->second;
            made.title = script.title;
            made.words = script.words;
            for (const auto& one : leaders_) {
                made.leaders.push_back(one.principal.id);
            }
            act([&] { services_.papers.send(sender, plan_, made); });
            continue;
        }
        const auto remarks = services_.remarks.on(leader.principal, paper->id).remarks;
        const bool unread = std::ranges::any_of(paper->readings, [&](const auto& one) {
            return one.leader == leader.principal.id && !one.read_on;
        });
        if (script.read && today() >= *script.read && unread) {
            act([&] {
                if (script.remark.empty()) {
                    services_.papers.read(leader, paper->id);
                } else {
                    services_.remarks.write(leader, paper->id, {script.remark, true, {}});
                }
            });
        } else if (script.handed && today() >= *script.handed && !remarks.empty() &&
                   remarks.front().state == leader::RemarkState::written) {
            leader::HandOn given;
            for (const auto& code : script.to) {
                given.units.push_back(unit(code));
            }
            given.words = script.handed_words;
            given.task = task->second;
            act([&] {
                services_.remarks.hand_on(sender, remarks.front().id, remarks.front().version,
                                          given);
            });
        }
    }
}

void Autumn::documents() {
    const auto all = services_.documents.list(org::Scope::all(), plan_);
    for (const auto& script : script_.documents) {
        const auto listed = std::ranges::find_if(all, [&](const auto& one) {
            return one.document.code == script.document && one.document.lead == unit(script.unit);
        });
        const auto* const lead = drafter(unit(script.unit));
        if (listed == all.end() || lead == nullptr) {
            continue;
        }
        const auto id = listed->document.id;
        const auto sheet = [&] { return services_.documents.open(lead->principal, id).sheet; };
        const auto due = [&](const std::optional<Date>& day) { return day && today() >= *day; };
        const auto end_step = [&](outcome::Step step, const std::string& note) {
            act([&] {
                services_.documents.end_step(
                    *lead, id, {step, outcome::StepState::done, lead->principal.name, note, ""});
            });
        };
        if (due(script.researched) && sheet().next() == outcome::Step::research) {
            end_step(outcome::Step::research, script.research);
        }
        if (due(script.drafted) && sheet().next() == outcome::Step::draft) {
            if (sheet().texts.empty()) {
                act([&] { services_.documents.add_text(*lead, id, {script.title, script.body}); });
            }
            if (due(script.asked)) {
                end_step(outcome::Step::draft, "");
            }
        }
        if (due(script.asked) && script.until && sheet().asks.empty() &&
            sheet().next() == outcome::Step::comments) {
            outcome::Question question;
            for (const auto& reply : script.replies) {
                question.units.push_back(unit(reply.unit));
            }
            question.until = *script.until;
            act([&] { services_.documents.ask(*lead, id, question); });
        }
        for (const auto& script_reply : script.replies) {
            const auto asks = sheet().asks;
            const auto ask = std::ranges::find_if(asks, [&](const auto& one) {
                return one.unit == unit(script_reply.unit) && !one.answer;
            });
            const auto* const who = drafter(unit(script_reply.unit));
            if (ask == asks.end() || who == nullptr || today() < script_reply.on) {
                continue;
            }
            outcome::Reply reply;
            reply.answer =
                outcome::parse_answer(script_reply.answer).value_or(outcome::Answer::none);
            if (reply.answer == outcome::Answer::remarks) {
                reply.remarks.push_back({script_reply.quote, script_reply.words});
            }
            act([&] { services_.documents.answer(*who, ask->id, reply); });
        }
    }
}

} // namespace luoshi::demo

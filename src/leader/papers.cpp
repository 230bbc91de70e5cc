// SPDX-License-Identifier: Apache-2.0
#include "leader/papers.hpp"

#include "base/error.hpp"
#include "followup/page_path.hpp"
#include "leader/own_copy.hpp"
#include "leader/rows.hpp"
#include "notify/notices.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <sstream>

namespace luoshi::leader {
namespace {

constexpr std::array<std::string_view, 5> kKinds{"brief", "supervision", "task", "due", "other"};

[[noreturn]] void not_now(const char* act, std::string_view state) {
    throw failure(ErrorCode::conflict, "leader.not-now", "not in this state")
        .with("act", act)
        .with("state", std::string{state});
}

// Of ASCII: Chinese has no case.
std::string lower(std::string text) {
    for (auto& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

// Between blanks, the wide one too.
std::vector<std::string> words_in(std::string_view text) {
    constexpr std::string_view kWide = "　";
    std::string plain{text};
    for (auto at = plain.find(kWide); at != std::string::npos; at = plain.find(kWide, at)) {
        plain.replace(at, kWide.size(), " ");
    }
    std::istringstream in{lower(std::move(plain))};
    return {std::istream_iterator<std::string>{in}, {}};
}

void expect_of(followup::PlanId plan, followup::PlanId of) {
    if (of != plan) {
        incomplete("object", "something of this plan");
    }
}

// The leaders a paper goes to, each once.
std::vector<Reading> readings_for(store::Reader& reader,
                                  const std::vector<access::PersonId>& leaders) {
    const auto known = access::leaders(reader);
    std::vector<Reading> readings;
    for (const auto id : leaders) {
        const auto it =
            std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.id == id; });
        if (it == known.end()) {
            throw failure(ErrorCode::invalid_argument, "leader.not-leader",
                          "the person '{}' is no leader with an open account", id.value);
        }
        if (std::none_of(readings.begin(), readings.end(),
                         [&](const auto& one) { return one.leader == id; })) {
            Reading reading;
            reading.leader = id;
            reading.name = it->name;
            reading.title = it->title;
            readings.push_back(std::move(reading));
        }
    }
    if (readings.empty()) {
        incomplete("leaders", "at least one");
    }
    return readings;
}

void tell_leaders(store::Transaction& transaction, const Paper& paper) {
    std::vector<notify::Message> messages;
    const auto add = [&](access::PersonId person) {
        notify::Message message;
        message.key = fmt::format("paper/{}/sent", to_string(paper.id));
        message.kind = notify::Kind::note;
        message.object_kind = "paper";
        message.object_id = paper.id.value;
        message.link = "/reading/" + to_string(paper.id);
        message.person = person;
        message.title = "待阅：" + paper.title;
        message.title_en = "To read: " + paper.title;
        message.words = paper.words;
        message.words_en = paper.words;
        messages.push_back(std::move(message));
    };
    for (const auto& reading : paper.readings) {
        add(reading.leader);
        for (const auto& one : access::secretaries_of(transaction, reading.leader)) {
            add(one.id);
        }
    }
    notify::Notices::post(transaction, messages);
}

void record(store::Transaction& transaction, const duty::Who& who, const Paper& paper,
            std::string_view action) {
    transaction.record({.actor = who.actor,
                        .action = fmt::format("leader.{}", action),
                        .object_kind = "paper",
                        .object_id = paper.id.value,
                        .plan_id = paper.plan.value});
}

void tell_sender(store::Transaction& transaction, const OwnCopy& copy) {
    const auto& [paper, own, seat] = copy;
    const bool signed_ = own.approved.value_or(false);
    notify::Message message;
    message.key = fmt::format("paper/{}/decided/{}/{}", to_string(paper.id), to_string(own.leader),
                              to_micros(transaction.now()));
    message.kind = signed_ ? notify::Kind::note : notify::Kind::returned;
    message.object_kind = "paper";
    message.object_id = paper.id.value;
    message.link = paper.link;
    message.person = paper.sender;
    message.title =
        fmt::format("{}{}：{}", own.name, signed_ ? "已批准签发" : "已退回", paper.title);
    message.title_en =
        fmt::format("{} {}: {}", own.name, signed_ ? "approved" : "gave back", paper.title);
    message.words = own.decision;
    message.words_en = own.decision;
    notify::Notices::post(transaction, std::array{message});
}

} // namespace

std::string_view to_string(PaperKind kind) noexcept {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<PaperKind> parse_paper_kind(std::string_view text) noexcept {
    const auto it = std::find(kKinds.begin(), kKinds.end(), text);
    return it == kKinds.end() ? std::nullopt
                              : std::optional{static_cast<PaperKind>(it - kKinds.begin())};
}

PaperId send_in(store::Transaction& transaction, const duty::Who& office, followup::PlanId plan,
                const NewPaper& fresh) {
    must_have("title", fresh.title);
    at_most("words", fresh.words, kLongestWords);
    if (!fresh.link.empty() && !followup::is_page_path(fresh.link, kLongestLink)) {
        incomplete("link", "a path within the pages, from '/'");
    }
    Paper paper;
    paper.id = transaction.make_id<PaperId>();
    paper.plan = plan;
    paper.kind = fresh.kind;
    paper.object = fresh.object;
    paper.task = fresh.task;
    paper.title = fresh.title;
    paper.words = fresh.words;
    paper.link = fresh.link;
    paper.sender = office.principal.id;
    paper.sent_by = office.actor.name;
    paper.sent_on = transaction.today();
    paper.sent_at = transaction.now();
    paper.readings = readings_for(transaction, fresh.leaders);
    insert_paper(transaction, paper);
    tell_leaders(transaction, paper);
    return paper.id;
}

std::vector<LeaderLine> Papers::leaders() {
    return sources_.database.read([](store::Reader& reader) { return all_leaders(reader); });
}

NewPaper Papers::completed_supervision(NewPaper paper, followup::PlanId plan) {
    const auto shown =
        sources_.supervision.detail(org::Scope::all(), supervise::DraftId{paper.object});
    const auto& draft = shown.drafts.front();
    expect_of(plan, draft.plan);
    if (draft.state != supervise::State::sent) {
        not_now("send", to_string(draft.state));
    }
    const auto* const unit = shown.directory->find(draft.unit);
    paper.title = fmt::format(
        "{}（送{}）：{}", supervise::title_of(draft.wording.level),
        unit == nullptr ? ""
                        : shown.directory->name(*unit, org::NameKind::short_name, draft.facts.on),
        draft.facts.title);
    paper.link = "/supervision/" + to_string(draft.id);
    if (draft.about.kind == supervise::AboutKind::task) {
        paper.task = followup::TaskId{draft.about.id};
    }
    return paper;
}

// What is known of the object takes the place of what was said of it.
NewPaper Papers::completed(NewPaper paper, followup::PlanId plan) {
    sources_.plans.plan(org::Scope::all(), plan);
    switch (paper.kind) {
    case PaperKind::supervision: return completed_supervision(std::move(paper), plan);
    case PaperKind::task: {
        const auto task = sources_.plans.task(org::Scope::all(), followup::TaskId{paper.object});
        expect_of(plan, task.plan.id);
        paper.task = task.id;
        paper.link = "/tasks/" + to_string(task.id);
        break;
    }
    case PaperKind::due: {
        const auto line = sources_.dues.line(org::Scope::all(), duty::DueId{paper.object});
        expect_of(plan, line.due.plan);
        paper.title = paper.title.empty() ? line.title.zh : paper.title;
        paper.link = "/dues/" + to_string(line.due.id);
        break;
    }
    case PaperKind::brief: incomplete("kind", "a brief goes out when it is issued");
    case PaperKind::other: paper.object = 0; break;
    }
    return paper;
}

PaperId Papers::send(const duty::Who& office, followup::PlanId plan, const NewPaper& paper) {
    const auto whole = completed(paper, plan);
    return sources_.database.write([&](store::Transaction& transaction) {
        transaction.record({.actor = office.actor,
                            .action = "leader.send",
                            .object_kind = "plan",
                            .object_id = plan.value,
                            .plan_id = plan.value});
        return send_in(transaction, office, plan, whole);
    });
}

std::vector<Paper> Papers::of_plan(followup::PlanId plan) {
    sources_.plans.plan(org::Scope::all(), plan);
    return sources_.database.read(
        [&](store::Reader& reader) { return papers_of_plan(reader, plan); });
}

std::vector<Paper> Papers::mine(const access::Principal& who, std::string_view words) {
    return sources_.database.read([&](store::Reader& reader) {
        const auto leader = seat_of(reader, who).leader;
        auto papers = papers_of_leader(reader, leader);
        const auto wanted = words_in(words);
        if (wanted.empty()) {
            return papers;
        }
        RemarkFilter own;
        own.leader = leader;
        std::map<PaperId, std::string> said;
        for (const auto& remark : remarks_of(reader, own)) {
            said[remark.paper] += "\n" + remark.words;
        }
        std::erase_if(papers, [&](const Paper& paper) {
            const auto text =
                lower(paper.title + "\n" + paper.words + "\n" + paper.sent_by + said[paper.id]);
            return !std::ranges::all_of(wanted, [&](const std::string& one) {
                return text.find(one) != std::string::npos;
            });
        });
        return papers;
    });
}

Paper Papers::detail(const access::Principal& who, PaperId id) {
    return sources_.database.read([&](store::Reader& reader) {
        if (who.role != access::Role::office) {
            return open_own(reader, who, id).paper;
        }
        auto paper = find_paper(reader, id);
        return paper ? std::move(*paper) : (no_paper(), Paper{});
    });
}

void Papers::read(const duty::Who& who, PaperId id) {
    sources_.database.write([&](store::Transaction& transaction) {
        auto copy = open_own(transaction, who.principal, id);
        if (mark_read(transaction, copy)) {
            record(transaction, who, copy.paper, "read");
            update_reading(transaction, copy.own);
        }
    });
}

void Papers::unread(const duty::Who& who, PaperId id) {
    sources_.database.write([&](store::Transaction& transaction) {
        auto [paper, own, seat] = open_own(transaction, who.principal, id);
        if (!own.read_at || own.approved) {
            not_now("unread", own.read_at ? "decided" : "unread");
        }
        RemarkFilter filter;
        filter.paper = id;
        filter.leader = seat.leader;
        for (const auto& remark : remarks_of(transaction, filter)) {
            if (remark.state == RemarkState::handed) {
                throw failure(ErrorCode::conflict, "leader.handed-on",
                              "what was said on it has been handed on");
            }
            not_now("unread", "remarked"); // what is said on it is taken back first
        }
        record(transaction, who, paper, "unread");
        own.read_at.reset();
        own.read_on.reset();
        own.read_by.clear();
        update_reading(transaction, own);
    });
}

namespace {

// Deciding is reading, too.
void decide(store::Transaction& transaction, OwnCopy& copy, bool approved,
            const std::string& words) {
    mark_read(transaction, copy);
    copy.own.approved = approved;
    copy.own.decision = words;
    copy.own.decided_on = transaction.today();
    copy.own.decided_by = copy.seat.entered_by;
    update_reading(transaction, copy.own);
    tell_sender(transaction, copy);
}

OwnCopy open_supervision(store::Transaction& transaction, const duty::Who& who, PaperId id,
                         const char* act) {
    auto copy = open_own(transaction, who.principal, id);
    if (copy.paper.kind != PaperKind::supervision) {
        not_now(act, to_string(copy.paper.kind));
    }
    return copy;
}

} // namespace

void Papers::approve(const duty::Who& who, PaperId id, std::int64_t version) {
    sources_.database.write([&](store::Transaction& transaction) {
        auto copy = open_supervision(transaction, who, id, "approve");
        sources_.supervision.approve_in(transaction, who, supervise::DraftId{copy.paper.object},
                                        version, {copy.seat.name, copy.seat.title});
        decide(transaction, copy, true, "");
    });
}

void Papers::give_back(const duty::Who& who, PaperId id, std::int64_t version,
                       const std::string& words) {
    sources_.database.write([&](store::Transaction& transaction) {
        auto copy = open_supervision(transaction, who, id, "give-back");
        must_have("words", words);
        sources_.supervision.give_back_in(transaction, who, supervise::DraftId{copy.paper.object},
                                          version, words);
        decide(transaction, copy, false, words);
    });
}

} // namespace luoshi::leader

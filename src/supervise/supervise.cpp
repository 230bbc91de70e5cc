// SPDX-License-Identifier: Apache-2.0
#include "supervise/supervise.hpp"

#include "base/error.hpp"
#include "base/sentence.hpp"
#include "duty/calls.hpp"
#include "followup/number_rule.hpp"
#include "followup/series.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "supervise/body.hpp"
#include "supervise/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::supervise {
namespace {

[[noreturn]] void incomplete(const char* field, const char* what) {
    throw failure(ErrorCode::invalid_argument, "supervise.incomplete", "'{}' is needed: {}", field,
                  what)
        .with("field", field);
}

void must_have(const char* field, const std::string& words, const char* what) {
    if (words.empty()) {
        incomplete(field, what);
    }
}

[[noreturn]] void no_draft() {
    throw failure(ErrorCode::not_found, "supervise.no-draft", "there is no such draft");
}

Choice choice_of(const org::Directory& directory, org::UnitId id, Level level) {
    const auto* const unit = directory.find(id);
    return choices_for(
        unit == nullptr ? "" : unit->category.value_or(""))[static_cast<std::size_t>(level)];
}

// Of what may be issued, for this addressee on this day.
void check_wording(const org::Directory& directory, org::UnitId unit, const Wording& wording,
                   Date today) {
    const auto choice = choice_of(directory, unit, wording.level);
    if (!choice.allowed) {
        throw failure(ErrorCode::unprocessable, "supervise.level-refused", "{}", choice.reason_en)
            .with("level", std::string{to_string(wording.level)})
            .with("reason", std::string{choice.reason})
            .with("reason_en", std::string{choice.reason_en});
    }
    if (choice.directs != (wording.issuer != Issuer::own)) {
        throw failure(ErrorCode::unprocessable, "supervise.issuer-needed",
                      "what directs a city goes out by the general office or with consent; a "
                      "letter in the office's own name");
    }
    if (wording.issuer == Issuer::consent) {
        must_have("consent", wording.consent, "where the government agreed");
    }
    must_have("requirement", wording.requirement, "what is asked");
    if (wording.answer_by <= today) {
        incomplete("answer_by", "a day after today");
    }
}

// The name of the body above the addressee, whose consent it takes to direct it.
std::string government_of(const org::Directory& directory, org::UnitId id, Date today) {
    const auto* const unit = directory.find(id);
    const auto* const above = unit == nullptr ? nullptr : directory.find(unit->parent);
    return above == nullptr ? "上级政府" : directory.name(*above, org::NameKind::short_name, today);
}

void word(const org::Directory& directory, Draft& draft, const Wording& wording, Date today) {
    draft.wording = wording;
    draft.generated = body_of(draft.facts, wording, government_of(directory, draft.unit, today));
    draft.wording.body = wording.body.value_or(draft.generated);
    must_have("body", *draft.wording.body, "the text");
}

notify::Message issued_message(const Draft& draft) {
    notify::Message message;
    message.key = fmt::format("supervision/{}/issued", to_string(draft.id));
    message.kind = notify::Kind::urge;
    message.object_kind = "supervision";
    message.object_id = draft.id.value;
    message.link = "/supervision/" + to_string(draft.id);
    message.unit = draft.unit;
    message.title =
        fmt::format("{}（{}）：{}", title_of(draft.wording.level), draft.number, draft.facts.title);
    message.title_en = fmt::format("Supervision ({}): {}", draft.number, draft.facts.title);
    message.words = *draft.wording.body;
    message.words_en = message.words;
    return message;
}

bool may(access::Role role, Act act) {
    switch (act) {
    case Act::answer:
    case Act::ask_review: return is_of_unit(role);
    case Act::approve:
    case Act::give_back: return role == access::Role::office || is_of_leader(role);
    case Act::change:
    case Act::send:
    case Act::withdraw:
    case Act::decide_review:
    case Act::close: return role == access::Role::office;
    }
    return false;
}

void record(store::Transaction& transaction, const duty::Who& who, const Draft& draft,
            std::string_view action) {
    transaction.record({.actor = who.actor,
                        .action = fmt::format("supervise.{}", action),
                        .object_kind = "supervision",
                        .object_id = draft.id.value,
                        .plan_id = draft.plan.value});
}

} // namespace

Shown Supervision::list(const org::Scope& scope, followup::PlanId plan) {
    sources_.plans.plan(scope, plan);
    return sources_.database.read([&](store::Reader& reader) {
        Shown shown;
        shown.directory = sources_.directories.get(reader);
        shown.drafts = drafts_of(reader, plan, scope.sees_all() ? org::UnitId{} : scope.unit());
        if (!scope.sees_all()) {
            std::erase_if(shown.drafts, [](const Draft& draft) { return !is_out(draft.state); });
        }
        return shown;
    });
}

Shown Supervision::detail(const org::Scope& scope, DraftId id) {
    return sources_.database.read([&](store::Reader& reader) {
        auto draft = find_draft(reader, id);
        if (!draft ||
            (!scope.sees_all() && (draft->unit != scope.unit() || !is_out(draft->state)))) {
            no_draft();
        }
        return Shown{{std::move(*draft)}, sources_.directories.get(reader)};
    });
}

Supervision::Gathered Supervision::gather(const duty::Who& office, const About& about,
                                          org::UnitId unit) {
    auto gathered = about.kind == AboutKind::task
                        ? gather_task(office, followup::TaskId{about.id}, unit)
                        : gather_due(duty::DueId{about.id});
    gathered.facts.on = sources_.clock.today();
    if (unit && gathered.unit != unit) {
        throw failure(ErrorCode::invalid_argument, "supervise.not-involved",
                      "the unit has nothing to do with what the draft is about");
    }
    return gathered;
}

Supervision::Gathered Supervision::gather_task(const duty::Who& office, followup::TaskId task,
                                               org::UnitId unit) {
    const auto life = sources_.lives.of({office.actor, org::Scope::all(), {}}, task);
    Gathered gathered;
    gathered.plan = life.plan;
    if (std::ranges::find(life.signings, unit, &followup::Signing::unit) != life.signings.end()) {
        gathered.unit = unit;
    }
    auto& facts = gathered.facts;
    facts.title =
        life.number + " " + first_sentence(sources_.plans.task(org::Scope::all(), task).body);
    facts.light = life.light;
    facts.due_on = life.due;
    facts.stuck = std::string{to_words(life.waits)};
    const auto today = sources_.clock.today();
    if (life.light == followup::Light::overdue && life.due && *life.due < today) {
        facts.days_late = today.days_since_epoch() - life.due->days_since_epoch();
    }
    return gathered;
}

namespace {

// The newest call, with what was promised; "" where nobody rang.
std::string call_words(store::Database& database, duty::DueId id) {
    const auto calls =
        database.read([&](store::Reader& reader) { return duty::calls_of(reader, {id}); });
    const auto it = calls.find(id);
    if (it == calls.end()) {
        return "";
    }
    const auto& last = it->second.back();
    auto words = fmt::format("（{}已电话提醒{}", in_chinese(last.on), last.person);
    if (last.promised_by) {
        words += fmt::format("，答应{}前报送", in_chinese(*last.promised_by));
    }
    return words + "）";
}

} // namespace

Supervision::Gathered Supervision::gather_due(duty::DueId id) {
    const auto line = sources_.dues.line(org::Scope::all(), id);
    const auto& due = line.due;
    Gathered gathered;
    gathered.plan = due.plan;
    gathered.unit = due.unit;
    auto& facts = gathered.facts;
    facts.title = line.title.zh;
    facts.due_on = due.due_on;
    if (is_waiting(due.state)) {
        const auto& step = line.step();
        facts.stuck = std::string{duty::to_words(step.kind)};
        facts.stuck += step.name.empty() ? "" : "（" + step.name + "）";
        facts.stuck += call_words(sources_.database, id);
        facts.stuck_since = due.since;
    }
    facts.days_late = line.late ? line.late->working_days : 0;
    return gathered;
}

DraftId Supervision::create(const duty::Who& office, const About& about, org::UnitId unit,
                            const Wording& wording) {
    const auto gathered = gather(office, about, unit);
    if (!gathered.unit) {
        throw failure(ErrorCode::invalid_argument, "supervise.not-involved",
                      "a draft about a task is addressed to a unit that works on it");
    }
    return sources_.database.write([&](store::Transaction& transaction) {
        Draft draft;
        draft.id = transaction.make_id<DraftId>();
        draft.plan = gathered.plan;
        draft.unit = gathered.unit;
        draft.office = office.principal.unit;
        draft.about = about;
        draft.facts = gathered.facts;
        draft.created_by = office.actor.name;
        const auto directory = sources_.directories.get(transaction);
        check_wording(*directory, draft.unit, wording, transaction.today());
        word(*directory, draft, wording, transaction.today());
        record(transaction, office, draft, "create");
        insert_draft(transaction, draft);
        return draft.id;
    });
}

void Supervision::act_in(store::Transaction& transaction, const duty::Who& who, DraftId id,
                         std::int64_t version, Act what, const Change& change) {
    auto draft = find_draft(transaction, id);
    const bool above = !is_of_unit(who.principal.role); // sees what has not gone out
    if (!draft || (!above && (draft->unit != who.principal.unit || !is_out(draft->state)))) {
        no_draft();
    }
    if (!may(who.principal.role, what)) {
        throw failure(ErrorCode::forbidden, "access.role", "this is for {}",
                      above ? "the addressee" : "the office");
    }
    if (draft->version != version) {
        throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                      "the draft has changed: version {}", draft->version);
    }
    const auto next = after(draft->state, what);
    if (!next) {
        throw failure(ErrorCode::conflict, "supervise.not-now", "not in this state")
            .with("act", std::string{to_string(what)})
            .with("state", std::string{to_string(draft->state)});
    }
    draft->state = *next;
    ++draft->version;
    record(transaction, who, *draft, to_string(what));
    change(transaction, *draft, *sources_.directories.get(transaction));
    update_draft(transaction, *draft);
}

void Supervision::act(const duty::Who& who, DraftId id, std::int64_t version, Act what,
                      const Change& change) {
    sources_.database.write([&](store::Transaction& transaction) {
        act_in(transaction, who, id, version, what, change);
    });
}

void Supervision::change(const duty::Who& office, DraftId id, std::int64_t version,
                         const Wording& wording) {
    act(office, id, version, Act::change, [&](auto& transaction, Draft& draft, auto& directory) {
        check_wording(directory, draft.unit, wording, transaction.today());
        word(directory, draft, wording, transaction.today());
    });
}

void Supervision::send(const duty::Who& office, DraftId id, std::int64_t version) {
    act(office, id, version, Act::send, [](auto& transaction, Draft& draft, auto& directory) {
        check_wording(directory, draft.unit, draft.wording, transaction.today());
        draft.why.clear();
    });
}

void Supervision::give_back(const duty::Who& office, DraftId id, std::int64_t version,
                            const std::string& words) {
    sources_.database.write([&](store::Transaction& transaction) {
        give_back_in(transaction, office, id, version, words);
    });
}

void Supervision::give_back_in(store::Transaction& transaction, const duty::Who& who, DraftId id,
                               std::int64_t version, const std::string& words) {
    act_in(transaction, who, id, version, Act::give_back, [&](auto&, Draft& draft, auto&) {
        must_have("words", words, "why it goes back");
        draft.why = words;
    });
}

void Supervision::withdraw(const duty::Who& office, DraftId id, std::int64_t version,
                           const std::string& words) {
    act(office, id, version, Act::withdraw, [&](auto&, Draft& draft, auto&) { draft.why = words; });
}

void Supervision::approve(const duty::Who& office, DraftId id, std::int64_t version,
                          const Approver& approver) {
    sources_.database.write([&](store::Transaction& transaction) {
        approve_in(transaction, office, id, version, approver);
    });
}

void Supervision::approve_in(store::Transaction& transaction, const duty::Who& who, DraftId id,
                             std::int64_t version, const Approver& approver) {
    const auto sign = [&](store::Transaction& write, Draft& draft,
                          const org::Directory& directory) {
        const auto& wording = draft.wording;
        check_wording(directory, draft.unit, wording, write.today());
        must_have("name", approver.name, "who approved");
        if (choice_of(directory, draft.unit, wording.level).leader) {
            must_have("position", approver.position, "this level is approved by a leader");
        }
        const auto rule = number_rule(wording.level);
        const auto year = write.today().year();
        draft.number = followup::number_of(
            rule, year, followup::take_numbers(write, followup::series_of(rule, year), 1));
        draft.approver = approver;
        draft.approved_on = write.today();
        // A leader's own account signs by itself: nobody entered it.
        draft.entered_by = who.principal.role == access::Role::leader ? "" : who.actor.name;
        notify::Notices::post(write, std::array{issued_message(draft)});
    };
    act_in(transaction, who, id, version, Act::approve, sign);
}

void Supervision::answer(const duty::Who& who, DraftId id, std::int64_t version,
                         const std::string& words) {
    act(who, id, version, Act::answer, [&](auto& transaction, Draft& draft, auto&) {
        must_have("words", words, "the answer");
        draft.answer = words;
        draft.answered_by = who.actor.name;
        draft.answered_on = transaction.today();
    });
}

void Supervision::ask_review(const duty::Who& who, DraftId id, std::int64_t version,
                             const std::string& reason) {
    act(who, id, version, Act::ask_review, [&](auto& transaction, Draft& draft, auto&) {
        if (draft.review) {
            throw failure(ErrorCode::conflict, "supervise.reviewed", "a review was asked before");
        }
        must_have("reason", reason, "what is contested");
        draft.review = Review{reason, who.actor.name, transaction.today(), {}, "", "", {}};
    });
}

void Supervision::decide_review(const duty::Who& office, DraftId id, std::int64_t version,
                                bool kept, const std::string& words) {
    act(office, id, version, Act::decide_review, [&](auto& transaction, Draft& draft, auto&) {
        if (!draft.review || draft.review->kept) {
            throw failure(ErrorCode::conflict, "supervise.no-review", "no review waits");
        }
        must_have("words", words, "why it stands or is lifted");
        draft.review->kept = kept;
        draft.review->words = words;
        draft.review->decided_by = office.actor.name;
        draft.review->decided_on = transaction.today();
        draft.state = kept ? draft.state : State::lifted;
    });
}

void Supervision::close(const duty::Who& office, DraftId id, std::int64_t version,
                        const std::string& words) {
    act(office, id, version, Act::close, [&](auto&, Draft& draft, auto&) {
        if (draft.review && !draft.review->kept) {
            throw failure(ErrorCode::conflict, "supervise.review-waits",
                          "decide on the review first");
        }
        draft.why = words;
    });
}

} // namespace luoshi::supervise

// SPDX-License-Identifier: Apache-2.0
// Supervision 督办: drafts, their approval, what the addressee answers and contests.
#include "supervise/supervise.hpp"

#include "api/duty_json.hpp"
#include "api/leader_json.hpp"
#include "api/office_file.hpp"
#include "base/error.hpp"
#include "http/conditional.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "supervise/letter.hpp"

namespace luoshi::api {
namespace {

using http::Method;
using supervise::Draft;
using supervise::DraftId;

Json level_json(supervise::Level level) {
    return std::string{to_string(level)};
}

Json facts_json(const Draft& draft) {
    const auto& facts = draft.facts;
    return {{"title", facts.title},
            {"light", facts.light ? Json(std::string{to_string(*facts.light)}) : Json()},
            {"due_on", to_json(facts.due_on)},
            {"days_late", facts.days_late},
            {"stuck", facts.stuck},
            {"stuck_since", to_json(facts.stuck_since)},
            {"on", to_string(facts.on)}};
}

Json review_json(const std::optional<supervise::Review>& review) {
    if (!review) {
        return Json();
    }
    return {{"reason", review->reason},
            {"by", review->by},
            {"on", to_string(review->on)},
            {"kept", review->kept ? Json(*review->kept) : Json()},
            {"words", review->words},
            {"decided_by", review->decided_by},
            {"decided_on", to_json(review->decided_on)}};
}

} // namespace

Json to_json(const Draft& draft, const Names& names) {
    const auto& wording = draft.wording;
    return {{"id", to_string(draft.id)},
            {"plan_id", to_string(draft.plan)},
            {"unit", unit_ref(names.directory, draft.unit, names.at)},
            {"about_kind", std::string{to_string(draft.about.kind)}},
            {"about_id", id_json(draft.about.id)},
            {"facts", facts_json(draft)},
            {"level", level_json(wording.level)},
            {"issuer", std::string{to_string(wording.issuer)}},
            {"consent", wording.consent},
            {"requirement", wording.requirement},
            {"answer_by", to_string(wording.answer_by)},
            {"body", wording.body.value_or("")},
            {"generated", draft.generated},
            {"changed", draft.is_changed()},
            {"state", std::string{to_string(draft.state)}},
            {"number", draft.number},
            {"approver", draft.approver.name},
            {"approver_position", draft.approver.position},
            {"approved_on", api::to_json(draft.approved_on)},
            {"entered_by", draft.entered_by},
            {"why", draft.why},
            {"answer", draft.answer},
            {"answered_by", draft.answered_by},
            {"answered_on", api::to_json(draft.answered_on)},
            {"review", review_json(draft.review)},
            {"version", draft.version},
            {"created_by", draft.created_by},
            {"created_at", api::to_json(std::optional{draft.created_at})}};
}

namespace {

http::Response show(const Call& call, int status, DraftId id) {
    const auto shown = call.services.supervision.detail(call.scope(), id);
    const auto& draft = shown.drafts.front();
    return answer_with_etag(status, to_json(draft, {*shown.directory, call.services.clock.today()}),
                            http::version_etag(draft.version));
}

// The draft in the path, when the scope sees it: asked before anything in the body is judged.
DraftId draft_in_path(const Call& call) {
    const auto id = path_id<DraftId>(call.request);
    call.services.supervision.detail(call.scope(), id);
    return id;
}

supervise::Wording wording_of(const Json& body) {
    supervise::Wording wording;
    const auto level = supervise::parse_level(text_of(body, "level"));
    const auto issuer = supervise::parse_issuer(optional_text(body, "issuer").value_or("own"));
    if (!level) {
        bad_field("level", "reminder, request, notice, circular or talk");
    }
    if (!issuer) {
        bad_field("issuer", "own, general-office or consent");
    }
    wording.level = *level;
    wording.issuer = *issuer;
    wording.consent = optional_text(body, "consent").value_or("");
    wording.requirement = text_of(body, "requirement");
    wording.answer_by = date_of(body, "answer_by");
    wording.body = optional_text(body, "body");
    return wording;
}

http::Response list(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    const auto shown = call.services.supervision.list(call.scope(), plan);
    auto items = Json::array();
    for (const auto& draft : shown.drafts) {
        items.push_back(to_json(draft, {*shown.directory, call.services.clock.today()}));
    }
    return answer(200, {{"items", std::move(items)}});
}

http::Response choices(const Call& call) {
    const auto id = path_id<org::UnitId>(call.request);
    const auto directory = call.services.database.read(
        [&](store::Reader& reader) { return call.services.directories.get(reader); });
    const auto* const unit = directory->find(id);
    if (unit == nullptr) {
        throw failure(ErrorCode::not_found, "org.no-unit", "there is no such unit");
    }
    auto items = Json::array();
    for (const auto& choice : supervise::choices_for(unit->category.value_or(""))) {
        items.push_back({{"level", level_json(choice.level)},
                         {"title", std::string{title_of(choice.level)}},
                         {"allowed", choice.allowed},
                         {"directs", choice.directs},
                         {"leader", choice.leader},
                         {"reason", std::string{choice.reason}},
                         {"reason_en", std::string{choice.reason_en}}});
    }
    return answer(200, {{"items", std::move(items)}});
}

http::Response create(const Call& call) {
    const auto body = body_of(call.request, {"about_kind", "about_id", "unit_id", "level", "issuer",
                                             "consent", "requirement", "answer_by", "body"});
    const auto kind = text_of(body, "about_kind");
    if (kind != "task" && kind != "due") {
        bad_field("about_kind", "task or due");
    }
    const supervise::About about{kind == "task" ? supervise::AboutKind::task
                                                : supervise::AboutKind::due,
                                 id_field<followup::TaskId>(body, "about_id").value};
    const auto made = call.services.supervision.create(
        who_of(call), about, id_field<org::UnitId>(body, "unit_id"), wording_of(body));
    return show(call, 201, made);
}

http::Response get(const Call& call) {
    return show(call, 200, path_id<DraftId>(call.request));
}

http::Response get_file(const Call& call) {
    const auto shown =
        call.services.supervision.detail(call.scope(), path_id<DraftId>(call.request));
    const auto& draft = shown.drafts.front();
    return office_file(to_docx(draft, *shown.directory), office::Format::docx,
                       std::string{title_of(draft.wording.level)} + draft.number);
}

http::Response change(const Call& call) {
    const auto id = draft_in_path(call);
    const auto body =
        body_of(call.request, {"level", "issuer", "consent", "requirement", "answer_by", "body"});
    call.services.supervision.change(who_of(call), id, version_named(call.request),
                                     wording_of(body));
    return show(call, 200, id);
}

http::Response send(const Call& call) {
    const auto id = draft_in_path(call);
    call.services.supervision.send(who_of(call), id, version_named(call.request));
    return show(call, 200, id);
}

http::Response approve(const Call& call) {
    const auto id = draft_in_path(call);
    const auto body = body_of(call.request, {"name", "position"});
    call.services.supervision.approve(
        who_of(call), id, version_named(call.request),
        {text_of(body, "name"), optional_text(body, "position").value_or("")});
    return show(call, 200, id);
}

http::Response decide_review(const Call& call) {
    const auto id = draft_in_path(call);
    const auto body = body_of(call.request, {"kept", "words"});
    if (!body.contains("kept")) {
        bad_field("kept", "true or false");
    }
    call.services.supervision.decide_review(who_of(call), id, version_named(call.request),
                                            flag_of(body, "kept", true), text_of(body, "words"));
    return show(call, 200, id);
}

// An act whose body is words alone.
using WordsAct = void (supervise::Supervision::*)(const duty::Who&, DraftId, std::int64_t,
                                                  const std::string&);
CallHandler with_words(WordsAct act) {
    return [act](const Call& call) {
        const auto id = draft_in_path(call);
        const auto body = body_of(call.request, {"words"});
        (call.services.supervision.*act)(who_of(call), id, version_named(call.request),
                                         optional_text(body, "words").value_or(""));
        return show(call, 200, id);
    };
}

} // namespace

void supervision_routes(Specs& specs) {
    using supervise::Supervision;
    const std::vector<access::Role> unit{access::Role::drafter, access::Role::signer};
    const auto add = [&](Method method, std::string pattern, const std::vector<access::Role>& roles,
                         CallHandler handler) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, roles}, handler, {}});
    };
    add(Method::get, "/plans/{id}/supervision", kPlanReaders, list);
    add(Method::get, "/units/{id}/supervision-levels", kOffice, choices);
    add(Method::post, "/supervision", kOffice, create);
    add(Method::get, "/supervision/{id}", kPlanLookers, get);
    add(Method::put, "/supervision/{id}", kOffice, change);
    add(Method::get, "/supervision/{id}/file", kPlanLookers, get_file);
    add(Method::post, "/supervision/{id}/sending", kOffice, send);
    add(Method::post, "/supervision/{id}/return", kOffice, with_words(&Supervision::give_back));
    add(Method::post, "/supervision/{id}/withdrawal", kOffice, with_words(&Supervision::withdraw));
    add(Method::post, "/supervision/{id}/approval", kOffice, approve);
    add(Method::post, "/supervision/{id}/answer", unit, with_words(&Supervision::answer));
    add(Method::post, "/supervision/{id}/review", unit, with_words(&Supervision::ask_review));
    add(Method::post, "/supervision/{id}/ruling", kOffice, decide_review);
    add(Method::post, "/supervision/{id}/closing", kOffice, with_words(&Supervision::close));
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
// The life of tasks. Every act answers with the life as it is then.
#include "followup/life.hpp"

#include "api/json.hpp"
#include "api/life_json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "notice/json.hpp"
#include "store/blobs.hpp"

#include <utility>

namespace luoshi::api {
namespace {

using followup::TaskId;
using http::Method;

followup::Asker asker_of(const Call& call, org::UnitId for_unit = {}) {
    return {call.actor(), call.scope(), for_unit};
}

http::Response life_answer(const Call& call, TaskId task) {
    auto life = call.services.lives.of(asker_of(call), task);
    if (is_of_leader(call.who().role)) {
        life.can.clear(); // they read
    }
    return answer_with_etag(200, to_json(life, call.services.clock.today()),
                            "v" + std::to_string(life.version));
}

// What is outside the scope is not there, whatever else is wrong with the request.
TaskId seen_task(const Call& call) {
    const auto task = path_id<TaskId>(call.request);
    call.services.lives.expect_seen(call.scope(), task);
    return task;
}

template <class IdType>
IdType id_in_path(const Call& call, const char* name) {
    const auto id = parse_as<IdType>(call.request.path_param(name));
    if (!id) {
        throw failure(ErrorCode::not_found, "http.no-such-id", "nothing has this id");
    }
    return *id;
}

int number_field(const Json& body, const char* field) {
    const auto it = body.find(field);
    if (it == body.end() || !it->is_number_integer() || *it < 0 || *it > 1'000'000) {
        bad_field(field, "a whole number");
    }
    return it->get<int>();
}

const Json& list_field(const Json& body, const char* field, std::size_t most) {
    static const Json kNone = Json::array();
    const auto it = body.find(field);
    if (it == body.end() || it->is_null()) {
        return kNone;
    }
    if (!it->is_array() || it->size() > most) {
        bad_field(field, "a list that is not too long");
    }
    for (const auto& one : *it) {
        if (!one.is_object()) {
            bad_field(field, "a list of objects");
        }
    }
    return *it;
}

std::string words_field(const Json& body, const char* field) {
    return optional_text(body, field).value_or("");
}

template <class Parse>
auto choice_field(const Json& body, const char* field, Parse&& parse, const char* expected) {
    const auto value = parse(text_of(body, field));
    if (!value) {
        bad_field(field, expected);
    }
    return *value;
}

followup::Approver approver_of(const Json& body) {
    return {words_field(body, "approver_name"), words_field(body, "approver_position"),
            optional_date(body, "approved_on")};
}

std::vector<followup::NewEvidence> evidence_of(const Json& body) {
    std::vector<followup::NewEvidence> all;
    for (const auto& one : list_field(body, "evidence", 100)) {
        followup::NewEvidence evidence;
        evidence.known = id_field<followup::EvidenceId>(one, "id");
        if (!evidence.known) {
            evidence.kind = choice_field(one, "kind", followup::parse_evidence_kind,
                                         "due, record, fact, link or words");
            evidence.title = text_of(one, "title");
            evidence.reference = words_field(one, "reference");
        }
        evidence.line =
            one.contains("line") ? static_cast<std::size_t>(number_field(one, "line")) : 0;
        all.push_back(std::move(evidence));
    }
    return all;
}

http::Response get(const Call& call) {
    return life_answer(call, path_id<TaskId>(call.request));
}

http::Response start(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    const auto started = call.services.lives.start(asker_of(call), plan);
    return answer(200, {{"tasks", started.tasks},
                        {"first", started.first},
                        {"last", started.last},
                        {"sign_by", to_string(started.sign_by)}});
}

http::Response overview(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    return answer(200, to_json(call.services.lives.overview(call.scope(), plan),
                               call.services.clock.today()));
}

http::Response sign(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"unit_id"});
    call.services.lives.sign(asker_of(call, id_field<org::UnitId>(body, "unit_id")), task, version);
    return life_answer(call, task);
}

http::Response object(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"reason", "proposed_unit_id", "unit_id"});
    call.services.lives.object(asker_of(call, id_field<org::UnitId>(body, "unit_id")), task,
                               version, text_of(body, "reason"),
                               id_field<org::UnitId>(body, "proposed_unit_id"));
    return life_answer(call, task);
}

std::optional<followup::Objection::Ruling> ruling_of(const Json& body) {
    const auto it = body.find("ruling");
    if (it == body.end() || it->is_null()) {
        return std::nullopt;
    }
    if (!it->is_object()) {
        bad_field("ruling", "an object or null");
    }
    return followup::Objection::Ruling{text_of(*it, "leader"), words_field(*it, "position"),
                                       text_of(*it, "words"), date_of(*it, "on")};
}

http::Response decide(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"decision", "unit_id", "role", "words", "ruling"});
    followup::Verdict verdict;
    verdict.decision =
        choice_field(body, "decision", followup::parse_decision, "keep, replace or add");
    verdict.unit = id_field<org::UnitId>(body, "unit_id");
    if (optional_text(body, "role")) {
        verdict.role = choice_field(body, "role", notice::parse_role, "a role");
    }
    verdict.words = text_of(body, "words");
    verdict.ruling = ruling_of(body);
    call.services.lives.decide(asker_of(call), task, version,
                               id_in_path<followup::ObjectionId>(call, "objection"), verdict);
    return life_answer(call, task);
}

http::Response set_clock(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"stopped"});
    if (!body.contains("stopped")) {
        bad_field("stopped", "true or false");
    }
    call.services.lives.set_clock(asker_of(call), task, version, flag_of(body, "stopped", false));
    return life_answer(call, task);
}

http::Response propose(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"milestones", "words", "unit_id"});
    std::vector<followup::NewMilestone> milestones;
    for (const auto& one : list_field(body, "milestones", 100)) {
        milestones.push_back(
            {text_of(one, "title"), date_of(one, "due"), id_field<org::UnitId>(one, "unit_id")});
    }
    call.services.lives.propose(asker_of(call, id_field<org::UnitId>(body, "unit_id")), task,
                                version, milestones, words_field(body, "words"));
    return life_answer(call, task);
}

http::Response decide_plan(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"approved", "words"});
    if (!body.contains("approved")) {
        bad_field("approved", "true or false");
    }
    call.services.lives.decide_plan(asker_of(call), task, version,
                                    id_in_path<followup::ProposalId>(call, "proposal"),
                                    flag_of(body, "approved", false), words_field(body, "words"));
    return life_answer(call, task);
}

http::Response report_step(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"words", "evidence", "unit_id"});
    call.services.lives.report_step(asker_of(call, id_field<org::UnitId>(body, "unit_id")), task,
                                    version, id_in_path<followup::MilestoneId>(call, "milestone"),
                                    text_of(body, "words"), evidence_of(body));
    return life_answer(call, task);
}

http::Response decide_step(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"confirmed", "words"});
    if (!body.contains("confirmed")) {
        bad_field("confirmed", "true or false");
    }
    call.services.lives.decide_step(asker_of(call), task, version,
                                    id_in_path<followup::MilestoneId>(call, "milestone"),
                                    flag_of(body, "confirmed", false), words_field(body, "words"));
    return life_answer(call, task);
}

http::Response say_progress(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"percent", "words", "unit_id"});
    call.services.lives.say_progress(asker_of(call, id_field<org::UnitId>(body, "unit_id")), task,
                                     version, number_field(body, "percent"),
                                     words_field(body, "words"));
    return life_answer(call, task);
}

http::Response apply(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"outcome", "words", "evidence", "unit_id"});
    const auto asked =
        choice_field(body, "outcome", followup::parse_state, "closed, phase_closed or standing");
    call.services.lives.apply(asker_of(call, id_field<org::UnitId>(body, "unit_id")), task, version,
                              asked, text_of(body, "words"), evidence_of(body));
    return life_answer(call, task);
}

http::Response withdraw(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"unit_id"});
    call.services.lives.withdraw(asker_of(call, id_field<org::UnitId>(body, "unit_id")), task,
                                 version);
    return life_answer(call, task);
}

http::Response check(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"lines"});
    std::vector<followup::LineCheck> lines;
    for (const auto& one : list_field(body, "lines", 200)) {
        followup::LineCheck line;
        line.line = id_field<followup::ClosingLineId>(one, "id");
        if (!one.contains("met")) {
            bad_field("met", "true or false");
        }
        line.met = flag_of(one, "met", false);
        line.method =
            choice_field(one, "method", followup::parse_check_method, "documents, phone or site");
        line.note = words_field(one, "note");
        line.checker = words_field(one, "checker");
        line.checked_on = optional_date(one, "checked_on");
        lines.push_back(std::move(line));
    }
    call.services.lives.check(asker_of(call), task, version, lines);
    return life_answer(call, task);
}

http::Response send_back(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"words"});
    call.services.lives.send_back(asker_of(call), task, version, text_of(body, "words"));
    return life_answer(call, task);
}

http::Response agree(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"outcome", "approver_name", "approver_position",
                                             "approved_on", "words", "review_on"});
    const auto outcome =
        choice_field(body, "outcome", followup::parse_state, "closed, phase_closed or standing");
    call.services.lives.agree(
        asker_of(call), task, version,
        {outcome, approver_of(body), words_field(body, "words"), optional_date(body, "review_on")});
    return life_answer(call, task);
}

http::Response change(const Call& call) {
    const auto task = seen_task(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"kind", "reason", "approver_name", "approver_position",
                                             "approved_on", "dates", "review_on"});
    followup::Course course;
    course.kind = choice_field(body, "kind", followup::parse_course_kind,
                               "pause, adjust, terminate, restart or review");
    course.reason = text_of(body, "reason");
    course.approver = approver_of(body);
    course.review_on = optional_date(body, "review_on");
    for (const auto& one : list_field(body, "dates", 100)) {
        course.dates.push_back({id_field<followup::MilestoneId>(one, "id"), date_of(one, "due")});
    }
    call.services.lives.change(asker_of(call), task, version, course);
    return life_answer(call, task);
}

http::Response add_file(const Call& call) {
    const auto task = seen_task(call);
    const auto [name, bytes] = attached_file(call);
    call.services.lives.expect_file(asker_of(call), task, name);
    refuse_secret(call, bytes, name);
    const auto size = static_cast<std::int64_t>(bytes.size());
    const auto digest = to_hex(call.services.blobs.put(bytes));
    const auto id = call.services.lives.add_file(asker_of(call), task, name, digest, size);
    return answer(201, {{"id", to_string(id)}, {"title", name}, {"size", size}});
}

http::Response file(const Call& call) {
    const auto task = seen_task(call);
    const auto evidence = call.services.lives.file(
        call.scope(), task, id_in_path<followup::EvidenceId>(call, "evidence"));
    const auto digest = digest_from_hex(evidence.digest);
    ensure(digest.has_value(), "a file that is evidence has its digest");
    return kept_file(call, {evidence.title, *digest});
}

} // namespace

void life_routes(Specs& specs) {
    const auto add = [&](Method method, const char* pattern, const std::vector<access::Role>& roles,
                         CallHandler handler, http::RouteOptions options = {}) {
        specs.push_back({{method, pattern, Audience::roles, roles}, std::move(handler), options});
    };
    add(Method::post, "/api/v1/plans/{id}/start", kOffice, start);
    add(Method::get, "/api/v1/plans/{id}/overview", kPlanLookers, overview);
    add(Method::get, "/api/v1/tasks/{id}/life", kPlanLookers, get);
    add(Method::post, "/api/v1/tasks/{id}/signing", kPlanReaders, sign);
    add(Method::post, "/api/v1/tasks/{id}/objections", kPlanReaders, object);
    add(Method::post, "/api/v1/tasks/{id}/objections/{objection}/ruling", kOffice, decide);
    add(Method::post, "/api/v1/tasks/{id}/clock", kOffice, set_clock);
    add(Method::post, "/api/v1/tasks/{id}/milestones", kPlanReaders, propose);
    add(Method::post, "/api/v1/tasks/{id}/proposals/{proposal}/decision", kOffice, decide_plan);
    add(Method::post, "/api/v1/tasks/{id}/milestones/{milestone}/report", kPlanReaders,
        report_step);
    add(Method::post, "/api/v1/tasks/{id}/milestones/{milestone}/decision", kOffice, decide_step);
    add(Method::post, "/api/v1/tasks/{id}/progress", kPlanReaders, say_progress);
    add(Method::post, "/api/v1/tasks/{id}/closing", kPlanReaders, apply);
    add(Method::post, "/api/v1/tasks/{id}/closing/withdrawal", kPlanReaders, withdraw);
    add(Method::post, "/api/v1/tasks/{id}/closing/check", kOffice, check);
    add(Method::post, "/api/v1/tasks/{id}/closing/return", kOffice, send_back);
    add(Method::post, "/api/v1/tasks/{id}/closing/approval", kOffice, agree);
    add(Method::post, "/api/v1/tasks/{id}/changes", kOffice, change);
    add(Method::post, "/api/v1/tasks/{id}/evidence", kPlanReaders, add_file, kAttachment);
    add(Method::get, "/api/v1/tasks/{id}/evidence/{evidence}", kPlanLookers, file);
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
// Documents made 制度成果: the register, one document, its steps, who was asked and what was said.
#include "outcome/documents.hpp"

#include "api/duty_json.hpp"
#include "base/error.hpp"
#include "followup/plans.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <utility>

namespace luoshi::api {
namespace {

using http::Method;

// Asked before anything in the body is judged.
outcome::Shown shown_in_path(const Call& call) {
    return call.services.documents.open(call.who(), path_id<outcome::DocumentId>(call.request));
}

// Of a question or a remark, likewise.
template <class Id>
Id seen_in_path(const Call& call) {
    const auto id = path_id<Id>(call.request);
    call.services.documents.document_of(call.who(), id);
    return id;
}

Json steps_json(const std::vector<outcome::StepLine>& steps) {
    auto all = Json::array();
    for (const auto& line : steps) {
        all.push_back({{"step", to_string(line.step)},
                       {"state", to_string(line.state)},
                       {"ended_on", to_json(line.ended_on)},
                       {"holder", line.holder},
                       {"note", line.note},
                       {"evidence", line.evidence}});
    }
    return all;
}

Json line_json(const outcome::Document& one, const std::vector<outcome::StepLine>& steps,
               const Names& names) {
    return {{"id", to_string(one.id)},
            {"code", text_or_null(one.code)},
            {"plan_id", to_string(one.plan)},
            {"task_id", to_string(one.task)},
            {"task_number", one.task_number},
            {"lead", unit_ref(names.directory, one.lead, names.at)},
            {"kind", one.kind},
            {"title", {{"zh", one.title}, {"en", one.title_en}}},
            {"binds", one.binds},
            {"published", one.published},
            {"steps", steps_json(steps)},
            {"number", text_or_null(one.number)},
            {"issued_on", to_json(one.issued_on)},
            {"review_on", to_json(one.review_on)},
            {"predecessor_id", to_json(one.predecessor)},
            {"successor_id", to_json(one.successor)}};
}

Json remarks_json(const outcome::Sheet& sheet, outcome::AskId ask) {
    auto all = Json::array();
    for (const auto& one : sheet.remarks) {
        if (one.ask == ask) {
            all.push_back({{"id", to_string(one.id)},
                           {"quote", one.quote},
                           {"words", one.words},
                           {"decision", one.decision ? Json(to_string(*one.decision)) : Json()},
                           {"reason", one.reason},
                           {"decided_by", one.decided_by}});
        }
    }
    return all;
}

Json asks_json(const outcome::Shown& shown, const Names& names) {
    auto all = Json::array();
    for (const auto& one : shown.sheet.asks) {
        all.push_back(
            {{"id", to_string(one.id)},
             {"purpose", to_string(one.purpose)},
             {"round", one.round},
             {"text_version", one.text_version},
             {"unit", unit_ref(names.directory, one.unit, names.at)},
             {"asked_on", to_string(one.asked_on)},
             {"until", to_string(one.until)},
             {"lapses", one.lapses},
             {"standing", to_string(outcome::standing(one, shown.sheet.remarks, shown.today))},
             {"words", one.words},
             {"answered_on", to_json(one.answered_on)},
             {"answered_by", one.answered_by},
             {"entered", one.entered},
             {"remarks", remarks_json(shown.sheet, one.id)},
             {"ruled_by", one.ruled_by},
             {"ruling", one.ruling},
             {"ruled_on", to_json(one.ruled_on)}});
    }
    return all;
}

http::Response list(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    call.services.plans.plan(call.scope(), plan);
    const auto today = call.services.clock.today();
    const auto directory = call.services.database.read(
        [&](store::Reader& reader) { return call.services.directories.get(reader); });
    auto items = Json::array();
    for (const auto& one : call.services.documents.list(call.scope(), plan)) {
        const Names names{*directory, today};
        auto line = line_json(one.document, one.steps, names);
        line["waiting"] = Json::array();
        for (const auto& waiting : one.waiting) {
            line["waiting"].push_back({{"unit", unit_ref(*directory, waiting.unit, today)},
                                       {"until", to_string(waiting.until)}});
        }
        items.push_back(std::move(line));
    }
    return answer(200, {{"items", std::move(items)}});
}

// Those that need a leader in contact; of most documents none.
Json parks_json(const outcome::Shown& shown, const Names& names) {
    auto parks = Json::array();
    if (const auto* const group = names.directory.find_code(shown.sheet.document.parties)) {
        for (const auto park : names.directory.expand(group->id, shown.today)) {
            parks.push_back(unit_ref(names.directory, park, names.at));
        }
    }
    return parks;
}

http::Response get(const Call& call) {
    const auto shown = shown_in_path(call);
    const auto& one = shown.sheet.document;
    const Names names{*shown.directory, shown.today};
    auto json = line_json(one, shown.sheet.steps, names);
    auto texts = Json::array();
    for (const auto& text : shown.sheet.texts) {
        texts.push_back({{"version", text.version},
                         {"title", text.title},
                         {"body", text.body},
                         {"made_by", text.made_by},
                         {"made_on", to_string(text.made_on)}});
    }
    auto contacts = Json::array();
    for (const auto& contact : shown.sheet.contacts) {
        contacts.push_back({{"park", unit_ref(names.directory, contact.park, names.at)},
                            {"leader", contact.leader}});
    }
    const auto next = shown.sheet.next();
    json["next"] = next ? Json(to_string(*next)) : Json();
    json["leads"] = shown.leads;
    json["texts"] = std::move(texts);
    json["asks"] = asks_json(shown, names);
    auto evaluations = Json::array();
    for (const auto& evaluation : shown.sheet.evaluations) {
        evaluations.push_back({{"words", evaluation.words},
                               {"by", evaluation.made_by},
                               {"on", to_string(evaluation.on)},
                               {"next_on", to_json(evaluation.next_on)}});
    }
    json["evaluations"] = std::move(evaluations);
    json["contacts"] = std::move(contacts);
    json["parks"] = parks_json(shown, names);
    json["signer"] = text_or_null(one.signer);
    json["file_name"] = text_or_null(one.file_name);
    json["paper"] = text_or_null(one.paper);
    json["page"] = text_or_null(one.page);
    return answer(200, json);
}

http::Response end_step(const Call& call) {
    const auto id = shown_in_path(call).sheet.document.id;
    const auto body = body_of(call.request, {"step", "state", "holder", "note", "evidence"});
    const auto step = outcome::parse_step(text_of(body, "step"));
    const auto state = outcome::parse_step_state(text_of(body, "state"));
    if (!step) {
        bad_field("step", "a step of a document");
    }
    if (!state || *state == outcome::StepState::open) {
        bad_field("state", "done, skipped or not-needed");
    }
    call.services.documents.end_step(who_of(call), id,
                                     {*step, *state, optional_text(body, "holder").value_or(""),
                                      optional_text(body, "note").value_or(""),
                                      optional_text(body, "evidence").value_or("")});
    return http::no_content();
}

http::Response add_text(const Call& call) {
    const auto id = shown_in_path(call).sheet.document.id;
    const auto body = body_of(call.request, {"title", "body"});
    const auto version = call.services.documents.add_text(
        who_of(call), id, {text_of(body, "title"), text_of(body, "body")});
    return answer(201, {{"version", version}});
}

http::Response compare(const Call& call) {
    const auto id = shown_in_path(call).sheet.document.id;
    const auto before = id_parameter(call.request, "before");
    const auto after = id_parameter(call.request, "after");
    auto paragraphs = Json::array();
    const auto all =
        after ? call.services.documents.compare(call.who(), id, before.value_or(0), *after)
              : call.services.documents.compare_with_predecessor(call.who(), id);
    for (const auto& one : all) {
        paragraphs.push_back({{"mark", to_string(one.mark)}, {"words", one.words}});
    }
    return answer(200, {{"paragraphs", std::move(paragraphs)}});
}

// A list of objects of a body.
const Json& list_of(const Json& body, const char* field) {
    const auto it = body.find(field);
    const bool sound = it != body.end() && it->is_array() && it->size() <= 500 &&
                       std::all_of(it->begin(), it->end(), [](const Json& one) {
                           return one.is_object() || one.is_string();
                       });
    if (!sound) {
        bad_field(field, "a list");
    }
    return *it;
}

http::Response put_contacts(const Call& call) {
    const auto id = shown_in_path(call).sheet.document.id;
    const auto body = body_of(call.request, {"contacts"});
    std::vector<outcome::Contact> contacts;
    for (const auto& one : list_of(body, "contacts")) {
        if (!one.is_object()) {
            bad_field("contacts", "a list of parks with their leaders");
        }
        contacts.push_back({id_field<org::UnitId>(one, "park_id"), text_of(one, "leader")});
    }
    call.services.documents.set_contacts(who_of(call), id, contacts);
    return http::no_content();
}

http::Response ask(const Call& call) {
    const auto id = shown_in_path(call).sheet.document.id;
    const auto body = body_of(call.request, {"purpose", "unit_ids", "until", "lapses"});
    const auto purpose = outcome::parse_purpose(text_of(body, "purpose"));
    if (!purpose) {
        bad_field("purpose", "comment or signature");
    }
    outcome::Question question{*purpose, ids_of<org::UnitId>(body, "unit_ids"),
                               date_of(body, "until"), flag_of(body, "lapses", false)};
    const auto round = call.services.documents.ask(who_of(call), id, question);
    return answer(201, {{"round", round}});
}

http::Response reply(const Call& call) {
    const auto id = seen_in_path<outcome::AskId>(call);
    const auto body = body_of(call.request, {"answer", "words", "remarks"});
    const auto said = outcome::parse_answer(text_of(body, "answer"));
    if (!said) {
        bad_field("answer", "none, remarks, agree or object");
    }
    outcome::Reply reply{*said, optional_text(body, "words").value_or(""), {}};
    if (body.contains("remarks")) {
        for (const auto& one : list_of(body, "remarks")) {
            if (!one.is_object()) {
                bad_field("remarks", "a list of quotes and words");
            }
            reply.remarks.push_back(
                {optional_text(one, "quote").value_or(""), text_of(one, "words")});
        }
    }
    call.services.documents.answer(who_of(call), id, reply);
    return http::no_content();
}

http::Response decide(const Call& call) {
    const auto id = seen_in_path<outcome::RemarkId>(call);
    const auto body = body_of(call.request, {"decision", "reason"});
    const auto decision = outcome::parse_decision(text_of(body, "decision"));
    if (!decision) {
        bad_field("decision", "adopted, partly or declined");
    }
    call.services.documents.decide(who_of(call), id, *decision,
                                   optional_text(body, "reason").value_or(""));
    return http::no_content();
}

http::Response rule(const Call& call) {
    const auto id = seen_in_path<outcome::AskId>(call);
    const auto body = body_of(call.request, {"leader", "words"});
    call.services.documents.rule(who_of(call), id, text_of(body, "leader"), text_of(body, "words"));
    return http::no_content();
}

std::optional<Date> date_in(const Form& form, const char* name) {
    const auto it = form.texts.find(name);
    if (it == form.texts.end() || it->second.empty()) {
        return std::nullopt;
    }
    const auto date = Date::parse(it->second);
    if (!date) {
        bad_field(name, "a date like 2011-11-15");
    }
    return date;
}

http::Response issue(const Call& call) {
    const auto id = shown_in_path(call).sheet.document.id;
    auto form = form_of(call);
    const auto text = [&](const char* name) {
        const auto it = form.texts.find(name);
        return it == form.texts.end() ? std::string{} : it->second;
    };
    outcome::Issued issued{text("number"),
                           text("signer"),
                           text("paper"),
                           text("page"),
                           date_in(form, "issued_on"),
                           "",
                           "",
                           date_in(form, "review_on")};
    if (form.file) {
        issued.file_name = form.file->name;
        issued.file_bytes = std::string{form.file->bytes};
    }
    call.services.documents.issue(who_of(call), id, issued);
    return http::no_content();
}

http::Response file(const Call& call) {
    return kept_file(
        call, call.services.documents.file(call.who(), path_id<outcome::DocumentId>(call.request)));
}

http::Response evaluate(const Call& call) {
    const auto id = shown_in_path(call).sheet.document.id;
    const auto body = body_of(call.request, {"words", "next_on"});
    const auto next = body.find("next_on");
    call.services.documents.evaluate(who_of(call), id, text_of(body, "words"),
                                     next == body.end() || next->is_null()
                                         ? std::nullopt
                                         : std::optional{date_of(body, "next_on")});
    return http::no_content();
}

http::Response revise(const Call& call) {
    const auto id = shown_in_path(call).sheet.document.id;
    const auto body = body_of(call.request, {"why"});
    const auto made = call.services.documents.revise(who_of(call), id, text_of(body, "why"));
    return answer(201, {{"id", to_string(made)}});
}

} // namespace

void document_routes(Specs& specs) {
    const auto add = [&](Method method, const std::string& pattern, CallHandler handler) {
        specs.push_back(
            {{method, "/api/v1" + pattern, Audience::roles, kPlanReaders}, std::move(handler), {}});
    };
    add(Method::get, "/plans/{id}/documents", list);
    add(Method::get, "/documents/{id}", get);
    add(Method::post, "/documents/{id}/steps", end_step);
    add(Method::post, "/documents/{id}/texts", add_text);
    add(Method::get, "/documents/{id}/comparison", compare);
    add(Method::put, "/documents/{id}/contacts", put_contacts);
    add(Method::post, "/documents/{id}/asks", ask);
    add(Method::post, "/asks/{id}/answer", reply);
    add(Method::post, "/asks/{id}/ruling", rule);
    add(Method::post, "/document-remarks/{id}/decision", decide);
    add(Method::post, "/documents/{id}/issue", issue);
    specs.back().options.max_body = kUpload;
    add(Method::get, "/documents/{id}/file", file);
    add(Method::post, "/documents/{id}/evaluation", evaluate);
    add(Method::post, "/documents/{id}/revision", revise);
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
// Dues 报送事项: lists, what stands in one, typing, files, copies.
#include "api/call_json.hpp"
#include "api/duty_json.hpp"
#include "api/liaison_json.hpp"
#include "api/office_file.hpp"
#include "base/error.hpp"
#include "duty/copies.hpp"
#include "form/compare.hpp"
#include "http/conditional.hpp"
#include "store/database.hpp"

namespace luoshi::api {
namespace {

using http::Method;

duty::DueFilter filter_of(const Call& call) {
    const auto& request = call.request;
    duty::DueFilter filter;
    filter.plan.value = id_parameter(request, "plan").value_or(0);
    filter.duty.value = id_parameter(request, "duty").value_or(0);
    filter.unit.value = id_parameter(request, "unit").value_or(0);
    filter.from = date_parameter(request, "due_from");
    filter.to = date_parameter(request, "due_to");
    if (const auto* const state = request.query.find("state")) {
        filter.state = duty::parse_due_state(*state);
        if (!filter.state) {
            bad_parameter("state", "open, drafted, signed, submitted, returned, accepted, spared "
                                   "or cancelled");
        }
    }
    if (const auto* const late = request.query.find("late")) {
        filter.late = *late == "true";
        if (!filter.late && *late != "false") {
            bad_parameter("late", "true or false");
        }
    }
    return filter;
}

// To lines that are late: whom to ring, and the newest call that holds.
void add_contacts(const Call& call, const duty::DuePage& page, Json& items) {
    const auto today = call.services.clock.today();
    std::vector<duty::DueId> late;
    for (const auto& line : page.lines) {
        if (line.due.is_late(today)) {
            late.push_back(line.due.id);
        }
    }
    if (late.empty()) {
        return;
    }
    const auto calls = call.services.calls.list(late);
    const auto people = call.services.database.read(
        [&](store::Reader& reader) { return liaison::liaisons_at(reader, today); });
    for (std::size_t n = 0; n < page.lines.size(); ++n) {
        const auto& due = page.lines[n].due;
        if (!due.is_late(today)) {
            continue;
        }
        if (const auto it = people.find(due.unit); it != people.end()) {
            items[n]["liaison"] =
                liaison_json(it->second.front(), *page.directory, today, call.who());
        }
        if (const auto it = calls.find(due.id); it != calls.end()) {
            items[n]["last_call"] = to_json(it->second.back());
        }
    }
}

http::Response list(const Call& call) {
    const auto* const cursor = call.request.query.find("cursor");
    const auto page = call.services.dues.list(
        call.scope(), filter_of(call), cursor == nullptr ? "" : *cursor, limit_of(call.request));
    auto items = Json::array();
    for (const auto& line : page.lines) {
        items.push_back(to_json(line, Names{*page.directory, call.services.clock.today()}));
    }
    add_contacts(call, page, items);
    return answer(200, {{"items", std::move(items)}, {"next_cursor", to_json(page.next)}});
}

Json life_json(const duty::Due& due) {
    const auto text = [](const std::string& value) { return value.empty() ? Json() : Json(value); };
    return {{"signed_on", to_json(due.signed_on)},       {"signed_by", text(due.signed_by)},
            {"signed_how", text(due.signed_how)},        {"scan", text(due.scan)},
            {"scan_name", text(due.scan_name)},          {"received", text(due.received)},
            {"confirmed_on", to_json(due.confirmed_on)}, {"confirmed_by", text(due.confirmed_by)},
            {"submitted_by", text(due.submitted_by)},    {"accepted_by", text(due.accepted_by)}};
}

template <class Things>
Json all_json(const Things& things) {
    auto all = Json::array();
    for (const auto& thing : things) {
        all.push_back(to_json(thing));
    }
    return all;
}

// Name of the unit that makes a statistical table.
std::string issuer_of(const duty::Opened& opened) {
    const auto& head = opened.form->statistical;
    const auto* const unit = head ? opened.directory->find_code(head->issuer) : nullptr;
    return unit == nullptr
               ? ""
               : opened.directory->name(*unit, org::NameKind::short_name, opened.filled.day);
}

void add_content(const duty::DueDetail& detail, Json& json) {
    const auto& opened = detail.opened;
    const auto body = Json::parse(opened.filled.body);
    auto versions = Json::array();
    for (const auto& kept : detail.versions) {
        versions.push_back(
            {{"number", kept.number}, {"saved_at", to_string(kept.at)}, {"by", kept.by}});
    }
    json["revision"] = opened.filled.revision;
    json["saved_by"] = opened.filled.saved_by.empty() ? Json() : Json(opened.filled.saved_by);
    json["content_hidden"] = detail.content_hidden;
    json["values"] = body.value("values", Json::object());
    json["reasons"] = body.value("reasons", Json::object());
    json["handed"] = Json::parse(opened.filled.handed);
    json["outcome"] = Json::parse(form::outcome_json(opened.outcome, *opened.form));
    json["form_definition"] = Json::parse(
        form::to_json(*opened.form, to_string(opened.filled.version), issuer_of(opened)));
    json["check_code"] = detail.check_code.empty() ? Json() : Json(detail.check_code);
    json["versions"] = std::move(versions);
}

http::Response get(const Call& call) {
    const auto detail =
        call.services.submissions.open(call.who(), path_id<duty::DueId>(call.request));
    const auto& opened = detail.opened;
    const Names names{*opened.directory, call.services.clock.today()};
    const duty::DueLine line{opened.due, opened.duty.definition.title, opened.form->code,
                             opened.chain, detail.late};
    auto verbs = Json::array();
    for (const auto verb : detail.verbs) {
        verbs.push_back(duty::to_string(verb));
    }
    Json json{{"due", to_json(line, names)},
              {"duty", to_json(opened.duty, names)},
              {"life", life_json(opened.due)},
              {"chain", steps_json(opened.chain)},
              {"step", opened.due.step},
              {"acts", acts_json(detail.acts)},
              {"remarks", all_json(detail.remarks)},
              {"extensions", all_json(detail.extensions)},
              {"files", all_json(detail.files)},
              {"reminders", dates_json(detail.reminders)},
              {"previous_id", opened.previous ? to_json(opened.previous->id) : Json()},
              {"verbs", std::move(verbs)}};
    add_content(detail, json);
    return answer_with_etag(200, json, http::version_etag(opened.filled.revision));
}

http::Response saved_answer(const duty::Saved& saved) {
    return answer_with_etag(
        200,
        {{"revision", saved.revision},
         {"fields", saved.fields},
         {"rows", saved.rows},
         {"outcome", Json::parse(form::outcome_json(saved.outcome, *saved.form))}},
        http::version_etag(saved.revision));
}

http::Response save(const Call& call) {
    const auto id = due_in_path(call);
    const auto body = body_of(call.request, {"values", "reasons"});
    return saved_answer(
        call.services.submissions.save(who_of(call), id, version_named(call.request), body.dump()));
}

http::Response adopt(const Call& call) {
    const auto id = due_in_path(call);
    const auto body = body_of(call.request, {"table", "keys"});
    duty::AdoptWish wish;
    wish.table = optional_text(body, "table").value_or("");
    if (const auto it = body.find("keys"); it != body.end() && it->is_array()) {
        for (const auto& key : *it) {
            if (!key.is_string()) {
                bad_field("keys", "a list of texts");
            }
            wish.keys.push_back(key.get<std::string>());
        }
    }
    return saved_answer(call.services.submissions.adopt_previous(
        who_of(call), id, version_named(call.request), wish));
}

http::Response add_file(const Call& call) {
    const auto id = due_in_path(call);
    const auto [name, bytes] = attached_file(call);
    refuse_secret(call, bytes, name);
    return answer(201,
                  to_json(call.services.submissions.add_file(who_of(call), id, {name, bytes})));
}

http::Response get_file(const Call& call) {
    const auto id = due_in_path(call);
    const auto* const digest = call.request.query.find("digest");
    if (digest == nullptr) {
        bad_parameter("digest", "the digest of a file");
    }
    return kept_file(call, call.services.submissions.file(call.who(), id, *digest));
}

http::Response compare(const Call& call) {
    const auto id = due_in_path(call);
    auto& submissions = call.services.submissions;
    const auto opened = submissions.open(call.who(), id).opened;
    const auto version = [&](const char* name) {
        const auto number = id_parameter(call.request, name).value_or(0);
        return duty::filling_of(opened, submissions.body(call.who(), id, number));
    };
    const auto& form = *opened.form;
    return http::json(
        200, R"({"changes":)" +
                 form::to_json(form::compare(version("from"), form, version("to"), form)) + "}");
}

http::Response get_copy(const Call& call) {
    const auto id = due_in_path(call);
    const auto format = wanted_format(call.request);
    const auto detail = call.services.submissions.open(call.who(), id);
    auto bytes = duty::printed_copy(detail, format,
                                    call.who().name + " " + to_string(call.services.clock.today()));
    const auto& opened = detail.opened;
    return office_file(std::move(bytes), format,
                       opened.duty.definition.title.zh + " " + opened.context.subject);
}

} // namespace

void due_routes(Specs& specs) {
    const auto add = [&](Method method, std::string pattern, CallHandler handler,
                         const std::vector<access::Role>& roles = kPlanReaders) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, roles}, handler, {}});
    };
    add(Method::get, "/dues", list, kPlanLookers);
    add(Method::get, "/dues/{id}", get, kPlanLookers);
    add(Method::put, "/dues/{id}/content", save);
    specs.back().options.max_body = form::kLargestFilling;
    add(Method::post, "/dues/{id}/previous", adopt);
    add(Method::post, "/dues/{id}/files", add_file);
    specs.back().options = kAttachment;
    add(Method::get, "/dues/{id}/files", get_file, kPlanLookers);
    add(Method::get, "/dues/{id}/comparison", compare);
    add(Method::get, "/dues/{id}/copy", get_copy);
}

} // namespace luoshi::api

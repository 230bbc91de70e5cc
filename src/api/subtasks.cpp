// SPDX-License-Identifier: Apache-2.0
// Subtasks 分解与汇总: what was split off a task or asked of joint units, and what they report.
#include "subtask/subtasks.hpp"

#include "api/duty_json.hpp"
#include "base/error.hpp"
#include "http/conditional.hpp"
#include "org/org.hpp"

#include <charconv>

namespace luoshi::api {
namespace {

using http::Method;
using subtask::Line;
using subtask::Subtask;
using subtask::SubtaskId;

template <class Named>
Json name_json(Named named) {
    return std::string{to_string(named)};
}

Json source_json(const subtask::Source& source) {
    return {{"origin", name_json(source.origin)},
            {"words", source.words},
            {"reference", source.reference},
            {"due_id", to_json(source.due)},
            {"reason", source.reason}};
}

Json entry_json(const std::optional<subtask::Entry>& entry) {
    if (!entry) {
        return {};
    }
    return {{"answer", name_json(entry->answer)},
            {"by", entry->by},
            {"manner", entry->manner},
            {"received_on", to_string(entry->received_on)},
            {"scan", entry->scan},
            {"scan_name", entry->scan_name},
            {"affirmed_on", api::to_json(entry->affirmed_on)},
            {"affirmed_by", entry->affirmed_by}};
}

Json fields_of(const Subtask& one, const Names& names) {
    return {{"id", to_string(one.id)},
            {"parent_id", to_json(one.parent)},
            {"plan_id", to_string(one.plan)},
            {"task_id", to_string(one.task)},
            {"source", source_json(one.source)},
            {"by_office", one.giver.office},
            {"giver_unit", unit_ref(names.directory, one.giver.unit, names.at)},
            {"giver_name", one.giver.name},
            {"unit", unit_ref(names.directory, one.unit, names.at)},
            {"title", one.title},
            {"standard", one.standard},
            {"given_on", to_string(one.given_on)},
            {"due_on", to_string(one.due_on)},
            {"state", name_json(one.state)},
            {"insisted", one.insisted},
            {"percent", one.percent ? Json(*one.percent) : Json()},
            {"why", one.why},
            {"report", one.report},
            {"despite", one.despite},
            {"reported_on", to_json(one.reported_on)},
            {"reported_by", one.reported_by},
            {"done_on", to_json(one.done_on)},
            {"done_by", one.done_by},
            {"entry", entry_json(one.entry)},
            {"version", one.version}};
}

Json to_json(const subtask::Rollup& rollup, const Names& names) {
    return {{"open", rollup.open},
            {"late", rollup.late},
            {"done", rollup.done},
            {"declined", rollup.declined},
            {"next_due", api::to_json(rollup.next_due)},
            {"percent", rollup.percent},
            {"said", rollup.said},
            {"missing", unit_refs(names.directory, rollup.missing, names.at)}};
}

Json to_json(const Line& line, const Names& names) {
    auto json = fields_of(line.subtask, names);
    auto can = Json::array();
    for (const auto act : line.can) {
        can.push_back(name_json(act));
    }
    json["depth"] = line.depth;
    json["below"] = to_json(line.below, names);
    json["light"] = line.light ? name_json(*line.light) : Json();
    json["beyond"] = line.beyond;
    json["can"] = std::move(can);
    return json;
}

Json to_json(const subtask::TaskWords& task) {
    return {{"id", to_string(task.id)}, {"plan_id", to_string(task.plan)},
            {"number", task.number},    {"item", task.item},
            {"title", task.title},      {"due", api::to_json(task.due)}};
}

Json to_json(const subtask::Note& note) {
    return {{"act", note.act},
            {"words", note.words},
            {"percent", note.percent ? Json(*note.percent) : Json()},
            {"person", note.person},
            {"on", to_string(note.on)},
            {"at", api::to_json(std::optional{note.at})},
            {"received", note.received}};
}

Json to_json(const subtask::StoredFile& file) {
    return {{"digest", file.digest},
            {"name", file.name},
            {"size", file.size},
            {"added_by", file.added_by},
            {"added_on", to_string(file.added_on)}};
}

template <class Items>
Json all_of(const Items& items) {
    auto all = Json::array();
    for (const auto& one : items) {
        all.push_back(to_json(one));
    }
    return all;
}

Json tree_json(const Call& call, const subtask::Tree& tree) {
    const Names names{*tree.directory, call.services.clock.today()};
    auto lines = Json::array();
    for (const auto& line : tree.lines) {
        lines.push_back(to_json(line, names));
    }
    return {{"task", to_json(tree.task)},
            {"lines", std::move(lines)},
            {"whole", to_json(tree.whole, names)},
            {"can_split", tree.can_split},
            {"can_charge", tree.can_charge},
            {"can_bring", tree.can_bring},
            {"below", unit_refs(names.directory, tree.below, names.at)},
            {"joint", unit_refs(names.directory, tree.joint, names.at)}};
}

http::Response show(const Call& call, SubtaskId id) {
    const auto detail = call.services.subtasks.detail(call.who(), id);
    auto json = tree_json(call, detail.tree);
    json["notes"] = all_of(detail.notes);
    json["files"] = all_of(detail.files);
    json["task_seen"] = detail.task_seen;
    return answer_with_etag(200, json,
                            http::version_etag(detail.tree.lines.front().subtask.version));
}

// The subtask in the path, when one sees it: asked before anything in the body is judged.
SubtaskId subtask_in_path(const Call& call) {
    const auto id = path_id<SubtaskId>(call.request);
    call.services.subtasks.detail(call.who(), id);
    return id;
}

subtask::Part part_of(const Json& body) {
    return {id_field<org::UnitId>(body, "unit_id"), text_of(body, "title"),
            optional_text(body, "standard").value_or(""), date_of(body, "due_on")};
}

subtask::Request request_of(const Call& call, followup::TaskId task) {
    const auto body = body_of(
        call.request, {"parent_id", "origin", "words", "reference", "due_id", "reason", "parts"});
    const auto origin = subtask::parse_origin(text_of(body, "origin"));
    if (!origin) {
        bad_field("origin", "split, share, measure or remark");
    }
    subtask::Request request;
    request.task = task;
    request.parent = id_field<SubtaskId>(body, "parent_id");
    request.source = {*origin, optional_text(body, "words").value_or(""),
                      optional_text(body, "reference").value_or(""),
                      id_field<duty::DueId>(body, "due_id"),
                      optional_text(body, "reason").value_or("")};
    const auto parts = body.find("parts");
    if (parts == body.end() || !parts->is_array()) {
        bad_field("parts", "a list");
    }
    for (const auto& one : *parts) {
        if (!one.is_object()) {
            bad_field("parts", "a list of objects");
        }
        request.parts.push_back(part_of(one));
    }
    return request;
}

http::Response tree(const Call& call) {
    const auto task = path_id<followup::TaskId>(call.request);
    return answer(200, tree_json(call, call.services.subtasks.tree(call.who(), task)));
}

http::Response hand_out(const Call& call) {
    const auto task = path_id<followup::TaskId>(call.request);
    call.services.subtasks.tree(call.who(), task);
    call.services.subtasks.hand_out(who_of(call), request_of(call, task));
    return answer(201, tree_json(call, call.services.subtasks.tree(call.who(), task)));
}

http::Response waiting(const Call& call) {
    const auto list = call.services.subtasks.waiting(call.who());
    const Names names{*list.directory, call.services.clock.today()};
    auto items = Json::array();
    for (const auto& one : list.items) {
        items.push_back({{"subtask", to_json(one.line, names)},
                         {"task", to_json(one.task)},
                         {"act", name_json(one.act)}});
    }
    return answer(200, {{"items", std::move(items)}});
}

http::Response shares(const Call& call) {
    const auto shares =
        call.services.subtasks.shares_for(call.who(), path_id<duty::DueId>(call.request));
    const Names names{*shares.directory, call.services.clock.today()};
    auto items = Json::array();
    for (const auto& one : shares.items) {
        items.push_back({{"subtask", fields_of(one.subtask, names)},
                         {"task", to_json(one.task)},
                         {"notes", all_of(one.notes)},
                         {"serves", one.serves}});
    }
    return answer(200, {{"items", std::move(items)}});
}

http::Response get(const Call& call) {
    return show(call, path_id<SubtaskId>(call.request));
}

http::Response change(const Call& call) {
    const auto id = subtask_in_path(call);
    const auto body = body_of(call.request, {"unit_id", "title", "standard", "due_on"});
    call.services.subtasks.change(who_of(call), id, version_named(call.request), part_of(body));
    // Another unit may have it now.
    return show(call, id);
}

http::Response accept(const Call& call) {
    const auto id = subtask_in_path(call);
    call.services.subtasks.accept(who_of(call), id, version_named(call.request));
    return show(call, id);
}

http::Response progress(const Call& call) {
    const auto id = subtask_in_path(call);
    const auto body = body_of(call.request, {"percent", "words"});
    const auto percent = body.find("percent");
    if (percent == body.end() || !percent->is_number_integer() || *percent < 0 || *percent > 100) {
        bad_field("percent", "a whole number from 0 to 100");
    }
    call.services.subtasks.say_progress(who_of(call), id, version_named(call.request),
                                        percent->get<int>(), text_of(body, "words"));
    return show(call, id);
}

http::Response report(const Call& call) {
    const auto id = subtask_in_path(call);
    const auto body = body_of(call.request, {"words", "despite"});
    call.services.subtasks.report(who_of(call), id, version_named(call.request),
                                  text_of(body, "words"),
                                  optional_text(body, "despite").value_or(""));
    return show(call, id);
}

subtask::Answer answer_of(Form form) {
    const auto act = subtask::parse_act(form.text("answer"));
    if (!act) {
        bad_field("answer", "accept, decline, progress or report");
    }
    const auto received = Date::parse(form.text("received_on"));
    if (!received) {
        bad_field("received_on", "a date like 2011-11-15");
    }
    const auto optional = [&](const char* name) {
        const auto it = form.texts.find(name);
        return it == form.texts.end() ? std::string{} : it->second;
    };
    subtask::Answer answer;
    answer.act = *act;
    answer.words = optional("words");
    answer.despite = optional("despite");
    answer.manner = form.text("manner");
    answer.received_on = *received;
    if (const auto percent = optional("percent"); !percent.empty()) {
        int number = 0;
        const auto* const end = percent.data() + percent.size();
        const auto [stop, status] = std::from_chars(percent.data(), end, number);
        if (status != std::errc{} || stop != end) {
            bad_field("percent", "a whole number from 0 to 100");
        }
        answer.percent = number;
    }
    answer.scan = std::move(form.file);
    return answer;
}

http::Response enter(const Call& call) {
    const auto id = subtask_in_path(call);
    call.services.subtasks.enter(who_of(call), id, version_named(call.request),
                                 answer_of(form_of(call)));
    return show(call, id);
}

http::Response affirm(const Call& call) {
    const auto id = subtask_in_path(call);
    call.services.subtasks.affirm(who_of(call), id, version_named(call.request));
    return show(call, id);
}

http::Response bring_within(const Call& call) {
    const auto task = path_id<followup::TaskId>(call.request);
    call.services.subtasks.tree(call.who(), task);
    const auto body = body_of(call.request, {"within"});
    const auto changed = call.services.subtasks.bring_within(who_of(call), task,
                                                             id_field<SubtaskId>(body, "within"));
    return answer(200, {{"changed", changed}});
}

// An act whose body is words alone.
using WordsAct = void (subtask::Subtasks::*)(const duty::Who&, SubtaskId, std::int64_t,
                                             const std::string&);
CallHandler with_words(WordsAct act) {
    return [act](const Call& call) {
        const auto id = subtask_in_path(call);
        const auto body = body_of(call.request, {"words"});
        (call.services.subtasks.*act)(who_of(call), id, version_named(call.request),
                                      optional_text(body, "words").value_or(""));
        return show(call, id);
    };
}

http::Response add_file(const Call& call) {
    const auto id = subtask_in_path(call);
    const auto [name, bytes] = attached_file(call);
    call.services.subtasks.expect_file(who_of(call), id, name);
    refuse_secret(call, bytes, name);
    return answer(201, to_json(call.services.subtasks.add_file(who_of(call), id, name, bytes)));
}

http::Response file(const Call& call) {
    const auto id = subtask_in_path(call);
    const auto* const digest = call.request.query.find("digest");
    if (digest == nullptr) {
        bad_parameter("digest", "the digest of a file");
    }
    return kept_file(call, call.services.subtasks.file(call.who(), id, *digest));
}

} // namespace

void subtask_routes(Specs& specs) {
    using subtask::Subtasks;
    const auto add = [&](Method method, std::string pattern, CallHandler handler,
                         http::RouteOptions options = {}) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, kPlanReaders},
                         std::move(handler),
                         options});
    };
    add(Method::get, "/tasks/{id}/subtasks", tree);
    add(Method::post, "/tasks/{id}/subtasks", hand_out);
    add(Method::get, "/subtasks", waiting);
    add(Method::get, "/subtasks/{id}", get);
    add(Method::put, "/subtasks/{id}", change);
    add(Method::post, "/subtasks/{id}/acceptance", accept);
    add(Method::post, "/subtasks/{id}/objection", with_words(&Subtasks::decline));
    add(Method::post, "/subtasks/{id}/progress", progress);
    add(Method::post, "/subtasks/{id}/report", report);
    add(Method::post, "/subtasks/{id}/insistence", with_words(&Subtasks::insist));
    add(Method::post, "/subtasks/{id}/return", with_words(&Subtasks::give_back));
    add(Method::post, "/subtasks/{id}/confirmation", with_words(&Subtasks::confirm));
    add(Method::post, "/subtasks/{id}/cancellation", with_words(&Subtasks::cancel));
    add(Method::post, "/subtasks/{id}/entry", enter, kAttachment);
    add(Method::post, "/subtasks/{id}/affirmation", affirm);
    add(Method::post, "/tasks/{id}/subtasks/dates", bring_within);
    add(Method::post, "/subtasks/{id}/files", add_file, kAttachment);
    add(Method::get, "/subtasks/{id}/files", file);
    add(Method::get, "/dues/{id}/shares", shares);
}

} // namespace luoshi::api

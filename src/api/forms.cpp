// SPDX-License-Identifier: Apache-2.0
// Forms of packs: their definitions, the check of what is filled in, and trials of them.
#include "api/office_file.hpp"
#include "form/check.hpp"
#include "form/compare.hpp"
#include "form/library.hpp"
#include "form/offline.hpp"
#include "form/trials.hpp"

#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "http/conditional.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <memory>

namespace luoshi::api {
namespace {

using http::Method;

// A form with what stands around it while it is filled in.
struct Desk {
    pack::VersionId version;
    std::shared_ptr<const form::Form> form; // immutable, shared with the library
    std::shared_ptr<const org::Directory> directory;
    WorkCalendar calendar;
    form::Context context;
};

Desk desk_of(const Call& call, pack::VersionId version, const std::string& code) {
    auto& services = call.services;
    Desk desk;
    desk.version = version;
    desk.form = services.forms.form(version, code);
    services.database.read([&](store::Reader& reader) {
        desk.directory = services.directories.get(reader);
        desk.calendar = org::work_calendar(reader);
        return 0;
    });
    desk.context.day = services.clock.today();
    return desk;
}

Desk desk_of_path(const Call& call) {
    const auto code = call.request.path_param("code");
    const auto current = call.services.forms.current(std::string{code});
    return desk_of(call, current.version, std::string{call.request.path_param("form")});
}

// Of the subject, by code, the name that formulas see.
std::string subject_name(const Desk& desk, const std::string& code) {
    const auto* const unit = desk.directory->find_code(code);
    return unit == nullptr
               ? ""
               : desk.directory->name(*unit, org::NameKind::short_name, desk.context.day);
}

// day, period, subject and handed of a filled form, or of what is sent.
void set_frame(Desk& desk, const form::Filled& frame) {
    desk.context.day = frame.day;
    const auto period = expr::Period::parse(frame.period);
    desk.context.period = period.value_or(
        expr::Period::containing(desk.form->period.value_or(expr::Period::Kind::year), frame.day));
    desk.context.subject = subject_name(desk, frame.subject);
    desk.context.handed = form::read_handed(frame.handed);
    desk.context.calendar = &desk.calendar;
}

std::string text_or(const Json& body, const char* field, std::string otherwise) {
    return optional_text(body, field).value_or(std::move(otherwise));
}

form::Filled frame_of(const Json& body, const Desk& desk) {
    form::Filled frame;
    frame.version = desk.version;
    frame.pack = desk.form->pack;
    frame.form = desk.form->code;
    const auto day = text_or(body, "day", to_string(desk.context.day));
    if (!Date::parse(day)) {
        bad_field("day", "a date like 2011-11-15");
    }
    frame.day = *Date::parse(day);
    frame.period = text_or(body, "period", "");
    if (!frame.period.empty() && !expr::Period::parse(frame.period)) {
        bad_field("period", "a period like 2011年第3季度");
    }
    frame.subject = text_or(body, "subject", "");
    if (!frame.subject.empty() && desk.directory->find_code(frame.subject) == nullptr) {
        bad_field("subject", "the code of a unit");
    }
    if (const auto handed = body.find("handed"); handed != body.end() && !handed->is_null()) {
        frame.handed = handed->dump();
    }
    return frame;
}

// What is filled in, as a body has it.
form::Filling filling_of(const Json& body, const Desk& desk) {
    Json part = Json::object();
    for (const auto* const key : {"values", "reasons"}) {
        if (const auto it = body.find(key); it != body.end() && !it->is_null()) {
            part[key] = *it;
        }
    }
    return form::read_filling(part.dump(), *desk.form, *desk.directory, desk.context.day);
}

std::string issuer_name(const Desk& desk) {
    const auto& head = desk.form->statistical;
    return head ? subject_name(desk, head->issuer) : "";
}

std::string definition(const Desk& desk) {
    return form::to_json(*desk.form, to_string(desk.version), issuer_name(desk));
}

http::Response list(const Call& call) {
    const auto current = call.services.forms.current(std::string{call.request.path_param("code")});
    auto forms = Json::array();
    for (const auto& form : current.forms->all) {
        const auto fields = static_cast<std::int64_t>(form->fields.size());
        forms.push_back({{"code", form->code},
                         {"title", {{"zh", form->title.zh}, {"en", form->title.en}}},
                         {"kind", form::to_string(form->kind)},
                         {"tasks", form->tasks},
                         {"fields", fields},
                         {"checks", form->checks.size()},
                         {"digest", form->digest}});
    }
    return answer(200, {{"version_id", to_string(current.version)}, {"forms", std::move(forms)}});
}

http::Response get_form(const Call& call) {
    return http::json(200, definition(desk_of_path(call)));
}

const std::initializer_list<std::string_view> kFrame{"values", "reasons", "handed",
                                                     "day",    "period",  "subject"};

// What stands in the form before anybody types, and what that gives.
http::Response begin(const Call& call) {
    auto desk = desk_of_path(call);
    set_frame(desk, frame_of(body_of(call.request, kFrame), desk));
    auto filling = form::prefill(*desk.form, desk.context, *desk.directory);
    return http::json(200, form::outcome_json(form::check(std::move(filling), *desk.form,
                                                          desk.context, *desk.directory),
                                              *desk.form));
}

http::Response check(const Call& call) {
    auto desk = desk_of_path(call);
    const auto body = body_of(call.request, kFrame);
    set_frame(desk, frame_of(body, desk));
    return http::json(200, form::outcome_json(form::check(filling_of(body, desk), *desk.form,
                                                          desk.context, *desk.directory),
                                              *desk.form));
}

form::Place place_of(const Json& body, const form::Form& form) {
    form::Place place;
    const auto index = form.index_of(text_of(body, "field"));
    if (!index) {
        bad_field("field", "the name of a field of the form");
    }
    place.field = *index;
    const auto column = text_or(body, "column", "");
    const auto row = body.find("row");
    if (column.empty() || row == body.end() || row->is_null()) {
        return place;
    }
    const auto& columns = form.fields[*index].columns;
    const auto it = std::ranges::find(columns, column, &form::Field::name);
    if (it == columns.end() || !row->is_number_unsigned()) {
        bad_field("column", "the name of a column, with the number of a row from 0");
    }
    place.row = row->get<std::size_t>();
    place.column = static_cast<form::FieldIndex>(it - columns.begin());
    return place;
}

http::Response explain(const Call& call) {
    auto desk = desk_of_path(call);
    const auto body = body_of(call.request, {"values", "reasons", "handed", "day", "period",
                                             "subject", "field", "row", "column"});
    set_frame(desk, frame_of(body, desk));
    const auto trace = form::explain(place_of(body, *desk.form), filling_of(body, desk), *desk.form,
                                     desk.context, *desk.directory);
    if (!trace) {
        bad_field("field", "a computed field, or a computed column with one of its rows");
    }
    JsonWriter json;
    json.begin_object();
    json.key("zh");
    json.raw(expr::to_json(*trace, expr::Language::zh));
    json.key("en");
    json.raw(expr::to_json(*trace, expr::Language::en));
    json.end_object();
    return http::json(200, json.take());
}

Json summary(const form::Filled& filled) {
    return {{"id", to_string(filled.id)},  {"pack", filled.pack},
            {"form", filled.form},         {"day", to_string(filled.day)},
            {"period", filled.period},     {"subject", filled.subject},
            {"revision", filled.revision}, {"saved_at", to_string(filled.saved_at)},
            {"by", filled.saved_by}};
}

http::Response create(const Call& call) {
    auto desk = desk_of_path(call);
    const auto body = body_of(call.request, kFrame);
    auto filled = frame_of(body, desk);
    set_frame(desk, filled);
    filled.body = form::to_json(filling_of(body, desk), *desk.form);
    const auto id = call.services.trials.create(call.actor(), filled);
    auto response =
        answer_with_etag(201, {{"id", to_string(id)}, {"revision", 1}}, http::version_etag(1));
    response.headers.set("Location", "/api/v1/filled-forms/" + to_string(id));
    return response;
}

http::Response list_filled(const Call& call) {
    auto items = Json::array();
    for (const auto& filled : call.services.trials.list(
             call.who().id.value, std::string{call.request.path_param("code")},
             std::string{call.request.path_param("form")})) {
        items.push_back(summary(filled));
    }
    return answer(200, {{"filled", std::move(items)}});
}

struct Opened {
    form::Filled filled;
    Desk desk;
    form::Outcome outcome;
};

Opened open(const Call& call) {
    Opened opened;
    opened.filled =
        call.services.trials.read(call.who().id.value, path_id<form::FilledId>(call.request));
    opened.desk = desk_of(call, opened.filled.version, opened.filled.form);
    set_frame(opened.desk, opened.filled);
    opened.outcome = form::check(form::read_filling(opened.filled.body, *opened.desk.form,
                                                    *opened.desk.directory, opened.filled.day),
                                 *opened.desk.form, opened.desk.context, *opened.desk.directory);
    return opened;
}

// Whether the pack in force has the form in another shape than the filled one's.
bool has_newer_form(const Call& call, const Opened& opened) {
    const auto current = call.services.forms.current(opened.filled.pack);
    const auto* const now = current.forms->find(opened.filled.form);
    return now == nullptr || now->digest != opened.desk.form->digest;
}

http::Response get_filled(const Call& call) {
    const auto opened = open(call);
    auto json = summary(opened.filled);
    json["check_code"] = form::check_code(opened.filled);
    json["newer_form"] = has_newer_form(call, opened);
    json["handed"] = Json::parse(opened.filled.handed);
    const auto body = Json::parse(opened.filled.body);
    json["values"] = body.value("values", Json::object());
    json["reasons"] = body.value("reasons", Json::object());
    auto versions = Json::array();
    for (const auto& kept : call.services.trials.versions(call.who().id.value, opened.filled.id)) {
        versions.push_back(
            {{"number", kept.number}, {"saved_at", to_string(kept.at)}, {"by", kept.by}});
    }
    json["versions"] = std::move(versions);
    json["outcome"] = Json::parse(form::outcome_json(opened.outcome, *opened.desk.form));
    json["form"] = Json::parse(definition(opened.desk));
    return answer_with_etag(200, json, http::version_etag(opened.filled.revision));
}

http::Response save(const Call& call) {
    const auto opened = open(call);
    const auto body = body_of(call.request, {"values", "reasons"});
    auto filling = filling_of(body, opened.desk);
    const auto revision =
        call.services.trials.save(call.actor(), opened.filled.id, version_named(call.request),
                                  form::to_json(filling, *opened.desk.form));
    const auto outcome = form::check(std::move(filling), *opened.desk.form, opened.desk.context,
                                     *opened.desk.directory);
    return answer_with_etag(
        200,
        {{"revision", revision},
         {"outcome", Json::parse(form::outcome_json(outcome, *opened.desk.form))}},
        http::version_etag(revision));
}

http::Response erase(const Call& call) {
    call.services.trials.erase(call.actor(), path_id<form::FilledId>(call.request));
    return http::no_content();
}

http::Response keep(const Call& call) {
    const auto number =
        call.services.trials.keep(call.actor(), path_id<form::FilledId>(call.request));
    return answer(201, {{"number", number}});
}

http::Response compare(const Call& call) {
    const auto opened = open(call);
    const auto person = call.who().id.value;
    const auto version = [&](const char* name) {
        const auto number = id_parameter(call.request, name).value_or(0);
        return form::read_filling(call.services.trials.body(person, opened.filled.id, number),
                                  *opened.desk.form, *opened.desk.directory, opened.filled.day);
    };
    const auto& form = *opened.desk.form;
    return http::json(
        200, R"({"changes":)" +
                 form::to_json(form::compare(version("from"), form, version("to"), form)) + "}");
}

// As printed in the foot of a copy, and as looked for there.
form::CopyInfo copy_info(const Call& call, const Opened& opened) {
    form::CopyInfo info;
    info.pack = opened.desk.form->pack;
    info.form = opened.desk.form->code;
    info.digest = opened.desk.form->digest;
    info.filled = to_string(opened.filled.id);
    info.check_code = form::check_code(opened.filled);
    info.unit = opened.desk.context.subject;
    info.period = opened.filled.period;
    info.printed = call.who().name + " " + to_string(call.services.clock.today());
    info.day = opened.filled.day;
    return info;
}

http::Response get_copy(const Call& call) {
    const auto format = wanted_format(call.request);
    const auto opened = open(call);
    auto bytes = form::write_copy(*opened.desk.form, opened.outcome.filling, opened.outcome,
                                  copy_info(call, opened), format, *opened.desk.directory);
    return office_file(std::move(bytes), format,
                       opened.desk.form->title.zh +
                           (opened.filled.period.empty() ? "" : " " + opened.filled.period));
}

Json problem_json(const form::CopyProblem& problem) {
    return {{"code", problem.finding.code},
            {"message", problem.finding.message.zh},
            {"message_en", problem.finding.message.en},
            {"where", problem.where.zh}};
}

// What a copy that came back says otherwise. Nothing is stored: the person decides.
http::Response read_back(const Call& call) {
    const auto opened = open(call);
    const auto [name, bytes] = uploaded_file(call);
    const auto& form = *opened.desk.form;
    const auto stored =
        form::read_filling(opened.filled.body, form, *opened.desk.directory, opened.filled.day);
    auto read = form::read_copy(call.services.read_entries(bytes, name), form,
                                *opened.desk.directory, opened.filled.day);
    form::keep_files(read, stored, form);
    read.filling.reasons.insert(stored.reasons.begin(), stored.reasons.end()); // the copy's count
    const auto outcome =
        form::check(read.filling, form, opened.desk.context, *opened.desk.directory);
    auto problems = Json::array();
    const auto tell = [&](const std::vector<form::CopyProblem>& more) {
        for (const auto& problem : more) {
            problems.push_back(problem_json(problem));
        }
    };
    tell(form::check_copy(read.info, copy_info(call, opened)));
    tell(read.problems);
    tell(form::compare_computed(read, outcome, opened.outcome, form));
    const auto content = Json::parse(form::to_json(read.filling, form));
    return answer(200, {{"values", content.value("values", Json::object())},
                        {"reasons", content.value("reasons", Json::object())},
                        {"outcome", Json::parse(form::outcome_json(outcome, form))},
                        {"changes", Json::parse(form::to_json(form::compare(
                                        opened.outcome.filling, form, outcome.filling, form)))},
                        {"problems", std::move(problems)}});
}

} // namespace

void form_routes(Specs& specs) {
    const auto& roles = kOfficeAndAdministrator;
    const auto add = [&](Method method, std::string pattern, CallHandler handler) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, roles}, handler, {}});
    };
    add(Method::get, "/packs/{code}/forms", list);
    add(Method::get, "/packs/{code}/forms/{form}", get_form);
    add(Method::post, "/packs/{code}/forms/{form}/begin", begin);
    add(Method::post, "/packs/{code}/forms/{form}/check", check);
    add(Method::post, "/packs/{code}/forms/{form}/explain", explain);
    add(Method::get, "/packs/{code}/forms/{form}/filled", list_filled);
    add(Method::post, "/packs/{code}/forms/{form}/filled", create);
    add(Method::get, "/filled-forms/{id}", get_filled);
    add(Method::put, "/filled-forms/{id}", save);
    add(Method::remove, "/filled-forms/{id}", erase);
    add(Method::post, "/filled-forms/{id}/versions", keep);
    add(Method::get, "/filled-forms/{id}/comparison", compare);
    add(Method::get, "/filled-forms/{id}/copy", get_copy);
    add(Method::post, "/filled-forms/{id}/copy", read_back);
    specs.back().options.max_body = kUpload;
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
#include "api/duty_json.hpp"

#include "http/multipart.hpp"

namespace luoshi::api {
namespace {

Json text_pair(const form::Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

Json units_of_codes(const std::vector<std::string>& codes, const Names& names) {
    auto refs = Json::array();
    for (const auto& code : codes) {
        const auto* const unit = names.directory.find_code(code);
        refs.push_back(
            unit_ref(names.directory, unit == nullptr ? org::UnitId{} : unit->id, names.at));
    }
    return refs;
}

Json holder_json(const duty::Step& step) {
    return {{"step", duty::to_string(step.kind)},
            {"person", text_or_null(step.name)},
            {"role", access::to_string(step.role)}};
}

} // namespace

Json dates_json(const std::vector<Date>& dates) {
    auto all = Json::array();
    for (const auto date : dates) {
        all.push_back(to_string(date));
    }
    return all;
}

Json to_json(const duty::Duty& duty, const Names& names) {
    return {{"id", to_string(duty.id)},
            {"plan_id", to_string(duty.plan)},
            {"title", text_pair(duty.definition.title)},
            {"definition", Json::parse(duty::to_json(duty.definition))},
            {"who", units_of_codes(duty.definition.who, names)},
            {"to", units_of_codes(duty.definition.to, names)},
            {"pack", duty.pack},
            {"state", duty::to_string(duty.state)},
            {"approver", text_or_null(duty.approval.name)},
            {"approver_title", text_or_null(duty.approval.title)},
            {"approval", text_or_null(duty.approval.words)},
            {"issued_on", to_json(duty.issued_on)},
            {"issued_by", text_or_null(duty.issued_by)},
            {"stopped_on", to_json(duty.stopped_on)},
            {"why", text_or_null(duty.why)},
            {"version", duty.version},
            {"created_by", duty.created_by}};
}

Json to_json(const duty::Cost& cost, const Names& names) {
    auto months = Json::array();
    for (const auto& month : cost.months) {
        months.push_back({{"year", month.year},
                          {"month", month.month},
                          {"times", month.times},
                          {"most_owed", month.most_owed},
                          {"over", unit_refs(names.directory, month.over, names.at)}});
    }
    auto concerns = Json::array();
    for (const auto concern : cost.concerns) {
        concerns.push_back(duty::to_string(concern));
    }
    return {{"units", cost.units},
            {"times", cost.times},
            {"fields", cost.fields},
            {"cells", cost.cells},
            {"answers", cost.answers},
            {"known_rows", cost.known_rows},
            {"cap", cost.cap},
            {"months", std::move(months)},
            {"at_base", unit_refs(names.directory, cost.at_base, names.at)},
            {"open_groups", units_of_codes(cost.open_groups, names)},
            {"concerns", std::move(concerns)}};
}

Json to_json(const std::optional<duty::Lateness>& late) {
    if (!late) {
        return {};
    }
    return {{"working_days", late->working_days},
            {"step", late->step},
            {"person", text_or_null(late->holder)},
            {"role", access::to_string(late->role)},
            {"since", to_string(late->since)}};
}

Json to_json(const duty::DueLine& line, const Names& names) {
    const auto& due = line.due;
    return {{"id", to_string(due.id)},
            {"plan_id", to_string(due.plan)},
            {"duty_id", to_string(due.duty)},
            {"title", text_pair(line.title)},
            {"form", line.form},
            {"unit", unit_ref(names.directory, due.unit, names.at)},
            {"occurrence", to_string(due.occurrence)},
            {"due_on", to_string(due.due_on)},
            {"period", text_or_null(due.period)},
            {"state", duty::to_string(due.state)},
            {"holder", holder_json(line.step())},
            {"since", to_string(due.since)},
            {"round", due.round},
            {"unconfirmed", due.is_unconfirmed()},
            {"late", to_json(line.late)},
            {"submitted_on", to_json(due.submitted_on)},
            {"accepted_on", to_json(due.accepted_on)},
            {"why", text_or_null(due.why)}};
}

Json steps_json(const duty::Chain& chain) {
    auto steps = Json::array();
    for (const auto& step : chain) {
        steps.push_back({{"kind", duty::to_string(step.kind)},
                         {"person", id_json(step.person)},
                         {"name", step.name},
                         {"role", access::to_string(step.role)}});
    }
    return steps;
}

Json to_json(const duty::Remark& remark) {
    return {{"id", to_string(remark.id)},
            {"version", remark.kept},
            {"round", remark.round},
            {"field", remark.field},
            {"row", text_or_null(remark.row)},
            {"column", text_or_null(remark.column)},
            {"passage", remark.passage
                            ? Json::array({remark.passage->first, remark.passage->second})
                            : Json()},
            {"quote", text_or_null(remark.quote)},
            {"words", remark.words},
            {"must", remark.must},
            {"by", remark.made_by},
            {"at", to_string(remark.made_at)},
            {"settled_on", to_json(remark.settled_on)},
            {"settled_by", text_or_null(remark.settled_by)},
            {"answer", text_or_null(remark.answer)}};
}

Json to_json(const duty::Extension& extension) {
    return {{"id", to_string(extension.id)},
            {"days", extension.days},
            {"reason", extension.reason},
            {"asked_by", extension.asked_by},
            {"asked_at", to_string(extension.asked_at)},
            {"state", extension.state},
            {"new_date", to_json(extension.new_date)},
            {"words", text_or_null(extension.words)},
            {"decided_by", text_or_null(extension.decided_by)}};
}

Json to_json(const duty::Deputy& deputy) {
    return {{"id", to_string(deputy.id)},     {"person_id", id_json(deputy.person)},
            {"person", deputy.person_name},   {"deputy_id", id_json(deputy.deputy)},
            {"deputy", deputy.deputy_name},   {"kind", deputy.kind},
            {"from", to_string(deputy.from)}, {"until", to_string(deputy.until)}};
}

Json to_json(const duty::StoredFile& file) {
    return {
        {"digest", file.digest}, {"name", file.name}, {"size", file.size}, {"by", file.added_by}};
}

Json acts_json(const std::vector<duty::Act>& acts) {
    auto all = Json::array();
    for (const auto& act : acts) {
        all.push_back({{"act", act.act},
                       {"step", text_or_null(act.step)},
                       {"person", act.person},
                       {"for_person", text_or_null(act.for_person)},
                       {"at", to_string(act.at)},
                       {"on", to_string(act.on)},
                       {"since", to_string(act.since)},
                       {"version", act.kept == 0 ? Json() : Json(act.kept)},
                       {"words", text_or_null(act.words)}});
    }
    return all;
}

duty::Who who_of(const Call& call) {
    return {call.who(), call.actor()};
}

duty::DueId due_in_path(const Call& call) {
    const auto id = path_id<duty::DueId>(call.request);
    call.services.dues.must_see(call.scope(), id);
    return id;
}

std::string Form::text(const char* name) const {
    const auto it = texts.find(name);
    if (it == texts.end() || it->second.empty()) {
        bad_field(name, "a text");
    }
    return it->second;
}

Form form_of(const Call& call) {
    Form form;
    for (const auto& part :
         http::parse_multipart(call.request.headers.get("Content-Type"), call.request.content())) {
        if (!part.file_name) {
            form.texts[part.name] = std::string{part.data};
        } else if (part.name == "file" && !form.file) {
            expect_readable_size(call, *part.file_name, part.data.size());
            refuse_secret(call, part.data, *part.file_name);
            form.file = duty::Upload{*part.file_name, part.data};
        }
    }
    return form;
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
#include "api/leader_json.hpp"

namespace luoshi::api {
namespace {

Json or_null(std::int64_t number) {
    return number == 0 ? Json() : Json(number);
}

Json figures_json(const leader::Figures& figures) {
    auto lights = Json::object();
    for (const auto& [light, count] : figures.lights) {
        lights[std::string{to_string(light)}] = count;
    }
    return {{"tasks", figures.tasks},
            {"lights", std::move(lights)},
            {"late_reports", figures.late_reports},
            {"late_units", figures.late_units},
            {"on", to_string(figures.on)},
            {"at", to_string(figures.at)}};
}

Json reading_json(const leader::Reading& one) {
    return {{"leader_id", to_string(one.leader)},
            {"name", one.name},
            {"title", one.title},
            {"read_at", to_json(one.read_at)},
            {"read_on", to_json(one.read_on)},
            {"read_by", one.read_by},
            {"approved", one.approved ? Json(*one.approved) : Json()},
            {"decision", one.decision},
            {"decided_on", to_json(one.decided_on)},
            {"decided_by", one.decided_by}};
}

} // namespace

Json to_json(const leader::Brief& brief, const Names& names) {
    auto stuck = Json::array();
    for (const auto& line : brief.text.stuck) {
        stuck.push_back({{"words", line.words},
                         {"units", unit_refs(names.directory, line.units, names.at)},
                         {"since", to_json(line.since)},
                         {"step", line.step},
                         {"light", line.light ? Json(std::string{to_string(*line.light)}) : Json()},
                         {"link", line.link}});
    }
    auto proposals = Json::array();
    for (const auto& one : brief.text.proposals) {
        proposals.push_back({{"words", one.words},
                             {"unit", unit_ref(names.directory, one.unit, names.at)},
                             {"by", to_json(one.by)}});
    }
    return {{"id", to_string(brief.id)},
            {"plan_id", to_string(brief.plan)},
            {"office", unit_ref(names.directory, brief.office, names.at)},
            {"title", brief.text.title},
            {"words", brief.text.words},
            {"figures", figures_json(brief.figures)},
            {"stuck", std::move(stuck)},
            {"proposals", std::move(proposals)},
            {"state", std::string{to_string(brief.state)}},
            {"year", or_null(brief.year)},
            {"number", or_null(brief.number)},
            {"issued_on", to_json(brief.issued_on)},
            {"issued_by", brief.issued_by},
            {"version", brief.version},
            {"created_by", brief.created_by},
            {"created_at", to_string(brief.created_at)}};
}

Json to_json(const leader::Paper& paper) {
    auto readings = Json::array();
    for (const auto& one : paper.readings) {
        readings.push_back(reading_json(one));
    }
    return {{"id", to_string(paper.id)},
            {"plan_id", to_string(paper.plan)},
            {"kind", std::string{to_string(paper.kind)}},
            {"object_id", id_json(paper.object)},
            {"task_id", to_json(paper.task)},
            {"title", paper.title},
            {"words", paper.words},
            {"link", paper.link},
            {"sent_by", paper.sent_by},
            {"sent_on", to_string(paper.sent_on)},
            {"sent_at", to_string(paper.sent_at)},
            {"readings", std::move(readings)}};
}

Json to_json(const leader::Remark& remark, const Names& names) {
    const auto scan = remark.scan.digest.empty()
                          ? Json()
                          : Json{{"name", remark.scan.name}, {"size", remark.scan.size}};
    std::vector<org::UnitId> handed;
    for (const auto& one : remark.handed) {
        handed.push_back(one.unit);
    }
    return {{"id", to_string(remark.id)},
            {"reference", leader::reference_of(remark.id)},
            {"plan_id", to_string(remark.plan)},
            {"paper_id", to_json(remark.paper)},
            {"task_id", to_json(remark.task)},
            {"name", remark.name},
            {"title", remark.title},
            {"words", remark.words},
            {"about", remark.about},
            {"link", remark.link},
            {"said_on", to_string(remark.said_on)},
            {"to_office", remark.to_office},
            {"named", unit_refs(names.directory, remark.named, names.at)},
            {"handed", unit_refs(names.directory, handed, names.at)},
            {"entered_by", remark.entered_by},
            {"on_paper", remark.on_paper},
            {"state", std::string{to_string(remark.state)}},
            {"handed_on", to_json(remark.handed_on)},
            {"handed_by", remark.handed_by},
            {"handed_words", remark.handed_words},
            {"scan", scan},
            {"version", remark.version},
            {"written_at", to_string(remark.written_at)}};
}

Json remarks_json(const leader::ShownRemarks& shown, Date at) {
    auto items = Json::array();
    for (const auto& remark : shown.remarks) {
        items.push_back(to_json(remark, {*shown.directory, at}));
    }
    return items;
}

} // namespace luoshi::api

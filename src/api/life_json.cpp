// SPDX-License-Identifier: Apache-2.0
#include "api/life_json.hpp"

#include "notice/json.hpp"

namespace luoshi::api {
namespace {

Json percent(const std::optional<int>& value) {
    return value ? Json(*value) : Json();
}
template <class Enum>
Json word(const std::optional<Enum>& value) {
    return value ? Json(followup::to_string(*value)) : Json();
}

// Encodes the parts of one life; units are named as of a day.
class LifeWriter {
public:
    LifeWriter(const followup::Life& life, Date at) : life_(life), at_(at) {}

    Json all() const {
        auto json = head();
        json["signings"] = list(life_.signings, [&](const auto& one) { return signing(one); });
        json["objections"] =
            list(life_.objections, [&](const auto& one) { return objection(one); });
        json["proposals"] = list(life_.proposals, [&](const auto& one) { return proposal(one); });
        json["milestones"] =
            list(life_.milestones, [&](const auto& one) { return milestone(one); });
        json["offered"] = list(life_.offered, [](const auto& one) {
            return Json{
                {"title", one.title}, {"title_en", one.title_en}, {"due", to_string(one.due)}};
        });
        json["progress"] = list(life_.progress, [&](const auto& one) { return progress(one); });
        json["closings"] = list(life_.closings, [&](const auto& one) { return closing(one); });
        json["evidence"] = list(life_.evidence, [&](const auto& one) { return evidence(one); });
        json["changes"] = list(life_.changes, [&](const auto& one) { return change(one); });
        json["standard"] = life_.standard;
        json["standard_ours"] = life_.standard_ours;
        json["can"] = list(life_.can, [](const auto act) { return Json(to_string(act)); });
        return json;
    }

private:
    template <class List, class Encode>
    static Json list(const List& items, Encode&& encode) {
        auto json = Json::array();
        for (const auto& item : items) {
            json.push_back(encode(item));
        }
        return json;
    }

    Json unit(org::UnitId id) const { return unit_ref(*life_.directory, id, at_); }

    Json head() const {
        const auto& settings = life_.settings;
        return {{"task_id", to_string(life_.task)},
                {"plan_id", to_string(life_.plan)},
                {"number", life_.number},
                {"state", followup::to_string(life_.state)},
                {"light", word(life_.seen)},
                {"version", life_.version},
                {"started_on", to_string(life_.started_on)},
                {"sign_by", to_string(life_.sign_by)},
                {"start", to_json(life_.start)},
                {"due", to_json(life_.due)},
                {"current_id", to_json(life_.current)},
                {"reported", percent(life_.reported)},
                {"verified", percent(life_.verified)},
                {"stopped_on", to_json(life_.stopped_on)},
                {"closing_number", text_or_null(life_.closing_number)},
                {"review_on", to_json(life_.review_on)},
                {"ended_on", to_json(life_.ended_on)},
                {"waits_for", to_string(life_.waits)},
                {"settings",
                 {{"sign_within", settings.sign_within},
                  {"soon_within", settings.light.soon_within},
                  {"behind_by", settings.light.behind_by},
                  {"silent_until", settings.light.silent_until}}}};
    }

    Json signing(const followup::Signing& one) const {
        return {{"unit", unit(one.unit)},
                {"roles", roles_json(one.roles)},
                {"sign_by", to_string(one.sign_by)},
                {"signed_on", to_json(one.signed_on)},
                {"person", text_or_null(one.person)},
                {"by_office", one.by_office}};
    }

    Json objection(const followup::Objection& one) const {
        auto ruling = Json();
        if (one.ruling) {
            ruling = {{"leader", one.ruling->leader},
                      {"position", one.ruling->position},
                      {"on", to_string(one.ruling->on)},
                      {"words", one.ruling->words}};
        }
        return {{"id", to_string(one.id)},
                {"unit", unit(one.unit)},
                {"reason", one.reason},
                {"proposed_unit", unit(one.proposed_unit)},
                {"person", one.person},
                {"raised_on", to_string(one.raised_on)},
                {"decision", word(one.decision)},
                {"decided_unit", unit(one.decided_unit)},
                {"decided_role",
                 one.decided_role ? Json(notice::to_string(*one.decided_role)) : Json()},
                {"words", text_or_null(one.words)},
                {"ruling", ruling},
                {"decided_by", text_or_null(one.decided_by)},
                {"decided_on", to_json(one.decided_on)}};
    }

    Json proposal(const followup::StepProposal& one) const {
        return {{"id", to_string(one.id)},
                {"unit", unit(one.unit)},
                {"state", one.state},
                {"words", text_or_null(one.words)},
                {"person", one.person},
                {"proposed_on", to_string(one.proposed_on)},
                {"decided_by", text_or_null(one.decided_by)},
                {"decided_on", to_json(one.decided_on)},
                {"decision_words", text_or_null(one.decision_words)}};
    }

    Json milestone(const followup::Milestone& one) const {
        return {{"id", to_string(one.id)},
                {"proposal_id", to_json(one.proposal)},
                {"unit", unit(one.unit)},
                {"title", one.title},
                {"due", to_string(one.due)},
                {"first_due", to_json(one.first_due)},
                {"source", to_string(one.source)},
                {"state", to_string(one.state)},
                {"approved_on", to_json(one.approved_on)},
                {"report", text_or_null(one.report)},
                {"reported_by", text_or_null(one.reported_by)},
                {"reported_on", to_json(one.reported_on)},
                {"decided_by", text_or_null(one.decided_by)},
                {"decided_on", to_json(one.decided_on)},
                {"decision_words", text_or_null(one.decision_words)}};
    }

    Json progress(const followup::Progress& one) const {
        return {{"unit", unit(one.unit)}, {"milestone_id", to_json(one.milestone)},
                {"percent", one.percent}, {"words", text_or_null(one.words)},
                {"person", one.person},   {"said_on", to_string(one.said_on)}};
    }

    Json closing(const followup::Closing& one) const {
        auto lines = Json::array();
        for (const auto& line : one.lines) {
            lines.push_back({{"id", to_string(line.id)},
                             {"standard", line.standard},
                             {"met", line.met ? Json(*line.met) : Json()},
                             {"method", word(line.method)},
                             {"checker", text_or_null(line.checker)},
                             {"checked_on", to_json(line.checked_on)},
                             {"note", text_or_null(line.note)}});
        }
        return {{"id", to_string(one.id)},
                {"unit", unit(one.unit)},
                {"state", one.state},
                {"asked", followup::to_string(one.asked)},
                {"words", one.words},
                {"person", one.person},
                {"applied_on", to_string(one.applied_on)},
                {"lines", lines},
                {"outcome", word(one.outcome)},
                {"decided_by", text_or_null(one.decided_by)},
                {"decided_on", to_json(one.decided_on)},
                {"approver_name", text_or_null(one.approver)},
                {"approver_position", text_or_null(one.approver_position)},
                {"approved_on", to_json(one.approved_on)},
                {"decision_words", text_or_null(one.decision_words)},
                {"number", text_or_null(one.number)},
                {"review_on", to_json(one.review_on)}};
    }

    Json evidence(const followup::Evidence& one) const {
        const bool file = one.kind == followup::EvidenceKind::file;
        return {{"id", to_string(one.id)},
                {"unit", unit(one.unit)},
                {"line_id", to_json(one.line)},
                {"milestone_id", to_json(one.milestone)},
                {"kind", to_string(one.kind)},
                {"title", one.title},
                {"reference", text_or_null(one.reference)},
                {"size", file ? Json(one.size) : Json()},
                {"person", one.person},
                {"added_at", to_string(one.added_at)}};
    }

    Json change(const followup::Change& one) const {
        return {{"kind", to_string(one.kind)},
                {"reason", one.reason},
                {"approver_name", text_or_null(one.approver)},
                {"approver_position", text_or_null(one.approver_position)},
                {"approved_on", to_json(one.approved_on)},
                {"state_before", followup::to_string(one.state_before)},
                {"dates_before", Json::parse(one.dates_before)},
                {"person", one.person},
                {"made_on", to_string(one.made_on)}};
    }

    const followup::Life& life_;
    Date at_;
};

// {"overdue":2,…}: only lights that occur.
Json counts_json(const followup::LightCounts& counts) {
    auto json = Json::object();
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] != 0) {
            json[std::string{to_string(static_cast<followup::Light>(i))}] = counts[i];
        }
    }
    return json;
}

} // namespace

Json to_json(const followup::Life& life, Date at) {
    return LifeWriter{life, at}.all();
}

Json to_json(const followup::Overview& overview, Date at) {
    auto states = Json::object();
    for (std::size_t i = 0; i < overview.states.size(); ++i) {
        if (overview.states[i] != 0) {
            states[std::string{followup::to_string(static_cast<followup::State>(i))}] =
                overview.states[i];
        }
    }
    auto parts = Json::array();
    for (const auto& part : overview.parts) {
        parts.push_back(
            {{"path", part.path}, {"title", part.title}, {"lights", counts_json(part.counts)}});
    }
    auto units = Json::array();
    for (const auto& one : overview.units) {
        auto of_parts = Json::array();
        for (const auto& counts : one.parts) {
            of_parts.push_back(counts_json(counts));
        }
        units.push_back({{"unit", unit_ref(*overview.directory, one.unit, at)},
                         {"lights", counts_json(one.counts)},
                         {"sections", of_parts}});
    }
    auto weeks = Json::array();
    for (const auto& week : overview.weeks) {
        weeks.push_back({{"week", to_string(week.week)},
                         {"taken_on", to_string(week.taken_on)},
                         {"overdue", week.overdue},
                         {"behind", week.behind},
                         {"soon", week.soon},
                         {"done", week.done}});
    }
    return {{"started_on", to_json(overview.started_on)},
            {"weeks", weeks},
            {"tasks", overview.tasks},
            {"lights", counts_json(overview.counts)},
            {"states", states},
            {"unsigned_late", overview.unsigned_late},
            {"sections", parts},
            {"units", units}};
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
#include "api/draft_json.hpp"

#include "api/blocks_json.hpp"
#include "notice/json.hpp"

#include <map>
#include <set>

namespace luoshi::api {
namespace {

using followup::Draft;
using followup::DraftItem;
using followup::Read;

class Encoder {
public:
    explicit Encoder(const followup::ImportDetail& detail)
        : detail_(detail), directory_(*detail.directory), offsets_(detail.text) {}

    Json run() const {
        const auto& draft = detail_.draft;
        Json json;
        json["header"] = list(draft.header, [&](const auto& field) {
            return Json{{"field", field.field},
                        {"values", field.values},
                        {"list", field.list},
                        {"read", read(field.read)}};
        });
        json["sections"] = list(draft.sections, [&](const auto& section) {
            return Json{
                {"path", section.path}, {"title", section.title}, {"span", span(section.span)}};
        });
        json["items"] = list(draft.items, [&](const auto& one) { return item(one); });
        json["removed"] = list(draft.removed, [&](const auto& one) {
            return Json{{"key", one.item.key},
                        {"number", one.item.number},
                        {"title", one.item.title},
                        {"span", span(one.item.span)}};
        });
        json["general"] = item(draft.general);
        json["units"] = list(draft.units, [&](const auto& unit) { return mapping(unit); });
        json["questions"] = list(draft.questions, [&](const auto& one) { return question(one); });
        json["warnings"] = list(draft.warnings, [&](const auto& warning) {
            return Json{
                {"code", warning.code},
                {"message", warning.message},
                {"span", warning.span.end > warning.span.begin ? span(warning.span) : Json()}};
        });
        if (!detail_.blocks.empty()) {
            json["blocks"] = blocks_json(offsets_, detail_.blocks);
        }
        if (detail_.pages > 0) {
            json["pages"] = detail_.pages;
        }
        return json;
    }

private:
    template <class List, class Encode>
    static Json list(const List& values, Encode&& encode) {
        auto json = Json::array();
        for (const auto& value : values) {
            json.push_back(encode(value));
        }
        return json;
    }
    Json span(const std::optional<Span>& where) const { return span_json(offsets_, where); }
    Json read(const Read& how) const {
        return {{"span", span(how.span)},
                {"confidence", how.confidence},
                {"rule", how.rule},
                {"edited", how.edited}};
    }
    Json ref(org::UnitId id) const { return unit_ref(directory_, id, detail_.at); }

    // A unit that two groups of one role have in common is one unit.
    Json holders(const DraftItem& one) const {
        std::map<notice::Role, std::set<std::string>> by_role;
        for (const auto& party : one.parties) {
            auto& units = by_role[party.role];
            if (party.pending) {
                continue;
            }
            for (const auto id : directory_.expand(party.mapped_to, detail_.at)) {
                units.insert(to_string(id));
            }
            if (!party.mapped_to) { // a unit that is to be added
                units.insert(party.unit);
            }
        }
        auto json = Json::array();
        for (const auto& [role, units] : by_role) {
            json.push_back({{"role", notice::to_string(role)}, {"count", units.size()}});
        }
        return json;
    }

    Json item(const DraftItem& one) const {
        static constexpr std::string_view kSources[]{"text", "pack", "person"};
        return {{"key", one.key},
                {"number", one.number},
                {"section_path", one.section_path},
                {"title", one.title},
                {"title_source", kSources[static_cast<std::size_t>(one.title_source)]},
                {"text", one.text},
                {"span", span(one.span)},
                {"clause_span", span(one.clause_span)},
                {"parties", list(one.parties,
                                 [&](const auto& party) {
                                     return Json{{"unit", party.unit},
                                                 {"role", notice::to_string(party.role)},
                                                 {"open", party.open},
                                                 {"pending", party.pending},
                                                 {"mapped_to", ref(party.mapped_to)},
                                                 {"read", read(party.read)}};
                                 })},
                {"holders", holders(one)},
                {"deadlines", list(one.deadlines,
                                   [&](const auto& deadline) {
                                       return Json{{"kind", notice::to_string(deadline.kind)},
                                                   {"value", deadline.value},
                                                   {"text", deadline.text},
                                                   {"read", read(deadline.read)}};
                                   })},
                {"citations", list(one.citations,
                                   [&](const auto& citation) {
                                       return Json{{"title", citation.title},
                                                   {"number", to_json(citation.number)},
                                                   {"read", read(citation.read)}};
                                   })},
                {"targets", list(one.targets,
                                 [&](const auto& target) {
                                     return Json{{"text", target.text},
                                                 {"comparator", target.comparator},
                                                 {"value", target.values},
                                                 {"unit", target.unit},
                                                 {"read", read(target.read)}};
                                 })},
                {"flags", list(one.flags,
                               [&](const auto& flag) {
                                   return Json{{"kind", flag.kind},
                                               {"text", flag.text},
                                               {"span", span(flag.span)}};
                               })},
                {"edited", one.edited}};
    }

    Json mapping(const followup::UnitMapping& unit) const {
        const auto* mapped = directory_.find(unit.mapped_to);
        auto numbers = Json::array();
        for (const auto& key : unit.items) {
            const auto* of = detail_.draft.item(key);
            numbers.push_back(of != nullptr ? of->number : key);
        }
        return {{"text", unit.text},
                {"count", unit.count},
                {"items", numbers},
                {"mapped_to", ref(unit.mapped_to)},
                {"new_unit", unit.made ? Json{{"name", unit.made->name},
                                              {"kind", org::to_string(unit.made->kind)}}
                                       : Json()},
                {"suggestions", unit_refs(directory_, unit.suggestions, detail_.at)},
                {"remember", unit.remember},
                {"member_count", member_count(directory_, mapped, detail_.at)},
                {"list_basis", list_basis(mapped)}};
    }

    Json question(const followup::Question& one) const {
        const auto* unit = directory_.find(one.unit);
        return {{"id", one.id},
                {"kind", followup::to_string(one.kind)},
                {"items", one.items},
                {"text", one.text},
                {"clause", to_json(one.clause)},
                {"text_units", unit_refs(directory_, one.text_units, detail_.at)},
                {"clause_units", unit_refs(directory_, one.clause_units, detail_.at)},
                {"unit", ref(one.unit)},
                {"list_basis", list_basis(unit)},
                {"member_count", member_count(directory_, unit, detail_.at)},
                {"confidence", one.confidence},
                {"rule", one.rule},
                {"choices",
                 list(one.choices, [](auto choice) { return Json(followup::to_string(choice)); })},
                {"answer", to_json(one.answer)},
                {"spans", list(one.spans, [&](const auto& at) {
                     return Json{{"item", at.first}, {"span", span(at.second)}};
                 })}};
    }

    const followup::ImportDetail& detail_;
    const org::Directory& directory_;
    Utf16Offsets offsets_;
};

} // namespace

Json draft_json(const followup::ImportDetail& detail) {
    return Encoder{detail}.run();
}

} // namespace luoshi::api

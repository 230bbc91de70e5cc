// SPDX-License-Identifier: Apache-2.0
#include "followup/edit.hpp"

#include "base/error.hpp"
#include "notice/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace luoshi::followup {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 4> kChoices{"accept", "clause", "text", "pending"};
constexpr std::size_t kMaxText = 500; // bytes × 4 of what a page lets one type

[[noreturn]] void bad(std::string_view what) {
    throw failure(ErrorCode::invalid_argument, "followup.bad-edit", "an edit is wrong: {}", what);
}

std::string text_of(const Json& json, const char* key, bool may_be_empty = false) {
    const auto it = json.find(key);
    if (it == json.end() || !it->is_string()) {
        bad(fmt::format("'{}' must be text", key));
    }
    auto text = it->get<std::string>();
    if ((text.empty() && !may_be_empty) || text.size() > 4 * kMaxText) {
        bad(fmt::format("'{}' must have 1 to {} characters", key, kMaxText));
    }
    return text;
}

std::size_t place_of(const Json& json, const char* key) {
    const auto it = json.find(key);
    if (it == json.end() || !it->is_number_unsigned()) {
        bad(fmt::format("'{}' must be a place in the list, from 0", key));
    }
    return it->get<std::size_t>();
}

notice::Role role_of(const Json& json) {
    const auto role = notice::parse_role(text_of(json, "role"));
    return role ? *role : (bad("'role' is not a role"), notice::Role{});
}

notice::DeadlineKind kind_of(const Json& json) {
    const auto kind = notice::parse_deadline_kind(text_of(json, "kind"));
    return kind ? *kind : (bad("'kind' is not a kind of deadline"), notice::DeadlineKind{});
}

SetHeader header_of(const Json& json) {
    SetHeader edit{text_of(json, "field"), {}};
    const auto it = json.find("values");
    if (it == json.end() || !it->is_array()) {
        bad("'values' must be a list of text");
    }
    for (const auto& value : *it) {
        if (!value.is_string() || value.get_ref<const std::string&>().size() > 4 * kMaxText) {
            bad("'values' must be a list of text");
        }
        edit.values.push_back(value);
    }
    return edit;
}

MapUnit map_of(const Json& json) {
    MapUnit edit{text_of(json, "text"), {}, true};
    if (const auto it = json.find("unit_id"); it != json.end() && it->is_string()) {
        const auto id = parse_as<org::UnitId>(it->get<std::string>());
        edit.unit = id ? *id : (bad("'unit_id' is not an id"), org::UnitId{});
    } else if (it == json.end() || !it->is_null()) {
        bad("'unit_id' must be an id or null");
    }
    const auto remember = json.find("remember");
    if (remember == json.end() || !remember->is_boolean()) {
        bad("'remember' must be true or false");
    }
    edit.remember = remember->get<bool>();
    return edit;
}

MakeUnit make_of(const Json& json) {
    const auto it = json.find("new_unit");
    if (it == json.end() || !it->is_object()) {
        bad("'new_unit' must have name and kind");
    }
    const auto kind = org::parse_unit_kind(text_of(*it, "kind"));
    return {text_of(json, "text"), text_of(*it, "name"),
            kind ? *kind : (bad("'kind' must be unit or group"), org::UnitKind{})};
}

Answer answer_of(const Json& json) {
    Answer edit{text_of(json, "question"), std::nullopt};
    const auto it = json.find("choice");
    if (it == json.end()) {
        bad("'choice' is missing");
    }
    if (!it->is_null()) {
        const auto choice = text_of(json, "choice");
        const auto* found = std::find(kChoices.begin(), kChoices.end(), choice);
        if (found == kChoices.end()) {
            bad("'choice' must be accept, clause, text, pending or null");
        }
        edit.choice = static_cast<Choice>(found - kChoices.begin());
    }
    return edit;
}

std::vector<std::string> keys_of(const Json& json) {
    const auto it = json.find("items");
    if (it == json.end() || !it->is_array() || it->size() < 2 || it->size() > 100) {
        bad("'items' must be a list of 2 to 100 keys of items");
    }
    std::vector<std::string> keys;
    for (const auto& key : *it) {
        if (!key.is_string()) {
            bad("'items' must be a list of keys of items");
        }
        keys.push_back(key);
    }
    return keys;
}

AddItem item_of(const Json& json) {
    AddItem edit{text_of(json, "after", true), text_of(json, "number", true),
                 text_of(json, "section_path", true), text_of(json, "title"), std::nullopt};
    const auto it = json.find("span");
    if (it != json.end() && !it->is_null()) {
        if (!it->is_array() || it->size() != 2 || !(*it)[0].is_number_unsigned() ||
            !(*it)[1].is_number_unsigned()) {
            bad("'span' must be two places in the text, or null");
        }
        edit.span = std::pair{(*it)[0].get<std::size_t>(), (*it)[1].get<std::size_t>()};
    }
    return edit;
}

struct Writer {
    Json operator()(const SetHeader& e) const {
        return {{"op", "header"}, {"field", e.field}, {"values", e.values}};
    }
    Json operator()(const SetTitle& e) const {
        return {{"op", "title"}, {"item", e.item}, {"title", e.title}};
    }
    Json operator()(const SetParty& e) const {
        return {{"op", "set-party"},
                {"item", e.item},
                {"party", e.party},
                {"unit", e.unit},
                {"role", notice::to_string(e.role)}};
    }
    Json operator()(const AddParty& e) const {
        return {{"op", "add-party"},
                {"item", e.item},
                {"unit", e.unit},
                {"role", notice::to_string(e.role)}};
    }
    Json operator()(const RemoveParty& e) const {
        return {{"op", "remove-party"}, {"item", e.item}, {"party", e.party}};
    }
    Json operator()(const SetDeadline& e) const {
        return {{"op", "set-deadline"},
                {"item", e.item},
                {"deadline", e.deadline},
                {"kind", notice::to_string(e.kind)},
                {"value", e.value}};
    }
    Json operator()(const AddDeadline& e) const {
        return {{"op", "add-deadline"},
                {"item", e.item},
                {"kind", notice::to_string(e.kind)},
                {"value", e.value}};
    }
    Json operator()(const RemoveDeadline& e) const {
        return {{"op", "remove-deadline"}, {"item", e.item}, {"deadline", e.deadline}};
    }
    Json operator()(const MergeItems& e) const {
        return {{"op", "merge-items"}, {"items", e.items}};
    }
    Json operator()(const SplitItem& e) const {
        return {{"op", "split-item"}, {"item", e.item}, {"at", e.at}};
    }
    Json operator()(const AddItem& e) const {
        return {
            {"op", "add-item"},   {"after", e.after},
            {"number", e.number}, {"section_path", e.section_path},
            {"title", e.title},   {"span", e.span ? Json{e.span->first, e.span->second} : Json()}};
    }
    Json operator()(const RemoveItem& e) const { return {{"op", "remove-item"}, {"item", e.item}}; }
    Json operator()(const RestoreItem& e) const {
        return {{"op", "restore-item"}, {"item", e.item}};
    }
    Json operator()(const MoveItem& e) const {
        return {{"op", "move-item"},
                {"item", e.item},
                {"number", e.number},
                {"section_path", e.section_path}};
    }
    Json operator()(const Undo&) const { return {{"op", "undo"}}; }
    Json operator()(const Redo&) const { return {{"op", "redo"}}; }
    Json operator()(const MapUnit& e) const {
        return {{"op", "map-unit"},
                {"text", e.text},
                {"unit_id", e.unit ? Json(to_string(e.unit)) : Json()},
                {"remember", e.remember}};
    }
    Json operator()(const MakeUnit& e) const {
        return {{"op", "new-unit"},
                {"text", e.text},
                {"new_unit", {{"name", e.name}, {"kind", org::to_string(e.kind)}}}};
    }
    Json operator()(const Answer& e) const {
        return {{"op", "answer"},
                {"question", e.question},
                {"choice", e.choice ? Json(to_string(*e.choice)) : Json()}};
    }
};

} // namespace

std::string_view to_string(Choice choice) noexcept {
    return kChoices[static_cast<std::size_t>(choice)];
}

Edit edit_from_json(std::string_view text) {
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        bad("an object with 'op' is expected");
    }
    const auto op = text_of(json, "op");
    if (op == "header") {
        return header_of(json);
    }
    if (op == "title") {
        return SetTitle{text_of(json, "item"), text_of(json, "title")};
    }
    if (op == "set-party") {
        return SetParty{text_of(json, "item"), place_of(json, "party"), text_of(json, "unit"),
                        role_of(json)};
    }
    if (op == "add-party") {
        return AddParty{text_of(json, "item"), text_of(json, "unit"), role_of(json)};
    }
    if (op == "remove-party") {
        return RemoveParty{text_of(json, "item"), place_of(json, "party")};
    }
    if (op == "set-deadline") {
        return SetDeadline{text_of(json, "item"), place_of(json, "deadline"), kind_of(json),
                           text_of(json, "value")};
    }
    if (op == "add-deadline") {
        return AddDeadline{text_of(json, "item"), kind_of(json), text_of(json, "value")};
    }
    if (op == "remove-deadline") {
        return RemoveDeadline{text_of(json, "item"), place_of(json, "deadline")};
    }
    if (op == "merge-items") {
        return MergeItems{keys_of(json)};
    }
    if (op == "split-item") {
        return SplitItem{text_of(json, "item"), place_of(json, "at")};
    }
    if (op == "add-item") {
        return item_of(json);
    }
    if (op == "remove-item") {
        return RemoveItem{text_of(json, "item")};
    }
    if (op == "restore-item") {
        return RestoreItem{text_of(json, "item")};
    }
    if (op == "move-item") {
        return MoveItem{text_of(json, "item"), text_of(json, "number"),
                        text_of(json, "section_path", true)};
    }
    if (op == "undo") {
        return Undo{};
    }
    if (op == "redo") {
        return Redo{};
    }
    if (op == "map-unit") {
        return map_of(json);
    }
    if (op == "new-unit") {
        return make_of(json);
    }
    if (op == "answer") {
        return answer_of(json);
    }
    bad(fmt::format("'{}' is no op", op));
}

EditHistory history_of(const std::vector<EditStep>& steps) {
    std::vector<const EditStep*> counted;
    std::vector<const EditStep*> taken_back;
    for (const auto& step : steps) {
        const bool one = step.edits.size() == 1;
        if (one && std::holds_alternative<Undo>(step.edits.front())) {
            if (!counted.empty()) {
                taken_back.push_back(counted.back());
                counted.pop_back();
            }
        } else if (one && std::holds_alternative<Redo>(step.edits.front())) {
            if (!taken_back.empty()) {
                counted.push_back(taken_back.back());
                taken_back.pop_back();
            }
        } else {
            counted.push_back(&step);
            taken_back.clear();
        }
    }
    EditHistory history{{}, counted.size(), taken_back.size()};
    for (const auto* step : counted) {
        history.edits.insert(history.edits.end(), step->edits.begin(), step->edits.end());
    }
    return history;
}

std::string to_json(const Edit& edit) {
    return std::visit(Writer{}, edit).dump();
}

} // namespace luoshi::followup

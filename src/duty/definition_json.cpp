// SPDX-License-Identifier: Apache-2.0
#include "duty/definition.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luoshi::duty {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void bad(std::string_view field, std::string_view expected) {
    throw failure(ErrorCode::invalid_argument, "duty.bad-definition", "'{}' must be {}", field,
                  expected)
        .with("field", std::string{field})
        .with("rule", "form")
        .with("words", "");
}

std::string text(const Json& json, const char* key) {
    const auto it = json.find(key);
    if (it == json.end() || it->is_null()) {
        return "";
    }
    if (!it->is_string()) {
        bad(key, "text");
    }
    return it->get<std::string>();
}

std::vector<std::string> texts(const Json& json, const char* key) {
    std::vector<std::string> all;
    const auto it = json.find(key);
    if (it == json.end() || it->is_null()) {
        return all;
    }
    for (const auto& one : it->is_array() ? *it : Json::array({*it})) {
        if (!one.is_string()) {
            bad(key, "a list of texts");
        }
        all.push_back(one.get<std::string>());
    }
    return all;
}

std::optional<Date> date(const Json& json, const char* key) {
    const auto word = text(json, key);
    if (word.empty()) {
        return std::nullopt;
    }
    const auto day = Date::parse(word);
    if (!day) {
        bad(key, "a date like 2011-11-15");
    }
    return day;
}

const Json* member(const Json& json, const char* key) {
    const auto it = json.find(key);
    return it == json.end() || it->is_null() ? nullptr : &*it;
}

std::vector<Remind> remind_of(const Json& json) {
    const auto* const list = member(json, "remind");
    if (list == nullptr) {
        return usual_reminders();
    }
    std::vector<Remind> all;
    for (const auto& one : *list) {
        const bool working = one.is_object() && one.contains("working_days");
        const auto* const key = working ? "working_days" : "days";
        if (!one.is_object() || !one.contains(key) || one.size() != 1 ||
            !one[key].is_number_integer()) {
            bad("remind", "a list of {days: n} and {working_days: n}");
        }
        all.push_back({one[key].get<int>(), working});
    }
    return all;
}

std::optional<RowsRule> rows_of(const Json& json) {
    const auto* const from = member(json, "rows");
    if (from == nullptr) {
        return std::nullopt;
    }
    if (!from->is_object()) {
        bad("rows", "a map");
    }
    RowsRule rows;
    rows.of = text(*from, "of");
    rows.table = text(*from, "table");
    rows.into = text(*from, "into");
    rows.count = text(*from, "count");
    const auto* const columns = member(*from, "columns");
    if (columns == nullptr || !columns->is_object()) {
        bad("rows", "a map with 'columns'");
    }
    for (const auto& [column, source] : columns->items()) {
        rows.columns.emplace_back(column, source.is_string() ? source.get<std::string>() : "");
    }
    return rows;
}

std::optional<GatherRule> gather_of(const Json& json) {
    const auto* const from = member(json, "gather");
    if (from == nullptr) {
        return std::nullopt;
    }
    if (!from->is_object()) {
        bad("gather", "a map with 'table' and 'theme'");
    }
    return GatherRule{text(*from, "table"), text(*from, "theme")};
}

std::vector<form::OwnField> fields_of(const Json& json) {
    std::vector<form::OwnField> all;
    const auto* const list = member(json, "fields");
    if (list == nullptr) {
        return all;
    }
    for (const auto& one : *list) {
        const auto kind = one.is_object() ? form::parse_own_kind(text(one, "kind")) : std::nullopt;
        if (!kind) {
            bad("fields", "a list of {title, kind}");
        }
        const auto* const required = member(one, "required");
        if (required != nullptr && !required->is_boolean()) {
            bad("fields", "a list of {title, kind, required: true or false}");
        }
        all.push_back({text(one, "title"), text(one, "hint"), *kind,
                       required == nullptr || required->get<bool>()});
    }
    return all;
}

Signing signing_of(const Json& json) {
    const auto word = text(json, "sign");
    if (word == "screen" || word == "paper") {
        return word == "screen" ? Signing::screen : Signing::paper;
    }
    if (!word.empty()) {
        bad("sign", "screen or paper, or not there");
    }
    return Signing::either;
}

// Only where the office wrote it: packs have none of these.
void add_own(const Definition& definition, Json& json) {
    if (!definition.document.empty()) {
        json["basis"]["document"] = definition.document;
    }
    if (definition.signing != Signing::either) {
        json["sign"] = to_string(definition.signing);
    }
    for (const auto& one : definition.fields) {
        json["fields"].push_back({{"title", one.title},
                                  {"hint", one.hint},
                                  {"kind", form::to_string(one.kind)},
                                  {"required", one.required}});
    }
}

Json rows_json(const RowsRule& rows) {
    Json columns = Json::object();
    for (const auto& [column, source] : rows.columns) {
        columns[column] = source;
    }
    return {{"of", rows.of},
            {"table", rows.table},
            {"into", rows.into},
            {"columns", std::move(columns)},
            {"count", rows.count}};
}

void read_time(const Json& json, Definition& out) {
    out.on = text(json, "on");
    out.from = date(json, "from");
    out.until = date(json, "until");
    if (const auto word = text(json, "period"); !word.empty()) {
        out.period = parse_period_kind(word);
        if (!out.period) {
            bad("period", "年, 半年, 季 or 月");
        }
    }
    const auto which = text(json, "which");
    const bool before = which == "上期" || which == "上年";
    if (!before && !which.empty() && which != "本期" && which != "本年") {
        bad("which", "本期 or 上期, of years 本年 or 上年");
    }
    out.shift = before ? -1 : 0;
    out.remind = remind_of(json);
}

} // namespace

std::string to_json(const Definition& definition) {
    Json json{{"id", definition.code},
              {"title", definition.title.zh},
              {"title_en", definition.title.en},
              {"tasks", definition.tasks},
              {"form", definition.form},
              {"who", definition.who},
              {"to", definition.to},
              {"basis", {{"clause", definition.clause}, {"words", definition.words}}},
              {"on", definition.on}};
    json["from"] = definition.from ? Json(to_string(*definition.from)) : Json();
    json["until"] = definition.until ? Json(to_string(*definition.until)) : Json();
    json["period"] = definition.period ? Json(std::string{to_word(*definition.period)}) : Json();
    json["which"] = definition.shift < 0 ? "上期" : "本期";
    json["remind"] = Json::array();
    for (const auto& one : definition.remind) {
        Json entry = Json::object();
        entry[one.working ? "working_days" : "days"] = one.days;
        json["remind"].push_back(std::move(entry));
    }
    json["rows"] = definition.rows ? rows_json(*definition.rows) : Json();
    if (definition.gather) {
        json["gather"] = {{"table", definition.gather->table}, {"theme", definition.gather->theme}};
    }
    add_own(definition, json);
    return json.dump();
}

Definition read_definition(std::string_view json) {
    const auto parsed = Json::parse(json, nullptr, false);
    if (!parsed.is_object()) {
        bad("", "a JSON object");
    }
    Definition out;
    out.code = text(parsed, "id");
    out.title = {text(parsed, "title"), text(parsed, "title_en")};
    out.tasks = texts(parsed, "tasks");
    out.form = text(parsed, "form");
    out.who = texts(parsed, "who");
    out.to = texts(parsed, "to");
    if (const auto* const basis = member(parsed, "basis")) {
        out.clause = basis->is_object() ? text(*basis, "clause") : "";
        out.words = basis->is_object() ? text(*basis, "words") : text(parsed, "basis");
        out.document = basis->is_object() ? text(*basis, "document") : "";
    }
    read_time(parsed, out);
    out.fields = fields_of(parsed);
    out.signing = signing_of(parsed);
    out.rows = rows_of(parsed);
    out.gather = gather_of(parsed);
    return out;
}

} // namespace luoshi::duty

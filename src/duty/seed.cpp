// SPDX-License-Identifier: Apache-2.0
#include "duty/seed.hpp"

#include "base/text.hpp"
#include "duty/content.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace luoshi::duty {
namespace {

using Json = nlohmann::ordered_json;

Json values_of(std::string_view body) {
    const auto json = Json::parse(body, nullptr, false);
    return json.is_object() ? json.value("values", Json::object()) : Json::object();
}

std::string text_of(const Json& row, const std::string& name) {
    const auto it = row.find(name);
    return it != row.end() && it->is_string() ? it->get<std::string>() : "";
}

// At most so many characters: columns have their length.
std::string cut(const std::string& text, std::size_t most) {
    if (character_count(text) <= most) {
        return text;
    }
    std::size_t at = 0;
    for (std::size_t n = 0; n + 1 < most; ++n) {
        next_character(text, at);
    }
    return text.substr(0, at) + "…";
}

Json rows_of(const RowsRule& rule, const Seed& seed) {
    auto rows = Json::array();
    if (rule.of == kOwnItems) {
        for (const auto& task : seed.tasks) {
            auto row = Json::object();
            for (const auto& [column, source] : rule.columns) {
                row[column] = source == "number"  ? task.number
                              : source == "title" ? cut(task.title, 100)
                                                  : followup::role_words(task.roles);
            }
            rows.push_back(std::move(row));
        }
        return rows;
    }
    const auto values = values_of(seed.source_body);
    for (const auto& from : values.value(rule.table, Json::array())) {
        auto row = Json::object();
        for (const auto& [column, source] : rule.columns) {
            if (const auto it = from.find(source); it != from.end()) {
                row[column] = *it;
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

bool is_empty(const Json& row, const std::string& name) {
    const auto it = row.find(name);
    return it == row.end() || it->is_null() || (it->is_string() && *it == "") ||
           (it->is_array() && it->empty());
}

class Adopter {
public:
    Adopter(const form::Form& form, const AdoptWish& wish, const Json& before)
        : form_(form), wish_(wish), before_(before) {}

    Json merge(Json values) {
        for (const auto& field : form_.fields) {
            if (field.value || (!wish_.table.empty() && wish_.table != field.name)) {
                continue;
            }
            if (field.kind == form::FieldKind::table) {
                merge_table(field, values);
            } else if (is_empty(values, field.name) && !is_empty(before_, field.name)) {
                values[field.name] = before_[field.name];
                ++fields;
            }
        }
        return values;
    }
    std::size_t fields = 0, rows = 0;

private:
    bool is_wanted(const std::string& key) const {
        return wish_.keys.empty() || std::ranges::find(wish_.keys, key) != wish_.keys.end();
    }

    void merge_table(const form::Field& table, Json& values) {
        const auto old_rows = before_.value(table.name, Json::array());
        auto& now = values[table.name];
        if (!now.is_array()) {
            now = Json::array();
        }
        const auto key = std::ranges::find(table.columns, true, &form::Field::key);
        if (now.empty() && wish_.keys.empty()) {
            now = old_rows;
            rows += old_rows.size();
        } else if (key != table.columns.end()) {
            merge_rows(table, key->name, old_rows, now);
        }
        if (now.empty()) {
            values.erase(table.name);
        }
    }

    void merge_rows(const form::Field& table, const std::string& key, const Json& old_rows,
                    Json& now) {
        for (auto& row : now) {
            const auto name = text_of(row, key);
            const auto old = std::ranges::find_if(
                old_rows, [&](const Json& one) { return text_of(one, key) == name; });
            if (name.empty() || old == old_rows.end() || !is_wanted(name)) {
                continue;
            }
            bool filled = false;
            for (const auto& column : table.columns) {
                if (!column.value && is_empty(row, column.name) && !is_empty(*old, column.name)) {
                    row[column.name] = (*old)[column.name];
                    filled = true;
                }
            }
            rows += filled ? 1 : 0;
        }
    }

    const form::Form& form_;
    const AdoptWish& wish_;
    const Json& before_;
};

} // namespace

std::string seed_handed(const form::Form& form, const std::optional<RowsRule>& rule,
                        const Seed& seed, std::string_view previous_body) {
    auto handed = Json::object();
    const auto before = values_of(previous_body);
    for (const auto& name : form.handed) {
        if (rule && rule->count == name) {
            handed[name] = std::to_string(rows_of(*rule, seed).size());
            continue;
        }
        for (const std::string prefix : {"上期", "上年"}) {
            if (name.starts_with(prefix)) {
                if (const auto value = text_of(before, name.substr(prefix.size()));
                    !value.empty()) {
                    handed[name] = value;
                }
            }
        }
    }
    return handed.dump();
}

std::string seed_body(const std::string& body, const std::optional<RowsRule>& rule,
                      const Seed& seed) {
    auto json = Json::parse(body);
    if (rule) {
        if (auto rows = rows_of(*rule, seed); !rows.empty()) {
            json["values"][rule->into] = std::move(rows);
        }
    }
    return json.dump();
}

Adopted adopt(const Opened& opened, std::string_view previous_body, const AdoptWish& wish) {
    const auto before = values_of(previous_body);
    Adopter adopter{*opened.form, wish, before};
    auto json = Json::parse(opened.filled.body);
    json["values"] = adopter.merge(json.value("values", Json::object()));
    const auto filling = filling_of(opened, json.dump());
    return {form::to_json(filling, *opened.form), adopter.fields, adopter.rows};
}

} // namespace luoshi::duty

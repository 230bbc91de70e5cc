// SPDX-License-Identifier: Apache-2.0
#include "demo/fill.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luoshi::demo {
namespace {

using Json = nlohmann::ordered_json;

std::string with_names(std::string words, const Json& row, std::size_t number) {
    const auto put = [&](const std::string& name, const std::string& value) {
        const auto mark = "{" + name + "}";
        for (std::size_t at = words.find(mark); at != std::string::npos;
             at = words.find(mark, at + value.size())) {
            words.replace(at, mark.size(), value);
        }
    };
    for (const auto& [name, value] : row.items()) {
        put(name, value.is_string() ? value.get<std::string>() : value.dump());
    }
    put("number", std::to_string(number));
    return words;
}

void fill_row(Json& row, const Json& from, const std::vector<Fill>& fills, std::size_t number,
              const std::string& table, const Draw& draw) {
    for (const auto& fill : fills) {
        const auto key = fmt::format("{}/{}/{}", table, number, fill.field);
        row[fill.field] = with_names(draw(fill.words, key), from, number);
    }
}

} // namespace

std::string filled_in(std::string_view body, const ReportScript& script, const Draw& draw) {
    auto content = Json::parse(body);
    auto& values = content["values"];
    for (const auto& fill : script.fields) {
        values[fill.field] = draw(fill.words, fill.field);
    }
    for (const auto& rows : script.rows) {
        auto& table = values[rows.table];
        if (!table.is_array()) {
            table = Json::array();
        }
        for (std::size_t n = 0; n < table.size(); ++n) {
            const auto from = table[n];
            fill_row(table[n], from, rows.fill, n + 1, rows.table, draw);
        }
        const auto made_of = rows.of.empty() ? Json::array() : values.value(rows.of, Json::array());
        const auto count = rows.of.empty() ? static_cast<std::size_t>(rows.count) : made_of.size();
        while (table.size() < count) {
            const auto n = table.size();
            table.push_back(Json::object());
            fill_row(table[n], rows.of.empty() ? Json::object() : made_of[n], rows.fill, n + 1,
                     rows.table, draw);
        }
    }
    return content.dump();
}

std::string first_row(std::string_view body, const std::string& table, const std::string& key) {
    const auto content = Json::parse(body);
    const auto rows = content["values"].value(table, Json::array());
    return rows.empty() ? std::string{} : rows[0].value(key, std::string{});
}

} // namespace luoshi::demo

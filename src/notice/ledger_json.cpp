// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "notice/ledger.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luoshi::notice {
namespace {

using Json = nlohmann::json;

void write_column(JsonWriter& json, const MappedColumn& column) {
    json.begin_object();
    json.member("heading", column.heading);
    json.member("use", to_string(column.use));
    json.key("confidence");
    json.raw(fmt::format("{}", column.confidence));
    json.key("filled");
    json.integer(static_cast<std::int64_t>(column.filled));
    json.key("samples");
    json.begin_array();
    for (const auto& sample : column.samples) {
        json.string(sample);
    }
    json.end_array();
    json.end_object();
}

MappedColumn read_column(const Json& json) {
    const auto use = parse_column_use(json.at("use").get<std::string>());
    if (!use) {
        throw failure(ErrorCode::invalid_argument, "notice.bad-json",
                      "a use of a column is unknown");
    }
    return {json.at("heading").get<std::string>(), *use, json.at("confidence").get<double>(),
            json.at("filled").get<std::size_t>(),
            json.at("samples").get<std::vector<std::string>>()};
}

MappedTable read_table(const Json& json) {
    MappedTable table;
    table.block = json.at("block").get<std::size_t>();
    table.sheet = json.at("sheet").get<std::string>();
    table.first_heading = json.at("first_heading").get<std::size_t>();
    table.last_heading = json.at("last_heading").get<std::size_t>();
    table.signature = json.at("signature").get<std::string>();
    table.remembered = json.at("remembered").get<bool>();
    for (const auto& column : json.at("columns")) {
        table.columns.push_back(read_column(column));
    }
    return table;
}

} // namespace

std::string to_json(const ColumnMapping& mapping) {
    JsonWriter json;
    json.begin_array();
    for (const auto& table : mapping.tables) {
        json.begin_object();
        const auto number = [&](const char* name, std::size_t value) {
            json.key(name);
            json.integer(static_cast<std::int64_t>(value));
        };
        number("block", table.block);
        json.member("sheet", table.sheet);
        number("first_heading", table.first_heading);
        number("last_heading", table.last_heading);
        json.member("signature", table.signature);
        json.key("remembered");
        json.boolean(table.remembered);
        json.key("columns");
        json.begin_array();
        for (const auto& column : table.columns) {
            write_column(json, column);
        }
        json.end_array();
        json.end_object();
    }
    json.end_array();
    return json.take();
}

ColumnMapping mapping_from_json(std::string_view text) {
    try {
        ColumnMapping mapping;
        for (const auto& table : Json::parse(text)) {
            mapping.tables.push_back(read_table(table));
        }
        return mapping;
    } catch (const Json::exception& error) {
        throw failure(ErrorCode::invalid_argument, "notice.bad-json",
                      "expected the columns of a ledger: {}", error.what());
    }
}

std::string to_text(const KnownColumns& known) {
    std::string out;
    for (const auto& [signature, uses] : known) {
        out += signature;
        for (const auto use : uses) {
            out += ' ';
            out += to_string(use);
        }
        out += '\n';
    }
    return out;
}

KnownColumns parse_known_columns(std::string_view text) {
    KnownColumns known;
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto word = [&] {
            const auto out = line.substr(0, line.find(' '));
            line.remove_prefix(std::min(out.size() + 1, line.size()));
            return out;
        };
        const auto signature = std::string{word()};
        std::vector<ColumnUse> uses;
        bool understood = !signature.empty();
        while (!line.empty() && understood) {
            const auto use = parse_column_use(word());
            understood = use.has_value();
            uses.push_back(use.value_or(ColumnUse::ignored));
        }
        if (understood) {
            known.emplace(signature, std::move(uses));
        }
    }
    return known;
}

} // namespace luoshi::notice

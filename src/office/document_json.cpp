// SPDX-License-Identifier: Apache-2.0
#include "office/document_json.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace luoshi::office {
namespace {

using Json = nlohmann::json;

constexpr std::array kKinds{
    std::pair{BlockKind::paragraph, "paragraph"}, std::pair{BlockKind::heading, "heading"},
    std::pair{BlockKind::table, "table"}, std::pair{BlockKind::note, "note"},
    std::pair{BlockKind::margin, "margin"}};
constexpr std::array kFormats{Format::text, Format::html, Format::docx,
                              Format::pdf,  Format::xlsx, Format::csv};

std::string_view name_of(BlockKind kind) noexcept {
    const auto* const found =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& k) { return k.first == kind; });
    return found == kKinds.end() ? "paragraph" : found->second;
}

template <class... Numbers>
void write_numbers(JsonWriter& w, Numbers... numbers) {
    w.begin_array();
    (w.integer(static_cast<std::int64_t>(numbers)), ...);
    w.end_array();
}

template <class Number>
void write_unless_zero(JsonWriter& w, std::string_view name, Number value) {
    if (value != 0) {
        w.key(name);
        w.integer(static_cast<std::int64_t>(value));
    }
}

void write_table(JsonWriter& w, const Table& table) {
    w.begin_object();
    w.key("rows");
    w.integer(static_cast<std::int64_t>(table.rows));
    w.key("columns");
    w.integer(static_cast<std::int64_t>(table.columns));
    write_unless_zero(w, "heading_rows", table.heading_rows);
    w.key("cells");
    w.begin_array();
    for (const auto& c : table.cells) {
        write_numbers(w, c.span.begin, c.span.end, c.row, c.column, c.rows, c.columns);
    }
    w.end_array();
    w.end_object();
}

void write_blocks(JsonWriter& w, const std::vector<Block>& blocks) {
    w.begin_array();
    for (const auto& block : blocks) {
        w.begin_object();
        w.member("kind", name_of(block.kind));
        w.key("span");
        write_numbers(w, block.span.begin, block.span.end);
        write_unless_zero(w, "level", block.level);
        write_unless_zero(w, "page", block.page);
        write_unless_zero(w, "first_row", block.first_row);
        if (!block.sheet.empty()) {
            w.member("sheet", block.sheet);
        }
        if (block.table) {
            w.key("table");
            write_table(w, *block.table);
        }
        w.end_object();
    }
    w.end_array();
}

Span read_span(const Json& json) {
    return {json.at(0).get<std::uint32_t>(), json.at(1).get<std::uint32_t>()};
}

Table read_table(const Json& json) {
    Table table;
    table.rows = json.at("rows");
    table.columns = json.at("columns");
    table.heading_rows = json.value("heading_rows", std::size_t{0});
    for (const auto& c : json.at("cells")) {
        table.cells.push_back({read_span(c), c.at(2), c.at(3), c.at(4), c.at(5)});
    }
    return table;
}

Block read_block(const Json& json) {
    Block block;
    const auto kind = json.at("kind").get<std::string>();
    const auto* const found =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& k) { return k.second == kind; });
    if (found == kKinds.end()) {
        throw failure(ErrorCode::invalid_argument, "office.bad-json", "unknown kind of block '{}'",
                      kind);
    }
    block.kind = found->first;
    block.span = read_span(json.at("span"));
    block.level = json.value("level", 0);
    block.page = json.value("page", 0);
    block.first_row = json.value("first_row", std::size_t{0});
    block.sheet = json.value("sheet", std::string{});
    if (json.contains("table")) {
        block.table = read_table(json.at("table"));
    }
    return block;
}

} // namespace

std::string blocks_to_json(const std::vector<Block>& blocks) {
    JsonWriter w;
    write_blocks(w, blocks);
    return w.take();
}

std::string_view to_string(BlockKind kind) noexcept {
    return name_of(kind);
}

std::vector<Block> blocks_from_json(std::string_view json) {
    try {
        std::vector<Block> blocks;
        for (const auto& block : Json::parse(json)) {
            blocks.push_back(read_block(block));
        }
        return blocks;
    } catch (const Json::exception& error) {
        throw failure(ErrorCode::invalid_argument, "office.bad-json", "not the JSON of blocks: {}",
                      error.what());
    }
}

std::string to_json(const Document& document) {
    JsonWriter w;
    w.begin_object();
    w.member("format", to_string(document.format));
    w.member("encoding", document.encoding);
    w.key("pages");
    w.integer(document.pages);
    w.key("blocks");
    write_blocks(w, document.blocks);
    w.key("warnings");
    w.begin_array();
    for (const auto& warning : document.warnings) {
        w.begin_object();
        w.member("code", warning.code);
        w.member("file", warning.file);
        w.member("message", warning.message);
        w.key("span");
        write_numbers(w, warning.span.begin, warning.span.end);
        w.end_object();
    }
    w.end_array();
    w.end_object();
    return w.take();
}

Document from_json(std::string_view json, std::string text) {
    try {
        const auto root = Json::parse(json);
        Document document;
        const auto format = root.at("format").get<std::string>();
        const auto* const found = std::find_if(kFormats.begin(), kFormats.end(),
                                               [&](Format f) { return to_string(f) == format; });
        document.format = found == kFormats.end() ? Format::text : *found;
        document.encoding = root.at("encoding");
        document.pages = root.at("pages");
        document.text = std::move(text);
        for (const auto& block : root.at("blocks")) {
            document.blocks.push_back(read_block(block));
        }
        for (const auto& w : root.at("warnings")) {
            document.warnings.push_back({Severity::warning, w.at("code"), w.at("file"),
                                         read_span(w.at("span")), w.at("message")});
        }
        return document;
    } catch (const Json::exception& error) {
        throw failure(ErrorCode::invalid_argument, "office.bad-json",
                      "not the JSON of a document: {}", error.what());
    }
}

} // namespace luoshi::office

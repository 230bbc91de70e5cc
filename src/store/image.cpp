// SPDX-License-Identifier: Apache-2.0
#include "store/image.hpp"

#include "base/json_writer.hpp"

namespace luoshi::store {
namespace {

std::string hex(std::string_view bytes) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

void write(JsonWriter& json, const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value.held())) {
        json.integer(*integer);
    } else if (const auto* bytes = std::get_if<Bytes>(&value.held())) {
        json.string(hex(bytes->data));
    } else {
        json.string(std::get<std::string>(value.held()));
    }
}

ColumnKind kind_of(const Value& value) {
    return std::holds_alternative<std::int64_t>(value.held()) ? ColumnKind::integer
           : std::holds_alternative<Bytes>(value.held())      ? ColumnKind::bytes
                                                              : ColumnKind::text;
}

template <class Cell>
std::string image(const AuditedTable& table, const Cell& cell) {
    JsonWriter json;
    json.begin_object();
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        if (const Value& value = cell(column); !value.is_null()) {
            json.key(table.columns[column].name);
            write(json, value);
        }
    }
    json.end_object();
    return json.take();
}

} // namespace

std::string row_image(const AuditedTable& table, const std::vector<Value>& cells) {
    return image(table, [&](std::size_t column) -> const Value& { return cells[column]; });
}

std::string row_image(const AuditedTable& table, const CellView& row) {
    return image(table, [&](std::size_t column) { return row.value(column); });
}

void check_kinds(const AuditedTable& table, const std::vector<Value>& cells) {
    for (std::size_t column = 0; column < cells.size(); ++column) {
        if (!cells[column].is_null() && kind_of(cells[column]) != table.columns[column].kind) {
            throw failure(ErrorCode::internal, "store.column-type",
                          "column \"{}\" of \"{}\" is of another type", table.columns[column].name,
                          table.name);
        }
    }
}

std::string event_bytes(const Event& event, std::int64_t image_count) {
    JsonWriter json;
    json.begin_object();
    json.key("id");
    json.integer(event.id);
    json.key("at");
    json.integer(to_micros(event.at));
    json.member("business_date", to_string(event.business_date));
    json.key("person");
    json.integer(event.what.actor.person);
    json.member("person_name", event.what.actor.name);
    json.member("request_id", event.what.actor.request_id);
    json.member("action", event.what.action);
    json.member("object_kind", event.what.object_kind);
    json.key("object_id");
    json.integer(event.what.object_id);
    json.key("plan_id");
    json.integer(event.what.plan_id);
    json.member("detail", event.what.detail);
    json.key("images");
    json.integer(image_count);
    json.end_object();
    return json.take();
}

std::string image_bytes(const RowImage& image) {
    JsonWriter json;
    json.begin_array();
    json.string(image.table);
    json.integer(image.row_id);
    json.string(image.before);
    json.string(image.after);
    json.end_array();
    return json.take();
}

} // namespace luoshi::store

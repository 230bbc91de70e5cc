// SPDX-License-Identifier: Apache-2.0
#include "form/read_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::form {
namespace {

using pack::Fields;
using pack::Value;

struct Word {
    std::string_view zh, en;
    FieldKind kind;
};
constexpr std::array<Word, 5> kWords{{{"长文本", "long text", FieldKind::long_text},
                                      {"单位", "unit", FieldKind::unit},
                                      {"记录", "record", FieldKind::record},
                                      {"附件", "files", FieldKind::files},
                                      {"表", "table", FieldKind::table}}};

FieldKind kind_of(const expr::Type& type) {
    switch (type.kind) {
    case expr::Kind::number: return FieldKind::number;
    case expr::Kind::boolean: return FieldKind::boolean;
    case expr::Kind::date: return FieldKind::date;
    case expr::Kind::period: return FieldKind::period;
    case expr::Kind::member: return FieldKind::choice;
    case expr::Kind::text:
    case expr::Kind::unknown: break;
    }
    return FieldKind::text;
}

const Value& at(const Value& item, std::string_view key) {
    const auto* const found = item.find(key);
    return found != nullptr ? *found : item;
}

// A formula, true or false; nullptr for what is no text.
const Value* formula(Fields& fields, std::string_view key, std::vector<Diagnostic>& findings,
                     const pack::Document& document) {
    const auto* const found = fields.find(key);
    if (found != nullptr && found->kind != Value::Kind::scalar) {
        findings.push_back({Severity::error, "pack.expected-text", document.file, found->span,
                            fmt::format("'{}' is a formula on one line", key),
                            fmt::format("“{}”应是一行公式", key)});
        return nullptr;
    }
    return found;
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

} // namespace

expr::Type type_in_formulas(FieldKind kind, const expr::Type& declared) {
    switch (kind) {
    case FieldKind::text:
    case FieldKind::long_text:
    case FieldKind::unit:
    case FieldKind::record: return {.kind = expr::Kind::text};
    case FieldKind::files: return {.kind = expr::Kind::number};
    case FieldKind::table: return {};
    case FieldKind::number:
    case FieldKind::date:
    case FieldKind::period:
    case FieldKind::boolean:
    case FieldKind::choice: break;
    }
    return declared;
}

Field FieldReader::field(const Value& item, FieldText& text, bool column) {
    auto& findings = complaints_.all();
    const auto& document = complaints_.document();
    Fields fields{document, item, findings};
    Field field;
    text.item = &item;
    field.name = fields.text("name");
    field.span = at(item, "name").span;
    check_name(at(item, "name"), field.name);
    field.title = {fields.text_or("title", field.name), fields.text_or("title_en", "")};
    field.hint = {fields.text_or("hint", ""), fields.text_or("hint_en", "")};
    type(field, fields, item);
    field.may_lack = fields.flag("may_lack", false);
    if (const auto* const required = formula(fields, "required", findings, document)) {
        field.always_required = required->scalar == "true";
        text.required =
            required->scalar == "true" || required->scalar == "false" ? nullptr : required;
    }
    text.value = formula(fields, "value", findings, document);
    limits(field, fields);
    links(field, fields);
    if (column) {
        field.key = fields.flag("key", false);
    } else {
        text.when = formula(fields, "when", findings, document);
        text.prefill = formula(fields, "prefill", findings, document);
        field.element = fields.text_or("element", "");
        columns(field, fields, text);
    }
    fields.finish();
    return field;
}

void FieldReader::check_name(const Value& where, const std::string& name) {
    const auto parsed = expr::parse({"name", name});
    const bool is_name = parsed.value && expr::names_in(*parsed.value) == std::vector{name} &&
                         name.find('.') == std::string::npos;
    if (!name.empty() && !is_name) {
        complaints_.add(
            where, "form.name",
            fmt::format("“{}”不能作名称：用汉字、字母、数字，不含空格和符号，不用公式语言的词；"
                        "显示的文字写在 title",
                        name),
            fmt::format("'{}' cannot be a name: letters and digits without spaces or "
                        "signs, no word of the formula language; what is shown goes "
                        "into title",
                        name));
    }
}

void FieldReader::type(Field& field, Fields& fields, const Value& item) {
    const auto written = fields.text("type");
    if (written.empty()) {
        return;
    }
    const auto* const word = std::ranges::find_if(
        kWords, [&](const Word& one) { return written == one.zh || written == one.en; });
    if (word != kWords.end()) {
        field.kind = word->kind;
        field.type = type_in_formulas(field.kind, {});
        return;
    }
    const auto found = types_.parse_type(written);
    if (!found) {
        complaints_.add(
            at(item, "type"), "form.type",
            fmt::format("“{}”不是类型：写计量单位和小数位数（万元 "
                        "2）、文本、长文本、日期、期间、是否、单位、"
                        "记录、附件、表，或枚举的名称",
                        written),
            fmt::format(
                "'{}' is no type: write a unit with its places (万元 2), 文本, 长文本, 日期, "
                "期间, 是否, 单位, 记录, 附件, 表, or the name of an enumeration",
                written));
        return;
    }
    field.type = *found;
    field.kind = kind_of(*found);
}

std::size_t FieldReader::whole(Fields& fields, std::string_view key) {
    const auto* const found = fields.find(key);
    if (found == nullptr) {
        return 0;
    }
    const auto number = Number::parse(found->scalar, 0);
    if (found->kind != Value::Kind::scalar || !number || number->scaled() < 0 ||
        number->scaled() > 1'000'000) {
        complaints_.add(*found, "pack.value", fmt::format("“{}”应是 0 到 1000000 的整数", key),
                        fmt::format("'{}' is a whole number from 0 to 1000000", key));
        return 0;
    }
    return static_cast<std::size_t>(number->scaled());
}

// Keys that go with one type only are known there and nowhere else.
void FieldReader::limits(Field& field, Fields& fields) {
    if (field.kind == FieldKind::text || field.kind == FieldKind::long_text) {
        field.length = whole(fields, "length");
    }
    if (field.kind == FieldKind::files) {
        for (auto& ending : fields.texts("accept")) {
            field.accept.push_back(lower(std::move(ending)));
        }
    }
    if (field.kind == FieldKind::files || field.kind == FieldKind::table) {
        field.at_least = whole(fields, "at_least");
        field.at_most = whole(fields, "at_most");
        if (field.at_most != 0 && field.at_least > field.at_most) {
            complaints_.add(*fields.find("at_least"), "form.limits", "at_least 大于 at_most",
                            "at_least is more than at_most");
        }
    }
}

void FieldReader::links(Field& field, Fields& fields) {
    if (field.kind == FieldKind::record) {
        field.register_of = fields.text("register");
    }
    if (field.kind == FieldKind::unit) {
        field.group = fields.text_or("group", "");
        if (!field.group.empty() && !around_.units.contains(field.group)) {
            complaints_.add(*fields.find("group"), "form.unknown-unit",
                            fmt::format("units.yaml 中没有单位组“{}”", field.group),
                            fmt::format("no group '{}' in units.yaml", field.group));
        }
    }
}

void FieldReader::columns(Field& field, Fields& fields, FieldText& text) {
    if (field.kind != FieldKind::table) {
        return;
    }
    field.total = fields.flag("total", false);
    field.counter = fields.text_or("counter", "个");
    if (!types_.units.find(field.counter)) {
        complaints_.add(
            at(*text.item, "counter"), "form.type",
            fmt::format("counter 是计量单位，如 个、家；没有“{}”", field.counter),
            fmt::format("counter is a unit, like 个 or 家; there is no '{}'", field.counter));
    }
    const auto& items = fields.list("columns");
    if (items.empty()) {
        complaints_.add(*text.item, "pack.missing", "表没有 columns", "a table has columns");
    }
    std::size_t keys = 0;
    text.columns.reserve(items.size());
    for (const auto& item : items) {
        field.columns.push_back(this->field(item, text.columns.emplace_back(), true));
        const auto& column = field.columns.back();
        if (column.kind == FieldKind::table) {
            complaints_.add(at(item, "type"), "form.type", "表的栏目不能又是表",
                            "a column cannot be a table itself");
        }
        keys += column.key ? 1 : 0;
        if (column.key && keys > 1) {
            complaints_.add(at(item, "key"), "form.key", "一张表最多一个 key 栏目",
                            "a table has one key column at most");
        }
    }
    fixed_rows(field, fields);
}

void FieldReader::fixed_rows(Field& field, Fields& fields) {
    for (const auto& row : fields.list("rows")) {
        std::vector<std::string> cells(field.columns.size());
        if (row.kind != Value::Kind::map) {
            complaints_.add(row, "pack.expected-map", "固定行写成“栏目: 值”，如 {行业: 电子}",
                            "a fixed row says 'column: value', like {行业: 电子}");
        }
        for (const auto& [name, value] : row.members) {
            const auto column = std::ranges::find(field.columns, name, &Field::name);
            if (column == field.columns.end()) {
                complaints_.add(value, "form.unknown-column", fmt::format("表中没有栏目“{}”", name),
                                fmt::format("the table has no column '{}'", name));
                continue;
            }
            cells[static_cast<std::size_t>(column - field.columns.begin())] = value.scalar;
            const bool fits = column->kind == FieldKind::unit || column->kind == FieldKind::record
                                  ? true
                                  : types_.parse_value(value.scalar, column->type).has_value();
            if (!fits) {
                complaints_.add(value, "pack.value",
                                fmt::format("“{}”不是 {} 的值", value.scalar,
                                            types_.show(column->type, expr::Language::zh)),
                                fmt::format("'{}' is no value of type {}", value.scalar,
                                            types_.show(column->type, expr::Language::en)));
            }
        }
        field.rows.push_back(std::move(cells));
    }
}

} // namespace luoshi::form

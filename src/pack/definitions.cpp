// SPDX-License-Identifier: Apache-2.0
#include "pack/definitions.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

namespace luoshi::pack {
namespace {

void complain_value(Fields& fields, const Value& at, const expr::Declarations& names,
                    const expr::Type& type) {
    fields.complain(
        at, "pack.value",
        fmt::format("“{}”不是类型“{}”的值", at.scalar, names.show(type, expr::Language::zh)),
        fmt::format("'{}' is no value of type {}", at.scalar,
                    names.show(type, expr::Language::en)));
}

class DeclarationReader {
public:
    DeclarationReader(const Document& document, const Value& at, expr::Declarations base)
        : document_(document), root_(document, at, findings_), declarations_(std::move(base)) {}

    Checked<expr::Declarations> read() {
        for (const auto& item : root_.list("units")) {
            unit(item);
        }
        each("enumerations",
             [&](const std::string& name, const Value& value) { enumeration(name, value); });
        each("fields", [&](const std::string& name, const Value& value) {
            declare(value, expr::Field{name, type(value)});
        });
        each("parameters",
             [&](const std::string& name, const Value& value) { parameter(name, value); });
        each("tables", [&](const std::string& name, const Value& value) { table(name, value); });
        each("registers",
             [&](const std::string& name, const Value& value) { records(name, value); });
        each("elements", [&](const std::string& name, const Value& value) {
            declare(value, expr::Element{name, type(value)});
        });
        if (!findings_.empty()) {
            return {std::nullopt, std::move(findings_)};
        }
        return {std::move(declarations_), {}};
    }

private:
    void complain(const Value& at, std::string code, std::string zh, std::string en) {
        root_.complain(at, std::move(code), std::move(zh), std::move(en));
    }

    template <class Action>
    void each(std::string_view key, const Action& action) {
        for (const auto& [name, value] : root_.members(key)) {
            action(name, value);
        }
    }

    template <class Item>
    void declare(const Value& at, Item item) {
        try {
            declarations_.add(std::move(item));
        } catch (const Error& error) {
            if (error.code() == ErrorCode::internal) {
                throw;
            }
            complain(at, "pack.declaration", expr::chinese_of(error), error.what());
        }
    }

    expr::Type type_of(const Value& at, std::string_view text) {
        const auto found = declarations_.parse_type(text);
        if (!found) {
            complain(at, "pack.type",
                     fmt::format("“{}”不是类型：写计量单位和小数位数（万元 2）、数 0、文本、日期、"
                                 "期间、是否，或枚举的名称",
                                 text),
                     fmt::format("'{}' is no type: write a unit with its places (万元 2), 数 0, "
                                 "文本, 日期, 期间, 是否, or the name of an enumeration",
                                 text));
        }
        return found.value_or(expr::Type{});
    }
    expr::Type type(const Value& value) {
        if (value.kind != Value::Kind::scalar) {
            complain(value, "pack.expected-text", "类型写成一行，如 万元 2",
                     "a type is one line, like 万元 2");
            return {};
        }
        return type_of(value, value.scalar);
    }

    expr::Value value_of(const Value* at, const expr::Type& type) {
        if (at == nullptr || type.kind == expr::Kind::unknown) {
            return {};
        }
        const auto found = at->kind == Value::Kind::scalar
                               ? declarations_.parse_value(at->scalar, type)
                               : std::nullopt;
        if (!found) {
            complain_value(root_, *at, declarations_, type);
        }
        return found.value_or(expr::Value{});
    }

    std::int64_t whole(Fields& fields, std::string_view key) {
        const auto text = fields.text_or(key, "1");
        const auto number = Number::parse(text, 0);
        if (!number || number->scaled() < 1) {
            fields.complain(*fields.find(key), "pack.value",
                            fmt::format("“{}”应是大于 0 的整数", key),
                            fmt::format("'{}' is a whole number above 0", key));
            return 1;
        }
        return number->scaled();
    }

    void unit(const Value& item) {
        Fields fields{document_, item, findings_};
        expr::UnitInfo info;
        info.name = fields.text("name");
        info.name_en = fields.text_or("name_en", info.name);
        info.factor = {whole(fields, "times"), whole(fields, "divided_by")};
        info.counter = fields.flag("counter", false);
        const auto of = fields.text_or("of", "");
        fields.finish();
        if (!declarations_.units.declare(info, of)) {
            complain(item, "pack.declaration",
                     fmt::format("计量单位“{}”已经有了，或没有“{}”", info.name, of),
                     fmt::format("the unit '{}' is there already, or '{}' is not", info.name, of));
        }
    }

    void enumeration(const std::string& name, const Value& value) {
        expr::Enumeration enumeration{name, {}};
        for (const auto& item : value.items) {
            if (item.kind == Value::Kind::scalar) {
                enumeration.members.push_back({item.scalar, ""});
                continue;
            }
            Fields fields{document_, item, findings_};
            auto title = fields.text("title");
            enumeration.members.push_back({std::move(title), fields.text_or("title_en", "")});
            fields.finish();
        }
        declare(value, std::move(enumeration));
    }

    static expr::Basis basis_of(Fields& fields) {
        expr::Basis basis;
        basis.issuer = fields.text_or("issuer", "");
        basis.number = fields.text_or("number", "");
        basis.date = fields.text_or("date", "");
        basis.clause = fields.text_or("clause", "");
        basis.sample = fields.flag("sample", false);
        return basis;
    }

    // Every parameter says where it comes from, or that it is made up.
    void expect_source(Fields& fields, const expr::Basis& basis) {
        if (!basis.sample && (basis.issuer.empty() || basis.clause.empty())) {
            fields.complain(
                "pack.source",
                "写明出处（issuer 制定机关、number 文号、date 日期、clause 条款），或 sample: true",
                "say where it comes from (issuer, number, date, clause), or sample: true");
        }
    }

    void parameter(const std::string& name, const Value& value) {
        Fields fields{document_, value, findings_};
        expr::Parameter parameter{name, type_of(value, fields.text("type")), {}};
        for (const auto& item : fields.list("values")) {
            Fields entry{document_, item, findings_};
            const auto from = entry.required_date("from", "从哪天起施行", "the day it holds from");
            auto worth = value_of(entry.find("value"), parameter.type);
            auto basis = basis_of(entry);
            expect_source(entry, basis);
            entry.finish();
            parameter.entries.push_back(
                {from.value_or(Date{}), std::move(worth), std::move(basis)});
        }
        fields.finish();
        declare(value, std::move(parameter));
    }

    void row(const Value& item, expr::Table& table) {
        Fields fields{document_, item, findings_};
        expr::Table::Row row;
        const auto* const keys = fields.find("keys");
        for (std::size_t k = 0; keys != nullptr && k < keys->items.size(); ++k) {
            row.keys.push_back(
                value_of(&keys->items[k], k < table.keys.size() ? table.keys[k] : expr::Type{}));
        }
        row.value = value_of(fields.find("value"), table.result);
        fields.finish();
        table.rows.push_back(std::move(row));
    }

    void band(const Value& item, expr::Table& table) {
        Fields fields{document_, item, findings_};
        const auto key = table.keys.empty() ? expr::Type{} : table.keys[0];
        const auto bound = [&](std::string_view name) {
            const auto value = value_of(fields.find(name), key);
            return value.number() == nullptr ? std::nullopt : std::optional{*value.number()};
        };
        expr::Table::Band band;
        band.from = bound("from");
        band.to = bound("to");
        band.from_included = fields.flag("from_included", true);
        band.to_included = fields.flag("to_included", false);
        band.value = value_of(fields.find("value"), table.result);
        fields.finish();
        table.bands.push_back(std::move(band));
    }

    void table(const std::string& name, const Value& value) {
        Fields fields{document_, value, findings_};
        expr::Table table;
        table.name = name;
        for (const auto& text : fields.texts("keys")) {
            table.keys.push_back(type_of(value, text));
        }
        table.result = type_of(value, fields.text("result"));
        for (const auto& item : fields.list("rows")) {
            row(item, table);
        }
        for (const auto& item : fields.list("bands")) {
            band(item, table);
        }
        table.basis = basis_of(fields);
        expect_source(fields, table.basis);
        fields.finish();
        declare(value, std::move(table));
    }

    void records(const std::string& name, const Value& value) {
        Fields fields{document_, value, findings_};
        expr::RecordSet records{name, {}, {}};
        const auto counter = declarations_.units.find(fields.text_or("counter", "个"));
        if (counter) {
            records.counter = *counter;
        } else {
            fields.complain("pack.type", "counter 是计量单位，如 个、家",
                            "'counter' is a unit, like 个 or 家");
        }
        for (const auto& [column, text] : fields.members("fields")) {
            records.fields.push_back({column, type(text)});
        }
        fields.finish();
        declare(value, std::move(records));
    }

    const Document& document_;
    std::vector<Diagnostic> findings_;
    Fields root_;
    expr::Declarations declarations_;
};

class EnvironmentReader {
public:
    EnvironmentReader(const Document& document, const Value& at,
                      const expr::Declarations& declarations)
        : document_(document), declarations_(declarations), root_(document, at, findings_),
          environment_(declarations) {}

    Checked<expr::Environment> read() {
        environment_.day = root_.date("day").value_or(Date{});
        if (const auto* const at = root_.find("period")) {
            const auto value = value_of(*at, {.kind = expr::Kind::period});
            environment_.period = value.period() == nullptr ? expr::Period{} : *value.period();
        }
        environment_.subject = root_.text_or("subject", "");
        values();
        records();
        for (const auto& item : root_.list("facts")) {
            fact(item);
        }
        if (!findings_.empty()) {
            return {std::nullopt, std::move(findings_)};
        }
        return {std::move(environment_), {}};
    }

private:
    expr::Value value_of(const Value& at, const expr::Type& type) {
        if (at.kind == Value::Kind::null) {
            return {};
        }
        const auto found = at.kind == Value::Kind::scalar
                               ? declarations_.parse_value(at.scalar, type)
                               : std::nullopt;
        if (!found) {
            complain_value(root_, at, declarations_, type);
        }
        return found.value_or(expr::Value{});
    }
    std::optional<std::uint16_t> named(const Value& at, std::string_view name,
                                       expr::NameKind kind) {
        const auto found = declarations_.find(name);
        if (!found || found->kind != kind) {
            root_.complain(at, "pack.unknown-name", fmt::format("没有声明过“{}”", name),
                           fmt::format("'{}' is not declared", name));
            return std::nullopt;
        }
        return found->index;
    }

    void values() {
        for (const auto& [name, value] : root_.members("values")) {
            if (const auto index = named(value, name, expr::NameKind::field)) {
                environment_.set(*index, value_of(value, declarations_.fields()[*index].type));
            }
        }
    }

    void records() {
        for (const auto& [name, rows] : root_.members("records")) {
            const auto index = named(rows, name, expr::NameKind::records);
            for (std::size_t n = 0; index && n < rows.items.size(); ++n) {
                row(declarations_.record_sets()[*index], rows.items[n]);
            }
        }
    }

    void row(const expr::RecordSet& records, const Value& cells) {
        if (cells.items.size() != records.fields.size()) {
            root_.complain(
                cells, "pack.value",
                fmt::format("“{}”的一行有 {} 个值", records.name, records.fields.size()),
                fmt::format("a row of '{}' has {} values", records.name, records.fields.size()));
            return;
        }
        std::vector<expr::Value> row;
        for (std::size_t i = 0; i < cells.items.size(); ++i) {
            row.push_back(value_of(cells.items[i], records.fields[i].type));
        }
        environment_.add_row(records.name, std::move(row));
    }

    void fact(const Value& item) {
        Fields fields{document_, item, findings_};
        const auto element = fields.text("element");
        const auto subject = fields.text("subject");
        const auto period = expr::Period::parse(fields.text("period"));
        const auto* const value = fields.find("value");
        fields.finish();
        if (!period) {
            fields.complain("pack.value", "“period”写成 2011年、2011年第3季度 或 2011-11",
                            "'period' is like 2011年, 2011年第3季度 or 2011-11");
        }
        const auto index = named(item, element, expr::NameKind::element);
        if (index && period && value != nullptr) {
            environment_.add_fact(element, subject, *period,
                                  value_of(*value, declarations_.elements()[*index].type));
        }
    }

    const Document& document_;
    const expr::Declarations& declarations_;
    std::vector<Diagnostic> findings_;
    Fields root_;
    expr::Environment environment_;
};

} // namespace

Checked<expr::Declarations> read_declarations(const Document& document, const Value& at,
                                              expr::Declarations base) {
    return DeclarationReader{document, at, std::move(base)}.read();
}

Checked<expr::Environment> read_environment(const Document& document, const Value& at,
                                            const expr::Declarations& declarations) {
    return EnvironmentReader{document, at, declarations}.read();
}

} // namespace luoshi::pack

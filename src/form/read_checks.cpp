// SPDX-License-Identifier: Apache-2.0
#include "form/read_checks.hpp"

#include "form/formula_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::form {

using pack::Fields;
using pack::Value;

std::optional<FieldIndex> CheckReader::table(const Value& item, Fields& fields) {
    const auto each = fields.text_or("each", "");
    const auto table = form_.index_of(each);
    if (!each.empty() && (!table || form_.fields[*table].kind != FieldKind::table)) {
        complain(*item.find("each"), "form.unknown-field",
                 fmt::format("each 要写一张表的名称，本表没有“{}”", each),
                 fmt::format("each names a table of the form; there is no '{}'", each));
        return std::nullopt;
    }
    return table;
}

void CheckReader::check(const Value& item) {
    Fields fields{complaints_.document(), item, complaints_.all()};
    const auto table = this->table(item, fields);
    const bool error = fields.one_of("level", {"error", "warning"}) != "warning";
    Text message{fields.text("message"), fields.text("message_en")};
    const bool reason = fields.flag("reason", false);
    if (reason && error) {
        complain(*fields.find("reason"), "form.reason",
                 "只有 warning 可以写明原因后保留；error 必须改正",
                 "only a warning may stand with a reason; an error must be put right");
    }
    auto at_fields = fields.texts("at");
    const auto* const formula = fields.find("formula");
    const bool rows = table && form_.row_names.contains(*table);
    const auto& names = rows ? *form_.row_names[*table] : *form_.names;
    auto compiled = compile(complaints_, formula, names, expr::Type{.kind = expr::Kind::boolean});
    if (formula == nullptr) {
        fields.missing("formula", "", "");
    }
    fields.finish();
    if (!compiled) {
        return;
    }
    look_at_message(item, message, names);
    look_at_places(item, at_fields, table, *compiled);
    form_.checks.push_back({std::move(*compiled), std::move(message),
                            error ? Level::error : Level::warning, reason, table,
                            std::move(at_fields)});
}

void CheckReader::look_at_message(const Value& item, const Text& message,
                                  const expr::Declarations& names) {
    for (const auto* const text : {&message.zh, &message.en}) {
        std::size_t close = 0;
        for (std::size_t open = text->find('{'); open != std::string::npos;
             open = text->find('{', close)) {
            close = std::min(text->find('}', open), text->size());
            const auto name = text->substr(open + 1, close - open - 1);
            const auto named = names.find(name);
            if (!named || (named->kind != expr::NameKind::field &&
                           named->kind != expr::NameKind::parameter)) {
                complain(*item.find(text == &message.zh ? "message" : "message_en"), "form.message",
                         fmt::format("提示语中的 {{{}}} 不是字段或参数的名称", name),
                         fmt::format("{{{}}} in the message names no field or parameter", name));
            }
        }
    }
}

bool CheckReader::is_place(const std::string& name, const std::optional<FieldIndex>& table) const {
    if (table && std::ranges::find(form_.fields[*table].columns, name, &Field::name) !=
                     form_.fields[*table].columns.end()) {
        return true;
    }
    return form_.find(name) != nullptr;
}

// Without `at`, what the formula names: its fields, its columns, and the tables of its totals.
void CheckReader::look_at_places(const Value& item, std::vector<std::string>& at_fields,
                                 const std::optional<FieldIndex>& table,
                                 const expr::Formula& formula) {
    for (const auto& name : at_fields) {
        if (!is_place(name, table)) {
            complain(*item.find("at"), "form.unknown-field", fmt::format("本表没有字段“{}”", name),
                     fmt::format("the form has no field '{}'", name));
        }
    }
    if (!at_fields.empty()) {
        return;
    }
    for (const auto& name : expr::names_in(formula.syntax())) {
        const auto whole = name.substr(0, name.find('.'));
        if (is_place(whole, table) && std::ranges::find(at_fields, whole) == at_fields.end()) {
            at_fields.push_back(whole);
        }
    }
    if (at_fields.empty()) {
        complain(item, "form.check", "公式没有用到本表的字段，写明 at 标在哪里",
                 "the formula names no field of the form: say with at what it marks");
    }
}

} // namespace luoshi::form

// SPDX-License-Identifier: Apache-2.0
#include "duty/definition.hpp"

#include "duty/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::duty {
namespace {

using Kind = expr::Period::Kind;
constexpr std::array<std::pair<Kind, std::string_view>, 4> kKinds{
    {{Kind::year, "年"}, {Kind::half, "半年"}, {Kind::quarter, "季"}, {Kind::month, "月"}}};

class Complaints {
public:
    void add(std::string field, std::string code, std::string zh, std::string en) {
        all_.push_back({std::move(field), std::move(code), std::move(zh), std::move(en)});
    }
    std::vector<Complaint> take() { return std::move(all_); }

private:
    std::vector<Complaint> all_;
};

void check_units(const Definition& definition, const Known& known, Complaints& out) {
    for (const auto& [field, codes] :
         {std::pair{"who", &definition.who}, std::pair{"to", &definition.to}}) {
        if (codes->empty()) {
            out.add(field, "duty.missing", fmt::format("缺少“{}”：至少写一个单位", field),
                    fmt::format("'{}' is missing: at least one unit", field));
        }
        for (const auto& code : *codes) {
            if (!known.unit(code)) {
                out.add(field, "duty.unknown-unit", fmt::format("没有单位或单位组“{}”", code),
                        fmt::format("'{}' is not the id of a unit or group", code));
            }
        }
    }
}

void check_time(const Definition& definition, Complaints& out) {
    if (!definition.on.empty() && !is_schedule(definition.on)) {
        out.add("on", "duty.schedule",
                fmt::format("“{}”不是日期，也不是 FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10 这样的周期",
                            definition.on),
                fmt::format("'{}' is neither a date nor a recurrence like "
                            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10",
                            definition.on));
    }
    if (definition.from && definition.until && *definition.until <= *definition.from) {
        out.add("until", "duty.schedule", "“until”要晚于“from”", "'until' must be after 'from'");
    }
    for (const auto& one : definition.remind) {
        if (one.days < 0 || one.days > 365) {
            out.add("remind", "duty.remind", "提醒提前 0 至 365 天",
                    "a reminder comes 0 to 365 days before");
        }
    }
}

const form::Field* table_of(const form::Form& form, const std::string& name) {
    const auto* const field = form.find(name);
    return field != nullptr && field->kind == form::FieldKind::table ? field : nullptr;
}

// The table of the report that gives the rows, and its columns.
void check_source(const RowsRule& rows, const Known& known, Complaints& out) {
    const auto* const form = known.form_of(rows.of);
    if (form == nullptr) {
        return;
    }
    const auto* const table = table_of(*form, rows.table);
    if (table == nullptr) {
        out.add("rows", "duty.rows", fmt::format("那份报告没有表“{}”；“table”写它的表", rows.table),
                fmt::format("that report has no table '{}'; 'table' names it", rows.table));
        return;
    }
    for (const auto& [column, source] : rows.columns) {
        if (std::ranges::find(table->columns, source, &form::Field::name) == table->columns.end()) {
            out.add("rows", "duty.rows", fmt::format("那份报告的表没有列“{}”", source),
                    fmt::format("the table of that report has no column '{}'", source));
        }
    }
}

void check_rows(const RowsRule& rows, const Known& known, Complaints& out) {
    const bool own = rows.of == kOwnItems;
    if (!own && !known.duty(rows.of)) {
        out.add("rows", "duty.rows",
                fmt::format("没有报送要求“{}”；写 own_items 或报送要求的 id", rows.of),
                fmt::format("'{}' is neither own_items nor the id of a duty", rows.of));
    }
    if (!own && known.duty(rows.of)) {
        check_source(rows, known, out);
    }
    const auto* const table = table_of(*known.form, rows.into);
    if (table == nullptr) {
        out.add("rows", "duty.rows", fmt::format("表单没有表“{}”", rows.into),
                fmt::format("the form has no table '{}'", rows.into));
        return;
    }
    for (const auto& [column, source] : rows.columns) {
        if (std::ranges::find(table->columns, column, &form::Field::name) == table->columns.end()) {
            out.add("rows", "duty.rows", fmt::format("表“{}”没有列“{}”", rows.into, column),
                    fmt::format("table '{}' has no column '{}'", rows.into, column));
        }
        if (own && source != "number" && source != "title" && source != "roles") {
            out.add("rows", "duty.rows", fmt::format("“{}”不是 number、title、roles 之一", source),
                    fmt::format("'{}' is none of number, title, roles", source));
        }
    }
    const auto& handed = known.form->handed;
    if (!rows.count.empty() && std::ranges::find(handed, rows.count) == handed.end()) {
        out.add("rows", "duty.rows", fmt::format("表单没有交办值“{}”", rows.count),
                fmt::format("the form has no handed value '{}'", rows.count));
    }
}

void check_gather(const GatherRule& gather, const form::Form& form, Complaints& out) {
    const auto* const table = table_of(form, gather.table);
    if (table == nullptr) {
        out.add("gather", "duty.gather", fmt::format("表单没有表“{}”", gather.table),
                fmt::format("the form has no table '{}'", gather.table));
        return;
    }
    const auto column = std::ranges::find(table->columns, gather.theme, &form::Field::name);
    if (column == table->columns.end() || column->kind != form::FieldKind::choice) {
        out.add("gather", "duty.gather",
                fmt::format("表“{}”没有可选的列“{}”；主题要从列表里选", gather.table, gather.theme),
                fmt::format("table '{}' has no column '{}' that is chosen from a list",
                            gather.table, gather.theme));
    }
}

// What the office wrote itself names a document and quotes its passage, or names an approver.
void check_own(const Definition& definition, Complaints& out) {
    if (definition.is_own() && definition.document.empty() != definition.words.empty()) {
        out.add("basis", "duty.basis", "依据要写明文件名和原文两项，或者都不写并写明批准人",
                "a basis names the document and quotes its passage; without both, name who "
                "approved");
    }
    if (definition.fields.size() > form::kOwnFields) {
        out.add("fields", "duty.fields", fmt::format("最多写 {} 栏", form::kOwnFields),
                fmt::format("at most {} fields", form::kOwnFields));
    }
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        const auto& title = definition.fields[i].title;
        const bool twice = std::any_of(definition.fields.begin(),
                                       definition.fields.begin() + static_cast<std::ptrdiff_t>(i),
                                       [&](const auto& one) { return one.title == title; });
        if (title.empty() || twice) {
            out.add("fields", "duty.fields", fmt::format("第 {} 栏没有名称，或者名称重复", i + 1),
                    fmt::format("field {} has no name, or the name of another", i + 1));
        }
    }
}

void check_form(const Definition& definition, const Known& known, Complaints& out) {
    if (!known.forms_known) {
        return;
    }
    if (known.form == nullptr) {
        out.add("form", "duty.unknown-form", fmt::format("没有表单“{}”", definition.form),
                fmt::format("there is no form '{}'", definition.form));
        return;
    }
    if (known.form->period && known.form->period != definition.period) {
        out.add("period", "duty.period",
                fmt::format("表单按{}填报，报送要求的“period”要一致", to_word(*known.form->period)),
                fmt::format("the form is filled in by {}; 'period' must say so",
                            to_word(*known.form->period)));
    }
    if (definition.rows) {
        check_rows(*definition.rows, known, out);
    }
    if (definition.gather) {
        check_gather(*definition.gather, *known.form, out);
    }
}

} // namespace

bool Definition::has_basis() const {
    return is_own() ? !document.empty() && !words.empty() : !clause.empty() || !words.empty();
}

bool Definition::is_own() const {
    return code.empty() || code.starts_with("own-");
}

std::string_view to_string(Signing signing) noexcept {
    return signing == Signing::screen ? "screen" : signing == Signing::paper ? "paper" : "";
}

std::vector<Complaint> complaints(const Definition& definition, const Known& known) {
    Complaints out;
    for (const auto& [field, text] :
         {std::pair{"id", &definition.code}, std::pair{"title", &definition.title.zh},
          std::pair{"form", &definition.form}}) {
        if (text->empty()) {
            out.add(field, "duty.missing", fmt::format("缺少“{}”", field),
                    fmt::format("'{}' is missing", field));
        }
    }
    for (const auto& number : definition.tasks) {
        if (!known.task(number)) {
            out.add("tasks", "duty.unknown-task", fmt::format("没有第{}项任务", number),
                    fmt::format("there is no task {}", number));
        }
    }
    check_units(definition, known, out);
    check_time(definition, out);
    check_own(definition, out);
    check_form(definition, known, out);
    return out.take();
}

std::vector<Remind> usual_reminders() {
    return {{10, false}, {3, true}, {1, true}};
}

std::string_view to_word(expr::Period::Kind kind) noexcept {
    return std::ranges::find(kKinds, kind, &std::pair<Kind, std::string_view>::first)->second;
}

std::optional<expr::Period::Kind> parse_period_kind(std::string_view word) noexcept {
    const auto* const it =
        std::ranges::find(kKinds, word, &std::pair<Kind, std::string_view>::second);
    return it == kKinds.end() ? std::nullopt : std::optional{it->first};
}

} // namespace luoshi::duty

// SPDX-License-Identifier: Apache-2.0
#include "form/read_form.hpp"
#include "form/formula_text.hpp"
#include "form/read_checks.hpp"
#include "form/steps.hpp"

#include "base/error.hpp"
#include "base/sm3.hpp"
#include "base/text.hpp"
#include "org/org.hpp"
#include "pack/definitions.hpp"
#include "pack/pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::form {
namespace {

using pack::Fields;
using pack::Value;

class FormReader {
public:
    FormReader(const pack::Document& document, expr::Declarations names, const Surroundings& around)
        : document_(document), around_(around), names_(std::move(names)),
          complaints_(document, findings_), root_(document, document.root, findings_) {}

    Checked<Form> read() {
        own_definitions();
        head();
        sections();
        declare();
        if (findings_.empty()) { // formulas of a form that is not understood would only add noise
            formulas();
            checks();
        } else {
            root_.find("checks");
        }
        root_.finish();
        if (findings_.empty()) {
            order();
        }
        if (!findings_.empty()) {
            return {std::nullopt, std::move(findings_)};
        }
        digest();
        return {std::move(form_), {}};
    }

private:
    void complain(const Value& at, std::string code, std::string zh, std::string en) {
        complaints_.add(at, std::move(code), std::move(zh), std::move(en));
    }
    const Value& at(std::string_view key) const {
        const auto* const found = document_.root.find(key);
        return found != nullptr ? *found : document_.root;
    }

    void own_definitions() {
        for (const auto* const key : {"enumerations", "parameters", "tables"}) {
            root_.find(key);
        }
        auto read = pack::read_declarations(document_, document_.root, names_);
        if (read.value) {
            names_ = std::move(*read.value);
        } else {
            findings_.insert(findings_.end(), read.diagnostics.begin(), read.diagnostics.end());
        }
    }

    void head() {
        form_.file = document_.file;
        form_.pack = around_.pack;
        form_.code = root_.text("id");
        form_.title = {root_.text("title"), root_.text("title_en")};
        form_.note = {root_.text_or("note", ""), root_.text_or("note_en", "")};
        form_.kind = kind();
        form_.tasks = root_.texts("tasks");
        for (const auto& task : form_.tasks) {
            if (!around_.tasks.empty() && !around_.tasks.contains(task)) {
                complain(at("tasks"), "form.unknown-task",
                         fmt::format("plan.yaml 中没有第 {} 项", task),
                         fmt::format("plan.yaml has no item {}", task));
            }
        }
        form_.subject = root_.text_or("subject", "");
        expect_unit(form_.subject, "subject");
        period();
        form_.signatures = root_.texts("signatures");
        if (const auto* const print = root_.find("print")) {
            Fields fields{document_, *print, findings_};
            form_.landscape = fields.one_of("direction", {"纵", "横"}) == "横";
            fields.finish();
        }
        statistical();
    }

    FormKind kind() {
        constexpr std::array kKinds{FormKind::narrative, FormKind::table, FormKind::statistical,
                                    FormKind::record};
        const auto word = root_.one_of("kind", {"narrative", "table", "statistical", "record"});
        const auto found =
            std::ranges::find_if(kKinds, [&](FormKind one) { return to_string(one) == word; });
        return found == kKinds.end() ? FormKind::table : *found;
    }

    void period() {
        if (root_.find("period") == nullptr) {
            return;
        }
        const auto word = root_.one_of("period", {"年", "半年", "季", "月"});
        form_.period = word == "年"     ? expr::Period::Kind::year
                       : word == "半年" ? expr::Period::Kind::half
                       : word == "季"   ? expr::Period::Kind::quarter
                                        : expr::Period::Kind::month;
    }

    void expect_unit(const std::string& code, std::string_view key) {
        if (!code.empty() && !around_.units.contains(code)) {
            complain(at(key), "form.unknown-unit", fmt::format("units.yaml 中没有单位“{}”", code),
                     fmt::format("no unit '{}' in units.yaml", code));
        }
    }

    void statistical() {
        const auto* const value = root_.find("statistical");
        if ((value != nullptr) != (form_.kind == FormKind::statistical)) {
            complain(value != nullptr ? *value : at("kind"), "form.statistical",
                     "统计调查表（kind: statistical）必须有 statistical 表头，其他表不能有",
                     "a form of kind statistical has a head 'statistical', others have none");
        }
        if (value == nullptr) {
            return;
        }
        Fields fields{document_, *value, findings_};
        StatisticalHead head;
        head.table_number = fields.text("table_number");
        head.issuer = fields.text("issuer");
        head.filed = fields.one_of("approval_kind", {"批准", "备案"}) == "备案";
        head.approval_number = fields.text_or("approval_number", "");
        head.valid_until = fields.date("valid_until");
        fields.finish();
        if (!head.issuer.empty() && !around_.units.contains(head.issuer)) {
            complain(*value->find("issuer"), "form.unknown-unit",
                     fmt::format("units.yaml 中没有单位“{}”", head.issuer),
                     fmt::format("no unit '{}' in units.yaml", head.issuer));
        }
        form_.statistical = std::move(head);
    }

    void sections() {
        FieldReader reader{complaints_, names_, around_};
        const auto& items = root_.list("sections");
        if (items.empty()) {
            complain(at("sections"), "pack.missing", "表单没有 sections", "a form has sections");
        }
        for (const auto& item : items) {
            Fields fields{document_, item, findings_};
            Section section;
            section.title = {fields.text_or("title", ""), fields.text_or("title_en", "")};
            section.hint = {fields.text_or("hint", ""), fields.text_or("hint_en", "")};
            section_whens_.push_back(fields.find("when"));
            for (const auto& one : fields.list("fields")) {
                section.fields.push_back(static_cast<FieldIndex>(form_.fields.size()));
                form_.fields.push_back(reader.field(one, texts_.emplace_back(), false));
            }
            if (section.fields.empty()) {
                complain(item, "pack.missing", "这一部分没有 fields", "a section has fields");
            }
            fields.finish();
            form_.sections.push_back(std::move(section));
        }
    }

    // Elements that a field of the form bears the name of are that field.
    void declare() {
        for (const auto& element : around_.elements.all) {
            const auto type = names_.parse_type(element.type);
            if (type && !names_.find(element.name) && form_.find(element.name) == nullptr) {
                names_.add(expr::Element{element.name, *type});
            }
        }
        handed();
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            figure(form_.fields[i], texts_[i]);
            declare(form_.fields[i], texts_[i]);
        }
    }

    void handed() {
        for (const auto& [name, value] : root_.members("handed")) {
            const auto type = names_.parse_type(value.scalar);
            if (!type || value.kind != Value::Kind::scalar) {
                complain(value, "form.type", fmt::format("“{}”不是类型", value.scalar),
                         fmt::format("'{}' is no type", value.scalar));
            } else if (take(value, name)) {
                names_.add(expr::Field{name, *type});
                form_.handed.push_back(name);
            }
        }
    }

    bool take(const Value& where, const std::string& name) {
        if (!names_.find(name)) {
            return true;
        }
        complain(where, "form.name-twice",
                 fmt::format("名称“{}”已经用过（本表、definitions.yaml 或指标项），请换一个", name),
                 fmt::format("the name '{}' is taken, by this form, definitions.yaml or a figure",
                             name));
        return false;
    }

    void declare(Field& field, const FieldText& text) {
        const auto* const name = text.item->find("name");
        if (field.name.empty() || !take(name != nullptr ? *name : *text.item, field.name)) {
            return;
        }
        try {
            if (field.kind == FieldKind::table) {
                expr::RecordSet records{
                    field.name, names_.units.find(field.counter).value_or(expr::Unit{}), {}};
                for (const auto& column : field.columns) {
                    records.fields.push_back({column.name, column.type});
                }
                field.slot = names_.add(std::move(records));
            } else {
                field.slot = names_.add(expr::Field{field.name, field.type});
            }
        } catch (const Error& error) {
            complain(*text.item, "form.name-twice", expr::chinese_of(error), error.what());
        }
    }

    // Ask once: the figure is this form's to ask for, and nobody else's.
    void figure(const Field& field, const FieldText& text) {
        const auto* const named = around_.elements.named(field.name);
        const auto* element = around_.elements.find(field.element);
        if (!field.element.empty() && element == nullptr) {
            if (around_.has_all_elements) {
                complain(*text.item->find("element"), "form.unknown-element",
                         fmt::format("elements.yaml 中没有指标项“{}”", field.element),
                         fmt::format("no figure '{}' in elements.yaml", field.element));
            }
            return;
        }
        element = element == nullptr && text.value == nullptr ? named : element;
        if (element == nullptr) {
            return;
        }
        if (element->pack != around_.pack || element->form != form_.code || field.element.empty()) {
            complain(*text.item, "form.asked-twice",
                     fmt::format("指标项“{}”已由{}归口，方案包 {} 的表单“{}”采集；不要再问一遍，用 "
                                 "value: {} 显示",
                                 element->name, element->owner_name, element->pack, element->form,
                                 element->name),
                     fmt::format("the figure '{}' belongs to {} and is asked for by the form '{}' "
                                 "of pack {}; do not ask again, show it with value: {}",
                                 element->name, element->owner_name, element->form, element->pack,
                                 element->name));
        } else if (const auto type = names_.parse_type(element->type);
                   type && *type != field.type) { // what is no type is told of the figure
            complain(
                *text.item->find("element"), "form.element-type",
                fmt::format("指标项“{}”的类型是 {}，这里要写成一样", element->name, element->type),
                fmt::format("the figure '{}' is of type {}; write the same here", element->name,
                            element->type));
        }
    }

    void formulas() {
        form_.names = std::make_shared<const expr::Declarations>(std::move(names_));
        const expr::Type truth{.kind = expr::Kind::boolean};
        for (std::size_t i = 0; i < form_.sections.size(); ++i) {
            form_.sections[i].when = compile(complaints_, section_whens_[i], *form_.names, truth);
        }
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            auto& field = form_.fields[i];
            const auto& text = texts_[i];
            field.required = compile(complaints_, text.required, *form_.names, truth);
            field.when = compile(complaints_, text.when, *form_.names, truth);
            field.value = compile(complaints_, text.value, *form_.names, field.type);
            field.prefill = compile(complaints_, text.prefill, *form_.names, field.type);
            look_at_prefill(field, text);
            if (field.kind == FieldKind::table) {
                compile_columns(static_cast<FieldIndex>(i), field, text);
            }
        }
    }

    void look_at_prefill(const Field& field, const FieldText& text) {
        if (text.value != nullptr &&
            (text.prefill != nullptr || text.required != nullptr || field.always_required)) {
            complain(*text.value, "form.computed-input",
                     "算出来的字段不填写：去掉 required 和 prefill，或去掉 value",
                     "nobody types a computed field: leave out required and prefill, or value");
        }
        for (const auto& name :
             field.prefill ? expr::names_in(field.prefill->syntax()) : std::vector<std::string>{}) {
            if (form_.find(name.substr(0, name.find('.'))) != nullptr) {
                complain(*text.prefill, "form.prefill",
                         fmt::format("prefill 只能用 handed "
                                     "的值、指标项和参数，“{}”是本表字段；要随填随算用 value",
                                     name),
                         fmt::format("prefill names handed values, figures and parameters; '{}' is "
                                     "a field of this form: use value to compute",
                                     name));
            }
        }
    }

    void compile_columns(FieldIndex index, Field& field, const FieldText& text) {
        auto row = std::make_shared<expr::Declarations>(*form_.names);
        for (std::size_t c = 0; c < field.columns.size(); ++c) {
            auto& column = field.columns[c];
            if (row->find(column.name)) {
                const auto* const name = text.columns[c].item->find("name");
                complain(name != nullptr ? *name : *text.columns[c].item, "form.name-twice",
                         fmt::format("栏目“{}”与别的名称重复，行内的公式会分不清", column.name),
                         fmt::format("the column '{}' bears a name that is taken", column.name));
                return;
            }
            column.slot = row->add(expr::Field{column.name, column.type});
        }
        for (std::size_t c = 0; c < field.columns.size(); ++c) {
            auto& column = field.columns[c];
            column.required = compile(complaints_, text.columns[c].required, *row,
                                      expr::Type{.kind = expr::Kind::boolean});
            column.value = compile(complaints_, text.columns[c].value, *row, column.type);
        }
        form_.row_names[index] = std::move(row);
    }

    void checks() {
        CheckReader reader{complaints_, form_};
        for (const auto& item : root_.list("checks")) {
            reader.check(item);
        }
    }

    void order() {
        auto ordered = order_steps(form_);
        if (!ordered.circle.empty()) {
            const auto& first = ordered.circle.front();
            const auto* const field = form_.find(first.substr(0, first.find('.')));
            complaints_.add(
                field != nullptr ? field->span : Span{0, 1}, "form.circle",
                fmt::format("这些字段互相计算，绕成一圈：{}", fmt::join(ordered.circle, " → ")),
                fmt::format("computed in a circle: {}", fmt::join(ordered.circle, " → ")));
        }
        form_.steps = std::move(ordered.steps);
        std::erase_if(form_.row_names,
                      [&](const auto& table) { return !has_row_formulas(table.first); });
    }

    bool has_row_formulas(FieldIndex table) const {
        return std::ranges::any_of(form_.checks,
                                   [&](const Check& check) { return check.each == table; }) ||
               std::ranges::any_of(form_.fields[table].columns, [](const Field& column) {
                   return column.value.has_value() || column.required.has_value();
               });
    }

    void digest() {
        Sm3 sm3;
        sm3.update(document_.text);
        sm3.update(std::string_view{"\0", 1});
        sm3.update(around_.definitions);
        form_.digest = to_hex(sm3.finish());
    }

    const pack::Document& document_;
    const Surroundings& around_;
    expr::Declarations names_;
    std::vector<Diagnostic> findings_;
    Complaints complaints_;
    Fields root_;
    Form form_;
    std::vector<FieldText> texts_;
    std::vector<const Value*> section_whens_;
};

} // namespace

Checked<Form> read_form(const pack::Document& document, expr::Declarations names,
                        const Surroundings& around) {
    return FormReader{document, std::move(names), around}.read();
}

} // namespace luoshi::form

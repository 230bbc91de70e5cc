// SPDX-License-Identifier: Apache-2.0
#include "form/definition.hpp"
#include "form/elements.hpp"
#include "form/read_fields.hpp"
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

// Where a part of a formula stands in the file: the formula is one value of it, as written, in
// quotes, or broken into lines.
Span place_in(const pack::Document& document, const Value& value, Span part) {
    const std::string_view text = document.text;
    const std::string_view formula = value.scalar;
    for (std::uint32_t begin : {value.span.begin, value.span.begin + 1}) {
        if (text.substr(std::min<std::size_t>(begin, text.size()), formula.size()) == formula) {
            return {begin + part.begin, begin + part.end};
        }
    }
    const auto until = formula.find('\n', part.begin);
    const auto line_at =
        part.begin == 0 ? std::string_view::npos : formula.rfind('\n', part.begin - 1);
    const auto from = line_at == std::string_view::npos ? 0 : line_at + 1;
    const auto line = formula.substr(from, until - from);
    const auto found = line.empty() ? std::string_view::npos : text.find(line, value.span.begin);
    if (found == std::string_view::npos) {
        return value.span;
    }
    const auto shift = static_cast<std::uint32_t>(found) - static_cast<std::uint32_t>(from);
    return {shift + part.begin, shift + part.end};
}

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
            compile();
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
        const auto* const map = root_.find("handed");
        for (std::size_t i = 0; map != nullptr && i < map->members.size(); ++i) {
            const auto& [name, value] = map->members[i];
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
            complain(*text.item, "form.name-twice", error.what(), error.what());
        }
    }

    // Ask once: the figure is this form's to ask for, and nobody else's.
    void figure(const Field& field, const FieldText& text) {
        const auto* const named = around_.elements.named(field.name);
        const auto* element = around_.elements.find(field.element);
        if (!field.element.empty() && element == nullptr) {
            complain(*text.item->find("element"), "form.unknown-element",
                     fmt::format("elements.yaml 中没有指标项“{}”", field.element),
                     fmt::format("no figure '{}' in elements.yaml", field.element));
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
        } else if (names_.parse_type(element->type) != field.type) {
            complain(
                *text.item->find("element"), "form.element-type",
                fmt::format("指标项“{}”的类型是 {}，这里要写成一样", element->name, element->type),
                fmt::format("the figure '{}' is of type {}; write the same here", element->name,
                            element->type));
        }
    }

    std::optional<expr::Formula> compile(const Value* value, const expr::Declarations& names,
                                         const std::optional<expr::Type>& result) {
        if (value == nullptr) {
            return std::nullopt;
        }
        const Source source{document_.file, value->scalar};
        auto zh = expr::compile(source, names, {.result = result});
        if (zh.value) {
            return std::move(zh.value);
        }
        const auto en =
            expr::compile(source, names, {.result = result, .language = expr::Language::en});
        for (std::size_t i = 0; i < zh.diagnostics.size(); ++i) {
            complaints_.add(place_in(document_, *value, zh.diagnostics[i].span),
                            zh.diagnostics[i].code, zh.diagnostics[i].message,
                            en.diagnostics.at(i).message);
        }
        return std::nullopt;
    }

    void compile() {
        form_.names = std::make_shared<const expr::Declarations>(std::move(names_));
        const expr::Type truth{.kind = expr::Kind::boolean};
        for (std::size_t i = 0; i < form_.sections.size(); ++i) {
            form_.sections[i].when = compile(section_whens_[i], *form_.names, truth);
        }
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            auto& field = form_.fields[i];
            const auto& text = texts_[i];
            field.required = compile(text.required, *form_.names, truth);
            field.when = compile(text.when, *form_.names, truth);
            field.value = compile(text.value, *form_.names, field.type);
            field.prefill = compile(text.prefill, *form_.names, field.type);
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
            column.required =
                compile(text.columns[c].required, *row, expr::Type{.kind = expr::Kind::boolean});
            column.value = compile(text.columns[c].value, *row, column.type);
        }
        form_.row_names[index] = std::move(row);
    }

    void checks() {
        for (const auto& item : root_.list("checks")) {
            check(item);
        }
    }

    void check(const Value& item) {
        Fields fields{document_, item, findings_};
        const auto each = fields.text_or("each", "");
        const auto table = form_.index_of(each);
        if (!each.empty() && (!table || form_.fields[*table].kind != FieldKind::table)) {
            complain(*fields.find("each"), "form.unknown-field",
                     fmt::format("each 要写一张表的名称，本表没有“{}”", each),
                     fmt::format("each names a table of the form; there is no '{}'", each));
        }
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
        auto compiled = compile(formula, names, expr::Type{.kind = expr::Kind::boolean});
        if (formula == nullptr) {
            fields.complain("pack.missing", "'formula' is missing");
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

    void look_at_message(const Value& item, const Text& message, const expr::Declarations& names) {
        for (const auto* const text : {&message.zh, &message.en}) {
            for (std::size_t open = text->find('{'); open != std::string::npos;
                 open = text->find('{', open + 1)) {
                const auto close = text->find('}', open);
                const auto name =
                    text->substr(open + 1, close == std::string::npos ? close : close - open - 1);
                const auto named = names.find(name);
                if (!named || (named->kind != expr::NameKind::field &&
                               named->kind != expr::NameKind::parameter)) {
                    complain(
                        *item.find(text == &message.zh ? "message" : "message_en"), "form.message",
                        fmt::format("提示语中的 {{{}}} 不是字段或参数的名称", name),
                        fmt::format("{{{}}} in the message names no field or parameter", name));
                }
            }
        }
    }

    bool is_place(const std::string& name, const std::optional<FieldIndex>& table) const {
        if (table && std::ranges::find(form_.fields[*table].columns, name, &Field::name) !=
                         form_.fields[*table].columns.end()) {
            return true;
        }
        return form_.find(name) != nullptr;
    }

    // Without `at`, what the formula names: its fields, its columns, and the tables of its totals.
    void look_at_places(const Value& item, std::vector<std::string>& at_fields,
                        const std::optional<FieldIndex>& table, const expr::Formula& formula) {
        for (const auto& name : at_fields) {
            if (!is_place(name, table)) {
                complain(*item.find("at"), "form.unknown-field",
                         fmt::format("本表没有字段“{}”", name),
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

Surroundings surroundings(const pack::Pack& pack, const std::vector<const pack::Pack*>& others,
                          std::vector<Diagnostic>& findings) {
    Surroundings around;
    around.pack = pack.code;
    std::vector<const pack::Pack*> all = others;
    all.push_back(&pack);
    for (const auto* const one : all) {
        for (const auto& unit :
             org::read_units(*one).value.value_or(std::vector<org::UnitSpec>{})) {
            around.units.insert(unit.code);
        }
    }
    auto joined = join(all);
    for (auto& finding : joined.diagnostics) {
        const bool own = std::ranges::any_of(
            pack.files, [&](const auto& file) { return file.second.file == finding.file; });
        if (own) {
            findings.push_back(std::move(finding));
        }
    }
    around.elements = std::move(joined.value).value_or(Elements{});
    if (const auto* const plan = pack.file("plan.yaml")) {
        const auto* const tasks = plan->root.find("tasks");
        for (std::size_t i = 0; tasks != nullptr && i < tasks->items.size(); ++i) {
            if (const auto* const number = tasks->items[i].find("number")) {
                around.tasks.insert(number->scalar);
            }
        }
    }
    if (const auto* const definitions = pack.file("definitions.yaml")) {
        around.definitions = definitions->text;
    }
    return around;
}

expr::Declarations common_definitions(const pack::Pack& pack, std::vector<Diagnostic>& findings) {
    const auto* const document = pack.file("definitions.yaml");
    if (document == nullptr) {
        return {};
    }
    auto read = pack::read_declarations(*document, document->root);
    findings.insert(findings.end(), read.diagnostics.begin(), read.diagnostics.end());
    Fields root{*document, document->root, findings};
    for (const auto* const key : {"units", "enumerations", "parameters", "tables", "registers"}) {
        root.find(key);
    }
    root.finish();
    return std::move(read.value).value_or(expr::Declarations{});
}

void look_at_elements(const pack::Pack& pack, const Elements& elements,
                      const expr::Declarations& names, const Forms& forms,
                      std::vector<Diagnostic>& findings) {
    for (const auto& element : elements.all) {
        if (element.pack != pack.code) {
            continue;
        }
        if (!names.parse_type(element.type)) {
            findings.push_back({Severity::error, "form.type", element.file, element.span,
                                fmt::format("'{}' is no type", element.type),
                                fmt::format("“{}”不是类型", element.type)});
        }
        const auto* const form = forms.find(element.form);
        if (form != nullptr &&
            std::ranges::find(form->fields, element.id, &Field::element) == form->fields.end()) {
            findings.push_back(
                {Severity::error, "form.not-asked", element.file, element.span,
                 fmt::format("no field of the form '{}' says element: {}", element.form,
                             element.id),
                 fmt::format("表单“{}”里没有写 element: {} 的字段", element.form, element.id)});
        }
    }
}

} // namespace

Checked<Forms> read_forms(const pack::Pack& pack, const std::vector<const pack::Pack*>& others) {
    std::vector<Diagnostic> findings;
    const auto around = surroundings(pack, others, findings);
    const auto names = common_definitions(pack, findings);
    const bool sound = findings.empty();
    Forms forms;
    std::map<std::string, std::string> files; // by code
    for (const auto& [name, document] : pack.files) {
        if (!name.starts_with("forms/")) {
            continue;
        }
        auto read = FormReader{document, names, around}.read();
        findings.insert(findings.end(), read.diagnostics.begin(), read.diagnostics.end());
        if (!read.value) {
            continue;
        }
        const auto [it, fresh] = files.emplace(read.value->code, name);
        if (!fresh) {
            const auto* const id = document.root.find("id");
            findings.push_back({Severity::error, "form.id-twice", document.file, id->span,
                                fmt::format("the id stands in {} already", it->second),
                                fmt::format("{} 已经用了这个 id", it->second)});
        }
        forms.all.push_back(std::make_shared<const Form>(std::move(*read.value)));
    }
    if (sound && findings.empty()) {
        look_at_elements(pack, around.elements, names, forms, findings);
    }
    if (!findings.empty()) {
        return {std::nullopt, std::move(findings)};
    }
    return {std::move(forms), {}};
}

} // namespace luoshi::form

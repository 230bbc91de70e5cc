// SPDX-License-Identifier: Apache-2.0
// All forms of a pack, and what stands around them: units, figures, common definitions.
#include "form/elements.hpp"
#include "form/read_form.hpp"

#include "org/org.hpp"
#include "pack/definitions.hpp"
#include "pack/pack.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::form {
namespace {

using pack::Fields;

Surroundings surroundings(const pack::Pack& pack, const std::vector<const pack::Pack*>& packs,
                          std::vector<Diagnostic>& findings) {
    Surroundings around;
    around.pack = pack.code;
    auto all = packs;
    if (std::ranges::find(all, &pack) == all.end()) {
        all.push_back(&pack);
    }
    for (const auto* const one : all) {
        for (const auto& unit :
             org::read_units(*one).value.value_or(std::vector<org::UnitSpec>{})) {
            around.units.insert(unit.code);
        }
    }
    auto joined = join(all);
    for (auto& finding : joined.findings) {
        const bool own = std::ranges::any_of(
            pack.files, [&](const auto& file) { return file.second.file == finding.file; });
        if (own) {
            findings.push_back(std::move(finding));
            around.has_all_elements = false;
        }
    }
    around.elements = std::move(joined.elements);
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

Checked<Forms> read_forms(const pack::Pack& pack, const std::vector<const pack::Pack*>& packs) {
    std::vector<Diagnostic> findings;
    const auto around = surroundings(pack, packs, findings);
    const auto names = common_definitions(pack, findings);
    const bool sound = findings.empty();
    Forms forms;
    std::map<std::string, std::string> files; // by code
    for (const auto& [name, document] : pack.files) {
        if (!name.starts_with("forms/")) {
            continue;
        }
        auto read = read_form(document, names, around);
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

// SPDX-License-Identifier: Apache-2.0
#include "form/elements.hpp"

#include "base/text.hpp"
#include "org/org.hpp"
#include "pack/pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace luoshi::form {
namespace {

using pack::Fields;
using pack::Value;

using UnitNames = std::map<std::string, std::string>; // short names by code

void add_units(UnitNames& names, const pack::Pack& pack) {
    for (const auto& unit : org::read_units(pack).value.value_or(std::vector<org::UnitSpec>{})) {
        const auto name =
            std::ranges::find(unit.names, org::NameKind::short_name, &org::Name::kind);
        names.emplace(unit.code, name == unit.names.end() ? unit.code : name->text);
    }
}

class ElementReader {
public:
    ElementReader(const pack::Pack& pack, const UnitNames& units)
        : pack_(pack), document_(*pack.file("elements.yaml")), units_(units) {}

    Checked<std::vector<Element>> read() {
        Fields root{document_, document_.root, findings_};
        for (const auto& item : root.list("elements")) {
            element(item);
        }
        root.finish();
        if (!findings_.empty()) {
            return {std::nullopt, std::move(findings_)};
        }
        return {std::move(elements_), {}};
    }

private:
    void element(const Value& item) {
        Fields fields{document_, item, findings_};
        Element element;
        element.id = fields.text("id");
        element.name = fields.text("name");
        element.name_en = fields.text_or("name_en", "");
        element.type = fields.text("type");
        element.subject = fields.text_or("subject", "");
        element.period = fields.one_of("period", {"年", "半年", "季", "月"});
        element.owner = fields.text("owner");
        element.form = fields.text("form");
        element.kind = kind_of(fields.one_of("kind", {"统计调查", "行政记录", "业务填报"}));
        element.definition = fields.text("definition");
        element.source = fields.text_or("source", "");
        fields.finish();
        element.pack = pack_.code;
        element.file = document_.file;
        const auto* const id = item.find("id");
        element.span = id != nullptr ? id->span : item.span;
        look_at(element, item);
        elements_.push_back(std::move(element));
    }

    static SourceKind kind_of(std::string_view word) {
        return word == "统计调查"   ? SourceKind::survey
               : word == "行政记录" ? SourceKind::administrative
                                    : SourceKind::reported;
    }

    void look_at(Element& element, const Value& item) {
        for (const auto* const code : {&element.owner, &element.subject}) {
            if (!code->empty() && !units_.contains(*code)) {
                complain(at(item, code == &element.owner ? "owner" : "subject"),
                         "form.unknown-unit", fmt::format("units.yaml 中没有单位“{}”", *code),
                         fmt::format("no unit '{}' in units.yaml", *code));
            }
        }
        const auto owner = units_.find(element.owner);
        element.owner_name = owner == units_.end() ? element.owner : owner->second;
        if (!element.form.empty() && !has_form(element.form)) {
            complain(at(item, "form"), "form.unknown-form",
                     fmt::format("forms/ 中没有 id 为“{}”的表单", element.form),
                     fmt::format("no form in forms/ has the id '{}'", element.form));
        }
        for (const auto& other : elements_) {
            if (other.id == element.id || fold(other.name) == fold(element.name)) {
                complain(
                    item, "form.element-twice",
                    fmt::format("指标项“{}”（{}）在上面已经有了", other.name, other.id),
                    fmt::format("the figure '{}' ({}) stands above already", other.name, other.id));
            }
        }
    }

    static const Value& at(const Value& item, std::string_view key) {
        const auto* const found = item.find(key);
        return found != nullptr ? *found : item;
    }
    bool has_form(const std::string& code) const {
        return std::any_of(pack_.files.begin(), pack_.files.end(), [&](const auto& file) {
            const auto* const id = file.second.root.find("id");
            return file.first.starts_with("forms/") && id != nullptr && id->scalar == code;
        });
    }
    void complain(const Value& where, std::string code, std::string zh, std::string en) {
        findings_.push_back({Severity::error, std::move(code), document_.file, where.span,
                             std::move(en), std::move(zh)});
    }

    const pack::Pack& pack_;
    const pack::Document& document_;
    const UnitNames& units_;
    std::vector<Diagnostic> findings_;
    std::vector<Element> elements_;
};

Checked<std::vector<Element>> read_elements(const pack::Pack& pack, const UnitNames& units) {
    if (pack.file("elements.yaml") == nullptr) {
        return {std::vector<Element>{}, {}};
    }
    return ElementReader{pack, units}.read();
}

} // namespace

const Element* Elements::find(std::string_view id) const {
    const auto it = std::ranges::find(all, id, &Element::id);
    return it == all.end() ? nullptr : &*it;
}

const Element* Elements::named(std::string_view name) const {
    const auto folded = fold(name);
    const auto it = std::ranges::find_if(
        all, [&](const Element& element) { return fold(element.name) == folded; });
    return it == all.end() ? nullptr : &*it;
}

Joined join(const std::vector<const pack::Pack*>& packs) {
    Elements joined;
    std::vector<Diagnostic> findings;
    UnitNames units;
    for (const auto* const pack : packs) {
        add_units(units, *pack);
    }
    for (const auto* const pack : packs) {
        auto read = read_elements(*pack, units);
        findings.insert(findings.end(), read.diagnostics.begin(), read.diagnostics.end());
        for (auto& element : read.value.value_or(std::vector<Element>{})) {
            const auto* owned = joined.find(element.id);
            owned = owned != nullptr ? owned : joined.named(element.name);
            if (owned == nullptr) {
                joined.all.push_back(std::move(element));
                continue;
            }
            findings.push_back(
                {Severity::error, "form.element-owned", element.file, element.span,
                 fmt::format("the figure '{}' belongs to {} already: pack {} asks for it with the "
                             "form '{}'; leave it out here and show it with value: {}",
                             owned->name, owned->owner_name, owned->pack, owned->form, owned->name),
                 fmt::format("指标项“{}”已由{}归口，方案包 {} 的表单“{}”采集；这里请删去，用 "
                             "value: {} 引用",
                             owned->name, owned->owner_name, owned->pack, owned->form,
                             owned->name)});
        }
    }
    return {std::move(joined), std::move(findings)};
}

} // namespace luoshi::form

// SPDX-License-Identifier: Apache-2.0
#include "outcome/spec.hpp"

#include "followup/plan_spec.hpp"
#include "org/org.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace luoshi::outcome {
namespace {

using pack::Fields;
using pack::Value;

constexpr std::string_view kFile = "outcomes.yaml";

struct Names { // what a document may name
    std::set<std::string> units, tasks, documents;

    Names(const pack::Pack& pack, const pack::PackList& beside) {
        add_units(pack);
        for (const auto* const other : beside) {
            add_units(*other);
        }
        if (const auto plan = followup::read_plan(pack); plan.value) {
            for (const auto& task : plan.value->tasks) {
                tasks.insert(task.number);
            }
        }
    }
    void add_units(const pack::Pack& pack) {
        if (const auto read = org::read_units(pack); read.value) {
            for (const auto& unit : *read.value) {
                units.insert(unit.code);
            }
        }
    }
};

void check_unit(Fields& fields, std::string_view key, const std::string& code, const Names& names) {
    if (!code.empty() && !names.units.contains(code)) {
        fields.complain(*fields.find(key), "outcome.unit", fmt::format("没有单位“{}”", code),
                        fmt::format("there is no unit '{}'", code));
    }
}

OutcomeSpec read_one(const pack::Document& document, const Value& value, Names& names,
                     std::vector<Diagnostic>& findings) {
    Fields fields{document, value, findings};
    OutcomeSpec one;
    one.code = fields.text("id");
    one.task = fields.text("task");
    one.lead = fields.texts("lead");
    one.kind = fields.text("kind");
    one.title = fields.text("title");
    one.title_en = fields.text("title_en");
    one.binds = fields.flag("binds", false);
    one.published = fields.flag("published", false);
    one.parties = fields.text_or("parties", "");
    if (!one.code.empty() && !names.documents.insert(one.code).second) {
        fields.complain("outcome.duplicate", fmt::format("文件“{}”写了两次", one.code),
                        fmt::format("document '{}' is defined twice", one.code));
    }
    if (!one.task.empty() && !names.tasks.contains(one.task)) {
        fields.complain(*fields.find("task"), "outcome.task", fmt::format("没有第{}项", one.task),
                        fmt::format("plan.yaml has no item '{}'", one.task));
    }
    if (one.lead.empty()) {
        fields.missing("lead", "写明由哪个单位制定", "say which unit makes it");
    }
    for (const auto& lead : one.lead) {
        check_unit(fields, "lead", lead, names);
    }
    check_unit(fields, "parties", one.parties, names);
    fields.finish();
    return one;
}

std::vector<pack::Thing> things_of(const pack::Pack& pack) {
    std::vector<pack::Thing> things;
    const auto* const document = pack.file(kFile);
    const auto* const list = document == nullptr ? nullptr : document->root.find("documents");
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
        const auto& item = list->items[i];
        const auto scalar = [&](std::string_view key) {
            const auto* const value = item.find(key);
            return value == nullptr ? std::string{} : value->scalar;
        };
        pack::Thing thing{"document", scalar("id"), scalar("title"), {}};
        for (const auto& [key, value] : item.members) {
            auto said = value.scalar;
            for (const auto& one : value.items) {
                said += (said.empty() ? "" : "、") + one.scalar;
            }
            thing.said.emplace_back(key, std::move(said));
        }
        things.push_back(std::move(thing));
    }
    return things;
}

} // namespace

Checked<OutcomeSpecs> read_outcomes(const pack::Pack& pack, const pack::PackList& beside) {
    const auto* const document = pack.file(kFile);
    if (document == nullptr) {
        return {};
    }
    OutcomeSpecs specs;
    specs.pack = pack.code;
    std::vector<Diagnostic> findings;
    Fields fields{*document, document->root, findings};
    Names names{pack, beside};
    for (const auto& value : fields.list("documents")) {
        specs.documents.push_back(read_one(*document, value, names, findings));
    }
    fields.finish();
    const bool sound = std::ranges::none_of(
        findings, [](const Diagnostic& one) { return one.severity == Severity::error; });
    return {sound ? std::optional{std::move(specs)} : std::nullopt, std::move(findings)};
}

std::vector<Diagnostic> check_outcomes_together(const pack::PackList& packs) {
    std::vector<Diagnostic> findings;
    for (const auto* const pack : packs) {
        auto more = read_outcomes(*pack, packs).diagnostics;
        findings.insert(findings.end(), more.begin(), more.end());
    }
    return findings;
}

std::vector<pack::Count> count_outcomes(const pack::Pack& pack) {
    return {{"document", things_of(pack).size()}};
}

std::vector<pack::Change> outcome_changes(const pack::Pack& before, const pack::Pack& after) {
    return pack::compare(things_of(before), things_of(after), pack::Act::removed);
}

} // namespace luoshi::outcome

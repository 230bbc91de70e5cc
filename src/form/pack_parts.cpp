// SPDX-License-Identifier: Apache-2.0
#include "form/pack_parts.hpp"

#include "form/definition.hpp"

#include <algorithm>

namespace luoshi::form {
namespace {

using pack::Value;

// A value as one line, for people: what the file says, without its white space.
std::string line(const Value& value) {
    std::string text = value.scalar;
    for (const auto& item : value.items) {
        text += (text.empty() ? "" : "、") + line(item);
    }
    for (const auto& [key, member] : value.members) {
        text += (text.empty() ? "" : "，") + key + " " + line(member);
    }
    return text;
}

std::string scalar(const Value& map, std::string_view key) {
    const auto* const value = map.find(key);
    return value == nullptr ? "" : value->scalar;
}

void say_fields(pack::Said& said, const Value& form) {
    const auto* const sections = form.find("sections");
    for (std::size_t s = 0; sections != nullptr && s < sections->items.size(); ++s) {
        const auto* const fields = sections->items[s].find("fields");
        for (std::size_t f = 0; fields != nullptr && f < fields->items.size(); ++f) {
            said.emplace_back(scalar(fields->items[f], "name"), line(fields->items[f]));
        }
    }
}

std::vector<pack::Thing> things_of(const pack::Pack& pack) {
    std::vector<pack::Thing> things;
    for (const auto& [name, document] : pack.files) {
        if (name.starts_with("forms/")) {
            pack::Thing thing{
                "form", scalar(document.root, "id"), scalar(document.root, "title"), {}};
            for (const auto& [key, value] : document.root.members) {
                if (key != "sections") {
                    thing.said.emplace_back(key, line(value));
                }
            }
            say_fields(thing.said, document.root);
            things.push_back(std::move(thing));
        }
    }
    const auto* const document = pack.file("elements.yaml");
    const auto* const elements = document == nullptr ? nullptr : document->root.find("elements");
    for (std::size_t i = 0; elements != nullptr && i < elements->items.size(); ++i) {
        const auto& item = elements->items[i];
        pack::Thing thing{"element", scalar(item, "id"), scalar(item, "name"), {}};
        for (const auto& [key, value] : item.members) {
            thing.said.emplace_back(key, line(value));
        }
        things.push_back(std::move(thing));
    }
    return things;
}

} // namespace

std::vector<Diagnostic> check_forms_together(const pack::PackList& packs) {
    std::vector<Diagnostic> findings;
    for (const auto* const pack : packs) {
        auto more = read_forms(*pack, packs).diagnostics;
        findings.insert(findings.end(), more.begin(), more.end());
    }
    return findings;
}

std::vector<pack::Count> count_forms(const pack::Pack& pack) {
    const auto things = things_of(pack);
    const auto count = [&](std::string_view kind) {
        return static_cast<std::size_t>(std::ranges::count(things, kind, &pack::Thing::kind));
    };
    return {{"form", count("form")}, {"element", count("element")}};
}

std::vector<pack::Change> form_changes(const pack::Pack& before, const pack::Pack& after) {
    return pack::compare(things_of(before), things_of(after), pack::Act::removed);
}

} // namespace luoshi::form

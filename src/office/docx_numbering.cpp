// SPDX-License-Identifier: Apache-2.0
// After ISO/IEC 29500-1, 17.9.
#include "office/docx_numbering.hpp"

#include "office/numerals.hpp"

#include <algorithm>

namespace luoshi::office {
namespace {

int number_attribute(pugi::xml_node node, std::string_view name) {
    const std::string text{attribute(node, name)};
    return text.empty() ? -1 : std::atoi(text.c_str());
}

bool ends_wide(std::string_view label) {
    return label.size() >= 3 && static_cast<unsigned char>(label[label.size() - 3]) >= 0xE2;
}

} // namespace

Numbering::Level Numbering::read_level(pugi::xml_node node) {
    Level level;
    level.start = int_val(node, "start").value_or(0); // absent: counts from 0
    level.restart = int_val(node, "lvlRestart").value_or(-1);
    level.only_decimal = is_on(node, "isLgl");
    level.space = val(node, "suff") != "nothing";
    level.text = val(node, "lvlText");
    level.style = val(node, "pStyle");
    auto format = node.child("numFmt");
    if (!format) { // what only newer programs know stands in a choice
        format = node.child("AlternateContent").child("Choice").child("numFmt");
    }
    const auto name = attribute(format, "val");
    level.format = name.empty() ? "decimal" : name;
    if (level.format == "custom") { // 001, 002, …
        level.format = attribute(format, "format").starts_with("0") ? "decimalZero" : "decimal";
    }
    return level;
}

Numbering::Numbering(const pugi::xml_document& part, const Styles& styles) {
    const auto root = part.child("numbering");
    std::map<int, pugi::xml_node> abstracts;
    for (const auto node : root.children("abstractNum")) {
        abstracts.emplace(number_attribute(node, "abstractNumId"), node);
    }
    std::map<int, int> abstract_of; // list → abstract list
    for (const auto node : root.children("num")) {
        abstract_of[number_attribute(node, "numId")] = int_val(node, "abstractNumId").value_or(-1);
    }
    for (const auto node : root.children("num")) {
        const auto id = number_attribute(node, "numId");
        List list;
        list.counted_with = abstract_of[id];
        auto abstract = abstracts[list.counted_with];
        if (const auto link = val(abstract, "numStyleLink"); !link.empty()) {
            const auto linked = styles.number(link).list; // the list is kept in a style
            list.counted_with = linked ? abstract_of[*linked] : list.counted_with;
            abstract = abstracts[list.counted_with];
        }
        const auto take = [&](pugi::xml_node level, int at) {
            if (at >= 0 && at < kLevels) {
                list.levels[static_cast<std::size_t>(at)] = read_level(level);
            }
        };
        for (const auto level : abstract.children("lvl")) {
            take(level, number_attribute(level, "ilvl"));
        }
        for (const auto change : node.children("lvlOverride")) {
            const auto at = number_attribute(change, "ilvl");
            if (const auto start = int_val(change, "startOverride")) {
                list.start_overrides[at] = *start;
            }
            if (const auto level = change.child("lvl")) {
                take(level, at);
            }
        }
        lists_.emplace(id, std::move(list));
    }
}

int Numbering::level_of(int list, std::string_view style) const {
    const auto found = lists_.find(list);
    for (int level = 0; found != lists_.end() && level < kLevels; ++level) {
        if (found->second.levels[static_cast<std::size_t>(level)].style == style) {
            return level;
        }
    }
    return 0;
}

void Numbering::count(const List& list, Counters& counters, int number, int level) {
    const auto at = static_cast<std::size_t>(level);
    const auto start = list.start_overrides.find(level);
    if (start != list.start_overrides.end() && begun_.emplace(number, level).second) {
        counters.values[at] = start->second;
    } else {
        counters.values[at] = counters.used[at] ? std::min(counters.values[at] + 1, 1'000'000)
                                                : list.levels[at].start;
    }
    counters.used[at] = true;
    for (std::size_t below = at + 1; below < kLevels; ++below) {
        const auto restart = list.levels[below].restart;
        if (restart < 0 || (restart > 0 && level < restart)) {
            counters.used[below] = false;
        }
    }
    for (std::size_t above = 0; above < at; ++above) { // none yet: it is shown as if there was one
        if (!counters.used[above]) {
            counters.values[above] = list.levels[above].start;
            counters.used[above] = true;
        }
    }
}

std::string Numbering::label(const List& list, const Counters& counters, int level) {
    const auto& own = list.levels[static_cast<std::size_t>(level)];
    std::string out;
    for (std::size_t i = 0; i < own.text.size(); ++i) {
        const auto digit = i + 1 < own.text.size() ? own.text[i + 1] - '1' : -1;
        if (own.text[i] != '%' || digit < 0 || digit >= kLevels) {
            out += own.text[i];
            continue;
        }
        ++i;
        const auto at = static_cast<std::size_t>(digit);
        const auto& format = list.levels[at].format;
        if (format != "none" && format != "bullet") {
            out += numeral(own.only_decimal ? "decimal" : format, counters.values[at]);
        }
    }
    if (!out.empty() && own.space && !ends_wide(out)) {
        out += ' ';
    }
    return out;
}

std::string Numbering::next(int number, int level) {
    const auto found = lists_.find(number);
    if (found == lists_.end() || level < 0 || level >= kLevels) {
        return {};
    }
    const auto& list = found->second;
    auto& counters = counters_[list.counted_with];
    count(list, counters, number, level);
    const bool bullet = list.levels[static_cast<std::size_t>(level)].format == "bullet";
    return bullet ? std::string{} : label(list, counters, level);
}

} // namespace luoshi::office

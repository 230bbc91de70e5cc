// SPDX-License-Identifier: Apache-2.0
#include "org/pack_said.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace luoshi::org {
namespace {

std::string days_of(const Interval& valid) {
    if (!valid.from && !valid.until) {
        return "";
    }
    const auto day = [](const std::optional<Date>& date) { return date ? to_string(*date) : ""; };
    return day(valid.from) + "/" + day(valid.until);
}

std::string with_days(const std::string& text, const Interval& valid) {
    const auto days = days_of(valid);
    return days.empty() ? text : text + " " + days;
}

std::string aliases_of(const UnitSpec& unit) {
    std::vector<std::string> all;
    for (std::size_t i = 2; i < unit.names.size(); ++i) { // after the official and the short one
        all.push_back(with_days(unit.names[i].text, unit.names[i].valid));
    }
    return fmt::format("{}", fmt::join(all, "、"));
}

template <class Pairs, class Word>
std::string joined(const Pairs& pairs, Word word) {
    std::vector<std::string> all;
    for (const auto& [code, more] : pairs) {
        all.push_back(word(code, more));
    }
    return fmt::format("{}", fmt::join(all, "、"));
}

} // namespace

std::string name_of(const UnitSpec& unit, NameKind kind) {
    const auto it = std::find_if(unit.names.begin(), unit.names.end(),
                                 [&](const Name& name) { return name.kind == kind; });
    return it == unit.names.end() ? "" : it->text;
}

pack::Said said_of(const UnitSpec& unit) {
    return {{"kind", std::string{to_string(unit.kind)}},
            {"name", name_of(unit, NameKind::short_name)},
            {"full_name", name_of(unit, NameKind::official)},
            {"category", unit.category},
            {"parent", unit.parent},
            {"valid", days_of(unit.valid)},
            {"succeeds", joined(unit.succeeds,
                                [](const auto& code, const auto& on) {
                                    return on ? code + " " + to_string(*on) : code;
                                })},
            {"list", unit.list_basis ? std::string{to_string(*unit.list_basis)} : ""},
            {"list_source", unit.list_source},
            {"members", joined(unit.members, with_days)},
            {"aliases", aliases_of(unit)},
            {"source", unit.source}};
}

pack::Said said_of(const pack::Category& category) {
    return {{"title", category.title}, {"title_en", category.title_en}};
}

pack::Said said_of(const DaySpec& day) {
    return {{"works", day.works ? "work" : "off"}, {"name", day.name}, {"source", day.source}};
}

} // namespace luoshi::org

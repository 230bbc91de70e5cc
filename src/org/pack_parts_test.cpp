// SPDX-License-Identifier: Apache-2.0
#include "org/pack_parts.hpp"

#include <gmock/gmock.h>

namespace luoshi::org {
namespace {

using pack::Act;
using testing::ElementsAre;

pack::Pack pack_of(const std::string& code, const std::string& units,
                   const std::string& calendar = "") {
    pack::Texts texts{{"pack.yaml", "id: " + code +
                                        "\nversion: '1'\ntitle: 包\ntitle_en: P\n"
                                        "categories: [{id: a, title: 甲类, title_en: A}]\n"},
                      {"units.yaml", units}};
    if (!calendar.empty()) {
        texts.emplace("calendar.yaml", calendar);
    }
    auto checked = pack::assemble(code, std::move(texts));
    EXPECT_TRUE(checked.value);
    return std::move(*checked.value);
}

std::vector<std::string> lines(const std::vector<Diagnostic>& findings) {
    std::vector<std::string> all;
    for (const auto& finding : findings) {
        all.push_back(finding.file + " " + finding.code + ": " + finding.message);
    }
    return all;
}

TEST(check_units_together, names_the_other_pack_that_means_something_else) {
    const auto one = pack_of("one", "units:\n  - {id: x, name: 甲办, aliases: [老甲办]}\n"
                                    "  - {id: y, name: 乙办, until: 2010-01-01}\n");
    const auto two = pack_of("two", "units:\n  - {id: x, name: 甲办公室, aliases: [小甲办]}\n"
                                    "  - {id: z, name: 老甲办}\n"
                                    "  - {id: w, name: 乙办, from: 2010-01-01}\n");
    EXPECT_THAT(lines(check_units_together({&one, &two})),
                ElementsAre("two/units.yaml org.unit-differs: unit 'x' stands in pack 'one' too, "
                            "with another name, full_name",
                            "two/units.yaml org.name-taken: '老甲办' is a name of 'x' in pack "
                            "'one' at the same time"));
    EXPECT_THAT(check_units_together({&one, &one}), ElementsAre());
}

TEST(check_units_together, allows_the_same_unit_with_more_aliases) {
    const auto one = pack_of("one", "units:\n  - {id: x, name: 甲办, source: s}\n");
    const auto two = pack_of("two", "units:\n  - {id: x, name: 甲办, aliases: [小甲办]}\n");
    EXPECT_THAT(lines(check_units_together({&one, &two})), ElementsAre());
}

TEST(check_calendars_together, tells_a_day_that_is_off_here_and_worked_there) {
    const auto one = pack_of("one", "units: []\n",
                             "years: [{year: 2012, source: s, off: [{date: 2012-01-02, name: a}, "
                             "{date: 2012-01-03, name: a}]}]\n");
    const auto two = pack_of("two", "units: []\n",
                             "years: [{year: 2012, source: s, off: [{date: 2012-01-03, name: b}], "
                             "work: [{date: 2012-01-02, name: a}]}]\n");
    EXPECT_THAT(lines(check_calendars_together({&one, &two})),
                ElementsAre("two/calendar.yaml org.day-differs: the day 2012-01-02 stands in pack "
                            "'one' too, with another works"));
}

TEST(unit_changes, tell_what_is_new_what_differs_and_what_is_kept) {
    const auto before = pack_of("p", "units:\n  - {id: x, name: 甲办}\n  - {id: y, name: 乙办}\n"
                                     "groups:\n  - {id: g, kind: group, name: 组, list: sample, "
                                     "members: [x, y]}\n");
    const auto after = pack_of("p", "units:\n  - {id: x, name: 甲办, category: a, from: "
                                    "2012-01-01}\n  - {id: z, name: 丙办}\n"
                                    "groups:\n  - {id: g, kind: group, name: 组, list: sample, "
                                    "members: [x, {unit: z, from: 2012-01-01}]}\n");
    EXPECT_THAT(
        unit_changes(before, after),
        ElementsAre(
            pack::Change{"unit",
                         Act::changed,
                         "x",
                         "甲办",
                         {{"category", "", "a"}, {"valid", "", "2012-01-01/"}}},
            pack::Change{"unit", Act::added, "z", "丙办", {}},
            pack::Change{
                "group", Act::changed, "g", "组", {{"members", "x、y", "x、z 2012-01-01/"}}},
            pack::Change{"unit", Act::kept, "y", "乙办", {}}));
    EXPECT_THAT(unit_changes(before, before), ElementsAre());
}

} // namespace
} // namespace luoshi::org

// SPDX-License-Identifier: Apache-2.0
// Versions of a pack, one after another, in the rows of directory and calendar.
#include "org/org.hpp"
#include "org/pack_parts.hpp"
#include "store/audit.hpp"
#include "store/database.hpp"
#include "store/testing/test_store.hpp"

#include <gmock/gmock.h>

namespace luoshi::org {
namespace {

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

class LoadingTest : public testing::Test {
protected:
    // How many rows of the directory and the calendar were written.
    std::size_t load(const pack::Pack* before, const pack::Pack& after,
                     const pack::PackList& beside = {}) {
        store_.database().write([&](store::Transaction& transaction) {
            transaction.record({.actor = {0, "test", ""},
                                .action = "pack.loaded",
                                .object_kind = "pack",
                                .object_id = 0,
                                .plan_id = 0,
                                .detail = {}});
            load_pack_units(transaction, {before, after, beside});
            load_pack_calendar(transaction, {before, after, beside});
        });
        return store_.database().read([](store::Reader& reader) {
            return store::events_of(reader, "pack", 0, 0, 1).at(0).images.size();
        });
    }
    std::shared_ptr<const Directory> directory() {
        return store_.database().read([](store::Reader& reader) { return read_directory(reader); });
    }
    const Unit* named(const char* name) {
        last_ = directory();
        return last_->find_name(name, *Date::parse("2012-06-01"));
    }
    store::TestStore store_;
    std::shared_ptr<const Directory> last_;
};

TEST_F(LoadingTest, a_new_version_renames_and_drops_what_it_said_and_keeps_what_people_added) {
    const auto one = pack_of("p", "units:\n  - {id: x, name: 甲办, aliases: [老甲办, 共名]}\n"
                                  "  - {id: y, name: 乙办, parent: x}\n");
    const auto other = pack_of("o", "units:\n  - {id: x, name: 甲办, aliases: [共名]}\n");
    load(nullptr, one);
    const auto x = named("甲办")->id;
    store_.database().write([&](store::Transaction& transaction) {
        transaction.record({.actor = {0, "test", ""},
                            .action = "org.alias-added",
                            .object_kind = "unit",
                            .object_id = 0,
                            .plan_id = 0,
                            .detail = {}});
        add_alias(transaction, *read_directory(transaction), x, "大家叫的名");
    });
    const auto two = pack_of("p", "units:\n  - {id: x, name: 甲局, full_name: 省甲局}\n"
                                  "  - {id: z, name: 丙办}\n");
    load(&one, two, {&other});
    EXPECT_EQ(named("甲局")->id, x);
    EXPECT_EQ(directory()->name(*named("甲局"), NameKind::official, *Date::parse("2012-06-01")),
              "省甲局");
    EXPECT_EQ(named("甲办"), nullptr);
    EXPECT_EQ(named("老甲办"), nullptr);
    EXPECT_EQ(named("共名")->id, x);       // the pack beside says it
    EXPECT_EQ(named("大家叫的名")->id, x); // people do
    EXPECT_NE(named("乙办"), nullptr);     // may have work
    EXPECT_EQ(named("乙办")->parent, x);
}

TEST_F(LoadingTest, rows_that_are_right_already_are_not_written) {
    const std::string calendar = "years: [{year: 2012, source: s, off: [{date: 2012-01-02, name: "
                                 "a}, {date: 2012-01-03, name: a}]}]\n";
    const std::string units = "units:\n  - {id: x, name: 甲办}\n  - {id: y, name: 乙办, parent: x}"
                              "\ngroups:\n  - {id: g, kind: group, name: 组, list: sample, "
                              "members: [x, y]}\n";
    const auto one = pack_of("p", units, calendar);
    load(nullptr, one);
    const auto revision = directory()->revision();
    EXPECT_EQ(load(&one, one), 0U);
    EXPECT_EQ(directory()->revision(), revision);
    const auto two = pack_of("p",
                             "units:\n  - {id: x, name: 甲办}\n  - {id: y, name: 乙办}\n"
                             "groups:\n  - {id: g, kind: group, name: 组, list: sample, "
                             "members: [y]}\n",
                             "years: [{year: 2012, source: s, off: [{date: 2012-01-03, name: "
                             "a}]}]\n");
    EXPECT_EQ(load(&one, two), 5U); // a parent, a day, two members out and one in
    EXPECT_GT(directory()->revision(), revision);
    EXPECT_FALSE(named("乙办")->parent);
    const auto works =
        store_.database().read([](store::Reader& reader) { return work_calendar(reader); });
    EXPECT_TRUE(works.is_work_day(*Date::parse("2012-01-02")));
    EXPECT_FALSE(works.is_work_day(*Date::parse("2012-01-03")));
}

} // namespace
} // namespace luoshi::org

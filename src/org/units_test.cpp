// SPDX-License-Identifier: Apache-2.0
#include "org/org.hpp"

#include "base/error.hpp"
#include "pack/pack.hpp"
#include "store/database.hpp"
#include "store/testing/test_store.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

namespace luoshi::org {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;

pack::Pack with_units(const std::string& yaml) {
    pack::Pack pack;
    pack.code = "test";
    pack.categories = {{"a", "甲", "A"}};
    auto document = pack::parse("units.yaml", yaml);
    pack.files.emplace("units.yaml", std::move(*document.value));
    return pack;
}

std::vector<std::string> codes(const Checked<std::vector<UnitSpec>>& checked) {
    std::vector<std::string> all;
    for (const auto& finding : checked.diagnostics) {
        all.push_back(finding.code);
    }
    return all;
}

std::string source_folder() {
    const char* folder = std::getenv("LUOSHI_SOURCE_DIR");
    return folder != nullptr ? folder : ".";
}

TEST(read_units, reports_every_broken_rule_between_units) {
    const auto checked =
        read_units(with_units("units:\n"
                              "  - {id: x, name: 甲办, parent: nobody}\n"
                              "  - {id: x, name: 乙办, category: zzz}\n"
                              "  - {id: y, name: 甲办}\n"
                              "groups:\n"
                              "  - {id: g, kind: group, name: 一组, list: official, members: [h]}\n"
                              "  - {id: h, kind: group, name: 二组, list: none, members: [g]}\n"));
    EXPECT_THAT(codes(checked),
                testing::UnorderedElementsAre("org.unknown-unit", "org.duplicate-code",
                                              "org.category", "org.name-taken", "pack.missing",
                                              "org.member-cycle", "org.member-cycle"));
}

TEST(pack_gd_2011_193, has_the_units_and_groups_of_the_notice) {
    const auto pack = pack::open(source_folder() + "/packs/gd-2011-193");
    ASSERT_TRUE(pack.value) << render(pack.diagnostics.front(), "");
    const auto units = read_units(*pack.value);
    ASSERT_TRUE(units.value) << units.diagnostics.front().message;
    const auto calendar = read_calendar(*pack.value);
    ASSERT_TRUE(calendar.value) << calendar.diagnostics.front().message;

    store::TestStore store;
    auto& database = store.database();
    const auto load = [&] {
        database.write([&](store::Transaction& transaction) {
            transaction.record({.actor = {0, "test", ""},
                                .action = "org.loaded",
                                .object_kind = "pack",
                                .object_id = 0,
                                .plan_id = 0,
                                .detail = {}});
            load_units(transaction, *pack.value, *units.value);
            load_calendar(transaction, *calendar.value);
        });
    };
    load();
    load(); // again is harmless
    Directories directories;
    const auto directory =
        database.read([&](store::Reader& reader) { return directories.get(reader); });
    const auto at = Date::parse("2011-11-10").value();
    const auto size_of = [&](const char* name) {
        const auto* group = directory->find_name(name, at);
        return group == nullptr ? -1 : static_cast<int>(directory->expand(group->id, at).size());
    };
    EXPECT_EQ(size_of("各地级以上市"), 21);
    EXPECT_EQ(size_of("6个珠三角产业转出地政府"), 6);
    EXPECT_EQ(size_of("顺德区政府"), 1);
    EXPECT_EQ(size_of("10个重点园区"), 10);
    EXPECT_EQ(size_of("珠三角各市"), 9);
    EXPECT_EQ(size_of("省“双转移”工作领导小组成员单位"), 27);
    EXPECT_EQ(size_of("各地各有关部门"), 49);
    EXPECT_EQ(size_of("有关地方政府"), 0);
    EXPECT_EQ(directory->find_name("有关地方政府", at)->list_basis, ListBasis::none);
    EXPECT_EQ(size_of("全省县（市、区）"), 121);
    EXPECT_EQ(size_of("各省产业转移工业园"), 33);
    EXPECT_EQ(size_of("6个重点区域"), 6);
    EXPECT_EQ(size_of("粤东西北各市"), 12);

    const auto code_of = [&](const char* name, const char* day) -> std::string {
        const auto* unit = directory->find_name(name, Date::parse(day).value());
        return unit == nullptr ? "" : unit->code;
    };
    EXPECT_EQ(code_of("增城", "2011-11-10"), "gd.c440183");
    EXPECT_EQ(code_of("增城", "2020-01-01"), "gd.c440118");
    EXPECT_EQ(code_of("省经贸委", "2009-01-01"), "gd.jxw");
    EXPECT_EQ(code_of("省经贸委", "2011-11-10"), "");
    EXPECT_EQ(code_of("东莞石龙（始兴）产业转移工业园", "2011-11-10"), "gd.park02");
    for (const auto* word : {"新兴", "和平", "城区", "新区", "清新", "高要", "光明"}) {
        EXPECT_EQ(code_of(word, "2011-11-10"), "") << word; // everyday words
    }
    const auto works = database.read([&](store::Reader& reader) { return work_calendar(reader); });
    EXPECT_FALSE(works.is_work_day(Date::parse("2013-02-10").value()));
    EXPECT_TRUE(works.is_work_day(Date::parse("2013-02-16").value()));
}

TEST(directories, read_again_only_when_the_directory_changed) {
    store::TestStore store;
    auto& database = store.database();
    Directories directories;
    const auto get = [&] {
        return database.read([&](store::Reader& reader) { return directories.get(reader); });
    };
    const auto before = get();
    EXPECT_EQ(get(), before);
    const auto id = database.write([&](store::Transaction& transaction) {
        transaction.record({.actor = {0, "test", ""},
                            .action = "org.unit-added",
                            .object_kind = "unit",
                            .object_id = 0,
                            .plan_id = 0,
                            .detail = {}});
        return add_unit(transaction, *before, {"省物价局", UnitKind::unit, "test"});
    });
    const auto after = get();
    EXPECT_NE(after, before);
    const auto at = Date::parse("2011-11-10").value();
    EXPECT_EQ(after->find_name("省物价局", at)->id, id);
    EXPECT_THAT(
        [&] {
            database.write([&](store::Transaction& transaction) {
                transaction.record({.actor = {0, "test", ""},
                                    .action = "org.unit-added",
                                    .object_kind = "unit",
                                    .object_id = 0,
                                    .plan_id = 0,
                                    .detail = {}});
                add_unit(transaction, *after, {"省物价局", UnitKind::unit, "test"});
            });
        },
        testing::ThrowsMessage<Error>(HasSubstr("exists already")));
}

} // namespace
} // namespace luoshi::org

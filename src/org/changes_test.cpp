// SPDX-License-Identifier: Apache-2.0
// What the office decides of units, by hand and under packs, on both engines.
#include "org/changes.hpp"

#include "base/error.hpp"
#include "org/history.hpp"
#include "org/org.hpp"
#include "org/pack_parts.hpp"
#include "org/succession.hpp"
#include "store/audit.hpp"
#include "store/database.hpp"
#include "store/testing/test_store.hpp"

#include <gmock/gmock.h>

namespace luoshi::org {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Date day(const char* text) {
    return *Date::parse(text);
}

constexpr const char* kUnits =
    "units:\n"
    "  - {id: x, name: 甲局, full_name: 省甲局, aliases: [甲办]}\n"
    "  - {id: y, name: 乙局, full_name: 省乙局}\n"
    "  - {id: z, name: 丙局, from: 2010-01-01}\n"
    "groups:\n"
    "  - {id: g, kind: group, name: 各局, list: sample, members: [x, y]}\n"
    "  - {id: h, kind: group, name: 全部, list: none, members: [g]}\n";

// The same pack, one passage of it in other words.
std::string with(const std::string& passage, const std::string& words) {
    std::string units = kUnits;
    return units.replace(units.find(passage), passage.size(), words);
}

class ChangesTest : public testing::TestWithParam<store::EngineKind> {
protected:
    ChangesTest() { load(kUnits); }

    template <class Work>
    auto write(Work work) {
        return store_.database().write([&](store::Transaction& transaction) {
            transaction.record({.actor = {0, "test", ""},
                                .action = "test",
                                .object_kind = "test",
                                .object_id = 0,
                                .plan_id = 0,
                                .detail = {}});
            return work(transaction);
        });
    }
    // How many rows of the directory were written.
    std::size_t load(const std::string& units) {
        auto checked =
            pack::assemble("p", {{"pack.yaml", "id: p\nversion: '1'\ntitle: 包\ntitle_en: P\n"
                                               "categories: [{id: a, title: 甲类, title_en: A}]\n"},
                                 {"units.yaml", units}});
        EXPECT_TRUE(checked.value);
        const auto next = std::move(*checked.value);
        write([&](store::Transaction& transaction) {
            load_pack_units(transaction, {before_ ? &*before_ : nullptr, next, {}});
        });
        before_ = next;
        return images();
    }
    std::size_t images() {
        return store_.database().read([](store::Reader& reader) {
            return store::events_of(reader, "test", 0, 0, 1).at(0).images.size();
        });
    }
    std::shared_ptr<const Directory> directory() {
        return store_.database().read([](store::Reader& reader) { return read_directory(reader); });
    }
    UnitId unit(const char* code) { return directory()->find_code(code)->id; }
    std::string name(UnitId id, const char* on, NameKind kind = NameKind::short_name) {
        const auto all = directory();
        return all->name(*all->find(id), kind, day(on));
    }
    static NewChange make(ChangeKind kind, UnitId unit, const char* on) {
        NewChange change;
        change.kind = kind;
        change.unit = unit;
        change.on = day(on);
        change.basis = "编办〔2012〕3号";
        return change;
    }
    NewChange rename(const char* code, const char* on, const char* text) {
        auto change = make(ChangeKind::rename, unit(code), on);
        change.short_name = text;
        change.official = std::string{"省"} + text;
        return change;
    }
    NewChange ends(const char* code, const char* on, std::vector<UnitId> successors) {
        auto change = make(ChangeKind::end, unit(code), on);
        change.successors = std::move(successors);
        return change;
    }
    static NewChange found(const char* on, const char* text) {
        auto change = make(ChangeKind::found, {}, on);
        change.official = text;
        return change;
    }
    NewChange in_group(ChangeKind kind, const char* member, const char* group, const char* on) {
        auto change = make(kind, unit(member), on);
        change.group = unit(group);
        return change;
    }
    NewChange called(ChangeKind kind, const char* code, const char* text) {
        auto change = make(kind, unit(code), "2012-01-01");
        change.alias = text;
        return change;
    }
    Change enter(const NewChange& change) {
        return write([&](store::Transaction& transaction) {
            return enter_change(transaction, change, transaction.make_id<UnitId>(), {7, "王强"});
        });
    }
    void undo(ChangeId id) {
        write([&](store::Transaction& transaction) {
            take_back(transaction, id, "登记有误", {7, "王强"});
        });
    }
    Changes list() {
        return store_.database().read([](store::Reader& reader) { return list_changes(reader); });
    }
    // Why it is refused; "" where it is not.
    std::string refused(const NewChange& change) {
        try {
            store_.database().read([&](store::Reader& reader) { foresee(reader, change); });
            return "";
        } catch (const Error& error) {
            return error.reason();
        }
    }
    std::string undo_refused(ChangeId id) {
        try {
            undo(id);
            return "";
        } catch (const Error& error) {
            return error.reason();
        }
    }
    store::TestStore store_{GetParam()};
    std::optional<pack::Pack> before_;
};

INSTANTIATE_TEST_SUITE_P(engines, ChangesTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(ChangesTest, a_new_name_holds_from_its_day_and_the_old_one_before) {
    const auto revision = directory()->revision();
    const auto entry = enter(rename("x", "2012-03-01", "丁局"));
    EXPECT_EQ(entry.before_short, "甲局");
    EXPECT_GT(directory()->revision(), revision);
    const auto x = unit("x");
    EXPECT_EQ(name(x, "2012-02-29"), "甲局");
    EXPECT_EQ(name(x, "2012-03-01"), "丁局");
    EXPECT_EQ(name(x, "2012-03-01", NameKind::official), "省丁局");
    EXPECT_EQ(directory()->find_name("甲局", day("2012-03-01")), nullptr);
    EXPECT_EQ(directory()->find_name("甲办", day("2012-03-01"))->id, x);
    EXPECT_EQ(load(kUnits), 0U) << "the pack in force again undoes nothing";
    EXPECT_EQ(name(x, "2012-03-01"), "丁局");
    undo(entry.id);
    EXPECT_EQ(name(x, "2012-03-01"), "甲局");
    EXPECT_THAT(list().all, SizeIs(2)) << "the list keeps both";
    EXPECT_TRUE(list().all.back().taken_back_by);
    EXPECT_EQ(load(kUnits), 0U);
    EXPECT_EQ(undo_refused(entry.id), "org.taken-back");
}

TEST_P(ChangesTest, a_pack_that_says_the_same_later_alters_nothing_but_what_it_is_known_to_say) {
    enter(rename("x", "2012-03-01", "丁局"));
    const auto later = with("name: 甲局, full_name: 省甲局", "name: 丁局, full_name: 省丁局");
    const auto revision = directory()->revision();
    load(later);
    EXPECT_EQ(directory()->revision(), revision);
    EXPECT_EQ(name(unit("x"), "2012-02-29"), "甲局") << "the old days keep their name";
    EXPECT_THAT(list().agreed, SizeIs(1));
    EXPECT_THAT(list().otherwise, IsEmpty());
    EXPECT_EQ(load(later), 0U);
}

TEST_P(ChangesTest, against_a_pack_that_says_otherwise_it_holds_until_it_is_taken_back) {
    const auto renamed = enter(rename("x", "2012-03-01", "丁局"));
    const auto ended = enter(ends("y", "2012-03-01", {unit("x")}));
    load("units:\n"
         "  - {id: x, name: 戊局, full_name: 省戊局, aliases: [甲办]}\n"
         "  - {id: y, name: 乙局, full_name: 省乙局, until: 2013-01-01}\n"
         "  - {id: z, name: 丙局, from: 2010-01-01, succeeds: [{unit: y, on: 2013-01-01}]}\n");
    EXPECT_EQ(name(unit("x"), "2012-03-01"), "丁局");
    EXPECT_EQ(directory()->find_code("y")->valid.until, day("2012-03-01"));
    EXPECT_THAT(directory()->successors(unit("y")), ElementsAre(unit("x")));
    std::vector<std::string> said;
    for (const auto& one : list().otherwise) {
        said.push_back(one.field + " " + one.text + (one.until ? to_string(*one.until) : ""));
    }
    EXPECT_THAT(said,
                ElementsAre("official 省戊局", "short 戊局", "until 2013-01-01", "successors "));
    undo(renamed.id);
    undo(ended.id);
    EXPECT_EQ(name(unit("x"), "2012-03-01"), "戊局") << "the pack is followed";
    EXPECT_EQ(directory()->find_code("y")->valid.until, day("2013-01-01"));
    EXPECT_THAT(directory()->successors(unit("y")), ElementsAre(unit("z")));
    EXPECT_THAT(list().otherwise, IsEmpty());
}

TEST_P(ChangesTest, two_units_go_into_a_new_one_that_stays_under_later_packs) {
    auto next = found("2012-05-01", "省新局");
    next.short_name = "新局";
    next.category = "a";
    next.parent = unit("z");
    next.after = unit("x");
    const auto made = enter(next).said.unit;
    enter(ends("x", "2012-05-01", {made}));
    enter(ends("y", "2012-05-01", {made}));
    const auto all = directory();
    EXPECT_EQ(successor_of(*all, unit("x"), day("2012-05-01")), made);
    EXPECT_THAT(all->predecessors(made), ElementsAre(unit("x"), unit("y")));
    EXPECT_EQ(all->find_name("新局", day("2012-04-30")), nullptr);
    EXPECT_EQ(all->find_name("新局", day("2012-05-01"))->id, made);
    EXPECT_EQ(all->units()[1].id, made) << "after the unit it follows";
    EXPECT_EQ(all->find(made)->code, luoshi::to_string(made));
    EXPECT_EQ(load(kUnits), 0U);
    load(with("units:\n", "units:\n  - {id: w, name: 首局}\n"));
    EXPECT_EQ(directory()->units()[2].id, made) << "it follows where the other goes";
    EXPECT_EQ(successor_of(*directory(), unit("y"), day("2012-05-01")), made);
}

TEST_P(ChangesTest, stand_in_the_history_of_their_units_with_their_basis) {
    enter(rename("x", "2012-03-01", "丁局"));
    enter(in_group(ChangeKind::leave, "x", "g", "2012-04-01"));
    enter(ends("y", "2012-05-01", {unit("x")}));
    const auto changes = list().all;
    std::vector<std::string> told;
    for (const auto* code : {"x", "y", "z"}) {
        for (const auto& line : history_of(*directory(), unit(code), changes)) {
            told.push_back(to_string(line.on) + " " + std::string{to_string(line.what)} + " " +
                           line.before + ">" + line.name + " " + std::to_string(line.units.size()) +
                           " " + line.basis);
        }
    }
    EXPECT_THAT(told,
                ElementsAre("2012-03-01 renamed 省甲局>省丁局 0 编办〔2012〕3号",
                            "2012-04-01 left > 1 编办〔2012〕3号",
                            "2012-05-01 took-over > 1 编办〔2012〕3号",
                            "2012-05-01 ended > 1 编办〔2012〕3号", "2010-01-01 founded > 0 "));
}

TEST_P(ChangesTest, groups_and_aliases_change_by_day_and_back) {
    const auto joined = enter(in_group(ChangeKind::join, "z", "g", "2012-02-01"));
    const auto left = enter(in_group(ChangeKind::leave, "x", "g", "2012-02-01"));
    EXPECT_THAT(directory()->expand(unit("g"), day("2012-01-31")),
                ElementsAre(unit("x"), unit("y")));
    EXPECT_THAT(directory()->expand(unit("h"), day("2012-02-01")),
                ElementsAre(unit("y"), unit("z")));
    const auto added = enter(called(ChangeKind::alias, "y", "二局"));
    const auto removed = enter(called(ChangeKind::unalias, "x", "甲办"));
    EXPECT_EQ(directory()->find_name("二局", day("2012-01-01"))->id, unit("y"));
    EXPECT_EQ(directory()->find_name("二局", day("2011-12-31")), nullptr);
    EXPECT_EQ(directory()->find_name("甲办", day("2012-01-01")), nullptr);
    EXPECT_EQ(directory()->find_name("甲办", day("2011-12-31"))->id, unit("x"));
    EXPECT_EQ(load(kUnits), 0U);
    for (const auto id : {joined.id, left.id, added.id, removed.id}) {
        undo(id);
    }
    EXPECT_THAT(directory()->expand(unit("g"), day("2012-02-01")),
                ElementsAre(unit("x"), unit("y")));
    EXPECT_EQ(directory()->find_name("二局", day("2012-01-01")), nullptr);
    EXPECT_EQ(directory()->find_name("甲办", day("2012-01-01"))->id, unit("x"));
}

TEST_P(ChangesTest, what_people_call_a_unit_stays_through_changes_and_their_taking_back) {
    const auto renamed = enter(rename("x", "2012-03-01", "丁局"));
    write([&](store::Transaction& transaction) {
        add_alias(transaction, *read_directory(transaction), unit("x"), "大家叫的名");
    });
    enter(called(ChangeKind::alias, "x", "又一名"));
    undo(renamed.id);
    const auto later = with(", aliases: [甲办]", "");
    load(later);
    EXPECT_EQ(directory()->find_name("大家叫的名", day("2026-11-25"))->id, unit("x"));
    EXPECT_EQ(directory()->find_name("又一名", day("2012-01-01"))->id, unit("x"));
    EXPECT_EQ(directory()->find_name("甲办", day("2012-01-01")), nullptr) << "the pack dropped it";
    EXPECT_EQ(load(later), 0U);
}

TEST_P(ChangesTest, what_later_entries_rest_on_is_not_taken_back_before_them) {
    const auto made = enter(found("2030-05-01", "远局"));
    const auto ended = enter(ends("x", "2030-06-01", {made.said.unit}));
    EXPECT_EQ(undo_refused(made.id), "org.change-needed");
    undo(ended.id);
    undo(made.id);
    EXPECT_EQ(directory()->find_name("远局", day("2030-06-01")), nullptr);
    const auto freed = enter(rename("x", "2012-03-01", "丁局"));
    enter(rename("y", "2012-03-01", "甲局"));
    EXPECT_EQ(undo_refused(freed.id), "org.change-needed") << "two would bear one name";
    EXPECT_EQ(load(kUnits), 0U);
}

TEST_P(ChangesTest, what_cannot_be_is_refused_with_its_reason) {
    const auto none = UnitId{1};
    EXPECT_EQ(refused(rename("x", "2012-01-01", "乙局")), "org.name-taken");
    EXPECT_EQ(refused(rename("z", "2009-01-01", "丁局")), "org.before-unit");
    EXPECT_EQ(refused(make(ChangeKind::end, none, "2012-01-01")), "org.no-unit");
    EXPECT_EQ(refused(ends("x", "2012-01-01", {none})), "org.no-unit");
    EXPECT_EQ(refused(ends("x", "2012-01-01", {unit("x")})), "org.succession-circle");
    EXPECT_EQ(refused(ends("x", "2012-01-01", {unit("g")})), "org.not-a-unit");
    EXPECT_EQ(refused(ends("x", "2009-12-31", {unit("z")})), "org.before-unit");
    EXPECT_EQ(refused(ends("z", "2010-01-01", {})), "org.before-unit");
    EXPECT_EQ(refused(in_group(ChangeKind::join, "h", "g", "2012-01-01")), "org.group-in-itself");
    EXPECT_EQ(refused(in_group(ChangeKind::join, "g", "g", "2012-01-01")), "org.group-in-itself");
    EXPECT_EQ(refused(in_group(ChangeKind::join, "x", "g", "2012-01-01")), "org.member-already");
    EXPECT_EQ(refused(in_group(ChangeKind::leave, "z", "g", "2012-01-01")), "org.not-member");
    EXPECT_EQ(refused(in_group(ChangeKind::join, "x", "y", "2012-01-01")), "org.not-a-group");
    EXPECT_EQ(refused(called(ChangeKind::unalias, "x", "无此名")), "org.no-alias");
    EXPECT_EQ(refused(called(ChangeKind::alias, "y", "甲办")), "org.name-taken");
    auto same = rename("x", "2012-01-01", "甲局");
    EXPECT_EQ(refused(same), "org.nothing-changes");
    same.basis = "  ";
    EXPECT_EQ(refused(same), "org.bad-change");
    auto nowhere = found("2012-01-01", "某局");
    nowhere.category = "zzz";
    EXPECT_EQ(refused(nowhere), "org.bad-change");
    enter(ends("x", "2012-06-01", {unit("y")}));
    EXPECT_EQ(refused(ends("x", "2012-07-01", {})), "org.unit-ended");
    EXPECT_EQ(refused(ends("x", "2012-05-01", {})), "org.ends-already");
    EXPECT_EQ(refused(ends("y", "2012-07-01", {unit("x")})), "org.unit-ended");
    EXPECT_EQ(refused(ends("y", "2012-05-01", {unit("x")})), "org.succession-circle");
    EXPECT_EQ(refused(rename("y", "2012-06-01", "甲局")), "") << "the name is free from that day";
    EXPECT_EQ(images(), 5U) << "unit, succession, two bases, entry; nothing of the refused";
}

} // namespace
} // namespace luoshi::org

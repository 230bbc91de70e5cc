// SPDX-License-Identifier: Apache-2.0
#include "followup/draft.hpp"

#include "base/text.hpp"
#include "followup/testing/test_installation.hpp"
#include "notice/json.hpp"

#include <gmock/gmock.h>

#include <map>
#include <set>

namespace luoshi::followup {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::SizeIs;

class DraftTest : public testing::Test {
protected:
    TestInstallation installation_;
    std::shared_ptr<const org::Directory> directory_ = installation_.directory();
    std::string text_ = small_notice();
    notice::Reading reading_ = notice::read_file(text_, "small.txt", {}).reading;

    Draft draft(const std::vector<Edit>& edits = {}) {
        return make_draft({reading_, text_, *directory_, installation_.today(), nullptr}, edits);
    }
    const Question* question(const Draft& draft, const std::string& id) {
        for (const auto& one : draft.questions) {
            if (one.id == id) {
                return &one;
            }
        }
        return nullptr;
    }
    org::UnitId unit(const char* name) {
        return directory_->find_name(name, installation_.today())->id;
    }
};

TEST_F(DraftTest, maps_known_units_and_asks_about_unknown_ones_open_lists_and_vague_times) {
    const auto fresh = draft();
    ASSERT_THAT(fresh.items, SizeIs(3));
    EXPECT_EQ(fresh.items[0].parties.at(0).mapped_to, unit("省财政厅"));
    EXPECT_EQ(fresh.items[0].deadlines.at(0).value, "2020-06-30");
    EXPECT_FALSE(fresh.items[2].parties.at(0).mapped_to);
    EXPECT_EQ(fresh.units.front().text, "省数字资源管理局"); // unmapped first
    ASSERT_NE(question(fresh, "unit:省数字资源管理局"), nullptr);
    EXPECT_THAT(question(fresh, "open")->items, ElementsAre("2"));
    EXPECT_THAT(question(fresh, "vague")->items, ElementsAre("2"));
    for (std::size_t i = 1; i < fresh.questions.size(); ++i) { // least sure first
        EXPECT_LE(fresh.questions[i - 1].confidence, fresh.questions[i].confidence);
    }
}

TEST_F(DraftTest, any_field_can_be_corrected_and_says_so) {
    const auto edited =
        draft({SetHeader{"number", {"某府办〔2020〕8号"}}, SetTitle{"1", "名录"},
               SetParty{"1", 0, "省教育厅", notice::Role::responsible},
               AddParty{"1", "省科技厅", notice::Role::joint},
               SetDeadline{"1", 0, notice::DeadlineKind::date, "2020-07-31"},
               AddDeadline{"3", notice::DeadlineKind::recurring, "FREQ=MONTHLY;BYMONTHDAY=28"},
               RemoveParty{"2", 1}});
    EXPECT_EQ(edited.header_value("number"), "某府办〔2020〕8号");
    const auto& first = edited.items[0];
    EXPECT_EQ(first.title, "名录");
    EXPECT_EQ(first.title_source, TitleSource::person);
    EXPECT_EQ(first.parties.at(0).mapped_to, unit("省教育厅"));
    EXPECT_TRUE(first.parties.at(0).read.edited);
    EXPECT_EQ(first.parties.at(1).role, notice::Role::joint);
    EXPECT_EQ(first.deadlines.at(0).value, "2020-07-31");
    EXPECT_EQ(edited.items[2].deadlines.at(0).value, "FREQ=MONTHLY;BYMONTHDAY=28");
    EXPECT_THAT(edited.items[1].parties, SizeIs(1));

    const auto twice = draft({AddDeadline{"3", notice::DeadlineKind::date, "2020-05-01"},
                              SetDeadline{"3", 0, notice::DeadlineKind::date, "2020-06-01"},
                              SetDeadline{"1", 0, notice::DeadlineKind::date, "2020-07-31"}});
    EXPECT_EQ(twice.items[2].deadlines.at(0).text, "2020-06-01");
    EXPECT_EQ(twice.items[0].deadlines.at(0).text, "2020年6月30日前"); // the document's words stay
}

// "1. 修订园区名录，2020年6月30日前完成。…": where the words stand in the text, in UTF-16 units.
std::size_t units_before(const std::string& text, const std::string& words) {
    return Utf16Offsets{text}.of(static_cast<std::uint32_t>(text.find(words)));
}

TEST_F(DraftTest, an_item_is_cut_where_a_person_says_and_each_part_keeps_its_words) {
    const auto cut = draft({SplitItem{"1", units_before(text_, "2020年6月30日前")}});
    ASSERT_THAT(cut.items, SizeIs(4));
    const auto& first = cut.items[0];
    const auto& second = cut.items[1];
    EXPECT_EQ(second.key, "1b");
    EXPECT_EQ(second.number, "1-2");
    EXPECT_EQ(first.text, "修订园区名录，");
    EXPECT_TRUE(second.text.starts_with("2020年6月30日前完成"));
    EXPECT_THAT(first.deadlines, SizeIs(0));
    EXPECT_THAT(second.deadlines, SizeIs(1));
    EXPECT_EQ(first.parties.at(0).unit, "省财政厅"); // the bracket speaks of both
    EXPECT_EQ(second.parties.at(0).unit, "省财政厅");
    EXPECT_EQ(cut.items[2].key, "2");

    const auto refused = error_of([&] { draft({SplitItem{"1", 3}}); });
    EXPECT_EQ(refused.reason(), "followup.bad-edit");
}

TEST_F(DraftTest, neighbours_become_one_item_with_what_both_had_once) {
    const auto merged = draft({MergeItems{{"1", "2"}}});
    ASSERT_THAT(merged.items, SizeIs(2));
    const auto& item = merged.items[0];
    EXPECT_EQ(item.number, "1");
    EXPECT_THAT(item.text, testing::HasSubstr("修订园区名录"));
    EXPECT_THAT(item.text, testing::HasSubstr("改善服务"));
    EXPECT_THAT(item.parties, SizeIs(2)); // 省财政厅 led both
    EXPECT_THAT(item.deadlines, SizeIs(1));
    EXPECT_THAT(question(merged, "open")->items, ElementsAre("1"));

    EXPECT_EQ(error_of([&] { draft({MergeItems{{"1", "3"}}}); }).reason(), "followup.bad-edit");
    const auto again =
        draft({SplitItem{"1", units_before(text_, "2020年6月30日前")}, MergeItems{{"1", "1b"}}});
    ASSERT_THAT(again.items, SizeIs(3));
    EXPECT_EQ(again.items[0].text, draft().items[0].text);
}

TEST_F(DraftTest, an_item_is_added_from_the_text_taken_out_and_put_back) {
    const auto begin = units_before(text_, "改善服务");
    const auto added = draft({AddItem{"2", "2-1", "一", "改善服务", std::pair{begin, begin + 4}},
                              AddParty{"n1", "省财政厅", notice::Role::lead}});
    ASSERT_THAT(added.items, SizeIs(4));
    EXPECT_EQ(added.items[2].key, "n1");
    EXPECT_EQ(added.items[2].text, "改善服务");
    EXPECT_EQ(added.items[2].parties.at(0).mapped_to, unit("省财政厅"));

    const auto gone = draft({RemoveItem{"2"}});
    ASSERT_THAT(gone.items, SizeIs(2));
    ASSERT_THAT(gone.removed, SizeIs(1));
    EXPECT_EQ(question(gone, "open"), nullptr); // nothing is asked about it
    const auto back = draft({RemoveItem{"2"}, RestoreItem{"2"}});
    EXPECT_EQ(back.items.at(1).key, "2");
    EXPECT_THAT(back.removed, SizeIs(0));
    EXPECT_EQ(error_of([&] { draft({RestoreItem{"2"}}); }).reason(), "followup.bad-edit");
    EXPECT_EQ(error_of([&] {
                  draft({AddItem{"", "9", "九", "x", std::nullopt}});
              }).reason(),
              "followup.bad-edit");

    const auto moved = draft({MoveItem{"3", "30", ""}});
    EXPECT_EQ(moved.items.at(2).number, "30");
    EXPECT_EQ(moved.items.at(2).section_path, "");
}

TEST(edit_history, a_step_taken_back_is_as_if_never_made_until_it_is_brought_back) {
    const EditStep first{{SetTitle{"1", "a"}, SetTitle{"2", "b"}}};
    const EditStep second{{SetTitle{"3", "c"}}};
    const EditStep undo{{Undo{}}};
    const EditStep redo{{Redo{}}};
    const auto sizes = [](const EditHistory& history) {
        return std::tuple{history.edits.size(), history.can_undo, history.can_redo};
    };
    EXPECT_EQ(sizes(history_of({first, second})), std::tuple(3U, 2U, 0U));
    EXPECT_EQ(sizes(history_of({first, second, undo})), std::tuple(2U, 1U, 1U));
    EXPECT_EQ(sizes(history_of({first, second, undo, undo})), std::tuple(0U, 0U, 2U));
    EXPECT_EQ(sizes(history_of({first, second, undo, redo})), std::tuple(3U, 2U, 0U));
    EXPECT_EQ(sizes(history_of({first, undo, second})), std::tuple(1U, 1U, 0U)); // no way back
}

TEST_F(DraftTest, steps_are_kept_and_taken_back_together) {
    auto& imports = installation_.imports;
    const auto id = imports.receive(installation_.actor, "small.txt", text_).id;
    auto detail = imports.edit(installation_.actor, id, 1, {SetTitle{"1", "x"}, RemoveItem{"3"}});
    EXPECT_THAT(detail.draft.items, SizeIs(2));
    EXPECT_EQ(detail.can_undo, 1U);
    detail = imports.edit(installation_.actor, id, detail.import.version, {Undo{}});
    EXPECT_THAT(detail.draft.items, SizeIs(3));
    EXPECT_NE(detail.draft.items[0].title, "x");
    EXPECT_EQ(detail.can_redo, 1U);
    const auto refuse = [&](std::vector<Edit> edits) {
        return error_of(
                   [&] { imports.edit(installation_.actor, id, detail.import.version, edits); })
            .reason();
    };
    EXPECT_EQ(refuse({Undo{}}), "followup.bad-edit"); // nothing left
    EXPECT_EQ(refuse({Redo{}, SetTitle{"1", "y"}}), "followup.bad-edit");
    detail = imports.edit(installation_.actor, id, detail.import.version, {Redo{}});
    EXPECT_EQ(detail.draft.items[0].title, "x");
}

TEST_F(DraftTest, an_edit_that_does_not_fit_is_refused_and_says_where) {
    const auto refused = [&](Edit edit) { return error_of([&] { draft({std::move(edit)}); }); };
    EXPECT_EQ(refused(SetTitle{"99", "x"}).reason(), "followup.bad-edit");
    EXPECT_THAT(refused(SetTitle{"99", "x"}).what(), testing::HasSubstr("'99'"));
    EXPECT_EQ(refused(RemoveParty{"1", 5}).reason(), "followup.bad-edit");
    EXPECT_EQ(refused(SetDeadline{"1", 0, notice::DeadlineKind::date, "soon"}).reason(),
              "followup.bad-edit");
    EXPECT_EQ(refused(SetHeader{"colour", {"red"}}).reason(), "followup.bad-edit");
    EXPECT_EQ(refused(SetHeader{"date", {"yesterday"}}).reason(), "followup.bad-edit");
}

TEST_F(DraftTest, a_string_is_mapped_to_a_unit_a_new_unit_or_left_open) {
    const auto mapped = draft({MapUnit{"省数字资源管理局", unit("省科技厅"), true}});
    EXPECT_EQ(question(mapped, "unit:省数字资源管理局"), nullptr);
    EXPECT_EQ(mapped.items[2].parties.at(0).mapped_to, unit("省科技厅"));

    const auto made = draft({MakeUnit{"省数字资源管理局", "省数字局", org::UnitKind::unit}});
    EXPECT_EQ(question(made, "unit:省数字资源管理局"), nullptr);

    const auto open = draft({Answer{"unit:省数字资源管理局", Choice::pending}});
    EXPECT_EQ(question(open, "unit:省数字资源管理局")->answer, "pending");
    EXPECT_TRUE(open.items[2].parties.at(0).pending);

    const auto taken_back = draft({Answer{"unit:省数字资源管理局", Choice::pending},
                                   Answer{"unit:省数字资源管理局", std::nullopt}});
    EXPECT_FALSE(question(taken_back, "unit:省数字资源管理局")->answer);
}

TEST_F(DraftTest, edits_survive_being_written_and_read) {
    const std::vector<Edit> edits{
        SetHeader{"cc", {"甲", "乙"}},
        SetTitle{"1", "t"},
        SetParty{"1", 2, "u", notice::Role::guide},
        AddParty{"1", "u", notice::Role::lead},
        RemoveParty{"1", 0},
        SetDeadline{"1", 0, notice::DeadlineKind::long_term, "LONG"},
        AddDeadline{"1", notice::DeadlineKind::date, "2011-11-15"},
        MergeItems{{"1", "2"}},
        SplitItem{"1", 30},
        AddItem{"", "9", "一", "t", std::pair<std::size_t, std::size_t>{3, 9}},
        AddItem{"1", "9", "", "t", std::nullopt},
        RemoveItem{"2"},
        RestoreItem{"2"},
        MoveItem{"2", "3", "一"},
        Undo{},
        Redo{},
        RemoveDeadline{"1", 3},
        MapUnit{"x", org::UnitId{5}, false},
        MapUnit{"x", {}, true},
        MakeUnit{"x", "y", org::UnitKind::group},
        Answer{"open", Choice::accept},
        Answer{"open", std::nullopt}};
    for (const auto& edit : edits) {
        EXPECT_EQ(to_json(edit_from_json(to_json(edit))), to_json(edit));
    }
    for (const char* bad : {"[]", "{}", R"({"op":"jump"})", R"({"op":"title","item":"1"})",
                            R"({"op":"set-party","item":"1","party":-1,"unit":"u","role":"lead"})",
                            R"({"op":"answer","question":"open","choice":"maybe"})",
                            R"({"op":"map-unit","text":"x","unit_id":"abc","remember":true})"}) {
        EXPECT_EQ(error_of([&] { edit_from_json(bad); }).reason(), "followup.bad-edit") << bad;
    }
}

// What the notice says and what plan.yaml says, task by task: unit codes with roles, deadlines.
using Duties = std::map<std::string, std::pair<std::set<std::string>, std::set<std::string>>>;

Duties duties_of(const Draft& draft, const org::Directory& directory) {
    Duties duties;
    const auto add = [&](const DraftItem& item, const std::string& number) {
        auto& [who, when] = duties[number];
        for (const auto& party : item.parties) {
            const auto* unit = directory.find(party.mapped_to);
            who.insert((unit != nullptr ? unit->code : "?" + party.unit) + ":" +
                       std::string{notice::to_string(party.role)});
        }
        for (const auto& deadline : item.deadlines) {
            when.insert(deadline.value);
        }
    };
    for (const auto& item : draft.items) {
        add(item, item.number);
    }
    add(draft.general, "general");
    return duties;
}

Duties duties_of(const PlanSpec& spec) {
    Duties duties;
    const auto add = [&](const TaskSpec& task, const std::string& number) {
        auto& [who, when] = duties[number];
        for (const auto& [code, role] : task.assignments) {
            who.insert(code + ":" + std::string{notice::to_string(role)});
        }
        for (const auto& [kind, value] : task.deadlines) {
            when.insert(value);
        }
    };
    for (const auto& task : spec.tasks) {
        add(task, task.number);
    }
    add(*spec.general, "general");
    return duties;
}

class NoticeAndPlan : public testing::TestWithParam<const char*> {};

TEST_P(NoticeAndPlan, agree_on_every_task_unit_role_and_deadline) {
    TestInstallation installation;
    const auto directory = installation.directory();
    notice::Lexicon names;
    for (const auto& name : directory->known_names(installation.today())) {
        names.add(name.text, name.kind == org::UnitKind::group ? notice::UnitKind::group
                                                               : notice::UnitKind::unit);
    }
    const auto read =
        notice::read_file(std::string{GetParam()} == "seed" ? seed() : sample(), GetParam(), names);
    const auto spec = read_plan(installation.pack());
    ASSERT_TRUE(spec.value);
    const auto from_notice = duties_of(
        make_draft({read.reading, read.document.text, *directory, installation.today(), nullptr},
                   {}),
        *directory);
    const auto from_pack = duties_of(*spec.value);
    EXPECT_EQ(from_notice.size(), 51U);
    for (const auto& [number, expected] : from_pack) {
        EXPECT_EQ(from_notice.at(number), expected) << "task " << number;
    }
}

INSTANTIATE_TEST_SUITE_P(texts, NoticeAndPlan, testing::Values("seed", "sample"),
                         [](const auto& text) { return text.param; });

TEST(seed_draft, shows_where_text_and_clause_name_different_units_and_which_groups_have_no_list) {
    TestInstallation installation;
    const auto import = installation.imports.receive(installation.actor, "notice-193.txt", seed());
    auto detail = installation.imports.detail(import.id);
    const auto differs = [&]() -> const Question& {
        for (const auto& question : detail.draft.questions) {
            if (question.kind == QuestionKind::text_differs) {
                return question;
            }
        }
        throw std::runtime_error{"no such question"};
    };
    EXPECT_THAT(differs().items, ElementsAre("8"));
    EXPECT_EQ(differs().text, "珠三角各市");
    EXPECT_THAT(differs().text_units, SizeIs(9));
    EXPECT_THAT(differs().clause_units, SizeIs(7));

    std::set<std::string> without_list;
    for (const auto& question : detail.draft.questions) {
        if (question.kind == QuestionKind::no_list) {
            without_list.insert(question.text);
        }
        EXPECT_NE(question.kind, QuestionKind::unknown_unit) << question.text;
    }
    EXPECT_THAT(without_list,
                testing::IsSupersetOf({"有关地方政府", "行业协会", "各有关部门", "各级政府",
                                       "省“双转移”工作领导小组成员单位"}));

    detail = installation.imports.edit(installation.actor, import.id, 1,
                                       {Answer{differs().id, Choice::text}});
    EXPECT_EQ(detail.draft.item("8")->parties.at(0).unit, "珠三角各市");
    EXPECT_THAT(detail.draft.item("8")->parties, SizeIs(1));
    detail = installation.imports.edit(installation.actor, import.id, 2,
                                       {Answer{differs().id, Choice::clause}});
    EXPECT_THAT(detail.draft.item("8")->parties, SizeIs(2));
}

} // namespace
} // namespace luoshi::followup

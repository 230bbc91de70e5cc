// SPDX-License-Identifier: Apache-2.0
#include "compendium/compendium_files.hpp"

#include "duty/testing/test_duties.hpp"
#include "office/read_document.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace luoshi::compendium {
namespace {

using followup::reason_of;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Reviews of cities (item 1), owed on 20 December 2011.
class CompendiumTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    CompendiumTest() {
        auto definition = t.duties.detail(org::Scope::all(), t.duty("review")).definition;
        definition.on = "2011-12-20";
        const auto id = t.duty("review");
        t.duties.change(office_.actor, id, t.duties.detail(org::Scope::all(), id).version,
                        definition, {});
        t.issue("review");
    }

    // The office enters it, as it came on paper, and accepts it.
    duty::DueId hand_in(const std::string& unit, const std::vector<std::string>& themes,
                        bool accepted = true) {
        const auto due = t.due("review", unit);
        json links = json::array(), measures = json::array();
        for (std::size_t n = 0; n < themes.size(); ++n) {
            const auto number = std::to_string(n + 1);
            links.push_back({{"编号", number},
                             {"主题", themes[n]},
                             {"具体表现", unit + "的表现" + number},
                             {"主要原因", "原因" + number}});
            measures.push_back({{"措施编号", number},
                                {"对应环节", number},
                                {"措施内容", "措施" + number},
                                {"责任单位", "市经信局"},
                                {"完成时限", "2012-06-30"}});
        }
        const auto values = json{{"values",
                                  {{"利弊分析", "利大于弊。\n第二段。"},
                                   {"成败分析", "成"},
                                   {"得失分析", "得"},
                                   {"薄弱环节", links},
                                   {"改进措施", measures}}}}
                                .dump();
        t.submissions.save(office_, due, 0, values);
        t.submissions.enter(office_, due, 1, {*Date::parse("2011-11-10"), "纸质", {}});
        if (accepted) {
            t.submissions.accept(office_, due);
        }
        return due;
    }
    Gathered gather() { return books.gather(office_.principal, t.duty("review"), std::nullopt); }

    duty::testing::TestDuties t{GetParam()};
    duty::Who office_ = t.office();
    Compendiums books{{t.installation.database(), t.installation.directories, t.library,
                       t.installation.store().clock()},
                      t.duties,
                      t.dues};
};

std::string text_of(const std::string& docx) {
    return office::read_document(docx, "汇编.docx").text;
}

TEST_P(CompendiumTest, merges_accepted_reports_in_the_order_of_the_directory) {
    hand_in("gd.c441400", {"土地"});
    hand_in("gd.c440200", {"土地"});
    hand_in("gd.c440100", {"土地"}, false);
    const auto gathered = gather();
    ASSERT_THAT(gathered.parts, SizeIs(2));
    EXPECT_THAT(gathered.wanting, SizeIs(19)); // of 21
    const auto text = text_of(to_docx(gathered, "本办 2011年11月10日"));
    const auto shaoguan = text.find("韶关市", text.find("尚未收录的单位"));
    const auto meizhou = text.find("梅州市", text.find("尚未收录的单位"));
    ASSERT_NE(shaoguan, std::string::npos);
    ASSERT_NE(meizhou, std::string::npos);
    EXPECT_EQ(shaoguan < meizhou, gathered.directory->find_code("gd.c440200")->ordinal <
                                      gathered.directory->find_code("gd.c441400")->ordinal);
    EXPECT_THAT(text, HasSubstr("第二段。"));
    EXPECT_THAT(text, HasSubstr("应报21个单位，已收录2个。"));
}

TEST_P(CompendiumTest, gathers_rows_by_the_theme_picked_until_the_office_corrects_it) {
    const auto due = hand_in("gd.c440200", {"土地", "环保"});
    hand_in("gd.c441400", {"土地"});
    const auto names = [&] {
        std::vector<std::pair<std::string, std::size_t>> all;
        for (const auto& theme : gather().themes) {
            all.emplace_back(theme.name, theme.rows.size());
        }
        return all;
    };
    using Named = std::pair<std::string, std::size_t>;
    EXPECT_THAT(names(), ElementsAre(Named{"土地", 2}, Named{"环保", 1}));
    books.set_theme(office_, due, "1", "招商引资");
    EXPECT_THAT(names(), ElementsAre(Named{"招商引资", 1}, Named{"土地", 1}, Named{"环保", 1}));
    const auto corrected = gather().themes.front().rows.front();
    EXPECT_EQ(corrected.picked, "土地");
    EXPECT_EQ(corrected.corrected_by, "王强");
    EXPECT_THAT(text_of(to_docx(gather(), "")), HasSubstr("原归入“土地”，本办改归本类"));
    // What the unit wrote stays as it was accepted.
    EXPECT_THAT(t.submissions.body(office_.principal, due, 0), HasSubstr("土地"));
    books.set_theme(office_, due, "1", "环保");
    EXPECT_THAT(names(), ElementsAre(Named{"土地", 1}, Named{"环保", 2}));
    books.set_theme(office_, due, "1", "");
    EXPECT_THAT(names(), ElementsAre(Named{"土地", 2}, Named{"环保", 1}));
    EXPECT_EQ(gather().themes.front().rows.front().corrected_by, "");
}

TEST_P(CompendiumTest, refuses_a_theme_that_is_none_and_a_row_that_is_not_there) {
    const auto due = hand_in("gd.c440200", {"土地"});
    const auto open = hand_in("gd.c441400", {"土地"}, false);
    EXPECT_EQ(reason_of([&] { books.set_theme(office_, due, "1", "天气"); }),
              "compendium.no-theme");
    EXPECT_EQ(reason_of([&] { books.set_theme(office_, due, "7", "环保"); }), "compendium.no-row");
    EXPECT_EQ(reason_of([&] { books.set_theme(office_, open, "1", "环保"); }),
              "compendium.not-accepted");
}

TEST_P(CompendiumTest, keeps_where_a_report_was_received_and_passed_on) {
    const auto due = hand_in("gd.c440200", {"土地"});
    EXPECT_THAT(gather().addressees, ElementsAre(t.unit("gd.party"), t.unit("gd.gov")));
    const auto on = [](const char* day) { return *Date::parse(day); };
    t.travel("2011-11-20");
    books.record_receipt(office_, due, {t.unit("gd.gov"), on("2011-11-15"), {}, "值班室收", ""});
    EXPECT_EQ(gather().receipts.at(due).front().passed_on, std::nullopt);
    books.record_receipt(office_, due,
                         {t.unit("gd.gov"), on("2011-11-15"), on("2011-11-16"), "", ""});
    ASSERT_THAT(gather().receipts.at(due), SizeIs(1));
    EXPECT_EQ(gather().receipts.at(due).front().passed_on, on("2011-11-16"));
    for (const auto& [unit, received, passed, reason] :
         {std::tuple{"gd.rst", "2011-11-15", "2011-11-16", "compendium.no-addressee"},
          std::tuple{"gd.gov", "2011-11-09", "2011-11-16", "compendium.bad-date"},
          std::tuple{"gd.gov", "2011-11-21", "2011-11-21", "compendium.bad-date"},
          std::tuple{"gd.gov", "2011-11-15", "2011-11-14", "compendium.bad-date"}}) {
        const Receipt said{t.unit(unit), on(received), on(passed), "", ""};
        EXPECT_EQ(reason_of([&] { books.record_receipt(office_, due, said); }), reason) << received;
    }
    const auto open = t.due("review", "gd.c441400");
    const Receipt early{t.unit("gd.gov"), on("2011-11-15"), {}, "", ""};
    EXPECT_EQ(reason_of([&] { books.record_receipt(office_, open, early); }),
              "compendium.not-handed-in");
}

TEST_P(CompendiumTest, writes_the_progress_and_the_rows_of_all_units_into_sheets) {
    hand_in("gd.c440200", {"土地", "环保"});
    hand_in("gd.c441400", {"土地"}, false);
    const auto book =
        office::read_document(to_xlsx(gather(), *Date::parse("2011-11-10")), "a.xlsx");
    std::vector<std::size_t> rows;
    for (const auto& block : book.blocks) {
        if (block.table) {
            rows.push_back(block.table->rows);
        }
    }
    EXPECT_THAT(book.text, HasSubstr("应报 21 个单位，已审核通过 1 个。数据截至 2011年11月10日。"));
    EXPECT_THAT(book.text, HasSubstr("gd.c440200的表现2"));
    EXPECT_THAT(book.text, ::testing::Not(HasSubstr("gd.c441400的表现1")));
    EXPECT_THAT(book.text, HasSubstr("已报送"));
}

INSTANTIATE_TEST_SUITE_P(engines, CompendiumTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::compendium

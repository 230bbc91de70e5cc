// SPDX-License-Identifier: Apache-2.0
// The pieces of the grammar, each as a table of words and what they mean.
#include "notice/citations.hpp"
#include "notice/clause.hpp"
#include "notice/deadlines.hpp"
#include "notice/json.hpp"
#include "notice/lines.hpp"
#include "notice/reports.hpp"
#include "notice/targets.hpp"
#include "notice/units.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace luoshi::notice {
namespace {

using Cases = std::vector<std::pair<std::string, std::string>>;

std::string parties_of(const std::string& text, const Convention& convention = {},
                       const Lexicon& lexicon = {}) {
    const Glyphs glyphs(text);
    std::string out;
    for (const auto& party : parse_clause(glyphs, glyphs.whole(), lexicon, convention).parties) {
        out += (out.empty() ? "" : " ") + std::string{to_string(party.role)} + ":" +
               (party.unit_full.empty() ? party.unit : party.unit_full) + (party.group ? "*" : "") +
               (party.open ? "+" : "");
    }
    return out;
}

TEST(a_clause, gives_each_unit_the_role_its_words_say) {
    const Cases cases{
        {"省金融办牵头负责", "lead:省金融办"},
        {"省编办、省发展改革委负责", "responsible:省编办 responsible:省发展改革委"},
        {"省统计局牵头，会同省财政厅、省农业厅等部门负责",
         "lead:省统计局 joint:省财政厅+ joint:省农业厅+"},
        {"省财政厅会同省民政厅负责", "lead:省财政厅 joint:省民政厅"},
        {"省教育厅牵头会同省编办负责", "lead:省教育厅 joint:省编办"},
        {"省科技厅、省商务厅按职责分工负责", "separate:省科技厅 separate:省商务厅"},
        {"省科技厅、省商务厅等分别负责", "separate:省科技厅+ separate:省商务厅+"},
        {"各市负责，省水利厅给予积极指导和支持", "responsible:各市* guide:省水利厅"},
        {"市发改局牵头、市财政局配合", "lead:市发改局 joint:市财政局"},
        {"市经委牵头，有关区县、开发区参加", "lead:市经委 participate:有关区县、开发区*"},
        {"由市农林局负责，市委农工委指导", "responsible:市农林局 guide:市委农工委"},
        {"牵头单位：市教育局；配合单位：市财政局、市人社局",
         "lead:市教育局 joint:市财政局 joint:市人社局"},
        {"牵头单位:区商务局责任单位:各街道,区市场局",
         "lead:区商务局 responsible:各街道* responsible:区市场局"},
        {"主办单位：市旅游局；协办单位：市文广局。", "lead:市旅游局 joint:市文广局"},
        {"市住建委牵头；市水利局、市城投公司",
         "lead:市住建委 responsible:市水利局 responsible:市城投公司"},
        {"省住房和城\n\n乡建设厅牵头负责", "lead:省住房和城乡建设厅"},
        {"**省公安厅牵头负责**", "lead:省公安厅"},
        {"市场监管总局、财政部等与各省、自治区、直辖市人民政府按职责分工负责",
         "separate:市场监管总局+ separate:财政部+ separate:各省、自治区、直辖市人民政府*"},
        {"各有关部门、相关市政府及10个重点园区负责",
         "responsible:各有关部门* responsible:相关市政府* responsible:10个重点园区*"}};
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(parties_of(text), expected) << text;
    }
}

TEST(a_clause, keeps_times_apart_from_units) {
    const Glyphs glyphs("财政部牵头，审计署配合，6月底前出台办法，年内持续推进");
    const auto clause = parse_clause(glyphs, glyphs.whole(), {}, {});
    EXPECT_EQ(clause.parties.size(), 2U);
    ASSERT_EQ(clause.times.size(), 2U);
    EXPECT_EQ(glyphs.printed(clause.times[0]), "6月底前出台办法");
}

TEST(a_clause, reads_leaders_as_persons) {
    const Glyphs glyphs("责任领导：甲某某、乙某\n牵头部门：教务处\n完成时间：2023年底");
    const auto clause = parse_clause(glyphs, glyphs.whole(), {}, {});
    ASSERT_EQ(clause.persons.size(), 2U);
    EXPECT_EQ(clause.persons[1].name, "乙某");
    EXPECT_EQ(clause.persons[1].role, "责任领导");
    ASSERT_EQ(clause.times.size(), 1U);
}

TEST(a_clause, follows_the_convention_that_the_first_unit_leads) {
    EXPECT_EQ(parties_of("责任单位：市发改委、市统计局", {true, Role::participate}),
              "lead:市发改委 participate:市统计局");
    EXPECT_EQ(parties_of("牵头单位：市发改委；责任单位：市统计局", {true, Role::participate}),
              "lead:市发改委 responsible:市统计局");
}

TEST(a_list_of_units, is_cut_between_whole_names_only) {
    const Cases cases{
        {"省人力资源和社会保障厅、省住房和城乡建设厅", "省人力资源和社会保障厅|省住房和城乡建设厅"},
        {"各级政府和各省产业转移工业园", "各级政府|各省产业转移工业园"},
        {"市自然资源和市场监管局", "市自然资源和市场监管局"},
        {"州委编办及州直相关单位", "州委编办|州直相关单位"},
        {"各县（市）、区人民政府、市水利局", "各县（市）、区人民政府|市水利局"},
        {"各区、县级市", "各区、县级市"},
        {"各区、各开发区", "各区|各开发区"},
        {"各街道、区直各部门", "各街道|区直各部门"},
        {"各地、各部门", "各地、各部门"},
        {"学生工作部（处）、校团委", "学生工作部（处）|校团委"},
        {"市税务局（列第一位者为牵头单位，下同）", "市税务局"},
        {"省“双提升”工作领导小组办公室", "省“双提升”工作领导小组办公室"}};
    for (const auto& [text, expected] : cases) {
        const Glyphs glyphs(text);
        std::string got;
        for (const auto& name : split_units(glyphs, glyphs.whole(), {})) {
            got += (got.empty() ? "" : "|") + glyphs.printed(name.range);
        }
        EXPECT_EQ(got, expected) << text;
    }
}

TEST(a_list_of_units, gives_back_the_level_an_enumeration_left_out) {
    const Glyphs glyphs("省科技厅、财政厅，人民银行广州分行");
    const auto names = split_units(glyphs, glyphs.whole(), {});
    ASSERT_EQ(names.size(), 3U);
    EXPECT_EQ(names[1].full, "省财政厅");
    EXPECT_EQ(names[2].full, "");
}

TEST(a_list_of_units, trusts_the_lexicon_more_than_grammar) {
    Lexicon lexicon;
    lexicon.add("三结合和办", UnitKind::unit);
    lexicon.add("珠三角 十市", UnitKind::group);
    const Glyphs glyphs("三结合和办、珠三角十市、省财政厅");
    const auto names = split_units(glyphs, glyphs.whole(), lexicon);
    ASSERT_EQ(names.size(), 3U);
    EXPECT_TRUE(names[0].known);
    EXPECT_TRUE(names[1].known && names[1].group);
    EXPECT_FALSE(names[2].known);
    EXPECT_GT(names[0].confidence, names[2].confidence);
}

std::string times_of(const std::string& text, TimeContext context = TimeContext::running) {
    const Glyphs glyphs(text);
    std::string out;
    for (const auto& time : find_deadlines(glyphs, glyphs.whole(), {context, 2012})) {
        out += (out.empty() ? "" : " ") + std::string{to_string(time.kind)} + "=" + time.value;
    }
    return out;
}

TEST(a_deadline, is_counted_from_the_month_of_the_notice) {
    const auto value = [](const std::string& text) {
        const Glyphs glyphs(text);
        const auto found = find_deadlines(glyphs, glyphs.whole(), {TimeContext::running, 2012, 12});
        return found.empty() ? std::string{} : found.front().value;
    };
    EXPECT_EQ(value("本月底前上报"), "2012-12-31");
    EXPECT_EQ(value("下月10日前复工"), "2013-01-10");
    EXPECT_EQ(value("下月底前复工"), "2013-01-31");
    EXPECT_EQ(value("本季度内开工"), "2012-12-31");
    EXPECT_EQ(value("本月工作情况"), "");
}

TEST(a_deadline, is_found_in_running_text) {
    const Cases cases{
        {"于2009年5月10日前报送", "date=2009-05-10"},
        {"2022年10月底前完成", "month_end=2022-10-31"},
        {"9月投用", "month_end=2012-09-30"},
        {"十月底前开街", "month_end=2012-10-31"},
        {"即日起至3月20日完成自查", "date=2012-03-20"},
        {"6月20日、12月10日前分别报送", "date=2012-06-20 date=2012-12-10"},
        {"每季度末月25日前报送", "recurring=FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"},
        {"每年一季度签订", "recurring=FREQ=YEARLY;BYMONTH=3"},
        {"2025年产值突破500亿元", "year_end=2025-12-31"},
        {"本月底前上报", ""},
        {"上半年开工，三季度末考核", "month_end=2012-06-30 month_end=2012-09-30"},
        {"2015 年底前建成", "year_end=2015-12-31"},
        {"年内竣工", "year_end=2012-12-31"},
        {"执行到今年年底", "year_end=2012-12-31"},
        {"延至明年3月底", "month_end=2013-03-31"},
        {"到2015年产能翻番", "year_end=2015-12-31"},
        {"“十二五”期末具备条件", "year_end=2015-12-31"},
        {"2013年6月底前出台，10月底前完成", "month_end=2013-06-30 month_end=2013-10-31"},
        {"每年2月10日前制订方案，12月10日前总结", "recurring=FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10 "
                                                  "recurring=FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"},
        {"每年6月、12月各报一次", "recurring=FREQ=YEARLY;BYMONTH=6,12"},
        {"每月28日前", "recurring=FREQ=MONTHLY;BYMONTHDAY=28"},
        {"每季度末", "recurring=FREQ=MONTHLY;INTERVAL=3"},
        {"每季度首月5日前", "recurring=FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"},
        {"每半年评估", "recurring=FREQ=MONTHLY;INTERVAL=6"},
        {"每周五例会", "recurring=FREQ=WEEKLY;BYDAY=FR"},
        {"次月3日前", "recurring=FREQ=MONTHLY;BYMONTHDAY=3"},
        {"自收到本通知之日起5个工作日内", "relative=P5WD/receipt"},
        {"印发之日起20日内", "relative=P20D/issue"},
        {"验收后10日内", "relative=P10D/验收"},
        {"5年内培养", "relative=P5Y/2012"},
        {"立行立改，长期坚持", "relative=P0D/issue long_term=LONG"}};
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(times_of(text), expected) << text;
    }
}

TEST(a_deadline, is_not_every_time_a_text_names) {
    for (const auto* text :
         {"2011年全省工作会议", "2011年11月1日会议", "《2010年工作要点》", "五年新增就业50万人",
          "3个工作日内办结", "常态化防疫", "全年新增就业", "持续开展活动", "按季节调整",
          "按周期检修", "近5年内发生", "2010年10月出台的办法", "去年12月以来", "“十一五”规划",
          "每千人拥有床位", "第一季"}) {
        EXPECT_EQ(times_of(text), "") << text;
    }
}

TEST(a_deadline, may_be_bare_in_a_field) {
    const Cases cases{{"2023年11月", "month_end=2023-11-30"},
                      {"2011.6", "month_end=2011-06-30"},
                      {"2006.11.30", "date=2006-11-30"},
                      {"2015年", "year_end=2015-12-31"},
                      {"全年", "long_term=LONG"},
                      {"常态化", "long_term=LONG"},
                      {"年内持续推进", "long_term=LONG"},
                      {"2016—2018年底前", "year_end=2018-12-31"},
                      {"2016年6底前", "month_end=2016-06-30"},
                      {"2023年8月31日", "date=2023-08-31"}};
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(times_of(text, TimeContext::field), expected) << text;
    }
}

TEST(a_citation, has_its_title_and_number_but_is_not_the_plan_itself) {
    const Glyphs glyphs("按照《关于甲的意见》(粤府[2011]100 "
                        "号)和《乙条例》，落实《分工方案》《意见》《2012年政府工作报告》，"
                        "依据《关于印发〈丙规定〉的通知》（国令第722号）");
    Citations citations(Glyphs("关于印发《重点工作分工方案》的通知").all());
    std::string got;
    for (const auto& c : citations.find(glyphs, glyphs.whole())) {
        got += c.title + "/" + c.number.value_or("-") + " ";
    }
    EXPECT_EQ(got, "关于甲的意见/粤府〔2011〕100号 乙条例/- 关于印发〈丙规定〉的通知/国令第722号 ");
}

TEST(a_target, has_value_unit_and_comparator) {
    const Cases cases{{"增长6.2%左右", "≈ 6.2 %"},
                      {"不少于100家", ">= 100 家"},
                      {"控制在4%以内", "<= 4 %"},
                      {"超过2.5万亿元", "> 2.5 万亿元"},
                      {"保持两成以上", ">= 20 %"},
                      {"新增8万人以上", ">= 8 万人"},
                      {"培育30家", "= 30 家"},
                      {"增长7.5%—8%", "range 7.5..8 %"},
                      {"面积≥2平方米", ">= 2 平方米"},
                      {"3个月完成", ""},
                      {"2012年底", ""},
                      {"一成不变", ""}};
    for (const auto& [text, expected] : cases) {
        const Glyphs glyphs(text);
        std::string got;
        for (const auto& t : Targets(glyphs, glyphs.whole()).find(glyphs.whole())) {
            got += std::string{to_string(t.comparator)} + " " + t.value +
                   (t.high.empty() ? "" : ".." + t.high) + " " + t.unit;
        }
        EXPECT_EQ(got, expected) << text;
    }
}

TEST(a_receiver, stands_behind_a_word_of_reporting) {
    const Cases cases{{"写出总结上报省委、省政府", "省委 省政府"},
                      {"总结落实情况，报省领导小组办公室", "省领导小组办公室"},
                      {"报省某产业委统一对外发布", "省某产业委"},
                      {"年底前报市人大审议", "市人大"},
                      {"送市发展改革委汇总", "市发展改革委"},
                      {"向省政府报告进展", "省政府"},
                      {"报区政府主要领导", ""},
                      {"申报国家级园区", ""},
                      {"办好报纸和电视栏目", ""},
                      {"及时向社会公布", ""},
                      {"通报各市政府", ""},
                      {"送300名骨干培训", ""}};
    for (const auto& [text, expected] : cases) {
        const Glyphs glyphs(text);
        std::string got;
        for (const auto& party : find_receivers(glyphs, glyphs.whole(), {})) {
            got += (got.empty() ? "" : " ") + party.unit;
        }
        EXPECT_EQ(got, expected) << text;
    }
}

TEST(a_label, begins_a_line) {
    const Cases cases{{"一、标题", "一"},   {"（二）标题", "（二）"},  {"(三) 标题", "（三）"},
                      {"12. 任务", "12"},   {"12、任务", "12"},        {"１．任务", "1"},
                      {"⑷任务", "（4）"},   {"(5)任务", "（5）"},      {"③任务", "3"},
                      {"1.2 任务", "1.2"},  {"第一章 总则", "第一章"}, {"附件2", "附件2"},
                      {"3.5%以上", ""},     {"2011年计划", ""},        {"一是加强", ""},
                      {"2.2020年前", "2"},  {"1. 2020年前", "1"},      {"1.1 2020年", "1.1"},
                      {"9.10月底前", "9"},  {"2.2020.6前", "2"},       {"1.10 任务", "1.10"},
                      {"附件：1.方案", ""}, {"十二条措施", ""},        {"（甲）任务", ""}};
    for (const auto& [text, expected] : cases) {
        const Glyphs glyphs(text);
        const auto label = find_label(glyphs, glyphs.whole());
        auto path = label ? label->path : "";
        for (const auto* wide : {"１"}) {
            path = path == wide ? "1" : path;
        }
        EXPECT_EQ(path, expected) << text;
    }
}

TEST(a_printed_line, is_split_where_the_next_number_follows) {
    const Cases cases{{"3、林带建成。4、补种。5、验收。", "3 4 5"},
                      {"3、整治水面。9、10月集中攻坚。", "3"},
                      {"3、整治水面（一期）。(4)补种。", "3"}};
    for (const auto& [text, expected] : cases) {
        const Glyphs glyphs(text);
        std::string got;
        for (const auto& line : split_lines(glyphs, glyphs.whole())) {
            got += (got.empty() ? "" : " ") + (line.label ? line.label->number : "-");
        }
        EXPECT_EQ(got, expected) << text;
    }
}

TEST(folded_text, drops_spaces_bold_pinyin_and_page_numbers_but_knows_their_bytes) {
    const std::string text = "公(gōng)安 厅**牵\n\n— 12 —\n头**";
    const Glyphs glyphs(text);
    EXPECT_EQ(glyphs.printed(glyphs.whole()), "公安厅牵头");
    const auto span = glyphs.span({3, 5});
    EXPECT_EQ(text.substr(span.begin, 3), "牵");
    EXPECT_EQ(text.substr(span.end - 3, 3), "头");
}

} // namespace
} // namespace luoshi::notice

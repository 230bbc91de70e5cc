// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "notice/json.hpp"
#include "notice/lexicon.hpp"
#include "notice/notice.hpp"
#include "notice/read_file.hpp"
#include "notice/secret.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace luoshi::notice {
namespace {

const std::string kNotice =
    "某市人民政府办公室文件\n"
    "某政办发〔2012〕7号\n\n"
    "关于印发《重点工作分工方案》的通知\n\n"
    "各县（市）、区人民政府，市各委办局：\n\n"
    "现将《重点工作分工方案》印发给你们。\n\n"
    "某市人民政府办公室\n2012年3月5日\n\n"
    "重点工作分工方案\n\n"
    "一、加强园区建设\n\n"
    "1. 各县（市）、区要加快配套，不少于3家企业入园，依据《园区条例》推进，报市政府。"
    "（市经信委牵头，会同市财政局等部门负责，2012年底前完成）\n\n"
    "2. 市属各园区要适时开展检查。（市环保局负责）\n\n"
    "4. 推进绿化。\n\n"
    "各单位每月5日前书面报送市政府办公室。\n";

TEST(a_reading, survives_its_json) {
    Lexicon names;
    names.add("市财政局", UnitKind::unit);
    const auto reading = read(kNotice, names);
    ASSERT_EQ(reading.items.size(), 3U);
    EXPECT_EQ(from_json(to_json(reading)), reading);
}

TEST(a_reading, says_where_each_field_stands) {
    const auto reading = read(kNotice, {});
    const auto at = [&](Span span) {
        return std::string_view{kNotice}.substr(span.begin, span.end - span.begin);
    };
    EXPECT_EQ(at(reading.header.title->origin.span), "关于印发《重点工作分工方案》的通知");
    EXPECT_EQ(at(reading.header.number->origin.span), "某政办发〔2012〕7号");
    EXPECT_EQ(at(reading.header.date->origin.span), "2012年3月5日");
    const auto& item = reading.items.at(0);
    EXPECT_EQ(at(*item.clause_span), "（市经信委牵头，会同市财政局等部门负责，2012年底前完成）");
    for (const auto& party : item.parties) {
        EXPECT_EQ(at(party.origin.span), party.unit);
    }
    EXPECT_EQ(at(item.deadlines.at(0).origin.span), "2012年底前");
    EXPECT_EQ(at(item.citations.at(0).origin.span), "《园区条例》");
    EXPECT_EQ(at(item.targets.at(0).origin.span), "不少于3家");
    EXPECT_TRUE(at(item.span).starts_with("1. ") && at(item.span).ends_with("）"));
    EXPECT_TRUE(at(item.text_span).starts_with("各县") && at(item.text_span).ends_with("市政府。"));
}

TEST(a_reading, gives_confidence_and_a_rule_with_everything) {
    const auto reading = read(kNotice, {});
    const auto check = [](const Origin& origin) {
        EXPECT_GT(origin.confidence, 0.0);
        EXPECT_LE(origin.confidence, 1.0);
        EXPECT_FALSE(origin.rule.empty());
    };
    for (const auto& item : reading.items) {
        for (const auto& party : item.parties) {
            check(party.origin);
        }
        for (const auto& deadline : item.deadlines) {
            check(deadline.origin);
        }
    }
    check(reading.header.title->origin);
    check(reading.sections.at(0).origin);
}

TEST(a_reading, marks_what_a_person_must_settle) {
    const auto reading = read(kNotice, {});
    const auto flags = [&](std::size_t item) {
        std::string out;
        for (const auto& flag : reading.items.at(item).flags) {
            out += flag.kind + ":" + flag.text + " ";
        }
        return out;
    };
    EXPECT_EQ(flags(0),
              "open_list:等部门 text_differs:各县（市）、区 "); // dated, so 加快 is no doubt
    EXPECT_EQ(flags(1), "vague_time:适时 text_differs:市属各园区 ");
    EXPECT_EQ(reading.items[1].flags[1].clause, "市环保局");
    std::string codes;
    for (const auto& warning : reading.warnings) {
        codes += warning.code == "notice.unknown-unit" ? "" : warning.code + " ";
    }
    EXPECT_EQ(codes, "notice.numbering-gap notice.item-without-responsibility ");
}

TEST(a_reading, collects_what_is_asked_of_everybody) {
    const auto general = read(kNotice, {}).general;
    ASSERT_EQ(general.parties.size(), 2U);
    EXPECT_EQ(general.parties[0].unit, "各单位");
    EXPECT_EQ(general.parties[1].unit, "市政府办公室");
    EXPECT_EQ(general.deadlines.at(0).value, "FREQ=MONTHLY;BYMONTHDAY=5");
}

std::string reason_of(std::string_view bytes) {
    try {
        read_file(bytes, "名单.txt", {});
    } catch (const Error& error) {
        return error.reason();
    }
    return "read";
}

TEST(a_reading, counts_items_beyond_a_thousand_but_no_years) {
    std::string text = kNotice.substr(0, kNotice.find("1. "));
    for (int i = 1; i <= 1'010; ++i) {
        text += std::to_string(i) + ".改造小区。\n2020.今年继续推进。\n责任单位：市住建局\n";
    }
    const auto reading = read(text, {});
    ASSERT_EQ(reading.items.size(), 1'010U);
    EXPECT_EQ(reading.items.back().number, "1010");
}

TEST(a_file, without_the_structure_of_a_notice_is_refused_by_name) {
    std::string novel;
    for (int i = 1; i < 400; ++i) {
        novel +=
            "第" + std::to_string(i) +
            "章 夜雨\n他推开门，雨还在下。“你来了。”她说，声音很轻，2011年的那个秋天又回来了。\n"
            "谁也不负责，谁也没有牵头去问，大家只是配合着沉默。\n\n";
    }
    EXPECT_EQ(reason_of(novel), "notice.no-structure");
    EXPECT_EQ(reason_of("Lorem ipsum dolor sit amet.\n1. one\n2. two\n"), "notice.no-structure");
    try {
        read_file(novel, "小说.txt", {});
    } catch (const Error& error) {
        EXPECT_NE(std::string{error.what()}.find("小说.txt"), std::string::npos);
    }
}

TEST(a_file, of_odd_signs_only_is_refused_all_the_same) {
    const std::string line = ") " + std::string(200, 'x') + ":\n"; // a long line that begins with )
    for (const auto& text :
         {std::string{"|||\n|\n"}, line, std::string{"(\n)\n[\n《\n“"}, std::string{"\u200B\u200B"},
          std::string{"1.\n一、\n（一）\n①"}, std::string{"号)\n〔2011〕1号"}}) {
        EXPECT_EQ(reason_of(text), "notice.no-structure") << text;
    }
}

TEST(a_file, with_a_mark_of_secrecy_in_its_header_is_refused) {
    for (const auto* mark :
         {"机密★1年", "秘密▲", "绝密", "密级：秘密", "密级: 机密", "等级 特急·密电",
          "秘密★长期\n000012", "000012\n机密★10年\n特急", "秘 密", "机密  特急", "【绝密】", "密电",
          "特急 机密", "密级：机密级", "保密期限：10年", "保密期限：长期", "密级：非密\n秘密★1年",
          "份号：000012\n机密★3年"}) {
        EXPECT_EQ(reason_of(std::string{mark} + "\n" + kNotice), "notice.secret") << mark;
    }
}

TEST(a_file, that_only_speaks_of_secrets_is_read) {
    for (const auto* line :
         {"保守国家秘密工作领导小组办公室", "内部资料", "市委机要局", "等级 平急·明电",
          "某市国家保密局", "密级：内部", "密级：不涉及国家秘密", "保密期限：", "保密期限：——",
          "内部★1年", "密级：内部\n保密期限：1年", "份号：000012"}) {
        EXPECT_EQ(reason_of(std::string{line} + "\n" + kNotice), "read") << line;
    }
    auto running = kNotice;
    running.replace(running.find("推进绿化"), std::string{"推进绿化"}.size(),
                    "依法保护商业秘密，严守国家秘密。\n秘密\n");
    EXPECT_EQ(reason_of(running), "read");
}

TEST(the_error_of_a_secret_file, holds_nothing_of_it) {
    try {
        read_file("机密★1年\n" + kNotice, "绝密计划.txt", {});
        ADD_FAILURE();
    } catch (const Error& error) {
        const std::string message = error.what();
        EXPECT_EQ(message.find("机密"), std::string::npos);
        EXPECT_EQ(message.find("绝密计划"), std::string::npos);
        EXPECT_TRUE(error.details().empty());
    }
}

TEST(an_answer_of_the_child, carries_errors_with_their_reason) {
    const auto part = [](const std::string& text) {
        return std::to_string(text.size()) + "\n" + text;
    };
    EXPECT_NE(answer_child(part("a.txt") + part("") + part("") + part("") + part(""))
                  .find("office.empty"),
              std::string::npos);
    EXPECT_NE(answer_child(part("a.txt") + part("") + part("") + part("") + part("机密★1年\n"))
                  .find("notice.secret"),
              std::string::npos);
    EXPECT_NE(answer_child("7\nshort").find("notice.bad-request"), std::string::npos);
    EXPECT_TRUE(answer_child(part("a.txt") + part("") + part("") + part("") + part(kNotice))
                    .starts_with("2\nok"));
}

TEST(a_lexicon, knows_names_in_any_width_and_survives_its_text) {
    const auto lexicon = Lexicon::parse("# comment\n省财政厅\ngroup:各县（市）、区人民政府\r\n\n");
    EXPECT_EQ(lexicon.size(), 2U);
    EXPECT_EQ(lexicon.find(U"各县(市)、区人民政府"), UnitKind::group);
    EXPECT_EQ(lexicon.longest_prefix(U"省财政厅负责"), 4U);
    EXPECT_EQ(Lexicon::parse(lexicon.to_text()).find(U"省财政厅"), UnitKind::unit);
}

TEST(json_of_a_reading, that_is_none_is_an_error) {
    for (const auto* text :
         {"", "[]", "{", R"({"doc":{},"items":[{"parties":[{"role":"boss"}]}]})"}) {
        try {
            from_json(text);
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.reason(), "notice.bad-json") << text;
        }
    }
}

TEST(a_reading, of_a_drawn_table_counts_bytes_of_the_original) {
    const std::string text = "某市任务分解表\n各区人民政府：\n"
                             "┌──┬────┬────┐\n"
                             "│序号│工作任务│责任单位│\n"
                             "├──┼────┼────┤\n"
                             "│1 │修建道路│市交通局│\n"
                             "│  │5条     │        │\n"
                             "├──┼────┼────┤\n"
                             "│2 │种树    │市林业局│\n"
                             "└──┴────┴────┘\n";
    const auto reading = read(text, Lexicon{});
    ASSERT_EQ(reading.items.size(), 2U);
    EXPECT_EQ(reading.items[0].title, "修建道路5条");
    for (const auto& item : reading.items) {
        const auto& party = item.parties.at(0);
        const auto span = party.origin.span;
        EXPECT_EQ(text.substr(span.begin, span.end - span.begin), party.unit);
    }
}

} // namespace
} // namespace luoshi::notice

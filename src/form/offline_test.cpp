// SPDX-License-Identifier: Apache-2.0
#include "form/offline.hpp"
#include "form/testing.hpp"
#include "office/read_document.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace luoshi::form {
namespace {

using office::Format;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class an_offline_copy : public ::testing::TestWithParam<Format> {
protected:
    const pack::Pack pack_ =
        testing::pack_of({{"units.yaml", std::string{testing::kUnits}},
                          {"forms/yearly.yaml", std::string{testing::kYearly}}});
    const Forms forms_ = testing::forms_of(pack_);
    const Form& form_ = *forms_.all.front();
    const org::Directory directory_ = testing::small_directory();
    Context context_ = [] {
        Context context;
        context.day = *Date::parse("2011-11-15");
        context.handed = {{"上年投资额", "800"}};
        return context;
    }();
    CopyInfo info_{.filled = "123", .check_code = "7K3F", .unit = "甲园", .period = "2011年"};

    Filling filling(const std::string& json) const {
        return read_filling(json, form_, directory_, context_.day);
    }
    std::string written(const Filling& filling) const {
        const auto bytes = write_copy(form_, filling, check(filling, form_, context_, directory_),
                                      info_, GetParam(), directory_);
        // For opening in other programs.
        if (const auto* const folder = std::getenv("LUOSHI_KEEP_WRITTEN")) {
            const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
            std::string name = test->name();
            std::replace(name.begin(), name.end(), '/', '.');
            std::ofstream{fmt::format("{}/{}", folder, name), std::ios::binary} << bytes;
        }
        return bytes;
    }
    CopyRead read(const std::string& bytes) const {
        return read_copy(office::read_document(bytes, "副本", {}, office::Fidelity::typed), form_,
                         directory_, context_.day);
    }
    static std::vector<std::string> said(const std::vector<CopyProblem>& problems) {
        std::vector<std::string> lines;
        for (const auto& problem : problems) {
            lines.push_back(problem.finding.code + " " + problem.finding.message.zh);
        }
        return lines;
    }
    static constexpr auto kGood =
        R"({"values":{"园区":"t.park1","投资额":"1.5 亿元","环评进度":"在做",
        "说明":"如实\n\n　　第二段","排水":{"lacks":true},"项目":[{"项目名称":"甲","计划投资":"100","完成投资":"50"},
        {"项目名称":"乙","计划投资":"300","完成投资":"-100.5"}]}})";
};

INSTANTIATE_TEST_SUITE_P(both, an_offline_copy, ::testing::Values(Format::xlsx, Format::docx),
                         [](const auto& param) {
                             return std::string{office::to_string(param.param)};
                         });

TEST_P(an_offline_copy, gives_back_what_was_filled_in) {
    const auto filled = filling(kGood);
    const auto copy = read(written(filled));
    EXPECT_THAT(said(copy.problems), IsEmpty());
    EXPECT_EQ(to_json(copy.filling, form_), to_json(filled, form_));
    EXPECT_EQ(copy.info.form, "yearly");
    EXPECT_EQ(copy.info.filled, "123");
    EXPECT_EQ(copy.info.check_code, "7K3F");
    EXPECT_EQ(copy.info.unit, "甲园");
    EXPECT_EQ(copy.info.period, "2011年");
}

TEST_P(an_offline_copy, keeps_every_blank_line_of_a_text) {
    auto filled = filling("{}");
    filled.answers[*form_.index_of("说明")].value =
        expr::Value::text("一" + std::string(80, '\n') + "二\n\n三\t四");
    EXPECT_EQ(read(written(filled)).filling, filled);
}

TEST_P(an_offline_copy, of_nothing_gives_back_nothing) {
    const auto filled = filling("{}");
    const auto copy = read(written(filled));
    EXPECT_THAT(said(copy.problems), IsEmpty());
    EXPECT_EQ(to_json(copy.filling, form_), R"({"values":{}})");
}

TEST_P(an_offline_copy, keeps_what_is_not_understood_and_says_where_it_stands) {
    const auto filled = filling(
        R"({"values":{"园区":"丙园","投资额":"约三百","项目":[{"项目名称":"甲","计划投资":"1.234"}]}})");
    const auto copy = read(written(filled));
    EXPECT_EQ(copy.filling, filled);
    ASSERT_THAT(said(copy.problems),
                ElementsAre(HasSubstr("form.unknown-unit"), HasSubstr("form.value"),
                            HasSubstr("form.places")));
    const auto& where = copy.problems[2].where.zh;
    EXPECT_THAT(where, HasSubstr(GetParam() == Format::xlsx ? "工作表“园区年度情况表”"
                                                            : "第 2 张表第 2 行"));
    EXPECT_THAT(copy.problems[2].finding.message.zh, HasSubstr(where));
    EXPECT_EQ(copy.problems[2].finding.at.front(), (Place{*form_.index_of("项目"), 0, 1}));
}

TEST_P(an_offline_copy, keeps_reasons_and_asks_for_those_that_are_wanted) {
    const std::string values =
        R"({"values":{"项目":[{"项目名称":"甲","计划投资":"100","完成投资":"200"},
        {"项目名称":"乙","计划投资":"100","完成投资":"300"}]})";
    const auto filled = filling(values + R"(,"reasons":{"check:2:row:1":"追加\n\n设备"}})");
    EXPECT_EQ(read(written(filled)).filling, filled);
    const auto text = office::read_document(written(filled), "副本").text;
    EXPECT_THAT(text, HasSubstr("核2-1"));
    EXPECT_THAT(text, HasSubstr("核2-2"));
    EXPECT_THAT(text, HasSubstr("完成投资 300.00 万元 大于计划投资"));
}

TEST_P(an_offline_copy, tells_a_value_typed_over_a_computed_one_but_not_one_out_of_date) {
    const auto filled = filling(kGood);
    const auto written_from = check(filled, form_, context_, directory_);
    auto copy = read(written(filled));
    ASSERT_FALSE(copy.computed.empty());
    copy.filling.answers[*form_.index_of("项目")].rows.pop_back(); // the total printed is of both
    const auto now = check(copy.filling, form_, context_, directory_);
    EXPECT_THAT(said(compare_computed(copy, now, written_from, form_)), IsEmpty());
    copy.computed.front().answer = read_answer("999", form_.fields[7], form_, directory_, {});
    EXPECT_THAT(said(compare_computed(copy, now, written_from, form_)),
                ElementsAre(HasSubstr("改成了“999.00”，没有采用；系统算得“50.00”")));
}

TEST_P(an_offline_copy, holds_a_paragraph_longer_than_a_cell_only_as_a_document) {
    auto filled = filling("{}");
    const auto index = *form_.index_of("说明");
    filled.answers[index].value = expr::Value::text(std::string(32'768, 'x'));
    if (GetParam() == Format::docx) {
        EXPECT_EQ(read(written(filled)).filling, filled);
        return;
    }
    try {
        written(filled);
        FAIL() << "written all the same";
    } catch (const Error& error) {
        EXPECT_EQ(error.reason(), "form.copy-too-long");
    }
    filled.answers[index].value =
        expr::Value::text(std::string(32'767, 'x') + "\n" + std::string(32'767, 'y'));
    EXPECT_EQ(read(written(filled)).filling, filled);
}

TEST(check_copy, tells_another_filled_form_and_a_copy_that_is_out_of_date) {
    const CopyInfo found{.filled = "1", .check_code = "AAAA"};
    EXPECT_TRUE(check_copy(found, found).empty());
    const auto problems = check_copy(found, {.filled = "2", .check_code = "BBBB"});
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].finding.code, "form.copy-other-filled");
    EXPECT_EQ(problems[1].finding.code, "form.copy-other-code");
    EXPECT_THAT(problems[1].finding.message.en, HasSubstr("'BBBB'"));
}

TEST(keep_files, gives_rows_the_stored_files_they_name) {
    const auto pack = testing::pack_of({{"units.yaml", std::string{testing::kUnits}},
                                        {"forms/a.yaml", std::string{testing::kEverything}}});
    const auto forms = testing::forms_of(pack);
    const auto& form = *forms.all.front();
    const auto directory = testing::small_directory();
    const auto stored = read_filling(
        R"({"values":{"批文":[{"name":"a.pdf","digest":"1","size":1}],
        "项目":[{"项目名称":"甲","附件":[{"name":"b.pdf","digest":"2","size":2}]},{"项目名称":"乙"}]}})",
        form, directory, {});
    CopyRead read;
    read.filling = read_filling(
        R"({"values":{"批文":[{"name":"z.pdf"}],
        "项目":[{"项目名称":"乙"},{"项目名称":"甲","附件":[{"name":"b.pdf"},{"name":"c.pdf"}]}]}})",
        form, directory, {});
    keep_files(read, stored, form);
    EXPECT_EQ(
        to_json(read.filling, form),
        R"({"values":{"批文":[{"name":"a.pdf","digest":"1","size":1}],)"
        R"("项目":[{"项目名称":"乙"},{"项目名称":"甲","附件":[{"name":"b.pdf","digest":"2","size":2}]}],)"
        R"("分行业":[{"行业":"电子","序":"1"},{"行业":"纺织","序":"2"},{"行业":"其他","序":"3"}]}})");
    ASSERT_EQ(read.problems.size(), 1U);
    EXPECT_THAT(read.problems[0].finding.message.zh,
                HasSubstr("“项目”第 2 行“附件”只写了附件名“c.pdf”"));
}

} // namespace
} // namespace luoshi::form

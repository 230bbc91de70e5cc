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

TEST_P(an_offline_copy, of_nothing_gives_back_nothing) {
    const auto filled = filling("{}");
    const auto copy = read(written(filled));
    EXPECT_THAT(said(copy.problems), IsEmpty());
    EXPECT_EQ(to_json(copy.filling, form_), R"({"values":{}})");
}

} // namespace
} // namespace luoshi::form

// SPDX-License-Identifier: Apache-2.0
// The forms of the packs that come with Luoshi: filled in as their users would, with figures worked
// out by hand.
#include "form/check.hpp"
#include "form/definition.hpp"

#include "base/error.hpp"
#include "org/org.hpp"
#include "pack/pack.hpp"
#include "store/database.hpp"
#include "store/testing/test_store.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <set>
#include <stdexcept>

namespace luoshi::form {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

pack::Pack open_pack(const std::string& code) {
    const char* folder = std::getenv("LUOSHI_SOURCE_DIR");
    auto opened = pack::open((folder != nullptr ? std::string{folder} : ".") + "/packs/" + code);
    ensure(opened.value.has_value(), "the pack opens");
    return std::move(*opened.value);
}

// Packs are read once for all tests.
struct Guangdong {
    pack::Pack pack = open_pack("gd-2011-193");
    Checked<Forms> forms = read_forms(pack);
    std::shared_ptr<const org::Directory> directory = [this] {
        store::TestStore store;
        store.database().write([&](store::Transaction& transaction) {
            transaction.record({.actor = {0, "test", ""},
                                .action = "org.loaded",
                                .object_kind = "pack",
                                .object_id = 0,
                                .plan_id = 0,
                                .detail = {}});
            org::load_units(transaction, pack, *org::read_units(pack).value);
        });
        return store.database().read(
            [](store::Reader& reader) { return org::read_directory(reader); });
    }();
    static const Guangdong& once() {
        static const Guangdong guangdong;
        return guangdong;
    }
};

class Sheet {
public:
    explicit Sheet(const char* code) : form_(*Guangdong::once().forms.value->find(code)) {
        context_.day = *Date::parse("2011-12-20");
        context_.period = *expr::Period::parse("2011年");
    }
    Sheet& on(const char* day) {
        context_.day = *Date::parse(day);
        return *this;
    }
    Sheet& period(const char* text) {
        context_.period = *expr::Period::parse(text);
        return *this;
    }
    Sheet& hand(const char* name, const char* value) {
        context_.handed.emplace_back(name, value);
        return *this;
    }
    Sheet& of(const char* subject) {
        context_.subject = subject;
        return *this;
    }
    Sheet& know(const char* element, const char* value) {
        context_.facts.push_back({element, context_.subject, context_.period, value});
        return *this;
    }
    Sheet& fill(const std::string& values) {
        const auto& directory = *Guangdong::once().directory;
        outcome_ =
            check(read_filling("{\"values\":{" + values + "}}", form_, directory, context_.day),
                  form_, context_, directory);
        return *this;
    }
    std::string value(std::string_view field) const {
        const auto index = form_.index_of(field).value();
        return shown(outcome_.filling.answers[index], form_.fields[index], form_);
    }
    std::string cell(std::string_view table, std::size_t row, std::string_view column) const {
        const auto index = form_.index_of(table).value();
        const auto& columns = form_.fields[index].columns;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (columns[c].name == column) {
                return shown(outcome_.filling.answers[index].rows.at(row).at(c), columns[c], form_);
            }
        }
        throw std::runtime_error{"no such column"};
    }
    bool is_shown(std::string_view field) const {
        return outcome_.shown[form_.index_of(field).value()];
    }
    // What the checks of the form say; not what is merely missing.
    std::vector<std::string> complaints(Level level = Level::error) const {
        std::vector<std::string> all;
        for (const auto& finding : outcome_.findings) {
            if (finding.code == "form.check" && finding.level == level) {
                all.push_back(finding.message.zh);
            }
        }
        return all;
    }
    std::vector<std::string> other_codes() const {
        std::vector<std::string> all;
        for (const auto& finding : outcome_.findings) {
            if (finding.code != "form.check" && finding.code != "form.required") {
                all.push_back(finding.code);
            }
        }
        return all;
    }

private:
    const Form& form_;
    Context context_;
    Outcome outcome_;
};

void expect_two_languages(const Form& form) {
    EXPECT_FALSE(form.title.en.empty()) << form.code;
    for (const auto& section : form.sections) {
        EXPECT_FALSE(section.title.en.empty()) << form.code << " " << section.title.zh;
    }
    for (const auto& field : form.fields) {
        EXPECT_FALSE(field.title.en.empty()) << form.code << " " << field.name;
        for (const auto& column : field.columns) {
            EXPECT_FALSE(column.title.en.empty()) << form.code << " " << column.name;
        }
    }
    for (const auto& check : form.checks) {
        EXPECT_FALSE(check.message.en.empty()) << form.code << " " << check.message.zh;
    }
}

TEST(forms_of_gd_2011_193, serve_each_of_the_fifty_items_in_two_languages) {
    const auto& forms = Guangdong::once().forms;
    ASSERT_TRUE(forms.value) << render(forms.diagnostics.front(), "");
    std::set<std::string> served;
    for (const auto& form : forms.value->all) {
        served.insert(form->tasks.begin(), form->tasks.end());
        expect_two_languages(*form);
        if (form->statistical) { // no source gives one
            EXPECT_EQ(form->statistical->approval_number, "") << form->code;
        }
    }
    for (int item = 1; item <= 50; ++item) {
        EXPECT_EQ(served.count(std::to_string(item)), 1U) << "item " << item;
    }
    EXPECT_NE(forms.value->find("closing-report"), nullptr);
}

TEST(forms_of_gd_2011_193, open_with_nothing_wrong_but_what_is_still_to_be_filled_in) {
    const auto& forms = Guangdong::once().forms;
    ASSERT_TRUE(forms.value);
    const auto& directory = *Guangdong::once().directory;
    Context context;
    context.day = *Date::parse("2011-11-10");
    for (const auto& form : forms.value->all) {
        const auto outcome = check(prefill(*form, context, directory), *form, context, directory);
        for (const auto& finding : outcome.findings) {
            EXPECT_THAT(finding.code, ::testing::AnyOf("form.required", "form.rows"))
                << form->code << " " << finding.message.zh;
        }
    }
}

TEST(forms_of_the_starter_pack, are_understood_and_speak_two_languages) {
    const auto pack = open_pack("starter");
    const auto forms = read_forms(pack);
    ASSERT_TRUE(forms.value) << render(forms.diagnostics.front(), "");
    ASSERT_THAT(forms.value->all, SizeIs(1));
    expect_two_languages(*forms.value->all.front());
}

constexpr auto kPerson = R"("姓名":"张三","身份证号":"440000000000000000","申请城市":"gd.c440100",
    "出生日期":"1981-05-01","有居住证":"是","有就业登记":"是","参加社会保险":"是","曾被劳动教养":"否",
    "曾受刑事处罚":"否","超计划生育未满五年":"否",)";

std::string points(const char* schooling, const char* skill, int years, int blood, int hours,
                   int donated) {
    std::string all =
        std::string{kPerson} + "\"学历\":\"" + schooling + "\",\"技能等级\":\"" + skill + "\",";
    for (const auto* kind : {"养老", "医疗", "失业", "工伤", "生育"}) {
        all += std::string{"\""} + kind + "参保年数\":\"" + std::to_string(years) + "\",";
    }
    return all + "\"献血次数\":\"" + std::to_string(blood) + "\",\"志愿小时\":\"" +
           std::to_string(hours) + "\",\"捐款金额\":\"" + std::to_string(donated) + "\"";
}

TEST(points_application, counts_as_the_provincial_sheet_of_2010) {
    Sheet sheet{"points-application"};
    sheet.fill(points("高中或中职", "中级工", 3, 2, 0, 0));
    EXPECT_EQ(sheet.value("总积分"), "69");
    EXPECT_EQ(sheet.value("达到申请线"), "是");
    sheet.fill(points("初中", "初级工", 12, 6, 320, 7000)); // three caps
    EXPECT_EQ(sheet.value("参保得分"), "50");
    EXPECT_EQ(sheet.value("总积分"), "95");
    sheet.fill(points("大专", "无等级", 0, 0, 0, 0)); // on the line
    EXPECT_EQ(sheet.value("总积分"), "60");
    EXPECT_THAT(sheet.complaints(Level::warning), IsEmpty());
    sheet.fill(points("高中或中职", "无等级", 3, 0, 49, 999)); // no part of 50 hours or 1,000 yuan
    EXPECT_EQ(sheet.value("总积分"), "35");
    EXPECT_THAT(sheet.complaints(Level::warning), Contains(HasSubstr("未到申请线")));
}

TEST(pension_transfer, moves_twelve_percent_of_the_wages_and_the_account) {
    Sheet sheet{"pension-transfer"};
    sheet.fill(
        R"("转移类型":"城镇职工跨省","转出省":"广东","转入省":"湖南","户籍省":"湖南","受理日期":"2011-11-15",
        "个人账户储存额":"7104","转入地累计月数":"0","最后满十年省份":"无","逐年缴费":[
        {"缴费年度":"2006","缴费月数":"12","缴费工资":"12000"},{"缴费年度":"2007","缴费月数":"12","缴费工资":"14400"},
        {"缴费年度":"2008","缴费月数":"12","缴费工资":"18000"},{"缴费年度":"2009","缴费月数":"12","缴费工资":"20400"},
        {"缴费年度":"2010","缴费月数":"12","缴费工资":"24000"}])");
    EXPECT_EQ(sheet.value("统筹转移额"), "10,656.00");
    EXPECT_EQ(sheet.value("转移总额"), "17,760.00");
    EXPECT_EQ(sheet.value("待遇领取地"), "湖南");
    EXPECT_FALSE(sheet.is_shown("衔接诉求"));
}

TEST(pension_transfer, says_that_there_is_no_rule_between_town_and_country_before_2014) {
    Sheet sheet{"pension-transfer"};
    sheet.fill(R"("转移类型":"城乡之间","受理日期":"2011-11-15")");
    EXPECT_EQ(sheet.value("尚无规定"), "是");
    EXPECT_THAT(sheet.complaints(Level::warning), Contains(HasSubstr("尚无城乡衔接规定")));
    sheet.fill(R"("转移类型":"城乡之间","受理日期":"2014-07-01")");
    EXPECT_THAT(sheet.complaints(Level::warning), IsEmpty());
}

TEST(cobuilding_agreement, refuses_shares_that_do_not_add_up) {
    Sheet sheet{"cobuilding-agreement"};
    const auto with = [&](const char* host) {
        sheet.fill(
            std::string{
                R"("分享内容":"税收和指标","转出方":"gd.c441900","承接方":"gd.c440200","合作起始":"2012-01-01",
            "合作期满":"2021-12-31","逐年比例":[{"年度":"2012","转出方税收比例":"25%","承接方税收比例":")"} +
            host + R"(","园区税收比例":"50%","转出方指标比例":"70%","承接方指标比例":"30%"}])");
        return sheet.complaints();
    };
    EXPECT_THAT(with("25%"), IsEmpty());
    EXPECT_THAT(with("24.99%"), Contains(HasSubstr("2012年税收")));
}

TEST(agreement_year, splits_to_the_cent_and_adds_up) {
    Sheet sheet{"agreement-year"};
    sheet.fill(R"("可分享税收":"1000000.01","转出方比例":"33.33%","承接方比例":"33.33%")");
    EXPECT_THAT(sheet.complaints(), IsEmpty());
    EXPECT_EQ(sheet.value("转出方所得"), "333,300.00");
    EXPECT_EQ(sheet.value("园区所得"), "333,400.01");
}

TEST(fund_programme, refuses_to_pay_more_than_the_budget) {
    Sheet sheet{"fund-programme"};
    sheet.fill(R"("预算额":"10000","已使用":"2500","分期":[
        {"期次":"1","计划拨付":"4000","实际拨付":"4000","拨付日期":"2011-06-30"},
        {"期次":"2","计划拨付":"6000"}])");
    EXPECT_EQ(sheet.value("已拨付"), "4,000.00");
    EXPECT_EQ(sheet.value("使用率"), "25.0");
    EXPECT_THAT(sheet.complaints(), IsEmpty());
    sheet.fill(R"("预算额":"10000","分期":[
        {"期次":"1","计划拨付":"10000","实际拨付":"10000.01","拨付日期":"2011-06-30"}])");
    EXPECT_THAT(sheet.complaints(), Contains(HasSubstr("超过预算")));
}

TEST(entry_application, is_vetoed_without_both_approvals_whatever_it_scores) {
    Sheet sheet{"entry-application"};
    const auto with = [&](const char* stage, const char* decision) {
        sheet.fill(
            std::string{
                R"("计划投资":"10000","用地面积":"50","达产年产值":"30000","达产年税收":"1500",
            "年综合能耗":"3000","建筑面积":"40000","投资强度下限":"150","产出强度下限":"300","税收强度下限":"20",
            "能耗上限":"0.2","容积率要求":"1","园区规划环评已批复":"是","新增超总量污染物":"否","项目环评进度":")"} +
            stage + R"(","审核结论":")" + decision + "\"");
        return sheet.complaints();
    };
    EXPECT_THAT(with("已批复", "同意"), IsEmpty());
    EXPECT_EQ(sheet.value("容积率"), "1.20");
    EXPECT_EQ(sheet.value("符合入园标准"), "是");
    EXPECT_THAT(with("编制中", "同意"), Contains(HasSubstr("一票否决")));
    EXPECT_THAT(with("编制中", "不同意"), IsEmpty());
}

TEST(idle_land, follows_the_dates) {
    Sheet sheet{"idle-land"};
    const auto with = [&](const char* found, const char* decision) {
        sheet.fill(
            std::string{R"("约定动工日期":"2010-03-01","出让价款":"1234.56","闲置情形":"未动工",
            "属免责情形":"否","认定日期":")"} +
            found + R"(","处置方式":")" + decision + "\"");
        return sheet.complaints();
    };
    EXPECT_THAT(with("2011-02-28", "无偿收回"), Contains(HasSubstr("未满两年")));
    EXPECT_EQ(sheet.value("闲置费最高"), "0.00");
    EXPECT_THAT(with("2011-03-01", "责令限期动工"), IsEmpty());
    EXPECT_EQ(sheet.value("闲置费最高"), "246.91");
    EXPECT_THAT(with("2012-03-01", "无偿收回"), IsEmpty());
}

TEST(labour_score, deducts_by_how_far_the_task_was_missed) {
    Sheet sheet{"labour-score"};
    sheet.fill(R"("分解下达扣分":"1","考核项目":[
        {"项目":"等级培训和技能提升","满分":"5","任务数":"25000","完成数":"15814"},
        {"项目":"转移就业","满分":"5","任务数":"1000","完成数":"950"},
        {"项目":"对口城市输出输入","满分":"5","任务数":"1000","完成数":"1092"}])");
    EXPECT_EQ(sheet.cell("考核项目", 0, "项目得分"), "0.0"); // never below zero
    EXPECT_EQ(sheet.cell("考核项目", 1, "项目得分"), "3.0");
    EXPECT_EQ(sheet.cell("考核项目", 2, "项目得分"), "5.0");
    EXPECT_EQ(sheet.value("自评得分"), "9.0");
}

TEST(land_use, computes_the_seven_ratios_and_takes_output_from_what_is_reported) {
    Sheet sheet{"land-use"};
    sheet.of("东莞(韶关)园")
        .know("园区工业总产值", "1073000")
        .know("园区累计投资额", "824000")
        .fill(
            R"("批准规划面积":"10000","达到供地条件面积":"5000","已供应建设用地":"4000","已建成城镇建设用地":"3000",
        "已建成工矿仓储用地":"2400","高新技术企业用地":"300","闲置用地":"100","总建筑面积":"2000000",
        "建筑基底面积":"700000","工矿仓储建筑面积":"1760000")");
    EXPECT_EQ(sheet.value("土地供应率"), "80.00");
    EXPECT_EQ(sheet.value("土地建成率"), "75.00");
    EXPECT_EQ(sheet.value("工业用地率"), "80.00");
    EXPECT_EQ(sheet.value("高新技术用地率"), "10.00");
    EXPECT_EQ(sheet.value("综合容积率"), "1.00");
    EXPECT_EQ(sheet.value("建筑密度"), "35.00");
    EXPECT_EQ(sheet.value("工业综合容积率"), "1.10");
    EXPECT_EQ(sheet.value("地均产出"), "447.08");
    EXPECT_THAT(sheet.complaints(), IsEmpty());
}

TEST(weight_revision, holds_to_the_ordered_direction) {
    Sheet sheet{"weight-revision"};
    const auto with = [&](const char* land, const char* share) {
        sheet.fill(std::string{R"("指标权重":[
            {"指标名称":"地均投入产出强度","要求方向":"提高","原权重":"40","新权重":")"} +
                   land +
                   R"("},{"指标名称":"财税占比","要求方向":"降低","原权重":"60","新权重":")" +
                   share + "\"}]");
        return sheet.complaints();
    };
    EXPECT_THAT(with("55", "45"), IsEmpty());
    EXPECT_THAT(with("35", "65"), SizeIs(2));
    EXPECT_THAT(with("55", "55"), Contains(HasSubstr("应为100分")));
}

TEST(training_claim, pays_a_level_once) {
    Sheet sheet{"training-claim"};
    const auto with = [&](const char* before, const char* paid) {
        sheet.fill(std::string{
                       R"("身份证号":"440000000000000000","晋升等级":"技师","发证日期":"2011-12-01",
            "原技能等级":")"} +
                   before + R"(","同等级已领补贴":")" + paid + "\"");
        return sheet.complaints();
    };
    EXPECT_THAT(with("高级工", "否"), IsEmpty());
    EXPECT_THAT(with("高级工", "是"), Contains(HasSubstr("不能再次申请")));
    EXPECT_THAT(with("技师", "否"), Contains(HasSubstr("没有晋升")));
}

TEST(review_report, wants_a_weak_link_behind_every_measure) {
    Sheet sheet{"review-report"};
    const auto with = [&](const char* link) {
        sheet.fill(
            std::string{
                R"("薄弱环节":[{"编号":"1","主题":"招商引资","具体表现":"项目少","主要原因":"配套弱"}],
            "改进措施":[{"措施编号":"1","措施内容":"补链招商","责任单位":"市经信局","完成时限":"2012-06-30",
            "对应环节":")"} +
            link + "\"}]");
        return sheet.complaints();
    };
    EXPECT_THAT(with("1"), IsEmpty());
    EXPECT_THAT(with("2"), Contains(HasSubstr("没有编号")));
}

TEST(closing_report, answers_every_item_of_the_unit) {
    Sheet sheet{"closing-report"};
    sheet.hand("承担任务数", "2")
        .fill(R"("落实情况":[{"项号":"13","任务名称":"重点园区","本单位责任":"牵头",
        "进展":"推进中","已做工作":"已召开两次协调会并下达目标"}])");
    EXPECT_THAT(sheet.complaints(), Contains(HasSubstr("请逐项填写")));
    EXPECT_THAT(sheet.other_codes(), ElementsAre("form.rows")); // no next measure
}

TEST(park_yearly, finds_what_cannot_be_and_asks_about_what_is_unusual) {
    Sheet sheet{"park-yearly"};
    sheet.hand("上年产值", "500000").hand("上年累计投资", "600000");
    sheet.fill(
        R"("工业总产值":"1073000","工业增加值":"234000","税收总额":"47900","当年固定资产投资":"224000",
        "累计固定资产投资":"824000","主导产业产值":"600000")");
    EXPECT_EQ(sheet.value("产值增速"), "114.60");
    EXPECT_EQ(sheet.value("主导产业占比"), "55.9");
    EXPECT_THAT(sheet.complaints(), IsEmpty());
    EXPECT_THAT(sheet.complaints(Level::warning), Contains(HasSubstr("增速")));
    sheet.fill(R"("工业总产值":"234000","工业增加值":"1073000")");
    EXPECT_THAT(sheet.complaints(), Contains(HasSubstr("大于总产值")));
}

} // namespace
} // namespace luoshi::form

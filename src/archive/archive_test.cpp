// SPDX-License-Identifier: Apache-2.0
#include "archive/archive.hpp"

#include "base/sm3.hpp"
#include "duty/testing/test_duties.hpp"
#include "office/read_document.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace luoshi::archive {
namespace {

using followup::reason_of;
using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;

std::map<std::string, std::string> unzipped(const std::string& path) {
    std::map<std::string, std::string> files;
    auto* const archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
    if (archive == nullptr) {
        throw std::runtime_error{"no archive at " + path};
    }
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        zip_stat_t about;
        zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &about);
        std::string bytes(static_cast<std::size_t>(about.size), '\0');
        auto* const file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
        zip_fread(file, bytes.data(), bytes.size());
        zip_fclose(file);
        files[about.name] = bytes;
    }
    zip_discard(archive);
    return files;
}

// Task 1 of notice 193: cities owe reviews on 20 December 2011.
class ArchiveTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    ArchiveTest() {
        auto definition = t.duties.detail(org::Scope::all(), t.duty("review")).definition;
        definition.on = "2011-12-20";
        const auto id = t.duty("review");
        t.duties.change(office_.actor, id, t.duties.detail(org::Scope::all(), id).version,
                        definition, {});
        t.issue("review");
        lives.start({office_.actor, org::Scope::all(), {}}, t.plan);
        const auto page =
            t.installation.plans.tasks(org::Scope::all(), t.plan, {}, 0, 1).rows.front();
        const auto begin = page.find("\"id\":\"") + 6;
        task_ = *parse_as<followup::TaskId>(page.substr(begin, page.find('"', begin) - begin));
    }
    ~ArchiveTest() override { std::filesystem::remove(path_); }

    duty::DueId hand_in(const std::string& unit, const std::string& words) {
        const auto due = t.due("review", unit);
        t.submissions.save(office_, due, 0,
                           fmt::format(R"({{"values":{{"利弊分析":"{}",
            "成败分析":"成","得失分析":"得",
            "薄弱环节":[{{"编号":"1","主题":"土地","具体表现":"缺地","主要原因":"平整少"}}],
            "改进措施":[{{"措施编号":"1","对应环节":"1","措施内容":"平整","责任单位":"市局",
                        "完成时限":"2012-06-30"}}]}}}})",
                                       words));
        t.submissions.enter(office_, due, 1,
                            {*Date::parse("2011-11-10"), "纸质", duty::Upload{"扫描.pdf", words}});
        return due;
    }
    supervise::DraftId drafted() {
        supervise::Wording said;
        said.level = supervise::Level::reminder;
        said.requirement = "报送总结报告";
        said.answer_by = *Date::parse("2011-12-30");
        return supervision.create(
            office_, {supervise::AboutKind::due, t.due("review", "gd.c440200").value}, {}, said);
    }
    void sign_all() {
        const followup::Asker office{office_.actor, org::Scope::all(), {}};
        for (const auto& one : lives.of(office, task_).signings) {
            lives.sign({office_.actor, org::Scope::all(), one.unit}, task_,
                       lives.of(office, task_).version);
        }
    }
    std::map<std::string, std::string> kept(const Folder& folder) {
        write(folder, path_);
        return unzipped(path_);
    }

    duty::testing::TestDuties t{GetParam()};
    duty::Who office_ = t.office();
    followup::TaskId task_;
    std::string path_ = ::testing::TempDir() + "/archive_test.zip";
    const Clock& clock = t.installation.store().clock();
    followup::Lives lives{t.installation.database(), t.installation.directories, clock,
                          t.installation.imports.specs()};
    followup::PlanTexts texts{t.installation.database(), t.installation.directories, clock,
                              t.installation.imports.specs()};
    supervise::Supervision supervision{{t.installation.database(), t.installation.directories,
                                        t.installation.plans, lives, t.duties, t.dues, clock}};
    std::shared_ptr<const std::vector<outcome::OutcomeSpecs>> outcomes_ =
        std::make_shared<const std::vector<outcome::OutcomeSpecs>>(
            1, *outcome::read_outcomes(t.installation.pack(), {&t.installation.pack()}).value);
    outcome::Documents documents{t.installation.database(), t.installation.store().blobs(),
                                 t.installation.directories, clock,
                                 [this](store::Reader&) { return outcomes_; }};
    subtask::Subtasks subtasks{{t.installation.database(), t.installation.directories,
                                t.installation.store().blobs(), t.duties, t.dues, clock}};
    leader::Remarks remarks{{t.installation.database(), t.installation.directories,
                             t.installation.plans, t.installation.store().blobs()}};
    duty::Calls calls{t.installation.database(), clock};
    Archives all{{t.installation.plans, texts, lives, t.duties, t.dues, t.submissions, supervision,
                  documents, subtasks, remarks, calls, t.installation.store().blobs(), clock}};
};

TEST_P(ArchiveTest, a_task_has_its_record_its_reports_as_signed_and_what_went_out) {
    t.submissions.accept(office_, hand_in("gd.c440100", "利大于弊"));
    t.travel("2011-12-23");
    const auto paper = drafted();
    supervision.send(office_, paper, 1);
    supervision.approve(office_, paper, 2, {"林某", "副省长"});
    sign_all();
    lives.say_progress({office_.actor, org::Scope::all(), {}}, task_,
                       lives.of({office_.actor, org::Scope::all(), {}}, task_).version, 30,
                       "已收1份");

    const auto folder = all.of_task(office_, task_);
    const auto files = kept(folder);
    const auto root = folder.name + "/";
    EXPECT_THAT(folder.name, ::testing::StartsWith("1 "));
    const auto record =
        office::read_document(files.at(root + "01 任务/任务与办理情况.docx"), "a.docx").text;
    EXPECT_THAT(record, HasSubstr("督查编号：督2011-0001"));
    EXPECT_THAT(record, HasSubstr("核定进展 30%：已收1份"));
    const auto report = root + "02 报送/“双转移”工作总结反思报告/广州市 2011-12-20/";
    EXPECT_THAT(office::read_document(files.at(report + "报告.docx"), "a.docx").text,
                HasSubstr("利大于弊"));
    EXPECT_EQ(files.at(report + "签字件 扫描.pdf"), "利大于弊");
    const auto number = supervision.detail(org::Scope::all(), paper).drafts.front().number;
    EXPECT_THAT(
        office::read_document(files.at(root + "03 督办/提醒函 " + number + ".docx"), "a.docx").text,
        HasSubstr("报送总结报告"));
}

TEST_P(ArchiveTest, has_the_telephone_reminders_also_where_no_report_came) {
    duty::Call call;
    call.on = t.installation.today();
    call.person = "赵一";
    call.words = "说下周报";
    calls.add(office_, t.due("review", "gd.c440200"), call);
    const auto folder = all.of_task(office_, task_);
    const auto files = kept(folder);
    const auto sheet =
        files.at(folder.name + "/02 报送/“双转移”工作总结反思报告/电话提醒记录.xlsx");
    EXPECT_THAT(office::read_document(sheet, "a.xlsx").text, HasSubstr("说下周报"));
}

TEST_P(ArchiveTest, the_list_names_every_file_and_the_sums_are_theirs) {
    t.submissions.accept(office_, hand_in("gd.c440100", "利大于弊"));
    const auto folder = all.of_task(office_, task_);
    const auto files = kept(folder);
    const auto root = folder.name + "/";
    const auto list = office::read_document(files.at(root + "00 目录.docx"), "a.docx").text;
    const auto& sums = files.at(root + "校验和.txt");
    EXPECT_EQ(files.size(), folder.entries.size() + 2);
    for (const auto& entry : folder.entries) {
        EXPECT_THAT(list, HasSubstr(entry.path));
        const auto line = to_hex(sm3(files.at(root + entry.path))) + "  " + entry.path + "\n";
        EXPECT_THAT(sums, HasSubstr(line));
    }
}

TEST_P(ArchiveTest, a_document_issued_stands_with_what_units_said_of_it) {
    documents.take_from_pack(office_.actor, t.plan);
    const auto listed = documents.list(org::Scope::all(), t.plan);
    const auto wanted = std::ranges::find_if(listed, [](const auto& one) {
        return !one.document.binds && !one.document.published && one.document.parties.empty();
    });
    ASSERT_NE(wanted, listed.end());
    const auto id = wanted->document.id;
    const outcome::Who office{office_.principal, office_.actor};
    using outcome::Step;
    using outcome::StepState;
    documents.end_step(office, id, {Step::research, StepState::done, "综合处", "", ""});
    documents.add_text(office, id, {"草稿", "第一条\n第二条"});
    documents.end_step(office, id, {Step::draft, StepState::done, "综合处", "", ""});
    documents.ask(office, id,
                  {outcome::Purpose::comment, {t.unit("gd.c440100")}, clock.today().plus_days(5)});
    const auto ask = documents.open(office.principal, id).sheet.asks.front().id;
    documents.answer(office, ask, {outcome::Answer::remarks, "", {{"第二条", "写明期限"}}});
    const auto remark = documents.open(office.principal, id).sheet.remarks.front().id;
    EXPECT_THAT(all.of_plan(office_, t.plan).entries,
                Not(Contains(::testing::Field(&Entry::path, HasSubstr("成果")))));
    documents.decide(office, remark, outcome::Decision::declined, "已有规定");
    for (const auto step : {Step::comments, Step::signatures, Step::review, Step::approval}) {
        documents.end_step(office, id,
                           {step, step == Step::signatures ? StepState::skipped : StepState::done,
                            "某处", "已办", "意见书"});
    }
    documents.issue(office, id,
                    {"粤府办〔2011〕1号", "某厅长", "", "", clock.today(), "正文.pdf", "%PDF", {}});

    const auto folder = all.of_task(office_, wanted->document.task);
    const auto files = kept(folder);
    const auto path = std::ranges::find_if(
        folder.entries, [](const auto& one) { return one.path.ends_with("正文.pdf"); });
    ASSERT_NE(path, folder.entries.end());
    EXPECT_EQ(path->number, "粤府办〔2011〕1号");
    EXPECT_EQ(files.at(folder.name + "/" + path->path), "%PDF");
    const auto paper =
        folder.name + "/" + path->path.substr(0, path->path.rfind('/') + 1) + "形成过程与意见.docx";
    const auto text = office::read_document(files.at(paper), "a.docx").text;
    EXPECT_THAT(text, HasSubstr("“第二条”：写明期限（不采纳：已有规定）"));
    EXPECT_THAT(text, HasSubstr("未经此步"));
}

TEST_P(ArchiveTest, what_leaders_said_and_what_units_were_given_is_told) {
    leader::Recorded said;
    said.name = "林某";
    said.title = "副省长";
    said.words = "请抓紧";
    said.about = "关于总结的请示";
    said.said_on = clock.today();
    said.task = task_;
    const auto remark = remarks.record(office_, t.plan, said);
    remarks.attach(office_, remark, "批示.txt", "扫描");
    subtask::Request request;
    request.task = task_;
    request.source = {subtask::Origin::remark, "请抓紧", leader::reference_of(remark), {}, ""};
    request.parts = {{t.unit("gd.c440100"), "补报总结", "", clock.today().plus_days(9)}};
    const auto part = subtasks.hand_out(office_, request).front();
    t.add("周宁", access::Role::drafter, "gd.c440100");
    subtasks.accept(t.who("周宁"), part, 1);
    subtasks.add_file(t.who("周宁"), part, "台账.txt", "台账一份");

    for (const auto& entry : all.of_task(office_, task_).entries) {
        EXPECT_THAT(entry.path, Not(HasSubstr("批示/"))) << "what was not handed on";
    }
    leader::HandOn given;
    given.task = task_;
    remarks.hand_on(office_, remark,
                    remarks.list(office_.principal, t.plan, task_).remarks.front().version, given);

    const auto folder = all.of_task(office_, task_);
    const auto files = kept(folder);
    const auto text_of = [&](const std::string& path) {
        return office::read_document(files.at(folder.name + "/" + path), "a.docx").text;
    };
    EXPECT_THAT(text_of("05 批示/批示.docx"), HasSubstr("请抓紧"));
    EXPECT_EQ(files.at(folder.name + "/05 批示/扫描件 批示.txt"), "扫描");
    EXPECT_THAT(text_of("01 任务/分解与汇总.docx"), HasSubstr("补报总结"));
    EXPECT_EQ(files.at(folder.name + "/01 任务/分解事项附件/台账.txt"), "台账一份");
}

TEST_P(ArchiveTest, what_is_not_settled_is_left_out) {
    t.submissions.save(office_, t.due("review", "gd.c440100"), 0,
                       R"({"values":{"利弊分析":"没写完"}})");
    drafted();
    for (const auto& entry : all.of_task(office_, task_).entries) {
        EXPECT_THAT(entry.path, Not(HasSubstr("报送")));
        EXPECT_THAT(entry.path, Not(HasSubstr("督办")));
    }
}

TEST_P(ArchiveTest, files_of_one_name_are_all_there) {
    sign_all();
    const followup::Asker asker{office_.actor, org::Scope::all(), t.unit("gd.c440100")};
    for (const auto* bytes : {"一", "二"}) {
        const auto digest = to_hex(t.installation.store().blobs().put(bytes));
        lives.add_file(asker, task_, "照片:1.jpg", digest, 3);
    }
    const auto folder = all.of_task(office_, task_);
    const auto files = kept(folder);
    const auto root = folder.name + "/01 任务/佐证材料/";
    EXPECT_EQ(files.at(root + "01 照片_1.jpg"), "一");
    EXPECT_EQ(files.at(root + "02 照片_1.jpg"), "二");
}

TEST_P(ArchiveTest, a_notice_has_its_text_its_ledger_and_every_task) {
    t.submissions.accept(office_, hand_in("gd.c440100", "利大于弊"));
    const auto folder = all.of_plan(office_, t.plan);
    const auto files = kept(folder);
    const auto root = folder.name + "/";
    EXPECT_EQ(files.at(root + "01 文件/notice.txt"), followup::sample());
    EXPECT_THAT(office::read_document(files.at(root + "02 台账.xlsx"), "a.xlsx").text,
                HasSubstr("牵头单位"));
    std::int64_t tasks = 0;
    for (const auto& [name, bytes] : files) {
        tasks += name.ends_with("任务与办理情况.docx") ? 1 : 0;
    }
    EXPECT_EQ(tasks, t.installation.plans.plan(org::Scope::all(), t.plan).task_count);
    EXPECT_THAT(files, Contains(Key(EndsWith("广州市 2011-12-20/报告.docx"))));
}

TEST_P(ArchiveTest, what_is_not_there_is_said) {
    EXPECT_EQ(reason_of([&] { all.of_task(office_, followup::TaskId{9}); }), "followup.no-task");
    EXPECT_EQ(reason_of([&] { all.of_plan(office_, followup::PlanId{9}); }), "followup.no-plan");
}

INSTANTIATE_TEST_SUITE_P(engines, ArchiveTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::archive

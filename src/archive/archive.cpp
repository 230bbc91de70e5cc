// SPDX-License-Identifier: Apache-2.0
#include "archive/archive.hpp"

#include "archive/document_paper.hpp"
#include "archive/paths.hpp"
#include "archive/remarks_paper.hpp"
#include "archive/subtasks_paper.hpp"
#include "archive/task_paper.hpp"
#include "base/error.hpp"
#include "duty/copies.hpp"
#include "followup/export.hpp"
#include "office/plain_table.hpp"
#include "office/write_xlsx.hpp"
#include "supervise/letter.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace luoshi::archive {
namespace {

constexpr int kPage = 500; // of lists

class Gatherer {
public:
    Gatherer(const Archives::Sources& sources, const duty::Who& office)
        : from_(sources), office_(office), today_(sources.clock.today()) {}

    // prefix: of the paths, ends with "/" or is empty.
    void add_task(const followup::TaskDetail& task, const std::string& prefix) {
        const auto life = life_of(task);
        const auto row = nlohmann::json::parse(task.row);
        add({prefix + "任务与办理情况.docx",
             row.at("title").get<std::string>() + "：任务与办理情况",
             name(*task.directory, office_.principal.unit), life ? life->number : "", "", today_,
             made([task, life] { return task_paper(task, life); })});
        if (life) {
            add_evidence(*life, prefix + "佐证材料/");
            add_subtasks(task.id, prefix);
        }
    }

    // item: number of a task; "" takes all reports of the plan.
    void add_reports(followup::PlanId plan, const std::string& item, const std::string& prefix) {
        for (const auto& one : from_.duties.list(org::Scope::all(), plan)) {
            const auto& tasks = one.definition.tasks;
            if (item.empty() || std::ranges::find(tasks, item) != tasks.end()) {
                add_reports_of(one.id, prefix);
            }
        }
    }

    // What went out about a task or the reports added before; task: none takes all of the plan.
    void add_supervision(followup::PlanId plan, followup::TaskId task, const std::string& prefix) {
        const auto shown = from_.supervision.list(org::Scope::all(), plan);
        for (const auto& draft : shown.drafts) {
            const bool about_task = draft.about.kind == supervise::AboutKind::task;
            const bool wanted = !task || (about_task ? draft.about.id == task.value
                                                     : dues_.contains(draft.about.id));
            if (wanted && supervise::is_out(draft.state)) {
                add_paper(draft, shown.directory, prefix);
            }
        }
    }

    // Issued; task: none takes all of the plan.
    void add_documents(followup::PlanId plan, followup::TaskId task, const std::string& prefix) {
        for (const auto& one : from_.documents.list(org::Scope::all(), plan)) {
            const auto& document = one.document;
            if (!document.issued_on || (task && document.task != task)) {
                continue;
            }
            const auto shown = from_.documents.open(office_.principal, document.id);
            const auto unit = name(*shown.directory, document.lead);
            // A document and its successor have one title.
            const auto folder = prefix +
                                file_name(fmt::format("{} {} {}", to_string(*document.issued_on),
                                                      document.title, unit)) +
                                "/";
            add({folder + file_name(document.file_name), document.title, unit, document.number,
                 document.signer, document.issued_on, blob(document.file_digest)});
            add({folder + "形成过程与意见.docx", document.title + "：形成过程与意见", unit, "", "",
                 document.issued_on, made([from = from_, office = office_, id = document.id] {
                     return document_paper(from.documents.open(office.principal, id));
                 })});
        }
    }

    // task: none takes all of the plan.
    void add_remarks(followup::PlanId plan, followup::TaskId task, const std::string& prefix) {
        const auto shown = from_.remarks.list(office_.principal, plan, task);
        if (auto paper = remarks_paper(shown); !paper.empty()) {
            add({prefix + "批示.docx", "批示", "", "", "", today_,
                 made([paper = std::move(paper)] { return paper; })});
        }
        for (const auto& one : shown.remarks) {
            if (one.state == leader::RemarkState::handed && !one.scan.digest.empty()) {
                add({prefix + file_name("扫描件 " + one.scan.name), one.about, one.name, "",
                     "批示扫描件", one.said_on, blob(one.scan.digest)});
            }
        }
    }

    void add_notice(const followup::PlanDetail& plan) {
        for (const auto& text : from_.texts.list(org::Scope::all(), plan.plan.id)) {
            add({"01 文件/" + file_name(text.file_name), plan.plan.title, "",
                 plan.plan.number.value_or(""), text.current ? "现行文本" : "", plan.plan.issued_on,
                 blob(text.digest)});
        }
        add({"02 台账.xlsx", plan.plan.name + "台账", "", "", "", today_,
             made([from = from_, id = plan.plan.id, today = today_] {
                 return followup::export_ledger(from.plans, org::Scope::all(), id, {},
                                                followup::ExportFormat::xlsx, today)
                     .bytes;
             })});
    }

    std::vector<followup::TaskId> tasks(followup::PlanId plan) {
        std::vector<followup::TaskId> all;
        std::optional<std::int64_t> after = 0;
        while (after) {
            const auto page = from_.plans.tasks(org::Scope::all(), plan, {}, *after, kPage);
            for (const auto& row : page.rows) {
                const auto id = nlohmann::json::parse(row).at("id").get<std::string>();
                all.push_back(*parse_as<followup::TaskId>(id));
            }
            after = page.next;
        }
        return all;
    }

    std::vector<Entry> take() { return std::move(entries_); }

private:
    // None where the plan is not in force; a preamble that is kept as a task never has one.
    std::optional<followup::Life> life_of(const followup::TaskDetail& task) {
        try {
            return from_.lives.of({office_.actor, org::Scope::all(), {}}, task.id);
        } catch (const Error& error) {
            if (error.reason() != "followup.not-started") {
                throw;
            }
            return std::nullopt;
        }
    }
    static std::string name(const org::Directory& directory, org::UnitId id, Date at) {
        const auto* const unit = directory.find(id);
        return unit == nullptr ? "" : directory.name(*unit, org::NameKind::short_name, at);
    }
    std::string name(const org::Directory& directory, org::UnitId id) const {
        return name(directory, id, today_);
    }
    // Two of one name: the second is told apart by a number.
    void add(Entry entry) {
        const auto name = entry.path.rfind('/') + 1; // 0 where there is no folder
        const auto dot = entry.path.find_last_of('.');
        const bool has_ending = dot != std::string::npos && dot > name;
        const auto stem = has_ending ? entry.path.substr(0, dot) : entry.path;
        const auto ending = has_ending ? entry.path.substr(dot) : "";
        for (int n = 2; !paths_.insert(entry.path).second; ++n) {
            entry.path = fmt::format("{}（{}）{}", stem, n, ending);
        }
        entries_.push_back(std::move(entry));
    }
    std::function<office::Pieces()> blob(const std::string& hex) const {
        const auto digest = digest_from_hex(hex);
        ensure(digest.has_value(), "a file that is kept has its digest");
        return [&blobs = from_.blobs, digest = *digest] { return blobs.open(digest).next; };
    }
    // A paper of ours, made when the archive comes to it.
    static std::function<office::Pieces()> made(std::function<std::string()> make) {
        return [make = std::move(make)] { return office::one_piece(make()); };
    }

    void add_evidence(const followup::Life& life, const std::string& prefix) {
        std::size_t n = 0;
        for (const auto& one : life.evidence) {
            if (one.kind == followup::EvidenceKind::file) {
                add({prefix + two_digits(++n) + " " + file_name(one.title), one.title,
                     name(*life.directory, one.unit), "", "", std::nullopt, blob(one.digest)});
            }
        }
    }

    void add_subtasks(followup::TaskId task, const std::string& prefix) {
        const auto tree = from_.subtasks.tree(office_.principal, task);
        if (tree.lines.empty()) {
            return;
        }
        add({prefix + "分解与汇总.docx", tree.task.title + "：分解与汇总", "", tree.task.number, "",
             today_, made([tree] { return subtasks_paper(tree); })});
        auto files = from_.subtasks.files_of(office_.principal, task);
        for (const auto& line : tree.lines) {
            const auto& one = line.subtask;
            for (const auto& file : files[one.id]) {
                add({prefix + "分解事项附件/" + file_name(file.name), one.title,
                     name(*tree.directory, one.unit), "", file.added_by, file.added_on,
                     blob(file.digest)});
            }
        }
    }

    void add_paper(const supervise::Draft& draft,
                   const std::shared_ptr<const org::Directory>& directory,
                   const std::string& prefix) {
        const std::string title{supervise::title_of(draft.wording.level)};
        add({prefix + file_name(title + " " + draft.number) + ".docx",
             title + "：" + draft.facts.title, name(*directory, draft.office), draft.number,
             draft.answer.empty() ? "" : "答复：" + draft.answer, draft.approved_on,
             made([draft, directory] { return supervise::to_docx(draft, *directory); })});
    }

    void add_reports_of(duty::DutyId duty, const std::string& prefix) {
        duty::DueFilter filter;
        filter.duty = duty;
        std::string after;
        do {
            const auto page = from_.dues.list(org::Scope::all(), filter, after, kPage);
            std::vector<duty::DueId> ids;
            for (const auto& line : page.lines) {
                dues_.insert(line.due.id.value);
                ids.push_back(line.due.id);
                add_report(line, prefix);
            }
            add_calls(page, ids, prefix);
            after = page.next.value_or("");
        } while (!after.empty());
    }

    // What the office rang about, also where nothing came of it.
    void add_calls(const duty::DuePage& page, const std::vector<duty::DueId>& ids,
                   const std::string& prefix) {
        auto calls = from_.calls.list(ids);
        std::vector<std::vector<std::string>> rows;
        for (const auto& line : page.lines) {
            for (const auto& call : calls[line.due.id]) {
                rows.push_back({name(*page.directory, line.due.unit, line.due.occurrence),
                                to_string(line.due.due_on), to_string(call.on) + " " + call.at,
                                call.person + " " + call.phone, call.words,
                                call.promised_by ? to_string(*call.promised_by) : "", call.noted_by,
                                call.corrected_by ? "已更正" : ""});
            }
        }
        if (rows.empty()) {
            return;
        }
        const auto title = page.lines.front().title.zh + "：电话提醒记录";
        add({prefix + file_name(page.lines.front().title.zh) + "/电话提醒记录.xlsx", title, "", "",
             "", today_, made([rows = std::move(rows), title] {
                 office::WriteSheet sheet;
                 sheet.name = "电话提醒记录";
                 sheet.title = title;
                 sheet.table = office::plain_table(
                     {"单位", "时限", "通话时间", "对方", "内容", "答应日期", "记录人", "备注"},
                     {10, 8, 10, 12, 24, 8, 6, 6}, rows);
                 return office::write_xlsx({sheet});
             })});
    }

    void add_report(const duty::DueLine& line, const std::string& prefix) {
        const auto& due = line.due;
        if (due.state != duty::DueState::accepted && due.state != duty::DueState::submitted) {
            return;
        }
        const auto detail = from_.submissions.open(office_.principal, due.id);
        const auto unit = name(*detail.opened.directory, due.unit, due.occurrence);
        const auto folder = prefix + file_name(line.title.zh) + "/" +
                            file_name(fmt::format("{} {}", unit, to_string(due.occurrence))) + "/";
        add({folder + "报告.docx", line.title.zh, unit, detail.check_code,
             due.state == duty::DueState::accepted ? "已通过审核" : "待审核", due.submitted_on,
             made([from = from_, office = office_, id = due.id] {
                 const auto now = from.submissions.open(office.principal, id);
                 return duty::printed_copy(now, office::Format::docx, office.principal.name);
             })});
        if (!due.scan.empty()) {
            add({folder + "签字件 " + file_name(due.scan_name), line.title.zh + "（签字件）", unit,
                 "", due.signed_by, due.signed_on, blob(due.scan)});
        }
        std::size_t n = 0;
        for (const auto& file : duty::files_in(detail.opened.outcome.filling)) {
            if (file.digest.empty()) {
                continue; // a name somebody typed: there is no file
            }
            add({folder + "附件" + two_digits(++n) + " " + file_name(file.name), file.name, unit,
                 "", "", due.submitted_on, blob(file.digest)});
        }
    }

    Archives::Sources from_;
    duty::Who office_;
    Date today_;
    std::vector<Entry> entries_;
    std::set<std::string> paths_;
    std::set<std::int64_t> dues_;
};

std::string title_in(const followup::TaskDetail& task) {
    const auto row = nlohmann::json::parse(task.row);
    return file_name(fmt::format("{} {}", row.at("number").get<std::string>(),
                                 row.at("title").get<std::string>()));
}

} // namespace

Folder Archives::of_task(const duty::Who& office, followup::TaskId id) {
    const auto task = sources_.plans.task(org::Scope::all(), id);
    const auto number = nlohmann::json::parse(task.row).at("number").get<std::string>();
    Gatherer gatherer{sources_, office};
    gatherer.add_task(task, "01 任务/");
    gatherer.add_reports(task.plan.id, number, "02 报送/");
    gatherer.add_supervision(task.plan.id, id, "03 督办/");
    gatherer.add_documents(task.plan.id, id, "04 成果/");
    gatherer.add_remarks(task.plan.id, id, "05 批示/");
    return {title_in(task), gatherer.take()};
}

Folder Archives::of_plan(const duty::Who& office, followup::PlanId id) {
    const auto plan = sources_.plans.detail(org::Scope::all(), id);
    Gatherer gatherer{sources_, office};
    gatherer.add_notice(plan);
    for (const auto task : gatherer.tasks(id)) {
        const auto detail = sources_.plans.task(org::Scope::all(), task);
        gatherer.add_task(detail, "03 任务/" + title_in(detail) + "/");
    }
    gatherer.add_reports(id, "", "04 报送/");
    gatherer.add_supervision(id, {}, "05 督办/");
    gatherer.add_documents(id, {}, "06 成果/");
    gatherer.add_remarks(id, {}, "07 批示/");
    return {file_name(plan.plan.name), gatherer.take()};
}

} // namespace luoshi::archive

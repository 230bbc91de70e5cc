// SPDX-License-Identifier: Apache-2.0
#include "followup/plan_spec.hpp"

#include "base/text.hpp"
#include "followup/due.hpp"
#include "notice/json.hpp"
#include "org/org.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace luoshi::followup {
namespace {

using pack::Fields;
using pack::Value;

// Of the value of a deadline, in Chinese and English.
std::pair<std::string_view, std::string_view> how_written(notice::DeadlineKind kind) {
    switch (kind) {
    case notice::DeadlineKind::date:
    case notice::DeadlineKind::month_end:
    case notice::DeadlineKind::year_end: break;
    case notice::DeadlineKind::recurring:
        return {"写成 FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10 这样",
                "expected something like FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"};
    case notice::DeadlineKind::relative:
        return {"写成 P10WD/issue（印发后 10 个工作日）这样",
                "expected something like P10WD/issue (10 working days from the issue)"};
    case notice::DeadlineKind::long_term: return {"写 LONG", "expected LONG"};
    }
    return {"写成 2011-11-01 这样的日期", "expected a date like 2011-11-01"};
}

class PlanReader {
public:
    PlanReader(const pack::Pack& pack, const pack::Document& document,
               std::vector<Diagnostic>& findings)
        : document_(document), findings_(findings) {
        if (const auto units = org::read_units(pack);
            units.value) { // its own findings are told elsewhere
            for (const auto& unit : *units.value) {
                units_.insert(unit.code);
            }
            has_units_ = true;
        }
    }

    TaskSpec task(const Value& value, bool general) {
        Fields fields{document_, value, findings_};
        TaskSpec task;
        if (!general) {
            task.number = fields.text("number");
            task.section = fields.text_or("section", "");
        }
        task.title = fields.text("title");
        task.title_en = fields.text("title_en");
        task.gist = fields.text("gist");
        task.standard = fields.texts("standard");
        for (const auto& entry : fields.list("assignments")) {
            assignment(task, entry);
        }
        for (const auto& entry : fields.list("deadlines")) {
            deadline(task, entry);
        }
        for (const auto& entry : fields.list("milestones")) {
            milestone(task, entry);
        }
        fields.finish();
        return task;
    }

private:
    // "- lead: [gd.jxw]": the role and who has it.
    void assignment(TaskSpec& task, const Value& value) {
        Fields fields{document_, value, findings_};
        for (const auto& [name, units] : value.members) {
            const auto role = notice::parse_role(name);
            if (!role) {
                fields.complain(units, "followup.role",
                                fmt::format("“{}”不是责任方式；可写 lead 牵头、joint 会同、"
                                            "responsible 负责、separate 分别负责、guide 指导支持、"
                                            "participate 参加、report_to 报送",
                                            name),
                                fmt::format("'{}' is no role; expected lead, joint, responsible, "
                                            "separate, guide, participate or report_to",
                                            name));
                continue;
            }
            for (const auto& code : fields.texts(name)) {
                if (has_units_ && units_.count(code) == 0) {
                    fields.complain(
                        units, "followup.unknown-unit",
                        fmt::format("units.yaml 里没有 id 是“{}”的单位或单位组", code),
                        fmt::format("'{}' is not the id of a unit or group in units.yaml", code));
                }
                task.assignments.emplace_back(code, *role);
            }
        }
    }

    void deadline(TaskSpec& task, const Value& value) {
        Fields fields{document_, value, findings_};
        const auto kind = notice::parse_deadline_kind(fields.one_of(
            "kind", {"date", "month_end", "year_end", "recurring", "relative", "long_term"}));
        const auto text = fields.text("value");
        if (kind && !text.empty() && !is_deadline_value(*kind, text)) {
            const auto [zh, en] = how_written(*kind);
            fields.complain(
                *fields.find("value"), "followup.deadline",
                fmt::format("“{}”不是这种时限的值；{}", text, zh),
                fmt::format("'{}' is not a value of that kind of deadline; {}", text, en));
        } else if (kind) {
            task.deadlines.emplace_back(*kind, text);
        }
        fields.finish();
    }

    void milestone(TaskSpec& task, const Value& value) {
        Fields fields{document_, value, findings_};
        auto title = fields.text("title");
        auto title_en = fields.text("title_en");
        const auto due = fields.required_date("due", "节点要有日期", "a milestone has a date");
        if (due && !task.milestones.empty() && *due < task.milestones.back().due) {
            fields.complain("followup.milestone-order",
                            fmt::format("“{}”早于前面的“{}”；节点按日期先后写", title,
                                        task.milestones.back().title),
                            fmt::format("'{}' is due before '{}'; expected milestones in order of "
                                        "date",
                                        title, task.milestones.back().title));
        } else if (due) {
            task.milestones.push_back({std::move(title), std::move(title_en), *due});
        }
        fields.finish();
    }

    const pack::Document& document_;
    std::vector<Diagnostic>& findings_;
    std::set<std::string, std::less<>> units_;
    bool has_units_ = false;
};

// As far as it can be read.
PlanSpec read_plan_file(const pack::Pack& pack, const pack::Document& document,
                        std::vector<Diagnostic>& findings) {
    PlanSpec plan;
    plan.pack = pack.code + " " + pack.version;
    plan.notice_number = pack.notice_number.value_or("");
    Fields fields{document, document.root, findings};
    PlanReader reader{pack, document, findings};
    std::set<std::string, std::less<>> numbers;
    for (const auto& value : fields.list("tasks")) {
        plan.tasks.push_back(reader.task(value, false));
        if (!numbers.insert(plan.tasks.back().number).second) {
            fields.complain(value, "followup.duplicate-task",
                            fmt::format("第 {} 项写了两次", plan.tasks.back().number),
                            fmt::format("task {} is defined twice", plan.tasks.back().number));
        }
    }
    if (const auto* general = fields.find("general")) {
        plan.general = reader.task(*general, true);
    }
    fields.finish();
    plan.settings = read_run_settings(pack, findings);
    return plan;
}

pack::Thing thing_of(const TaskSpec& task, const char* kind) {
    std::vector<std::string> assignments;
    for (const auto& [unit, role] : task.assignments) {
        assignments.push_back(fmt::format("{} {}", notice::to_string(role), unit));
    }
    std::vector<std::string> deadlines;
    for (const auto& [deadline, value] : task.deadlines) {
        deadlines.push_back(fmt::format("{} {}", notice::to_string(deadline), value));
    }
    std::vector<std::string> milestones;
    for (const auto& milestone : task.milestones) {
        milestones.push_back(fmt::format("{} {} ({})", to_string(milestone.due), milestone.title,
                                         milestone.title_en));
    }
    return {kind,
            task.number,
            task.title,
            {{"section", task.section},
             {"title", task.title},
             {"title_en", task.title_en},
             {"gist", task.gist},
             {"assignments", fmt::format("{}", fmt::join(assignments, "、"))},
             {"deadlines", fmt::format("{}", fmt::join(deadlines, "、"))},
             {"standard", fmt::format("{}", fmt::join(task.standard, "；"))},
             {"milestones", fmt::format("{}", fmt::join(milestones, "；"))}}};
}

pack::Thing thing_of(const RunSettings& settings) {
    return {"followup",
            "",
            "",
            {{"sign_within", std::to_string(settings.sign_within)},
             {"soon_within", std::to_string(settings.light.soon_within)},
             {"behind_by", std::to_string(settings.light.behind_by)},
             {"silent_until", std::to_string(settings.light.silent_until)},
             {"number", settings.number},
             {"closing_number", settings.closing_number}}};
}

std::vector<pack::Thing> things_of(const pack::Pack& pack) {
    std::vector<pack::Thing> things;
    if (pack.notice_number) {
        things.push_back({"plan", "", pack.title, {{"notice_number", *pack.notice_number}}});
    }
    std::vector<Diagnostic> unheard;
    things.push_back(thing_of(read_run_settings(pack, unheard)));
    const auto* document = pack.file("plan.yaml");
    if (document == nullptr) {
        return things;
    }
    std::vector<Diagnostic> findings; // told by check_plan, or of rules made since
    const auto plan = read_plan_file(pack, *document, findings);
    for (const auto& task : plan.tasks) {
        things.push_back(thing_of(task, "task"));
    }
    if (plan.general) {
        things.push_back(thing_of(*plan.general, "general"));
    }
    return things;
}

} // namespace

const TaskSpec* PlanSpec::find(std::string_view number) const {
    const auto it = std::find_if(tasks.begin(), tasks.end(),
                                 [&](const TaskSpec& task) { return task.number == number; });
    return it == tasks.end() ? nullptr : &*it;
}

Checked<PlanSpec> read_plan(const pack::Pack& pack) {
    const auto* document = pack.file("plan.yaml");
    if (document == nullptr) {
        return {std::nullopt, {}};
    }
    std::vector<Diagnostic> findings;
    auto plan = read_plan_file(pack, *document, findings);
    return findings.empty() ? Checked<PlanSpec>{std::move(plan), {}}
                            : Checked<PlanSpec>{std::nullopt, std::move(findings)};
}

std::vector<Diagnostic> check_plan(const pack::Pack& pack) {
    if (pack.file("plan.yaml") != nullptr) {
        return read_plan(pack).diagnostics;
    }
    std::vector<Diagnostic> findings;
    read_run_settings(pack, findings);
    return findings;
}

// A notice takes its titles from one pack.
std::vector<Diagnostic> check_plans_together(const pack::PackList& packs) {
    std::vector<Diagnostic> findings;
    std::map<std::string, const pack::Pack*> by_number;
    for (const auto* pack : packs) {
        if (!pack->notice_number || pack->file("plan.yaml") == nullptr) {
            continue;
        }
        const auto [it, is_new] = by_number.emplace(fold(*pack->notice_number), pack);
        if (!is_new) {
            const auto& document = *pack->file("pack.yaml");
            findings.push_back({Severity::error, "followup.same-notice", document.file,
                                document.root.find("notice_number")->span,
                                fmt::format("pack '{}' has a plan for notice '{}' too",
                                            it->second->code, *pack->notice_number),
                                fmt::format("方案包“{}”也有文件“{}”的方案", it->second->code,
                                            *pack->notice_number)});
        }
    }
    return findings;
}

std::vector<pack::Count> count_tasks(const pack::Pack& pack) {
    const auto things = things_of(pack);
    const auto tasks = std::count_if(things.begin(), things.end(),
                                     [](const pack::Thing& thing) { return thing.kind == "task"; });
    return {{"task", static_cast<std::size_t>(tasks)}};
}

std::vector<pack::Change> plan_changes(const pack::Pack& before, const pack::Pack& after) {
    return pack::compare(things_of(before), things_of(after), pack::Act::removed);
}

} // namespace luoshi::followup

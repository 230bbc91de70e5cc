// SPDX-License-Identifier: Apache-2.0
// What a brief says before anybody edits it: figures, the lines that lie longest, a summary.
#include "leader/briefs.hpp"

#include "base/error.hpp"
#include "base/sentence.hpp"
#include "org/org.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace luoshi::leader {
namespace {

using followup::Light;

// So many lines of reports and of tasks fit two pages with a summary and proposals.
constexpr std::size_t kReportLines = 4;
constexpr std::size_t kTaskLines = 4;

constexpr std::pair<Light, std::string_view> kLightWords[] = {
    {Light::overdue, "逾期"},     {Light::behind, "进度滞后"}, {Light::soon, "临近时限"},
    {Light::undated, "未定时限"}, {Light::on, "正常推进"},     {Light::standing, "长期坚持"},
    {Light::paused, "暂缓"},      {Light::done, "已办结"},     {Light::ended, "已终止"},
};

std::vector<duty::DueLine> late_dues(duty::Dues& dues, followup::PlanId plan) {
    duty::DueFilter filter;
    filter.plan = plan;
    filter.late = true;
    std::vector<duty::DueLine> lines;
    std::string after;
    for (;;) {
        auto page = dues.list(org::Scope::all(), filter, after, 500);
        std::move(page.lines.begin(), page.lines.end(), std::back_inserter(lines));
        if (!page.next) {
            return lines;
        }
        after = *page.next;
    }
}

Figures count(const followup::Overview& overview, const std::vector<duty::DueLine>& late,
              const Clock& clock) {
    Figures figures;
    figures.tasks = overview.tasks;
    for (const auto& [light, words] : kLightWords) {
        if (const auto n = overview.counts[static_cast<std::size_t>(light)]; n > 0) {
            figures.lights[light] = n;
        }
    }
    std::set<org::UnitId> units;
    for (const auto& line : late) {
        units.insert(line.due.unit);
    }
    figures.late_reports = static_cast<std::int64_t>(late.size());
    figures.late_units = static_cast<std::int64_t>(units.size());
    figures.on = clock.today();
    figures.at = clock.now();
    return figures;
}

std::string summary_of(const Figures& figures) {
    std::string text = fmt::format("截至{}，全部{}项任务中", in_chinese(figures.on), figures.tasks);
    for (const auto& [light, words] : kLightWords) {
        if (const auto n = figures.of(light); n > 0) {
            text += fmt::format("，{}{}项", words, n);
        }
    }
    text += "。";
    text += figures.late_reports == 0 ? "报送没有逾期。"
                                      : fmt::format("逾期未报{}件，涉及{}个单位。",
                                                    figures.late_reports, figures.late_units);
    return text;
}

// One line for each report and date, and the step at which it lies: those waiting longest first.
std::vector<Stuck> stuck_reports(const std::vector<duty::DueLine>& late) {
    using Key = std::tuple<duty::DutyId, Date, duty::StepKind>;
    std::vector<std::pair<Key, Stuck>> groups;
    for (const auto& line : late) {
        const Key key{line.due.duty, line.due.occurrence, line.step().kind};
        auto it = std::find_if(groups.begin(), groups.end(),
                               [&](const auto& group) { return group.first == key; });
        if (it == groups.end()) {
            Stuck fresh;
            fresh.words = fmt::format("{}，{}应报", line.title.zh, in_chinese(line.due.due_on));
            fresh.step = std::string{duty::to_words(line.step().kind)};
            fresh.since = line.due.since;
            fresh.light = Light::overdue;
            it = groups.insert(groups.end(), {key, std::move(fresh)});
        }
        auto& stuck = it->second;
        stuck.units.push_back(line.due.unit);
        stuck.since = std::min(*stuck.since, line.due.since);
        stuck.link = stuck.units.size() == 1 ? "/dues/" + to_string(line.due.id)
                                             : "/duties/" + to_string(line.due.duty);
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto& a, const auto& b) { return a.second.since < b.second.since; });
    std::vector<Stuck> out;
    for (auto& [key, stuck] : groups) {
        out.push_back(std::move(stuck));
    }
    out.resize(std::min(out.size(), kReportLines));
    return out;
}

// Who carries a task: its leads, else whoever is responsible.
std::vector<org::UnitId> carriers(const followup::Matrix& matrix, std::int64_t place) {
    std::vector<org::UnitId> leads, others;
    for (const auto& cell : matrix.cells) {
        if (cell.task != place) {
            continue;
        }
        for (const auto role : followup::roles_in(cell.roles)) {
            if (role == notice::Role::lead) {
                leads.push_back(cell.unit);
            } else if (role == notice::Role::responsible || role == notice::Role::separate) {
                others.push_back(cell.unit);
            }
        }
    }
    return leads.empty() ? others : leads;
}

// What a notice brings, where its name says that it brings something: 关于印发《…》的通知.
std::string matter_of(const std::string& name) {
    constexpr std::string_view kBegin = "关于印发《", kEnd = "》的通知";
    const bool brings = name.size() > kBegin.size() + kEnd.size() && name.starts_with(kBegin) &&
                        name.ends_with(kEnd);
    return brings ? name.substr(kBegin.size(), name.size() - kBegin.size() - kEnd.size()) : name;
}

} // namespace

Briefs::Content Briefs::gather(followup::PlanId plan) {
    const auto about = sources_.plans.plan(org::Scope::all(), plan);
    if (!about.started_on) {
        throw failure(ErrorCode::conflict, "followup.not-started", "the plan is not in force");
    }
    const auto late = late_dues(sources_.dues, plan);
    Content content;
    content.figures = count(sources_.lives.overview(org::Scope::all(), plan), late, sources_.clock);
    content.text.title = matter_of(about.name) + "落实情况";
    content.text.words = summary_of(content.figures);
    content.text.stuck = stuck_reports(late);
    const auto matrix = sources_.plans.matrix(org::Scope::all(), plan);
    std::size_t lines = 0;
    for (const auto wanted : {Light::overdue, Light::behind}) {
        for (std::size_t place = 0; place < matrix.tasks.size() && lines < kTaskLines; ++place) {
            const auto& task = matrix.tasks[place];
            if (task.light != wanted) {
                continue;
            }
            ++lines;
            const auto life = sources_.lives.of({{}, org::Scope::all(), {}}, task.id);
            Stuck stuck;
            stuck.words = fmt::format("第{}项　{}", task.number, first_sentence(task.title));
            stuck.units = carriers(matrix, static_cast<std::int64_t>(place));
            stuck.since = wanted == Light::overdue ? life.due : life.start;
            stuck.step = std::string{to_words(life.waits)};
            stuck.light = wanted;
            stuck.link = "/tasks/" + to_string(task.id);
            content.text.stuck.push_back(std::move(stuck));
        }
    }
    if (const auto n = content.figures.of(Light::undated); n > 0) {
        content.text.stuck.push_back({fmt::format("{}项没有时限", n),
                                      {},
                                      {},
                                      "",
                                      Light::undated,
                                      fmt::format("/plans/{}?light=undated", to_string(plan))});
    }
    if (!late.empty()) {
        content.text.proposals.push_back({"请办公室电话提醒逾期单位尽快补报。", {}, {}});
    }
    return content;
}

} // namespace luoshi::leader

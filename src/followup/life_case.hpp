// SPDX-License-Identifier: Apache-2.0
// For tests of lives: the sample plan in force, and whoever acts in it. Item 5: 省财政厅 leads,
// 省经信委 and 省人社厅 help; the notice gives no date.
#pragma once

#include "followup/life.hpp"
#include "followup/testing/test_installation.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace luoshi::followup {

using nlohmann::json;

inline std::string detail(const Error& error, const std::string& name) {
    for (const auto& [key, value] : error.details()) {
        if (key == name) {
            return value;
        }
    }
    return "";
}

class LifeCase : public testing::TestWithParam<store::EngineKind> {
protected:
    LifeCase() { lives_.start(office_, plan_); }

    org::UnitId unit(const char* name) {
        return installation_.directory()->find_name(name, installation_.today())->id;
    }
    Asker of(const char* name) { return {{11, "李敏", "r"}, org::Scope::of(unit(name)), {}}; }
    TaskId task(int number) {
        const auto page = installation_.plans.tasks(org::Scope::all(), plan_, {}, number - 1, 1);
        return TaskId{*parse_id(json::parse(page.rows.at(0))["id"].get<std::string>())};
    }
    json row(int number, const org::Scope& scope = org::Scope::all()) {
        TaskFilter filter;
        for (const auto& one : installation_.plans.tasks(scope, plan_, filter, 0, 100).rows) {
            auto found = json::parse(one);
            if (found["number"] == std::to_string(number)) {
                return found;
            }
        }
        return {};
    }
    Life life(TaskId task) { return lives_.of(office_, task); }
    std::int64_t seen(TaskId task) { return life(task).version; }
    void pass_days(int days) {
        installation_.store().clock().advance(std::chrono::hours{24 * days});
    }
    Date in_days(int days) { return installation_.today().plus_days(days); }

    void approve(TaskId task, const Asker& lead, const std::vector<NewMilestone>& steps) {
        lives_.propose(lead, task, seen(task), steps, "");
        lives_.decide_plan(office_, task, seen(task), life(task).proposals.front().id, true, "");
    }
    void reach(TaskId task, const Asker& lead) {
        for (const auto& one : life(task).milestones) {
            if (one.state == StepState::approved) {
                lives_.report_step(lead, task, seen(task), one.id, "已完成", {});
                lives_.decide_step(office_, task, seen(task), one.id, true, "");
            }
        }
    }
    NewEvidence words(std::size_t line) {
        NewEvidence evidence;
        evidence.title = "印发文件一份";
        evidence.line = line;
        return evidence;
    }
    void check_all(TaskId task, bool met) {
        std::vector<LineCheck> lines;
        const auto closing = life(task).closings.front();
        for (const auto& line : closing.lines) {
            LineCheck check;
            check.line = line.id;
            check.met = met;
            check.note = met ? "" : "未见文件";
            lines.push_back(check);
        }
        lives_.check(office_, task, seen(task), lines);
    }

    TestInstallation installation_{GetParam()};
    PlanId plan_ = installation_.plan_of(sample());
    SpecsInForce specs_ = installation_.imports.specs();
    Lives lives_{installation_.database(), installation_.directories, installation_.store().clock(),
                 specs_};
    Asker office_{{7, "王强", "r1"}, org::Scope::all(), {}};
    const Approver approver_{"林志远", "副秘书长", {}};
};

} // namespace luoshi::followup

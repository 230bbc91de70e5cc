// SPDX-License-Identifier: Apache-2.0
// Common to the tests of subtasks: a task 省人社厅 leads, with 处室 and a centre below it.
#pragma once

#include "duty/testing/test_duties.hpp"
#include "followup/holders.hpp"
#include "followup/life.hpp"
#include "notify/notices.hpp"
#include "subtask/subtasks.hpp"

#include <gmock/gmock.h>

namespace luoshi::subtask {

class SubtasksTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    SubtasksTest() {
        lives.start({office_.actor, org::Scope::all(), {}}, t.plan);
        find_task();
        joint_ = task_facts().holders.front().first;
        for (const auto& [unit, roles] : task_facts().holders) {
            if ((roles & followup::kHelping) != 0) {
                joint_ = unit;
            }
        }
    }
    // Who joins when first asked for: hashing passwords takes time.
    duty::Who person(const std::string& name, const std::string& unit) {
        if (people_.insert(name).second) {
            t.add(name, access::Role::drafter, unit);
        }
        return t.who(name);
    }

    // The first task 省人社厅 leads with joint units and no date.
    void find_task() {
        t.installation.database().read([&](store::Reader& reader) {
            for (const auto& held : followup::held_tasks(reader, t.plan, t.unit("gd.rst"))) {
                const auto facts = followup::task_facts(reader, held.task);
                const bool helped = std::ranges::any_of(facts.holders, [](const auto& holder) {
                    return (holder.second & followup::kHelping) != 0;
                });
                if ((held.roles & followup::bit(notice::Role::lead)) != 0 && helped && !facts.due &&
                    !task_) {
                    task_ = held.task;
                    number_ = held.number;
                }
            }
        });
        ASSERT_TRUE(task_);
    }
    followup::TaskFacts task_facts() {
        return t.installation.database().read(
            [&](store::Reader& reader) { return followup::task_facts(reader, task_); });
    }

    duty::Who lead() { return t.who("李敏"); }
    duty::Who bureau() { return person("何处", "gd.rst.zjc"); } // 职业能力建设处
    duty::Who other_bureau() { return person("吴处", "gd.rst.jyc"); }
    duty::Who centre() { return person("冯主任", "gd.rst.jdc"); }
    duty::Who joint() { return person("会同人", t.installation.directory()->find(joint_)->code); }

    static Date day(const char* text) { return *Date::parse(text); }
    Part part(const char* unit, const char* due = "2011-12-20", const char* title = "开展培训") {
        return {t.unit(unit), title, "有台账", day(due)};
    }
    Request split(std::vector<Part> parts, SubtaskId parent = {}) {
        return {task_, parent, {}, std::move(parts)};
    }
    Request share(const char* due = "2011-12-20") {
        Request request{task_, {}, {}, {{joint_, "提供资金安排情况", "", day(due)}}};
        request.source.origin = Origin::share;
        return request;
    }
    SubtaskId one(const char* unit = "gd.rst.zjc", const char* due = "2011-12-20") {
        return all.hand_out(lead(), split({part(unit, due)})).front();
    }
    SubtaskId accepted(const char* unit = "gd.rst.zjc", const char* due = "2011-12-20") {
        const auto id = one(unit, due);
        all.accept(unit == std::string{"gd.rst.zjc"} ? bureau() : other_bureau(), id, 1);
        return id;
    }
    Subtask at(SubtaskId id) { return all.detail(office_.principal, id).tree.lines.at(0).subtask; }
    std::int64_t version(SubtaskId id) { return at(id).version; }
    std::vector<std::string> told(const duty::Who& who) { // titles, oldest first
        std::vector<std::string> titles;
        for (const auto& one : notices.inbox(who.principal.id, {.limit = 100})) {
            if (one.object_kind == "subtask") {
                titles.insert(titles.begin(), one.title);
            }
        }
        return titles;
    }

    std::set<std::string> people_;
    duty::testing::TestDuties t{GetParam()};
    duty::Who office_ = t.office();
    followup::TaskId task_;
    std::string number_;
    org::UnitId joint_;
    followup::Lives lives{t.installation.database(), t.installation.directories,
                          t.installation.store().clock(), t.installation.imports.specs()};
    notify::Notices notices{t.installation.database(), t.installation.store().clock()};
    Subtasks all{{t.installation.database(), t.installation.directories,
                  t.installation.store().blobs(), t.duties, t.dues,
                  t.installation.store().clock()}};
};

} // namespace luoshi::subtask

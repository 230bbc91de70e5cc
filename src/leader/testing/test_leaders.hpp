// SPDX-License-Identifier: Apache-2.0
// For tests: a plan in force with late reports, two leaders, a secretary of the first, and people
// of two departments.
#pragma once

#include "duty/testing/test_duties.hpp"
#include "leader/briefs.hpp"
#include "leader/remarks.hpp"
#include "notify/notices.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace luoshi::leader::testing {

class TestLeaders {
public:
    explicit TestLeaders(store::EngineKind engine) : t(engine) {
        lives.start({office.actor, org::Scope::all(), {}}, t.plan);
        t.issue("closing");
        first = join("刘志远", access::Role::leader, "副组长", {});
        second = join("何文", access::Role::leader, "组长", {});
        secretary = join("许静", access::Role::secretary, "", first.principal.id);
        t.add("黄韶", access::Role::drafter, "gd.c440200");
        city = t.who("黄韶");
        department = t.who("李敏");
        t.travel("2011-11-21");
    }

    duty::Who join(const std::string& name, access::Role role, const std::string& title,
                   access::PersonId serves) {
        const auto who = t.access
                             .add_person({0, "test", ""}, {.username = "l" + std::to_string(++made),
                                                           .name = name,
                                                           .role = role,
                                                           .unit = {},
                                                           .password = "long enough!",
                                                           .must_change_password = false,
                                                           .demo = false,
                                                           .title = title,
                                                           .serves = serves})
                             .who;
        return {who, access::actor_of(who, "r")};
    }

    PaperId send(const std::vector<access::PersonId>& leaders) {
        NewPaper paper;
        paper.kind = PaperKind::other;
        paper.title = "关于粤北园区用地的情况";
        paper.words = "请阅示";
        paper.link = "/plans/1";
        paper.leaders = leaders;
        return papers.send(office, t.plan, paper);
    }
    Brief brief(BriefId id) { return briefs.detail(office.principal, id).briefs.front(); }
    Remark remark(RemarkId id) { return remarks.detail(office.principal, id).remarks.front(); }
    Reading reading(PaperId id, const duty::Who& leader) {
        for (const auto& one : papers.detail(office.principal, id).readings) {
            if (one.leader == leader.principal.id) {
                return one;
            }
        }
        return {};
    }
    std::vector<std::string> inbox(const duty::Who& who) {
        std::vector<std::string> links;
        for (const auto& entry : notices.inbox(who.principal.id, {})) {
            links.push_back(entry.link);
        }
        return links;
    }

    duty::testing::TestDuties t;
    duty::Who office = t.office(), first, second, secretary, city, department;
    int made = 0;
    followup::Lives lives{t.installation.database(), t.installation.directories,
                          t.installation.store().clock(), t.installation.imports.specs()};
    notify::Notices notices{t.installation.database(), t.installation.store().clock()};
    supervise::Supervision supervision{{t.installation.database(), t.installation.directories,
                                        t.installation.plans, lives, t.duties, t.dues,
                                        t.installation.store().clock()}};
    Briefs briefs{{t.installation.database(), t.installation.directories, t.installation.plans,
                   lives, t.dues, t.installation.store().clock()}};
    Papers papers{{t.installation.database(), t.installation.plans, t.dues, supervision}};
    Remarks remarks{{t.installation.database(), t.installation.directories, t.installation.plans,
                     t.installation.store().blobs()}};
};

} // namespace luoshi::leader::testing

// SPDX-License-Identifier: Apache-2.0
// For tests of this and later modules: the sample plan of notice 193 on a day of 2011, with people,
// whose clock goes where one says.
#pragma once

#include "access/access.hpp"
#include "duty/chains.hpp"
#include "duty/dues.hpp"
#include "duty/duties.hpp"
#include "duty/submissions.hpp"
#include "followup/testing/test_installation.hpp"
#include "form/library.hpp"
#include "store/database.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace luoshi::duty::testing {

class TestDuties {
public:
    explicit TestDuties(store::EngineKind engine = store::EngineKind::sqlite,
                        DutySettings settings = {})
        : installation(engine), settings_(settings),
          specs_(std::make_shared<const std::vector<DutySpecs>>(
              1, *read_duties(installation.pack(), {&installation.pack()}).value)) {
        plan = installation.plan_of(followup::sample());
        travel("2011-11-10");
        ids = duties.take_from_pack(office().actor, plan);
    }

    // Noon of that day, in China.
    void travel(const std::string& day) {
        using namespace std::chrono;
        const auto date = *Date::parse(day);
        const auto at = Timestamp{days{date.days_since_epoch()} + hours{4}};
        auto& clock = installation.store().clock();
        clock.advance(duration_cast<microseconds>(at - clock.now()));
    }

    // One of the people below, who joins when first asked for: hashing passwords takes time.
    Who who(const std::string& name) {
        for (const auto& [known, role, unit_code] :
             {std::tuple{"王强", access::Role::office, "gd.office"},
              std::tuple{"李敏", access::Role::drafter, "gd.rst"},
              std::tuple{"赵处", access::Role::drafter, "gd.rst"},
              std::tuple{"孙厅", access::Role::signer, "gd.rst"},
              std::tuple{"陈国华", access::Role::signer, "gd.czt"}}) {
            if (name == known && !people_.contains(name)) {
                add(name, role, unit_code);
            }
        }
        const auto& principal = people_.at(name);
        return {principal, access::actor_of(principal, "r")};
    }
    Who office() { return who("王强"); }

    org::UnitId unit(const std::string& code) {
        return installation.directory()->find_code(code)->id;
    }
    // Another server on the same rows; on SQLite, which has one, the database itself.
    store::Database& other_server() {
        auto& store = installation.store();
        if (store.database().engine() != "sqlite" && !other_) {
            other_ids_.next();
            auto options = store.options();
            options.ids = &other_ids_;
            other_ = store::Database::open(options);
        }
        return other_ ? *other_ : store.database();
    }
    DutyId duty(const std::string& code) {
        for (const auto& one : duties.list(org::Scope::all(), plan)) {
            if (one.definition.code == code) {
                return one.id;
            }
        }
        throw std::runtime_error{"no duty " + code};
    }
    void issue(const std::string& code, const Approval& approval = {"省领导", "副省长", "同意"}) {
        const auto id = duty(code);
        duties.issue(office().actor, id, duties.detail(org::Scope::all(), id).version, approval);
    }
    std::vector<DueLine> all_dues(const std::string& code) {
        DueFilter filter;
        filter.duty = duty(code);
        std::vector<DueLine> lines;
        std::string after;
        for (;;) {
            auto page = dues.list(org::Scope::all(), filter, after, 500);
            lines.insert(lines.end(), page.lines.begin(), page.lines.end());
            if (!page.next) {
                return lines;
            }
            after = *page.next;
        }
    }
    // The due of a unit, by code, with the date it falls on; the first when `day` is "".
    DueId due(const std::string& code, const std::string& unit_code, const std::string& day = "") {
        for (const auto& line : all_dues(code)) {
            if (line.due.unit == unit(unit_code) &&
                (day.empty() || to_string(line.due.occurrence) == day)) {
                return line.due.id;
            }
        }
        throw std::runtime_error{"no due of " + unit_code};
    }
    void add(const std::string& name, access::Role role, const std::string& unit_code) {
        people_[name] =
            access
                .add_person({0, "test", ""}, {.username = "u" + std::to_string(people_.size() + 10),
                                              .name = name,
                                              .role = role,
                                              .unit = unit(unit_code),
                                              .password = "long enough!",
                                              .must_change_password = false,
                                              .demo = false})
                .who;
    }

    followup::TestInstallation installation;
    followup::PlanId plan;
    std::vector<DutyId> ids;

private:
    DutySettings settings_;
    std::shared_ptr<const std::vector<DutySpecs>> specs_;
    std::map<std::string, access::Principal> people_;
    IdMaker other_ids_{installation.store().clock(), 7};
    std::unique_ptr<store::Database> other_;

public:
    access::Access access{installation.database(), installation.directories,
                          installation.store().clock()};
    form::Library library{installation.database()};
    SpecsInForce specs{[this](store::Reader&) { return specs_; }};
    Duties duties{installation.database(),
                  installation.directories,
                  library,
                  installation.store().clock(),
                  specs,
                  settings_};
    Dues dues{installation.database(), installation.directories, installation.store().clock(),
              settings_};
    Chains chains{installation.database(), access, installation.store().clock()};
    Submissions submissions{
        {installation.database(), installation.directories, library, installation.store().clock()},
        installation.store().blobs(),
        access};
};

} // namespace luoshi::duty::testing

// SPDX-License-Identifier: Apache-2.0
// The sample an installation shows to newcomers: the pack's own notice as a plan, accounts to log
// in with, and the people of demo/autumn.yaml, who do their work as the business date moves on.
#pragma once

#include "api/api.hpp"
#include "app/installation.hpp"
#include "demo/autumn.hpp"

#include <memory>
#include <mutex>
#include <vector>

namespace luoshi::app {

class Demo {
public:
    // Makes plan and accounts where they are not there yet. With people the days since the notice
    // are lived through up to the pack's business date; a later start goes on where
    // the last one ended. Error not_found (app.no-demo) when no pack has a demo.
    Demo(Installation& installation, bool with_people);

    const std::vector<api::DemoAccount>& accounts() const noexcept { return accounts_; }
    // Day by day where people act on the way; earlier days at once. Answers when it is there.
    // Threads: any, one after the other.
    void move_to(Date day);

private:
    void make_accounts(const pack::Pack& pack);
    followup::PlanId make_plan(const pack::Pack& pack);
    void put_into_force(const followup::Plan& plan);
    void issue_duties(followup::PlanId plan);
    void live(Date day); // makes it today

    Installation& installation_;
    std::vector<api::DemoAccount> accounts_;
    std::unique_ptr<demo::Autumn> people_; // none: nobody acts by himself
    std::mutex mutex_;
};

} // namespace luoshi::app

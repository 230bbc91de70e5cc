// SPDX-License-Identifier: Apache-2.0
#include "app/demo.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

namespace luoshi::app {
namespace {

const store::Actor kDemo{0, "系统示例", ""};

std::shared_ptr<const pack::Pack> demo_pack(Installation& installation) {
    const auto packs = installation.database->read(
        [&](store::Reader& reader) { return installation.packs.in_force(reader); });
    const auto it = std::find_if(packs->begin(), packs->end(), [](const pack::InForce& one) {
        return one.pack->demo.has_value();
    });
    if (it == packs->end()) {
        throw failure(ErrorCode::not_found, "app.no-demo",
                      "no pack of this installation has a demo; start without demo");
    }
    return it->pack;
}

org::UnitId unit_of(const org::Directory& directory, const std::string& code) {
    const auto* unit = code.empty() ? nullptr : directory.find_code(code);
    return unit == nullptr ? org::UnitId{} : unit->id;
}

access::PersonId leader_of(Installation& installation, const pack::DemoPerson& person) {
    const auto leaders =
        installation.database->read([](store::Reader& reader) { return access::leaders(reader); });
    const auto it = std::find_if(leaders.begin(), leaders.end(),
                                 [&](const auto& one) { return one.username == person.serves; });
    return it == leaders.end() ? access::PersonId{} : it->id;
}

void put_into_force(Installation& installation, const followup::Plan& plan) {
    if (!plan.started_on) {
        installation.lives.start({kDemo, org::Scope::all(), {}}, plan.id);
    }
}

// What has its date is issued; what waits for the office to set one stays a draft.
void issue_duties(Installation& installation, followup::PlanId plan) {
    installation.documents.take_from_pack(kDemo, plan);
    for (const auto id : installation.duties.take_from_pack(kDemo, plan)) {
        const auto duty = installation.duties.detail(org::Scope::all(), id);
        if (!duty.definition.on.empty()) {
            installation.duties.issue(kDemo, id, duty.version, {});
        }
    }
}

// The reader's own proposals are taken, as a person in a hurry would.
void make_plan(Installation& installation, const pack::Pack& pack) {
    const auto plans = installation.plans.list(org::Scope::all());
    const auto made = std::find_if(plans.begin(), plans.end(),
                                   [](const followup::Plan& plan) { return plan.sample; });
    if (made != plans.end()) { // at an earlier start
        put_into_force(installation, *made);
        issue_duties(installation, made->id);
        return;
    }
    const auto path = std::filesystem::path{pack.folder} / pack.demo->notice;
    std::ifstream stream{path, std::ios::binary};
    if (!stream) {
        throw failure(ErrorCode::not_found, "app.no-demo", "cannot read the sample notice '{}'",
                      path.string());
    }
    const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    const auto import = installation.imports.receive(kDemo, path.filename().string(), bytes);
    if (import.plan) {
        return;
    }
    auto detail = installation.imports.detail(import.id);
    std::vector<followup::Edit> answers;
    for (const auto& question : detail.draft.questions) {
        if (!question.answer) {
            answers.emplace_back(followup::Answer{question.id, question.choices.front()});
        }
    }
    if (!answers.empty()) {
        detail = installation.imports.edit(kDemo, import.id, detail.import.version, answers);
    }
    const auto plan =
        installation.imports.make_plan(kDemo, import.id, detail.import.version,
                                       {.name = "", .second = true, .key = "", .sample = true});
    put_into_force(installation, installation.plans.plan(org::Scope::all(), plan));
    issue_duties(installation, plan);
}

} // namespace

std::vector<api::DemoAccount> make_demo(Installation& installation) {
    const auto in_force = demo_pack(installation);
    const auto& pack = *in_force;
    installation.clock.set_today(pack.demo->business_date);
    const auto directory = installation.database->read(
        [&](store::Reader& reader) { return installation.directories.get(reader); });
    std::vector<api::DemoAccount> accounts;
    for (const auto& person : pack.demo->people) {
        const auto role = access::parse_role(person.role).value_or(access::Role::drafter);
        const auto* unit = person.unit.empty() ? nullptr : directory->find_code(person.unit);
        accounts.push_back({person.username, person.password, person.name,
                            unit == nullptr ? ""
                                            : directory->name(*unit, org::NameKind::short_name,
                                                              pack.demo->business_date),
                            role});
        try {
            installation.access.add_person(kDemo, {.username = person.username,
                                                   .name = person.name,
                                                   .role = role,
                                                   .unit = unit_of(*directory, person.unit),
                                                   .password = person.password,
                                                   .must_change_password = false,
                                                   .demo = true,
                                                   .title = person.title,
                                                   .serves = leader_of(installation, person)});
        } catch (const Error& error) {
            if (error.reason() != "access.username-taken") { // made at an earlier start
                throw;
            }
        }
    }
    make_plan(installation, pack);
    return accounts;
}

} // namespace luoshi::app

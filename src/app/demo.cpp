// SPDX-License-Identifier: Apache-2.0
#include "app/demo.hpp"

#include "app/due_work.hpp"
#include "app/log.hpp"
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

// Where the people had got to is kept beside the data: a start goes on from there.
std::string day_file(Installation& installation) {
    return installation.folder.path() + "/demo-day";
}

std::optional<Date> last_day(Installation& installation) {
    std::ifstream stream{day_file(installation)};
    std::string line;
    return std::getline(stream, line) ? Date::parse(line) : std::nullopt;
}

void keep_day(Installation& installation, Date day) {
    const auto path = day_file(installation);
    {
        std::ofstream stream{path + ".new"};
        stream << to_string(day) << '\n';
        if (!stream.flush()) {
            throw failure(ErrorCode::unavailable, "app.demo-day", "cannot write '{}'", path);
        }
    }
    std::filesystem::rename(path + ".new", path);
}

std::optional<demo::Script> read_people(Installation& installation, const pack::Pack& pack) {
    const auto packs = installation.database->read(
        [&](store::Reader& reader) { return installation.packs.in_force(reader); });
    pack::PackList beside;
    for (const auto& one : *packs) {
        beside.push_back(one.pack.get());
    }
    auto read = demo::read_script(pack, beside);
    for (const auto& finding : read.diagnostics) {
        log_line("warning", "demo-script", {{"finding", finding.message}});
    }
    return std::move(read.value);
}

demo::Services services_of(Installation& installation) {
    return {*installation.database,      installation.clock,     installation.directories,
            installation.access,         installation.plans,     installation.lives,
            installation.duties,         installation.dues,      installation.submissions,
            installation.calls,          installation.subtasks,  installation.papers,
            installation.leader_remarks, installation.documents, installation.liaisons};
}

} // namespace

void Demo::put_into_force(const followup::Plan& plan) {
    if (!plan.started_on) {
        installation_.lives.start({kDemo, org::Scope::all(), {}}, plan.id);
    }
}

// What has its date is issued; what waits for the office to set one stays a draft.
void Demo::issue_duties(followup::PlanId plan) {
    installation_.documents.take_from_pack(kDemo, plan);
    for (const auto id : installation_.duties.take_from_pack(kDemo, plan)) {
        const auto duty = installation_.duties.detail(org::Scope::all(), id);
        if (!duty.definition.on.empty()) {
            installation_.duties.issue(kDemo, id, duty.version, {});
        }
    }
}

// The reader's own proposals are taken, as a person in a hurry would.
followup::PlanId Demo::make_plan(const pack::Pack& pack) {
    const auto plans = installation_.plans.list(org::Scope::all());
    const auto made = std::find_if(plans.begin(), plans.end(),
                                   [](const followup::Plan& plan) { return plan.sample; });
    if (made != plans.end()) { // at an earlier start
        put_into_force(*made);
        issue_duties(made->id);
        return made->id;
    }
    const auto path = std::filesystem::path{pack.folder} / pack.demo->notice;
    std::ifstream stream{path, std::ios::binary};
    if (!stream) {
        throw failure(ErrorCode::not_found, "app.no-demo", "cannot read the sample notice '{}'",
                      path.string());
    }
    const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    const auto import = installation_.imports.receive(kDemo, path.filename().string(), bytes);
    if (import.plan) {
        return import.plan;
    }
    auto detail = installation_.imports.detail(import.id);
    std::vector<followup::Edit> answers;
    for (const auto& question : detail.draft.questions) {
        if (!question.answer) {
            answers.emplace_back(followup::Answer{question.id, question.choices.front()});
        }
    }
    if (!answers.empty()) {
        detail = installation_.imports.edit(kDemo, import.id, detail.import.version, answers);
    }
    const auto plan =
        installation_.imports.make_plan(kDemo, import.id, detail.import.version,
                                        {.name = "", .second = true, .key = "", .sample = true});
    put_into_force(installation_.plans.plan(org::Scope::all(), plan));
    issue_duties(plan);
    return plan;
}

void Demo::make_accounts(const pack::Pack& pack) {
    const auto directory = installation_.database->read(
        [&](store::Reader& reader) { return installation_.directories.get(reader); });
    for (const auto& person : pack.demo->people) {
        const auto role = access::parse_role(person.role).value_or(access::Role::drafter);
        const auto* unit = person.unit.empty() ? nullptr : directory->find_code(person.unit);
        accounts_.push_back({person.username, person.password, person.name,
                             unit == nullptr ? ""
                                             : directory->name(*unit, org::NameKind::short_name,
                                                               pack.demo->business_date),
                             role});
        try {
            installation_.access.add_person(kDemo, {.username = person.username,
                                                    .name = person.name,
                                                    .role = role,
                                                    .unit = unit_of(*directory, person.unit),
                                                    .password = person.password,
                                                    .must_change_password = false,
                                                    .demo = true,
                                                    .title = person.title,
                                                    .serves = leader_of(installation_, person)});
        } catch (const Error& error) {
            if (error.reason() != "access.username-taken") { // made at an earlier start
                throw;
            }
        }
    }
}

Demo::Demo(Installation& installation, bool with_people) : installation_(installation) {
    const auto pack = demo_pack(installation);
    auto script = with_people ? read_people(installation, *pack) : std::nullopt;
    const auto last = script ? last_day(installation) : std::nullopt;
    // Later starts begin where the last one ended, so nothing is dated before what came first.
    // A plan made without people begins when it was made.
    const bool made = !installation.plans.list(org::Scope::all()).empty();
    const auto begin = script && !made ? std::min(script->from, pack->demo->business_date)
                                       : last.value_or(pack->demo->business_date);
    installation.clock.set_today(begin);
    make_accounts(*pack);
    const auto plan = make_plan(*pack);
    if (script) {
        people_ =
            std::make_unique<demo::Autumn>(services_of(installation), std::move(*script), plan);
        people_->hire();
        do_due_work(installation);
    }
    // At least to the day of the pack: a first start may have been cut off on the way.
    move_to(std::max(pack->demo->business_date, last.value_or(begin)));
}

void Demo::move_to(Date day) {
    const std::lock_guard lock{mutex_};
    if (people_) {
        const auto until = std::min(day, people_->script().until);
        for (auto next = installation_.clock.today().plus_days(1); next <= until;
             next = next.plus_days(1)) {
            live(next);
        }
    }
    installation_.clock.set_today(day);
    if (people_) {
        keep_day(installation_, day);
    }
}

void Demo::live(Date day) {
    installation_.clock.set_today(day);
    keep_day(installation_, day); // before anything is dated so
    const auto played = people_->play();
    do_due_work(installation_);
    if (played.acts > 0) {
        log_line("info", "demo-day",
                 {{"day", to_string(day)}, {"acts", std::to_string(played.acts)}});
    }
    for (const auto& [reason, times] : played.refused) {
        log_line("warning", "demo-refused",
                 {{"day", to_string(day)}, {"reason", reason}, {"times", std::to_string(times)}});
    }
}

} // namespace luoshi::app

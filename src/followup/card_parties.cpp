// SPDX-License-Identifier: Apache-2.0
#include "followup/card_parties.hpp"

#include "base/error.hpp"
#include "followup/life_desk.hpp"
#include "followup/rows_closing.hpp"
#include "notice/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace luoshi::followup {
namespace {

using Json = nlohmann::json;

// The row of the list: whoever is replaced goes, whoever comes stands last. A group stays.
std::string with_parties(const std::string& card, const Objection& objection,
                         const std::string& name, bool direct) {
    auto json = Json::parse(card);
    auto& parties = json["parties"];
    if (*objection.decision == Decision::replace && direct) {
        parties.erase(std::remove_if(parties.begin(), parties.end(),
                                     [&](const Json& party) {
                                         return party["unit_id"] == to_string(objection.unit) &&
                                                party["role"] != "report_to";
                                     }),
                      parties.end());
    }
    parties.push_back({{"role", notice::to_string(*objection.decided_role)},
                       {"text", name},
                       {"unit_id", to_string(objection.decided_unit)},
                       {"kind", "unit"},
                       {"members", Json()},
                       {"open", false},
                       {"pending", false},
                       {"list_basis", Json()}});
    return json.dump();
}

// Whether an assignment named the unit itself; those it had are ended.
bool end_assignments(store::Transaction& transaction, TaskId task, const Objection& objection) {
    bool direct = false;
    for (const auto& row : assignments_of(transaction, task)) {
        if (row.unit == objection.unit && !row.ended && row.role != notice::Role::report_to) {
            end_assignment(transaction, row.id, objection.id, *objection.decided_on);
            direct = true;
        }
    }
    return direct;
}

} // namespace

void apply_decision(store::Transaction& transaction, const org::Directory& directory, PlanId plan,
                    TaskId task, const Objection& objection) {
    if (!objection.decision || *objection.decision == Decision::keep) {
        return;
    }
    ensure(objection.decided_role && objection.decided_on, "a decision names role and day");
    const auto name_of = [&](org::UnitId id) {
        const auto* unit = directory.find(id);
        return unit == nullptr
                   ? std::string{}
                   : directory.name(*unit, org::NameKind::short_name, *objection.decided_on);
    };
    const auto holders = holders_of(transaction, task);
    const auto role = *objection.decided_role;
    bool direct = false;
    if (*objection.decision == Decision::replace) {
        const auto had = roles_of(holders, objection.unit);
        direct = end_assignments(transaction, task, objection);
        if (!direct && had != 0) {
            insert_assignment(transaction, plan, task,
                              {role, objection.unit, name_of(objection.unit), true, objection.id,
                               *objection.decided_on});
        }
        set_holder(transaction, plan, task, objection.unit, had & ~kWorking);
    }
    insert_assignment(transaction, plan, task,
                      {role, objection.decided_unit, name_of(objection.decided_unit), false,
                       objection.id, *objection.decided_on});
    set_holder(transaction, plan, task, objection.decided_unit,
               roles_of(holders, objection.decided_unit) | bit(role));
    save_card(transaction, task,
              with_parties(card_of(transaction, task), objection, name_of(objection.decided_unit),
                           direct));
    count_units(transaction, plan);
}

std::vector<std::string> lines_of(const std::string& json) {
    return json.empty() ? std::vector<std::string>{}
                        : Json::parse(json).get<std::vector<std::string>>();
}

} // namespace luoshi::followup

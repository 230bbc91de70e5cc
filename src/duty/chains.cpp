// SPDX-License-Identifier: Apache-2.0
#include "duty/chains.hpp"

#include "access/access.hpp"
#include "base/error.hpp"
#include "duty/rows.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::duty {
namespace {

using access::Role;

void must_belong(const access::Principal& who, org::UnitId unit) {
    if (who.role != Role::office && who.unit != unit) {
        throw failure(ErrorCode::not_found, "org.no-unit", "unit '{}' does not exist", unit.value);
    }
}

void begin(store::Transaction& transaction, const Who& who, const char* action, org::UnitId unit) {
    transaction.record({.actor = who.actor,
                        .action = action,
                        .object_kind = "unit",
                        .object_id = unit.value,
                        .plan_id = 0,
                        .detail = {}});
}

void may_name(const access::Principal& who, access::PersonId person) {
    if (who.id != person && who.role != Role::signer && who.role != Role::office) {
        throw failure(ErrorCode::forbidden, "duty.not-your-deputy",
                      "a deputy is named by the person, by a signer of the unit or by the office");
    }
}

} // namespace

Chains::OfUnit Chains::of(const access::Principal& who, org::UnitId unit) {
    must_belong(who, unit);
    return database_.read([&](store::Reader& reader) {
        auto stored = chain_of(reader, unit);
        return OfUnit{std::move(stored.steps), stored.version,
                      deputies_of(reader, unit, clock_.today()),
                      access::people_of_unit(reader, unit)};
    });
}

std::int64_t Chains::set(const Who& who, org::UnitId unit, std::int64_t version, Chain steps) {
    must_belong(who.principal, unit);
    check_chain(steps);
    for (auto& step : steps) {
        if (step.person == 0) {
            step.name.clear();
            continue;
        }
        const auto person = access_.person(access::PersonId{step.person});
        if (person.who.unit != unit || !person.active) {
            throw failure(ErrorCode::invalid_argument, "duty.bad-chain", "'{}' is not of this unit",
                          person.who.name);
        }
        step.name = person.who.name;
        step.role = person.who.role;
    }
    return database_.write([&](store::Transaction& transaction) {
        const auto stored = chain_of(transaction, unit);
        if (stored.version != version) {
            throw failure(ErrorCode::precondition_failed, "duty.changed-meanwhile",
                          "the chain was changed meanwhile; look at it again");
        }
        begin(transaction, who, "duty.chain-set", unit);
        save_chain(transaction, unit, {steps, version}, who.actor.name);
        return version + 1;
    });
}

DeputyId Chains::add_deputy(const Who& who, org::UnitId unit, const NewDeputy& wanted) {
    must_belong(who.principal, unit);
    may_name(who.principal, wanted.person);
    const auto person = access_.person(wanted.person);
    const auto deputy = access_.person(wanted.deputy);
    const bool sound = person.who.unit == unit && deputy.who.unit == unit && deputy.active &&
                       wanted.person != wanted.deputy && wanted.from < wanted.until &&
                       (wanted.kind == "代签" || wanted.kind == "AB岗");
    if (!sound) {
        throw failure(ErrorCode::invalid_argument, "duty.bad-deputy",
                      "a deputy is another person of the same unit, from a day until a later one, "
                      "as 代签 or AB岗");
    }
    Deputy row;
    row.person = wanted.person.value;
    row.person_name = person.who.name;
    row.role = person.who.role;
    row.deputy = wanted.deputy.value;
    row.deputy_name = deputy.who.name;
    row.kind = wanted.kind;
    row.from = wanted.from;
    row.until = wanted.until;
    return database_.write([&](store::Transaction& transaction) {
        begin(transaction, who, "duty.deputy-named", unit);
        return insert_deputy(transaction, unit, row, who.actor.name);
    });
}

void Chains::end_deputy(const Who& who, DeputyId id) {
    database_.write([&](store::Transaction& transaction) {
        const auto found = find_deputy(transaction, id);
        const auto& principal = who.principal;
        if (!found || (principal.role != Role::office && principal.unit != found->second)) {
            throw failure(ErrorCode::not_found, "duty.no-deputy", "deputy '{}' does not exist",
                          id.value);
        }
        may_name(principal, access::PersonId{found->first.person});
        begin(transaction, who, "duty.deputy-ended", found->second);
        duty::end_deputy(transaction, id, std::max(found->first.from, transaction.today()));
    });
}

} // namespace luoshi::duty

// SPDX-License-Identifier: Apache-2.0
#include "duty/duties.hpp"

#include "base/error.hpp"
#include "duty/cost.hpp"
#include "duty/make_dues.hpp"
#include "duty/overlap.hpp"
#include "duty/rows.hpp"
#include "followup/holders.hpp"
#include "form/definition.hpp"
#include "form/library.hpp"
#include "form/own.hpp"
#include "org/org.hpp"
#include "pack/pack.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace luoshi::duty {
namespace {

void begin(store::Transaction& transaction, const store::Actor& actor, const char* action,
           followup::PlanId plan, DutyId duty) {
    transaction.record({.actor = actor,
                        .action = action,
                        .object_kind = "duty",
                        .object_id = duty.value,
                        .plan_id = plan.value,
                        .detail = {}});
}

void must_be_seen(const Duty& duty, std::int64_t version) {
    if (duty.version != version) {
        throw failure(ErrorCode::precondition_failed, "duty.changed-meanwhile",
                      "the duty was changed meanwhile; look at it again");
    }
}

bool asks(const Duty& duty, const org::Directory& directory, org::UnitId unit, Date today) {
    const auto days = occurrences(duty.definition, today, today.plus_days(kHorizon));
    const auto units =
        units_of(duty.definition.who, directory, days.empty() ? today : days.front());
    return std::ranges::find(units, unit) != units.end();
}

void must_not_be_stopped(const Duty& duty) {
    if (duty.state == DutyState::stopped) {
        throw failure(ErrorCode::conflict, "duty.stopped", "the duty was stopped");
    }
}

DutyId insert_draft(store::Transaction& transaction, const store::Actor& actor,
                    followup::PlanId plan, const std::string& pack, const Definition& definition) {
    Duty duty;
    duty.id = transaction.make_id<DutyId>();
    duty.plan = plan;
    duty.pack = pack;
    duty.definition = definition;
    duty.created_by = actor.name;
    insert_duty(transaction, duty);
    return duty.id;
}

form::OwnForm own_of(const Definition& definition) {
    return form::own_form(definition.title, definition.fields);
}

// Fields of its own make its form.
Definition settled(Definition definition) {
    if (!definition.fields.empty()) {
        definition.form = own_of(definition).code;
    }
    return definition;
}

void keep_form(store::Transaction& transaction, const Definition& definition) {
    if (!definition.fields.empty()) {
        form::keep_own(transaction, own_of(definition));
    }
}

// A statistical table needs its number; what has a date needs one that is still to come.
void must_be_allowed(const Definition& definition, const form::Form& form, Date today) {
    if (form.statistical && form.statistical->approval_number.empty()) {
        throw failure(ErrorCode::conflict, "duty.form-not-approved",
                      "the statistical form '{}' has no number of approval yet", form.code);
    }
    if (!definition.on.empty() &&
        occurrences(definition, today, today.plus_days(kHorizon)).empty()) {
        throw failure(ErrorCode::conflict, "duty.no-date-left",
                      "'{}' falls on no day of the coming year", definition.on);
    }
}

} // namespace

Duties::Duties(store::Database& database, org::Directories& directories, form::Library& library,
               const Clock& clock, SpecsInForce specs, DutySettings settings)
    : database_(database), directories_(directories), library_(library), clock_(clock),
      specs_(std::move(specs)), settings_(settings) {}

Duties::FormsPtr Duties::forms_of(const std::string& pack, const Definition& definition) {
    auto forms =
        pack.empty() ? std::make_shared<const form::Forms>() : library_.current(pack).forms;
    if (definition.fields.empty()) {
        return forms;
    }
    auto with_own = std::make_shared<form::Forms>(*forms);
    with_own->all.push_back(form::read_own(pack, own_of(definition)));
    return with_own;
}

// A plan without a pack has its reports read with the first pack there is.
std::string Duties::pack_for(store::Reader& reader, followup::PlanId plan) {
    auto code = followup::facts_of(reader, plan).pack;
    if (code.empty()) {
        const auto all = pack::loaded(reader);
        code = all.empty() ? "" : all.front().code;
    }
    return code;
}

Duties::Opened Duties::open(DutyId id) {
    auto duty = database_.read([&](store::Reader& reader) { return must_find_duty(reader, id); });
    auto forms = forms_of(duty.pack, duty.definition);
    const auto* const form = forms->find(duty.definition.form);
    return {std::move(duty), std::move(forms), form};
}

std::vector<DutyId> Duties::take_from_pack(const store::Actor& actor, followup::PlanId plan) {
    return database_.write([&](store::Transaction& transaction) {
        std::vector<DutyId> ids;
        const auto facts = followup::facts_of(transaction, plan);
        const auto specs = specs_(transaction);
        const auto it = std::ranges::find(*specs, facts.pack, &DutySpecs::pack);
        if (it == specs->end()) {
            return ids;
        }
        for (const auto& definition : it->duties) {
            if (duty_of_code(transaction, plan, definition.code)) {
                continue;
            }
            if (ids.empty()) {
                begin(transaction, actor, "duty.taken-from-pack", plan, {});
            }
            ids.push_back(insert_draft(transaction, actor, plan, facts.pack, definition));
        }
        return ids;
    });
}

std::vector<Complaint> Duties::wrong_with(store::Reader& reader, const Duty& duty,
                                          const form::Forms& forms) {
    const auto directory = directories_.get(reader);
    const auto duties = list_duties(reader, duty.plan);
    const auto numbers = followup::task_numbers(reader, duty.plan);
    Known known;
    known.unit = [&](const std::string& code) { return directory->find_code(code) != nullptr; };
    known.task = [&](const std::string& number) { return numbers.contains(number); };
    known.duty = [&](const std::string& code) {
        return std::ranges::any_of(duties,
                                   [&](const Duty& one) { return one.definition.code == code; });
    };
    known.form_of = [&](const std::string& code) {
        const auto it = std::ranges::find(
            duties, code, [](const Duty& one) -> const auto& { return one.definition.code; });
        return it == duties.end() ? nullptr : forms.find(it->definition.form);
    };
    known.form = forms.find(duty.definition.form);
    return complaints(duty.definition, known);
}

void Duties::check(store::Reader& reader, const Duty& duty, const form::Forms& forms) {
    const auto found = wrong_with(reader, duty, forms);
    if (!found.empty()) {
        throw failure(ErrorCode::invalid_argument, "duty.bad-definition", "{}", found.front().en)
            .with("field", found.front().field)
            .with("rule", found.front().code)
            .with("words", found.front().zh);
    }
}

DutyId Duties::create(const store::Actor& actor, followup::PlanId plan,
                      const Definition& definition) {
    Duty duty;
    duty.plan = plan;
    duty.definition = settled(definition);
    duty.pack = database_.read([&](store::Reader& reader) { return pack_for(reader, plan); });
    const auto forms = forms_of(duty.pack, duty.definition);
    return database_.write([&](store::Transaction& transaction) {
        auto& code = duty.definition.code;
        if (definition.code.empty()) {
            code = "own-" + std::to_string(transaction.new_id());
        }
        check(transaction, duty, *forms);
        if (duty_of_code(transaction, plan, code)) {
            throw failure(ErrorCode::conflict, "duty.code-taken", "there is a duty '{}' already",
                          code)
                .with("id", code);
        }
        begin(transaction, actor, "duty.created", plan, {});
        keep_form(transaction, duty.definition);
        return insert_draft(transaction, actor, plan, duty.pack, duty.definition);
    });
}

void Duties::change(const store::Actor& actor, DutyId id, std::int64_t version,
                    const Definition& definition, const Approval& approval) {
    const auto settled_one = settled(definition);
    const auto forms = forms_of(open(id).duty.pack, settled_one);
    database_.write([&](store::Transaction& transaction) {
        auto duty = must_find_duty(transaction, id);
        must_be_seen(duty, version);
        must_not_be_stopped(duty);
        const auto code = duty.definition.code;
        duty.definition = settled_one;
        duty.definition.code = code;
        check(transaction, duty, *forms);
        begin(transaction, actor, "duty.changed", duty.plan, id);
        keep_form(transaction, duty.definition);
        if (duty.state == DutyState::issued) {
            duty.approval = approval.name.empty() ? duty.approval : approval;
            must_be_approved(transaction, duty, *forms->find(duty.definition.form));
            apply(transaction, duty, planned(transaction, duty, clock_.today()));
        }
        update_duty(transaction, duty);
    });
}

std::vector<Duty> Duties::list(const org::Scope& scope, followup::PlanId plan) {
    return database_.read([&](store::Reader& reader) {
        auto duties = list_duties(reader, plan);
        const auto directory = directories_.get(reader);
        std::erase_if(duties, [&](const Duty& duty) { return !sees(scope, duty, *directory); });
        return duties;
    });
}

Duty Duties::detail(const org::Scope& scope, DutyId id) {
    return database_.read([&](store::Reader& reader) {
        auto duty = must_find_duty(reader, id);
        if (!sees(scope, duty, *directories_.get(reader))) {
            throw failure(ErrorCode::not_found, "duty.no-duty", "the duty '{}' does not exist",
                          id.value);
        }
        return duty;
    });
}

bool Duties::sees(const org::Scope& scope, const Duty& duty,
                  const org::Directory& directory) const {
    return scope.sees_all() ||
           (duty.state != DutyState::draft && asks(duty, directory, scope.unit(), clock_.today()));
}

Cost Duties::cost(DutyId id) {
    const auto opened = open(id);
    if (opened.form == nullptr) {
        throw failure(ErrorCode::not_found, "form.unknown-form", "there is no form '{}'",
                      opened.duty.definition.form);
    }
    return database_.read(
        [&](store::Reader& reader) { return cost_of(reader, opened.duty, *opened.form); });
}

Preview Duties::preview(followup::PlanId plan, const Definition& definition) {
    Duty duty;
    duty.plan = plan;
    duty.definition = settled(definition);
    duty.pack = database_.read([&](store::Reader& reader) { return pack_for(reader, plan); });
    const auto forms = forms_of(duty.pack, duty.definition);
    return database_.read([&](store::Reader& reader) {
        if (const auto id = duty_of_code(reader, plan, definition.code)) {
            duty.id = *id; // its own dues are not counted beside it
        } else if (definition.code.empty()) {
            duty.definition.code = "own-";
        }
        Preview preview;
        preview.pack = duty.pack;
        preview.complaints = wrong_with(reader, duty, *forms);
        if (preview.complaints.empty()) {
            preview.cost = cost_of(reader, duty, *forms->find(duty.definition.form));
        }
        preview.overlaps = overlaps_of(duty, list_duties(reader, plan), *forms);
        return preview;
    });
}

std::vector<AskedField> Duties::asked_fields(const org::Scope& scope) {
    const auto duties = database_.read([&](store::Reader& reader) {
        auto all = duties_with_dues(reader);
        const auto directory = directories_.get(reader);
        std::erase_if(all, [&](const Duty& duty) {
            return duty.state != DutyState::issued || !sees(scope, duty, *directory);
        });
        return all;
    });
    std::vector<AskedField> fields;
    for (const auto& duty : duties) {
        const auto some = duty::asked_fields({duty}, *forms_of(duty.pack, duty.definition));
        fields.insert(fields.end(), some.begin(), some.end());
    }
    return fields;
}

void Duties::discard(const store::Actor& actor, DutyId id, std::int64_t version) {
    database_.write([&](store::Transaction& transaction) {
        const auto duty = must_find_duty(transaction, id);
        must_be_seen(duty, version);
        if (duty.state != DutyState::draft) {
            throw failure(ErrorCode::conflict, "duty.not-draft", "the duty was issued before");
        }
        begin(transaction, actor, "duty.discarded", duty.plan, id);
        erase_duty(transaction, id);
    });
}

Cost Duties::cost_of(store::Reader& reader, const Duty& duty, const form::Form& form) {
    const auto directory = directories_.get(reader);
    const auto today = clock_.today();
    std::map<org::UnitId, std::int64_t> rows;
    if (const auto& rule = duty.definition.rows; rule && rule->of == kOwnItems) {
        for (const auto unit : units_of(duty.definition.who, *directory, today)) {
            rows[unit] =
                static_cast<std::int64_t>(followup::held_tasks(reader, duty.plan, unit).size());
        }
    }
    const auto specs = specs_(reader);
    const auto it = std::ranges::find(*specs, duty.pack, &DutySpecs::pack);
    const auto owed = owed_between(reader, today, today.plus_days(kHorizon), duty.id);
    return count_cost({duty.definition, form, *directory, owed, rows,
                       it == specs->end() ? std::vector<std::string>{} : it->base_level, today,
                       settings_});
}

void Duties::must_be_approved(store::Reader& reader, const Duty& duty, const form::Form& form) {
    const auto cost = cost_of(reader, duty, form);
    if (cost.concerns.empty() || !duty.approval.name.empty()) {
        return;
    }
    std::string names;
    for (const auto concern : cost.concerns) {
        names += (names.empty() ? "" : " ") + std::string{to_string(concern)};
    }
    throw failure(ErrorCode::unprocessable, "duty.approver-needed",
                  "name who approved this duty: {}", names)
        .with("concerns", names);
}

void Duties::issue(const store::Actor& actor, DutyId id, std::int64_t version,
                   const Approval& approval) {
    const auto forms = open(id).forms;
    database_.write([&](store::Transaction& transaction) {
        auto duty = must_find_duty(transaction, id);
        must_be_seen(duty, version);
        if (duty.state != DutyState::draft) {
            throw failure(ErrorCode::conflict, "duty.not-draft", "the duty was issued before");
        }
        check(transaction, duty, *forms);
        const auto& form = *forms->find(duty.definition.form);
        must_be_allowed(duty.definition, form, clock_.today());
        duty.approval = approval;
        must_be_approved(transaction, duty, form);
        duty.state = DutyState::issued;
        duty.issued_on = clock_.today();
        duty.issued_by = actor.name;
        begin(transaction, actor, "duty.issued", duty.plan, id);
        update_duty(transaction, duty);
        apply(transaction, duty, planned(transaction, duty, clock_.today()));
        set_ran_on(transaction, id, clock_.today());
    });
}

void Duties::stop(const store::Actor& actor, DutyId id, std::int64_t version,
                  const std::string& why) {
    if (why.empty()) {
        throw failure(ErrorCode::invalid_argument, "duty.reason-needed",
                      "say why the duty is stopped");
    }
    database_.write([&](store::Transaction& transaction) {
        auto duty = must_find_duty(transaction, id);
        must_be_seen(duty, version);
        must_not_be_stopped(duty);
        begin(transaction, actor, "duty.stopped", duty.plan, id);
        for (const auto& one : existing_dues(transaction, id)) {
            if (one.state == DueState::open && !one.begun) {
                cancel(transaction, one.id, "stopped", why);
            }
        }
        duty.state = DutyState::stopped;
        duty.stopped_on = clock_.today();
        duty.why = why;
        update_duty(transaction, duty);
    });
}

} // namespace luoshi::duty

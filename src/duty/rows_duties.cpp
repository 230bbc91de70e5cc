// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "duty/rows.hpp"

#include <fmt/format.h>

namespace luoshi::duty {
namespace {

constexpr std::string_view kDuty =
    "SELECT id, plan_id, pack, body, state, approver, approver_title, approval, issued_on, "
    "issued_by, ended_on, why, version, created_at, created_by FROM duty_duties ";

DutyState state_of(const std::string& text) {
    return text == "issued"    ? DutyState::issued
           : text == "stopped" ? DutyState::stopped
                               : DutyState::draft;
}

Duty duty_of(const store::Row& row) {
    Duty duty;
    duty.id = row.id<DutyId>(0);
    duty.plan = row.id<followup::PlanId>(1);
    duty.pack = row.text(2);
    duty.definition = read_definition(row.text(3));
    duty.state = state_of(row.text(4));
    duty.approval = {row.text_or_empty(5), row.text_or_empty(6), row.text_or_empty(7)};
    duty.issued_on = row.optional_date(8);
    duty.issued_by = row.text_or_empty(9);
    duty.stopped_on = row.optional_date(10);
    duty.why = row.text_or_empty(11);
    duty.version = row.integer(12);
    duty.created_at = row.time(13);
    duty.created_by = row.text(14);
    return duty;
}

store::Columns columns_of(const Duty& duty) {
    return {{"pack", duty.pack},
            {"form", duty.definition.form},
            {"title", duty.definition.title.zh},
            {"title_en", duty.definition.title.en},
            {"body", to_json(duty.definition)},
            {"state", to_string(duty.state)},
            {"approver", store::text_or_null(duty.approval.name)},
            {"approver_title", store::text_or_null(duty.approval.title)},
            {"approval", store::text_or_null(duty.approval.words)},
            {"issued_on", duty.issued_on},
            {"issued_by", store::text_or_null(duty.issued_by)},
            {"ended_on", duty.stopped_on},
            {"why", store::text_or_null(duty.why)},
            {"version", duty.version}};
}

} // namespace

std::string_view to_string(DutyState state) noexcept {
    return state == DutyState::draft ? "draft" : state == DutyState::issued ? "issued" : "stopped";
}

std::vector<Duty> list_duties(store::Reader& reader, followup::PlanId plan) {
    std::vector<Duty> duties;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE plan_id = $1 ORDER BY id", kDuty), {plan})) {
        duties.push_back(duty_of(row));
    }
    return duties;
}

std::optional<Duty> find_duty(store::Reader& reader, DutyId id) {
    const auto row = reader.query_one(fmt::format("{}WHERE id = $1", kDuty), {id});
    return row ? std::optional{duty_of(*row)} : std::nullopt;
}

Duty must_find_duty(store::Reader& reader, DutyId id) {
    auto duty = find_duty(reader, id);
    if (!duty) {
        throw failure(ErrorCode::not_found, "duty.no-duty", "the duty '{}' does not exist",
                      id.value);
    }
    return std::move(*duty);
}

std::optional<DutyId> duty_of_code(store::Reader& reader, followup::PlanId plan,
                                   const std::string& code) {
    const auto row = reader.query_one("SELECT id FROM duty_duties WHERE plan_id = $1 AND code = $2",
                                      {plan, code});
    return row ? std::optional{row->id<DutyId>(0)} : std::nullopt;
}

namespace {

std::vector<Duty> duties_where(store::Reader& reader, std::string_view condition) {
    std::vector<Duty> duties;
    for (const auto& row : reader.query(fmt::format("{}WHERE {} ORDER BY id", kDuty, condition))) {
        duties.push_back(duty_of(row));
    }
    return duties;
}

} // namespace

std::vector<Duty> draft_duties(store::Reader& reader) {
    return duties_where(reader, "state = 'draft'");
}

std::vector<Duty> duties_with_dues(store::Reader& reader) {
    return duties_where(reader, "state <> 'draft'");
}

std::vector<DutyId> issued_duties(store::Reader& reader) {
    std::vector<DutyId> ids;
    for (const auto& row :
         reader.query("SELECT id FROM duty_duties WHERE state = 'issued' ORDER BY id")) {
        ids.push_back(row.id<DutyId>(0));
    }
    return ids;
}

void insert_duty(store::Transaction& transaction, const Duty& duty) {
    auto columns = columns_of(duty);
    columns.push_back({"plan_id", duty.plan});
    columns.push_back({"code", duty.definition.code});
    columns.push_back({"created_at", transaction.now()});
    columns.push_back({"created_by", duty.created_by});
    transaction.insert("duty_duties", duty.id.value, columns);
}

void update_duty(store::Transaction& transaction, const Duty& duty) {
    auto next = duty;
    ++next.version;
    transaction.update("duty_duties", duty.id.value, columns_of(next));
}

void erase_duty(store::Transaction& transaction, DutyId id) {
    transaction.erase("duty_duties", id.value);
}

std::optional<Date> ran_on(store::Reader& reader, DutyId id) {
    const auto row = reader.query_one("SELECT ran_on FROM duty_runs WHERE duty_id = $1", {id});
    return row ? std::optional{row->date(0)} : std::nullopt;
}

void set_ran_on(store::Transaction& transaction, DutyId id, Date day) {
    transaction.execute("INSERT INTO duty_runs (duty_id, ran_on) VALUES ($1, $2) ON CONFLICT "
                        "(duty_id) DO UPDATE SET ran_on = excluded.ran_on",
                        {id, day});
}

} // namespace luoshi::duty

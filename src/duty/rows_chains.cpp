// SPDX-License-Identifier: Apache-2.0
#include "duty/rows.hpp"

#include <fmt/format.h>

namespace luoshi::duty {
namespace {

constexpr std::string_view kDeputy =
    "SELECT id, person_id, person, role, deputy_id, deputy, kind, valid_from, valid_until, unit_id "
    "FROM duty_deputies ";

Deputy deputy_of(const store::Row& row) {
    Deputy deputy;
    deputy.id = row.id<DeputyId>(0);
    deputy.person = row.integer(1);
    deputy.person_name = row.text(2);
    deputy.role = access::parse_role(row.text(3)).value_or(access::Role::drafter);
    deputy.deputy = row.integer(4);
    deputy.deputy_name = row.text(5);
    deputy.kind = row.text(6);
    deputy.from = row.date(7);
    deputy.until = row.date(8);
    return deputy;
}

} // namespace

StoredChain chain_of(store::Reader& reader, org::UnitId unit) {
    const auto row =
        reader.query_one("SELECT steps, version FROM duty_chains WHERE unit_id = $1", {unit});
    return row ? StoredChain{read_chain(row->text(0)), row->integer(1)}
               : StoredChain{usual_chain(), 0};
}

void save_chain(store::Transaction& transaction, org::UnitId unit, const StoredChain& chain,
                const std::string& by) {
    const store::Columns columns{{"steps", to_json(chain.steps)},
                                 {"version", chain.version + 1},
                                 {"changed_at", transaction.now()},
                                 {"changed_by", by}};
    const auto row = transaction.query_one("SELECT id FROM duty_chains WHERE unit_id = $1", {unit});
    if (row) {
        transaction.update("duty_chains", row->integer(0), columns);
        return;
    }
    auto all = columns;
    all.emplace_back("unit_id", unit);
    transaction.insert("duty_chains", transaction.new_id(), all);
}

std::vector<Deputy> deputies_of(store::Reader& reader, org::UnitId unit, Date day) {
    std::vector<Deputy> deputies;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE unit_id = $1 AND valid_until > $2 ORDER BY id", kDeputy),
                      {unit, day})) {
        deputies.push_back(deputy_of(row));
    }
    return deputies;
}

std::optional<std::pair<Deputy, org::UnitId>> find_deputy(store::Reader& reader, DeputyId id) {
    const auto row = reader.query_one(fmt::format("{}WHERE id = $1", kDeputy), {id});
    return row ? std::optional{std::pair{deputy_of(*row), row->id<org::UnitId>(9)}} : std::nullopt;
}

DeputyId insert_deputy(store::Transaction& transaction, org::UnitId unit, const Deputy& deputy,
                       const std::string& by) {
    const auto id = transaction.make_id<DeputyId>();
    transaction.insert("duty_deputies", id.value,
                       {{"unit_id", unit},
                        {"person_id", deputy.person},
                        {"person", deputy.person_name},
                        {"role", access::to_string(deputy.role)},
                        {"deputy_id", deputy.deputy},
                        {"deputy", deputy.deputy_name},
                        {"kind", deputy.kind},
                        {"valid_from", deputy.from},
                        {"valid_until", deputy.until},
                        {"made_by", by},
                        {"made_at", transaction.now()}});
    return id;
}

void end_deputy(store::Transaction& transaction, DeputyId id, Date day) {
    transaction.update("duty_deputies", id.value, {{"valid_until", day}});
}

} // namespace luoshi::duty

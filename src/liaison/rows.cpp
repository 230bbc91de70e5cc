// SPDX-License-Identifier: Apache-2.0
#include "liaison/rows.hpp"

#include <fmt/format.h>

namespace luoshi::liaison {
namespace {

constexpr std::string_view kLiaisons =
    "SELECT id, unit_id, name, post, office_phone, mobile, role, username, person_id, valid_from, "
    "valid_until, version FROM liaison_people ";
// main stands before deputy.
constexpr std::string_view kOrder = "ORDER BY unit_id, role DESC, id";

Liaison liaison_of(const store::Row& row) {
    Liaison liaison;
    liaison.id = row.id<LiaisonId>(0);
    liaison.unit = row.id<org::UnitId>(1);
    liaison.name = row.text(2);
    liaison.post = row.text_or_empty(3);
    liaison.office_phone = row.text_or_empty(4);
    liaison.mobile = row.text_or_empty(5);
    liaison.rank = parse_rank(row.text(6)).value_or(Rank::deputy);
    liaison.username = row.text_or_empty(7);
    liaison.person = row.id<access::PersonId>(8);
    liaison.valid = {row.date(9), row.optional_date(10)};
    liaison.version = row.integer(11);
    return liaison;
}

std::vector<Liaison> read_liaisons(store::Reader& reader, const std::string& where,
                                   const store::Params& params) {
    std::vector<Liaison> liaisons;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE {} {}", kLiaisons, where, kOrder), params)) {
        liaisons.push_back(liaison_of(row));
    }
    return liaisons;
}

store::Columns columns_of(const store::Transaction& transaction, const Liaison& liaison,
                          const std::string& by) {
    return {{"name", liaison.name},
            {"post", store::text_or_null(liaison.post)},
            {"office_phone", store::text_or_null(liaison.office_phone)},
            {"mobile", store::text_or_null(liaison.mobile)},
            {"role", to_string(liaison.rank)},
            {"username", store::text_or_null(liaison.username)},
            {"person_id", liaison.person},
            {"valid_from", liaison.valid.from},
            {"valid_until", liaison.valid.until},
            {"version", liaison.version},
            {"changed_at", transaction.now()},
            {"changed_by", by}};
}

} // namespace

std::vector<Liaison> list_liaisons(store::Reader& reader, org::UnitId unit,
                                   std::optional<Date> day) {
    std::string where = "1 = 1";
    store::Params params;
    if (unit) {
        params.emplace_back(unit);
        where += fmt::format(" AND unit_id = ${}", params.size());
    }
    if (day) {
        params.emplace_back(*day);
        where += fmt::format(" AND (valid_until IS NULL OR valid_until > ${})", params.size());
    }
    return read_liaisons(reader, where, params);
}

std::vector<Liaison> liaisons_of_person(store::Reader& reader, access::PersonId person) {
    return read_liaisons(reader, "person_id = $1", {person});
}

std::optional<Liaison> find_liaison(store::Reader& reader, LiaisonId id) {
    auto found = read_liaisons(reader, "id = $1", {id});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

Liaison must_find_liaison(store::Reader& reader, LiaisonId id) {
    auto found = find_liaison(reader, id);
    if (!found) {
        throw failure(ErrorCode::not_found, "liaison.no-entry", "liaison '{}' does not exist",
                      id.value);
    }
    return *found;
}

LiaisonId insert_liaison(store::Transaction& transaction, const Liaison& liaison,
                         const std::string& by) {
    const auto id = transaction.make_id<LiaisonId>();
    auto columns = columns_of(transaction, liaison, by);
    columns.emplace_back("unit_id", liaison.unit);
    transaction.insert("liaison_people", id.value, columns);
    return id;
}

void update_liaison(store::Transaction& transaction, const Liaison& liaison,
                    const std::string& by) {
    auto next = liaison;
    ++next.version;
    transaction.update("liaison_people", liaison.id.value, columns_of(transaction, next, by));
}

} // namespace luoshi::liaison

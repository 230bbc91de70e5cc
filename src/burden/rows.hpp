// SPDX-License-Identifier: Apache-2.0
// The tables burden_*. Private to the module.
#pragma once

#include "burden/burden.hpp"
#include "burden/requests.hpp"
#include "store/transaction.hpp"

namespace luoshi::burden {

struct KeptMonth {
    Month month;
    int cap = 0;
    Date frozen_on;
};
std::optional<KeptMonth> kept_month(store::Reader& reader, Month month);
std::vector<Month> kept_months(store::Reader& reader); // newest first
std::vector<Statement> kept_statements(store::Reader& reader, const org::Scope& scope, Month month);
// Writes need an event begun.
void insert_month(store::Transaction& transaction, const KeptMonth& month,
                  const std::map<org::UnitId, Statement>& statements);

// Newest first.
std::vector<Request> requests_of(store::Reader& reader, const org::Scope& scope,
                                 std::optional<Month> month);
std::optional<Request> find_request(store::Reader& reader, RequestId id);
void insert_request(store::Transaction& transaction, const Request& request);
void update_request(store::Transaction& transaction, const Request& request);
void erase_request(store::Transaction& transaction, RequestId id);

// statement_json.cpp
std::string to_json(const Statement& statement); // without the unit
Statement read_statement(org::UnitId unit, std::string_view json);

} // namespace luoshi::burden

// SPDX-License-Identifier: Apache-2.0
// Numbers given without gaps, of all that is numbered: number_rule.hpp says how they look.
#pragma once

#include "store/transaction.hpp"

#include <cstdint>
#include <string>

namespace luoshi::followup {

// The first of `count` numbers, count >= 1, that follow those given before in this series. Needs an
// event begun; they are given only if the transaction is.
std::int64_t take_numbers(store::Transaction& transaction, const std::string& series,
                          std::int64_t count);

} // namespace luoshi::followup

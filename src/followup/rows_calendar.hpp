// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/plans.hpp"
#include "followup/rows_find.hpp"
#include "store/transaction.hpp"

namespace luoshi::followup {

Calendar read_calendar(store::Reader& reader, const Asked& asked, const Plan& plan, Date from,
                       Date to);

} // namespace luoshi::followup

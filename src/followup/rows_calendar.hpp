// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/plans.hpp"
#include "store/transaction.hpp"

namespace luoshi::followup {

Calendar read_calendar(store::Reader& reader, const org::Scope& scope, const Plan& plan,
                       const TaskFilter& filter, Date from, Date to);

} // namespace luoshi::followup

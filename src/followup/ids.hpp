// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.hpp"

namespace luoshi::followup {

struct ImportTag;
struct PlanTag;
struct TaskTag;
using ImportId = Id<ImportTag>;
using PlanId = Id<PlanTag>;
using TaskId = Id<TaskTag>;

struct ObjectionTag;
struct ProposalTag;
struct MilestoneTag;
struct ClosingTag;
struct ClosingLineTag;
struct EvidenceTag;
using ObjectionId = Id<ObjectionTag>;
using ProposalId = Id<ProposalTag>;
using MilestoneId = Id<MilestoneTag>;
using ClosingId = Id<ClosingTag>;
using ClosingLineId = Id<ClosingLineTag>;
using EvidenceId = Id<EvidenceTag>;

} // namespace luoshi::followup

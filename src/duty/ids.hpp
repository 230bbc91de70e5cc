// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.hpp"

namespace luoshi::duty {

struct DutyTag;
struct DueTag;
struct RemarkTag;
struct ExtensionTag;
struct DeputyTag;
struct CallTag;
using DutyId = Id<DutyTag>;           // 报送要求
using DueId = Id<DueTag>;             // 报送事项: one unit's one instance of a duty
using RemarkId = Id<RemarkTag>;       // 审核意见
using ExtensionId = Id<ExtensionTag>; // 延期申请
using DeputyId = Id<DeputyTag>;       // 代签, AB岗
using CallId = Id<CallTag>;           // 电话提醒

} // namespace luoshi::duty

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.hpp"

namespace luoshi::outcome {

struct DocumentTag;
struct AskTag;
struct RemarkTag;
using DocumentId = Id<DocumentTag>; // 制度成果
using AskId = Id<AskTag>;           // one unit asked once, for comments or its signature
using RemarkId = Id<RemarkTag>;     // 修改意见

} // namespace luoshi::outcome

// SPDX-License-Identifier: Apache-2.0
// Who a task's own words say must be told: 上报省委、省政府; 送市发展改革委; 向省政府报告.
#pragma once

#include "notice/glyphs.hpp"
#include "notice/lexicon.hpp"
#include "notice/notice.hpp"

#include <vector>

namespace luoshi::notice {

// Parties with the role report_to, in order, each unit once.
std::vector<Party> find_receivers(const Glyphs& glyphs, Range range, const Lexicon& lexicon);

} // namespace luoshi::notice

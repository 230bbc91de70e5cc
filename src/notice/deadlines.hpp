// SPDX-License-Identifier: Apache-2.0
// Times by which something is due: 2012年底前, 每年2月10日前, 自印发之日起20日内, 长期坚持.
#pragma once

#include "base/date.hpp"
#include "notice/glyphs.hpp"
#include "notice/notice.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace luoshi::notice {

// running: words of the task, where 2011年 is seldom a deadline. field: stands alone in a bracket,
// a column, behind 完成时间：, where it is.
enum class TimeContext { running, field };

struct TimeOptions {
    TimeContext context = TimeContext::running;
    int year = 0;  // of the document; 0: not known, then times without a year are left out
    int month = 0; // of the document; 0: not known, then 本月底 is left out
};

// In the order of the text; the same time twice counts once. Words inside 《》 are skipped.
std::vector<Deadline> find_deadlines(const Glyphs& glyphs, Range range, const TimeOptions& options);

// The date 2011年11月1日 or 二○○七年四月十三日 that begins at `at`; moves `at` behind it.
std::optional<Date> read_date(std::u32string_view text, std::size_t& at);

} // namespace luoshi::notice

// SPDX-License-Identifier: Apache-2.0
// 状态: one word for how a task stands on a day. docs/followup.md has the definition as a table;
// rows_lights.hpp says the same in SQL, and a test of laws holds the two together.
//
//   light_of(facts, today, calendar, settings)   the definition
//   seen_by(light, roles)                        what of it a unit with these roles carries
#pragma once

#include "base/date.hpp"
#include "base/work_calendar.hpp"
#include "followup/life_rules.hpp"
#include "followup/roles.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace luoshi::followup {

// In the order of lists.
enum class Light : std::uint8_t {
    overdue,  // 逾期
    behind,   // 进度滞后
    soon,     // 临近时限
    undated,  // 未定时限
    on,       // 正常推进
    standing, // 长期坚持
    paused,   // 暂缓
    done,     // 已办结
    ended,    // 终止: no light
    joint     // 配合事项: the task's light is carried by others
};
constexpr std::size_t kLights = 10;
std::string_view to_string(Light light) noexcept;
std::optional<Light> parse_light(std::string_view text) noexcept;

enum class Basis : std::uint8_t {
    none,     // no date yet
    dated,    // the notice gives one, or milestones were approved
    long_term // the notice says to keep at it
};

struct LightSettings {     // of a run; 本系统设定 unless the pack says otherwise
    int soon_within = 10;  // working days
    int behind_by = 20;    // percentage points
    int silent_until = 50; // percent of the time during which nothing need be reported
    bool operator==(const LightSettings&) const = default;
};

// All a light depends on, as the row of a life keeps it.
struct LightFacts {
    State state = State::to_sign;
    Basis basis = Basis::none;
    std::optional<Date> start, due;        // of the current milestone; both or none
    std::optional<int> reported, verified; // percent of it, 0 to 100
    bool stopped = false;                  // the office stopped the clock
};

// A day with what settings and calendar make of it, so that many lights are told at once.
struct LightMoment {
    Date today;
    Date soon_until; // the last day with at most soon_within working days before or on it
    int behind_by = 20, silent_until = 50;
};
LightMoment moment_of(Date today, const WorkCalendar& calendar, const LightSettings& settings);

Light light_of(const LightFacts& facts, const LightMoment& moment);
inline Light light_of(const LightFacts& facts, Date today, const WorkCalendar& calendar,
                      const LightSettings& settings) {
    return light_of(facts, moment_of(today, calendar, settings));
}

// nullopt: guide and report_to have none.
std::optional<Light> seen_by(Light light, RoleSet roles);

} // namespace luoshi::followup

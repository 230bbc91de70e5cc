// SPDX-License-Identifier: Apache-2.0
#include "followup/lights.hpp"

#include <algorithm>
#include <array>

namespace luoshi::followup {
namespace {

constexpr std::array<std::string_view, kLights> kNames{
    "overdue", "behind", "soon", "undated", "on", "standing", "paused", "done", "ended", "joint"};

// Less of the current milestone is done than of its time is gone, by more than the settings allow;
// who says nothing is given the first part of the time.
bool is_behind(const LightFacts& facts, const LightMoment& moment) {
    const auto length = facts.due->days_since_epoch() - facts.start->days_since_epoch();
    const auto gone = moment.today.days_since_epoch() - facts.start->days_since_epoch();
    const auto percent = facts.verified ? facts.verified : facts.reported;
    const auto allowed = percent ? *percent + moment.behind_by : moment.silent_until;
    return length > 0 && gone * 100 > allowed * length;
}

Light without_date(Basis basis) {
    switch (basis) {
    case Basis::none: return Light::undated;
    case Basis::dated: return Light::on;
    case Basis::long_term: return Light::standing;
    }
    return Light::undated;
}

} // namespace

std::string_view to_string(Light light) noexcept {
    return kNames[static_cast<std::size_t>(light)];
}

std::optional<Light> parse_light(std::string_view text) noexcept {
    const auto* it = std::find(kNames.begin(), kNames.end(), text);
    return it == kNames.end() ? std::nullopt
                              : std::optional{static_cast<Light>(it - kNames.begin())};
}

LightMoment moment_of(Date today, const WorkCalendar& calendar, const LightSettings& settings) {
    return {today, calendar.plus_work_days(today, settings.soon_within + 1).plus_days(-1),
            settings.behind_by, settings.silent_until};
}

Light light_of(const LightFacts& facts, const LightMoment& moment) {
    switch (facts.state) {
    case State::closed:
    case State::phase_closed: return Light::done;
    case State::standing: return Light::standing;
    case State::terminated: return Light::ended;
    case State::paused: return Light::paused;
    case State::to_sign:
    case State::in_progress:
    case State::applied:
    case State::checking: break;
    }
    if (facts.stopped) {
        return Light::paused;
    }
    if (!facts.due || !facts.start) {
        return without_date(facts.basis);
    }
    if (*facts.due < moment.today) {
        return Light::overdue;
    }
    if (is_behind(facts, moment)) {
        return Light::behind;
    }
    return *facts.due <= moment.soon_until ? Light::soon : Light::on;
}

std::optional<Light> seen_by(Light light, RoleSet roles) {
    if ((roles & kCarrying) != 0) {
        return light;
    }
    return (roles & kHelping) != 0 ? std::optional{Light::joint} : std::nullopt;
}

} // namespace luoshi::followup

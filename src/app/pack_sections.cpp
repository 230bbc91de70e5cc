// SPDX-License-Identifier: Apache-2.0
#include "app/pack_sections.hpp"

#include "demo/script.hpp"
#include "duty/spec.hpp"
#include "followup/plan_spec.hpp"
#include "form/pack_parts.hpp"
#include "org/pack_parts.hpp"
#include "outcome/spec.hpp"

#include <array>

namespace luoshi::app {
namespace {

constexpr std::array kSections{
    pack::Section{.name = "units",
                  .files = {"units.yaml"},
                  .check = org::check_units,
                  .check_together = org::check_units_together,
                  .counts = org::count_units,
                  .changes = org::unit_changes,
                  .load = org::load_pack_units},
    pack::Section{.name = "calendar",
                  .files = {"calendar.yaml"},
                  .check = org::check_calendar,
                  .check_together = org::check_calendars_together,
                  .counts = org::count_days,
                  .changes = org::day_changes,
                  .load = org::load_pack_calendar},
    pack::Section{.name = "plan",
                  .files = {"plan.yaml"},
                  .check = followup::check_plan,
                  .check_together = followup::check_plans_together,
                  .counts = followup::count_tasks,
                  .changes = followup::plan_changes,
                  .load = nullptr},
    pack::Section{.name = "forms",
                  .files = {"definitions.yaml", "elements.yaml", "forms/"},
                  .check = nullptr,
                  .check_together = form::check_forms_together,
                  .counts = form::count_forms,
                  .changes = form::form_changes,
                  .load = nullptr},
    pack::Section{.name = "duties",
                  .files = {"duties.yaml"},
                  .check = nullptr,
                  .check_together = duty::check_duties_together,
                  .counts = duty::count_duties,
                  .changes = duty::duty_changes,
                  .load = nullptr},
    pack::Section{.name = "outcomes",
                  .files = {"outcomes.yaml"},
                  .check = nullptr,
                  .check_together = outcome::check_outcomes_together,
                  .counts = outcome::count_outcomes,
                  .changes = outcome::outcome_changes,
                  .load = nullptr},
    pack::Section{.name = "demo",
                  .files = {"demo/autumn.yaml"},
                  .check = nullptr,
                  .check_together = demo::check_scripts_together,
                  .counts = nullptr,
                  .changes = nullptr,
                  .load = nullptr},
};

} // namespace

std::span<const pack::Section> pack_sections() {
    return kSections;
}

} // namespace luoshi::app

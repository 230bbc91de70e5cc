// SPDX-License-Identifier: Apache-2.0
// The sample an installation shows to newcomers: the pack's own notice as a plan, and accounts to
// log in with.
#pragma once

#include "api/api.hpp"
#include "app/installation.hpp"

#include <vector>

namespace luoshi::app {

// Sets the business date and makes plan and accounts where they are not there yet; answers the
// accounts. Error not_found (app.no-demo) when no pack has a demo.
std::vector<api::DemoAccount> make_demo(Installation& installation);

} // namespace luoshi::app

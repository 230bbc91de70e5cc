// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.hpp"
#include "liaison/liaison.hpp"

namespace luoshi::api {

// The mobile telephone only for the office and people of the same unit; the user name also for
// administrators.
Json liaison_json(const liaison::Liaison& liaison, const org::Directory& directory, Date today,
                  const access::Principal& who);

} // namespace luoshi::api

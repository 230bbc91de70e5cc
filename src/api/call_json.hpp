// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.hpp"
#include "duty/calls.hpp"

namespace luoshi::api {

Json to_json(const duty::Call& call);

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
// Secrets made here. Private to the module.
#pragma once

#include <string>

namespace luoshi::notify {

std::string random_token(); // 48 hex digits of randomness

} // namespace luoshi::notify

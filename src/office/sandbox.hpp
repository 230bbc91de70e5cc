// SPDX-License-Identifier: Apache-2.0
// The list of system calls of a child.
#pragma once

#include <linux/filter.h>

#include <vector>

namespace luoshi::office {

enum class Confines {
    ourselves, // from enter_limits() on
    program    // from before execve: a foreign program with its libraries
};

std::vector<sock_filter> make_filter(Confines whom);

} // namespace luoshi::office

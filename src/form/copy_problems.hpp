// SPDX-License-Identifier: Apache-2.0
// What is wrong with a copy, said with its place.
#pragma once

#include "form/offline.hpp"

#include <string>
#include <vector>

namespace luoshi::form::copy {

struct Said {
    Level level = Level::error;
    std::string code{};
    Place at{};
    Text where{}; // "": nowhere in particular
    Text message{};
};

CopyProblem problem(Said said);

// "表4　项目" is called “项目”, others by their titles too.
Text name_of(const Field& field);
// At most a dozen characters, for a message.
std::string beginning_of(std::string_view text);

} // namespace luoshi::form::copy

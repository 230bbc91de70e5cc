// SPDX-License-Identifier: Apache-2.0
// What should be of papers sent to leaders and of what they say on them.
#pragma once

#include "model.hpp"

namespace luoshi::sim {

struct PaperModel {
    std::int64_t id = 0;
    std::map<std::string, bool> leaders; // name → read
};

struct RemarkModel {
    std::int64_t id = 0, paper = 0; // paper 0: recorded by the office
    std::string leader;             // name
    std::set<std::string> handed;   // units
    std::string state = "written";  // as the rows spell it
    std::int64_t version = 1;
};

} // namespace luoshi::sim

// SPDX-License-Identifier: Apache-2.0
// How a plan in force is run: the section `followup` of pack.yaml. A plan keeps those it was put
// into force with. All of it is 本系统设定 unless a document says so.
#pragma once

#include "followup/lights.hpp"

#include <string>
#include <vector>

namespace luoshi {
struct Diagnostic;
}
namespace luoshi::pack {
struct Pack;
}

namespace luoshi::followup {

struct RunSettings {
    int sign_within = 7; // working days for signing, and in them for objections
    LightSettings light;
    std::string number = "督{year}-{n:04}";         // number_rule.hpp
    std::string closing_number = "销{year}-{n:04}"; // 销号编号
    bool operator==(const RunSettings&) const = default;
};

// Findings: followup.setting (out of range, or no rule for numbers) and those of pack::Fields.
RunSettings read_run_settings(const pack::Pack& pack, std::vector<Diagnostic>& findings);

} // namespace luoshi::followup

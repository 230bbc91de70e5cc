// SPDX-License-Identifier: Apache-2.0
// Mistakes a program could make, planted around the real modules, each with the law that must catch
// it.
#pragma once

#include "altered.hpp"
#include "world.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::sim {

struct Fault {
    std::string_view name, law;
    Changes changes{};                      // of what the servers write
    std::function<void(World&)> plant{};    // once, when the run begins; may be empty
    std::function<void(World&)> each_day{}; // at its end, before the laws; may be empty
};

const std::vector<Fault>& faults(); // all
std::vector<Fault> faults_of_parts();
std::vector<Fault> faults_of_documents();
std::vector<Fault> faults_of_leaders();
std::vector<Fault> faults_of_reform();
const Fault* find_fault(std::string_view name);

} // namespace luoshi::sim

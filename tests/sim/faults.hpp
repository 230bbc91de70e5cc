// SPDX-License-Identifier: Apache-2.0
// Mistakes a program could make, planted around the real modules, each with the law that must catch
// it.
#pragma once

#include "world.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::sim {

struct Fault {
    std::string_view name, law;
    // What each server's transactions go through; may be empty.
    std::function<std::unique_ptr<store::Transaction>(store::Transaction&)> alter{};
    std::function<void(World&)> plant{};    // once, when the run begins; may be empty
    std::function<void(World&)> each_day{}; // at its end, before the laws; may be empty
};

const std::vector<Fault>& faults();
const Fault* find_fault(std::string_view name);

} // namespace luoshi::sim

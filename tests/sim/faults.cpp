// SPDX-License-Identifier: Apache-2.0
#include "faults.hpp"

namespace luoshi::sim {

const std::vector<Fault>& faults() {
    static const std::vector<Fault> kFaults{
        {.name = "message-id-renewed",
         .law = "mail",
         .plant = [](World& world) { world.sender.renew_ids(true); }},
    };
    return kFaults;
}

const Fault* find_fault(std::string_view name) {
    for (const auto& fault : faults()) {
        if (fault.name == name) {
            return &fault;
        }
    }
    return nullptr;
}

} // namespace luoshi::sim

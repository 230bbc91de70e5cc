// SPDX-License-Identifier: Apache-2.0
#include "org/succession.hpp"

#include "org/directory.hpp"

namespace luoshi::org {

UnitId successor_of(const Directory& directory, UnitId id, Date at) {
    constexpr int kDepth = 8; // a directory may hold a circle
    for (int n = 0; n < kDepth; ++n) {
        const auto next = directory.successors(id);
        if (next.size() != 1) {
            return {};
        }
        id = next.front();
        if (const auto* const unit = directory.find(id);
            unit != nullptr && unit->valid.contains(at)) {
            return id;
        }
    }
    return {};
}

} // namespace luoshi::org

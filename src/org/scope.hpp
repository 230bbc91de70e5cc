// SPDX-License-Identifier: Apache-2.0
// Whose rows a person may see. Every list query of every module takes one first.
#pragma once

#include "org/ids.hpp"

namespace luoshi::org {

class Scope {
public:
    static Scope all() noexcept { return Scope{true, {}}; }
    static Scope of(UnitId unit) noexcept {
        return Scope{false, unit};
    } // what that unit has work in
    static Scope none() noexcept { return Scope{false, {}}; }

    bool sees_all() const noexcept { return all_; }
    UnitId unit() const noexcept { return unit_; } // none: sees nothing unless sees_all()

private:
    Scope(bool all, UnitId unit) noexcept : all_(all), unit_(unit) {}
    bool all_;
    UnitId unit_;
};

} // namespace luoshi::org

// SPDX-License-Identifier: Apache-2.0
#include "expr/findings.hpp"

#include <algorithm>

namespace luoshi::expr {

std::vector<Diagnostic> Findings::take() {
    std::ranges::stable_sort(list_, {}, [](const Diagnostic& d) { return d.span.begin; });
    return std::move(list_);
}

} // namespace luoshi::expr

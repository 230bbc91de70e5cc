// SPDX-License-Identifier: Apache-2.0
// Quantities to be reached or kept within: 增长6.2%左右, 不少于100家, 两成以上.
#pragma once

#include "notice/glyphs.hpp"
#include "notice/notice.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace luoshi::notice {

class Targets {
public:
    // `whole` is the text of the notice: a count that returns often (10个重点园区) is a name there.
    Targets(const Glyphs& glyphs, Range whole);
    std::vector<Target> find(Range range) const;

private:
    bool is_name(std::u32string_view from) const;
    const Glyphs& glyphs_;
    std::unordered_map<std::u32string, int> counts_;
};

} // namespace luoshi::notice

// SPDX-License-Identifier: Apache-2.0
// Quantities to be reached or kept within: 增长6.2%左右, 不少于100家, 两成以上.
#pragma once

#include "notice/glyphs.hpp"
#include "notice/notice.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace luoshi::notice {

// A number with its unit, as printed.
struct Amount {
    std::string value;
    Range unit;
    std::uint32_t end = 0;
    bool share = false; // 七成
};

class Targets {
public:
    // `whole` is the text of the notice: a count that returns often (10个重点园区) is a name there.
    Targets(const Glyphs& glyphs, Range whole);
    std::vector<Target> find(Range range) const;

private:
    std::uint32_t add_target(const Amount& amount, std::uint32_t phrase, std::uint32_t at,
                             std::uint32_t last, std::vector<Target>& out) const;
    bool is_name(std::u32string_view from) const;
    const Glyphs& glyphs_;
    std::unordered_map<std::u32string, int> counts_;
};

} // namespace luoshi::notice

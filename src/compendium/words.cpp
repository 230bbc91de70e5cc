// SPDX-License-Identifier: Apache-2.0
#include "compendium/words.hpp"

#include "base/text.hpp"
#include "office/plain_table.hpp"
#include "org/directory.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::compendium {
namespace {

// In Chinese characters.
double length_of(std::string_view text) {
    double length = 0;
    for (std::size_t at = 0; at < text.size();) {
        length += next_character(text, at) < 0x80 ? 0.5 : 1;
    }
    return length;
}

} // namespace

std::string title_of(const Gathered& gathered) {
    return gathered.duty.definition.title.zh + "汇编";
}

std::string unit_name(const Gathered& gathered, org::UnitId unit) {
    const auto* const found = gathered.directory->find(unit);
    return found == nullptr
               ? std::string{}
               : gathered.directory->name(*found, org::NameKind::short_name, gathered.due_on);
}

std::string state_word(duty::DueState state) {
    switch (state) {
    case duty::DueState::open: return "待填";
    case duty::DueState::drafted: return "拟稿";
    case duty::DueState::signed_: return "已签发";
    case duty::DueState::submitted: return "已报送";
    case duty::DueState::returned: return "退回补正";
    case duty::DueState::accepted: return "审核通过";
    case duty::DueState::spared: return "免报";
    case duty::DueState::cancelled: return "取消";
    }
    return {};
}

office::WriteTable fitted_table(const std::vector<std::string>& heads,
                                const std::vector<std::vector<std::string>>& rows) {
    constexpr double kNarrow = 4, kWide = 24;
    std::vector<double> widths;
    for (std::size_t c = 0; c < heads.size(); ++c) {
        double widest = length_of(heads[c]) + 1;
        for (const auto& row : rows) {
            widest = std::max(widest, length_of(row[c]) + 1);
        }
        widths.push_back(std::clamp(widest, kNarrow, kWide));
    }
    return office::plain_table(heads, widths, rows);
}

} // namespace luoshi::compendium

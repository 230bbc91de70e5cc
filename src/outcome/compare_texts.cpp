// SPDX-License-Identifier: Apache-2.0
#include "outcome/compare_texts.hpp"

#include <algorithm>

namespace luoshi::outcome {
namespace {

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (end > 0) {
            lines.push_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace

std::string_view to_string(Mark mark) noexcept {
    return mark == Mark::same ? "same" : mark == Mark::removed ? "removed" : "added";
}

std::size_t paragraphs(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
}

std::vector<Paragraph> compare_texts(std::string_view before, std::string_view after) {
    const auto a = split(before), b = split(after);
    const auto width = b.size() + 1;
    // common[i][j]: paragraphs common to what is left from a[i] and b[j].
    std::vector<std::uint16_t> common((a.size() + 1) * width, 0);
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            common[i * width + j] =
                a[i] == b[j] ? static_cast<std::uint16_t>(common[(i + 1) * width + j + 1] + 1)
                             : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
        }
    }
    std::vector<Paragraph> out;
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            out.push_back({Mark::same, std::string{a[i]}});
            ++i;
            ++j;
        } else if (i < a.size() &&
                   (j == b.size() || common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            out.push_back({Mark::removed, std::string{a[i++]}});
        } else {
            out.push_back({Mark::added, std::string{b[j++]}});
        }
    }
    return out;
}

} // namespace luoshi::outcome

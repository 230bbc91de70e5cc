// SPDX-License-Identifier: Apache-2.0
#include "office/pdf_lines.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace luoshi::office {
namespace {

constexpr double kSpace = 0.2; // em; a blank is a quarter, what justifies a line is less

// A bounding box is as high as its font says, which may be three times what is printed; its middle
// and its width can be relied on.
double em_of(const PdfWord& word) noexcept {
    return (word.x1 - word.x0) / std::max(width_in_em(word.text), 0.5);
}

struct Cluster {
    double middle = 0, em = 0, width = 0;
    std::vector<PdfWord> words;

    void add(const PdfWord& word) {
        const auto wide = std::max(word.x1 - word.x0, 0.1);
        middle = (middle * width + word.middle() * wide) / (width + wide);
        em = (em * width + em_of(word) * wide) / (width + wide);
        width += wide;
        words.push_back(word);
    }
};

PdfLine line_of(Cluster cluster) {
    auto& words = cluster.words;
    std::stable_sort(words.begin(), words.end(),
                     [](const PdfWord& a, const PdfWord& b) { return a.x0 < b.x0; });
    PdfLine line;
    line.middle = cluster.middle;
    line.em = cluster.em;
    line.x0 = words.front().x0;
    line.x1 = line.x0;
    for (const auto& word : words) {
        if (!line.text.empty() && word.x0 - line.x1 > line.em * kSpace) {
            line.text += ' ';
        }
        line.text += word.text;
        line.x1 = std::max(line.x1, word.x1);
    }
    line.words = std::move(words);
    return line;
}

} // namespace

double width_in_em(std::string_view text) noexcept {
    double width = 0;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (u < 0x80 || u >= 0xC0) { // not inside a character
            width += u >= 0xE2 ? 1.0 : 0.5;
        }
    }
    return width;
}

double unbroken_em(std::string_view line) noexcept {
    std::size_t at = 0;
    while (at < line.size() && at < 24 && line[at] > ' ') {
        ++at; // signed: only ASCII is above
    }
    if (at == 0) {
        at = std::min<std::size_t>(3, line.size());
    }
    for (const auto stop : {"、", "，", "。", "；", "：", "）", "》", "”"}) {
        if (line.substr(at).starts_with(stop)) {
            return width_in_em(line.substr(0, at)) + 1;
        }
    }
    return width_in_em(line.substr(0, at));
}

std::vector<PdfLine> lines_of(std::vector<PdfWord> words) {
    std::stable_sort(words.begin(), words.end(),
                     [](const PdfWord& a, const PdfWord& b) { return a.middle() < b.middle(); });
    std::vector<PdfLine> lines;
    Cluster cluster;
    for (const auto& word : words) {
        const auto near = 0.4 * std::max(cluster.em, em_of(word));
        if (!cluster.words.empty() && word.middle() - cluster.middle > near) {
            lines.push_back(line_of(std::exchange(cluster, {})));
        }
        cluster.add(word);
    }
    if (!cluster.words.empty()) {
        lines.push_back(line_of(std::move(cluster)));
    }
    return lines;
}

} // namespace luoshi::office

// SPDX-License-Identifier: Apache-2.0
#include "followup/similar.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>

namespace luoshi::followup {
namespace {

// Han, letters and digits; the rest tells nothing of what a task is.
bool speaks(char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') ||
           (c >= 0x3400 && c <= 0x9FFF) || c >= 0x20000;
}

} // namespace

std::unordered_map<TextIndex::Pair, double> TextIndex::count(std::string_view text) {
    std::unordered_map<Pair, double> pairs;
    const auto folded = fold(text);
    char32_t before = 0;
    for (std::size_t at = 0; at < folded.size();) {
        const auto c = next_character(folded, at);
        if (!speaks(c)) {
            before = 0;
            continue;
        }
        if (before != 0) {
            pairs[(Pair{before} << 32U) | Pair{c}] += 1.0;
        }
        before = c;
    }
    return pairs;
}

double TextIndex::rarity(Pair pair) const {
    const auto it = documents_.find(pair);
    const auto with = it == documents_.end() ? 0.0 : it->second;
    return std::log(1.0 + static_cast<double>(size_) / (1.0 + with));
}

TextIndex::Weights TextIndex::weigh(std::string_view text) const {
    Weights weights;
    double square = 0.0;
    for (const auto& [pair, times] : count(text)) {
        const auto weight = (1.0 + std::log(times)) * rarity(pair);
        weights.emplace_back(pair, weight);
        square += weight * weight;
    }
    for (auto& [pair, weight] : weights) {
        weight /= std::sqrt(square);
    }
    return weights;
}

TextIndex::TextIndex(const std::vector<std::string>& texts) : size_(texts.size()) {
    for (const auto& text : texts) {
        for (const auto& [pair, times] : count(text)) {
            documents_[pair] += 1.0;
        }
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (const auto& [pair, weight] : weigh(texts[i])) {
            places_[pair].emplace_back(i, weight);
        }
    }
}

std::vector<TextIndex::Match> TextIndex::nearest(std::string_view text, std::size_t limit) const {
    std::unordered_map<std::size_t, double> sums;
    for (const auto& [pair, weight] : weigh(text)) {
        if (const auto it = places_.find(pair); it != places_.end()) {
            for (const auto& [place, other] : it->second) {
                sums[place] += weight * other;
            }
        }
    }
    std::vector<Match> matches;
    for (const auto& [place, likeness] : sums) {
        matches.push_back({place, std::min(likeness, 1.0)});
    }
    std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
        return a.likeness != b.likeness ? a.likeness > b.likeness : a.place < b.place;
    });
    matches.resize(std::min(matches.size(), limit));
    return matches;
}

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
// How alike the texts of tasks are, whatever their length: the cosine between their pairs of
// neighbouring characters, rare pairs counting more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace luoshi::followup {

class TextIndex {
public:
    // O(all characters). The texts are not kept.
    explicit TextIndex(const std::vector<std::string>& texts);

    struct Match {
        std::size_t place = 0; // in `texts`
        double likeness = 0.0; // 0 nothing in common .. 1 the same
    };
    // The likest, best first, at most `limit`; those with nothing in common are left out.
    std::vector<Match> nearest(std::string_view text, std::size_t limit) const;

private:
    using Pair = std::uint64_t;
    using Weights = std::vector<std::pair<Pair, double>>;
    static std::unordered_map<Pair, double> count(std::string_view text);
    double rarity(Pair pair) const;
    Weights weigh(std::string_view text) const; // of length 1

    std::size_t size_ = 0;
    std::unordered_map<Pair, double> documents_; // that hold it
    std::unordered_map<Pair, std::vector<std::pair<std::size_t, double>>> places_;
};

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
// The numbers Word counts and prints but does not write into the text.
#pragma once

#include "office/docx_styles.hpp"

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace luoshi::office {

class Numbering {
public:
    static constexpr int kLevels = 9;

    Numbering() = default;
    Numbering(const pugi::xml_document& part, const Styles& styles); // nodes are copied

    // The label of the next paragraph of list `list` (numId) at `level`: "（三）". Counts it.
    // Empty: a bullet, or no such list.
    std::string next(int list, int level);
    // The level whose paragraphs carry `style`; 0 if none does.
    int level_of(int list, std::string_view style) const;

private:
    struct Level {
        int start = 1;
        int restart = -1; // after a level below this one is used; 0: never; -1: after any higher
        bool only_decimal = false, space = true;
        std::string format = "decimal", text, style;
    };
    using Levels = std::array<Level, kLevels>;
    struct Counters {
        std::array<int, kLevels> values{};
        std::array<bool, kLevels> used{};
    };
    struct List {
        int counted_with = 0; // the abstract list, whose counters it shares
        Levels levels;
        std::map<int, int> start_overrides; // by level
    };

    static Level read_level(pugi::xml_node node);
    void count(const List& list, Counters& counters, int number, int level);
    static std::string label(const List& list, const Counters& counters, int level);

    std::map<int, List> lists_;
    std::map<int, Counters> counters_;    // by abstract list
    std::set<std::pair<int, int>> begun_; // list and level whose start was overridden
};

} // namespace luoshi::office

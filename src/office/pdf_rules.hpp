// SPDX-License-Identifier: Apache-2.0
// The straight lines a pdf draws: borders of tables. A hostile pdf costs no more than its size
// times a constant; what cannot be understood has no rules.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

namespace luoshi::office {

struct PdfRule {
    bool horizontal = false;
    double at = 0;           // y of a horizontal one, x of another
    double from = 0, to = 0; // from < to; points from the upper left corner of the page
};

class PdfRules {
public:
    explicit PdfRules(std::string_view pdf); // borrowed; opened when the first page is asked for
    ~PdfRules();
    PdfRules(const PdfRules&) = delete;
    PdfRules& operator=(const PdfRules&) = delete;

    std::vector<PdfRule> on_page(int number); // from 1

private:
    struct File;
    std::string_view pdf_;
    std::unique_ptr<File> file_;
};

} // namespace luoshi::office

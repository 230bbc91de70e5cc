// SPDX-License-Identifier: Apache-2.0
// Numbers of a spreadsheet as its cells show them: 46000 with yyyy"年"m"月"d"日" is 2025年12月9日.
#pragma once

#include "office/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace luoshi::office {

enum class DateBase { from_1900, from_1904 }; // day 0 is 1899-12-30 or 1904-01-01

class NumberFormat {
public:
    // A format code of ISO/IEC 29500 (numFmt). What we do not know of it is left out; a code that
    // makes no sense shows numbers plainly.
    explicit NumberFormat(std::string_view code);

    // Of a built-in format, by its id, as a Chinese Excel shows it.
    static NumberFormat built_in(int id);

    bool shows_dates() const noexcept;
    std::string show(double value, DateBase base, Fidelity fidelity = Fidelity::shown) const;

private:
    enum class Part {
        literal,
        year,
        month,
        minute,
        day,
        hour,
        second,
        half_day,
        weekday,
        elapsed_hours,
        number
    };
    struct Token {
        Part part = Part::literal;
        std::size_t width = 0; // of the run of letters
        std::string text;      // of literal
    };
    struct Section {
        std::vector<Token> tokens;
        bool date = false, general = false, grouped = false, exponent = false;
        bool chinese_digits = false;
        int percents = 0, whole_digits = 0, least_decimals = 0, most_decimals = 0, thousands = 0;
    };
    class Reader;
    static std::string show_date(const Section& section, double value, DateBase base);
    static std::string show_number(const Section& section, double value, Fidelity fidelity);

    std::vector<Section> sections_; // positive; negative; zero
};

std::string plain_number(double value); // at most 15 digits, no trailing zeros

} // namespace luoshi::office

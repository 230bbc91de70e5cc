// SPDX-License-Identifier: Apache-2.0
// The sheet of liaisons as offices keep one, in and out. Pure.
#pragma once

#include "office/document.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::org {
class Directory;
}
namespace luoshi {
class Date;
}

namespace luoshi::liaison {

struct Liaison;
struct Opened;
struct RowResult;

enum class Rank : std::uint8_t { main, deputy }; // 联络员, 备用联络员
std::string_view to_string(Rank rank) noexcept;
std::string_view to_words(Rank rank) noexcept;
std::optional<Rank> parse_rank(std::string_view text) noexcept; // "main"

enum class Column : std::uint8_t {
    unit,
    name,
    post,
    office_phone,
    mobile,
    rank,
    username,
    from,
    to, // the last day
};
std::string_view to_string(Column column) noexcept; // "office-phone"

struct SheetRow {
    std::string sheet;                   // of a workbook; else ""
    std::size_t line = 0;                // of the file for sheets, else of the table; from 1
    std::map<Column, std::string> cells; // trimmed; columns the table has
    bool operator==(const SheetRow&) const = default;
};

struct Sheet {
    std::vector<Column> columns;
    std::vector<std::string> ignored; // headings that say nothing here
    std::vector<SheetRow> rows;       // empty ones left out
};

inline constexpr std::size_t kMostRows = 5'000;

// Every table with headings for unit and name, however they are worded. A cell over several rows
// counts for each; a row with several people across (主要联络员, 备用联络员) is one for each of
// them. Errors: unprocessable (liaison.no-headings), too_large (liaison.too-many-rows).
Sheet read_sheet(const office::Document& document);

// 2011-11-05, 2011/11/5, 2011年11月5日, 2011.11.5 or 20111105.
std::optional<Date> read_date(std::string_view text);

// Bytes of an xlsx that read_sheet reads again. Units by their official names at the day.
std::string register_sheet(const std::vector<Liaison>& liaisons, const org::Directory& directory,
                           Date day);
// The refused rows as they were, with what is wrong with each, to be corrected and read again.
std::string refused_sheet(const std::vector<RowResult>& rows);
// To be printed and handed out, a strip for each person.
std::string password_sheet(const std::vector<Opened>& opened, Date day);

// What is wrong, in Chinese.
std::string complaint_words(const struct Complaint& complaint);

} // namespace luoshi::liaison

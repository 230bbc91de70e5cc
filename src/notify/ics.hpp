// SPDX-License-Identifier: Apache-2.0
// Dates as a calendar other programs subscribe to (RFC 5545).
#pragma once

#include "base/clock.hpp"
#include "base/date.hpp"

#include <span>
#include <string>

namespace luoshi::notify {

struct CalendarEntry {
    std::string uid{}; // stable for the thing: "due-123@luoshi"
    Date date{};       // the whole day
    std::string title{}, words{};
    std::string url{}; // "" for none
};

// One VCALENDAR. Lines end with CR LF and have at most 75 octets; no character is split.
// made: DTSTAMP of every entry. O(bytes).
std::string calendar_text(const std::string& name, std::span<const CalendarEntry> entries,
                          Timestamp made);

} // namespace luoshi::notify

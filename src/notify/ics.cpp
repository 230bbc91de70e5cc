// SPDX-License-Identifier: Apache-2.0
#include "notify/ics.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string_view>

namespace luoshi::notify {
namespace {

constexpr std::size_t kLine = 75; // octets, without CR LF

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) >= 0x20 && c != '\x7f') {
            out += c;
        }
    }
    return out;
}

// A URI is not escaped; what could end its line is dropped.
std::string plain(std::string_view text) {
    std::string out{text};
    out.erase(std::remove_if(out.begin(), out.end(),
                             [](char c) { return static_cast<unsigned char>(c) < 0x20; }),
              out.end());
    return out;
}

void add_line(std::string& out, std::string_view line) {
    std::size_t room = kLine;
    for (std::size_t at = 0; at < line.size();) {
        const auto begin = at;
        next_character(line, at);
        if (at - begin > room) {
            out += "\r\n ";
            room = kLine - 1;
        }
        out += line.substr(begin, at - begin);
        room -= at - begin;
    }
    out += "\r\n";
}

std::string digits_of(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out),
                 [](char c) { return c >= '0' && c <= '9'; });
    return out;
}

std::string day(Date date) {
    return digits_of(to_string(date));
}

std::string instant(Timestamp at) { // "2026-11-25T08:00:00.000000Z" → "20261125T080000Z"
    const auto text = to_string(at);
    return digits_of(text.substr(0, 10)) + "T" + digits_of(text.substr(11, 8)) + "Z";
}

} // namespace

std::string calendar_text(const std::string& name, std::span<const CalendarEntry> entries,
                          Timestamp made) {
    std::string out;
    add_line(out, "BEGIN:VCALENDAR");
    add_line(out, "VERSION:2.0");
    add_line(out, "PRODID:-//luoshi//calendar//ZH");
    add_line(out, "X-WR-CALNAME:" + escaped(name));
    for (const auto& entry : entries) {
        add_line(out, "BEGIN:VEVENT");
        add_line(out, "UID:" + escaped(entry.uid));
        add_line(out, "DTSTAMP:" + instant(made));
        add_line(out, "DTSTART;VALUE=DATE:" + day(entry.date));
        add_line(out, "SUMMARY:" + escaped(entry.title));
        if (!entry.words.empty()) {
            add_line(out, "DESCRIPTION:" + escaped(entry.words));
        }
        if (!entry.url.empty()) {
            add_line(out, "URL:" + plain(entry.url));
        }
        add_line(out, "TRANSP:TRANSPARENT"); // a due date does not make its reader busy
        add_line(out, "END:VEVENT");
    }
    add_line(out, "END:VCALENDAR");
    return out;
}

} // namespace luoshi::notify

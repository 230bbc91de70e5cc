// SPDX-License-Identifier: Apache-2.0
#include "notify/letter_text.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/sm3.hpp"
#include "base/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::notify {
namespace {

std::string base64(std::string_view bytes) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t group = 0;
        const auto n = std::min<std::size_t>(3, bytes.size() - at);
        for (std::size_t i = 0; i < 3; ++i) {
            group = (group << 8U) | (i < n ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            out += i <= n ? kDigits[(group >> (18 - 6 * i)) & 63U] : '=';
        }
    }
    return out;
}

std::string base64_lines(std::string_view bytes) {
    const auto all = base64(bytes);
    std::string out;
    for (std::size_t at = 0; at < all.size(); at += 76) {
        out += all.substr(at, 76) + "\r\n";
    }
    return out;
}

// "Wed, 25 Nov 2026 08:30:00 +0800"
std::string mail_date(Timestamp at) {
    constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto local = std::chrono::floor<std::chrono::seconds>(at) + std::chrono::hours{8};
    const auto time = fmt::gmtime(local.time_since_epoch().count());
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0800",
                       kDays.at(static_cast<std::size_t>(time.tm_wday)), time.tm_mday,
                       kMonths.at(static_cast<std::size_t>(time.tm_mon)), time.tm_year + 1900,
                       time.tm_hour, time.tm_min, time.tm_sec);
}

std::string body(const MailParts& parts) {
    std::string text;
    for (const auto& entry : parts.entries) {
        text += entry.title + "\n";
        if (!entry.words.empty()) {
            text += entry.words + "\n";
        }
        if (!parts.pages.empty()) {
            text += parts.pages + entry.link + "\n";
        }
        text += "\n";
    }
    text += "—— " + parts.installation + "（本邮件由系统自动发出，请勿回复）\n";
    std::string lines;
    for (const char c : text) {
        lines += c == '\n' ? std::string{"\r\n"} : std::string{c};
    }
    return lines;
}

} // namespace

std::string message_id(LetterId id, std::string_view from) {
    const auto at = from.find('@');
    return fmt::format("<{}.luoshi@{}>", to_string(id),
                       at == std::string_view::npos ? "localhost" : from.substr(at + 1));
}

std::string encoded_words(std::string_view text) {
    constexpr std::size_t kBytes = 45; // 60 digits and 12 characters around them
    std::string out, word;
    const auto flush = [&] {
        if (!word.empty()) {
            out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(word) + "?=");
            word.clear();
        }
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        next_character(text, at);
        if (word.size() + (at - begin) > kBytes) {
            flush();
        }
        word += text.substr(begin, at - begin);
    }
    flush();
    return out;
}

std::string mail_text(const MailParts& parts) {
    ensure(!parts.entries.empty(), "a letter has something to say");
    auto subject = parts.entries.front().title;
    if (parts.entries.size() > 1) {
        subject = fmt::format("{}条消息：{} 等", parts.entries.size(), subject);
    }
    return fmt::format(
        "From: {}\r\n <{}>\r\nTo: <{}>\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: {}\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n{}",
        encoded_words(parts.installation), parts.from, parts.to, encoded_words(subject),
        mail_date(parts.at), message_id(parts.id, parts.from), base64_lines(body(parts)));
}

std::string webhook_body(const Letter& letter, const InboxEntry& entry,
                         const std::string& username) {
    JsonWriter w;
    w.begin_object();
    w.id("delivery", letter.id.value);
    w.id("message", entry.id.value);
    w.member("username", username);
    w.member("kind", to_string(entry.kind));
    w.key("object");
    w.begin_object();
    w.member("kind", entry.object_kind);
    w.id("id", entry.object_id);
    w.end_object();
    w.member("link", entry.link);
    w.member("title", entry.title);
    w.member("title_en", entry.title_en);
    w.member("words", entry.words);
    w.member("words_en", entry.words_en);
    w.member("at", luoshi::to_string(entry.at));
    w.end_object();
    return w.take();
}

std::string signature(const std::string& secret, std::int64_t unix_s, LetterId id,
                      const std::string& body) {
    return "sm3=" + to_hex(hmac_sm3(secret, fmt::format("{}.{}.{}", unix_s, to_string(id), body)));
}

} // namespace luoshi::notify

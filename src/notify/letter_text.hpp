// SPDX-License-Identifier: Apache-2.0
// What a letter says, as bytes. Private to the module.
#pragma once

#include "notify/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace luoshi::notify {

struct MailParts {
    LetterId id{};
    std::string installation{}; // its name, for people
    std::string from{}, to{};   // addresses
    std::string pages{};        // "https://luoshi.example": where links begin; "": none are shown
    Timestamp at{};             // the letter's making, the same at every try
    std::vector<InboxEntry> entries{}; // at least one
};

// "<1234.luoshi@example.gov.cn>": the letter's id and the domain of the address it comes from.
std::string message_id(LetterId id, std::string_view from);
// RFC 5322 text: the same bytes for the same letter.
std::string mail_text(const MailParts& parts);
// A header's value as RFC 2047 words of at most 75 octets, on lines of their own.
std::string encoded_words(std::string_view text);

std::string webhook_body(const Letter& letter, const InboxEntry& entry,
                         const std::string& username);
// "sm3=<hex>" over "<timestamp>.<letter>.<body>", by HMAC-SM3.
std::string signature(const std::string& secret, std::int64_t unix_s, LetterId id,
                      const std::string& body);

} // namespace luoshi::notify

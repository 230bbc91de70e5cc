// SPDX-License-Identifier: Apache-2.0
// What may be a password. The list is of our own: what people here choose first.
#include "access/access.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace luoshi::access {
namespace {

constexpr std::size_t kLeast = 10, kMost = 128; // characters
constexpr std::size_t kFewest = 4;              // different bytes

// In lower case and without what is neither letter nor digit. A password made of these and of
// digits alone, before or after, is one of them.
constexpr std::array<std::string_view, 30> kCommon{
    "password", "passwd",  "passw0rd", "p4ssword",  "admin",      "administrator",
    "root",     "user",    "test",     "guest",     "welcome",    "letmein",
    "iloveyou", "monkey",  "dragon",   "qwerty",    "qwertyuiop", "asdfghjkl",
    "asdfgh",   "zxcvbnm", "qazwsx",   "qazwsxedc", "abc",        "abcd",
    "woaini",   "mima",    "nihao",    "guangdong", "guangzhou",  "luoshi"};

// Runs of keys and letters; forwards and backwards.
constexpr std::array<std::string_view, 6> kRuns{
    "01234567890123456789",         "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string in_lower_case(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

// Letters and digits in lower case, @ and $ as the letters they stand for; bytes of other alphabets
// stay.
std::string plain(std::string_view text) {
    std::string out;
    for (const char written : in_lower_case(text)) {
        const char c = written == '@' ? 'a' : written == '$' ? 's' : written;
        if (is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) {
            out += c;
        }
    }
    return out;
}

bool is_common(std::string_view password) {
    const auto text = plain(password);
    std::string_view word = text;
    while (!word.empty() && is_digit(word.front())) {
        word.remove_prefix(1);
    }
    while (!word.empty() && is_digit(word.back())) {
        word.remove_suffix(1);
    }
    if (word.empty() && text.size() <= 12) { // digits alone: a date, a telephone
        return true;
    }
    if (std::ranges::find(kCommon, word) != kCommon.end()) {
        return true;
    }
    const std::string back{text.rbegin(), text.rend()};
    return !text.empty() && std::ranges::any_of(kRuns, [&](std::string_view run) {
        return run.find(text) != run.npos || run.find(back) != run.npos;
    });
}

bool has_few_characters(std::string_view password) {
    std::string bytes{password};
    std::ranges::sort(bytes);
    return std::ranges::unique(bytes).begin() - bytes.begin() <
           static_cast<std::ptrdiff_t>(kFewest);
}

[[noreturn]] void refuse(std::string_view rule, std::string_view why) {
    throw failure(ErrorCode::invalid_argument, "access.weak-password", "{}", why)
        .with("rule", std::string{rule});
}

} // namespace

void check_password(std::string_view password, const PasswordOf& of) {
    const auto count = character_count(password);
    if (count < kLeast || count > kMost) {
        refuse("length", "a password has 10 to 128 characters");
    }
    const auto text = in_lower_case(password);
    if (!of.username.empty() && text.find(in_lower_case(of.username)) != text.npos) {
        refuse("username", "a password does not contain the user name");
    }
    if (character_count(of.name) >= 2 && text.find(in_lower_case(of.name)) != text.npos) {
        refuse("name", "a password does not contain the name of the person");
    }
    if (has_few_characters(password) || is_common(password)) {
        refuse("common", "this password is one of those that are tried first");
    }
}

} // namespace luoshi::access

// SPDX-License-Identifier: Apache-2.0
#include "access/accounts.hpp"

#include "access/access.hpp"
#include "access/rows.hpp"
#include "base/error.hpp"

#include <sodium.h>

#include <algorithm>

namespace luoshi::access {

bool is_username(const std::string& text) noexcept {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    return text.size() >= 2 && text.size() <= 40 && std::all_of(text.begin(), text.end(), allowed);
}

void check_username(const std::string& username) {
    if (!is_username(username)) {
        throw failure(ErrorCode::invalid_argument, "access.username",
                      "a user name has 2 to 40 of a-z 0-9 . _ -");
    }
}

std::optional<Person> find_by_username(store::Reader& reader, const std::string& username) {
    const auto secret = find_secret(reader, username);
    return secret ? std::optional{secret->person} : std::nullopt;
}

std::string make_first_password(std::string_view username, std::string_view name) {
    constexpr std::string_view kSigns = "abcdefghjkmnpqrstuvwxyz23456789";
    constexpr int kTries = 100;
    for (int n = 0; n < kTries; ++n) {
        std::string made;
        for (std::size_t i = 0; i < 12; ++i) {
            made += i == 4 || i == 8 ? "-" : "";
            made += kSigns[randombytes_uniform(static_cast<std::uint32_t>(kSigns.size()))];
        }
        try {
            check_password(made, {username, name});
            return made;
        } catch (const Error&) { // it happens to hold the user name, or is a row of keys
        }
    }
    ensure(false, "a first password is found");
    return {};
}

} // namespace luoshi::access

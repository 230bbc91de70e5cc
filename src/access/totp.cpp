// SPDX-License-Identifier: Apache-2.0
#include "access/totp.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <chrono>

namespace luoshi::access {
namespace {

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return out;
}

} // namespace

std::int64_t step_of(Timestamp at) noexcept {
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count() / kStepSeconds;
}

std::string code_of(std::string_view secret, std::int64_t step, int digits) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i) {
        counter[7 - i] = static_cast<unsigned char>((step >> (8 * i)) & 0xff);
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    ensure(HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
                counter.size(), mac.data(), &size) != nullptr &&
               size == 20,
           "OpenSSL has HMAC-SHA-1");
    const std::size_t offset = mac[19] & 0x0f; // RFC 4226, 5.3
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number = (number << 8) | mac[offset + i];
    }
    number &= 0x7fffffff;
    std::uint32_t modulus = 1;
    for (int i = 0; i < digits; ++i) {
        modulus *= 10;
    }
    return fmt::format("{:0{}}", number % modulus, digits);
}

std::optional<std::int64_t> step_with_code(std::string_view secret, std::string_view code,
                                           Timestamp at, std::int64_t used) {
    std::optional<std::int64_t> found;
    const auto now = step_of(at);
    for (auto step = now - 1; step <= now + 1; ++step) {
        const auto wanted = code_of(secret, step);
        if (wanted.size() == code.size() &&
            sodium_memcmp(wanted.data(), code.data(), code.size()) == 0 && step > used) {
            found = step;
        }
    }
    return found;
}

std::string base32(std::string_view bytes) {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : bytes) {
        held = (held << 8) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5) {
            out += kLetters[(held >> (bits - 5)) & 31];
        }
    }
    if (bits > 0) {
        out += kLetters[(held << (5 - bits)) & 31];
    }
    return out;
}

std::string otpauth_uri(std::string_view secret, std::string_view issuer,
                        std::string_view account) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}", percent_encoded(issuer),
                       percent_encoded(account), base32(secret));
}

} // namespace luoshi::access

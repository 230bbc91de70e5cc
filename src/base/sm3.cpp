// SPDX-License-Identifier: Apache-2.0
#include "base/sm3.hpp"

#include "base/error.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace luoshi {

struct Sm3::Context {
    EVP_MD_CTX* handle = EVP_MD_CTX_new();
    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { EVP_MD_CTX_free(handle); }
};

Sm3::Sm3() : context_(std::make_unique<Context>()) {
    ensure(EVP_DigestInit_ex(context_->handle, EVP_sm3(), nullptr) == 1, "OpenSSL offers SM3");
}
Sm3::~Sm3() = default;
Sm3::Sm3(Sm3&&) noexcept = default;
Sm3& Sm3::operator=(Sm3&&) noexcept = default;

void Sm3::update(std::string_view bytes) {
    ensure(EVP_DigestUpdate(context_->handle, bytes.data(), bytes.size()) == 1, "SM3 takes bytes");
}

Digest Sm3::finish() {
    Digest digest{};
    unsigned size = 0;
    ensure(EVP_DigestFinal_ex(context_->handle, digest.data(), &size) == 1 && size == digest.size(),
           "SM3 gives 32 bytes");
    return digest;
}

Digest sm3(std::string_view bytes) {
    Sm3 hash;
    hash.update(bytes);
    return hash.finish();
}

Digest hmac_sm3(std::string_view key, std::string_view bytes) {
    Digest digest{};
    unsigned size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    ensure(HMAC(EVP_sm3(), key.data(), static_cast<int>(key.size()), data, bytes.size(),
                digest.data(), &size) != nullptr &&
               size == digest.size(),
           "HMAC-SM3 gives 32 bytes");
    return digest;
}

std::string to_hex(const Digest& digest) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * digest.size());
    for (const auto byte : digest) {
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 15];
    }
    return hex;
}

std::optional<Digest> digest_from_hex(std::string_view hex) noexcept {
    Digest digest{};
    if (hex.size() != 2 * digest.size()) {
        return std::nullopt;
    }
    const auto value = [](char c) -> int {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const int high = value(hex[2 * i]);
        const int low = value(hex[2 * i + 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        digest[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return digest;
}

} // namespace luoshi

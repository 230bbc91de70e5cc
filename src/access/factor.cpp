// SPDX-License-Identifier: Apache-2.0
// The second factor of a person.
#include "access/access.hpp"
#include "access/inside.hpp"
#include "access/totp.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "store/database.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

namespace luoshi::access {
namespace {

constexpr std::size_t kSecret = 20; // bytes, as long as SHA-1's digest (RFC 4226, 4)

std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* raw(const std::string& bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Fifty bits in two groups that can be read out: k3jd9-7fqam.
std::string recovery_code() {
    auto code = base32(random_bytes(7)).substr(0, 10);
    std::transform(code.begin(), code.end(), code.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return code.insert(5, "-");
}

// As typed: with or without the stroke and blanks, in either case.
std::string plain(const std::string& typed) {
    std::string code;
    for (const char c : typed) {
        if (c != '-' && c != ' ') {
            code += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return code;
}

Error no_factor() {
    return failure(ErrorCode::conflict, "access.no-factor", "there is no second factor");
}

} // namespace

// By a key outside the database: who writes there makes no code of his own, nor finds one.
std::string Access::recovery_digest(PersonId person, const std::string& code) const {
    return to_hex(hmac_sm3(rules_.key, fmt::format("{}:{}", person.value, plain(code))));
}

std::string Access::sealed(PersonId person, const std::string& secret) const {
    ensure(rules_.key.size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
           "there is a key for secrets");
    const auto owner = std::to_string(person.value); // nobody gets another's
    auto nonce = random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    std::string out(secret.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(out), nullptr, raw(secret), secret.size(),
                                               raw(owner), owner.size(), nullptr, raw(nonce),
                                               raw(rules_.key));
    return nonce + out;
}

std::string Access::opened(PersonId person, const std::string& sealed) const {
    constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
    const auto owner = std::to_string(person.value);
    std::string out(sealed.size() > kNonce + kTag ? sealed.size() - kNonce - kTag : 0, '\0');
    if (out.empty() || rules_.key.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(raw(out), nullptr, nullptr, raw(sealed) + kNonce,
                                                   sealed.size() - kNonce, raw(owner), owner.size(),
                                                   raw(sealed), raw(rules_.key)) != 0) {
        throw failure(ErrorCode::forbidden, "access.factor-lost",
                      "the secret of the second factor does not fit the key of this server");
    }
    return out;
}

bool Access::take_code(store::Transaction& transaction, PersonId person,
                       const std::string& code) const {
    const auto factor = find_factor(transaction, person);
    if (!factor) {
        return false;
    }
    if (const auto step = step_with_code(opened(person, factor->secret), plain(code),
                                         transaction.now(), factor->last_step)) {
        note_step(transaction, person, *step);
        return true;
    }
    if (!factor->confirmed_at ||
        !use_recovery(transaction, person, recovery_digest(person, code))) {
        return false;
    }
    transaction.record(event({person.value, find_person(transaction, person)->who.name, ""},
                             "access.recovery-used", person));
    return true;
}

bool Access::must_set_factor(const Principal& principal, bool has_factor) const {
    const auto& roles = rules_.second_factor;
    return !has_factor && std::find(roles.begin(), roles.end(), principal.role) != roles.end();
}

void Access::expect_password(const Principal& principal, const std::string& password) {
    struct Known {
        Attempts attempts;
        std::optional<Secret> secret;
    };
    const auto known = database_.read([&](store::Reader& reader) {
        return Known{attempts_of(reader, principal.username), find_secret(reader, principal.id)};
    });
    expect_unlocked(known.attempts, clock_.now());
    if (!known.secret || !verify(known.secret->hash, password)) {
        count_wrong(principal.username);
        throw failure(ErrorCode::forbidden, "access.wrong-current-password",
                      "the current password is wrong");
    }
}

Access::Factor Access::factor(const Principal& principal) {
    const auto& roles = rules_.second_factor;
    return database_.read([&](store::Reader& reader) {
        const auto row = find_factor(reader, principal.id);
        return Factor{.since = row ? row->confirmed_at : std::nullopt,
                      .recovery_codes = count_recovery(reader, principal.id),
                      .required =
                          std::find(roles.begin(), roles.end(), principal.role) != roles.end()};
    });
}

Access::FactorOffer Access::offer_factor(const Principal& principal, const std::string& password,
                                         const std::string& issuer) {
    expect_password(principal, password);
    const auto secret = random_bytes(kSecret);
    database_.write([&](store::Transaction& transaction) {
        if (find_person(transaction, principal.id)->second_factor) {
            throw failure(ErrorCode::conflict, "access.factor-on",
                          "there is a second factor already");
        }
        access::offer_factor(transaction, principal.id, sealed(principal.id, secret));
    });
    return {base32(secret), otpauth_uri(secret, issuer, principal.username)};
}

std::vector<std::string> Access::confirm_factor(const Principal& principal, const std::string& code,
                                                const std::string& request_id) {
    std::vector<std::string> codes(kRecoveryCodes);
    std::vector<std::string> digests(kRecoveryCodes);
    for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
        codes[i] = recovery_code();
        digests[i] = recovery_digest(principal.id, codes[i]);
    }
    database_.write([&](store::Transaction& transaction) {
        if (find_person(transaction, principal.id)->second_factor) {
            throw failure(ErrorCode::conflict, "access.factor-on",
                          "there is a second factor already");
        }
        auto factor = find_factor(transaction, principal.id);
        if (!factor) {
            throw no_factor();
        }
        const auto step = step_with_code(opened(principal.id, factor->secret), plain(code),
                                         transaction.now(), factor->last_step);
        if (!step) {
            throw failure(ErrorCode::forbidden, "access.wrong-code", "the code is wrong");
        }
        factor->last_step = *step;
        transaction.record(
            event(actor_of(principal, request_id), "access.factor-set", principal.id));
        turn_on_factor(transaction, principal.id, *factor, digests);
    });
    return codes;
}

void Access::drop_factor(const Principal& principal, const std::string& password,
                         const std::string& code, const std::string& request_id) {
    expect_password(principal, password);
    if (must_set_factor(principal, false)) {
        throw failure(ErrorCode::conflict, "access.factor-required",
                      "this role must have a second factor");
    }
    const bool taken = database_.write([&](store::Transaction& transaction) {
        if (!find_person(transaction, principal.id)->second_factor) {
            throw no_factor();
        }
        if (!take_code(transaction, principal.id, code)) {
            return false;
        }
        transaction.record(
            event(actor_of(principal, request_id), "access.factor-dropped", principal.id));
        turn_off_factor(transaction, principal.id);
        return true;
    });
    if (!taken) {
        turn_away(principal.username, Wrong::code);
    }
}

void Access::reset_factor(const store::Actor& actor, PersonId id) {
    database_.write([&](store::Transaction& transaction) {
        const auto person = find_person(transaction, id);
        if (!person) {
            throw failure(ErrorCode::not_found, "access.no-person", "person '{}' does not exist",
                          id.value);
        }
        expect_may_reset(transaction, actor, *person);
        transaction.record(event(actor, "access.factor-reset", id));
        turn_off_factor(transaction, id);
        delete_sessions(transaction, id, SessionId{});
    });
}

} // namespace luoshi::access

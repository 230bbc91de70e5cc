// SPDX-License-Identifier: Apache-2.0
#include "access/inside.hpp"

#include "base/error.hpp"
#include "base/sm3.hpp"

#include <sodium.h>

#include <algorithm>

namespace luoshi::access {

Person person_of(const NewPerson& person) {
    return {.who = {.id = {},
                    .username = person.username,
                    .name = person.name,
                    .role = person.role,
                    .unit = person.unit,
                    .must_change_password = false,
                    .title = person.title,
                    .serves = person.serves},
            .active = true,
            .version = 1,
            .locked_until = {},
            .last_log_in = {}};
}

std::string random_hex(std::size_t bytes) {
    std::string raw(bytes, '\0');
    randombytes_buf(raw.data(), raw.size());
    std::string hex(2 * bytes + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(raw.data()),
                   raw.size());
    hex.pop_back();
    return hex;
}

bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string digest_of(std::string_view token) {
    return to_hex(sm3(token));
}

store::EventDraft event(const store::Actor& actor, std::string action, PersonId person) {
    return {.actor = actor,
            .action = std::move(action),
            .object_kind = "person",
            .object_id = person.value,
            .plan_id = 0,
            .detail = {}};
}

void expect_unlocked(const Attempts& attempts, Timestamp now) {
    if (attempts.locked_until && *attempts.locked_until > now) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(*attempts.locked_until - now);
        throw failure(ErrorCode::too_many, "access.locked",
                      "too many wrong passwords; locked for a while")
            .with("retry_after_s", std::to_string(left.count()));
    }
}

} // namespace luoshi::access

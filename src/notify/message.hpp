// SPDX-License-Identifier: Apache-2.0
// A piece of news and where it stands, as values.
#pragma once

#include "access/person.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "org/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::notify {

struct MessageTag;
using MessageId = Id<MessageTag>;
struct LetterTag;
using LetterId = Id<LetterTag>;
struct WebhookTag;
using WebhookId = Id<WebhookTag>;

enum class Kind : std::uint8_t {
    reminder, // 提醒
    urge,     // 催办
    returned, // 退回
    remark,   // 批示
    note      // 通知
};
std::string_view to_string(Kind kind) noexcept;
std::optional<Kind> parse_kind(std::string_view text) noexcept;

enum class Channel : std::uint8_t { mail, webhook };
std::string_view to_string(Channel channel) noexcept;

enum class LetterState : std::uint8_t {
    waiting,   // for its first hand-over or the next try
    handing,   // a server was told and nobody knows yet what it said
    delivered, // accepted
    failed     // given up
};
std::string_view to_string(LetterState state) noexcept;
std::optional<LetterState> parse_letter_state(std::string_view text) noexcept;

struct Message {
    std::string key{}; // the caller's, stable: "due/123/step/10d". Not empty
    Kind kind = Kind::note;
    std::string object_kind{};
    std::int64_t object_id = 0;
    std::string link{};        // path in the pages, from "/"
    access::PersonId person{}; // one person, or
    org::UnitId unit{};        // whoever answers for the unit at that moment
    std::string title{}, title_en{};
    std::string words{}, words_en{};
    std::optional<Timestamp> not_before{};
};

struct InboxEntry {
    MessageId id{};
    access::PersonId person{};
    Kind kind = Kind::note;
    std::string object_kind{};
    std::int64_t object_id = 0;
    std::string link{};
    std::string title{}, title_en{}, words{}, words_en{};
    Timestamp at{}; // shown from
    bool read = false;
};

struct Letter {
    LetterId id{};
    Channel channel = Channel::mail;
    std::int64_t target = 0; // the person, the webhook
    LetterState state = LetterState::waiting;
    std::int64_t attempts = 0;
    std::int64_t repeats = 0; // hand-overs begun of which nobody knows how they ended
    std::int64_t messages = 0;
    Timestamp next_try_at{}, created_at{};
    std::optional<Timestamp> handed_at{}, ended_at{};
    std::string last_error{};
};

struct LetterCounts {
    std::int64_t waiting = 0, handing = 0, delivered = 0, failed = 0;
    std::int64_t repeats = 0; // of all
};

struct Webhook {
    WebhookId id{};
    std::string url{};
    std::vector<Kind> kinds{}; // none: all
    Timestamp created_at{};
};

} // namespace luoshi::notify

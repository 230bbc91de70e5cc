// SPDX-License-Identifier: Apache-2.0
// Identities: 64-bit, unique without asking anybody, sorted by time of making.
//
// Layout, high to low: 1 bit zero · 41 bits milliseconds since 2020-01-01 UTC (until 2089) · 10
// bits node · 12 bits count within the millisecond. In JSON always a decimal string.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi {

class Clock;

// Distinct ids are distinct types: struct TaskTag; using TaskId = Id<TaskTag>;
template <class Tag>
struct Id {
    std::int64_t value = 0; // 0: none
    auto operator<=>(const Id&) const = default;
    explicit operator bool() const noexcept { return value != 0; }
};

template <class Tag>
std::string to_string(Id<Tag> id) {
    return std::to_string(id.value);
}

// The id in `text` (decimal digits, 1 to 2⁶³-1); nullopt for anything else.
std::optional<std::int64_t> parse_id(std::string_view text) noexcept;

template <class IdType>
std::optional<IdType> parse_as(std::string_view text) noexcept {
    const auto value = parse_id(text);
    return value ? std::optional<IdType>{IdType{*value}} : std::nullopt;
}

// Makes ids; strictly increasing within one maker even when the clock steps back.
// Threads: next() may be called from any.
class IdMaker {
public:
    // node: 0 <= node < 1024, different for every server that shares a database.
    IdMaker(const Clock& clock, int node);
    std::int64_t next();
    template <class IdType>
    IdType make() {
        return IdType{next()};
    }

private:
    const Clock& clock_;
    std::int64_t node_;
    std::mutex mutex_;
    std::int64_t last_ms_ = 0;
    std::int64_t count_ = 0;
};

} // namespace luoshi

template <class Tag>
struct std::hash<luoshi::Id<Tag>> {
    std::size_t operator()(luoshi::Id<Tag> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};

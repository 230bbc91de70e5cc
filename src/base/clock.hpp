// SPDX-License-Identifier: Apache-2.0
// Two clocks. now() is real time in UTC: audit, sessions, leases, logs. today() is the business
// date, a civil date at the fixed offset +08:00, which a demo may set. The real clock is made once,
// in main.
#pragma once

#include "base/date.hpp"

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

namespace luoshi {

using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

class Clock {
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
    virtual Date today() const = 0;
};

// The civil date at +08:00 of an instant.
Date civil_date(Timestamp at) noexcept;
// "2011-11-10T07:42:00.123456Z"
std::string to_string(Timestamp at);
// Microseconds since 1970-01-01 UTC: how an instant is stored.
inline std::int64_t to_micros(Timestamp at) noexcept {
    return at.time_since_epoch().count();
}
inline Timestamp from_micros(std::int64_t micros) noexcept {
    return Timestamp{std::chrono::microseconds{micros}};
}

// Threads: all calls from any.
class SystemClock final : public Clock {
public:
    Timestamp now() const override;
    Date today() const override;                       // the set date, else that of now()
    void set_today(std::optional<Date> date) noexcept; // demo installations only

private:
    std::atomic<std::int32_t> set_days_{kUnset};
    static constexpr std::int32_t kUnset = INT32_MIN;
};

// For tests: stands still until told.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Timestamp at) : now_us_(to_micros(at)) {}
    Timestamp now() const override { return from_micros(now_us_); }
    Date today() const override { return civil_date(now()); }
    void advance(std::chrono::microseconds by) { now_us_ += by.count(); }

private:
    std::atomic<std::int64_t> now_us_;
};

} // namespace luoshi

// SPDX-License-Identifier: Apache-2.0
#include "base/ids.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <charconv>

namespace luoshi {
namespace {

constexpr std::int64_t kEpochMs = 1'577'836'800'000; // 2020-01-01T00:00:00Z
constexpr std::int64_t kCounts = 1 << 12;

} // namespace

std::optional<std::int64_t> parse_id(std::string_view text) noexcept {
    std::int64_t value = 0;
    const auto [stop, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc{} || stop != text.data() + text.size() || value <= 0) {
        return std::nullopt;
    }
    return value;
}

IdMaker::IdMaker(const Clock& clock, int node) : clock_(clock), node_(node) {
    ensure(node >= 0 && node < 1024, "a node number is below 1024");
}

std::int64_t IdMaker::next() {
    const auto ms =
        std::chrono::floor<std::chrono::milliseconds>(clock_.now()).time_since_epoch().count() -
        kEpochMs;
    const std::lock_guard lock{mutex_};
    if (ms > last_ms_) {
        last_ms_ = ms;
        count_ = 0;
    } else if (++count_ == kCounts) { // more than 4096 in a millisecond: borrow the next one
        ++last_ms_;
        count_ = 0;
    }
    return (last_ms_ << 22) | (node_ << 12) | count_;
}

} // namespace luoshi

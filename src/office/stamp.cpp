// SPDX-License-Identifier: Apache-2.0
#include "office/stamp.hpp"

#include <fmt/format.h>

#include <chrono>

namespace luoshi::office {
namespace {

thread_local const std::string* current = nullptr;

} // namespace

Stamp::Stamp(std::string line) : line_(std::move(line)), before_(current) {
    current = &line_;
}

Stamp::~Stamp() {
    current = before_;
}

const std::string& Stamp::now() {
    static const std::string kNone;
    return current == nullptr ? kNone : *current;
}

std::string minute_of(Timestamp at) {
    const auto civil = std::chrono::floor<std::chrono::minutes>(at) + std::chrono::hours{8};
    const auto minute = (civil - std::chrono::floor<std::chrono::days>(civil)).count();
    return fmt::format("{} {:02}:{:02}", to_string(civil_date(at)), minute / 60, minute % 60);
}

} // namespace luoshi::office

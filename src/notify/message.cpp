// SPDX-License-Identifier: Apache-2.0
#include "notify/message.hpp"

#include <array>

namespace luoshi::notify {
namespace {

constexpr std::array<std::string_view, 5> kKinds{"reminder", "urge", "returned", "remark", "note"};
constexpr std::array<std::string_view, 2> kChannels{"mail", "webhook"};
constexpr std::array<std::string_view, 4> kStates{"waiting", "handing", "delivered", "failed"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names,
                          std::string_view text) noexcept {
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == text) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view to_string(Kind kind) noexcept {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<Kind> parse_kind(std::string_view text) noexcept {
    return parse<Kind>(kKinds, text);
}

std::string_view to_string(Channel channel) noexcept {
    return kChannels[static_cast<std::size_t>(channel)];
}

std::string_view to_string(LetterState state) noexcept {
    return kStates[static_cast<std::size_t>(state)];
}

std::optional<LetterState> parse_letter_state(std::string_view text) noexcept {
    return parse<LetterState>(kStates, text);
}

} // namespace luoshi::notify

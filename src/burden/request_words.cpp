// SPDX-License-Identifier: Apache-2.0
#include "burden/requests.hpp"

#include <algorithm>
#include <array>

namespace luoshi::burden {
namespace {

struct Word {
    std::string_view code, words;
};
constexpr std::array<Word, 7> kChannels{{{"phone", "电话"},
                                         {"group", "工作群"},
                                         {"mail", "邮件"},
                                         {"paper", "纸质文件"},
                                         {"meeting", "会议"},
                                         {"system", "其他系统"},
                                         {"other", "其他"}}};
constexpr std::array<Word, 3> kGrounds{
    {{"repeats", "重复"}, {"groundless", "没有依据"}, {"both", "重复且没有依据"}}};
constexpr std::array<Word, 3> kVerdicts{
    {{"withdrawn", "撤回"}, {"merged", "并入"}, {"founded", "有依据"}}};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<Word, N>& words, std::string_view text) {
    const auto* const it = std::ranges::find(words, text, &Word::code);
    return it == words.end() ? std::nullopt : std::optional{static_cast<Enum>(it - words.begin())};
}

} // namespace

std::string_view to_string(Channel channel) noexcept {
    return kChannels[static_cast<std::size_t>(channel)].code;
}
std::string_view to_string(Ground ground) noexcept {
    return kGrounds[static_cast<std::size_t>(ground)].code;
}
std::string_view to_string(Verdict verdict) noexcept {
    return kVerdicts[static_cast<std::size_t>(verdict)].code;
}
std::string_view to_words(Channel channel) noexcept {
    return kChannels[static_cast<std::size_t>(channel)].words;
}
std::string_view to_words(Ground ground) noexcept {
    return kGrounds[static_cast<std::size_t>(ground)].words;
}
std::string_view to_words(Verdict verdict) noexcept {
    return kVerdicts[static_cast<std::size_t>(verdict)].words;
}
std::optional<Channel> parse_channel(std::string_view text) noexcept {
    return parse<Channel>(kChannels, text);
}
std::optional<Ground> parse_ground(std::string_view text) noexcept {
    return parse<Ground>(kGrounds, text);
}
std::optional<Verdict> parse_verdict(std::string_view text) noexcept {
    return parse<Verdict>(kVerdicts, text);
}

} // namespace luoshi::burden

// SPDX-License-Identifier: Apache-2.0
#include "supervise/levels.hpp"

#include <algorithm>

namespace luoshi::supervise {
namespace {

constexpr std::array<std::string_view, kLevels> kNames{"reminder", "request", "notice", "circular",
                                                       "talk"};
constexpr std::array<std::string_view, kLevels> kTitles{"提醒函", "商请函", "督办通知单", "通报",
                                                        "约谈通知"};
constexpr std::array<std::string_view, kLevels> kRules{"督函〔{year}〕{n}号", "督函〔{year}〕{n}号",
                                                       "督办〔{year}〕{n}号", "督报〔{year}〕{n}号",
                                                       "督谈〔{year}〕{n}号"};
constexpr std::array<std::string_view, 3> kIssuers{"own", "general-office", "consent"};

enum class Rank : std::uint8_t { above, party, peer, city, county, other };

Rank rank_of(std::string_view category) noexcept {
    if (category == "leaders") {
        return Rank::above;
    }
    if (category == "party") {
        return Rank::party;
    }
    if (category == "government" || category == "departments") {
        return Rank::peer;
    }
    if (category == "cities" || category == "prd" || category == "places") {
        return Rank::city;
    }
    return category == "counties" ? Rank::county : Rank::other;
}

struct Why {
    std::string_view zh, en;
};

// What stands against letters, and against what directs.
Why against_letter(Rank rank) noexcept {
    switch (rank) {
    case Rank::above: return {"上级机关不是督办对象", "A body above is not supervised"};
    case Rank::county:
        return {"县级单位由所在的市督办，请发给市",
                "Counties are supervised by their city: write to the city"};
    case Rank::party:
    case Rank::peer:
    case Rank::city:
    case Rank::other: return {};
    }
    return {};
}

Why against_directing(Rank rank) noexcept {
    switch (rank) {
    case Rank::party: return {"党的机关用函，不下督办", "Organs of the party get a letter"};
    case Rank::peer: return {"平级单位用函", "Bodies of the same rank get a letter"};
    case Rank::other:
        return {"单位类别不明，只能用函", "The rank of the unit is not known: a letter only"};
    case Rank::above:
    case Rank::county: return against_letter(rank);
    case Rank::city: return {};
    }
    return {};
}

template <class Enum, std::size_t N>
std::optional<Enum> parsed(const std::array<std::string_view, N>& names, std::string_view text) {
    const auto it = std::ranges::find(names, text);
    return it == names.end() ? std::nullopt : std::optional{static_cast<Enum>(it - names.begin())};
}

} // namespace

std::string_view to_string(Level level) noexcept {
    return kNames[static_cast<std::size_t>(level)];
}
std::string_view title_of(Level level) noexcept {
    return kTitles[static_cast<std::size_t>(level)];
}
std::optional<Level> parse_level(std::string_view text) noexcept {
    return parsed<Level>(kNames, text);
}
std::string_view to_string(Issuer issuer) noexcept {
    return kIssuers[static_cast<std::size_t>(issuer)];
}
std::optional<Issuer> parse_issuer(std::string_view text) noexcept {
    return parsed<Issuer>(kIssuers, text);
}

std::array<Choice, kLevels> choices_for(std::string_view category) noexcept {
    const auto rank = rank_of(category);
    std::array<Choice, kLevels> choices{};
    for (std::size_t n = 0; n < kLevels; ++n) {
        auto& choice = choices[n];
        choice.level = static_cast<Level>(n);
        const bool letter = choice.level == Level::reminder || choice.level == Level::request;
        const auto why = letter ? against_letter(rank) : against_directing(rank);
        choice.allowed = why.zh.empty();
        choice.directs = !letter;
        choice.leader = choice.level == Level::circular || choice.level == Level::talk;
        choice.reason = why.zh;
        choice.reason_en = why.en;
    }
    return choices;
}

std::string_view number_rule(Level level) noexcept {
    return kRules[static_cast<std::size_t>(level)];
}

} // namespace luoshi::supervise

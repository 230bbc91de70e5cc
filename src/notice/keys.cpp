// SPDX-License-Identifier: Apache-2.0
// Keys before what they announce: 牵头单位：, 完成时限：, 责任领导：.
#include "notice/clause.hpp"
#include "notice/units.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <array>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

// What may stand before the noun of a key, longest first where one begins another.
struct Stem {
    View word;
    Role role;
};
constexpr std::array<Stem, 37> kStems{
    {{U"牵头负责", Role::lead},    {U"牵头责任", Role::lead},    {U"第一责任", Role::lead},
     {U"主要责任", Role::lead},    {U"牵头", Role::lead},        {U"主办", Role::lead},
     {U"主责", Role::lead},        {U"主管", Role::lead},        {U"协同责任", Role::joint},
     {U"配合责任", Role::joint},   {U"协同", Role::joint},       {U"协办", Role::joint},
     {U"协助", Role::joint},       {U"配合", Role::joint},       {U"会办", Role::joint},
     {U"会同", Role::joint},       {U"参与", Role::participate}, {U"参加", Role::participate},
     {U"指导", Role::guide},       {U"督导", Role::guide},       {U"支持", Role::guide},
     {U"汇总", Role::report_to},   {U"责任", Role::responsible}, {U"负责", Role::responsible},
     {U"承办", Role::responsible}, {U"落实", Role::responsible}, {U"实施", Role::responsible},
     {U"执行", Role::responsible}, {U"承接", Role::responsible}, {U"主体责任", Role::responsible},
     {U"领衔", Role::lead},        {U"主抓", Role::lead},        {U"协作", Role::joint},
     {U"联合", Role::joint},       {U"督办", Role::guide},       {U"督查", Role::guide},
     {U"监督", Role::guide}}};
// 单位, 科室, 站办所, 部门(单位): what the noun of a key is made of.
bool is_key_noun(View noun) {
    constexpr std::size_t kLongest = 9;
    constexpr View kParts =
        U"单位部门科室处股所站办中心院系队组厅局司机构主体企业责任及和与、()/村居学";
    if (noun.size() < 2 || noun.size() > kLongest) {
        return false;
    }
    return noun.find_first_not_of(kParts) == View::npos;
}
constexpr auto kBareKeys =
    words(U"主体责任", U"牵头责任", U"配合责任", U"会办", U"主责", U"承办", U"协同", U"督办",
          U"指导", U"牵头", U"主办", U"配合", U"协办", U"参与", U"责任", U"参加");
constexpr auto kTimeKeys =
    words(U"完成时间", U"完成时限", U"完成期限", U"时间进度", U"时间要求", U"时限要求", U"办结时限",
          U"时间节点", U"进度安排", U"工作时限", U"时间安排", U"完成日期", U"进度要求", U"办理时限",
          U"时限", U"期限", U"完成进度", U"推进时限", U"整改时限", U"整改期限", U"落实时限",
          U"完成时间节点");
constexpr auto kPersonKeys = words(
    U"责任领导", U"牵头领导", U"分管领导", U"责任人", U"联系领导", U"包抓领导", U"牵头市领导",
    U"责任市领导", U"分管市领导", U"负责人", U"领导责任", U"牵头负责人", U"包保领导", U"联系人",
    U"责任县领导", U"牵头县领导", U"牵头区领导", U"责任区领导", U"分管县领导", U"包联领导",
    U"主管领导", U"主要责任人", U"具体责任人", U"责任校领导", U"牵头校领导", U"分管校领导");

// 领衔市领导, 包抓县级领导, 第一责任人: made of such words alone, so that no name of a unit is in
// it.
bool is_leader_key(View heading) {
    constexpr auto kParts = words(
        U"牵头", U"责任", U"分管", U"领衔", U"包抓", U"包保", U"包联", U"主管", U"联系", U"挂点",
        U"挂钩", U"督办", U"主要", U"具体", U"直接", U"第一", U"主抓", U"督导", U"省", U"市", U"县",
        U"区", U"校", U"镇", U"乡", U"州", U"局", U"院", U"厅", U"级", U"总", U"政府", U"党委");
    for (const auto noun : words(U"领导", U"责任人", U"负责人", U"联系人")) {
        if (ends_with(heading, noun) && heading.size() > noun.size() && heading.size() <= 9) {
            auto rest = heading.substr(0, heading.size() - noun.size());
            for (auto n = length_of_start(rest, kParts); n > 0; n = length_of_start(rest, kParts)) {
                rest.remove_prefix(n);
            }
            return rest.empty();
        }
    }
    return false;
}

// 计划完成时间, 预计办结时限, 整改完成期限: made of such words and a noun of time.
bool is_time_key(View heading) {
    constexpr auto kParts =
        words(U"完成", U"计划", U"预计", U"整改", U"办结", U"办理", U"推进", U"落实", U"工作",
              U"要求", U"时间", U"进度", U"最迟", U"目标", U"实施", U"序时", U"任务", U"最终",
              U"拟", U"节点", U"报送", U"见效", U"销号", U"建成");
    if (is_any(heading, kTimeKeys)) {
        return true;
    }
    for (const auto noun : words(U"时间", U"时限", U"期限", U"日期", U"时间节点")) {
        if (ends_with(heading, noun) && heading.size() > noun.size() && heading.size() <= 10) {
            auto rest = heading.substr(0, heading.size() - noun.size());
            for (auto n = length_of_start(rest, kParts); n > 0; n = length_of_start(rest, kParts)) {
                rest.remove_prefix(n);
            }
            return rest.empty();
        }
    }
    return false;
}

} // namespace

std::optional<Key> key_of_heading(View heading) {
    if (is_time_key(heading)) {
        return Key{KeyKind::time, Role::responsible, static_cast<std::uint32_t>(heading.size())};
    }
    if (is_leader_key(heading)) {
        return Key{KeyKind::person, Role::responsible, static_cast<std::uint32_t>(heading.size())};
    }
    for (const auto key : kPersonKeys) {
        if (heading == key) {
            return Key{KeyKind::person, Role::responsible, static_cast<std::uint32_t>(key.size())};
        }
    }
    for (const auto& stem : kStems) {
        if (!starts_with(heading, stem.word)) {
            continue;
        }
        const auto noun = heading.substr(stem.word.size());
        const bool bare = noun.empty() && std::find(kBareKeys.begin(), kBareKeys.end(),
                                                    stem.word) != kBareKeys.end();
        if (bare || is_key_noun(noun)) {
            return Key{KeyKind::role, stem.role, static_cast<std::uint32_t>(heading.size())};
        }
    }
    return std::nullopt;
}

namespace {

bool begins_line(const Glyphs& glyphs, std::uint32_t at) {
    return at == 0 || glyphs.line_before(at);
}

// 牵头单位市住建局, 责任单位为X, 完成时限 2024年: a key whose colon was left out, where what
// follows can only be its value.
std::optional<Key> find_bare_key(const Glyphs& glyphs, std::uint32_t at, std::uint32_t last) {
    constexpr auto kNoNames = words(U"各司", U"各负", U"各自", U"各尽", U"全", U"本", U"其");
    constexpr auto kKeyNouns = words(U"单位", U"部门", U"科室", U"时限", U"时间", U"期限");
    for (auto end = at + 4; end < last && end <= at + 8; ++end) {
        const auto word = glyphs.view({at, end});
        auto key = ends_with_any(word, kKeyNouns) ? key_of_heading(word) : std::nullopt;
        if (!key || key->kind == KeyKind::person) {
            continue;
        }
        const bool copula = glyphs[end] == U'为';
        const auto value = end + (copula ? 1U : 0U);
        const auto rest = glyphs.view({value, std::min(last, value + 12)});
        const bool fits = key->kind == KeyKind::time
                              ? !rest.empty() && (is_digit(rest[0]) || is_han(rest[0])) &&
                                    (copula || glyphs.gap_before(end) || is_digit(rest[0]))
                              : (begins_with_level(rest) && !starts_with_any(rest, kNoNames)) ||
                                    (begins_line(glyphs, at) && !copula && glyphs.gap_before(end));
        if (fits) {
            key->length = value - at;
            return key;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<Key> find_key(const Glyphs& glyphs, std::uint32_t at, std::uint32_t last) {
    constexpr std::uint32_t kLongest = 12;
    if (glyphs[at] == '[') { // 【责任单位】X
        const auto inside = glyphs.view({at + 1, std::min(last, at + kLongest)});
        auto key = key_of_heading(inside.substr(0, std::min(inside.find(U']'), inside.size())));
        if (key) {
            key->length += glyphs[at + 2 + key->length] == ':' ? 3U : 2U;
        }
        return key;
    }
    static constexpr View kFirst =
        U"牵第主协配会参指督支汇责负承落实完时进办工期分联包领推整具市县区校局院镇乡州省挂总"
        U"计预最目序拟执监建销见报会";
    static constexpr View kLevels = U"市县区校局院镇乡州省总";
    const bool inside = at > 0 && is_han(glyphs[at - 1]) && !glyphs.gap_before(at);
    if (kFirst.find(glyphs[at]) == View::npos ||
        (inside && kLevels.find(glyphs[at]) != View::npos)) {
        return std::nullopt;
    }
    const auto end = std::min(last, at + kLongest);
    for (auto i = at + 1; i < end; ++i) {
        if (glyphs[i] == ':') {
            auto key = key_of_heading(glyphs.view({at, i}));
            if (key) {
                ++key->length;
            }
            return key;
        }
        if (glyphs[i] == ',' || glyphs[i] == U'。' || glyphs[i] == U'、' || glyphs[i] == ';') {
            break;
        }
    }
    return find_bare_key(glyphs, at, last);
}

} // namespace luoshi::notice

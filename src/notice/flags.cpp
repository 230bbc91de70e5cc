// SPDX-License-Identifier: Apache-2.0
#include "notice/flags.hpp"

#include "notice/units.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

void add_vague_times(const Glyphs& glyphs, Range text, Item& item) {
    constexpr auto kVague =
        words(U"适时", U"加快", U"逐步", U"尽快", U"尽早", U"早日", U"近期", U"抓紧");
    const bool dated =
        std::any_of(item.deadlines.begin(), item.deadlines.end(),
                    [](const Deadline& d) { return d.kind != DeadlineKind::long_term; });
    if (dated) {
        return;
    }
    for (auto i = text.first; i + 1 < text.last && item.flags.size() < 32; ++i) {
        const Range word{i, i + 2};
        if (std::find(kVague.begin(), kVague.end(), glyphs.view(word)) != kVague.end()) {
            item.flags.push_back({"vague_time", glyphs.printed(word), {}, glyphs.span(word)});
        }
    }
}

// 等, 等部门 behind the last name of an open list.
void add_open_lists(const Glyphs& glyphs, Range whole, Item& item) {
    std::uint32_t at = whole.first;
    for (const auto& party : item.parties) {
        if (!party.open) {
            continue;
        }
        while (at < whole.last && glyphs.span({at, at + 1}).begin < party.origin.span.end) {
            ++at;
        }
        if (at >= whole.last || glyphs[at] != U'等') {
            continue;
        }
        auto end = at + 1;
        const auto rest = glyphs.view({end, std::min(whole.last, end + 8)});
        for (const auto noun : words(U"有关部门", U"有关单位", U"相关部门", U"部门", U"单位")) {
            if (starts_with(rest, noun)) {
                end += static_cast<std::uint32_t>(noun.size());
                break;
            }
        }
        const Range range{at, end};
        item.flags.push_back({"open_list", glyphs.printed(range), {}, glyphs.span(range)});
    }
}

// 各地级以上市, 珠三角各市: a class of places or units, with nothing but a place before 各.
bool is_named_class(View name) {
    constexpr auto kEndings =
        words(U"市", U"县", U"区", U"镇", U"街道", U"园区", U"工业园", U"政府", U"委员会", U"单位",
              U"部门", U"企业", U"厅", U"局", U"州", U"办事处", U"乡");
    constexpr View kPlaceEndings = U"角省市区县州直属国全内翼海江";
    const auto each = name.find(U'各');
    constexpr std::size_t kLongestPlace = 6;
    return each <= kLongestPlace && ends_with_any(name, kEndings) &&
           (each == 0 || kPlaceEndings.find(name[each - 1]) != View::npos);
}

// The unit-like subject a sentence begins with, before 要, 向, 应 and the like.
std::optional<Range> subject_of(const Glyphs& glyphs, Range sentence, const Lexicon& lexicon) {
    constexpr auto kPredicates = words(U"要", U"应当", U"须", U"将", U"向", U"于", U"在", U"对",
                                       U"会同", U"负责", U"可", U"每");
    const auto view = glyphs.view({sentence.first, std::min(sentence.last, sentence.first + 40)});
    for (std::size_t i = 2; i < view.size() && View{U",。;:《"}.find(view[i]) == View::npos; ++i) {
        const auto name = view.substr(0, i);
        const bool predicate = starts_with_any(view.substr(i), kPredicates);
        if (!predicate) {
            continue;
        }
        const bool generic = contains(name, U"有关") || contains(name, U"相关") ||
                             contains(name, U"牵头单位") || ends_with(name, U"各地") ||
                             contains(name, U"各地区") || contains(name, U"各部门") ||
                             contains(name, U"各单位") || contains(name, U"责任单位") ||
                             contains(name, U"各级") || contains(name, U"成员单位");
        const bool group = is_named_class(name);
        if (!generic && (group || lexicon.find(name))) {
            return Range{sentence.first, sentence.first + static_cast<std::uint32_t>(i)};
        }
        return std::nullopt;
    }
    return std::nullopt;
}

bool agrees(const std::string& subject, const Item& item) {
    return std::any_of(item.parties.begin(), item.parties.end(), [&](const Party& p) {
        return p.unit.find(subject) != std::string::npos ||
               subject.find(p.unit) != std::string::npos;
    });
}

void add_difference(const Glyphs& glyphs, Range text, const Lexicon& lexicon, Item& item) {
    std::string clause;
    for (const auto& party : item.parties) {
        if (party.role != Role::report_to) {
            clause += (clause.empty() ? "" : "、") + party.unit;
        }
    }
    if (clause.empty()) {
        return;
    }
    auto first = text.first;
    for (auto i = text.first; i <= text.last; ++i) {
        if (i < text.last && glyphs[i] != U'。' && glyphs[i] != ';') {
            continue;
        }
        const auto subject = subject_of(glyphs, {first, i}, lexicon);
        if (subject && !agrees(glyphs.printed(*subject), item)) {
            item.flags.push_back(
                {"text_differs", glyphs.printed(*subject), clause, glyphs.span(*subject)});
            return;
        }
        first = i + 1;
    }
}

} // namespace

void add_flags(const Glyphs& glyphs, Range text, Range whole, const Lexicon& lexicon, Item& item) {
    add_vague_times(glyphs, text, item);
    add_open_lists(glyphs, whole, item);
    add_difference(glyphs, text, lexicon, item);
}

} // namespace luoshi::notice

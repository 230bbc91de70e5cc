// SPDX-License-Identifier: Apache-2.0
#include "notice/reports.hpp"

#include "notice/units.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

// Verbs that take a receiver. 报 alone is one only before the name of a unit and not inside 申报.
constexpr auto kVerbs = words(U"报送至", U"上报至", U"抄送至", U"抄报至", U"反馈至", U"报至",
                              U"送至", U"书面报送", U"抄报", U"抄送", U"上报", U"呈报", U"报送",
                              U"报请", U"报告", U"汇总报", U"送交", U"报", U"送", U"交");
constexpr View kNotAReport = U"申通举海电公情播预提转移配输运护接派赠发传选迎投寄简墙";

// Where the name of a receiver must end: words of what is done with the report.
std::uint32_t phrase_end(const Glyphs& glyphs, std::uint32_t at, std::uint32_t last) {
    constexpr auto kBehind = words(U"统一", U"汇总", U"审议", U"审定", U"审批", U"审核", U"审查",
                                   U"备案", U"批准", U"同意", U"研究", U"核准", U"核定", U"决定",
                                   U"公布", U"并", U"后", U"由", U"以", U"进行");
    int depth = 0, brackets = 0;
    for (auto i = at; i < last; ++i) {
        const auto c = glyphs[i];
        depth += c == U'“' ? 1 : c == U'”' ? -1 : 0;
        brackets += c == '(' || c == '[' ? 1 : 0;
        if ((c == ')' || c == ']') && brackets > 0) { // of the name itself
            --brackets;
            continue;
        }
        if (c == ',' || c == U'。' || c == ';' || c == ')' || c == ']' || c == ':') {
            return i;
        }
        const auto rest = glyphs.view({i, std::min(last, i + 2)});
        if (depth <= 0 && i > at + 1 && starts_with_any(rest, kBehind)) {
            return i;
        }
        if (i - at > 120) {
            return i;
        }
    }
    return last;
}

bool may_receive(const Glyphs& glyphs, Range range, const Lexicon& lexicon) {
    const auto view = glyphs.view({range.first, std::min(range.last, range.first + 12)});
    constexpr auto kLevels =
        words(U"省", U"市", U"区", U"县", U"州", U"国务院", U"党中央", U"中央", U"国家", U"校",
              U"自治区", U"镇", U"局", U"厅", U"党", U"部", U"处", U"督查", U"办公室", U"指挥部",
              U"专班", U"机关", U"集团", U"委", U"所", U"站", U"中心", U"总部", U"总公司", U"街道",
              U"园区", U"公司", U"学校", U"领导小组", U"学院", U"院");
    return lexicon.longest_prefix(view) > 0 || starts_with_any(view, kLevels);
}

class Receivers {
public:
    Receivers(const Glyphs& glyphs, const Lexicon& lexicon) : glyphs_(glyphs), lexicon_(lexicon) {}

    // Names from `at` on, 、 between them; the last one is cut where a name ends.
    // behind_time: 9月10日前报X, where X can only be a receiver.
    void take(Range range, std::string_view rule, bool behind_time = false) {
        constexpr std::uint32_t kLongestName = 16;
        const auto open = glyphs_.view(range).find(U'(');
        if (open != View::npos && open >= 2 &&
            glyphs_.view(range).substr(open).find_first_of(U":0123456789") != View::npos) {
            range.last = range.first + static_cast<std::uint32_t>(open); // （传真：…）
        }
        behind_time = behind_time && range.size() >= 3 && range.size() <= kLongestName &&
                      glyphs_.view(range).find_first_of(U"、和") == View::npos &&
                      looks_like_unit(glyphs_.view(range), lexicon_);
        while (!range.empty() && (behind_time || may_receive(glyphs_, range, lexicon_))) {
            const auto end =
                std::max(unit_prefix(glyphs_, range, lexicon_),
                         behind_time || is_short_name(range) ? range.last : range.first);
            if (end <= range.first + 1) {
                return;
            }
            if (starts_with_any(glyphs_.view({end, range.last}),
                                words(U"主要领导", U"领导", U"分管", U"主要负责"))) {
                return; // to leaders, who are no unit
            }
            add({range.first, end}, rule);
            if (end >= range.last || (glyphs_[end] != U'、' && glyphs_[end] != U'和')) {
                return;
            }
            range.first = end + 1;
        }
    }

    std::vector<Party> parties;

private:
    // 报省防总备案: a level and a few characters, however they end.
    bool is_short_name(Range range) const {
        constexpr std::uint32_t kShortest = 3, kLongest = 5;
        const auto view = glyphs_.view(range);
        return range.size() >= kShortest && range.size() <= kLongest &&
               View{U"省市县区州镇"}.find(view[0]) != View::npos &&
               view.find_first_of(U"、和的级内外") == View::npos &&
               !starts_with_any(view, words(U"市民", U"市场", U"区域", U"县域", U"市领", U"县领"));
    }

    void add(Range name, std::string_view rule) {
        auto unit = glyphs_.printed(name);
        const bool again = std::any_of(parties.begin(), parties.end(),
                                       [&](const Party& p) { return p.unit == unit; });
        if (again || parties.size() >= 64) {
            return;
        }
        const auto view = glyphs_.view(name);
        const auto kind = lexicon_.find(view);
        parties.push_back({.unit = std::move(unit),
                           .unit_full = {},
                           .role = Role::report_to,
                           .group = kind ? *kind == UnitKind::group : is_group_name(view),
                           .known = kind.has_value(),
                           .open = false,
                           .origin = {glyphs_.span(name), kind ? 0.93 : 0.85, std::string{rule}}});
    }

    const Glyphs& glyphs_;
    const Lexicon& lexicon_;
};

// 将进展情况报企业管理部: what is told stands before 报.
bool tells(const Glyphs& glyphs, std::uint32_t first, std::uint32_t at) {
    constexpr std::uint32_t kFarthest = 30;
    auto from = at;
    while (from > first && at - from < kFarthest &&
           View{U"。;:("}.find(glyphs[from - 1]) == View::npos) {
        --from;
    }
    return contains_any(glyphs.view({from, at}),
                        words(U"将", U"把", U"情况", U"总结", U"名单", U"材料", U"台账"));
}

// 上报拆除情况至区治违办: a verb of reporting stands before `at` in the same clause.
bool follows_report(const Glyphs& glyphs, std::uint32_t first, std::uint32_t at) {
    constexpr std::uint32_t kFarthest = 16;
    auto from = at;
    while (from > first && at - from < kFarthest &&
           View{U",。;:("}.find(glyphs[from - 1]) == View::npos) {
        --from;
    }
    return contains_any(glyphs.view({from, at}),
                        words(U"上报", U"报送", U"抄送", U"反馈", U"报告", U"书面报"));
}

// The end of the names behind 向, when a report to them is spoken of; range.first if not.
std::uint32_t told_end(const Glyphs& glyphs, Range range, const Lexicon& lexicon) {
    auto end = range.first;
    for (auto next = end; next < range.last; next = end + 1) {
        const auto name = unit_prefix(glyphs, {next, range.last}, lexicon);
        end = name > next + 1 ? name : end;
        if (name <= next + 1 || name >= range.last || glyphs[name] != U'、') {
            break;
        }
    }
    if (end == range.first) { // 向市防指报告
        const auto told = glyphs.view({end, std::min(range.last, end + 8)}).find(U"报告");
        end += told == View::npos ? 0U : static_cast<std::uint32_t>(told);
    }
    if (glyphs[end] == '(') { // 向市整改办（设在市委办）报送
        const auto close = glyphs.view({end, std::min(range.last, end + 25)}).find(U')');
        end += close == View::npos ? 0U : static_cast<std::uint32_t>(close) + 1;
    }
    const auto behind = glyphs.view({end, std::min(range.last, end + 5)});
    return contains_any(behind, words(U"报告", U"报送", U"汇报", U"书面报")) ? end : range.first;
}

} // namespace

std::vector<Party> find_receivers(const Glyphs& glyphs, Range range, const Lexicon& lexicon) {
    Receivers receivers{glyphs, lexicon};
    for (auto i = range.first; i < range.last; ++i) {
        const auto c = glyphs[i];
        if (c == U'向') { // 向省政府报告
            if (const auto end = told_end(glyphs, {i + 1, range.last}, lexicon); end > i + 2) {
                receivers.take({i + 1, end}, "report.towards");
            }
            continue;
        }
        if ((glyphs[i] == U'至' || glyphs[i] == U'到') && follows_report(glyphs, range.first, i)) {
            receivers.take({i + 1, phrase_end(glyphs, i + 1, range.last)}, "report.towards");
            continue;
        }
        const auto rest = glyphs.view({i, std::min(range.last, i + 4)});
        const auto* verb = std::find_if(kVerbs.begin(), kVerbs.end(),
                                        [&](View v) { return starts_with(rest, v); });
        if (verb == kVerbs.end() ||
            (i > range.first && kNotAReport.find(glyphs[i - 1]) != View::npos)) {
            continue;
        }
        const auto first = i + static_cast<std::uint32_t>(verb->size());
        receivers.take({first, phrase_end(glyphs, first, range.last)}, "report.verb",
                       (i > range.first && glyphs[i - 1] == U'前') ||
                           tells(glyphs, range.first, i));
        i = first - 1;
    }
    return std::move(receivers.parties);
}

} // namespace luoshi::notice

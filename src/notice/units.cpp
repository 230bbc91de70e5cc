// SPDX-License-Identifier: Apache-2.0
#include "notice/units.hpp"

#include "notice/unit_words.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <array>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

bool is_open_bracket(char32_t c) {
    return c == '(' || c == '[';
}
bool is_close_bracket(char32_t c) {
    return c == ')' || c == ']';
}

// A bare division with or without an organ: 区人民政府, 县级市, 办事处.
bool is_division(View name) {
    for (const auto organ : kOrgans) {
        if (name.size() > organ.size() && ends_with(name, organ)) {
            name.remove_suffix(organ.size());
            break;
        }
    }
    while (!name.empty()) {
        if (const auto close = name.find_first_of(U")]");
            is_open_bracket(name[0]) && close != View::npos) {
            name.remove_prefix(close + 1); // 县(市、区)
            continue;
        }
        const auto* found = std::find_if(kDivisions.begin(), kDivisions.end(),
                                         [&](View d) { return starts_with(name, d); });
        if (found == kDivisions.end()) {
            return false;
        }
        name.remove_prefix(found->size());
    }
    return true;
}

// 各县(市), 各省, 有关区县: a class of divisions that has not said its organ yet.
bool is_open_class(View name) {
    View tail = name;
    for (const auto head : words(U"各", U"有关", U"相关")) {
        if (starts_with(name, head)) {
            tail = name.substr(head.size());
            if (tail.empty()) {
                return false;
            }
            if (is_any(tail, words(U"县(市)", U"市(县)", U"省", U"省(区)", U"县[市]", U"市"))) {
                return true;
            }
            if (ends_with_any(tail, kOrgans)) {
                return false;
            }
            return is_division(tail);
        }
    }
    return false;
}

// Whether the enumeration goes on inside the name `before` with `next`.
bool goes_on(View before, View next) {
    if (const auto join = before.find_last_of(U"及和"); join != View::npos) {
        before.remove_prefix(join + 1); // 省有关部门及各市、县(区)
    }
    if (before.size() >= 2 && before[0] == U'各' && starts_with(next, U"各")) {
        return (before == U"各地" || before == U"各地区" || before == U"各县区" ||
                before == U"各级" || before == U"各区县") &&
               (next == U"各部门" || next == U"各单位" || next == U"各有关部门");
    }
    if (!is_open_class(before)) {
        // 各省、自治区、直辖市…: the piece before is itself a joined one
        return false;
    }
    if (is_division(next)) {
        return true;
    }
    const bool ellipsis = before == U"各县(市)" && ends_with(next, U"区人民政府");
    return ellipsis;
}

struct Cutter {
    const Glyphs& glyphs;
    const Lexicon& lexicon;

    // A whole name ends before `at` and another one begins behind the conjunction.
    bool joins(Range piece, std::uint32_t at, std::uint32_t behind) const {
        const auto left = glyphs.view({piece.first, at});
        const auto right = glyphs.view({behind, piece.last});
        if (left.size() < 2 || right.size() < 2 || lexicon.find(glyphs.view(piece))) {
            return false;
        }
        const bool left_whole = lexicon.find(left) || ends_with_any(left, kSureEndings) ||
                                ends_with(left, U"园") || ends_with(left, U"部");
        const bool surely_whole =
            ends_with_any(left, words(U"政府", U"单位", U"部门", U"公司", U"集团", U"协会"));
        const bool right_begins = begins_with_level(right) || is_digit(right[0]) ||
                                  lexicon.find(right) || is_group_name(right) ||
                                  (surely_whole && ends_with_any(right, kSureEndings));
        return left_whole && right_begins && looks_like_unit(right, lexicon);
    }

    // Cuts at 和 及 与 以及 outside brackets.
    void conjunctions(Range piece, std::vector<Range>& out) const {
        int depth = 0;
        for (auto i = piece.first; i < piece.last; ++i) {
            const auto c = glyphs[i];
            depth += (is_open_bracket(c) || c == U'“' || c == U'《') ? 1 : 0;
            depth -= (is_close_bracket(c) || c == U'”' || c == U'》') ? 1 : 0;
            const bool word = c == U'和' || c == U'及' || c == U'与' || c == U'同';
            if (depth <= 0 && word && i > piece.first) {
                const bool two = c == U'及' && glyphs[i - 1] == U'以';
                const auto end = two ? i - 1 : i;
                if (joins(piece, end, i + 1)) {
                    out.push_back({piece.first, end});
                    piece.first = i + 1;
                }
            }
        }
        if (!piece.empty()) {
            out.push_back(piece);
        }
    }

    // Several stretches of white space and no 、 part the list.
    bool is_parted_by_gaps(Range range) const {
        int gaps = 0;
        for (auto i = range.first + 1; i < range.last; ++i) {
            gaps += glyphs.gap_before(i) ? 1 : 0;
            if (glyphs[i] == U'、') {
                return false;
            }
        }
        return gaps >= 2;
    }

    // 县科技局 县产业园区管委会: white space between two whole names, the second with its level,
    // or whole up to the next gap where nothing but gaps parts the list.
    bool parts_names(Range name, std::uint32_t last, bool only_gaps) const {
        if (name.size() < 3 || !glyphs.gap_before(name.last) ||
            !ends_with_any(glyphs.view(name), kSureEndings) ||
            !looks_like_unit(glyphs.view(name), lexicon)) {
            return false;
        }
        auto end = name.last + 1;
        while (end < last && !glyphs.gap_before(end) && glyphs[end] != U'、' &&
               glyphs[end] != ',') {
            ++end;
        }
        const auto next = glyphs.view({name.last, end});
        return begins_with_level(next) ||
               (only_gaps && next.size() >= 4 && ends_with_any(next, kSureEndings) &&
                !is_any(next, words(U"人民政府", U"领导小组", U"管理委员会", U"人大常委会")));
    }

    // Pieces between 、 and commas outside brackets and quotes.
    std::vector<Range> pieces(Range range) const {
        std::vector<Range> out;
        const bool only_gaps = is_parted_by_gaps(range);
        int depth = 0;
        auto first = range.first;
        const auto close = [&](std::uint32_t last) {
            if (first < last) {
                out.push_back({first, last});
            }
            first = last + 1;
        };
        for (auto i = range.first; i < range.last; ++i) {
            const auto c = glyphs[i];
            depth += (is_open_bracket(c) || c == U'“' || c == U'《') ? 1 : 0;
            depth -= (is_close_bracket(c) || c == U'”' || c == U'》') ? 1 : 0;
            const bool stop = c == U'、' || c == ',' || c == ';' || c == U'。' || c == ':';
            if (stop && depth <= 0) {
                close(i);
            } else if (starts_with(glyphs.view({i, range.last}),
                                   U"<br")) { // a line break of a page
                close(i);
                while (i + 1 < range.last && glyphs[i] != '>') {
                    ++i;
                }
                first = i + 1;
            } else if (depth <= 0 && c == '/' &&
                       looks_like_unit(glyphs.view({first, i}), lexicon)) {
                close(i);
            } else if (depth <= 0 && parts_names({first, i}, range.last, only_gaps)) {
                close(i);
                first = i;
            }
        }
        close(range.last);
        return out;
    }
};

// Puts 各县(市)、区人民政府 together again.
std::vector<Range> rejoin(const Glyphs& glyphs, const std::vector<Range>& pieces) {
    std::vector<Range> out;
    Range open{}; // the last piece that may still go on
    for (const auto piece : pieces) {
        const bool touching =
            !out.empty() && glyphs[piece.first - 1] == U'、' && out.back().last + 1 == piece.first;
        if (touching && (goes_on(glyphs.view(open), glyphs.view(piece)))) {
            out.back().last = piece.last;
            const auto view = glyphs.view(piece);
            if (ends_with_any(view, kOrgans) && !is_open_class(view)) {
                open = piece; // it has its organ: no more pieces
            }
            continue;
        }
        out.push_back(piece);
        open = piece;
    }
    return out;
}

// 等, 等部门, 等X有关部门 at the end; true if something was cut.
bool cut_open_end(const Glyphs& glyphs, Range& name) {
    const auto view = glyphs.view(name);
    const auto at = view.rfind(U'等');
    if (at == View::npos || at == 0) {
        return false;
    }
    const auto tail = view.substr(at + 1);
    const bool level =
        starts_with(tail, U"级") || starts_with(tail, U"院") || starts_with(tail, U"学");
    constexpr auto kClasses =
        words(U"部门", U"单位", U"地区", U"企业", U"市", U"机构", U"方面", U"处室", U"科室",
              U"股室", U"部室", U"院系", U"学院", U"学校", U"高校", U"院校", U"乡镇", U"街道",
              U"社区", U"县区", U"组织", U"团体", U"协会", U"公司", U"医院", U"站所");
    const bool closes = tail.empty() || ends_with_any(tail, kClasses);
    if (!closes || level) {
        return false;
    }
    name.last = name.first + static_cast<std::uint32_t>(at);
    return true;
}

// A bracket behind a name that is a remark, not part of it: （列第一位者为牵头单位，下同）. True if
// the remark says that this unit leads: （牵头）.
bool cut_remark(const Glyphs& glyphs, Range& name, bool& helps) {
    const auto view = glyphs.view(name);
    if (view.empty() || !is_close_bracket(view.back())) {
        return false;
    }
    const auto open = view.find_last_of(U"([");
    if (open == View::npos || open == 0) {
        return false;
    }
    const auto inside = view.substr(open + 1, view.size() - open - 2);
    const bool remark = inside.size() > 12 || inside.find_first_of(U",。:为") != View::npos ||
                        contains(inside, U"下同") || contains(inside, U"牵头") ||
                        contains(inside, U"主办") || contains(inside, U"配合");
    if (remark) {
        name.last = name.first + static_cast<std::uint32_t>(open);
    }
    helps = is_any(inside, words(U"配合", U"配合单位", U"协办", U"协助", U"配合部门"));
    return inside == U"牵头" || inside == U"牵头单位" || inside == U"牵头部门" || inside == U"主办";
}

View level_prefix(View name) {
    for (const auto prefix : words(U"自治区", U"自治州", U"省", U"市", U"区", U"县", U"州")) {
        if (starts_with(name, prefix) && !starts_with(name, U"市场") &&
            !starts_with(name, U"区域")) {
            return prefix;
        }
    }
    return {};
}

// A function of government that stands for its unit: 发改、财政、住建等部门.
bool is_bare_function(View name) {
    name.remove_prefix(level_prefix(name).size());
    return is_any(name, kFunctions);
}

bool lacks_level(View name) {
    if (!(ends_with(name, U"厅") || ends_with(name, U"局") || ends_with(name, U"委") ||
          ends_with(name, U"办") || ends_with(name, U"社") || ends_with(name, U"院") ||
          ends_with(name, U"委员会"))) {
        return false;
    }
    return starts_with_any(name, kFunctions);
}

// Words a clause begins with, and no name: 根据各园特色, 按照省有关要求.
bool begins_as_sentence(View name) {
    return starts_with_any(
        name, words(U"根据", U"按照", U"依据", U"结合", U"围绕", U"鼓励", U"引导", U"通过", U"确保",
                    U"抓好", U"做好", U"加强", U"加快", U"完善", U"开展", U"制定", U"要求", U"力争",
                    U"涉及", U"包括", U"进一步", U"及时", U"充分", U"积极", U"每", U"报送", U"上报",
                    U"并", U"实现", U"完成", U"建成", U"打造", U"提升", U"负责", U"牵头", U"配合",
                    U"启动", U"新建", U"开工", U"切实", U"认真", U"持续", U"依托", U"现将", U"改造",
                    U"清理", U"维修", U"拆除", U"优化", U"深化", U"健全", U"强化", U"规范", U"扩大",
                    U"提高", U"引进", U"培育", U"修建", U"打通", U"盘活", U"整改", U"修订", U"新增",
                    U"压减", U"淘汰", U"办好", U"选派"));
}

double name_confidence(View name, bool known, bool group) {
    if (known) {
        return 0.99;
    }
    if (name.size() < 2 || name.size() > 30) {
        return 0.4;
    }
    if (ends_with_any(name, kSureEndings) || group) {
        return 0.93;
    }
    return ends_with_any(name, kEndings) ? 0.91 : 0.5;
}

} // namespace

bool begins_with_level(View name) {
    return starts_with_any(name, kLevels);
}

bool is_group_name(View name) {
    constexpr auto kClasses = words(
        U"行业协会", U"产业转移园", U"转移工业园", U"承接地政府", U"转出地政府", U"地方政府",
        U"各级政府", U"国有企业", U"重点企业", U"用能企业", U"科研院所", U"高等学校", U"高等院校",
        U"所属单位", U"成员单位", U"有关部门", U"相关部门", U"有关单位", U"相关单位");
    if (ends_with_any(name, kClasses)) {
        return true;
    }
    if (contains(name, U"各") || starts_with(name, U"有关") || starts_with(name, U"相关") ||
        starts_with(name, U"其他") || starts_with(name, U"其它") ||
        starts_with(name, U"市直园区")) {
        return true;
    }
    std::size_t at = 0;
    while (at < name.size() && is_digit(name[at])) {
        ++at;
    }
    return (at > 0 && at < name.size() && name[at] == U'个') ||
           (contains(name, U"有关") && ends_with_any(name, kSureEndings)) ||
           (contains(name, U"直相关") || contains(name, U"所有"));
}

bool looks_like_unit(View name, const Lexicon& lexicon) {
    if (lexicon.find(name)) {
        return true;
    }
    if (name.size() < 2 || name.size() > 40) {
        return false;
    }
    if (is_close_bracket(name.back())) {
        const auto open = name.find_last_of(U"([");
        return open != View::npos && open > 1 && looks_like_unit(name.substr(0, open), lexicon);
    }
    const auto* const digit = std::find_if(name.begin(), name.end(), is_digit);
    if (digit != name.end() && !is_group_name(name)) {
        return false;
    }
    if (name.find_first_of(U"。;:!?%《") != View::npos || begins_as_sentence(name)) {
        return false;
    }
    if (ends_with_any(name, words(U"阶段", U"路段", U"河段", U"地段", U"时段", U"手段"))) {
        return false;
    }
    return ends_with_any(name, kEndings) || is_division(name) || is_group_name(name) ||
           is_bare_function(name);
}

std::uint32_t unit_prefix(const Glyphs& glyphs, Range range, const Lexicon& lexicon) {
    range.last = std::min(range.last, range.first + 40);
    const auto view = glyphs.view(range);
    const auto known = lexicon.longest_prefix(view);
    std::size_t best = known;
    int depth = 0;
    for (std::size_t i = 1; i <= view.size(); ++i) {
        const auto c = view[i - 1];
        depth += c == U'“' || is_open_bracket(c) ? 1 : 0;
        depth -= c == U'”' || is_close_bracket(c) ? 1 : 0;
        const bool end = c == ',' || c == U'。' || c == ';' || c == ':' || c == U'《' || c == U'、';
        if (depth <= 0 && end) {
            break;
        }
        if (depth <= 0 && i >= 2 && ends_with_any(view.substr(0, i), kSureEndings)) {
            best = std::max(best, i);
        }
    }
    return range.first + static_cast<std::uint32_t>(best);
}

Range leading_names(const Glyphs& glyphs, Range range, const Lexicon& lexicon) {
    Range units{range.first, range.first};
    while (!range.empty()) {
        const auto end = unit_prefix(glyphs, range, lexicon);
        if (end < range.first + 2) {
            break;
        }
        units.last = end;
        if (end >= range.last || glyphs[end] != U'、') {
            break;
        }
        range.first = end + 1;
    }
    return units;
}

namespace {

// What stands behind a name for the names before it, too.
void spread_marks(std::vector<UnitName>& out) {
    for (auto i = out.size(); i-- > 1;) { // X（牵头）、Y、Z（配合）
        out[i - 1].helps = out[i - 1].helps || (out[i].helps && !out[i - 1].leads);
    }
    if (!out.empty() && out.back().open) { // 等 opens the whole list
        for (auto& name : out) {
            name.open = true;
        }
    }
}

} // namespace

std::vector<UnitName> split_units(const Glyphs& glyphs, Range range, const Lexicon& lexicon,
                                  bool lenient) {
    const Cutter cutter{glyphs, lexicon};
    std::vector<Range> names;
    for (const auto piece : rejoin(glyphs, cutter.pieces(range))) {
        cutter.conjunctions(piece, names);
    }
    std::vector<UnitName> out;
    std::string level; // 省, 市 … as printed, of the last name that had one
    for (auto name : names) {
        bool helps = false;
        const bool leads = cut_remark(glyphs, name, helps);
        const bool open = cut_open_end(glyphs, name);
        const auto view = glyphs.view(name);
        const bool unit = looks_like_unit(view, lexicon);
        if (view.empty() || (!unit && !(lenient && view.size() >= 2 && view.size() <= 20))) {
            for (auto& earlier : out) {
                earlier.open = earlier.open || (view.empty() && open);
            }
            continue;
        }
        const auto kind = lexicon.find(view);
        UnitName found{.range = name, .full = {}, .open = open, .leads = leads, .helps = helps};
        found.known = kind.has_value();
        found.group = kind ? *kind == UnitKind::group : is_group_name(view);
        found.confidence = name_confidence(view, found.known, found.group);
        if (!found.known && !found.group && !level.empty() && lacks_level(view)) {
            found.full = level + glyphs.printed(name);
        } else {
            const auto length = static_cast<std::uint32_t>(level_prefix(view).size());
            level = glyphs.printed({name.first, name.first + length});
        }
        out.push_back(std::move(found));
    }
    spread_marks(out);
    return out;
}

} // namespace luoshi::notice

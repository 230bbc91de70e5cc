// SPDX-License-Identifier: Apache-2.0
#include "notice/flags.hpp"

#include "notice/deadlines.hpp"
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
    constexpr View kPlaceEndings = U"角省市区县州直属国全内翼海江东西南北部域带";
    if (const auto open = name.rfind(U'('); ends_with(name, U")") && open != View::npos) {
        name = name.substr(0, open); // 各镇（街道）
    }
    const auto each = name.find(U'各');
    constexpr std::size_t kLongestPlace = 6;
    return each <= kLongestPlace && ends_with_any(name, kEndings) &&
           (each == 0 || kPlaceEndings.find(name[each - 1]) != View::npos);
}

// What a subject is followed by: prepositions, adverbs and verbs of official prose. Closed, because
// behind 各市 a noun makes another name: 各市财政局.
constexpr auto kPredicates = words(
    // may, must, and the like
    U"要", U"应", U"须", U"必须", U"需", U"可", U"不得", U"不再", U"负责", U"牵头", U"自行",
    // prepositions
    U"将", U"向", U"于", U"在", U"对", U"把", U"按", U"以", U"从", U"为", U"由", U"给", U"让",
    U"会同", U"根据", U"依据", U"依托", U"结合", U"围绕", U"通过", U"依法", U"参照", U"针对",
    U"联合", U"比照",
    // adverbs
    U"每", U"分别", U"均", U"都", U"也", U"进一步", U"全面", U"及时", U"认真", U"积极", U"切实",
    U"继续", U"加快", U"尽快", U"逐步", U"逐级", U"抓紧", U"严格", U"大力", U"共同", U"统一",
    U"统筹", U"定期", U"主动", U"同步", U"优先", U"普遍", U"全部", U"深入", U"持续", U"至少",
    U"年内", U"年底", U"今年", U"明年", U"力争", U"确保", U"务必", U"率先", U"先行",
    // verbs
    U"开展", U"完成", U"建立", U"建成", U"健全", U"完善", U"制定", U"制订", U"出台", U"编制",
    U"印发", U"公布", U"公开", U"发布", U"组织", U"落实", U"推进", U"推动", U"推行", U"推广",
    U"加强", U"加大", U"强化", U"提高", U"提升", U"实施", U"实现", U"实行", U"执行", U"设立",
    U"设置", U"成立", U"安排", U"提供", U"提出", U"报送", U"上报", U"报告", U"汇总", U"配合",
    U"协助", U"支持", U"指导", U"督促", U"监督检查", U"检查", U"清理", U"整治", U"治理", U"整改",
    U"排查", U"修订", U"修改", U"调整", U"优化", U"简化", U"取消", U"下放", U"承接", U"打造",
    U"培育", U"引进", U"扩大", U"增加", U"新增", U"减少", U"降低", U"压减", U"控制", U"达到",
    U"保持", U"做好", U"抓好", U"搞好", U"办好", U"用好", U"管好", U"明确", U"确定", U"细化",
    U"分解", U"负担", U"承担", U"履行", U"研究", U"探索", U"创建", U"申报", U"审核", U"审批",
    U"验收", U"考核", U"评估", U"开工", U"动工", U"启动", U"新建", U"改建", U"改造", U"配备",
    U"配套", U"投入", U"筹集", U"发放", U"拨付", U"划定", U"划拨", U"登记", U"采取", U"采用",
    U"使用", U"利用", U"举办", U"召开", U"宣传", U"培训", U"选派", U"选择", U"选取", U"参加",
    U"参与", U"参照", U"接受", U"收集", U"统计", U"更新", U"维护", U"巩固", U"严禁", U"停止",
    U"关停", U"淘汰", U"拆除", U"规范", U"保障", U"保证", U"促进", U"形成", U"出具");

// Nouns that begin like a word of a predicate.
constexpr auto kNouns =
    words(U"应急", U"应用", U"要素", U"对外", U"对口", U"对台", U"以上", U"以下", U"以外", U"以内",
          U"以及", U"从业", U"可再生", U"可用", U"需求", U"给水", U"给排水", U"公开栏", U"改造项目",
          U"建成区", U"在建", U"在岗", U"审批事项", U"为民服务");

// A predicate begins here; 统计局, 组织部, 推进办 are names.
bool begins_predicate(View text) {
    const auto length = length_of_start(text, kPredicates);
    if (length == 0 || starts_with_any(text, kNouns)) {
        return false;
    }
    constexpr View kOrgans = U"办局部委组处科院";
    return length < 2 || length >= text.size() || kOrgans.find(text[length]) == View::npos;
}

// A class of units in general, which the clause need not name.
bool is_general(View name) {
    return contains_any(name, words(U"有关", U"相关", U"牵头单位", U"各地区", U"各部门", U"各单位",
                                    U"责任单位", U"各级", U"成员单位")) ||
           ends_with(name, U"各地");
}

// The unit-like subject a sentence begins with: the longest name before a word of its predicate.
std::optional<Range> subject_of(const Glyphs& glyphs, Range sentence, const Lexicon& lexicon) {
    const auto view = glyphs.view({sentence.first, std::min(sentence.last, sentence.first + 40)});
    for (std::size_t i = 2; i < view.size() && View{U",。;:《"}.find(view[i]) == View::npos; ++i) {
        const auto name = view.substr(0, i);
        const bool unit = is_named_class(name) || lexicon.find(name);
        if (unit && begins_predicate(view.substr(i))) {
            return is_general(name)
                       ? std::nullopt
                       : std::optional{
                             Range{sentence.first, sentence.first + static_cast<std::uint32_t>(i)}};
        }
    }
    return std::nullopt;
}

// 年底前，各市开展…: the time a sentence begins with says nothing of its subject.
Range without_time(const Glyphs& glyphs, Range sentence) {
    constexpr std::size_t kLongestTime = 20;
    const auto comma = glyphs.view(sentence).substr(0, kLongestTime).find(',');
    if (comma == View::npos) {
        return sentence;
    }
    const auto end = sentence.first + static_cast<std::uint32_t>(comma);
    const bool time =
        !find_deadlines(glyphs, {sentence.first, end}, {TimeContext::field, 2000}).empty();
    return time ? Range{end + 1, sentence.last} : sentence;
}

// 各区（县级市） and 各区、县级市 are the same divisions: each character of one is in the other.
bool same_divisions(View one, View other) {
    constexpr View kDivisionWords = U"各县市区州盟旗镇乡街道自治直辖级地(、)";
    return one[0] == U'各' && starts_with(other, U"各") &&
           one.find_first_not_of(kDivisionWords) == View::npos &&
           std::all_of(one.begin(), one.end(),
                       [&](char32_t c) { return !is_han(c) || other.find(c) != View::npos; });
}

bool agrees(const Glyphs& glyphs, Range subject, const Item& item) {
    const auto printed = glyphs.printed(subject);
    return std::any_of(item.parties.begin(), item.parties.end(), [&](const Party& p) {
        const Glyphs unit(p.unit);
        return p.unit.find(printed) != std::string::npos ||
               printed.find(p.unit) != std::string::npos ||
               same_divisions(glyphs.view(subject), unit.all());
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
        const auto subject = subject_of(glyphs, without_time(glyphs, {first, i}), lexicon);
        if (subject && !agrees(glyphs, *subject, item)) {
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

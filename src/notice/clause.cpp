// SPDX-License-Identifier: Apache-2.0
#include "notice/clause.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

// Atoms of a predicate behind a list of units, tried again and again from the end.
constexpr auto kAtoms =
    words(U"牵头负责", U"牵头", U"主办", U"主责", U"抓总", U"为牵头单位", U"为责任单位",
          U"为配合单位", U"负总责", U"总负责", U"负责", U"分别", U"按职责分工", U"按照职责分工",
          U"依职责", U"按职责", U"按分工", U"按各自职责", U"各自职责", U"各司其职", U"各负其责",
          U"根据职责", U"按职能", U"分工", U"按照", U"配合", U"协办", U"协助", U"协同", U"参加",
          U"参与", U"落实", U"组织实施", U"牵头组织", U"负责组织", U"实施", U"指导", U"支持",
          U"给予", U"积极", U"予以", U"共同", U"具体", U"加强", U"督促", U"督导", U"结合实际",
          U"结合职责", U"认真", U"抓好", U"推进", U"做好", U"承办", U"统筹", U"协调", U"落到实处",
          U"推动", U"贯彻", U"主要", U"密切", U"协作", U"抓落实", U"按", U"依据", U"大力", U"职责",
          U"全面", U"统一", U"根据", U"承担", U"跟踪", U"督办", U"督查", U"监督", U"检查", U"考核",
          U"举办", U"组织", U"提供", U"技术", U"跟进", U"联动", U"把关", U"包抓");

// Names that end like an atom.
constexpr auto kNameEnds = words(U"党组织", U"团组织", U"会组织", U"级组织", U"层组织", U"群组织",
                                 U"委督查", U"府督查", U"纪检监督", U"协作组织");

// What a unit may be told to do behind 由: the verbs tasks of offices begin with.
constexpr auto kTaskVerbs =
    words(U"制定", U"制订", U"起草", U"编制", U"拟定", U"拟订", U"汇总", U"审核", U"提出", U"印发",
          U"出台", U"修订", U"研究", U"办理", U"开展", U"组织", U"完成", U"提供", U"建设", U"建立",
          U"筹备", U"梳理", U"负责", U"牵头", U"发布", U"编写", U"报送", U"提交", U"下达", U"实施",
          U"收集", U"整理", U"召集", U"主持", U"承建", U"落实", U"督促", U"会商", U"统一", U"按");
// Words of role an object may follow: 负责起草.
constexpr auto kRoleVerbs = words(U"负责", U"牵头", U"配合", U"协助", U"承办", U"参与", U"组织");

std::optional<Role> role_of(View predicate) {
    if (contains(predicate, U"牵头") || contains(predicate, U"主办") ||
        contains(predicate, U"抓总") || contains(predicate, U"主责") ||
        contains(predicate, U"总责")) {
        return Role::lead;
    }
    if (contains_any(predicate, words(U"配合", U"协办", U"协助", U"协同", U"协作"))) {
        return Role::joint;
    }
    if (contains(predicate, U"参加") || contains(predicate, U"参与")) {
        return Role::participate;
    }
    if (contains_any(predicate, words(U"指导", U"支持", U"督导", U"督办", U"督查", U"督促", U"监督",
                                      U"考核"))) {
        return Role::guide;
    }
    if (contains_any(predicate,
                     words(U"分别", U"职责", U"分工", U"各负其责", U"各司其职", U"按职能"))) {
        return Role::separate;
    }
    if (contains_any(predicate, words(U"负责", U"落实", U"实施", U"承办", U"承担", U"责任单位",
                                      U"组织", U"举办"))) {
        return Role::responsible;
    }
    return std::nullopt;
}

constexpr double kUnclear = 0.8; // of names beside what was not understood

class Parser {
public:
    Parser(const Glyphs& glyphs, const Lexicon& lexicon) : glyphs_(glyphs), lexicon_(lexicon) {}

    Clause parse(Range range) {
        clause_.range = range;
        for (const auto& segment : segments(range)) {
            take(segment);
        }
        finish();
        return std::move(clause_);
    }

private:
    struct Segment {
        Range range;
        std::optional<Key> key; // stands at its beginning
    };

    std::vector<Segment> segments(Range range) const;
    std::uint32_t predicate_begin(Range range) const;
    bool is_list(Range range) const;
    template <class Words>
    std::uint32_t names_end(Range range, const Words& verbs) const;
    bool take_verb(Range range, bool announced);
    void take(const Segment& segment);
    void take_plain(Range range);
    void take_said(Range list, Range predicate, Role role);
    void take_together(Range range, Range word);
    void take_persons(Range range, Range key);
    std::size_t add(Range range, Role role, std::string_view rule);
    void finish();

    const Glyphs& glyphs_;
    const Lexicon& lexicon_;
    Clause clause_;
    std::optional<Key> key_;
    bool unclear_ = false;       // a key that was not understood may have changed what follows
    std::vector<Range> pending_; // lists whose word is still to come
};

// A word of role followed by 、 ends a segment as a comma does: X牵头、Y配合.
bool ends_role_word(View text) {
    constexpr auto kWords =
        words(U"牵头", U"负责", U"配合", U"协办", U"参与", U"参加", U"协助", U"落实");
    return ends_with_any(text, kWords);
}

std::vector<Parser::Segment> Parser::segments(Range range) const {
    std::vector<Segment> out;
    int depth = 0;
    Segment current{{range.first, range.first}, std::nullopt};
    const auto close = [&](std::uint32_t last, std::uint32_t next) {
        current.range.last = last;
        if (!current.range.empty()) {
            out.push_back(current);
        }
        current = {{next, next}, std::nullopt};
    };
    for (auto i = range.first; i < range.last; ++i) {
        const auto c = glyphs_[i];
        const auto key = depth == 0 ? find_key(glyphs_, i, range.last) : std::nullopt;
        if (key && (i == current.range.first || glyphs_[i - 1] != U'各')) {
            close(i, i);
            current.key = key;
            i += key->length - 1;
            continue;
        }
        depth += (c == '(' || c == '[' || c == U'“' || c == U'《') ? 1 : 0;
        depth -= (c == ')' || c == ']' || c == U'”' || c == U'》') ? 1 : 0;
        depth = std::max(depth, 0);
        if (depth > 0) {
            continue;
        }
        const bool stop = c == ',' || c == ';' || c == U'。' ||
                          (c == U'、' && ends_role_word(glyphs_.view({current.range.first, i})));
        if (stop) {
            close(i, i + 1);
        }
    }
    close(range.last, range.last);
    return out;
}

std::uint32_t Parser::predicate_begin(Range range) const {
    auto view = glyphs_.view(range);
    while (!view.empty()) {
        const auto* atom =
            std::find_if(kAtoms.begin(), kAtoms.end(), [&](View a) { return ends_with(view, a); });
        if (ends_with_any(view, kNameEnds)) { // 各级党组织, 市委督查
            break;
        }
        if (atom != kAtoms.end()) {
            view.remove_suffix(atom->size());
            continue;
        }
        const bool between = view.back() == U'和' || view.back() == U'并' || view.back() == U'、';
        const bool goes_on = between && std::any_of(kAtoms.begin(), kAtoms.end(), [&](View a) {
                                 return ends_with(view.substr(0, view.size() - 1), a);
                             });
        if (!goes_on || view.size() == range.size()) {
            break;
        }
        view.remove_suffix(1);
    }
    return range.first + static_cast<std::uint32_t>(view.size());
}

// Names and what separates them, nothing else.
bool Parser::is_list(Range range) const {
    std::uint32_t named = 0;
    for (const auto& name : split_units(glyphs_, range, lexicon_)) {
        named += name.range.size() + 1;
        named += name.open ? range.last - name.range.last : 0;
    }
    return range.size() >= 2 && named >= range.size();
}

// The last place where one of `verbs` stands behind a list of names; range.last if none does.
template <class Words>
std::uint32_t Parser::names_end(Range range, const Words& verbs) const {
    constexpr std::uint32_t kFarthest = 120;
    auto end = range.last;
    for (auto i = range.first + 2; i < std::min(range.last, range.first + kFarthest); ++i) {
        const auto rest = glyphs_.view({i, std::min(range.last, i + 2)});
        if (starts_with_any(rest, verbs) && is_list({range.first, i})) {
            end = i;
        }
    }
    return end;
}

// 由人事处制定细则, 市民政局负责起草: a verb with what it is about. Behind 由 any verb of a task
// tells who owes it; else a word of role must, with a word or two behind it.
bool Parser::take_verb(Range range, bool announced) {
    constexpr std::uint32_t kLongestObject = 6;
    const auto end = announced ? names_end(range, kTaskVerbs) : names_end(range, kRoleVerbs);
    if (end == range.last || (!announced && range.last - end > kLongestObject)) {
        return false;
    }
    const auto said = role_of(glyphs_.view({end, std::min(range.last, end + 4)}));
    take_said({range.first, end}, {end, range.last}, said.value_or(Role::responsible));
    return true;
}

std::size_t Parser::add(Range range, Role role, std::string_view rule) {
    const auto names = split_units(glyphs_, range, lexicon_);
    constexpr std::uint32_t kMostLeft = 2; // characters of 等部门 and the like
    std::uint32_t left = range.size();
    for (const auto& name : names) {
        left -= std::min(left, name.range.size() + 1);
        left -= name.open ? std::min(left, 6U) : 0U;
    }
    const bool residue = !names.empty() && left > kMostLeft;
    clause_.residue = clause_.residue || residue;
    unclear_ = unclear_ || glyphs_.view(range).find(':') != View::npos; // a key not understood
    for (const auto& name : names) {
        const bool unclear = residue || unclear_;
        clause_.parties.push_back(
            {.unit = glyphs_.printed(name.range),
             .unit_full = name.full,
             .role = name.leads   ? Role::lead
                     : name.helps ? Role::joint
                                  : role,
             .group = name.group,
             .known = name.known,
             .open = name.open,
             .origin = {glyphs_.span(name.range), name.confidence * (unclear ? kUnclear : 1.0),
                        std::string{rule}}});
    }
    return names.size();
}

void Parser::take_persons(Range range, Range key) {
    for (auto first = range.first; first < range.last;) {
        auto last = first;
        while (last < range.last && glyphs_[last] != U'、' && glyphs_[last] != ',' &&
               glyphs_[last] != ';' && glyphs_[last] != U'。') {
            ++last;
        }
        const Range name{first, last};
        if (name.size() >= 2 && name.size() <= 12) {
            clause_.persons.push_back({glyphs_.printed(name),
                                       glyphs_.printed(key),
                                       {glyphs_.span(name), 0.9, "clause.person-field"}});
        }
        first = last + 1;
    }
}

void Parser::take(const Segment& segment) {
    auto range = segment.range;
    if (segment.key) {
        finish();
        key_ = segment.key;
        unclear_ = false;
        const Range key{range.first, range.first + key_->length - 1};
        range.first += key_->length;
        if (key_->kind == KeyKind::person) {
            take_persons(range, key);
            return;
        }
    }
    if (range.empty()) {
        return;
    }
    if (!key_) {
        take_plain(range);
    } else if (key_->kind == KeyKind::person) {
        take_persons(range, {range.first, range.first});
    } else if (key_->kind == KeyKind::time) {
        clause_.times.push_back(range);
    } else {
        const auto begin = predicate_begin(range); // 责任单位：X牵头，Y配合
        const auto own = role_of(glyphs_.view({begin, range.last}));
        const Range list{range.first, own ? begin : range.last};
        if (add(list, own.value_or(key_->role), own ? "clause.predicate" : "clause.field") == 0) {
            clause_.times.push_back(range);
        }
    }
}

// 会同 between two lists; 会商 and 联合 only behind a whole name: 钢铁联合公司 is one.
std::size_t find_together(View text, const Lexicon& lexicon, std::size_t& length) {
    length = 2;
    if (const auto at = text.find(U"会同"); at != View::npos) {
        return at;
    }
    for (const auto word : words(U"会商", U"联合", U"会")) { // 省财政厅会省应急厅
        const auto at = text.find(word);
        const auto behind = at == View::npos ? View{} : text.substr(at + word.size());
        if (at != View::npos && looks_like_unit(text.substr(0, at), lexicon) &&
            (word.size() > 1 || begins_with_level(behind))) {
            length = word.size();
            return at;
        }
    }
    return View::npos;
}

// X会同Y、Z负责; 会同Y behind a segment of its own.
void Parser::take_together(Range range, Range word) {
    auto end = predicate_begin({word.last, range.last});
    if (!is_list({word.last, end})) { // X会同Y制定细则
        end = std::min(end, names_end({word.last, range.last}, kTaskVerbs));
    }
    const Range left{range.first, predicate_begin({range.first, word.first})};
    const bool leads = contains(glyphs_.view({left.last, word.first}), U"牵头") ||
                       contains(glyphs_.view({end, range.last}), U"牵头");
    for (const auto list : pending_) {
        add(list, Role::lead, "clause.lead-joint");
    }
    pending_.clear();
    add(left, Role::lead, leads ? "clause.lead" : "clause.lead-joint");
    add({word.last, end}, Role::joint, "clause.joint");
}

// 常务副市长, 陈副区长: an office one person holds.
bool is_leader(View name) {
    constexpr std::size_t kLongest = 12;
    return name.size() >= 3 && name.size() <= kLongest &&
           ends_with_any(name,
                         words(U"省长", U"市长", U"区长", U"县长", U"州长", U"镇长", U"乡长",
                               U"书记", U"主席", U"秘书长", U"校长", U"院长", U"局长", U"主任",
                               U"部长", U"总经理", U"董事长", U"常委", U"同志", U"处长", U"科长"));
}

void Parser::take_plain(Range range) {
    const bool announced = glyphs_[range.first] == U'由' && range.size() > 2;
    range.first += announced ? 1U : 0U;
    const auto view = glyphs_.view(range);
    std::size_t length = 0;
    if (const auto at = find_together(view, lexicon_, length); at != View::npos) {
        const auto first = range.first + static_cast<std::uint32_t>(at);
        take_together(range, {first, first + static_cast<std::uint32_t>(length)});
        return;
    }
    const auto begin = predicate_begin(range);
    const auto role = role_of(glyphs_.view({begin, range.last}));
    const Range list{range.first, role ? begin : range.last};
    const bool nobody = split_units(glyphs_, list, lexicon_).empty();
    const bool only_time = role && nobody && pending_.empty() && !list.empty() &&
                           !is_leader(glyphs_.view(list)); // 9月20日前举办
    if (!role || only_time) {
        if (!is_list(list) && take_verb(range, announced)) {
            return;
        }
        if (nobody) {
            clause_.times.push_back(range);
        } else {
            pending_.push_back(list);
        }
        return;
    }
    take_said(list, {begin, range.last}, *role);
}

// A list and the words behind it that say its role.
void Parser::take_said(Range list, Range predicate, Role role) {
    static constexpr std::array<std::string_view, 7> kRules{
        "clause.lead",  "clause.joint",       "clause.responsible", "clause.separate",
        "clause.guide", "clause.participate", "clause.report"};
    const auto rule = kRules[static_cast<std::size_t>(role)];
    if (pending_.empty() && is_leader(glyphs_.view(list))) { // 由陈副区长负责
        clause_.persons.push_back({glyphs_.printed(list),
                                   glyphs_.printed(predicate),
                                   {glyphs_.span(list), 0.85, "clause.person"}});
        return;
    }
    for (const auto earlier : pending_) {
        add(earlier, role, rule);
    }
    pending_.clear();
    if (const auto with = glyphs_.view(list).find(U"等与"); with != View::npos) { // X等与Y负责
        const auto middle = list.first + static_cast<std::uint32_t>(with) + 1;
        add({list.first, middle}, role, rule);
        list.first = middle + 1;
    }
    add(list, role, rule);
}

// Lists that never got a word: beside a lead they are responsible.
void Parser::finish() {
    for (const auto list : pending_) {
        const auto from = clause_.parties.size();
        add(list, Role::responsible, "clause.unmarked");
        for (auto i = from; i < clause_.parties.size(); ++i) {
            clause_.parties[i].origin.confidence *= 0.9;
        }
    }
    pending_.clear();
}

void apply(const Convention& convention, std::vector<Party>& parties) {
    const bool plain = std::all_of(parties.begin(), parties.end(),
                                   [](const Party& p) { return p.role == Role::responsible; });
    if (!convention.first_leads || parties.empty() || !plain) {
        return;
    }
    for (auto& party : parties) {
        party.role = &party == parties.data() ? Role::lead : convention.others;
        party.origin.rule = "clause.first-leads";
    }
}

} // namespace

bool has_role_word(View text) {
    return contains_any(text, words(U"负责", U"牵头", U"配合", U"会同", U"协办", U"责任单位",
                                    U"责任部门", U"责任处室", U"责任科室", U"主办", U"落实",
                                    U"参加", U"参与", U"协助", U"承办", U"主责"));
}

Clause parse_clause(const Glyphs& glyphs, Range range, const Lexicon& lexicon,
                    const Convention& convention) {
    auto clause = Parser{glyphs, lexicon}.parse(range);
    apply(convention, clause.parties);
    return clause;
}

} // namespace luoshi::notice

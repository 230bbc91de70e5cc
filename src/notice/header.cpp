// SPDX-License-Identifier: Apache-2.0
#include "notice/header.hpp"

#include "notice/citations.hpp"
#include "notice/deadlines.hpp"
#include "notice/units.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr std::size_t kHeaderLines = 60; // a header is looked for in the first so many lines

constexpr auto kDocumentTypes =
    words(U"通知", U"意见", U"方案", U"要点", U"决定", U"办法", U"计划", U"规划", U"通报", U"报告",
          U"批复", U"函", U"公告", U"通告", U"分解表", U"分工表", U"清单", U"安排", U"纲要",
          U"任务书", U"一览表", U"责任分解", U"任务分解", U"分工");

// The most frequent family names, for the names that stand alone above a telegram.
constexpr View kFamilyNames = U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖"
                              U"田董袁潘于蒋蔡余杜叶程苏魏吕丁"
                              U"任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙"
                              U"史陶黎贺顾毛郝龚邵万钱严覃武戴莫"
                              U"孔向汤";

bool ends_as_document(View text) {
    return ends_with_any(text, kDocumentTypes);
}

Field field(const Glyphs& glyphs, Range range, double confidence, std::string_view rule) {
    return {glyphs.printed(range), {glyphs.span(range), confidence, std::string{rule}}};
}

class HeaderReader {
public:
    HeaderReader(const Glyphs& glyphs, const std::vector<Line>& lines, bool table_follows)
        : glyphs_(glyphs), lines_(lines), table_follows_(table_follows) {
        frame_.taken.assign(lines.size(), false);
    }

    Frame read() {
        find_title();
        find_addressees();
        find_marks();
        find_metadata();
        find_letterhead();
        find_signature();
        find_copies();
        find_byline();
        find_year();
        return std::move(frame_);
    }

private:
    View view(std::size_t line) const { return glyphs_.view(lines_[line].range); }
    std::size_t last_header_line() const { return std::min(lines_.size(), kHeaderLines); }
    std::size_t join_title(std::size_t line, Range& range) const;
    void set_title(std::size_t first, std::size_t last, Range range, double confidence,
                   std::string_view rule);
    void find_title();
    void find_addressees();
    void find_marks();
    void find_number(Range line);
    Range value_behind(Range line, View key) const;
    void find_metadata();
    void find_letterhead();
    void find_signature();
    void find_copies();
    void find_byline();
    void find_year();
    std::vector<Range> units_of_line(Range line) const;
    bool add_issuers(Range line, double confidence, std::string_view rule);
    bool take_date(Range line, std::string_view rule);
    std::vector<Range> cut(Range range, View marks) const;

    const Glyphs& glyphs_;
    const std::vector<Line>& lines_;
    bool table_follows_;
    Frame frame_;
    std::size_t title_first_ = 0, title_last_ = 0; // its lines; equal: none
    Lexicon nobody_;
};

// Without |, and behind 名称: or 标题: of a web page.
Range without_key(const Glyphs& glyphs, Range range) {
    while (!range.empty() && glyphs[range.first] == '|') {
        ++range.first;
    }
    for (const auto key : words(U"名称:", U"标题:", U"题目:", U"文件名称:", U"信息名称:")) {
        if (starts_with(glyphs.view(range), key)) {
            range.first += static_cast<std::uint32_t>(key.size());
        }
    }
    return range;
}

// Joins up to four lines until they end in a word for a kind of document; 0 lines: no title here.
std::size_t HeaderReader::join_title(std::size_t line, Range& range) const {
    constexpr std::size_t kMostLines = 4;
    range = without_key(glyphs_, lines_[line].range);
    for (std::size_t count = 1; count <= kMostLines && line + count <= lines_.size(); ++count) {
        const auto last = lines_[line + count - 1];
        range.last = last.range.last;
        const auto text = glyphs_.view(range);
        if ((count > 1 && last.label) || text.size() > 120 ||
            text.find_first_of(U"。;") != View::npos || (text.back() == ':')) {
            return 0;
        }
        const auto open = std::count(text.begin(), text.end(), U'《') -
                          std::count(text.begin(), text.end(), U'》');
        if (text.size() >= 5 && ends_as_document(text) && open == 0) {
            return count;
        }
    }
    return 0;
}

void HeaderReader::set_title(std::size_t first, std::size_t last, Range range, double confidence,
                             std::string_view rule) {
    frame_.title = glyphs_.view(range);
    frame_.header.title = field(glyphs_, range, confidence, rule);
    const auto begin = frame_.taken.begin();
    for (std::size_t i = 0; i < first; ++i) {
        if (view(i).back() == ':' &&
            contains(view(i), U"各")) { // a letter stands above: the plan's title
            std::fill(begin + static_cast<std::ptrdiff_t>(first),
                      begin + static_cast<std::ptrdiff_t>(last), true);
            return;
        }
    }
    title_first_ = first;
    title_last_ = last;
    frame_.body = last;
    std::fill(begin, begin + static_cast<std::ptrdiff_t>(last), true);
}

void HeaderReader::find_title() {
    const auto try_lines = [&](bool about, double confidence, std::string_view rule) {
        for (std::size_t i = 0; i < last_header_line(); ++i) {
            Range range;
            if (lines_[i].label && !about) {
                return false;
            }
            std::size_t begin = 0;
            const bool byline =
                !about && (!units_of_line(lines_[i].range).empty() || read_date(view(i), begin));
            if (contains(view(i), U"关于") != about || starts_with(view(i), U"附件") || byline) {
                continue;
            }
            const auto count = join_title(i, range);
            if (count > 0) {
                set_title(i, i + count, range, confidence, rule);
                return true;
            }
        }
        return false;
    };
    if (!try_lines(true, 0.97, "header.title-about")) {
        try_lines(false, 0.85, "header.title-plan");
    }
}

// Chunks between any of `marks` outside brackets and quotes, without the final stop.
std::vector<Range> HeaderReader::cut(Range range, View marks) const {
    std::vector<Range> out;
    int depth = 0;
    auto first = range.first;
    for (auto i = range.first; i <= range.last; ++i) {
        const auto c = i < range.last ? glyphs_[i] : U',';
        depth += c == '(' || c == U'“' ? 1 : c == ')' || c == U'”' ? -1 : 0;
        const bool stop = i == range.last || c == U'。' || c == ':' ||
                          (depth <= 0 && marks.find(c) != View::npos);
        if (stop) {
            if (first < i) {
                out.push_back({first, i});
            }
            first = i + 1;
        }
    }
    return out;
}

void HeaderReader::find_addressees() {
    constexpr std::size_t kBehindTitle = 12;
    const auto end = std::min({lines_.size(), title_last_ + kBehindTitle, kHeaderLines});
    for (auto i = title_last_; i < end; ++i) {
        const auto text = view(i);
        if (lines_[i].label || (text.size() > 40 && text.find(U'。') != View::npos)) {
            return;
        }
        const bool closes =
            text.size() >= 3 && text.back() == ':' && text.find(':') == text.size() - 1;
        if (!closes || (text.find(U'各') == View::npos &&
                        !looks_like_unit(text.substr(0, text.size() - 1), nobody_))) {
            continue;
        }
        auto first = i;
        while (first > title_last_ &&
               (view(first - 1).back() == ',' || view(first - 1).back() == U'、')) {
            --first;
        }
        const Range range{lines_[first].range.first, lines_[i].range.last};
        const bool commas = glyphs_.view(range).find(',') != View::npos;
        for (const auto chunk : cut(range, commas ? View{U","} : View{U"、"})) {
            frame_.header.addressees.push_back(field(glyphs_, chunk, 0.95, "header.addressees"));
        }
        std::fill(frame_.taken.begin(), frame_.taken.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                  true);
        frame_.body = i + 1;
        return;
    }
}

void HeaderReader::find_number(Range line) {
    for (auto i = line.first; i < line.last; ++i) {
        const bool begins = i == line.first || glyphs_.gap_before(i) ||
                            View{U":(|·"}.find(glyphs_[i - 1]) != View::npos;
        if (!begins || !is_han(glyphs_[i])) {
            continue;
        }
        const auto text = glyphs_.view({line.first, line.last});
        const auto at = i - line.first;
        auto end = number_end(text, at);
        for (auto j = i + 1; j < line.last && is_han(glyphs_[j - 1]) && end > at; ++j) {
            end = glyphs_.gap_before(j) && j < line.first + end && is_han(glyphs_[j]) ? at : end;
            if (glyphs_[j] == '[' || glyphs_[j] == '(') {
                break; // 明电 粤委办发电〔2011〕193号: the number is the last word before its year
            }
        }
        if (end > at && !contains(text.substr(at, end - at), U"机发")) {
            const Range range{i, line.first + static_cast<std::uint32_t>(end)};
            if (!frame_.header.number) {
                frame_.header.number = Field{print_number(glyphs_, range),
                                             {glyphs_.span(range), 0.97, "header.number"}};
            }
            i = range.last - 1;
            continue;
        }
        const auto sign = text.substr(at, 16).find(U'号'); // 粤机发〔02〕号
        const auto bracket = text.substr(at, 16).find('[');
        if (sign != View::npos && bracket < sign && contains(text.substr(at, bracket), U"机")) {
            const Range range{i, i + static_cast<std::uint32_t>(sign) + 1};
            frame_.header.machine_number = Field{
                print_number(glyphs_, range), {glyphs_.span(range), 0.95, "header.machine-number"}};
            i = range.last - 1;
        }
    }
}

void HeaderReader::find_marks() {
    constexpr auto kUrgency = words(U"特提", U"特急", U"加急", U"平急");
    for (std::size_t i = 0; i < std::min(frame_.body, last_header_line()); ++i) {
        const auto range = lines_[i].range;
        const auto text = view(i);
        if (!(i >= title_first_ && i < title_last_)) {
            find_number(range);
        }
        if (text.size() > 60) {
            continue;
        }
        for (const auto word : kUrgency) {
            const auto at = text.find(word);
            if (at != View::npos && !frame_.header.urgency) {
                const auto first = range.first + static_cast<std::uint32_t>(at);
                frame_.header.urgency = field(glyphs_, {first, first + 2}, 0.95, "header.urgency");
            }
        }
        if (const auto at = text.find(U"明电"); at != View::npos) {
            const auto first = range.first + static_cast<std::uint32_t>(at);
            frame_.header.channel = field(glyphs_, {first, first + 2}, 0.95, "header.channel");
        }
        const bool digits = text.size() == 6 && std::all_of(text.begin(), text.end(), is_digit);
        if (i < 3 && digits) {
            frame_.header.copy_number = field(glyphs_, range, 0.9, "header.copy-number");
        }
    }
}

// What stands behind `key` up to the next white space: 发布机构: X of a web page, 签发人: X.
Range HeaderReader::value_behind(Range line, View key) const {
    const auto at = glyphs_.view(line).find(key);
    if (at == View::npos) {
        return {};
    }
    const auto first = line.first + static_cast<std::uint32_t>(at + key.size());
    auto last = first;
    while (last < line.last && (last == first || !glyphs_.gap_before(last))) {
        ++last;
    }
    return {first, last};
}

void HeaderReader::find_metadata() {
    for (std::size_t i = 0; i < frame_.body; ++i) {
        for (const auto key : words(U"签发人:", U"签批人:")) {
            if (const auto value = value_behind(lines_[i].range, key); !value.empty()) {
                frame_.header.signatories.push_back(
                    field(glyphs_, value, 0.9, "header.signatory-key"));
            }
        }
    }
}

// Names of units of a line that holds nothing else; empty if it does.
std::vector<Range> HeaderReader::units_of_line(Range line) const {
    std::vector<Range> out;
    if (line.size() < 3 || line.size() > 60) {
        return out;
    }
    auto first = line.first;
    for (auto i = line.first; i <= line.last; ++i) {
        const bool mark = i < line.last && (glyphs_[i] == U'、' || glyphs_[i] == ',');
        if (i < line.last && !mark && !(i > first && glyphs_.gap_before(i))) {
            continue;
        }
        if (first < i) {
            out.push_back({first, i});
        }
        first = mark ? i + 1 : i;
    }
    const auto whole = glyphs_.view(line);
    if (whole.find(U'、') == View::npos && whole.find(',') == View::npos && whole.size() <= 24 &&
        looks_like_unit(whole, nobody_) && !(out.size() == 2 && out[0].size() >= 5)) {
        out = {line}; // spaced out to fit the line: 湖 州 市 人 民 政 府
    }
    for (const auto& name : out) {
        if (!looks_like_unit(glyphs_.view(name), nobody_) || is_group_name(glyphs_.view(name))) {
            return {};
        }
    }
    return out;
}

bool HeaderReader::add_issuers(Range line, double confidence, std::string_view rule) {
    const auto names = units_of_line(line);
    for (const auto name : names) {
        auto issuer = field(glyphs_, name, confidence, rule);
        const bool again = std::any_of(frame_.header.issuers.begin(), frame_.header.issuers.end(),
                                       [&](const Field& f) { return f.value == issuer.value; });
        if (!again) {
            frame_.header.issuers.push_back(std::move(issuer));
        }
    }
    return !names.empty();
}

// X文件, or names of units above 文件, or behind 发电单位.
void HeaderReader::find_letterhead() {
    bool telegram = false;
    std::vector<std::size_t> units;
    for (std::size_t i = 0; i < title_first_; ++i) {
        auto range = lines_[i].range;
        const auto text = view(i);
        if (starts_with(text, U"发电单位")) {
            telegram = true;
            range.first += 4;
            add_issuers(range, 0.97, "header.letterhead");
        } else if (text == U"文件") {
            for (const auto unit : units) {
                add_issuers(lines_[unit].range, 0.95, "header.letterhead");
            }
        } else if (ends_with(text, U"文件") && text.size() > 4) {
            range.last -= 2;
            add_issuers(range, 0.97, "header.letterhead");
        } else if (telegram && add_issuers(range, 0.97, "header.letterhead")) {
            continue;
        } else if (telegram && text.size() >= 2 && text.size() <= 4 &&
                   kFamilyNames.find(text[0]) != View::npos &&
                   std::all_of(text.begin(), text.end(), is_han)) {
            frame_.header.signatories.push_back(
                field(glyphs_, range, 0.9, "header.signatory-line"));
        } else if (!units_of_line(range).empty()) {
            units.push_back(i);
        }
    }
}

// A line that is a date, or a unit and a date.
bool HeaderReader::take_date(Range line, std::string_view rule) {
    if (line.size() > 45) {
        return false;
    }
    const auto text = glyphs_.view(line);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t at = i;
        const auto date = read_date(text, at);
        if (!date) {
            continue;
        }
        const Range before{line.first, line.first + static_cast<std::uint32_t>(i)};
        if (at != text.size() || (i > 0 && units_of_line(before).empty())) {
            return false;
        }
        const Range range{before.last, line.last};
        if (!frame_.header.date) {
            frame_.header.date =
                Field{to_string(*date), {glyphs_.span(range), 0.96, std::string{rule}}};
        }
        if (i > 0 && frame_.header.issuers.empty()) {
            add_issuers(before, 0.93, rule);
        }
        return true;
    }
    return false;
}

// The signature below the letter; behind it the plan begins. Without labels behind it the notice is
// itself the plan, signed at its end.
void HeaderReader::find_signature() {
    frame_.plan = frame_.letter_end = frame_.body;
    const bool has_issuers = !frame_.header.issuers.empty();
    std::size_t date_line = lines_.size();
    for (auto i = frame_.body; i < lines_.size(); ++i) {
        if (take_date(lines_[i].range, "header.signature")) {
            date_line = i;
            break;
        }
    }
    auto end = date_line;
    if (date_line ==
        lines_.size()) { // signed without a date: a line of units before the first label
        for (auto i = frame_.body; i < lines_.size() && i < frame_.body + 30; ++i) {
            if (lines_[i].label) {
                break;
            }
            if (i > frame_.body && !units_of_line(lines_[i].range).empty()) {
                date_line = end = i;
                if (!has_issuers) {
                    add_issuers(lines_[i].range, 0.9, "header.signature");
                }
                break;
            }
        }
        if (end == lines_.size()) {
            return;
        }
    }
    frame_.taken[date_line] = true;
    std::vector<std::size_t> signers;
    while (end > frame_.body && signers.size() < 6 && !lines_[end - 1].label &&
           !units_of_line(lines_[end - 1].range).empty()) {
        --end;
        frame_.taken[end] = true;
        signers.insert(signers.begin(), end);
    }
    if (!has_issuers) {
        for (const auto line : signers) {
            add_issuers(lines_[line].range, 0.95, "header.signature");
        }
    }
    const auto from = lines_.begin() + static_cast<std::ptrdiff_t>(date_line) + 1;
    const bool plan_behind = table_follows_ || std::any_of(from, lines_.end(), [](const Line& l) {
                                 return l.label.has_value();
                             });
    if (plan_behind) {
        frame_.letter_end = end;
        frame_.plan = date_line + 1;
    }
}

// 抄送, notes in brackets below the date, the foot of the last page.
void HeaderReader::find_copies() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        auto range = lines_[i].range;
        const auto text = view(i);
        if (starts_with(text, U"抄送:") || starts_with(text, U"抄报:") ||
            starts_with(text, U"分送:")) {
            range.first += 3;
            for (const auto name : cut(range, U",、;")) {
                if (frame_.header.cc.size() < 100) {
                    frame_.header.cc.push_back(field(glyphs_, name, 0.93, "header.cc"));
                }
            }
            frame_.taken[i] = true;
        }
        const bool near = i >= frame_.letter_end && i < frame_.plan + 4;
        if (near && text.size() > 4 && text.size() < 30 && text.front() == '(' &&
            text.back() == ')' && (contains(text, U"此件") || contains(text, U"公开"))) {
            frame_.header.notes.push_back(
                field(glyphs_, {range.first + 1, range.last - 1}, 0.9, "header.note"));
            frame_.taken[i] = true;
        }
        const bool foot = text.size() < 50 && ends_with(text, U"印发") && contains(text, U"年");
        frame_.taken[i] = frame_.taken[i] || foot;
    }
}

// What letterhead and signature left open: the page's own data, the line below the title, the
// title.
void HeaderReader::find_byline() {
    auto& header = frame_.header;
    for (std::size_t i = 0; i < std::min(frame_.body, last_header_line()); ++i) {
        for (const auto key : words(U"发布机构:", U"发布部门:", U"发文机关:", U"发文单位:")) {
            const auto value = value_behind(lines_[i].range, key);
            if (!value.empty() && header.issuers.empty()) {
                add_issuers(value, 0.92, "header.publisher");
            }
        }
        for (const auto key : words(U"成文日期:", U"发文日期:", U"发布日期:")) {
            const auto value = value_behind(lines_[i].range, key);
            if (!value.empty()) {
                take_date(value, "header.published");
            }
        }
    }
    for (auto i = title_last_; i < std::min(lines_.size(), title_last_ + 4) && !lines_[i].label;
         ++i) {
        const auto line = lines_[i].range;
        const bool dated = take_date(line, "header.byline");
        const bool unit =
            !dated && header.issuers.empty() && add_issuers(line, 0.9, "header.byline");
        if (dated || unit) {
            frame_.taken[i] = true;
            if (i == frame_.body) { // no addressees: the body begins behind the byline
                const bool no_letter = frame_.plan == frame_.body;
                ++frame_.body;
                frame_.letter_end = std::max(frame_.letter_end, frame_.body);
                frame_.plan = no_letter ? frame_.body : frame_.plan;
            }
        }
    }
    if (header.issuers.empty() && title_last_ > title_first_) {
        const auto title = without_key(
            glyphs_, {lines_[title_first_].range.first, lines_[title_last_ - 1].range.last});
        const auto about = glyphs_.view(title).find(U"关于");
        if (about != View::npos && about > 2) {
            add_issuers({title.first, title.first + static_cast<std::uint32_t>(about)}, 0.9,
                        "header.title-issuer");
        }
    }
}

void HeaderReader::find_year() {
    if (frame_.header.date) {
        frame_.year = std::stoi(frame_.header.date->value.substr(0, 4));
        return;
    }
    const auto year_in = [](View text) {
        for (std::size_t i = 0; i + 4 < text.size(); ++i) {
            std::size_t at = i;
            const auto year = is_digit(text[i]) ? read_number(text, at) : std::nullopt;
            if (year && *year >= 1990 && *year <= 2100 && at < text.size() && text[at] == U'年') {
                return *year;
            }
            i = std::max(i, at > i ? at - 1 : i);
        }
        return 0;
    };
    frame_.year = year_in(frame_.title);
    if (frame_.year == 0) {
        frame_.year = year_in(glyphs_.all().substr(0, 20000));
    }
}

} // namespace

Frame read_frame(const Glyphs& glyphs, const std::vector<Line>& lines, bool table_follows) {
    return HeaderReader{glyphs, lines, table_follows}.read();
}

} // namespace luoshi::notice

// SPDX-License-Identifier: Apache-2.0
#include "notice/citations.hpp"
#include "notice/deadlines.hpp"
#include "notice/header_reader.hpp"
#include "notice/units.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

// The most frequent family names, for the names that stand alone above a telegram.
constexpr View kFamilyNames = U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖"
                              U"田董袁潘于蒋蔡余杜叶程苏魏吕丁"
                              U"任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙"
                              U"史陶黎贺顾毛郝龚邵万钱严覃武戴莫"
                              U"孔向汤";

} // namespace

Field header_field(const Glyphs& glyphs, Range range, double confidence, std::string_view rule) {
    return {glyphs.printed(range), {glyphs.span(range), confidence, std::string{rule}}};
}

// What a web page prints above and below the notice: lines of it above the title, and all from the
// first one of the last twenty lines on.
void HeaderReader::drop_furniture() {
    constexpr std::size_t kLongestFoot = 20, kLinesOfData = 3;
    for (std::size_t i = 0; i < title_first_; ++i) {
        frame_.taken[i] = frame_.taken[i] || is_furniture(view(i));
    }
    const auto tail = lines_.size() - std::min(lines_.size(), kLongestFoot);
    bool foot = false;
    for (auto i = std::max(tail, title_last_); i < lines_.size(); ++i) {
        if (i < title_last_ + kLinesOfData) { // 字号：大 中 小 below the title
            frame_.taken[i] = frame_.taken[i] || is_furniture(view(i));
            continue;
        }
        foot = foot || is_furniture(view(i));
        frame_.taken[i] = frame_.taken[i] || foot;
    }
}

// 粤 府 〔2011〕 100 号: white space says nothing when the number is all its line holds.
bool HeaderReader::find_spaced_number(Range line) {
    constexpr auto kMarks = words(U"特提", U"特急", U"加急", U"平急", U"明电");
    const auto text = glyphs_.view(line);
    if (frame_.header.number || starts_with_any(text, kMarks) ||
        number_end(text, 0) != text.size() || contains(text, U"机发")) {
        return false;
    }
    frame_.header.number =
        Field{print_number(glyphs_, line), {glyphs_.span(line), 0.96, "header.number"}};
    return true;
}

void HeaderReader::find_number(Range line) {
    if (find_spaced_number(line)) {
        return;
    }
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
    for (auto i = title_last_; i < std::min(title_last_ + 2, last_header_line()); ++i) {
        if (i >= frame_.body &&
            find_spaced_number(lines_[i].range)) { // below a title without letter
            frame_.taken[i] = true;
        }
    }
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
                frame_.header.urgency =
                    header_field(glyphs_, {first, first + 2}, 0.95, "header.urgency");
            }
        }
        if (const auto at = text.find(U"明电"); at != View::npos) {
            const auto first = range.first + static_cast<std::uint32_t>(at);
            frame_.header.channel =
                header_field(glyphs_, {first, first + 2}, 0.95, "header.channel");
        }
        auto copy = range; // 000012, 份号：000012
        copy.first += starts_with(text, U"份号:") ? 3U : starts_with(text, U"份号") ? 2U : 0U;
        const auto number = glyphs_.view(copy);
        const bool digits =
            number.size() == 6 || (copy != range && !number.empty() && number.size() <= 8);
        if (i < 3 && digits && std::all_of(number.begin(), number.end(), is_digit)) {
            frame_.header.copy_number = header_field(glyphs_, copy, 0.9, "header.copy-number");
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
                    header_field(glyphs_, value, 0.9, "header.signatory-key"));
            }
        }
    }
}

// X文件, or names of units above 文件, or behind 发电单位.
void HeaderReader::find_letterhead() {
    bool telegram = false;
    std::vector<std::size_t> units;
    for (std::size_t i = 0; i < title_first_; ++i) {
        auto range = lines_[i].range;
        const auto text = view(i);
        if (is_furniture(text)) {
            continue;
        }
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
                header_field(glyphs_, range, 0.9, "header.signatory-line"));
        } else if (!units_of_line(range).empty()) {
            units.push_back(i);
            const auto below = i + 1 < title_first_ ? view(i + 1) : View{};
            if (!below.empty() && number_end(below, 0) == below.size()) { // right above the number
                add_issuers(range, 0.9, "header.letterhead");
            }
        }
    }
}

// （此件公开发布） below the date, 附注：… anywhere behind the letter.
bool HeaderReader::take_note(std::size_t line) {
    constexpr std::size_t kLongestNote = 40;
    auto range = lines_[line].range;
    const auto text = view(line);
    if (text.size() <= 4 || text.size() > kLongestNote || line < frame_.letter_end) {
        return false;
    }
    const bool bracketed = text.front() == '(' && text.back() == ')';
    range = bracketed ? Range{range.first + 1, range.last - 1} : range;
    const bool keyed = starts_with(glyphs_.view(range), U"附注:");
    range.first += keyed ? 3U : 0U;
    const bool known =
        bracketed && line < frame_.plan + 4 && contains_any(text, words(U"此件", U"公开"));
    if (range.empty() || (!keyed && !known)) {
        return false;
    }
    frame_.header.notes.push_back(header_field(glyphs_, range, 0.9, "header.note"));
    return true;
}

// The last line of the list that begins in `line`: it ends at a stop, and goes on behind a comma or
// in a line that ends with the stop.
std::size_t HeaderReader::last_of_copies(std::size_t line) const {
    constexpr std::size_t kMostLines = 5;
    for (auto i = line; i < std::min(lines_.size(), line + kMostLines); ++i) {
        const auto last = view(i).back();
        if (last == U'。') {
            return i;
        }
        const bool listed = last == ',' || last == U'、' || last == ';';
        const bool next = i + 1 < lines_.size() && !lines_[i + 1].label &&
                          view(i + 1).size() < 60 && view(i + 1).find(':') == View::npos;
        if (!next || !(listed || view(i + 1).back() == U'。')) {
            return i;
        }
    }
    return line;
}

// 抄送, notes in brackets below the date, the foot of the last page.
void HeaderReader::find_copies() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        auto range = lines_[i].range;
        const auto text = view(i);
        if (starts_with(text, U"抄送:") || starts_with(text, U"抄报:") ||
            starts_with(text, U"分送:")) {
            range.first += 3;
            range.last = lines_[last_of_copies(i)].range.last;
            for (const auto name : cut(range, U",、;")) {
                if (frame_.header.cc.size() < 100) {
                    frame_.header.cc.push_back(header_field(glyphs_, name, 0.93, "header.cc"));
                }
            }
            std::fill(frame_.taken.begin() + static_cast<std::ptrdiff_t>(i),
                      frame_.taken.begin() + static_cast<std::ptrdiff_t>(last_of_copies(i)) + 1,
                      true);
        }
        const bool foot =
            (text.size() < 50 && ends_with(text, U"印发") && contains(text, U"年")) ||
            (text.size() < 60 && starts_with(text, U"主题词")) ||
            (text.size() < 12 && starts_with(text, U"共印") && ends_with(text, U"份)")) ||
            (text.size() < 12 && starts_with(text, U"共印") && ends_with(text, U"份"));
        frame_.taken[i] = frame_.taken[i] || take_note(i) || foot;
    }
}

// The data of a web page: 发布机构: X, 发布日期: Y.
void HeaderReader::find_published() {
    auto& header = frame_.header;
    const auto end = std::max(frame_.body, title_last_ + 2); // also below a title without letter
    for (std::size_t i = 0; i < std::min(end, last_header_line()); ++i) {
        for (const auto key : words(U"发布机构:", U"发布部门:", U"发文机关:", U"发文单位:")) {
            const auto value = value_behind(lines_[i].range, key);
            if (!value.empty() && header.issuers.empty()) {
                add_issuers(value, 0.92, "header.publisher");
            }
        }
        for (const auto key :
             words(U"成文日期:", U"发文日期:", U"发布日期:", U"成文时间:", U"发文时间:",
                   U"发布时间:", U"生成日期:", U"公开日期:", U"日期:")) {
            const auto value = value_behind(lines_[i].range, key);
            if (!value.empty()) {
                take_date(value, "header.published");
            }
        }
    }
}

// A line below the title that is a date, perhaps in brackets, a month, or a unit.
bool HeaderReader::take_byline(Range line) {
    const bool bracketed = line.size() > 4 && line.size() < 20 && glyphs_[line.first] == '(' &&
                           glyphs_[line.last - 1] == ')';
    const auto inside = bracketed ? Range{line.first + 1, line.last - 1} : line; // （2020年5月）
    const auto text = glyphs_.view(inside);
    std::size_t behind = 0; // （2008年2月26日局长办公会议通过）
    if (line.size() <= 40 && glyphs_[line.first] == '(' && glyphs_[line.last - 1] == ')' &&
        read_date(glyphs_.view({line.first + 1, line.last - 1}), behind) && behind > 0) {
        return take_date({line.first + 1, line.first + 1 + static_cast<std::uint32_t>(behind)},
                         "header.byline");
    }
    if (take_date(inside, "header.byline") ||
        (bracketed && is_digit(text[0]) && text.back() == U'月')) {
        return true;
    }
    return frame_.header.issuers.empty() && add_issuers(line, 0.9, "header.byline");
}

// What letterhead and signature left open: the page's own data, the line below the title, the
// title.
void HeaderReader::find_byline() {
    find_published();
    for (auto i = title_last_; i < std::min(lines_.size(), title_last_ + 4) && !lines_[i].label;
         ++i) {
        if (heads_tasks(i) || !take_byline(lines_[i].range)) {
            continue;
        }
        frame_.taken[i] = true;
        if (i == frame_.body) { // no addressees: the body begins behind the byline
            const bool no_letter = frame_.plan == frame_.body;
            ++frame_.body;
            frame_.letter_end = std::max(frame_.letter_end, frame_.body);
            frame_.plan = no_letter ? frame_.body : frame_.plan;
        }
    }
    if (frame_.header.issuers.empty() && title_last_ > title_first_) {
        const auto title = without_key(
            glyphs_, {lines_[title_first_].range.first, lines_[title_last_ - 1].range.last});
        const auto about =
            std::min(glyphs_.view(title).find(U"关于"), glyphs_.view(title).find(U"印发《"));
        if (about != View::npos && about > 2) {
            add_issuers({title.first, title.first + static_cast<std::uint32_t>(about)}, 0.9,
                        "header.title-issuer");
        }
    }
}

} // namespace luoshi::notice

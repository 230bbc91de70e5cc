// SPDX-License-Identifier: Apache-2.0
#include "notice/header_reader.hpp"

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

constexpr auto kDocumentTypes =
    words(U"通知", U"意见", U"方案", U"要点", U"决定", U"办法", U"计划", U"规划", U"通报", U"报告",
          U"批复", U"函", U"公告", U"通告", U"分解表", U"分工表", U"清单", U"安排", U"纲要",
          U"任务书", U"一览表", U"责任分解", U"任务分解", U"分工", U"任务表", U"责任表", U"台账",
          U"任务单", U"责任书", U"折子工程", U"任务清单", U"交办单", U"明细表", U"任务书",
          U"工作台账", U"实事项目", U"配档表", U"推进表", U"汇总表");

bool ends_as_document(View text) {
    if (!text.empty() && text.back() == U'》' && contains(text, U"印发")) { // 印发《…分工》
        text.remove_suffix(1);
    }
    return ends_with_any(text, kDocumentTypes);
}

// 中共某某省委 办公厅: no name of its own.
bool is_bare_organ(View name) {
    return is_any(name, words(U"办公厅", U"办公室", U"人民政府", U"委员会", U"政府", U"管委会",
                              U"人民政府办公室", U"人民政府办公厅", U"管理委员会"));
}

// A preamble, however it ends, is no title: 为贯彻落实…，制定本方案.
bool begins_as_prose(View text) {
    return starts_with_any(
        text, words(U"为", U"根据", U"按照", U"现将", U"经", U"依据", U"结合", U"近年来", U"请"));
}

} // namespace

bool is_furniture(View text) {
    constexpr auto kWords = words(
        U"首页>", U">首页", U"首页/", U"您现在的位置", U"无障碍", U"长者模式", U"字号:", U"字体:",
        U"浏览次数", U"浏览量", U"点击量", U"当前位置", U"所在位置", U"扫一扫", U"打印本页",
        U"关闭窗口", U"打印正文", U"版权所有", U"公网安备", U"网站标识码", U"技术支持", U"上一篇",
        U"下一篇", U"分享到", U"返回顶部", U"ICP备", U"相关链接", U"相关附件", U"微信公众号",
        U"网站地图", U"联系我们", U"返回列表", U"返回首页", U"返回上一页", U"保护视力色");
    return text.size() <= 60 && text.find(U'。') == View::npos && contains_any(text, kWords);
}

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
            text.find_first_of(U"。;") != View::npos || ends_with(text, U":")) {
            return 0;
        }
        const auto open = std::count(text.begin(), text.end(), U'《') -
                          std::count(text.begin(), text.end(), U'》');
        const bool broken = line + count < lines_.size() && // 印发《…分工》 and 的通知 below it
                            view(line + count).front() == U'的';
        if (text.size() >= 5 && ends_as_document(text) && open == 0 && !broken) {
            return count;
        }
    }
    return 0;
}

void HeaderReader::set_title(std::size_t first, std::size_t last, Range range, double confidence,
                             std::string_view rule) {
    frame_.title = glyphs_.view(range);
    frame_.header.title = header_field(glyphs_, range, confidence, rule);
    const auto begin = frame_.taken.begin();
    for (std::size_t i = 0; i < first; ++i) {
        const auto from = std::max<std::size_t>(i, 2) - 2; // 各…, on a narrow page some lines above
        const bool letter =
            view(i).back() == ':' &&
            contains(glyphs_.view({lines_[from].range.first, lines_[i].range.last}), U"各");
        if (letter) { // above: this is the plan's title
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

// No empty line stands between this line and the one before.
bool HeaderReader::touches(std::size_t line) const {
    const auto begin = glyphs_.span(lines_[line - 1].range).end;
    const auto between =
        glyphs_.text().substr(begin, glyphs_.span(lines_[line].range).begin - begin);
    return std::count(between.begin(), between.end(), '\n') == 1;
}

void HeaderReader::find_title() {
    const auto try_lines = [&](bool about, double confidence, std::string_view rule) {
        for (std::size_t i = 0; i < last_header_line(); ++i) {
            Range range;
            if (lines_[i].label && !about && lines_[i].label->kind != LabelKind::annex) {
                return false;
            }
            std::size_t begin = 0;
            const bool byline =
                !about && (!units_of_line(lines_[i].range).empty() || read_date(view(i), begin));
            if (contains(view(i), U"关于") != about || starts_with(view(i), U"附件") || byline) {
                continue;
            }
            const bool prose = begins_as_prose(view(i));
            const auto count = prose || is_furniture(view(i)) ? 0 : join_title(i, range);
            if (count > 0) {
                auto first = i; // 某市人民政府办公室 in the line above 关于印发…
                while (about && first > 0 && touches(first) &&
                       starts_with(glyphs_.view(range), U"关于") &&
                       !units_of_line(lines_[first - 1].range).empty()) {
                    --first;
                }
                range.first = first < i ? lines_[first].range.first : range.first;
                set_title(first, i + count, range, confidence, rule);
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

// At commas; a list without any is cut at 、, but not inside 各县（市）、区人民政府.
std::vector<Range> HeaderReader::cut_list(Range range) const {
    if (glyphs_.view(range).find(',') != View::npos) {
        return cut(range, U",");
    }
    std::vector<Range> out;
    range.last -= glyphs_[range.last - 1] == ':' ? 1U : 0U;
    for (const auto& name : split_units(glyphs_, range, nobody_, true)) {
        out.push_back(name.range);
    }
    return out;
}

// A line of a list of names that the next one goes on with: it ends at a comma, or it is long.
bool HeaderReader::goes_on_as_list(std::size_t line) const {
    constexpr std::size_t kFullLine = 18;
    const auto text = view(line);
    if (text.back() == ',' || text.back() == U'、') {
        return true;
    }
    return text.size() >= kFullLine && text.find_first_of(U"。;:") == View::npos &&
           text.find_first_of(U",、") != View::npos && !lines_[line].label;
}

void HeaderReader::find_addressees() {
    constexpr std::size_t kBehindTitle = 12;
    const auto end = std::min({lines_.size(), title_last_ + kBehindTitle, kHeaderLines});
    for (auto i = title_last_; i < end; ++i) {
        const auto text = view(i);
        if (lines_[i].label || (text.size() > 40 && text.find(U'。') != View::npos)) {
            return;
        }
        if (text.back() != ':' || text.find(':') != text.size() - 1) {
            continue;
        }
        auto first = i;
        while (first > title_last_ && goes_on_as_list(first - 1)) {
            --first;
        }
        const Range range{lines_[first].range.first, lines_[i].range.last};
        const auto list = glyphs_.view({range.first, range.last - 1});
        if (list.size() < 2 || (list.find(U'各') == View::npos && !looks_like_unit(list, nobody_) &&
                                cut(range, U",、").size() < 2)) {
            continue;
        }
        for (const auto chunk : cut_list(range)) {
            frame_.header.addressees.push_back(
                header_field(glyphs_, chunk, 0.95, "header.addressees"));
        }
        std::fill(frame_.taken.begin(), frame_.taken.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                  true);
        frame_.body = i + 1;
        return;
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
    const bool several = std::all_of(out.begin(), out.end(), [&](Range name) {
        return name.size() >= 4 && looks_like_unit(glyphs_.view(name), nobody_);
    });
    const auto whole = glyphs_.view(line);
    if (!several && whole.find(U'、') == View::npos && whole.find(',') == View::npos &&
        whole.size() <= 24 && looks_like_unit(whole, nobody_) &&
        !(out.size() == 2 && out[0].size() >= 5 && !is_bare_organ(glyphs_.view(out[1])))) {
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
        auto issuer = header_field(glyphs_, name, confidence, rule);
        const bool again = std::any_of(frame_.header.issuers.begin(), frame_.header.issuers.end(),
                                       [&](const Field& f) { return f.value == issuer.value; });
        if (!again) {
            frame_.header.issuers.push_back(std::move(issuer));
        }
    }
    return !names.empty();
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

// A unit above its tasks, 1.… 2.…, and not the only one: no signature and no byline.
bool HeaderReader::heads_tasks(std::size_t line) const {
    const auto stands_above = [&](std::size_t i) {
        return !lines_[i].label && lines_[i + 1].label && lines_[i + 1].label->value == 1 &&
               lines_[i + 1].label->kind != LabelKind::chapter &&
               lines_[i + 1].label->kind != LabelKind::annex;
    };
    if (line + 1 >= lines_.size() || !stands_above(line)) {
        return false;
    }
    for (auto i = line + 2; i + 1 < lines_.size(); ++i) {
        if (stands_above(i) && !units_of_line(lines_[i].range).empty()) {
            return true;
        }
    }
    return false;
}

// The line of the signature's date; without a date, a line of units before the first label; the
// number of lines if neither is there.
std::size_t HeaderReader::signature_line() {
    for (auto i = frame_.body; i < lines_.size(); ++i) {
        if (take_date(lines_[i].range, "header.signature")) {
            return i;
        }
    }
    constexpr std::size_t kFarthest = 30;
    const auto end = std::min(lines_.size(), frame_.body + kFarthest);
    for (auto i = frame_.body; i < end && !lines_[i].label; ++i) {
        if (i > frame_.body && !heads_tasks(i) && !units_of_line(lines_[i].range).empty()) {
            return i;
        }
    }
    return lines_.size();
}

// The signature below the letter; behind it the plan begins. Without labels behind it the notice is
// itself the plan, signed at its end.
void HeaderReader::find_signature() {
    frame_.plan = frame_.letter_end = frame_.body;
    const bool has_issuers = !frame_.header.issuers.empty();
    const auto last = signature_line();
    if (last == lines_.size()) {
        return;
    }
    auto end = last;
    frame_.taken[last] = true;
    std::vector<std::size_t> signers;
    const bool dated = units_of_line(lines_[last].range).empty();
    if (!dated) {
        signers.push_back(last);
    }
    while (end > frame_.body && signers.size() < 6 && !lines_[end - 1].label &&
           !units_of_line(lines_[end - 1].range).empty()) {
        --end;
        frame_.taken[end] = true;
        signers.insert(signers.begin(), end);
    }
    if (!has_issuers) {
        for (const auto line : signers) {
            add_issuers(lines_[line].range, dated ? 0.95 : 0.9, "header.signature");
        }
    }
    const auto from = lines_.begin() + static_cast<std::ptrdiff_t>(last) + 1;
    const bool plan_behind = table_follows_ || std::any_of(from, lines_.end(), [](const Line& l) {
                                 return l.label.has_value();
                             });
    if (plan_behind) {
        frame_.letter_end = end;
        frame_.plan = last + 1;
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

Frame read_frame(const Glyphs& glyphs, const std::vector<Line>& lines, bool table_follows) {
    return HeaderReader{glyphs, lines, table_follows}.read();
}

} // namespace luoshi::notice

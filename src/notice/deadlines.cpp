// SPDX-License-Identifier: Apache-2.0
#include "notice/deadlines.hpp"

#include "notice/citations.hpp"
#include "notice/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr View kStops = U",。;:!?、()[]“”";

struct Found {
    std::size_t end = 0;
    DeadlineKind kind = DeadlineKind::date;
    std::string value;
    double confidence = 0.9;
    std::string_view rule;
    std::uint32_t trigger = 0; // characters before it that start the clock: 省出台文件(后2个月)
};

// Reads forward through one text; every take_ moves only if it matches.
struct Scanner {
    View text;
    std::size_t at = 0;

    bool take(View word) {
        if (!starts_with(text.substr(std::min(at, text.size())), word)) {
            return false;
        }
        at += word.size();
        return true;
    }
    bool take_any(std::initializer_list<View> words) {
        return std::any_of(words.begin(), words.end(), [this](View w) { return take(w); });
    }
    std::optional<int> number() { return read_number(text, at); }
    char32_t peek() const { return at < text.size() ? text[at] : U'。'; }
    // A number followed by `word`, within bounds; nothing is moved otherwise.
    std::optional<int> number_before(View word, int low, int high) {
        const auto start = at;
        const auto value = number();
        if (value && *value >= low && *value <= high && take(word)) {
            return value;
        }
        at = start;
        return std::nullopt;
    }
};

class Finder {
public:
    Finder(View text, const TimeOptions& options) : text_(text), options_(options) {}

    // The time that begins at `at`.
    std::optional<Found> find(std::size_t at);

private:
    using Result = std::optional<Found>;
    Result recurring(Scanner s);
    Result yearly(Scanner s);
    Result absolute(Scanner s);
    Result within_year(Scanner s, int year, bool printed);
    Result month(Scanner s, int year, bool printed);
    Result day(Scanner s, int year, int month, bool printed);
    Result year_alone(Scanner s, int year);
    Result dotted(Scanner s);
    Result relative(Scanner s);
    Result long_term(Scanner s) const;

    bool field() const { return options_.context == TimeContext::field; }
    char32_t before(std::size_t at) const { return at == 0 ? U'。' : text_[at - 1]; }
    bool alone(std::size_t first, std::size_t last) const {
        return kStops.find(before(first)) != View::npos &&
               (last >= text_.size() || kStops.find(text_[last]) != View::npos);
    }

    View text_;
    TimeOptions options_;
    std::size_t yearly_until_ = 0; // 每年2月10日前…，12月10日前: the second one recurs too
};

bool take_before(Scanner& s) {
    return s.take_any({U"之前", U"以前", U"前", U"止"});
}

Found make(std::size_t end, DeadlineKind kind, std::string value, std::string_view rule,
           double confidence = 0.95) {
    return {end, kind, std::move(value), confidence, rule};
}

std::string month_value(int year, int month) {
    const auto first = Date::from(year, month, 1);
    return first ? to_string(first->end_of_month()) : std::string{};
}

std::optional<Found> Finder::yearly(Scanner s) {
    s.take(U"度");
    const auto bare = s;
    std::string value = "FREQ=YEARLY";
    if (s.take_any({U"年底", U"年末", U"底", U"末"})) {
        take_before(s);
        return make(s.at, DeadlineKind::recurring, value + ";BYMONTH=12", "time.every-year");
    }
    s.take_any({U"的", U"于", U"在"});
    if (const auto month = s.number_before(U"月", 1, 12)) {
        s.take(U"份");
        value += fmt::format(";BYMONTH={}", *month);
        if (const auto day = s.number_before(U"日", 1, 31)) {
            value += fmt::format(";BYMONTHDAY={}", *day);
        } else {
            s.take_any({U"底", U"末"});
        }
        take_before(s);
        yearly_until_ = std::min(text_.find(U'。', s.at), text_.size());
        return make(s.at, DeadlineKind::recurring, value, "time.every-year");
    }
    return make(bare.at, DeadlineKind::recurring, value, "time.every-year", 0.9);
}

// Behind 每, 按 or 逐.
std::optional<Found> Finder::recurring(Scanner s) {
    if (s.take(U"每年")) {
        return yearly(s);
    }
    std::string value;
    if (s.take_any({U"每半年", U"按半年"})) {
        value = "FREQ=MONTHLY;INTERVAL=6";
    } else if (s.take_any({U"每个季度", U"每季度", U"每季", U"按季度", U"按季", U"逐季"})) {
        value = "FREQ=MONTHLY;INTERVAL=3";
        if (s.take_any({U"首月", U"第一个月"})) {
            value = "FREQ=YEARLY;BYMONTH=1,4,7,10";
            if (const auto day = s.number_before(U"日", 1, 31)) {
                value += fmt::format(";BYMONTHDAY={}", *day);
            }
        }
    } else if (s.take_any({U"每个月", U"每月", U"按月", U"逐月"})) {
        value = "FREQ=MONTHLY";
        if (const auto day = s.number_before(U"日", 1, 31)) {
            value += fmt::format(";BYMONTHDAY={}", *day);
        }
    } else if (s.take_any({U"每周", U"每星期", U"按周", U"每个星期"})) {
        value = "FREQ=WEEKLY";
        static constexpr std::array<std::string_view, 7> kDays{"MO", "TU", "WE", "TH",
                                                               "FR", "SA", "SU"};
        const auto day = View{U"一二三四五六日"}.find(s.peek());
        if (day != View::npos && s.text.substr(s.at, 2) != U"一次") {
            value += fmt::format(";BYDAY={}", kDays[day]);
            ++s.at;
        }
    } else if (s.take_any({U"每日", U"每天"})) {
        value = "FREQ=DAILY";
    } else {
        return std::nullopt;
    }
    if (View{U"节期边饼岁"}.find(s.peek()) != View::npos) {
        return std::nullopt; // 按季节, 按周期
    }
    s.take_any({U"末", U"底"});
    take_before(s);
    return make(s.at, DeadlineKind::recurring, value, "time.every");
}

std::optional<Found> Finder::day(Scanner s, int year, int month, bool printed) {
    const auto start = s.at;
    const auto date = [&](int d) { return Date::from(year, month, d); };
    const auto number = s.number();
    if (!number || !s.take_any({U"日", U"号"}) || !date(*number)) {
        return std::nullopt;
    }
    const bool closes = take_before(s) || s.take_any({U"内"});
    if (!printed && start < yearly_until_) {
        return make(s.at, DeadlineKind::recurring,
                    fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", month, *number),
                    "time.every-year-again");
    }
    if (!closes && !field()) {
        return Found{s.at, DeadlineKind::date, {}, 0, {}}; // a date, but nothing is due
    }
    return make(s.at, DeadlineKind::date, to_string(*date(*number)), "time.date");
}

std::optional<Found> Finder::month(Scanner s, int year, bool printed) {
    const auto value = s.number();
    if (!value || *value < 1 || *value > 12) {
        return std::nullopt;
    }
    if (!s.take(U"月")) {
        if (printed && s.take_any({U"底前", U"底"})) { // 2016年6底前: the month sign was lost
            return make(s.at, DeadlineKind::month_end, month_value(year, *value), "time.month-typo",
                        0.7);
        }
        return std::nullopt;
    }
    if (auto found = day(s, year, *value, printed)) {
        return found;
    }
    s.take(U"份");
    const bool end = s.take_any({U"底", U"末", U"上旬", U"中旬", U"下旬", U"中下旬"});
    const bool closes = take_before(s);
    const bool past = printed && options_.year > 0 && year < options_.year;
    const auto next = s.peek();
    const bool event = View{U"的以至-起召会间份—"}.find(next) != View::npos;
    if (!end && !closes && !field() && (past || event)) {
        return Found{s.at, DeadlineKind::date, {}, 0, {}};
    }
    return make(s.at, DeadlineKind::month_end, month_value(year, *value), "time.month",
                end || closes || field() ? 0.95 : 0.8);
}

// Behind a year, or where the year of the document counts.
std::optional<Found> Finder::within_year(Scanner s, int year, bool printed) {
    if (auto found = month(s, year, printed)) {
        return found;
    }
    const auto quarter_start = s.at;
    s.take(U"第");
    if (const auto quarter = s.number_before(U"季度", 1, 4)) {
        s.take_any({U"末", U"底", U"内"});
        take_before(s);
        return make(s.at, DeadlineKind::month_end, month_value(year, *quarter * 3), "time.quarter");
    }
    s.at = quarter_start;
    const bool first = s.take(U"上半年");
    if (first || s.take(U"下半年")) {
        s.take_any({U"内", U"末", U"底"});
        take_before(s);
        return make(s.at, DeadlineKind::month_end, month_value(year, first ? 6 : 12),
                    "time.half-year");
    }
    if (s.take(U"年中")) {
        const bool closes = take_before(s);
        return closes || field() || alone(quarter_start, s.at)
                   ? std::optional{make(s.at, DeadlineKind::month_end, month_value(year, 6),
                                        "time.mid-year", 0.7)}
                   : std::nullopt;
    }
    const auto start = s.at;
    const bool end =
        printed ? s.take_any({U"年底", U"年末", U"底", U"末"}) : s.take_any({U"年底", U"年末"});
    if (end || s.take(printed ? View{U"内"} : View{U"年内"})) {
        const auto previous = before(start);
        const bool other =
            !printed && (is_digit(previous) ||
                         View{U"每去上往历一二三四五六七八九十两数"}.find(previous) != View::npos);
        if (other || starts_with(s.text.substr(s.at), U"持续推进")) {
            return std::nullopt;
        }
        take_before(s);
        return make(s.at, DeadlineKind::year_end, fmt::format("{:04}-12-31", year),
                    "time.year-end");
    }
    return std::nullopt;
}

// A year and nothing more: 到2015年, 2012年前; in a field 2015年.
std::optional<Found> Finder::year_alone(Scanner s, int year) {
    const auto start = s.at;
    const bool closes = take_before(s);
    std::size_t year_at = start;
    while (year_at > 0 && (is_digit(text_[year_at - 1]) || text_[year_at - 1] == U'年')) {
        --year_at;
    }
    const bool until = before(year_at) == U'到' || before(year_at) == U'至';
    const bool begins = starts_with(s.text.substr(s.at), U"起");
    if (begins || !(closes || until || (field() && alone(year_at, s.at)))) {
        return Found{s.at, DeadlineKind::date, {}, 0, {}};
    }
    return make(s.at, DeadlineKind::year_end, fmt::format("{:04}-12-31", year), "time.year",
                closes ? 0.95 : 0.85);
}

std::optional<Found> Finder::absolute(Scanner s) {
    const auto start = s.at;
    if (s.take_any({U"今年", U"本年", U"当年", U"明年", U"次年"})) {
        if (options_.year == 0) {
            return std::nullopt;
        }
        const bool next = text_[start] == U'明' || text_[start] == U'次';
        return within_year(s, options_.year + (next ? 1 : 0), true);
    }
    if (s.take_any({U"去年", U"上年"})) {
        s.number_before(U"月", 1, 12);
        s.take_any({U"底", U"末", U"年底"});
        return Found{s.at, DeadlineKind::date, {}, 0, {}};
    }
    auto year = s.number();
    if (year && *year >= 1949 && *year <= 2100) {
        if (s.take_any({U"-", U"至", U"到"}) || s.take(U"年-") || s.take(U"年至")) {
            const auto second = s.number(); // 2016—2018年底前: the end
            if (!second || *second < *year || *second > 2100) {
                return std::nullopt;
            }
            year = second;
        }
        if (!s.take(U"年")) {
            s.at = start;
            return dotted(s);
        }
        s.take(U"度");
        if (auto found = within_year(s, *year, true)) {
            return found;
        }
        return year_alone(s, *year);
    }
    s.at = start;
    return options_.year > 0 ? within_year(s, options_.year, false) : std::nullopt;
}

// 2006.11.30, 2011.6, 2011-06-30
std::optional<Found> Finder::dotted(Scanner s) {
    const auto year = s.number();
    if (!year || !s.take_any({U".", U"-", U"/"})) {
        return std::nullopt;
    }
    const auto month = s.number();
    if (!month || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    if (s.take_any({U".", U"-", U"/"})) {
        const auto day = s.number();
        const auto date = day ? Date::from(*year, *month, *day) : std::nullopt;
        if (!date || !(take_before(s) || field())) {
            return std::nullopt;
        }
        return make(s.at, DeadlineKind::date, to_string(*date), "time.dotted");
    }
    return take_before(s) || field()
               ? std::optional{make(s.at, DeadlineKind::month_end, month_value(*year, *month),
                                    "time.dotted")}
               : std::nullopt;
}

// N日内 and the like, with what starts the clock.
std::optional<Found> Finder::relative(Scanner s) {
    const auto start = s.at;
    if (s.take_any({U"立行立改", U"即知即改", U"立即", U"立查立改"})) {
        return make(s.at, DeadlineKind::relative, "P0D/issue", "time.at-once", 0.9);
    }
    if (is_digit(before(start)) || before(start) == U'.') {
        return std::nullopt;
    }
    const auto count = s.number();
    if (!count || *count == 0 || *count > 400) {
        return std::nullopt;
    }
    s.take(U"个");
    std::string unit;
    if (s.take(U"工作日")) {
        unit = "WD";
    } else if (s.take_any({U"日", U"天"})) {
        unit = "D";
    } else if (s.take(U"周") || s.take(U"星期")) {
        unit = "W";
    } else if (s.take(U"月")) {
        unit = "M";
    } else if (s.take(U"年")) {
        unit = "Y";
    } else {
        return std::nullopt;
    }
    const auto trigger = before(start);
    const bool after = trigger == U'后' || trigger == U'起';
    const bool within = s.take_any({U"之内", U"以内", U"内"});
    if (!within && !(after && starts_with(s.text.substr(s.at), U"完成"))) {
        return std::nullopt;
    }
    const bool clock = after || unit == "Y" || unit == "M";
    if (!clock) {
        return std::nullopt; // a standard of service: 3个工作日内办结
    }
    auto found = make(s.at, DeadlineKind::relative, fmt::format("P{}{}/issue", *count, unit),
                      "time.relative", 0.85);
    const auto context =
        text_.substr(start - std::min<std::size_t>(start, 14), std::min<std::size_t>(start, 14));
    if (trigger == U'后') {
        while (found.trigger < 12 && found.trigger + 1 < start &&
               kStops.find(text_[start - 2 - found.trigger]) == View::npos) {
            ++found.trigger;
        }
    } else if (contains(context, U"收到")) {
        found.value = fmt::format("P{}{}/receipt", *count, unit);
    } else if (unit == "Y" && options_.year > 0 && !after) {
        found.value = fmt::format("P{}Y/{}", *count, options_.year);
    }
    return found;
}

std::optional<Found> Finder::long_term(Scanner s) const {
    const auto start = s.at;
    if (s.take_any({U"长期坚持", U"常抓不懈", U"长期推进", U"长期任务", U"长期开展"})) {
        return make(s.at, DeadlineKind::long_term, "LONG", "time.long-term");
    }
    const bool whole = s.take_any({U"年内持续推进", U"持续推进", U"全年推进", U"持续改进",
                                   U"持续开展", U"常态工作", U"常态化推进", U"常年坚持",
                                   U"常态推进", U"持续实施", U"全年持续推进", U"贯穿全年"});
    const bool in_field =
        !whole && field() && s.take_any({U"全年", U"常态化", U"长期", U"持续", U"常年"});
    if ((whole || in_field) && alone(start, s.at)) {
        return make(s.at, DeadlineKind::long_term, "LONG", "time.long-term");
    }
    return std::nullopt;
}

std::optional<Found> Finder::find(std::size_t at) {
    static constexpr View kBegin =
        U"每按逐今本当明次去上下第年立即长常持全贯零〇一二三四五六七八九十两";
    const auto c = text_[at];
    if (!is_digit(c) && kBegin.find(c) == View::npos) {
        return std::nullopt;
    }
    if (is_digit(c) && at > 0 && (is_digit(text_[at - 1]) || text_[at - 1] == '.')) {
        return std::nullopt;
    }
    const Scanner s{text_, at};
    if (c == U'每' || c == U'按' || c == U'逐') {
        return recurring(s);
    }
    if (c == U'次' && starts_with(text_.substr(at), U"次月")) {
        Scanner next{text_, at + 2};
        const auto day = next.number_before(U"日", 1, 31);
        take_before(next);
        return day ? std::optional{make(next.at, DeadlineKind::recurring,
                                        fmt::format("FREQ=MONTHLY;BYMONTHDAY={}", *day),
                                        "time.next-month")}
                   : std::nullopt;
    }
    if (auto found = long_term(s)) {
        return found;
    }
    if (auto found = relative(s)) {
        return found;
    }
    return absolute(s);
}

// “十二五”期末: the n-th five-year plan ends in 1955 + 5n.
std::optional<Found> plan_period(View text, std::size_t at) {
    Scanner s{text, at};
    if (!s.take(U"“")) {
        return std::nullopt;
    }
    const auto which = s.text.substr(s.at, 4);
    const auto five = which.find(U"五”");
    if (five == View::npos || five == 0) {
        return std::nullopt;
    }
    std::size_t zero = 0;
    const auto plan = read_number(which.substr(0, five), zero);
    s.at += five + 2;
    if (!plan || *plan > 30 || !s.take_any({U"期末", U"末", U"期间末", U"时期末"})) {
        return std::nullopt;
    }
    take_before(s);
    return make(s.at, DeadlineKind::year_end, fmt::format("{}-12-31", 1955 + 5 * *plan),
                "time.plan-end", 0.9);
}

void add(const Glyphs& glyphs, Range range, const Found& found, std::vector<Deadline>& out) {
    auto value = found.value;
    if (found.trigger > 0) {
        value.resize(value.find('/') + 1);
        value += glyphs.printed({range.first - 1 - found.trigger, range.first - 1});
    }
    Deadline deadline{.kind = found.kind,
                      .value = std::move(value),
                      .text = glyphs.printed(range),
                      .origin = {glyphs.span(range), found.confidence, std::string{found.rule}}};
    const bool again = std::any_of(out.begin(), out.end(), [&](const Deadline& d) {
        return d.kind == deadline.kind && d.value == deadline.value;
    });
    if (!again && out.size() < 64) {
        out.push_back(std::move(deadline));
    }
}

} // namespace

std::vector<Deadline> find_deadlines(const Glyphs& glyphs, Range range,
                                     const TimeOptions& options) {
    std::vector<Deadline> out;
    const auto text = glyphs.view(range);
    Finder finder{text, options};
    for (std::size_t i = 0; i < text.size();) {
        if (const auto end = title_end(text, i); end > i) {
            i = end;
            continue;
        }
        const auto found = text[i] == U'“' ? plan_period(text, i) : finder.find(i);
        if (!found || found->end <= i) {
            ++i;
            continue;
        }
        if (!found->value.empty()) {
            const auto first = range.first + static_cast<std::uint32_t>(i);
            add(glyphs, {first, range.first + static_cast<std::uint32_t>(found->end)}, *found, out);
        }
        i = found->end;
    }
    return out;
}

std::optional<Date> read_date(View text, std::size_t& at) {
    Scanner s{text, at};
    const auto year = s.number();
    if (!year || *year < 1900 || *year > 2200 || !s.take_any({U"年", U"-", U".", U"/"})) {
        return std::nullopt;
    }
    const auto month = s.number();
    if (!month || !s.take_any({U"月", U"-", U".", U"/"})) {
        return std::nullopt;
    }
    const auto day = s.number();
    if (!day) {
        return std::nullopt;
    }
    s.take(U"日");
    auto date = Date::from(*year, *month, *day);
    if (date) {
        at = s.at;
    }
    return date;
}

} // namespace luoshi::notice

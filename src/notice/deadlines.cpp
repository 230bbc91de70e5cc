// SPDX-License-Identifier: Apache-2.0
#include "notice/deadlines.hpp"

#include "notice/citations.hpp"
#include "notice/time_words.hpp"
#include "notice/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

class Finder {
public:
    Finder(View text, const TimeOptions& options) : text_(text), options_(options) {}

    // The time that begins at `at`.
    std::optional<Found> find(std::size_t at);

private:
    using Result = std::optional<Found>;
    Result absolute(Scanner s);
    Result printed_year(Scanner s, std::size_t start, int year);
    Result within_year(Scanner s, int year, bool printed) const;
    Result month(Scanner s, int year, bool printed) const;
    Result day(Scanner s, int year, int month, bool printed) const;
    Result this_month(Scanner s) const;
    Result year_alone(Scanner s, int year) const;
    Result dotted(Scanner s) const;
    std::size_t sentence_end(std::size_t at) {
        if (at > sentence_end_ || sentence_end_ == 0) { // looked for once a sentence
            sentence_end_ = std::min(text_.find(U'。', at), text_.size());
        }
        return sentence_end_;
    }
    bool field() const { return options_.context == TimeContext::field; }

    View text_;
    TimeOptions options_;
    bool until_ = false;           // 至 or 到 stands before the date at hand
    std::size_t yearly_until_ = 0; // 每年2月10日前…，12月10日前: the second one recurs too
    std::size_t carried_until_ = 0;
    std::size_t sentence_end_ = 0;
    int carried_year_ = 0;
};

std::string month_value(int year, int month) {
    const auto first = Date::from(year, month, 1);
    return first ? to_string(first->end_of_month()) : std::string{};
}

// 6月20日、12月10日前, 3月、9月底前: behind the date at hand others follow, and the last one closes
// them all.
bool is_closed_later(Scanner s) {
    constexpr int kMost = 12;
    for (int i = 0; i < kMost && s.take_any({U"、", U"和", U"及", U"以及", U",", U"与"}); ++i) {
        if (!s.number_before(U"月", 1, 12)) {
            return false;
        }
        if (!s.number_before(U"日", 1, 31)) {
            s.take_any({U"底", U"末", U"上旬", U"中旬", U"下旬"});
        }
        if (s.take_before()) {
            return true;
        }
    }
    return false;
}

std::optional<Found> Finder::day(Scanner s, int year, int month, bool printed) const {
    const auto start = s.at;
    const auto date = [&](int d) { return Date::from(year, month, d); };
    const auto number = s.number();
    if (!number || !s.take_any({U"日", U"号"}) || !date(*number)) {
        return std::nullopt;
    }
    const bool closes =
        s.take_before() || s.take_any({U"内"}) || until_ || is_closed_later(s); // 至3月20日
    if (!printed && start < yearly_until_) {
        return make_time(s.at, DeadlineKind::recurring,
                         fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", month, *number),
                         "time.every-year-again");
    }
    if (!closes && !field()) {
        return no_deadline(s.at); // a date, but nothing is due
    }
    return make_time(s.at, DeadlineKind::date, to_string(*date(*number)), "time.date");
}

std::optional<Found> Finder::month(Scanner s, int year, bool printed) const {
    const auto value = s.number();
    if (!value || *value < 1 || *value > 12) {
        return std::nullopt;
    }
    if (!s.take(U"月")) {
        if (printed && s.take_any({U"底前", U"底"})) { // 2016年6底前: the month sign was lost
            return make_time(s.at, DeadlineKind::month_end, month_value(year, *value),
                             "time.month-typo", 0.7);
        }
        return std::nullopt;
    }
    if (auto found = day(s, year, *value, printed)) {
        return found;
    }
    s.take(U"份");
    const bool end = s.take_any({U"底", U"末", U"上旬", U"中旬", U"下旬", U"中下旬"});
    const bool closes = s.take_before() || is_closed_later(s);
    const bool past = printed && options_.year > 0 && year < options_.year;
    const auto next = s.peek();
    const bool from = View{U"至-起"}.find(next) != View::npos; // the beginning of a span
    const bool event = View{U"的以召会间份"}.find(next) != View::npos;
    if (from || (!end && !closes && !field() && (past || event))) {
        return no_deadline(s.at);
    }
    return make_time(s.at, DeadlineKind::month_end, month_value(year, *value), "time.month",
                     end || closes || field() ? 0.95 : 0.8);
}

// 一季度, 三季度末, 上半年.
std::optional<Found> part_of_year(Scanner s, int year) {
    const auto quarter_start = s.at;
    s.take(U"第");
    if (const auto quarter = s.number_before(U"季度", 1, 4)) {
        s.take_any({U"末", U"底", U"内"});
        s.take_before();
        return make_time(s.at, DeadlineKind::month_end, month_value(year, *quarter * 3),
                         "time.quarter");
    }
    s.at = quarter_start;
    const bool first = s.take(U"上半年");
    if (first || s.take(U"下半年")) {
        s.take_any({U"内", U"末", U"底"});
        s.take_before();
        return make_time(s.at, DeadlineKind::month_end, month_value(year, first ? 6 : 12),
                         "time.half-year");
    }
    return std::nullopt;
}

// 本月底前, 下月10日前, 本季度内: counted from the month of the document.
std::optional<Found> Finder::this_month(Scanner s) const {
    const bool quarter = s.take_any({U"本季度", U"本季"});
    const bool next = !quarter && s.take_any({U"下个月", U"下月"});
    if (options_.month == 0 || options_.year == 0 || (!quarter && !next && !s.take(U"本月"))) {
        return std::nullopt;
    }
    const int counted = options_.year * 12 + options_.month - 1 + (next ? 1 : 0);
    const int year = counted / 12, month = counted % 12 + 1;
    if (auto found = quarter ? Result{} : day(s, year, month, true)) {
        return found;
    }
    const bool end = s.take_any({U"底", U"末", U"内", U"上旬", U"中旬", U"下旬"});
    if (!s.take_before() && !end) {
        return std::nullopt; // 本月工作情况
    }
    return make_time(s.at, DeadlineKind::month_end,
                     month_value(year, quarter ? (month + 2) / 3 * 3 : month), "time.this-month");
}

// Behind a year, or where the year of the document counts.
std::optional<Found> Finder::within_year(Scanner s, int year, bool printed) const {
    if (auto found = month(s, year, printed)) {
        return found;
    }
    if (auto found = part_of_year(s, year)) {
        return found;
    }
    const auto part_start = s.at;
    if (s.take(U"年中")) {
        const bool closes = s.take_before();
        return closes || field() || s.alone(part_start, s.at)
                   ? std::optional{make_time(s.at, DeadlineKind::month_end, month_value(year, 6),
                                             "time.mid-year", 0.7)}
                   : std::nullopt;
    }
    const auto start = s.at;
    const bool end =
        printed ? s.take_any({U"年底", U"年末", U"底", U"末"}) : s.take_any({U"年底", U"年末"});
    if (end || s.take(printed ? View{U"内"} : View{U"年内"})) {
        const auto previous = s.before(start);
        const bool other =
            !printed && (is_digit(previous) ||
                         View{U"每去上往历一二三四五六七八九十两数"}.find(previous) != View::npos);
        if (other || starts_with(s.text.substr(s.at), U"持续推进")) {
            return std::nullopt;
        }
        s.take_before();
        return make_time(s.at, DeadlineKind::year_end, fmt::format("{:04}-12-31", year),
                         "time.year-end");
    }
    return std::nullopt;
}

// Before the next stop something is to be reached: 产值突破500亿元.
bool is_reached(const Scanner& s) {
    constexpr std::size_t kFarthest = 20;
    auto behind = s.text.substr(s.at, kFarthest);
    behind = behind.substr(0, behind.find_first_of(U",。;、("));
    return !contains(behind, U"前") && // 2024年汛期前完成
           contains_any(behind, words(U"达到", U"突破", U"超过", U"实现", U"建成", U"完成", U"力争",
                                      U"提高到", U"控制在", U"降至", U"不低于"));
}

// A year and nothing more: 到2015年, 2012年前; in a field 2015年.
std::optional<Found> Finder::year_alone(Scanner s, int year) const {
    const auto start = s.at;
    const bool closes = s.take_before();
    std::size_t year_at = start;
    while (year_at > 0 && (is_digit(text_[year_at - 1]) || text_[year_at - 1] == U'年')) {
        --year_at;
    }
    const bool until = s.before(year_at) == U'到' || s.before(year_at) == U'至';
    const bool done =
        year >= options_.year && s.take_any({U"完成", U"建成", U"实现", U"达到", U"投入", U"投产",
                                             U"竣工", U"全面", U"基本"});
    s.at = done ? start : s.at;
    const bool future =
        options_.year > 0 && year > options_.year && is_reached(s); // 2025年产值突破…
    const bool begins = starts_with(s.text.substr(s.at), U"起");
    if (begins || !(closes || until || done || future || (field() && s.alone(year_at, s.at)))) {
        return no_deadline(s.at);
    }
    return make_time(s.at, DeadlineKind::year_end, fmt::format("{:04}-12-31", year), "time.year",
                     closes  ? 0.95
                     : until ? 0.85
                             : 0.75);
}

// Behind the digits of a year that begin at `start`.
std::optional<Found> Finder::printed_year(Scanner s, std::size_t start, int year) {
    if (s.take_any({U"-", U"至", U"到"}) || s.take(U"年-") || s.take(U"年至")) {
        const auto second = s.number(); // 2016—2018年底前: the end
        if (!second || *second < year || *second > 2100) {
            return std::nullopt;
        }
        year = *second;
    }
    if (!s.take(U"年")) {
        s.at = start;
        return dotted(s);
    }
    s.take(U"度");
    if (auto found = within_year(s, year, true)) {
        if (!found->value.empty()) { // 2012年6月底前…，10月底前…: of the same year
            carried_year_ = year;
            carried_until_ = sentence_end(s.at);
        }
        return found;
    }
    return year_alone(s, year);
}

std::optional<Found> Finder::absolute(Scanner s) {
    const auto start = s.at;
    until_ = s.before(start) == U'至' || s.before(start) == U'到';
    if (auto found = this_month(s)) {
        return found;
    }
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
        return no_deadline(s.at);
    }
    const auto year = s.number();
    if (year && *year >= 1949 && *year <= 2100) {
        return printed_year(s, start, *year);
    }
    s.at = start;
    const auto carried = start < carried_until_ ? carried_year_ : options_.year;
    return carried > 0 ? within_year(s, carried, false) : std::nullopt;
}

// 2006.11.30, 2011.6, 2011-06-30
std::optional<Found> Finder::dotted(Scanner s) const {
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
        if (!date || !(s.take_before() || field())) {
            return std::nullopt;
        }
        return make_time(s.at, DeadlineKind::date, to_string(*date), "time.dotted");
    }
    return s.take_before() || field()
               ? std::optional{make_time(s.at, DeadlineKind::month_end, month_value(*year, *month),
                                         "time.dotted")}
               : std::nullopt;
}

std::optional<Found> Finder::find(std::size_t at) {
    static constexpr View kBegin =
        U"每按逐今本当明次去上下第年立即长常持全贯零〇一二三四五六七八九十两“";
    const auto c = text_[at];
    if (!is_digit(c) && kBegin.find(c) == View::npos) {
        return std::nullopt;
    }
    if (is_digit(c) && at > 0 && (is_digit(text_[at - 1]) || text_[at - 1] == '.')) {
        return std::nullopt;
    }
    const Scanner s{text_, at};
    if (c == U'“') {
        return read_plan_end(s);
    }
    if (auto found = read_recurring(s)) {
        if (found->rule == "time.every-year" &&
            found->value.find(";BYMONTH=") != std::string::npos) {
            yearly_until_ = sentence_end(found->end);
        }
        return found;
    }
    if (auto found = read_long_term(s, options_.context)) {
        return found;
    }
    if (auto found = read_relative(s, options_)) {
        return found;
    }
    return absolute(s);
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
        const auto found = finder.find(i);
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

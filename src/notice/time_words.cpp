// SPDX-License-Identifier: Apache-2.0
#include "notice/time_words.hpp"

#include <fmt/format.h>

#include <array>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr View kTriggerStops = U",。;:!?、()[]“”";

// 每年一季度, 每年上半年: its last month; 0 if no part of a year follows.
int part_of_every_year(Scanner& s) {
    if (const auto quarter = s.number_before(U"季度", 1, 4)) {
        s.take_any({U"末", U"底", U"内"});
        s.take_before();
        return *quarter * 3;
    }
    return s.take(U"上半年") ? 6 : s.take(U"下半年") ? 12 : 0;
}

std::optional<Found> yearly(Scanner s) {
    s.take(U"度");
    const auto bare = s;
    std::string value = "FREQ=YEARLY";
    if (s.take_any({U"年底", U"年末", U"底", U"末"})) {
        s.take_before();
        return make_time(s.at, DeadlineKind::recurring, value + ";BYMONTH=12", "time.every-year");
    }
    if (const auto month = part_of_every_year(s); month > 0) {
        return make_time(s.at, DeadlineKind::recurring, value + fmt::format(";BYMONTH={}", month),
                         "time.every-year");
    }
    s.take_any({U"的", U"于", U"在"});
    if (const auto month = s.number_before(U"月", 1, 12)) {
        s.take(U"份");
        value += fmt::format(";BYMONTH={}", *month);
        if (const auto day = s.number_before(U"日", 1, 31)) {
            value += fmt::format(";BYMONTHDAY={}", *day);
        } else {
            while (s.take_any({U"、", U"和", U"及"})) { // 每年6月、12月
                if (const auto more = s.number_before(U"月", 1, 12)) {
                    value += fmt::format(",{}", *more);
                } else {
                    --s.at;
                    break;
                }
            }
            s.take_any({U"底", U"末"});
        }
        s.take_before();
        return make_time(s.at, DeadlineKind::recurring, value, "time.every-year");
    }
    if (is_digit(bare.peek())) {
        return std::nullopt; // 每年600元
    }
    return make_time(bare.at, DeadlineKind::recurring, value, "time.every-year", 0.9);
}

// The unit of an ISO 8601 duration; WD (working days) is ours.
std::string_view duration_unit(Scanner& s) {
    return s.take(U"工作日")              ? "WD"
           : s.take_any({U"日", U"天"})   ? "D"
           : s.take_any({U"周", U"星期"}) ? "W"
           : s.take(U"月")                ? "M"
           : s.take(U"年")                ? "Y"
                                          : "";
}

// 每月28日, 按季, 每周五: its rule; empty if none begins here.
std::string period(Scanner& s) {
    const auto with_day = [&](std::string value) {
        const auto day = s.number_before(U"日", 1, 31);
        return day ? value + fmt::format(";BYMONTHDAY={}", *day) : value;
    };
    if (s.take_any({U"每半年", U"按半年", U"每学期"})) {
        return "FREQ=MONTHLY;INTERVAL=6";
    }
    if (s.take_any({U"每个季度", U"每季度", U"每季", U"按季度", U"按季", U"逐季"})) {
        if (s.take_any({U"首月", U"第一个月", U"第一月", U"第1个月", U"首个月"})) {
            s.take(U"的");
            return with_day("FREQ=YEARLY;BYMONTH=1,4,7,10");
        }
        if (s.take_any({U"末月", U"最后一个月", U"第三个月", U"末的月份"})) {
            s.take(U"的");
            return with_day("FREQ=YEARLY;BYMONTH=3,6,9,12");
        }
        return "FREQ=MONTHLY;INTERVAL=3";
    }
    if (s.take_any({U"每个月", U"每月", U"按月", U"逐月"})) {
        return with_day("FREQ=MONTHLY");
    }
    if (s.take_any({U"每周", U"每星期", U"按周", U"每个星期"})) {
        static constexpr std::array<std::string_view, 7> kDays{"MO", "TU", "WE", "TH",
                                                               "FR", "SA", "SU"};
        const auto day = View{U"一二三四五六日"}.find(s.peek());
        if (day == View::npos || s.text.substr(s.at, 2) == U"一次") {
            return "FREQ=WEEKLY";
        }
        ++s.at;
        return fmt::format("FREQ=WEEKLY;BYDAY={}", kDays[day]);
    }
    return s.take_any({U"每日", U"每天"}) ? "FREQ=DAILY" : "";
}

// What stands behind a period lets it be one: 每季度1次, 每日17时, but not 每人每月600元, 按季节.
bool goes_on_as_period(Scanner& s, std::string_view value) {
    if (!is_digit(s.peek())) {
        return View{U"节期边饼岁"}.find(s.peek()) == View::npos;
    }
    auto ahead = s;
    if (ahead.number() && View{U"次期场轮批回"}.find(ahead.peek()) != View::npos) {
        return true;
    }
    if (value.find("BYMONTHDAY") != std::string_view::npos || !s.number() ||
        !s.take_any({U"时", U"点", U":"})) {
        return false;
    }
    s.number_before(U"分", 0, 59);
    return true;
}

// A duration as read, and what stands before it.
struct Duration {
    std::size_t start = 0;
    int count = 0;
    std::string_view unit;
    bool after = false;   // 后, 起
    bool receipt = false; // 收到
};

// What starts the clock of a duration: issue, receipt, an event, the year of the document.
Found start_clock(const Scanner& s, const Duration& d, View context, const TimeOptions& options) {
    auto found = make_time(s.at, DeadlineKind::relative,
                           fmt::format("P{}{}/issue", d.count, d.unit), "time.relative", 0.85);
    if (contains(context, U"印发后") || contains(context, U"发布后") ||
        contains(context, U"下发后")) {
        return found;
    }
    if (d.receipt) {
        found.value = fmt::format("P{}{}/receipt", d.count, d.unit);
    } else if (s.before(d.start) == U'后') {
        while (found.trigger < 12 && found.trigger + 1 < d.start &&
               kTriggerStops.find(s.text[d.start - 2 - found.trigger]) == View::npos) {
            ++found.trigger;
        }
    } else if (d.unit == "Y" && options.year > 0 && !d.after) {
        found.value = fmt::format("P{}Y/{}", d.count, options.year);
    }
    return found;
}

} // namespace

std::optional<Found> read_recurring(Scanner s) {
    if (s.take(U"每年")) {
        return yearly(s);
    }
    if (s.take(U"次月")) {
        const auto day = s.number_before(U"日", 1, 31);
        s.take_before();
        return day ? std::optional{make_time(s.at, DeadlineKind::recurring,
                                             fmt::format("FREQ=MONTHLY;BYMONTHDAY={}", *day),
                                             "time.next-month")}
                   : std::nullopt;
    }
    const bool term = starts_with(s.text.substr(s.at), U"每学期");
    const auto value = period(s);
    if (value.empty() || !goes_on_as_period(s, value)) {
        return std::nullopt;
    }
    s.take_any({U"末", U"底"});
    s.take_before();
    constexpr double kTerm = 0.7; // terms are not of one length
    return make_time(s.at, DeadlineKind::recurring, value, "time.every", term ? kTerm : 0.95);
}

std::optional<Found> read_relative(Scanner s, const TimeOptions& options) {
    const auto start = s.at;
    if (s.take_any({U"立行立改", U"即知即改", U"立即", U"立查立改"})) {
        return make_time(s.at, DeadlineKind::relative, "P0D/issue", "time.at-once", 0.9);
    }
    if (is_digit(s.before(start)) || s.before(start) == U'.') {
        return std::nullopt;
    }
    const auto count = s.number();
    if (!count || *count == 0 || *count > 400) {
        return std::nullopt;
    }
    s.take(U"个");
    const auto unit = duration_unit(s);
    if (unit.empty()) {
        return std::nullopt;
    }
    const auto trigger = s.before(start);
    const bool after = trigger == U'后' || trigger == U'起';
    const bool within = s.take_any({U"之内", U"以内", U"内"});
    if (!within && !(after && starts_with(s.text.substr(s.at), U"完成"))) {
        return std::nullopt;
    }
    const auto reach = std::min<std::size_t>(start, 14);
    const auto context = s.text.substr(start - reach, reach);
    const bool receipt = contains(context, U"收到");
    if (View{U"近过前"}.find(trigger) != View::npos) {
        return std::nullopt; // looks back
    }
    const bool clock =
        after || receipt || contains(context, U"之日起") || unit == "Y" || unit == "M";
    if (!clock) {
        return std::nullopt; // a standard of service: 3个工作日内办结
    }
    return start_clock(s, {start, *count, unit, after, receipt}, context, options);
}

std::optional<Found> read_long_term(Scanner s, TimeContext context) {
    const auto start = s.at;
    if (s.take_any({U"长期坚持", U"常抓不懈", U"长期推进", U"长期任务", U"长期开展"})) {
        return make_time(s.at, DeadlineKind::long_term, "LONG", "time.long-term");
    }
    const bool whole = s.take_any({U"年内持续推进", U"持续推进", U"全年推进", U"持续改进",
                                   U"持续开展", U"常态工作", U"常态化推进", U"常年坚持",
                                   U"常态推进", U"持续实施", U"全年持续推进", U"贯穿全年"});
    const bool in_field = !whole && context == TimeContext::field &&
                          s.take_any({U"全年", U"常态化", U"长期", U"持续", U"常年"});
    if ((whole || in_field) && s.alone(start, s.at)) {
        return make_time(s.at, DeadlineKind::long_term, "LONG", "time.long-term");
    }
    return std::nullopt;
}

std::optional<Found> read_plan_end(Scanner s) {
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
    s.take_before();
    return make_time(s.at, DeadlineKind::year_end, fmt::format("{}-12-31", 1955 + 5 * *plan),
                     "time.plan-end", 0.9);
}

} // namespace luoshi::notice

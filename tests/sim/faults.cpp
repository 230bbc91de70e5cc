// SPDX-License-Identifier: Apache-2.0
#include "faults.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::sim {
namespace {

// The statement that puts news into inboxes, thirteen parameters a row; notify/rows_inbox.cpp.
constexpr std::size_t kNewsWidth = 13, kKey = 1, kPerson = 2;
bool is_news(const std::string& sql) {
    return sql.starts_with("INSERT INTO notify_messages ");
}
const std::string& text(const store::Value& value) {
    return std::get<std::string>(value.held());
}

// A server remembers what it told although the writing was rolled back, say.
void lose_news(std::string& sql, store::Params& params) {
    static int n = 0;
    static store::Value key, person; // of news that is there already: nothing is written
    if (!is_news(sql)) {
        return;
    }
    if (++n == 1) {
        key = params[kKey];
        person = params[kPerson];
    } else if (n % 20 == 0) {
        params[kKey] = key;
        params[kPerson] = person;
    }
}

// Two people of a unit count as one reader.
void forget_second_reader(std::string& sql, store::Params& params) {
    if (!is_news(sql)) {
        return;
    }
    for (std::size_t i = kNewsWidth; i < params.size(); i += kNewsWidth) {
        if (params[i + kKey] == params[i - kNewsWidth + kKey]) {
            params[i + kPerson] = params[i - kNewsWidth + kPerson];
        }
    }
}

// The hour of the run gets into the key: each run tells again.
void key_with_time(std::string& sql, store::Params& params) {
    static int n = 0;
    if (!is_news(sql)) {
        return;
    }
    ++n;
    for (std::size_t i = 0; i < params.size(); i += kNewsWidth) {
        params[i + kKey] = fmt::format("{}#{}", text(params[i + kKey]), n);
    }
}

// Two servers in different time zones make a report due on two days.
void make_dues_of_two_days(store::Transaction& under, std::string_view table, Rows& rows) {
    if (table != "duty_dues") {
        return;
    }
    auto other = rows;
    for (std::size_t i = 0; i < other.ids.size(); ++i) {
        other.ids[i] = under.new_id();
        const auto day = Date::parse(text(rows.at(i, "occurrence")));
        ensure(day.has_value(), "an occurrence is a date");
        other.at(i, "occurrence") = day->plus_days(1);
    }
    rows.ids.insert(rows.ids.end(), other.ids.begin(), other.ids.end());
    rows.cells.insert(rows.cells.end(), other.cells.begin(), other.cells.end());
}

// The last unit of a group is forgotten.
void forget_last_unit(store::Transaction&, std::string_view table, Rows& rows) {
    if (table == "duty_dues" && rows.ids.size() > 1) {
        rows.ids.pop_back();
        rows.cells.pop_back();
    }
}

void drop_column(store::Columns& columns, std::string_view name) {
    std::erase_if(columns, [&](const auto& column) { return column.first == name; });
}

// A date moved later is not written.
void keep_due_date(store::Transaction&, std::string_view table, store::Columns& columns) {
    if (table == "duty_dues") {
        drop_column(columns, "due_on");
    }
}

void deputy_for_longer(store::Transaction&, std::string_view table, store::Columns& columns) {
    for (auto& [name, value] : columns) {
        if (table == "duty_deputies" && name == "valid_until") {
            value = Date::parse(text(value))->plus_days(30);
        }
    }
}

// What a unit writes into its new report goes into its accepted one too.
void write_into_accepted(store::Transaction& under, std::string_view table,
                         store::Columns& columns) {
    const auto body = std::ranges::find(columns, "body", &store::Columns::value_type::first);
    if (table != "form_filled" || body == columns.end()) {
        return;
    }
    if (const auto row = under.query_one("SELECT filled_id FROM duty_dues WHERE accepted_on IS NOT "
                                         "NULL ORDER BY id DESC LIMIT 1")) {
        under.update("form_filled", row->integer(0), {{"body", body->second}});
    }
}

// A letter refused once is given up.
void give_letter_up(std::string& sql, store::Params& params) {
    constexpr std::size_t kState = 1, kEnded = 7;
    if (sql.starts_with("UPDATE notify_letters ") && text(params.at(kState)) == "waiting") {
        params[kState] = "failed";
        params.at(kEnded) = std::int64_t{1};
    }
}

// One in ten pieces of news never leaves the house.
bool leaves(std::string_view table) {
    static int n = 0;
    return table != "notify_deliveries" || ++n % 10 != 0;
}

// The rest days of May are missing from the calendar.
void forget_rest_days(World& world) {
    world.database().write([](store::Transaction& transaction) {
        transaction.record({{1, "r", ""}, "org.calendar-loaded", "calendar", 1, 0, ""});
        std::set<Date> dropped;
        for (const auto* day : {"2021-05-03", "2021-05-04", "2021-05-05"}) {
            dropped.insert(Date::parse(day).value());
        }
        org::load_calendar(transaction, {}, dropped);
    });
}

// The light turns a day later than it is defined.
void shorten_soon(World& world) {
    world.database().write([](store::Transaction& transaction) {
        transaction.record({{1, "r", ""}, "followup.settings", "plan", 1, 0, ""});
        const auto run = transaction.query_one("SELECT id FROM followup_runs");
        transaction.update("followup_runs", run->integer(0), {{"soon_within", 9}});
    });
}

// Somebody with the file in hand changes a row.
void change_behind_the_log(World& world) {
    if (world.clock.today() < Date::parse("2021-03-15").value()) {
        return;
    }
    world.run_sql("UPDATE duty_dues SET why = 'x' WHERE id = (SELECT MIN(id) FROM duty_dues)");
}

std::vector<Fault> make_faults() {
    return {
        {.name = "news-lost", .law = "reminders", .changes = {.statement = lose_news}},
        {.name = "second-reader-forgotten",
         .law = "reminders",
         .changes = {.statement = forget_second_reader}},
        {.name = "key-with-time", .law = "reminders", .changes = {.statement = key_with_time}},
        {.name = "rest-days-forgotten", .law = "reminders", .plant = forget_rest_days},
        {.name = "dues-of-two-days", .law = "dues", .changes = {.rows = make_dues_of_two_days}},
        {.name = "last-unit-forgotten", .law = "dues", .changes = {.rows = forget_last_unit}},
        {.name = "later-date-not-kept", .law = "acts", .changes = {.row = keep_due_date}},
        {.name = "accepted-written-over",
         .law = "accepted",
         .changes = {.row = write_into_accepted}},
        {.name = "deputy-for-longer", .law = "deputy", .changes = {.row = deputy_for_longer}},
        {.name = "soon-a-day-later", .law = "lights", .plant = shorten_soon},
        {.name = "message-id-renewed",
         .law = "mail",
         .plant = [](World& world) { world.sender.renew_ids(true); }},
        {.name = "letter-given-up", .law = "mail", .changes = {.statement = give_letter_up}},
        {.name = "delivery-forgotten", .law = "mail", .changes = {.loads = leaves}},
        {.name = "row-behind-the-log", .law = "audit", .each_day = change_behind_the_log},
    };
}

} // namespace

const std::vector<Fault>& faults() {
    static const auto kFaults = [] {
        auto all = make_faults();
        for (const auto& more :
             {faults_of_parts(), faults_of_documents(), faults_of_leaders(), faults_of_reform()}) {
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }();
    return kFaults;
}

const Fault* find_fault(std::string_view name) {
    for (const auto& fault : faults()) {
        if (fault.name == name) {
            return &fault;
        }
    }
    return nullptr;
}

} // namespace luoshi::sim

// SPDX-License-Identifier: Apache-2.0
#include "app/notify_work.hpp"

#include "app/log.hpp"
#include "base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace luoshi::app {
namespace {

constexpr std::chrono::seconds kLook{5};
constexpr int kFeedDays = 365;
constexpr int kFeedDues = 500;

Error bad_value(const char* setting, std::string_view expected) {
    return failure(ErrorCode::invalid_argument, "config.bad-value", "'{}' must be {}", setting,
                   expected);
}

// "08:30"
std::optional<notify::Minutes> minutes_of(std::string_view text) {
    const auto digit = [&](std::size_t at) { return text[at] - '0'; };
    if (text.size() != 5 || text[2] != ':') {
        return std::nullopt;
    }
    for (const auto at : {0U, 1U, 3U, 4U}) {
        if (digit(at) < 0 || digit(at) > 9) {
            return std::nullopt;
        }
    }
    const int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
    return hour > 23 || minute > 59 ? std::nullopt
                                    : std::optional{notify::Minutes{hour * 60 + minute}};
}

void read_hours(const Settings& settings, notify::OutboxOptions& options) {
    const auto& hours = settings.text("notify_hours");
    if (hours == "always") {
        options.always = true;
        return;
    }
    const auto dash = std::min(hours.find('-'), hours.size());
    const auto from = minutes_of(std::string_view{hours}.substr(0, dash));
    const auto to = minutes_of(std::string_view{hours}.substr(std::min(dash + 1, hours.size())));
    if (!from || !to || *from >= *to) {
        throw bad_value("notify_hours", "always, or two times such as 08:30-17:30");
    }
    options.opens = *from;
    options.closes = *to;
}

// The reports its unit owes; the office looks at its board instead.
void add_dues(Installation& installation, const org::Scope& scope, Date today,
              std::vector<notify::CalendarEntry>& entries) {
    duty::DueFilter filter;
    filter.from = today.plus_days(-kFeedDays);
    filter.to = today.plus_days(kFeedDays);
    for (const auto& line : installation.dues.list(scope, filter, "", kFeedDues).lines) {
        const auto& due = line.due;
        if (due.state == duty::DueState::spared || due.state == duty::DueState::cancelled) {
            continue;
        }
        const auto id = to_string(due.id);
        entries.push_back(
            {fmt::format("due-{}@luoshi", id), due.due_on,
             line.title.zh + (due.period.empty() ? "" : " " + due.period), "",
             installation.pages_url.empty() ? "" : installation.pages_url + "/dues/" + id});
    }
}

} // namespace

notify::OutboxOptions outbox_options(const Settings& settings) {
    notify::OutboxOptions options;
    options.holder = "node-" + settings.text("node");
    options.installation = settings.text("name");
    options.mail_from = settings.text("mail_from");
    options.pages = settings.text("pages_url");
    while (options.pages.ends_with('/')) {
        options.pages.pop_back();
    }
    read_hours(settings, options);
    options.slots.clear();
    for (const auto& text : settings.list("mail_slots")) {
        const auto slot = minutes_of(text);
        if (!slot) {
            throw bad_value("mail_slots", "times such as 08:30, separated by commas");
        }
        options.slots.push_back(*slot);
    }
    std::sort(options.slots.begin(), options.slots.end());
    return options;
}

notify::CurlOptions sender_options(const Settings& settings) {
    notify::CurlOptions options;
    options.mail_server = settings.text("mail_server");
    options.mail_from = settings.text("mail_from");
    const auto is = [&](const char* scheme) { return options.mail_server.starts_with(scheme); };
    if (!options.mail_server.empty() && !is("smtp://") && !is("smtps://")) {
        throw bad_value("mail_server", "smtp://host:port or smtps://host:port");
    }
    const auto plain = [](char c) { return c > ' ' && c < '\x7f' && c != '<' && c != '>'; };
    if (!options.mail_server.empty() &&
        (options.mail_from.find('@') == std::string::npos ||
         !std::all_of(options.mail_from.begin(), options.mail_from.end(), plain))) {
        throw bad_value("mail_from", "a mail address where there is a mail_server");
    }
    options.user = settings.text("mail_user");
    options.password = settings.secret("mail_password_file");
    options.starttls = settings.flag("mail_starttls");
    return options;
}

std::vector<notify::CalendarEntry> feed_entries(Installation& installation,
                                                access::PersonId person) {
    const auto scope = access::scope_of(installation.access.person(person).who);
    const auto today = installation.clock.today();
    std::vector<notify::CalendarEntry> entries;
    if (scope.unit()) {
        add_dues(installation, scope, today, entries);
    }
    for (const auto& plan : installation.plans.list(scope)) {
        const auto dates = installation.plans.calendar(
            scope, plan.id, {}, today.plus_days(-kFeedDays), today.plus_days(kFeedDays));
        for (const auto& one : dates.entries) {
            const auto task = nlohmann::json::parse(dates.tasks.at(one.task));
            const auto id = task.at("id").is_string() ? task.at("id").get<std::string>() : "";
            const auto number = task.at("number").get<std::string>();
            entries.push_back({fmt::format("{}-{}-{}@luoshi", to_string(plan.id),
                                           id.empty() ? number : id, to_string(one.date)),
                               one.date,
                               fmt::format("{} {}", number, task.at("title").get<std::string>()),
                               one.words,
                               id.empty() || installation.pages_url.empty()
                                   ? ""
                                   : installation.pages_url + "/tasks/" + id});
        }
    }
    return entries;
}

NotifyWork::NotifyWork(Installation& installation)
    : installation_(installation), thread_(kLook, [this] { send(); }) {}

void NotifyWork::send() {
    try {
        const auto run = installation_.outbox.run_due([this] { return thread_.is_ending(); });
        if (run.failed + run.put_off > 0) {
            log_line(
                "warning", "letters-not-sent",
                {{"failed", std::to_string(run.failed)}, {"put_off", std::to_string(run.put_off)}});
        }
    } catch (const Error& error) { // the database is away: the next look makes up for it
        log_line("warning", "outbox-failed",
                 {{"reason", error.reason()}, {"detail", error.what()}});
    }
}

} // namespace luoshi::app

// SPDX-License-Identifier: Apache-2.0
#include "app/settings.hpp"

#include "base/error.hpp"
#include "pack/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

namespace luoshi::app {
namespace {

bool is_number(std::string_view value) {
    return !value.empty() && value.size() < 10 &&
           value.find_first_not_of("0123456789") == std::string_view::npos;
}

// "" when the value fits the setting, else what was expected.
std::string_view misfit(const Setting& setting, std::string_view value) {
    if (is_number(setting.otherwise) && !is_number(value)) {
        return "a number";
    }
    const bool boolean = setting.otherwise == "true" || setting.otherwise == "false";
    return boolean && value != "true" && value != "false" ? "true or false" : "";
}

const Setting* find(std::string_view name) {
    const auto it = std::find_if(settings().begin(), settings().end(),
                                 [&](const Setting& s) { return s.name == name; });
    return it == settings().end() ? nullptr : &*it;
}

} // namespace

const std::vector<Setting>& settings() {
    static const std::vector<Setting> kSettings{
        {"name", "落实", "name of the installation, shown at log-in"},
        {"address", "127.0.0.1",
         "address to listen on; any other than loopback needs TLS or a trusted proxy, and no demo"},
        {"port", "8193", "port to listen on; 0: any free one"},
        {"data", "data", "folder of everything that is stored; one server owns it"},
        {"database", "",
         "empty: SQLite in the data folder; else a PostgreSQL address, "
         "postgresql://user@host/name, UTF8 with collation C"},
        {"database_password_file", "", "file whose first line is the password for it"},
        {"blobs", "folder",
         "where uploaded files live: folder (in the data folder) or database (several servers)"},
        {"node", "0", "0 to 1023; different for each server that shares a database"},
        {"packs", "packs/gd-2011-193", "folders of packs to load, separated by commas"},
        {"demo", "false",
         "load the pack's sample plan and accounts, and let the business date be set"},
        {"demo_people", "true",
         "in a demo, invented people do day by day what the pack's demo/autumn.yaml says"},
        {"web", "web/dist", "folder of the built pages"},
        {"anchor_key_file", "",
         "file of the key that signs the daily anchors of the log; empty: keys/anchor.key beside "
         "the data folder, made at the first start"},
        {"tls_certificate_file", "", "PEM chain; with tls_key_file the server speaks HTTPS"},
        {"tls_key_file", "", "PEM private key"},
        {"trusted_proxies", "",
         "addresses or networks whose X-Forwarded-For and -Proto are believed, separated by "
         "commas"},
        {"pages_url", "",
         "where the pages are for their readers, https://luoshi.example: begins the links in mail"},
        {"mail_server", "", "smtp://host:port or smtps://host:port; empty: no mail leaves"},
        {"mail_from", "", "mail address the server sends from"},
        {"mail_user", "", "user name at the mail server; empty: none"},
        {"mail_password_file", "", "file whose first line is the password for it"},
        {"mail_starttls", "true", "with smtp://: hand nothing over without TLS"},
        {"mail_slots", "08:30",
         "times at which gathered mail leaves, separated by commas; empty: as soon as may be"},
        {"notify_hours", "08:30-17:30",
         "mail and webhooks leave within these hours of working days; always: at any time"},
        {"io_threads", "1", "threads that move bytes"},
        {"work_threads", "8",
         "threads that run requests; those that write wait together for the disk"},
        {"work_queue", "256", "requests that may wait for one; more are answered 503"},
        {"max_upload", "50000000", "bytes of one file that is read, at most 50000000"},
        {"max_attachment", "500000000", "bytes of one file that is only kept, at most 500000000"},
        {"duty_monthly_cap", "4",
         "reports that may be asked of a unit in a month; more need a named approver"},
        {"duty_rest_days", "stand",
         "a due date on a rest day: stand (it stays, the last reminder comes on the working day "
         "before) or move (to the next working day)"},
        {"separated_administrators", "true",
         "accounts and roles take effect when the security administrator confirms them, as soon as "
         "there is one; false: one administrator does all"},
        {"second_factor_roles", "",
         "roles that must set up codes by time for their log-in, separated by commas; "
         "administrator,security,auditor is advised"},
        {"session_idle_minutes", "0",
         "a session nobody used for so long ends, 5 or more; 0: only 12 hours after the log-in"},
        {"reads_kept_days", "180",
         "days that the log of who read personal data is kept, at least 180"},
        {"watermark", "true",
         "name, unit and time of who looks across the pages, on prints and in exported documents "
         "and sheets"},
        {"access_log", "true", "one JSON line for each request in the log"},
        {"log_file", "", "file the log is added to; empty: standard error"},
    };
    return kSettings;
}

Settings::Settings() {
    for (const auto& setting : settings()) {
        values_.emplace(setting.name, setting.otherwise);
    }
}

std::vector<Diagnostic> Settings::load(const std::string& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) {
        throw failure(ErrorCode::not_found, "config.no-file", "cannot read the settings '{}'",
                      file);
    }
    auto parsed = pack::parse(file, {std::istreambuf_iterator<char>{stream}, {}});
    if (!parsed.value) {
        return parsed.diagnostics;
    }
    std::vector<Diagnostic> findings;
    const auto complain = [&](const pack::Value& at, const char* code, std::string message) {
        findings.push_back({Severity::error, code, file, at.span, std::move(message)});
    };
    for (const auto& [name, value] : parsed.value->root.members) {
        const auto* setting = find(name);
        if (setting == nullptr) {
            complain(value, "config.unknown-setting",
                     fmt::format("'{}' is no setting; docs/settings.md lists them", name));
        } else if (const auto expected = misfit(*setting, value.scalar); !expected.empty()) {
            complain(value, "config.bad-value", fmt::format("'{}' must be {}", name, expected));
        } else {
            values_.find(name)->second = value.scalar;
        }
    }
    return findings;
}

void Settings::set(std::string_view name, std::string value) {
    const auto* setting = find(name);
    if (setting == nullptr) {
        throw failure(ErrorCode::invalid_argument, "config.unknown-setting",
                      "'{}' is no setting; docs/settings.md lists them", name);
    }
    if (const auto expected = misfit(*setting, value); !expected.empty()) {
        throw failure(ErrorCode::invalid_argument, "config.bad-value", "'{}' must be {}", name,
                      expected);
    }
    values_.find(name)->second = std::move(value);
}

const std::string& Settings::text(std::string_view name) const {
    const auto it = values_.find(name);
    ensure(it != values_.end(), "only settings that exist are asked for");
    return it->second;
}

std::int64_t Settings::number(std::string_view name) const {
    std::int64_t value = 0;
    const auto& digits = text(name);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool Settings::flag(std::string_view name) const {
    return text(name) == "true";
}

std::vector<std::string> Settings::list(std::string_view name) const {
    std::vector<std::string> parts;
    std::string_view rest = text(name);
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        if (const auto part = rest.substr(0, comma); !part.empty()) {
            parts.emplace_back(part);
        }
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return parts;
}

std::string Settings::secret(std::string_view name) const {
    const auto& file = text(name);
    if (file.empty()) {
        return {};
    }
    std::ifstream stream{file};
    std::string line;
    if (!std::getline(stream, line)) {
        throw failure(ErrorCode::not_found, "config.no-file",
                      "cannot read '{}', which setting '{}' names", file, name);
    }
    return line;
}

} // namespace luoshi::app

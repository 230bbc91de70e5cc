// SPDX-License-Identifier: Apache-2.0
#include "app/commands.hpp"
#include "app/installation.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <iostream>
#include <memory>

namespace luoshi::app {
namespace {

void print(const store::AuditReport& report, const access::ReadLogReport& reads) {
    std::cout << fmt::format("{} events, {} rows, {} blobs, {} anchors checked; head {}\n",
                             report.events, report.rows, report.blobs, report.anchors,
                             report.head.substr(0, 8));
    std::cout << fmt::format("{} reads of personal data in {} segments checked\n", reads.reads,
                             reads.segments);
    for (const auto* const faults : {&report.faults, &reads.faults}) {
        for (const auto& fault : *faults) {
            std::cout << fmt::format("{}: {}\n", fault.code, fault.message);
        }
    }
    if (report.unsealed > 0) {
        std::cout << fmt::format("{} events are not sealed yet; the chain does not protect them\n",
                                 report.unsealed);
    }
    if (reads.unsealed > 0) {
        std::cout << fmt::format("{} reads are not sealed yet\n", reads.unsealed);
    }
    std::cout << (report.faults.empty() && reads.faults.empty() ? "The record holds.\n"
                                                                : "The record does not hold.\n");
}

void print_json(const store::AuditReport& report, const access::ReadLogReport& reads) {
    JsonWriter json;
    json.begin_object();
    for (const auto& [name, count] : {std::pair{"events", report.events},
                                      {"rows", report.rows},
                                      {"blobs", report.blobs},
                                      {"anchors", report.anchors},
                                      {"unsealed", report.unsealed},
                                      {"reads", reads.reads},
                                      {"segments", reads.segments},
                                      {"unsealed_reads", reads.unsealed}}) {
        json.key(name);
        json.integer(count);
    }
    json.member("head", report.head);
    json.key("faults");
    json.begin_array();
    for (const auto* const faults : {&report.faults, &reads.faults}) {
        for (const auto& fault : *faults) {
            json.begin_object();
            json.member("code", fault.code);
            json.member("message", fault.message);
            json.end_object();
        }
    }
    json.end_array();
    json.end_object();
    std::cout << json.take() << '\n';
}

void verify(const Settings& settings, bool as_json) {
    SystemClock clock;
    IdMaker ids{clock, static_cast<int>(settings.number("node"))};
    const store::DataFolder folder{settings.text("data")};
    const auto database = open_database(settings, folder, clock, ids);
    const auto blobs = open_blobs(settings, folder, *database);
    const auto key = anchor_key(settings);
    const bool terminal = ::isatty(STDERR_FILENO) == 1 && !as_json;
    const auto report = store::verify(*database, *blobs,
                                      {.anchor_key = key,
                                       .kept_anchors = kept_anchors(settings),
                                       .progress = [&](std::int64_t done, std::int64_t total) {
                                           if (terminal) {
                                               std::cerr
                                                   << fmt::format("\rchecked {} of {}", done, total)
                                                   << std::flush;
                                           }
                                       }});
    if (terminal) {
        std::cerr << '\n';
    }
    const auto reads = access::verify_reads(*database, reads_key(key));
    as_json ? print_json(report, reads) : print(report, reads);
    if (const auto faults = report.faults.size() + reads.faults.size(); faults > 0) {
        throw failure(ErrorCode::conflict, "audit.broken", "{} faults in the record", faults);
    }
}

} // namespace

void add_audit(CLI::App& app) {
    auto* const command = app.add_subcommand("audit", "works on the record");
    command->require_subcommand(1);
    auto* const checked =
        command->add_subcommand("verify", "proves log, rows and files; the server must be stopped");
    const auto options = std::make_shared<SettingsOptions>(*checked);
    const auto as_json = std::make_shared<bool>(false);
    checked->add_flag("--json", *as_json, "print the report as JSON");
    checked->callback([options, as_json] { verify(options->load(), *as_json); });
}

} // namespace luoshi::app

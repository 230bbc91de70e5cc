// SPDX-License-Identifier: Apache-2.0
#include "app/commands.hpp"
#include "app/installation.hpp"
#include "app/version.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "store/backup.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <memory>

namespace luoshi::app {
namespace {

namespace fs = std::filesystem;

struct BackupOptions {
    std::string folder, to;
    bool as_json = false;
};

// A line of its own on a terminal, nothing elsewhere.
store::BackupProgress progress_of(std::string_view what, bool as_json) {
    if (as_json || ::isatty(STDERR_FILENO) != 1) {
        return {};
    }
    return [what, told = std::int64_t{-1}](std::int64_t done, std::int64_t total) mutable {
        const auto mib = done >> 20;
        if (mib != told || done == total) {
            told = mib;
            std::cerr << (total == 0 ? fmt::format("\r{}: {} MiB", what, mib)
                                     : fmt::format("\r{}: {} of {} MiB, {} %", what, mib,
                                                   total >> 20, done * 100 / total))
                      << std::flush;
        }
    };
}

void end_progress(const store::BackupProgress& progress) {
    if (progress) {
        std::cerr << '\n';
    }
}

bool blobs_in_folder(const Settings& settings) {
    return settings.text("blobs") == "folder";
}

void print(const store::BackupManifest& backup, std::string_view done, bool as_json) {
    if (!as_json) {
        std::cout << fmt::format("{}: {} events ({} not sealed), {} files, schema {}; head {}\n",
                                 done, backup.events, backup.unsealed, backup.blobs, backup.schema,
                                 backup.head.substr(0, 8));
        return;
    }
    JsonWriter json;
    json.begin_object();
    json.member("at", backup.at);
    json.member("program", backup.program);
    json.member("head", backup.head);
    for (const auto& [name, count] : {std::pair{"schema", backup.schema},
                                      {"events", backup.events},
                                      {"unsealed", backup.unsealed},
                                      {"blobs", backup.blobs},
                                      {"blob_bytes", backup.blob_bytes}}) {
        json.key(name);
        json.integer(count);
    }
    json.end_object();
    std::cout << json.take() << '\n';
}

void back_up(const Settings& settings, const BackupOptions& options) {
    const auto& data = settings.text("data");
    store::BackupSource source;
    source.url = database_url(settings, data + "/rows.db");
    source.blobs_folder = blobs_in_folder(settings) ? data + "/blobs" : "";
    source.program = kVersion;
    source.now = SystemClock{}.now();
    source.progress = progress_of("copied", options.as_json);
    const auto backup = store::back_up(source, options.folder);
    end_progress(source.progress);
    print(backup, "backed up", options.as_json);
    if (!options.as_json) {
        std::cout << fmt::format("No key is in it: keep '{}' apart from the backup; a restored "
                                 "record is proved with it.\n",
                                 anchor_key_file(settings));
    }
}

void need_empty_folder(const std::string& data) {
    if (fs::exists(data) && !fs::is_empty(data)) {
        throw failure(ErrorCode::conflict, "backup.not-empty",
                      "'{}' is not empty; name a folder that is not there yet", data);
    }
}

void need_key(const Settings& settings) {
    if (!fs::exists(anchor_key_file(settings))) {
        throw failure(ErrorCode::not_found, "backup.no-key",
                      "there is no key file '{}'; put the key of the installation there or set "
                      "anchor_key_file: without it the record cannot be proved",
                      anchor_key_file(settings));
    }
}

constexpr std::int64_t kReadsSchema = 20; // the log of reads begins there

// The record as restored, by the schema of the backup: a newer one is made by `serve`.
store::AuditReport prove(const Settings& settings, const store::DataFolder& folder,
                         std::int64_t schema, const store::BackupProgress& progress) {
    SystemClock clock;
    IdMaker ids{clock, static_cast<int>(settings.number("node"))};
    const auto database = store::Database::open(
        {.url = database_url(settings, folder.rows_file()),
         .clock = &clock,
         .ids = &ids,
         .migrations = store::all_migrations().first(static_cast<std::size_t>(schema))});
    const auto blobs = open_blobs(settings, folder, *database);
    const auto key = anchor_key(settings);
    auto report = store::verify(*database, *blobs, key, progress);
    if (schema >= kReadsSchema) {
        for (auto& fault : access::verify_reads(*database, reads_key(key)).faults) {
            report.faults.push_back(std::move(fault));
        }
    }
    return report;
}

void restore(Settings settings, const BackupOptions& options) {
    settings.set("data", options.to);
    need_empty_folder(options.to);
    need_key(settings);
    auto progress = progress_of("checked", options.as_json);
    const auto backup = store::check_backup(options.folder, progress);
    end_progress(progress);
    const store::DataFolder folder{options.to};
    store::RestoreTarget target;
    target.url = database_url(settings, folder.rows_file());
    target.blobs_folder = blobs_in_folder(settings) ? folder.blobs_folder() : "";
    target.migrations = store::all_migrations();
    target.now = SystemClock{}.now();
    target.progress = progress_of("restored", options.as_json);
    store::restore(options.folder, backup, target);
    end_progress(target.progress);
    const auto report = prove(settings, folder, backup.schema, {});
    for (const auto& fault : report.faults) {
        std::cerr << fmt::format("{}: {}\n", fault.code, fault.message);
    }
    if (!report.faults.empty() || report.head != backup.head) {
        throw failure(ErrorCode::conflict, "audit.broken",
                      "the data was restored, but its record does not hold ({} faults, head {}, "
                      "head of the backup {})",
                      report.faults.size(), report.head, backup.head);
    }
    print(backup, "restored and proved", options.as_json);
}

} // namespace

void add_backup(CLI::App& app) {
    auto* const command =
        app.add_subcommand("backup", "copies one point of an installation, also while it serves");
    const auto settings = std::make_shared<SettingsOptions>(*command);
    const auto options = std::make_shared<BackupOptions>();
    command->add_option("FOLDER", options->folder, "the folder to make")->required();
    command->add_flag("--json", options->as_json, "print what was copied as JSON");
    command->callback([settings, options] { back_up(settings->load(), *options); });
}

void add_restore(CLI::App& app) {
    auto* const command =
        app.add_subcommand("restore", "makes an installation from a backup and proves its record");
    const auto settings = std::make_shared<SettingsOptions>(*command);
    const auto options = std::make_shared<BackupOptions>();
    command->add_option("FOLDER", options->folder, "the backup")->required();
    command->add_option("--to", options->to, "the data folder to make")->required();
    command->add_flag("--json", options->as_json, "print what was restored as JSON");
    command->callback([settings, options] { restore(settings->load(), *options); });
}

} // namespace luoshi::app

// SPDX-License-Identifier: Apache-2.0
#include "app/commands.hpp"
#include "app/demo.hpp"
#include "app/due_work.hpp"
#include "app/installation.hpp"
#include "app/log.hpp"
#include "app/node_claim.hpp"
#include "app/notify_work.hpp"
#include "app/sealing.hpp"
#include "app/version.hpp"

#include "api/api.hpp"
#include "api/proving.hpp"
#include "base/error.hpp"
#include "http/metrics.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "http/static_files.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

namespace luoshi::app {
namespace {

constexpr const char* kOurselves = "/proc/self/exe";

bool is_loopback(const std::string& address) {
    return address == "127.0.0.1" || address == "::1" || address == "localhost";
}

void check_exposure(const Settings& settings, Installation& installation) {
    if (is_loopback(settings.text("address"))) {
        return;
    }
    if (installation.access.has_demo_accounts()) {
        throw failure(ErrorCode::forbidden, "app.demo-exposed",
                      "this installation has demo accounts whose passwords everybody knows; it "
                      "listens on 127.0.0.1 only. Close them or use another data folder");
    }
    if (settings.text("tls_certificate_file").empty() && settings.text("trusted_proxies").empty()) {
        throw failure(
            ErrorCode::forbidden, "app.plain-exposed",
            "'{}' is not loopback: set tls_certificate_file and tls_key_file, or trusted_proxies",
            settings.text("address"));
    }
}

// The one-time token of the first administrator: in a file only the server's user can read.
void offer_set_up(Installation& installation) {
    const auto path = installation.folder.path() + "/setup-token";
    if (!installation.access.set_up_needed()) {
        std::filesystem::remove(path);
        return;
    }
    const auto token = installation.access.make_set_up_token();
    std::filesystem::remove(path);
    const int handle = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const auto line = token + "\n";
    if (handle < 0 ||
        ::write(handle, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        throw failure(ErrorCode::unavailable, "app.setup-token", "cannot write '{}'", path);
    }
    ::close(handle);
    std::cout << "First administrator: open the page and enter this one-time token (also in "
              << path << "): " << token << std::endl;
}

http::ServerOptions server_options(const Settings& settings, http::Registry& metrics) {
    http::ServerOptions options;
    options.spool_folder = std::filesystem::temp_directory_path().string();
    options.address = settings.text("address");
    options.port = static_cast<std::uint16_t>(settings.number("port"));
    options.io_threads = static_cast<int>(settings.number("io_threads"));
    options.work_threads = static_cast<int>(settings.number("work_threads"));
    options.work_queue = static_cast<std::size_t>(settings.number("work_queue"));
    options.trusted_proxies = settings.list("trusted_proxies");
    if (!settings.text("tls_certificate_file").empty()) {
        options.tls =
            http::TlsFiles{settings.text("tls_certificate_file"), settings.text("tls_key_file")};
    }
    if (settings.flag("access_log")) {
        options.access_log = log_json;
    }
    options.error_log = [](std::string_view line) { log_json(line); };
    options.metrics = &metrics;
    return options;
}

api::Installation described(const Settings& settings, std::vector<api::DemoAccount> accounts) {
    api::Installation installation;
    installation.name = settings.text("name");
    installation.version = std::string{kVersion};
    installation.max_upload = static_cast<std::size_t>(settings.number("max_upload"));
    installation.max_attachment = static_cast<std::size_t>(settings.number("max_attachment"));
    installation.formats = {"docx", "xlsx", "pdf", "html", "csv", "txt"};
    installation.demo = settings.flag("demo");
    installation.demo_accounts = std::move(accounts);
    installation.secure_cookies = !settings.text("tls_certificate_file").empty();
    installation.watermark = settings.flag("watermark");
    return installation;
}

api::Proof prove(const Settings& settings, Installation& installation,
                 const api::Proving::Progress& progress) {
    const auto kept = kept_anchors(settings); // before the snapshot: none is newer than it
    return {
        store::verify(
            *installation.database, *installation.blobs,
            {.anchor_key = installation.anchor_key, .kept_anchors = kept, .progress = progress}),
        access::verify_reads(*installation.database, reads_key(installation.anchor_key))};
}

// SIGTERM and SIGINT are waited for here, in no other thread.
void wait_for_signal(const sigset_t& signals) {
    int signal = 0;
    sigwait(&signals, &signal);
    log_line("info", "stopping", {{"signal", std::to_string(signal)}});
}

void serve(const Settings& settings) {
    mallopt(M_ARENA_MAX, 2); // else every worker keeps an arena of answers long sent
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr); // before any thread starts

    if (const auto& file = settings.text("log_file"); !file.empty()) {
        log_to(file);
    }
    Installation installation{settings, kOurselves};
    std::optional<NodeClaim> node; // the folder of SQLite has a lock of its own
    if (installation.database->engine() == "postgresql") {
        node.emplace(*installation.database, settings.number("node"), installation.folder.path());
    }
    for (const auto& finding : installation.pack_warnings) {
        log_line("warning", "pack-folder-left-alone", {{"finding", pack::rendered(finding)}});
    }
    std::unique_ptr<Demo> demo;
    if (settings.flag("demo")) {
        demo = std::make_unique<Demo>(installation, settings.flag("demo_people"));
    }
    check_exposure(settings, installation);
    Sealing sealing{installation, settings.number("node"), anchors_file(settings)};
    DueWork due_work{installation};
    NotifyWork notify_work{installation};
    http::Registry metrics;
    api::Proving proving{installation.clock, [&](const api::Proving::Progress& progress) {
                             return prove(settings, installation, progress);
                         }};
    api::Services services{
        *installation.database,
        installation.directories,
        installation.access,
        installation.reads,
        proving,
        installation.imports,
        installation.plans,
        installation.plan_texts,
        installation.children,
        installation.views,
        installation.notices,
        installation.outbox,
        [&installation](access::PersonId person) { return feed_entries(installation, person); },
        installation.packs,
        installation.forms,
        installation.trials,
        installation.lives,
        *installation.blobs,
        installation.duties,
        installation.dues,
        installation.submissions,
        installation.supervision,
        installation.subtasks,
        installation.briefs,
        installation.papers,
        installation.leader_remarks,
        installation.compendiums,
        installation.documents,
        installation.chains,
        installation.calls,
        installation.liaisons,
        installation.handover,
        installation.unit_changes,
        installation.statements,
        installation.requests,
        [reader = installation.reader](const auto& bytes, const auto& name) {
            return reader.read_entries(bytes, name);
        },
        installation.clock,
        demo ? [&demo](Date day) { demo->move_to(day); } : std::function<void(Date)>{},
        metrics,
        described(settings, demo ? demo->accounts() : std::vector<api::DemoAccount>{})};
    http::Router router;
    router.after(http::security_headers());
    api::add_routes(router, services);
    std::optional<http::StaticFiles> pages;
    if (const auto& web = settings.text("web"); !web.empty()) {
        pages.emplace(web, std::vector<std::string>{"/api", "/healthz", "/readyz", "/metrics"});
        pages->add_to(router);
    }
    http::Server server{server_options(settings, metrics), router, installation.clock};
    server.start();
    offer_set_up(installation);
    const auto scheme = settings.text("tls_certificate_file").empty() ? "http" : "https";
    std::cout << fmt::format("Luoshi {} serves {}://{}:{}", kVersion, scheme,
                             settings.text("address"), server.port())
              << std::endl;
    for (const auto& account : services.installation.demo_accounts) {
        std::cout << fmt::format("  demo account  {:<12} {}  {} {} ({})", account.username,
                                 account.password, account.name, account.unit,
                                 access::to_string(account.role))
                  << std::endl;
    }
    log_line("info", "started",
             {{"version", std::string{kVersion}},
              {"database", installation.database->engine()},
              {"schema", std::to_string(installation.database->schema_version())}});
    wait_for_signal(signals);
    server.stop(std::chrono::seconds{10});
    log_line("info", "stopped");
}

} // namespace

SettingsOptions::SettingsOptions(CLI::App& command) {
    command.add_option("--config", file, "YAML file of settings (docs/settings.md)");
    command.add_option("--set", overrides,
                       "a setting over those of the file: name=value; may repeat");
}

Settings SettingsOptions::load() const {
    Settings settings;
    if (!file.empty()) {
        if (const auto findings = settings.load(file); !findings.empty()) {
            throw Error{ErrorCode::invalid_argument, "config.broken",
                        fmt::format("the settings have mistakes:\n{}", render_all(findings))};
        }
    }
    for (const auto& one : overrides) {
        const auto equals = one.find('=');
        if (equals == std::string::npos) {
            throw failure(ErrorCode::invalid_argument, "config.bad-value",
                          "--set takes name=value, not '{}'", one);
        }
        settings.set(one.substr(0, equals), one.substr(equals + 1));
    }
    return settings;
}

void add_serve(CLI::App& app) {
    auto* const command = app.add_subcommand("serve", "serves pages and API until SIGTERM");
    const auto options = std::make_shared<SettingsOptions>(*command);
    command->callback([options] { serve(options->load()); });
}

} // namespace luoshi::app

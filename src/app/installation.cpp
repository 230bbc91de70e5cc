// SPDX-License-Identifier: Apache-2.0
#include "app/installation.hpp"

#include "app/notify_work.hpp"
#include "app/pack_sections.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "notice/read_file.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>

namespace luoshi::app {
namespace {

namespace fs = std::filesystem;

const store::Actor kPackActor{0, "system:pack", ""};

// Something read of all packs in force, read anew when these change. `read` gives it of one pack.
template <class Spec, class Read>
auto of_packs(pack::Packs& packs, Read read) {
    struct Last {
        std::mutex mutex;
        pack::PacksInForce packs;
        std::shared_ptr<const std::vector<Spec>> specs;
    };
    return [&packs, read, last = std::make_shared<Last>()](store::Reader& reader) {
        auto in_force = packs.in_force(reader);
        const std::lock_guard lock{last->mutex};
        if (last->packs != in_force) {
            pack::PackList all;
            for (const auto& one : *in_force) {
                all.push_back(one.pack.get());
            }
            auto specs = std::make_shared<std::vector<Spec>>();
            for (const auto* const one : all) {
                if (auto spec = read(*one, all); spec.value) {
                    specs->push_back(std::move(*spec.value));
                }
            }
            last->packs = std::move(in_force);
            last->specs = std::move(specs);
        }
        return last->specs;
    };
}

// What the packs say of their notices.
followup::SpecsInForce plan_specs(pack::Packs& packs) {
    return of_packs<followup::PlanSpec>(packs, [](const pack::Pack& pack, const pack::PackList&) {
        return followup::read_plan(pack);
    });
}

duty::SpecsInForce duty_specs(pack::Packs& packs) {
    return of_packs<duty::DutySpecs>(packs, duty::read_duties);
}

outcome::SpecsInForce outcome_specs(pack::Packs& packs) {
    return of_packs<outcome::OutcomeSpecs>(packs, outcome::read_outcomes);
}

duty::DutySettings duty_settings(const Settings& settings) {
    const auto& rest_days = settings.text("duty_rest_days");
    if (rest_days != "stand" && rest_days != "move") {
        throw failure(ErrorCode::invalid_argument, "config.bad-value",
                      "'duty_rest_days' must be stand or move");
    }
    return {static_cast<int>(settings.number("duty_monthly_cap")),
            rest_days == "move" ? duty::RestDays::move : duty::RestDays::stand};
}

// A key of its own for each use, so that none tells another.
std::string derived_key(const std::string& anchor_key, std::string_view use) {
    const auto digest = hmac_sm3(anchor_key, use);
    return {digest.begin(), digest.end()};
}

access::Rules access_rules(const Settings& settings, const std::string& anchor_key) {
    access::Rules rules;
    rules.separated = settings.flag("separated_administrators");
    for (const auto& word : settings.list("second_factor_roles")) {
        const auto role = access::parse_role(word);
        if (!role) {
            throw failure(ErrorCode::invalid_argument, "config.bad-value",
                          "'second_factor_roles' names '{}'; roles are {}", word,
                          access::role_list());
        }
        rules.second_factor.push_back(*role);
    }
    rules.idle = std::chrono::minutes{settings.number("session_idle_minutes")};
    if (rules.idle.count() > 0 && rules.idle.count() < 5) {
        throw failure(ErrorCode::invalid_argument, "config.bad-value",
                      "'session_idle_minutes' is 0, or 5 or more");
    }
    if (settings.number("reads_kept_days") < access::ReadLog::kLeastDays) {
        throw failure(ErrorCode::invalid_argument, "config.bad-value",
                      "'reads_kept_days' is {} or more", access::ReadLog::kLeastDays);
    }
    rules.key = derived_key(anchor_key, "luoshi second factors");
    return rules;
}

std::string url_with_password(const Settings& settings) {
    auto url = settings.text("database");
    const auto password = settings.secret("database_password_file");
    if (!password.empty()) {
        url += (url.find('?') == std::string::npos ? "?password=" : "&password=") + password;
    }
    return url;
}

} // namespace

std::string database_url(const Settings& settings, const std::string& rows_file) {
    return settings.text("database").empty() ? "sqlite:" + rows_file : url_with_password(settings);
}

std::string reads_key(const std::string& anchor_key) {
    return derived_key(anchor_key, "luoshi reads");
}

// Beside the data, not in it: who copies the data does not get the key.
std::string anchor_key_file(const Settings& settings) {
    if (const auto& file = settings.text("anchor_key_file"); !file.empty()) {
        return file;
    }
    const auto data = fs::absolute(settings.text("data")).lexically_normal();
    return (data.parent_path() / "keys" / (data.filename().string() + "-anchor.key")).string();
}

std::string anchors_file(const Settings& settings) {
    return anchor_key_file(settings) + ".anchors";
}

std::vector<std::string> kept_anchors(const Settings& settings) {
    std::vector<std::string> lines;
    std::ifstream stream{anchors_file(settings)};
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::string render_all(const std::vector<Diagnostic>& findings) {
    std::string all;
    for (const auto& finding : findings) {
        std::ifstream stream{finding.file, std::ios::binary};
        all += render(finding, std::string{std::istreambuf_iterator<char>{stream}, {}});
    }
    return all;
}

std::unique_ptr<store::Blobs> open_blobs(const Settings& settings, const store::DataFolder& folder,
                                         store::Database& database) {
    const auto& where = settings.text("blobs");
    if (where == "database") {
        return store::open_database_blobs(database);
    }
    if (where != "folder") {
        throw failure(ErrorCode::invalid_argument, "config.bad-value",
                      "'blobs' must be folder or database");
    }
    return store::open_directory_blobs(folder.blobs_folder(), database);
}

std::unique_ptr<store::Database> open_database(const Settings& settings,
                                               const store::DataFolder& folder, const Clock& clock,
                                               IdMaker& ids) {
    store::DatabaseOptions options;
    options.url = database_url(settings, folder.rows_file());
    options.clock = &clock;
    options.ids = &ids;
    options.migrations = store::all_migrations();
    options.backup_folder = folder.backup_folder();
    return store::Database::open(options);
}

std::string anchor_key(const Settings& settings) {
    const auto file = anchor_key_file(settings);
    if (std::ifstream stream{file, std::ios::binary}; stream) {
        return {std::istreambuf_iterator<char>{stream}, {}};
    }
    std::string key(32, '\0');
    ensure(RAND_bytes(reinterpret_cast<unsigned char*>(key.data()), static_cast<int>(key.size())) ==
               1,
           "there is randomness");
    fs::create_directories(fs::path{file}.parent_path());
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool written =
        handle >= 0 &&
        ::write(handle, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
        ::fsync(handle) == 0;
    if (handle >= 0) {
        ::close(handle);
    }
    if (!written) {
        throw failure(ErrorCode::unavailable, "app.key-file",
                      "cannot write the key file '{}'; set anchor_key_file", file);
    }
    return key;
}

Installation::Installation(const Settings& settings, std::string program)
    : ids(clock, static_cast<int>(settings.number("node"))), folder(settings.text("data")),
      database(open_database(settings, folder, clock, ids)),
      blobs(open_blobs(settings, folder, *database)), anchor_key(app::anchor_key(settings)),
      access(*database, directories, clock, access_rules(settings, anchor_key)),
      reads(*database, clock, reads_key(anchor_key),
            static_cast<int>(settings.number("reads_kept_days"))),
      forms(*database), trials(*database),
      packs(*database, settings.list("packs"), pack_sections()),
      pack_warnings(packs.start(kPackActor)), reader(std::move(program)),
      imports(*database, *blobs, directories, clock, plan_specs(packs),
              [this](const std::string& bytes, const std::string& name,
                     const notice::Lexicon& names, const notice::KnownColumns& columns) {
                  return reader.read(bytes, name, names, columns);
              }),
      plans(*database, directories, clock),
      plan_texts(*database, directories, clock, imports.specs()),
      children(*database, directories, clock),
      lives(*database, directories, clock, imports.specs()), views(*database),
      duties(*database, directories, forms, clock, duty_specs(packs), duty_settings(settings)),
      dues(*database, directories, clock, duty_settings(settings)),
      submissions({*database, directories, forms, clock}, *blobs, access),
      supervision({*database, directories, plans, lives, duties, dues, clock}),
      subtasks({*database, directories, *blobs, duties, dues, clock}),
      briefs({*database, directories, plans, lives, dues, clock}),
      papers({*database, plans, dues, supervision}),
      leader_remarks({*database, directories, plans, *blobs}),
      compendiums({*database, directories, forms, clock}, duties, dues),
      documents(*database, *blobs, directories, clock, outcome_specs(packs)),
      chains(*database, access, clock), calls(*database, clock),
      liaisons(*database, directories, access, clock),
      handover(*database, directories, access, clock), reform(*database, directories, clock),
      unit_changes(*database, directories, clock),
      statements(*database, directories, duties, clock), requests(*database, directories, duties),
      reminders(*database, clock), subtask_reminders(*database, clock), notices(*database, clock),
      sender(notify::make_curl_sender(sender_options(settings))),
      outbox(*database, *sender, clock, outbox_options(settings)),
      pages_url(outbox_options(settings).pages) {}

} // namespace luoshi::app

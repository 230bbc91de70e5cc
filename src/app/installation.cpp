// SPDX-License-Identifier: Apache-2.0
#include "app/installation.hpp"

#include "base/error.hpp"
#include "notice/read_file.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace luoshi::app {
namespace {

namespace fs = std::filesystem;

// One entry for each module that reads files of a pack.
std::vector<Diagnostic> check_units(const pack::Pack& pack) {
    return org::read_units(pack).diagnostics;
}
std::vector<Diagnostic> check_calendar(const pack::Pack& pack) {
    return org::read_calendar(pack).diagnostics;
}
std::vector<Diagnostic> check_plan(const pack::Pack& pack) {
    return followup::read_plan(pack).diagnostics;
}
constexpr std::array kPackReaders{check_units, check_calendar, check_plan};

std::vector<followup::PlanSpec> plan_specs(const std::vector<pack::Pack>& packs) {
    std::vector<followup::PlanSpec> specs;
    for (const auto& pack : packs) {
        if (auto plan = followup::read_plan(pack); plan.value) {
            specs.push_back(std::move(*plan.value));
        }
    }
    return specs;
}

// A pack whose text the database has seen already is left alone.
void load_pack(store::Database& database, const pack::Pack& pack) {
    const auto loaded = database.read([](store::Reader& reader) { return pack::loaded(reader); });
    const bool same = std::any_of(loaded.begin(), loaded.end(), [&](const pack::Loaded& one) {
        return one.code == pack.code && one.digest == pack.digest;
    });
    if (same) {
        return;
    }
    const auto units = org::read_units(pack);
    const auto calendar = org::read_calendar(pack);
    ensure(units.value && calendar.value, "packs are checked before they are loaded");
    database.write([&](store::Transaction& transaction) {
        pack::mark_loaded(transaction, {0, "system:pack", ""}, pack);
        org::load_units(transaction, pack, *units.value);
        org::load_calendar(transaction, *calendar.value);
    });
}

std::string url_with_password(const Settings& settings) {
    auto url = settings.text("database");
    const auto password = settings.secret("database_password_file");
    if (!password.empty()) {
        url += (url.find('?') == std::string::npos ? "?password=" : "&password=") + password;
    }
    return url;
}

// Beside the data, not in it: who copies the data does not get the key.
std::string key_file(const Settings& settings) {
    if (const auto& file = settings.text("anchor_key_file"); !file.empty()) {
        return file;
    }
    const auto data = fs::absolute(settings.text("data")).lexically_normal();
    return (data.parent_path() / "keys" / (data.filename().string() + "-anchor.key")).string();
}

} // namespace

std::string anchors_file(const Settings& settings) {
    return key_file(settings) + ".anchors";
}

std::vector<std::string> kept_anchors(const Settings& settings) {
    std::vector<std::string> lines;
    std::ifstream stream{anchors_file(settings)};
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::vector<Diagnostic> check_pack(const pack::Pack& pack) {
    std::vector<Diagnostic> findings;
    for (auto* check : kPackReaders) {
        auto more = check(pack);
        findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                        std::make_move_iterator(more.end()));
    }
    return findings;
}

std::string render_all(const std::vector<Diagnostic>& findings, const pack::Pack* pack) {
    std::string all;
    for (const auto& finding : findings) {
        std::string text;
        if (pack != nullptr) {
            for (const auto& [name, document] : pack->files) {
                text = document.file == finding.file ? document.text : text;
            }
        }
        if (text.empty()) { // a file that did not parse is not among the pack's
            std::ifstream stream{finding.file, std::ios::binary};
            text.assign(std::istreambuf_iterator<char>{stream}, {});
        }
        all += render(finding, text);
    }
    return all;
}

std::vector<pack::Pack> open_packs(const Settings& settings) {
    std::vector<pack::Pack> packs;
    for (const auto& folder : settings.list("packs")) {
        auto opened = pack::open(folder);
        auto findings = std::move(opened.diagnostics);
        if (opened.value) {
            findings = check_pack(*opened.value);
        }
        if (!findings.empty()) {
            throw Error{ErrorCode::unprocessable, "pack.broken",
                        fmt::format("the pack in '{}' has mistakes:\n{}", folder,
                                    render_all(findings, opened.value ? &*opened.value : nullptr))};
        }
        packs.push_back(std::move(*opened.value));
    }
    return packs;
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
    options.url = settings.text("database").empty() ? "sqlite:" + folder.rows_file()
                                                    : url_with_password(settings);
    options.clock = &clock;
    options.ids = &ids;
    options.migrations = store::all_migrations();
    options.backup_folder = folder.backup_folder();
    return store::Database::open(options);
}

std::string anchor_key(const Settings& settings) {
    const auto file = key_file(settings);
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
      blobs(open_blobs(settings, folder, *database)), access(*database, directories, clock),
      packs(open_packs(settings)),
      imports(*database, *blobs, directories, clock, plan_specs(packs),
              [reader = notice::ChildReader{std::move(program)}](
                  const std::string& bytes, const std::string& name, const notice::Lexicon& names,
                  const notice::KnownColumns& columns) {
                  return reader.read(bytes, name, names, columns);
              }),
      plans(*database, directories, clock),
      plan_texts(*database, directories, clock, imports.drafts()),
      children(*database, directories, clock), views(*database),
      anchor_key(app::anchor_key(settings)) {
    for (const auto& pack : packs) {
        load_pack(*database, pack);
    }
}

} // namespace luoshi::app

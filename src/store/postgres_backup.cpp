// SPDX-License-Identifier: Apache-2.0
#include "store/postgres_backup.hpp"

#include "base/error.hpp"
#include "store/files.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

namespace luoshi::store {
namespace {

struct Login {
    std::string url; // without the password: arguments are seen by all who may list processes
    std::string password;
};

Login split(const std::string& url) {
    const auto user = url.find("://") + 3;
    const auto at = url.find('@', user);
    const auto colon = url.find(':', user);
    if (at == std::string::npos || colon > at) {
        return {url, ""};
    }
    return {url.substr(0, colon) + url.substr(at), url.substr(colon + 1, at - colon - 1)};
}

[[noreturn]] void fail(std::string_view why) {
    throw failure(ErrorCode::unavailable, "store.no-backup",
                  "pg_dump {}: the schema stays as it is. Install the PostgreSQL client of the "
                  "server's version (Debian: postgresql-client-15) and start again",
                  why);
}

void run_pg_dump(const Login& login, const std::string& path) {
    std::vector<std::string> words{"pg_dump", "--format=custom", "--file=" + path,
                                   "--dbname=" + login.url};
    std::vector<std::string> settings;
    for (char** setting = environ; *setting != nullptr; ++setting) {
        settings.emplace_back(*setting);
    }
    if (!login.password.empty()) {
        settings.push_back("PGPASSWORD=" + login.password);
    }
    const auto pointers = [](std::vector<std::string>& texts) {
        std::vector<char*> list;
        for (auto& text : texts) {
            list.push_back(text.data());
        }
        list.push_back(nullptr);
        return list;
    };
    pid_t child = 0;
    const auto arguments = pointers(words);
    const auto environment = pointers(settings);
    if (::posix_spawnp(&child, "pg_dump", nullptr, nullptr, arguments.data(), environment.data()) !=
        0) {
        fail("was not found");
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (status != 0) {
        fail("could not copy the database");
    }
}

} // namespace

void dump_postgres(const std::string& url, const std::string& folder, const std::string& name) {
    make_folders(real_files(), folder);
    const std::string path = folder + "/" + name + ".dump";
    const std::string part = path + ".part";
    run_pg_dump(split(url), part);
    real_files().sync(part);
    real_files().rename(part, path);
    real_files().sync(folder);
}

} // namespace luoshi::store

// SPDX-License-Identifier: Apache-2.0
#include "store/testing/temporary_postgres.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>

namespace luoshi::store {
namespace {

namespace fs = std::filesystem;

// The newest version's folder of programs, "" when there is none.
std::string programs() {
    std::string newest;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{"/usr/lib/postgresql", error}) {
        const auto bin = entry.path() / "bin";
        if (fs::exists(bin / "postgres") && fs::exists(bin / "initdb")) {
            newest = std::max(newest, bin.string());
        }
    }
    return newest;
}

// In the child: as user postgres when we are root, gone when the parent is, quiet.
[[noreturn]] void become(const std::vector<std::string>& words, const std::string& log,
                         const passwd* user) {
    if (user != nullptr && (::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) {
        ::_exit(126);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(file, 1);
    ::dup2(file, 2);
    std::vector<char*> arguments;
    for (const auto& word : words) {
        arguments.push_back(const_cast<char*>(word.c_str())); // execv's signature
    }
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

const passwd* server_user() {
    if (::geteuid() != 0) {
        return nullptr;
    }
    const passwd* user = ::getpwnam("postgres");
    ensure(user != nullptr, "there is a user postgres");
    return user;
}

int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

// The socket on which the server says READY=1 (sd_notify(3)).
class ReadySocket {
public:
    explicit ReadySocket(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_DGRAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        ensure(path.size() < sizeof address.sun_path, "the path of a socket is short");
        std::ranges::copy(path, address.sun_path);
        ::unlink(path.c_str());
        const auto* generic = reinterpret_cast<const sockaddr*>(&address);
        ensure(::bind(socket_, generic, sizeof address) == 0, "a socket can be made");
        ::chmod(path.c_str(), 0666);
        const timeval patience{60, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    ~ReadySocket() { ::close(socket_); }
    ReadySocket(const ReadySocket&) = delete;
    ReadySocket& operator=(const ReadySocket&) = delete;

    bool wait() const {
        std::array<char, 512> buffer{};
        while (true) {
            const ssize_t size = ::recv(socket_, buffer.data(), buffer.size(), 0);
            if (size <= 0) {
                return false;
            }
            const std::string_view said{buffer.data(), static_cast<std::size_t>(size)};
            if (said.find("READY=1") != std::string_view::npos) {
                return true;
            }
        }
    }

private:
    int socket_;
};

} // namespace

TemporaryPostgres::TemporaryPostgres(const std::string& parent, Durability durability)
    : folder_(parent), durability_(durability) {
    ensure(!programs().empty(), "PostgreSQL is installed (Debian: postgresql-15)");
    if (const passwd* user = server_user()) {
        for (const auto* folder : {&folder_, &socket_folder_}) {
            ensure(::chown(folder->path().c_str(), user->pw_uid, user->pw_gid) == 0,
                   "the folder is given");
        }
    }
    ensure(run({programs() + "/initdb", "-D", folder_.path() + "/data", "--encoding=UTF8",
                "--locale=C", "--username=luoshi", "--auth=trust", "--no-sync"}) == 0,
           "initdb makes a cluster");
    start();
}

TemporaryPostgres::~TemporaryPostgres() {
    if (process_ != 0) {
        stop();
    }
}

int TemporaryPostgres::run(const std::vector<std::string>& words) const {
    const pid_t child = ::fork();
    if (child == 0) {
        become(words, folder_.path() + "/log", server_user());
    }
    return wait_for(child);
}

void TemporaryPostgres::start() {
    const std::string ready_path = socket_folder_.path() + "/ready";
    const ReadySocket ready{ready_path};
    const std::string fsync = durability_ == Durability::on ? "fsync=on" : "fsync=off";
    const std::vector<std::string> words{programs() + "/postgres",
                                         "-D",
                                         folder_.path() + "/data",
                                         "-k",
                                         socket_folder_.path(),
                                         "-c",
                                         "listen_addresses=",
                                         "-c",
                                         fsync,
                                         "-c",
                                         "max_connections=200"};
    process_ = ::fork();
    if (process_ == 0) {
        ::setenv("NOTIFY_SOCKET", ready_path.c_str(), 1);
        become(words, folder_.path() + "/log", server_user());
    }
    ensure(ready.wait(), "the server becomes ready");
}

void TemporaryPostgres::stop() {
    ::kill(process_, SIGINT);
    wait_for(process_);
    process_ = 0;
}

std::string TemporaryPostgres::url(const std::string& database) const {
    std::string host;
    for (const char c : socket_folder_.path()) {
        host += c == '/' ? std::string{"%2F"} : std::string{c};
    }
    return fmt::format("postgresql://luoshi@{}/{}", host, database);
}

void TemporaryPostgres::run_sql(const std::string& database, const std::string& sql) {
    ensure(run({programs() + "/psql", "-v", "ON_ERROR_STOP=1", "-q", "-d", url(database), "-c",
                sql}) == 0,
           "psql runs the statement");
}

std::string TemporaryPostgres::create_database(const std::string& name, const std::string& extra) {
    run_sql("postgres", fmt::format("CREATE DATABASE {} {}", name, extra));
    return url(name);
}

TemporaryPostgres& TemporaryPostgres::shared() {
    static TemporaryPostgres server{TemporaryFolder::quick_parent()};
    return server;
}

} // namespace luoshi::store

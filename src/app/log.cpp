// SPDX-License-Identifier: Apache-2.0
#include "app/log.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/json_writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace luoshi::app {
namespace {

int& log_handle() {
    static int handle = STDERR_FILENO;
    return handle;
}

} // namespace

void log_to(const std::string& file) {
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (handle < 0) {
        throw failure(ErrorCode::unavailable, "app.log-file",
                      "cannot write the log file '{}'; set log_file", file);
    }
    log_handle() = handle;
}

void log_json(std::string_view line) {
    std::string out{line};
    out += '\n';
    // One write for one line: the kernel keeps lines of several threads apart.
    [[maybe_unused]] const auto written = ::write(log_handle(), out.data(), out.size());
}

void log_line(std::string_view level, std::string_view event,
              const std::vector<std::pair<std::string_view, std::string>>& more) {
    JsonWriter json;
    json.begin_object();
    json.member("time", to_string(SystemClock{}.now()));
    json.member("level", level);
    json.member("event", event);
    for (const auto& [name, value] : more) {
        json.member(name, value);
    }
    json.end_object();
    log_json(json.take());
}

} // namespace luoshi::app

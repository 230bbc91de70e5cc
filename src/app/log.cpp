// SPDX-License-Identifier: Apache-2.0
#include "app/log.hpp"

#include "base/clock.hpp"
#include "base/json_writer.hpp"

#include <unistd.h>

#include <string>

namespace luoshi::app {

void log_json(std::string_view line) {
    std::string out{line};
    out += '\n';
    // One write for one line: the kernel keeps lines of several threads apart.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, out.data(), out.size());
}

void log_line(std::string_view level, std::string_view event, const std::vector<std::pair<std::string_view, std::string>>& more) {
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

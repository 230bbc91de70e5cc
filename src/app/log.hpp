// SPDX-License-Identifier: Apache-2.0
// What the server says of itself: JSON lines, without personal data.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::app {

// From now on lines go to the end of this file; before that to standard error. To be called before
// threads start. Error unavailable (app.log-file).
void log_to(const std::string& file);
// {"time":"…","level":"info","event":"…", more…}. Threads: any; one line is never torn.
void log_line(std::string_view level, std::string_view event,
              const std::vector<std::pair<std::string_view, std::string>>& more = {});
// A line that is JSON already.
void log_json(std::string_view line);

} // namespace luoshi::app

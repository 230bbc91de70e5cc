// SPDX-License-Identifier: Apache-2.0
// The settings of a server: one YAML file, each line of it may be overridden on the command line.
// docs/settings.md lists them and is tested against settings().
#pragma once

#include "base/diagnostic.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::app {

struct Setting {
    std::string_view name, otherwise, meaning; // otherwise: the value when nothing is said
};
const std::vector<Setting>& settings();

class Settings {
public:
    Settings(); // all as when nothing is said
    // Findings: config.unknown-setting, config.bad-value and those of pack::parse.
    std::vector<Diagnostic> load(const std::string& file);
    // Error invalid_argument (config.unknown-setting, config.bad-value).
    void set(std::string_view name, std::string value);

    const std::string& text(std::string_view name) const;
    std::int64_t number(std::string_view name) const;
    bool flag(std::string_view name) const;
    std::vector<std::string> list(std::string_view name) const; // parts between commas
    // The first line of the file that the setting names; "" when it names none. For secrets.
    std::string secret(std::string_view name) const;

private:
    std::map<std::string, std::string, std::less<>> values_;
};

} // namespace luoshi::app

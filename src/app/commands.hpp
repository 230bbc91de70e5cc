// SPDX-License-Identifier: Apache-2.0
// The commands of the program, one file each: command_<name>.cpp adds its own to the command line.
// A command does its work in its callback and throws Error when it cannot; main() turns that into a
// message and an exit status (docs/cli.md).
#pragma once

#include "app/settings.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace luoshi::app {

inline constexpr int kOk = 0;
inline constexpr int kBadArguments = 2;
inline constexpr int kRefused = 3; // the input cannot be used
inline constexpr int kInternal = 4;

using AddCommand = void (*)(CLI::App& app);

void add_read(CLI::App& app);
void add_read_child(CLI::App& app); // hidden: the limited child of `read` and of the server

void add_expr(CLI::App& app);
void add_serve(CLI::App& app);
void add_pack(CLI::App& app);
void add_config(CLI::App& app);
void add_audit(CLI::App& app);
void add_backup(CLI::App& app);
void add_restore(CLI::App& app);
void add_user(CLI::App& app);

// --config and --set, for every command that opens an installation.
struct SettingsOptions {
    explicit SettingsOptions(CLI::App& command);
    Settings load() const; // Errors: invalid_argument (config.broken, config.…)

    std::string file;
    std::vector<std::string> overrides;
};

} // namespace luoshi::app

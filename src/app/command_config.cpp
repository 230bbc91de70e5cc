// SPDX-License-Identifier: Apache-2.0
#include "app/commands.hpp"
#include "app/notify_work.hpp"
#include "app/settings.hpp"

#include <fmt/format.h>

#include <iostream>
#include <memory>

namespace luoshi::app {
namespace {

void check(const Settings& values) {
    outbox_options(values);
    sender_options(values);
    for (const auto& setting : settings()) {
        std::cout << fmt::format("{}: {}\n", setting.name, values.text(setting.name));
    }
}

} // namespace

void add_config(CLI::App& app) {
    auto* const command = app.add_subcommand("config", "works on settings");
    command->require_subcommand(1);
    auto* const checked = command->add_subcommand(
        "check", "reports every mistake of the settings, or prints what is in force");
    const auto options = std::make_shared<SettingsOptions>(*checked);
    checked->callback([options] { check(options->load()); });
}

} // namespace luoshi::app

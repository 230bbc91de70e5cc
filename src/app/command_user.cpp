// SPDX-License-Identifier: Apache-2.0
#include "app/commands.hpp"
#include "app/installation.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <string>

namespace luoshi::app {
namespace {

struct AddUser {
    std::string username, name, role, unit;
};

// The password comes on standard input, so that it stands in no list of processes.
void add(const Settings& settings, const AddUser& user) {
    std::string password;
    std::getline(std::cin, password);
    Installation installation{settings, "/proc/self/exe"};
    const auto role = access::parse_role(user.role);
    if (!role) {
        throw failure(ErrorCode::invalid_argument, "access.role", "'{}' is no role; expected {}",
                      user.role, access::role_list());
    }
    const auto directory = installation.database->read(
        [&](store::Reader& reader) { return installation.directories.get(reader); });
    const auto* unit =
        user.unit.empty() ? nullptr : directory->find_name(user.unit, installation.clock.today());
    if (!user.unit.empty() && unit == nullptr) {
        throw failure(ErrorCode::not_found, "access.no-unit", "no unit is named '{}'", user.unit);
    }
    const auto person = installation.access.add_person(
        {0, "system:command-line", ""}, {.username = user.username,
                                         .name = user.name,
                                         .role = *role,
                                         .unit = unit == nullptr ? org::UnitId{} : unit->id,
                                         .password = password,
                                         .must_change_password = true,
                                         .demo = false});
    std::cout << fmt::format("added {} ({})\n", person.who.username,
                             access::to_string(person.who.role));
}

} // namespace

void add_user(CLI::App& app) {
    auto* const command = app.add_subcommand("user", "works on people");
    command->require_subcommand(1);
    auto* const added =
        command->add_subcommand("add", "adds a person; the first password is read from standard "
                                       "input; the server must be stopped");
    const auto options = std::make_shared<SettingsOptions>(*added);
    const auto user = std::make_shared<AddUser>();
    added->add_option("USERNAME", user->username, "2 to 40 of a-z 0-9 . _ -")->required();
    added->add_option("--name", user->name, "name of the person")->required();
    added->add_option("--role", user->role, std::string{access::role_list()})->required();
    added->add_option("--unit", user->unit, "name of the person's unit");
    added->callback([options, user] { add(options->load(), *user); });
}

} // namespace luoshi::app

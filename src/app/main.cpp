// SPDX-License-Identifier: Apache-2.0
// luoshi — the command line. A new command is one file and one line in kCommands.
#include "app/commands.hpp"
#include "app/version.hpp"

#include "base/error.hpp"
#include "office/limited_child.hpp"
#include "store/migration.hpp"

#include <fmt/format.h>

#include <array>
#include <exception>
#include <iostream>
#include <new>

namespace luoshi::app {
namespace {

constexpr std::array kCommands{add_expr,   add_read,  add_read_child, add_serve,   add_pack,
                               add_config, add_audit, add_backup,     add_restore, add_user};

int run(int argc, char** argv) {
    CLI::App app{"落实: reads official notices and makes them happen", "luoshi"};
    app.set_version_flag("--version", fmt::format("luoshi {} ({}), schema {}", kVersion, kCommit,
                                                  store::all_migrations().back().number));
    app.require_subcommand(1);
    for (const auto add : kCommands) {
        add(app);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kOk : kBadArguments;
    }
    return kOk;
}

int exit_status(ErrorCode code) {
    return code == ErrorCode::internal ? kInternal : kRefused;
}

} // namespace
} // namespace luoshi::app

int main(int argc, char** argv) {
    using namespace luoshi;
    try {
        return app::run(argc, argv);
    } catch (const Error& error) {
        std::cerr << "luoshi: " << error.what() << " [" << error.reason() << "]\n";
        return app::exit_status(error.code());
    } catch (const std::bad_alloc&) {
        return office::kOutOfMemoryStatus; // what a parent of read-child expects
    } catch (const std::exception& error) {
        std::cerr << "luoshi: " << error.what() << '\n';
        return app::kInternal;
    }
}

// SPDX-License-Identifier: Apache-2.0
#include "app/commands.hpp"
#include "app/installation.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <iostream>
#include <memory>

namespace luoshi::app {
namespace {

void check(const std::string& folder) {
    auto opened = pack::open(folder);
    auto findings = std::move(opened.diagnostics);
    if (opened.value) {
        findings = check_pack(*opened.value);
    }
    if (!findings.empty()) {
        std::cout << render_all(findings, opened.value ? &*opened.value : nullptr);
        throw failure(ErrorCode::unprocessable, "pack.broken", "{} mistakes in '{}'",
                      findings.size(), folder);
    }
    std::cout << fmt::format("{} {}: {} files, no mistakes\n", opened.value->code,
                             opened.value->version, opened.value->files.size());
}

} // namespace

void add_pack(CLI::App& app) {
    auto* const command = app.add_subcommand("pack", "works on packs");
    command->require_subcommand(1);
    auto* const checked = command->add_subcommand(
        "check", "reports every mistake of a pack with file, line and column");
    const auto folder = std::make_shared<std::string>();
    checked->add_option("DIR", *folder, "the folder of the pack")->required();
    checked->callback([folder] { check(*folder); });
}

} // namespace luoshi::app

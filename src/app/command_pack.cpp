// SPDX-License-Identifier: Apache-2.0
#include "app/commands.hpp"
#include "app/pack_sections.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "pack/packs.hpp"

#include <fmt/format.h>

#include <iostream>
#include <memory>

namespace luoshi::app {
namespace {

struct CheckOptions {
    std::string folder;
    std::vector<std::string> beside; // folders of packs it is to stand beside
    std::string language = "zh";     // of findings
    bool json = false;
    bool chinese() const { return language == "zh"; }
};

std::string as_json(const pack::Examined& examined) {
    JsonWriter json;
    json.begin_object();
    json.member("digest", examined.digest);
    if (examined.pack) {
        json.member("code", examined.pack->code);
        json.member("version", examined.pack->version);
    }
    json.key("findings");
    json.begin_array();
    for (const auto& finding : examined.findings) {
        json.begin_object();
        json.member("file", finding.diagnostic.file);
        json.key("line");
        json.integer(static_cast<std::int64_t>(finding.line));
        json.key("column");
        json.integer(static_cast<std::int64_t>(finding.column));
        json.member("code", finding.diagnostic.code);
        json.member("message", finding.diagnostic.message);
        json.member("message_zh", finding.diagnostic.message_zh);
        json.member("source_line", finding.source_line);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

std::vector<pack::Pack> open_others(const CheckOptions& options) {
    std::vector<pack::Pack> packs;
    for (const auto& folder : options.beside) {
        auto examined = pack::examine(folder, "", {}, pack_sections());
        if (!examined.findings.empty()) {
            throw failure(ErrorCode::unprocessable, "pack.broken", "'{}' has mistakes itself:\n{}",
                          folder, pack::rendered(examined.findings, options.chinese()));
        }
        packs.push_back(std::move(*examined.pack));
    }
    return packs;
}

void check(const CheckOptions& options) {
    const auto others = open_others(options);
    pack::PackList beside;
    for (const auto& pack : others) {
        beside.push_back(&pack);
    }
    const auto examined = pack::examine(options.folder, "", beside, pack_sections());
    const auto& findings = examined.findings;
    if (options.json) {
        std::cout << as_json(examined) << '\n';
    } else if (findings.empty()) {
        std::cout << fmt::format("{} {}: {} files, no mistakes\n", examined.pack->code,
                                 examined.pack->version, examined.pack->files.size());
    } else {
        std::cout << pack::rendered(findings, options.chinese());
    }
    if (!findings.empty()) {
        throw failure(ErrorCode::unprocessable, "pack.broken", "{} mistakes in '{}'",
                      findings.size(), options.folder);
    }
}

} // namespace

void add_pack(CLI::App& app) {
    auto* const command = app.add_subcommand("pack", "works on packs");
    command->require_subcommand(1);
    auto* const checked = command->add_subcommand(
        "check", "reports every mistake of a pack with file, line and column");
    const auto options = std::make_shared<CheckOptions>();
    checked->add_option("DIR", options->folder, "the folder of the pack")->required();
    checked->add_option("--beside", options->beside,
                        "the folder of another pack of the same installation; may repeat");
    checked->add_option("--lang", options->language, "of the words of findings")
        ->check(CLI::IsMember({"zh", "en"}));
    checked->add_flag("--json", options->json, "findings as JSON");
    checked->callback([options] { check(*options); });
}

} // namespace luoshi::app

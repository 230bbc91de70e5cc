// SPDX-License-Identifier: Apache-2.0
#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/reading_view.hpp"

#include "notice/json.hpp"
#include "notice/read_file.hpp"
#include "office/read_document.hpp"

#include <iostream>
#include <memory>
#include <string>

namespace luoshi::app {
namespace {

struct Options {
    std::string file, names;
    bool json = false, outline = false;
};

constexpr const char* kOurselves = "/proc/self/exe";
constexpr std::size_t kLargestNames = 4U << 20;

void run(const Options& options) {
    notice::Lexicon names;
    if (!options.names.empty()) {
        names = notice::Lexicon::parse(read_bytes(options.names, kLargestNames));
    }
    const auto bytes = read_bytes(options.file, office::kLargestFile);
    const auto read =
        notice::ChildReader{kOurselves}.read(bytes, display_name(options.file), names);
    if (options.json) {
        std::cout << notice::to_json(read.reading) << '\n';
    } else if (options.outline) {
        std::cout << outline_of(read.reading);
    } else {
        std::cout << table_of(read.reading);
    }
}

} // namespace

void add_read(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    auto* const command =
        app.add_subcommand("read", "reads a notice and shows who owes what by when");
    command
        ->add_option("FILE", options->file,
                     "the notice: docx, xlsx, pdf, html, csv or text; - for standard input")
        ->required();
    command->add_option("--names", options->names,
                        "names of units, one a line; group: before a class of units");
    auto* const json =
        command->add_flag("--json", options->json, "print the whole reading as JSON");
    command->add_flag("--outline", options->outline, "print one fact a line, for comparing")
        ->excludes(json);
    command->callback([options] { run(*options); });
}

} // namespace luoshi::app

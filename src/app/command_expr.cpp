// SPDX-License-Identifier: Apache-2.0
// Tries formulas: a single one with values given on the command line, or all of a file that
// declares names, example values and formulas (docs/expr.md).
#include "app/commands.hpp"
#include "app/files.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "expr/functions.hpp"
#include "expr/trace.hpp"
#include "pack/definitions.hpp"

#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace luoshi::app {
namespace {

struct Options {
    std::string file, text, definitions, result, day, period, subject, language = "zh", print;
    std::vector<std::string> values;
    bool trace = false, json = false, functions = false;
    expr::Language spoken() const {
        return language == "en" ? expr::Language::en : expr::Language::zh;
    }
};

constexpr std::size_t kLargestDefinitions = 4U << 20;

struct Item { // one formula to be tried
    std::string name, text, result;
};

[[noreturn]] void refuse(const std::vector<Diagnostic>& findings, std::string_view text,
                         expr::Language language) {
    for (const auto& finding : findings) {
        std::cout << render(finding, text, language == expr::Language::zh);
    }
    throw failure(ErrorCode::unprocessable, "expr.broken", "{} mistakes; see docs/expr.md",
                  findings.size());
}

// 3.5 亿元, 2011-11-15, 2011年, true, or else a text: what is not declared is as it looks.
expr::Type guess(const expr::Declarations& declarations, std::string_view text) {
    for (const auto kind : {expr::Kind::boolean, expr::Kind::date}) {
        if (declarations.parse_value(text, {.kind = kind})) {
            return {.kind = kind};
        }
    }
    const auto digits = text.substr(0, text.find_first_not_of("-.0123456789"));
    const auto unit_at = text.find_first_not_of(' ', digits.size());
    const auto unit = unit_at == std::string_view::npos
                          ? std::optional{expr::Unit{}}
                          : declarations.units.find(text.substr(unit_at));
    if (unit && Number::parse(digits, Number::kMaxScale)) {
        const auto point = digits.find('.');
        const auto places =
            point == std::string_view::npos ? 0 : static_cast<int>(digits.size() - point - 1);
        return {expr::Kind::number, places, 0, *unit};
    }
    return {.kind = expr::Period::parse(text) ? expr::Kind::period : expr::Kind::text};
}

std::pair<std::string, std::string> split(const std::string& pair) {
    const auto sign = pair.find('=');
    if (sign == std::string::npos || sign == 0) {
        throw failure(ErrorCode::invalid_argument, "expr.bad-value",
                      "'{}' is not name=value, like 投资额=3.5亿元", pair);
    }
    return {pair.substr(0, sign), pair.substr(sign + 1)};
}

class Trial {
public:
    explicit Trial(const Options& options) : options_(options) { read_definitions(); }

    void run() {
        add_items();
        declare_values();
        expr::Environment environment = make_environment();
        for (const auto& item : items_) {
            show(item, environment);
        }
    }

private:
    void read_definitions() {
        if (options_.definitions.empty()) {
            return;
        }
        auto parsed = pack::parse(display_name(options_.definitions),
                                  read_bytes(options_.definitions, kLargestDefinitions));
        if (!parsed.value) {
            refuse(parsed.diagnostics, "", options_.spoken());
        }
        document_ = std::move(*parsed.value);
        auto declared = pack::read_declarations(*document_, document_->root);
        if (!declared.value) {
            refuse(declared.diagnostics, document_->text, options_.spoken());
        }
        declarations_ = std::move(*declared.value);
    }

    // A formula of the file becomes a field of those behind it.
    void add_items() {
        if (!options_.text.empty()) {
            items_.push_back({"", options_.text, options_.result});
        } else if (!options_.file.empty()) {
            items_.push_back(
                {"", read_bytes(options_.file, expr::kLargestFormula), options_.result});
        }
        if (!items_.empty() || !document_) {
            return;
        }
        const auto* const formulas = document_->root.find("formulas");
        for (std::size_t i = 0; formulas != nullptr && i < formulas->members.size(); ++i) {
            const auto& [name, value] = formulas->members[i];
            const auto* const text = value.find("formula");
            const auto* const type = value.find("type");
            items_.push_back({name, text != nullptr ? text->scalar : value.scalar,
                              type != nullptr ? type->scalar : ""});
        }
    }

    void declare_values() {
        for (const auto& pair : options_.values) {
            const auto [name, text] = split(pair);
            if (!declarations_.find(name)) {
                declarations_.add(expr::Field{name, guess(declarations_, text)});
            }
        }
        for (const auto& item : items_) {
            if (const auto type = declarations_.parse_type(item.result);
                type && !item.name.empty() && !declarations_.find(item.name)) {
                declarations_.add(expr::Field{item.name, *type});
            }
        }
    }

    expr::Environment make_environment() {
        expr::Environment environment{declarations_};
        if (document_) {
            auto read = pack::read_environment(*document_, document_->root, declarations_);
            if (!read.value) {
                refuse(read.diagnostics, document_->text, options_.spoken());
            }
            environment = std::move(*read.value);
        }
        for (const auto& pair : options_.values) {
            const auto [name, text] = split(pair);
            const auto named = declarations_.find(name);
            const bool field = named && named->kind == expr::NameKind::field;
            const auto value =
                field ? declarations_.parse_value(text, declarations_.fields()[named->index].type)
                      : std::nullopt;
            if (!value) {
                throw failure(ErrorCode::invalid_argument, "expr.bad-value",
                              "'{}' is no value of the field '{}'", text, name);
            }
            environment.set(name, *value);
        }
        set_frame(environment);
        return environment;
    }

    void set_frame(expr::Environment& environment) const {
        const auto day = Date::parse(options_.day);
        const auto period = expr::Period::parse(options_.period);
        if ((!options_.day.empty() && !day) || (!options_.period.empty() && !period)) {
            throw failure(ErrorCode::invalid_argument, "expr.bad-value",
                          "--day is like 2011-11-15, --period like 2011年第3季度");
        }
        environment.day = day.value_or(environment.day);
        environment.period = period.value_or(environment.period);
        environment.subject = options_.subject.empty() ? environment.subject : options_.subject;
    }

    void show(const Item& item, expr::Environment& environment) {
        const auto file = item.name.empty() ? std::string{"formula"} : item.name;
        std::optional<expr::Type> wanted;
        if (!item.result.empty() && !(wanted = declarations_.parse_type(item.result))) {
            throw failure(ErrorCode::invalid_argument, "expr.bad-type", "'{}' is no type",
                          item.result);
        }
        const auto compiled = expr::compile({file, item.text}, declarations_,
                                            {.result = wanted, .language = options_.spoken()});
        if (!compiled.value) {
            refuse(compiled.diagnostics, item.text, options_.spoken());
        }
        const auto value = expr::evaluate(*compiled.value, environment);
        const auto named = declarations_.find(item.name);
        if (named && named->kind == expr::NameKind::field) {
            environment.set(named->index, value);
        }
        print(item, *compiled.value, environment, value);
    }

    void print(const Item& item, const expr::Formula& formula, const expr::Environment& environment,
               const expr::Value& value) const {
        const auto language = options_.spoken();
        if (!options_.print.empty()) {
            std::cout << expr::print(formula.syntax(), options_.print == "en" ? expr::Language::en
                                                                              : expr::Language::zh)
                      << '\n';
        } else if (options_.json) {
            std::cout << expr::to_json(expr::explain(formula, environment), language) << '\n';
        } else if (options_.trace) {
            std::cout << (item.name.empty() ? "" : item.name + ":\n")
                      << expr::to_text(expr::explain(formula, environment), language);
        } else {
            std::cout << (item.name.empty() ? "" : item.name + " = ")
                      << declarations_.show(value, formula.type(), language) << '\n';
        }
    }

    const Options& options_;
    std::optional<pack::Document> document_;
    expr::Declarations declarations_;
    std::vector<Item> items_;
};

void list_functions(expr::Language language) {
    for (const auto& function : expr::functions()) {
        std::cout << fmt::format("{}\t{}\t{}\t{}\n", function.name, function.alias, function.usage,
                                 language == expr::Language::zh ? function.zh : function.en);
    }
}

void run(const Options& options) {
    if (options.functions) {
        list_functions(options.spoken());
        return;
    }
    if (options.file.empty() && options.text.empty() && options.definitions.empty()) {
        throw failure(ErrorCode::invalid_argument, "expr.nothing",
                      "give a formula: a file, -e TEXT, or --define FILE with formulas");
    }
    Trial{options}.run();
}

} // namespace

void add_expr(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    auto* const command =
        app.add_subcommand("expr", "tries a formula and shows how it is computed");
    command->add_option("FILE", options->file, "the formula; - for standard input");
    command->add_option("-e", options->text, "the formula itself");
    command->add_option("--define", options->definitions,
                        "YAML with names, example values and formulas; - for standard input");
    command->add_option("--set", options->values, "a value of a field: name=value, may repeat");
    command->add_option("--type", options->result, "what the result is: 万元 2, 是否, …");
    command->add_option("--day", options->day, "date of the computation, for parameters");
    command->add_option("--period", options->period, "the period in question, 2011年第3季度");
    command->add_option("--subject", options->subject, "the subject in question");
    command->add_option("--lang", options->language, "of results and findings")
        ->check(CLI::IsMember({"zh", "en"}));
    command->add_option("--print", options->print, "print the formula itself in Chinese or English")
        ->check(CLI::IsMember({"zh", "en"}));
    command->add_flag("--trace", options->trace, "show every step");
    command->add_flag("--json", options->json, "every step as JSON");
    command->add_flag("--functions", options->functions, "list the functions");
    command->callback([options] { run(*options); });
}

} // namespace luoshi::app

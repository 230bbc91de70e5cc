// SPDX-License-Identifier: Apache-2.0
// expr — the formula language of checks, indicators, entry standards, points and shares.
//
//   parse(source)                   → Checked<Syntax>    names not looked at
//   compile(source, declarations)   → Checked<Formula>   names, types, units and places checked
//   print(syntax, language)         → canonical text; parse(print(s)) == s in both languages
//   evaluate(formula, environment)  → Value              total: every outcome is a value
//   explain(formula, environment)   → Trace              trace.hpp: the same, step by step
//
// Also: scope.hpp (what names mean), environment.hpp (what they are worth), value.hpp, unit.hpp,
// period.hpp, functions.hpp. The language: docs/expr.md. Threads: all functions are pure; a Syntax
// or Formula may be used by many threads at once.
#pragma once

#include "base/diagnostic.hpp"
#include "expr/environment.hpp"
#include "expr/scope.hpp"
#include "expr/value.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::expr {

struct Tree;
struct Program;

inline constexpr std::size_t kLargestFormula = 64U << 10; // bytes
inline constexpr std::size_t kMostNodes = 10'000;
inline constexpr int kDeepest = 100; // brackets and calls within each other; chains of operators
inline constexpr std::uint64_t kMostSteps = 20'000'000; // of one evaluation, then too_costly
inline constexpr std::size_t kMostFindings = 20;        // the rest is not told

// A formula as written. Copies share it.
class Syntax {
public:
    explicit Syntax(std::shared_ptr<const Tree> tree) : tree_(std::move(tree)) {}
    const Tree& tree() const noexcept { return *tree_; }
    bool operator==(const Syntax& other) const; // but for places and white space

private:
    std::shared_ptr<const Tree> tree_; // immutable, shared by copies and formulas
};

// A formula checked against declarations, which must outlive it. Copies share it.
class Formula {
public:
    Formula(Syntax syntax, std::shared_ptr<const Program> program)
        : syntax_(std::move(syntax)), program_(std::move(program)) {}
    const Type& type() const noexcept;
    const Syntax& syntax() const noexcept { return syntax_; }
    const Program& program() const noexcept { return *program_; }

private:
    Syntax syntax_;
    std::shared_ptr<const Program> program_; // immutable, shared by copies
};

struct CompileOptions {
    // What the result is used as: its unit is converted where that is exact, and a result with more
    // places, of another kind or dimension is a finding.
    std::optional<Type> result{};
    Language language = Language::zh; // of the findings
};

// Findings: docs/expr.md lists them. Bytes that are no UTF-8 and texts above kLargestFormula are
// findings too.
Checked<Syntax> parse(Source source, Language language = Language::zh);
// All findings of both steps: what could be read is checked though the rest could not.
Checked<Formula> compile(Source source, const Declarations& declarations,
                         const CompileOptions& options = {});
std::string print(const Syntax& syntax, Language language);
// The names a formula speaks of, each once, in the order of the text: "投资额", "项目.投资额",
// "项目".
std::vector<std::string> names_in(const Syntax& syntax);

// `environment` is of the declarations the formula was compiled with. Throws nothing.
Value evaluate(const Formula& formula, const Environment& environment);

} // namespace luoshi::expr

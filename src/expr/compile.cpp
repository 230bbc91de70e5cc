// SPDX-License-Identifier: Apache-2.0
#include "expr/check.hpp"
#include "expr/expr.hpp"
#include "expr/parse.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace luoshi::expr {
namespace {

bool readable(Source source, Findings& findings) {
    if (source.text.size() > kLargestFormula) {
        findings.add({0, 0}, "expr.too-long", "公式超过 {} 字节，请拆成几个字段",
                     "the formula is longer than {} bytes: split it into several fields",
                     kLargestFormula);
    } else if (!is_utf8(source.text)) {
        findings.add({0, 0}, "expr.encoding", "公式不是 UTF-8 文本",
                     "the formula is no UTF-8 text");
    }
    return findings.empty();
}

} // namespace

Checked<Syntax> parse(Source source, Language language) {
    Findings findings{source.file, language, kMostFindings};
    if (!readable(source, findings)) {
        return {std::nullopt, findings.take()};
    }
    auto tree = std::make_shared<const Tree>(parse_tree(source, findings));
    if (!findings.empty()) {
        return {std::nullopt, findings.take()};
    }
    return {Syntax{std::move(tree)}, {}};
}

Checked<Formula> compile(Source source, const Declarations& declarations,
                         const CompileOptions& options) {
    Findings findings{source.file, options.language, kMostFindings};
    if (!readable(source, findings)) {
        return {std::nullopt, findings.take()};
    }
    const auto tree = std::make_shared<const Tree>(parse_tree(source, findings));
    Checker checker{*tree, declarations, findings};
    auto program = checker.run(options.result);
    if (!findings.empty()) {
        return {std::nullopt, findings.take()};
    }
    ensure(program.root != kNoCode, "a formula without findings has a program");
    return {Formula{Syntax{tree}, std::make_shared<const Program>(std::move(program))}, {}};
}

const Type& Formula::type() const noexcept {
    return program_->type;
}

} // namespace luoshi::expr

// SPDX-License-Identifier: Apache-2.0
// An operator-precedence parser (Pratt, "Top down operator precedence", 1973) over the tokens.
#pragma once

#include "expr/expr.hpp"
#include "expr/findings.hpp"
#include "expr/functions.hpp"
#include "expr/syntax.hpp"
#include "expr/tokens.hpp"
#include "expr/words.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::expr {

// A tree of kDeepest prints with at most two brackets a node, and is read back.
inline constexpr int kMostLevels = 3 * kDeepest;

enum Precedence { lowest = 0, disjunction, conjunction, inversion, comparison, sum, product, sign };

struct Infix {
    Precedence precedence;
    std::optional<Operator> op; // none: in, between
};

class Parser {
public:
    Parser(Source source, Findings& findings)
        : text_(source.text), tokens_(tokens_of(source.text)), findings_(findings) {
        tree_.file = source.file;
        tree_.text = source.text;
    }

    Tree parse() {
        tree_.root = expression(lowest);
        while (!at(TokenKind::end)) {
            unexpected("一个运算符", "an operator");
            skip();
            if (!at(TokenKind::end)) {
                expression(lowest); // only for its findings
            }
        }
        return std::move(tree_);
    }

private:
    // --- tokens
    const Token& token() const { return tokens_[next_]; }
    bool at(TokenKind kind) const { return token().kind == kind; }
    std::string_view word(const Token& of) const {
        return text_.substr(of.span.begin, of.span.end - of.span.begin);
    }
    std::optional<Keyword> keyword() const {
        return at(TokenKind::name) ? find_keyword(word(token())) : std::nullopt;
    }
    bool at(Keyword wanted) const { return keyword() == wanted; }
    Token take() { return at(TokenKind::end) ? token() : tokens_[next_++]; }
    bool take_if(TokenKind kind) {
        const bool there = at(kind);
        next_ += there ? 1 : 0;
        return there;
    }
    bool take_if(Keyword wanted) {
        const bool there = at(wanted);
        next_ += there ? 1 : 0;
        return there;
    }
    Span last() const { return next_ == 0 ? token().span : tokens_[next_ - 1].span; }

    // --- nodes
    NodeIndex add(Node node) {
        std::uint16_t depth = 0;
        for (const auto child : node.children) {
            const auto& below = tree_.nodes[child];
            depth = std::max(depth, below.depth);
            node.span.begin = std::min(node.span.begin, below.span.begin);
            node.span.end = std::max(node.span.end, below.span.end);
        }
        node.depth = static_cast<std::uint16_t>(depth + 1);
        if (node.depth > kDeepest && node.kind != NodeKind::error) {
            too_deep(node.span);
            return error(node.span);
        }
        if (tree_.nodes.size() >= kMostNodes && !full_) {
            full_ = true;
            findings_.add(node.span, "expr.too-long", "公式超过 {} 个部分，请拆成几个字段",
                          "the formula has more than {} parts: split it into several fields",
                          kMostNodes);
            next_ = tokens_.size() - 1;
        }
        tree_.nodes.push_back(std::move(node));
        return static_cast<NodeIndex>(tree_.nodes.size() - 1);
    }
    // What it holds is still checked for its own faults.
    NodeIndex error(Span span, std::vector<NodeIndex> children = {}) {
        Node node;
        node.span = span;
        node.children = std::move(children);
        return add(std::move(node));
    }
    void too_deep(Span span) {
        if (!deep_) {
            findings_.add(
                span, "expr.too-deep", "嵌套或连写超过 {} 层，请拆成几个字段，或用 合计(…)",
                "more than {} levels deep: split it into several fields, or use sum(…)", kDeepest);
        }
        deep_ = true;
        next_ = tokens_.size() - 1;
    }
    void unexpected(const char* zh, const char* en) {
        if (deep_) {
            return; // reading was given up
        }
        const bool end = at(TokenKind::end);
        const auto found = word(token());
        const auto span = end ? Span{token().span.begin, token().span.end} : token().span;
        if (at(TokenKind::divide)) {
            findings_.add(
                span, "expr.no-division", "公式里没有“{}”：请写 比(a, b, 小数位数)，并说明保留几位",
                "there is no '{}': write ratio(a, b, places), which says how it rounds", found);
        } else if (at(TokenKind::open_text)) {
            findings_.add(span, "expr.open-text", "文本没有结束，缺少右引号",
                          "the text does not end: its closing quote is missing");
        } else if (at(TokenKind::bad)) {
            findings_.add(span, "expr.bad-character", "不认识的字符“{}”", "'{}' means nothing here",
                          found);
        } else if (end) {
            findings_.add(span, "expr.unexpected", "公式到此结束，但还缺{}",
                          "the formula ends here, but {1} was expected", zh, en);
        } else {
            findings_.add(span, "expr.unexpected", "此处应为{1}，却是“{0}”",
                          "expected {2}, found '{0}'", found, zh, en);
        }
    }
    // Past one token; a bracket goes with all it holds.
    void skip() {
        int open = 0;
        do {
            open += at(TokenKind::left) ? 1 : at(TokenKind::right) ? -1 : 0;
            take();
        } while (open > 0 && !at(TokenKind::end));
    }
    bool ends_argument() const {
        return at(TokenKind::comma) || at(TokenKind::right) || at(TokenKind::end) ||
               at(TokenKind::colon);
    }
    // To the comma or bracket that ends this argument.
    void resume() {
        while (!at(TokenKind::comma) && !at(TokenKind::right) && !at(TokenKind::end)) {
            skip();
        }
    }
    void expect_right(Span open) {
        if (take_if(TokenKind::right)) {
            return;
        }
        if (deep_) {
            return; // reading was given up
        }
        if (at(TokenKind::end)) {
            findings_.add(open, "expr.unclosed", "括号没有配对：缺少“)”",
                          "this bracket is never closed: ')' is missing");
            return;
        }
        unexpected("逗号或“)”", "',' or ')'");
        resume();
        take_if(TokenKind::right);
    }

    // --- expressions
    std::optional<Infix> infix() const;
    NodeIndex expression(int least);
    NodeIndex prefix();
    NodeIndex postfix(NodeIndex left);
    NodeIndex infix_node(NodeIndex left, Infix found, const Token& sign);
    NodeIndex primary();
    NodeIndex literal(NodeKind kind);
    NodeIndex number();
    std::string unit_words();
    NodeIndex name();
    NodeIndex call(const FunctionInfo& function, const Token& word);
    NodeIndex unknown_call(const Token& word);
    NodeIndex argument(const FunctionInfo& function, std::size_t n);
    NodeIndex range(NodeIndex body);
    NodeIndex choose();
    void branch(Node& node);

    std::string_view text_;
    std::vector<Token> tokens_;
    Findings& findings_;
    Tree tree_;
    std::size_t next_ = 0;
    int level_ = 0;
    bool full_ = false, deep_ = false;
};

} // namespace luoshi::expr

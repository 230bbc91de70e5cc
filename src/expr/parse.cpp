// SPDX-License-Identifier: Apache-2.0
// Operators and their operands.
#include "expr/parse.hpp"

#include "expr/parser.hpp"

namespace luoshi::expr {

std::optional<Infix> Parser::infix() const {
    using enum Operator;
    switch (token().kind) {
    case TokenKind::plus: return Infix{sum, Operator::add};
    case TokenKind::minus: return Infix{sum, subtract};
    case TokenKind::times: return Infix{product, multiply};
    case TokenKind::equal: return Infix{comparison, equal};
    case TokenKind::not_equal: return Infix{comparison, not_equal};
    case TokenKind::less: return Infix{comparison, less};
    case TokenKind::less_equal: return Infix{comparison, less_equal};
    case TokenKind::greater: return Infix{comparison, greater};
    case TokenKind::greater_equal: return Infix{comparison, greater_equal};
    default: break;
    }
    const auto found = keyword();
    if (found == Keyword::or_) {
        return Infix{disjunction, or_};
    }
    if (found == Keyword::and_) {
        return Infix{conjunction, and_};
    }
    return found == Keyword::in || found == Keyword::between
               ? std::optional{Infix{comparison, std::nullopt}}
               : std::nullopt;
}

NodeIndex Parser::expression(int least) {
    if (level_ >= kMostLevels) {
        const auto span = token().span;
        too_deep(span);
        resume();
        return error(span);
    }
    ++level_;
    auto left = prefix();
    for (auto found = infix(); found && found->precedence >= least; found = infix()) {
        left = infix_node(left, *found, take());
        if (const auto again = infix();
            found->precedence == comparison && again && again->precedence == comparison) {
            findings_.add(token().span, "expr.chained-comparison",
                          "比较不能连写：请写 a < b 且 b < c，或 b 介于 a 与 c",
                          "comparisons are not chained: write a < b and b < c, or use between");
        }
    }
    --level_;
    return left;
}

NodeIndex Parser::infix_node(NodeIndex left, Infix found, const Token& sign_token) {
    Node node;
    node.span = node.word = sign_token.span;
    node.children = {left};
    if (found.op) {
        node.kind = NodeKind::binary;
        node.op = *found.op;
        node.children.push_back(expression(found.precedence + 1));
        return add(std::move(node));
    }
    if (find_keyword(word(sign_token)) == Keyword::between) {
        node.kind = NodeKind::between;
        node.children.push_back(expression(sum));
        if (joins_bounds(word(token()))) {
            take();
        } else if (!take_if(Keyword::and_)) {
            unexpected("“与”", "'and'");
            return error(node.span);
        }
        node.children.push_back(expression(sum));
        return add(std::move(node));
    }
    node.kind = NodeKind::in_list;
    const auto open = token().span;
    if (!take_if(TokenKind::left)) {
        unexpected("“(”和一串值", "'(' and a list of values");
        return error(node.span);
    }
    do {
        node.children.push_back(expression(lowest));
        if (!ends_argument()) {
            unexpected("逗号或“)”", "',' or ')'");
            resume();
        }
    } while (take_if(TokenKind::comma));
    expect_right(open);
    node.span.end = last().end;
    return add(std::move(node));
}

NodeIndex Parser::prefix() {
    const auto sign_token = token();
    Node node;
    node.span = node.word = sign_token.span;
    if (take_if(Keyword::not_)) {
        node.kind = NodeKind::invert;
        node.children = {expression(comparison)};
        return add(std::move(node));
    }
    if (take_if(TokenKind::minus)) {
        node.kind = NodeKind::negate;
        node.children = {expression(sign)};
        return add(std::move(node));
    }
    return postfix(primary());
}

NodeIndex Parser::postfix(NodeIndex left) {
    while (at(Keyword::at)) {
        Node node;
        node.kind = NodeKind::at;
        node.span = node.word = take().span;
        node.children = {left, primary()};
        left = add(std::move(node));
    }
    return left;
}

Tree parse_tree(Source source, Findings& findings) {
    return Parser{source, findings}.parse();
}

} // namespace luoshi::expr

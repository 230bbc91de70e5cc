// SPDX-License-Identifier: Apache-2.0
// Literals, names, calls.
#include "expr/literals.hpp"
#include "expr/parser.hpp"

namespace luoshi::expr {

NodeIndex Parser::primary() {
    switch (token().kind) {
    case TokenKind::number: return number();
    case TokenKind::text: return literal(NodeKind::text);
    case TokenKind::date: return literal(NodeKind::date);
    case TokenKind::period: return literal(NodeKind::period);
    case TokenKind::name: return name();
    case TokenKind::left: {
        const auto open = take().span;
        const auto inside = expression(lowest);
        expect_right(open);
        return inside;
    }
    default: break;
    }
    const auto span = token().span;
    unexpected("一个值、名称或“(”", "a value, a name or '('");
    if (at(TokenKind::bad) || at(TokenKind::open_text)) {
        take();
    }
    return error(span);
}

NodeIndex Parser::literal(NodeKind kind) {
    const auto found = take();
    Node node;
    node.kind = kind;
    node.span = node.word = found.span;
    if (kind == NodeKind::text) {
        node.literal = std::string{unquoted(word(found))};
        return add(std::move(node));
    }
    const auto date = kind == NodeKind::date ? read_date(word(found)) : std::nullopt;
    const auto period = kind == NodeKind::period ? Period::parse(word(found)) : std::nullopt;
    if (date) {
        node.literal = *date;
    } else if (period) {
        node.literal = *period;
    } else {
        findings_.add(found.span, "expr.bad-date", "没有“{}”这一天或这一期间",
                      "'{}' is no day and no period of the calendar", word(found));
        return error(found.span);
    }
    return add(std::move(node));
}

// A unit behind a number or as an argument: 万元, %, 万元/公顷. "" when there is none.
std::string Parser::unit_words() {
    if (at(TokenKind::percent)) {
        return std::string{word(take()) == "‰" ? "‰" : "%"};
    }
    if (!at(TokenKind::name) || is_reserved(word(token()))) {
        return {};
    }
    std::string unit{word(take())};
    while (at(TokenKind::divide) && tokens_[next_ + 1].kind == TokenKind::name) {
        take();
        unit += "/";
        unit += word(take());
    }
    return unit;
}

NodeIndex Parser::number() {
    const auto digits = take();
    const auto value = read_number(word(digits));
    Node node;
    node.kind = NodeKind::number;
    node.span = digits.span;
    const auto unit_begin = token().span.begin;
    auto unit = unit_words();
    node.word = unit.empty() ? digits.span : Span{unit_begin, last().end};
    node.span.end = last().end;
    if (!value) {
        findings_.add(digits.span, "expr.bad-number", "数“{}”太大，或小数多于 8 位",
                      "'{}' is too large or has more than 8 places", word(digits));
        return error(node.span);
    }
    node.literal = NumberLiteral{*value, std::move(unit)};
    return add(std::move(node));
}

NodeIndex Parser::name() {
    if (const auto found = keyword()) {
        Node node;
        node.kind = NodeKind::truth;
        node.span = node.word = token().span;
        switch (*found) {
        case Keyword::choose: return choose();
        case Keyword::true_:
        case Keyword::false_:
            node.literal = *found == Keyword::true_;
            take();
            return add(std::move(node));
        default: break;
        }
        unexpected("一个值、名称或“(”", "a value, a name or '('");
        return error(node.span);
    }
    const auto first = take();
    const auto* const function = find_function(word(first));
    if (function != nullptr && (function->is_word() || at(TokenKind::left))) {
        return call(*function, first);
    }
    if (function == nullptr && at(TokenKind::left)) {
        return unknown_call(first);
    }
    Node node;
    node.kind = NodeKind::name;
    node.span = first.span;
    std::string full{word(first)};
    while (at(TokenKind::dot) && tokens_[next_ + 1].kind == TokenKind::name) {
        take();
        full += "." + std::string{word(take())};
    }
    node.span.end = last().end;
    node.word = node.span;
    node.literal = std::move(full);
    return add(std::move(node));
}

NodeIndex Parser::unknown_call(const Token& name_token) {
    std::vector<std::string> names;
    for (const auto& function : functions()) {
        if (!function.is_word()) {
            names.emplace_back(function.name);
            names.emplace_back(function.alias);
        }
    }
    names.emplace_back("choose");
    names.emplace_back("选择");
    if (const auto near = nearest(word(name_token), names)) {
        findings_.add(name_token.span, "expr.unknown-function", "没有函数“{}”，是不是“{}”？",
                      "there is no function '{}': did you mean '{}'?", word(name_token), *near);
    } else {
        findings_.add(name_token.span, "expr.unknown-function",
                      "没有函数“{}”；luoshi expr --functions 列出全部函数",
                      "there is no function '{}': luoshi expr --functions lists them",
                      word(name_token));
    }
    const auto open = take().span;
    if (!at(TokenKind::right)) {
        do {
            range(expression(lowest)); // for its findings
            if (!ends_argument()) {
                resume();
            }
        } while (take_if(TokenKind::comma));
    }
    expect_right(open);
    return error({name_token.span.begin, last().end});
}

NodeIndex Parser::call(const FunctionInfo& function, const Token& name_token) {
    Node node;
    node.kind = NodeKind::call;
    node.function = function.function;
    node.span = node.word = name_token.span;
    if (function.is_word()) {
        return add(std::move(node));
    }
    const auto open = take().span;
    if (!at(TokenKind::right)) {
        do {
            node.children.push_back(argument(function, node.children.size()));
            if (!ends_argument()) {
                const auto span = token().span;
                unexpected("逗号或“)”", "',' or ')'");
                resume();
                node.children.back() = error(span, {node.children.back()});
            }
        } while (take_if(TokenKind::comma));
    }
    expect_right(open);
    node.span.end = last().end;
    const int count = static_cast<int>(node.children.size());
    if (count < function.least || (function.most >= 0 && count > function.most)) {
        findings_.add(node.word, "expr.arguments", "“{}”的写法是 {}，这里给了 {} 个参数",
                      "'{}' is written {}, not with {} arguments", word(name_token), function.usage,
                      count);
        return error(node.span);
    }
    return add(std::move(node));
}

NodeIndex Parser::argument(const FunctionInfo& function, std::size_t n) {
    if (function.function == Function::convert && n == 1) {
        Node node;
        node.kind = NodeKind::unit;
        node.span = token().span;
        node.literal = unit_words();
        node.span.end = std::max(node.span.end, last().end);
        node.word = node.span;
        if (std::get<std::string>(node.literal).empty()) {
            unexpected("一个计量单位", "a unit");
            return error(node.span);
        }
        return add(std::move(node));
    }
    return range(expression(lowest));
}

// body over … where …
NodeIndex Parser::range(NodeIndex body) {
    Node node;
    node.kind = NodeKind::range;
    node.span = node.word = token().span;
    node.children = {body};
    if (take_if(Keyword::over)) {
        node.parts |= kHasOver;
        node.children.push_back(expression(lowest));
    }
    if (take_if(Keyword::where)) {
        node.parts |= kHasWhere;
        node.children.push_back(expression(lowest));
    }
    return node.parts == 0 ? body : add(std::move(node));
}

NodeIndex Parser::choose() {
    Node node;
    node.kind = NodeKind::choose;
    node.span = node.word = take().span;
    const auto open = token().span;
    if (!take_if(TokenKind::left)) {
        unexpected("“(”", "'('");
        return error(node.span);
    }
    bool ended = false;
    do {
        ended = at(Keyword::else_);
        branch(node);
        if (!ends_argument()) {
            unexpected("逗号或“)”", "',' or ')'");
            resume();
        }
    } while (take_if(TokenKind::comma) && !ended);
    expect_right(open);
    node.span.end = last().end;
    if (!ended) {
        findings_.add(node.word, "expr.no-else", "“选择”要以“否则: 值”结束",
                      "choose ends with 'else: value'");
        return error(node.span);
    }
    return add(std::move(node));
}

// when condition: value   or   else: value
void Parser::branch(Node& node) {
    if (!take_if(Keyword::else_)) {
        if (!take_if(Keyword::when)) {
            unexpected("“当”或“否则”", "'when' or 'else'");
            resume();
            node.children.push_back(error(token().span));
            node.children.push_back(error(token().span));
            return;
        }
        node.children.push_back(expression(lowest));
    }
    if (!take_if(TokenKind::colon)) {
        unexpected("冒号", "':'");
        resume();
        node.children.push_back(error(token().span));
        return;
    }
    node.children.push_back(expression(lowest));
}

} // namespace luoshi::expr

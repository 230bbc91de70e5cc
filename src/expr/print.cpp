// SPDX-License-Identifier: Apache-2.0
#include "expr/expr.hpp"
#include "expr/syntax.hpp"
#include "expr/words.hpp"

#include <algorithm>
#include <array>

namespace luoshi::expr {
namespace {

struct Symbol {
    std::string_view en, zh;
    int precedence;
};
// In the order of Operator. Precedences as the parser has them.
constexpr std::array<Symbol, 11> kSymbols{{{"or", "或", 1},
                                           {"and", "且", 2},
                                           {"=", "=", 4},
                                           {"!=", "≠", 4},
                                           {"<", "<", 4},
                                           {"<=", "≤", 4},
                                           {">", ">", 4},
                                           {">=", "≥", 4},
                                           {"+", "+", 5},
                                           {"-", "-", 5},
                                           {"*", "×", 6}}};
constexpr int kInvert = 3, kCompare = 4, kSum = 5, kNegate = 7, kAt = 8, kPrimary = 9;

int precedence(const Node& node) {
    switch (node.kind) {
    case NodeKind::binary: return kSymbols.at(static_cast<std::size_t>(node.op)).precedence;
    case NodeKind::invert: return kInvert;
    case NodeKind::in_list:
    case NodeKind::between: return kCompare;
    case NodeKind::negate: return kNegate;
    case NodeKind::at: return kAt;
    case NodeKind::range: return 0;
    case NodeKind::error:
    case NodeKind::number:
    case NodeKind::text:
    case NodeKind::date:
    case NodeKind::period:
    case NodeKind::truth:
    case NodeKind::name:
    case NodeKind::unit:
    case NodeKind::call:
    case NodeKind::choose: break;
    }
    return kPrimary;
}

class Printer {
public:
    Printer(const Tree& tree, Language language)
        : tree_(tree), chinese_(language == Language::zh) {}

    std::string print(NodeIndex index, int least) {
        const auto& node = tree_.nodes[index];
        const auto text = inside(node);
        return precedence(node) < least ? "(" + text + ")" : text;
    }

private:
    std::string child(const Node& node, std::size_t n, int least) {
        return print(node.children[n], least);
    }
    std::string word(Keyword keyword) const { return std::string{spelling(keyword, chinese_)}; }

    std::string inside(const Node& node) {
        switch (node.kind) {
        case NodeKind::error: return "?";
        case NodeKind::number:
        case NodeKind::text:
        case NodeKind::date:
        case NodeKind::period:
        case NodeKind::truth:
        case NodeKind::name:
        case NodeKind::unit: return literal(node);
        case NodeKind::negate: return "-" + child(node, 0, kNegate);
        case NodeKind::invert: return word(Keyword::not_) + " " + child(node, 0, kCompare);
        case NodeKind::binary: return binary(node);
        case NodeKind::in_list:
            return child(node, 0, kSum) + " " + word(Keyword::in) + " (" + list(node, 1) + ")";
        case NodeKind::between:
            return child(node, 0, kSum) + " " + word(Keyword::between) + " " +
                   child(node, 1, kSum) + (chinese_ ? " 与 " : " and ") + child(node, 2, kSum);
        case NodeKind::call: return call(node);
        case NodeKind::choose: return choose(node);
        case NodeKind::range: return range(node);
        case NodeKind::at: break;
        }
        return child(node, 0, kAt) + " " + word(Keyword::at) + " " + child(node, 1, kPrimary);
    }

    std::string literal(const Node& node) {
        if (const auto* const number = std::get_if<NumberLiteral>(&node.literal)) {
            const bool close = number->unit.empty() || number->unit == "%" || number->unit == "‰";
            return luoshi::to_string(number->value) + (close ? "" : " ") + number->unit;
        }
        if (const auto* const date = std::get_if<Date>(&node.literal)) {
            return luoshi::to_string(*date);
        }
        if (const auto* const period = std::get_if<Period>(&node.literal)) {
            return to_string(*period);
        }
        if (const auto* const truth = std::get_if<bool>(&node.literal)) {
            return word(*truth ? Keyword::true_ : Keyword::false_);
        }
        const auto& text = std::get<std::string>(node.literal);
        if (node.kind != NodeKind::text) {
            return text;
        }
        const bool plain = text.find('"') == std::string::npos;
        return plain ? '"' + text + '"' : "“" + text + "”";
    }

    std::string binary(const Node& node) {
        const auto& symbol = kSymbols.at(static_cast<std::size_t>(node.op));
        const bool compares = symbol.precedence == kCompare; // does not chain on either side
        return child(node, 0, symbol.precedence + (compares ? 1 : 0)) + " " +
               std::string{chinese_ ? symbol.zh : symbol.en} + " " +
               child(node, 1, symbol.precedence + 1);
    }

    std::string list(const Node& node, std::size_t first) {
        std::string out;
        for (std::size_t i = first; i < node.children.size(); ++i) {
            out += (i > first ? ", " : "") + child(node, i, 0);
        }
        return out;
    }

    std::string call(const Node& node) {
        const auto& info = info_of(node.function);
        const std::string name{chinese_ ? info.alias : info.name};
        return info.is_word() ? name : name + "(" + list(node, 0) + ")";
    }

    std::string choose(const Node& node) {
        std::string out = word(Keyword::choose) + "(";
        for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
            out +=
                word(Keyword::when) + " " + child(node, i, 0) + ": " + child(node, i + 1, 0) + ", ";
        }
        return out + word(Keyword::else_) + ": " + child(node, node.children.size() - 1, 0) + ")";
    }

    std::string range(const Node& node) {
        std::string out = child(node, 0, 1);
        std::size_t next = 1;
        if ((node.parts & kHasOver) != 0) {
            out += " " + word(Keyword::over) + " " + child(node, next++, 1);
        }
        if ((node.parts & kHasWhere) != 0) {
            out += " " + word(Keyword::where) + " " + child(node, next, 1);
        }
        return out;
    }

    const Tree& tree_;
    bool chinese_;
};

} // namespace

std::string_view symbol_of(Operator op, bool chinese) {
    const auto& symbol = kSymbols.at(static_cast<std::size_t>(op));
    return chinese ? symbol.zh : symbol.en;
}

bool same(const Tree& a, NodeIndex at_a, const Tree& b, NodeIndex at_b) {
    const auto& x = a.nodes[at_a];
    const auto& y = b.nodes[at_b];
    if (x.kind != y.kind || x.op != y.op || x.function != y.function || x.parts != y.parts ||
        x.literal != y.literal || x.children.size() != y.children.size()) {
        return false;
    }
    for (std::size_t i = 0; i < x.children.size(); ++i) {
        if (!same(a, x.children[i], b, y.children[i])) {
            return false;
        }
    }
    return true;
}

bool Syntax::operator==(const Syntax& other) const {
    return same(*tree_, tree_->root, *other.tree_, other.tree_->root);
}

std::vector<std::string> names_in(const Syntax& syntax) {
    std::vector<const Node*> found;
    for (const auto& node : syntax.tree().nodes) {
        if (node.kind == NodeKind::name) {
            found.push_back(&node);
        }
    }
    std::ranges::stable_sort(found, {}, [](const Node* node) { return node->span.begin; });
    std::vector<std::string> names;
    for (const auto* const node : found) {
        const auto& name = std::get<std::string>(node->literal);
        if (std::ranges::find(names, name) == names.end()) {
            names.push_back(name);
        }
    }
    return names;
}

std::string print(const Syntax& syntax, Language language) {
    return Printer{syntax.tree(), language}.print(syntax.tree().root, 0);
}

} // namespace luoshi::expr

// SPDX-License-Identifier: Apache-2.0
#include "expr/tokens.hpp"

#include <tao/pegtl.hpp>

namespace luoshi::expr {
namespace {

namespace grammar {
using namespace tao::pegtl;

struct blank : sor<one<' ', '\t', '\r', '\n'>, utf8::one<0x3000, 0xA0, 0xFEFF>> {};
struct comment : seq<one<'#'>, until<eolf>> {};

struct digits : plus<digit> {};
struct number : seq<digits, opt<one<'.'>, digits>> {};
struct year : rep<4, digit> {};
struct nian : utf8::one<U'年'> {};
struct yue : utf8::one<U'月'> {};
struct ri : utf8::one<U'日'> {};
struct quarter_number : sor<one<'1', '2', '3', '4'>, utf8::one<U'一', U'二', U'三', U'四'>> {};
struct date : sor<seq<year, one<'-'>, rep<2, digit>, one<'-'>, rep<2, digit>, not_at<digit>>,
                  seq<year, nian, rep_min_max<1, 2, digit>, yue, rep_min_max<1, 2, digit>, ri>> {};
struct half : seq<utf8::one<U'上', U'下'>, utf8::one<U'半'>, nian> {};
struct quarter : seq<opt<utf8::one<U'第'>>, quarter_number, utf8::string<U'季', U'度'>> {};
struct month : seq<rep_min_max<1, 2, digit>, yue> {};
struct period : seq<year, nian, opt<sor<half, quarter, month>>> {};

struct quoted : sor<if_then_else<one<'"'>, seq<star<not_one<'"', '\n'>>, one<'"'>>, failure>,
                    seq<utf8::one<U'“'>, star<utf8::not_one<U'”', U'\n'>>, utf8::one<U'”'>>> {};
struct open_quote : seq<sor<one<'"'>, utf8::one<U'“'>>, star<not_at<eolf>, any>> {};

// Letters and the ideographs, with 〇 and the extensions; digits from the second character on.
struct letter : sor<alpha, one<'_'>,
                    utf8::ranges<0x00C0, 0x00D6, 0x00D8, 0x00F6, 0x00F8, 0x024F, 0x0370, 0x04FF,
                                 0x3400, 0x9FFF, 0xF900, 0xFAFF, 0x20000, 0x323AF, 0x3007>> {};
struct name : seq<letter, star<sor<letter, digit>>> {};

struct left : sor<one<'('>, utf8::one<U'（'>> {};
struct right : sor<one<')'>, utf8::one<U'）'>> {};
struct comma : sor<one<','>, utf8::one<U'，', U'、'>> {};
struct colon : sor<one<':'>, utf8::one<U'：'>> {};
struct dot : sor<one<'.'>, utf8::one<U'．'>> {};
struct percent : sor<one<'%'>, utf8::one<U'％', U'‰'>> {};
struct plus_sign : sor<one<'+'>, utf8::one<U'＋'>> {};
struct minus_sign : sor<one<'-'>, utf8::one<U'－', U'−'>> {};
struct times : sor<one<'*'>, utf8::one<U'×', U'＊'>> {};
struct divide : sor<one<'/'>, utf8::one<U'÷', U'／'>> {};
struct not_equal : sor<string<'!', '='>, string<'<', '>'>, utf8::one<U'≠'>> {};
struct less_equal : sor<string<'<', '='>, utf8::one<U'≤'>, utf8::one<U'≦'>> {};
struct greater_equal : sor<string<'>', '='>, utf8::one<U'≥'>, utf8::one<U'≧'>> {};
struct equal : sor<string<'=', '='>, one<'='>, utf8::one<U'＝'>> {};
struct less : sor<one<'<'>, utf8::one<U'＜'>> {};
struct greater : sor<one<'>'>, utf8::one<U'＞'>> {};
struct bad : sor<utf8::any, any> {};

struct token : sor<date, period, number, quoted, open_quote, name, left, right, comma, colon, dot,
                   percent, plus_sign, minus_sign, times, divide, not_equal, less_equal,
                   greater_equal, equal, less, greater, bad> {};
struct formula : until<eof, sor<blank, comment, token>> {};
} // namespace grammar

template <class Rule>
struct Action : tao::pegtl::nothing<Rule> {};

template <TokenKind kind>
struct Push {
    template <class Input>
    static void apply(const Input& in, std::vector<Token>& tokens) {
        const auto begin = static_cast<std::uint32_t>(in.position().byte);
        tokens.push_back({kind, {begin, begin + static_cast<std::uint32_t>(in.size())}});
    }
};

template <>
struct Action<grammar::date> : Push<TokenKind::date> {};
template <>
struct Action<grammar::period> : Push<TokenKind::period> {};
template <>
struct Action<grammar::number> : Push<TokenKind::number> {};
template <>
struct Action<grammar::quoted> : Push<TokenKind::text> {};
template <>
struct Action<grammar::open_quote> : Push<TokenKind::open_text> {};
template <>
struct Action<grammar::name> : Push<TokenKind::name> {};
template <>
struct Action<grammar::left> : Push<TokenKind::left> {};
template <>
struct Action<grammar::right> : Push<TokenKind::right> {};
template <>
struct Action<grammar::comma> : Push<TokenKind::comma> {};
template <>
struct Action<grammar::colon> : Push<TokenKind::colon> {};
template <>
struct Action<grammar::dot> : Push<TokenKind::dot> {};
template <>
struct Action<grammar::percent> : Push<TokenKind::percent> {};
template <>
struct Action<grammar::plus_sign> : Push<TokenKind::plus> {};
template <>
struct Action<grammar::minus_sign> : Push<TokenKind::minus> {};
template <>
struct Action<grammar::times> : Push<TokenKind::times> {};
template <>
struct Action<grammar::divide> : Push<TokenKind::divide> {};
template <>
struct Action<grammar::not_equal> : Push<TokenKind::not_equal> {};
template <>
struct Action<grammar::less_equal> : Push<TokenKind::less_equal> {};
template <>
struct Action<grammar::greater_equal> : Push<TokenKind::greater_equal> {};
template <>
struct Action<grammar::equal> : Push<TokenKind::equal> {};
template <>
struct Action<grammar::less> : Push<TokenKind::less> {};
template <>
struct Action<grammar::greater> : Push<TokenKind::greater> {};
template <>
struct Action<grammar::bad> : Push<TokenKind::bad> {};

} // namespace

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> in{text.data(), text.size(), ""};
    tao::pegtl::parse<grammar::formula, Action>(in, tokens); // matches any text
    const auto end = static_cast<std::uint32_t>(text.size());
    tokens.push_back({TokenKind::end, {end, end}});
    return tokens;
}

} // namespace luoshi::expr

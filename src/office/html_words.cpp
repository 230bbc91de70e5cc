// SPDX-License-Identifier: Apache-2.0
#include "office/html_words.hpp"

#include "office/numerals.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, std::string_view name) noexcept {
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array kBlocks{
    "address"sv, "article"sv, "aside"sv,    "blockquote"sv, "body"sv,       "caption"sv,
    "center"sv,  "dd"sv,      "details"sv,  "dialog"sv,     "dir"sv,        "div"sv,
    "dl"sv,      "dt"sv,      "fieldset"sv, "figcaption"sv, "figure"sv,     "footer"sv,
    "form"sv,    "h1"sv,      "h2"sv,       "h3"sv,         "h4"sv,         "h5"sv,
    "h6"sv,      "header"sv,  "hr"sv,       "html"sv,       "legend"sv,     "li"sv,
    "main"sv,    "menu"sv,    "nav"sv,      "ol"sv,         "p"sv,          "pre"sv,
    "section"sv, "summary"sv, "table"sv,    "tbody"sv,      "td"sv,         "tfoot"sv,
    "th"sv,      "thead"sv,   "tr"sv,       "ul"sv,         "ucapcontent"sv};
constexpr std::array kTableParts{"table"sv, "tr"sv,    "td"sv,   "th"sv,
                                 "thead"sv, "tbody"sv, "tfoot"sv};
constexpr std::array kNotShown{
    "head"sv,   "script"sv,   "style"sv,    "noscript"sv, "template"sv, "iframe"sv, "object"sv,
    "select"sv, "option"sv,   "textarea"sv, "button"sv,   "svg"sv,      "audio"sv,  "video"sv,
    "canvas"sv, "datalist"sv, "map"sv,      "rt"sv,       "rp"sv,       "title"sv,  "noframes"sv};
// What the publishing systems of Chinese governments call the box of the text itself.
constexpr std::array kContentBoxes{
    "ucap-content"sv, "trs_editor"sv,    "trs_ueditor"sv,     "zoom"sv,
    "zoomcon"sv,      "pages_content"sv, "article-content"sv, "articlecontent"sv};

std::string lower_compact(std::string_view text) { // without white space
    std::string out;
    for (const char c : text) {
        if (std::isspace(static_cast<unsigned char>(c)) == 0) {
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return out;
}

bool has_word(std::string_view list, std::string_view word) {
    std::string lower{list};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (auto at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || lower[at - 1] == ' ') && (end == lower.size() || lower[end] == ' ')) {
            return true;
        }
    }
    return false;
}

// The CSS names of list numbers, and the letters of the attribute `type`.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kListStyles{
    {{"decimal-leading-zero", "decimalZero"},
     {"decimal", "decimal"},
     {"lower-alpha", "lowerLetter"},
     {"lower-latin", "lowerLetter"},
     {"upper-alpha", "upperLetter"},
     {"upper-latin", "upperLetter"},
     {"lower-roman", "lowerRoman"},
     {"upper-roman", "upperRoman"},
     {"cjk-ideographic", "chineseCounting"},
     {"simp-chinese-informal", "chineseCounting"},
     {"trad-chinese-informal", "chineseCounting"},
     {"simp-chinese-formal", "chineseLegalSimplified"},
     {"cjk-decimal", "ideographDigital"},
     {"cjk-heavenly-stem", "ideographTraditional"}}};

} // namespace

bool is_block(std::string_view name) noexcept {
    return is_among(kBlocks, name);
}

bool is_table_part(std::string_view name) noexcept {
    return is_among(kTableParts, name);
}

bool is_hidden(std::string_view name, const Attributes& attributes) {
    if (is_among(kNotShown, name) || attributes.has("hidden")) {
        return true;
    }
    const auto style = attributes.get("style");
    if (style.empty()) {
        return false;
    }
    const auto compact = lower_compact(style);
    return compact.find("display:none") != std::string::npos ||
           compact.find("visibility:hidden") != std::string::npos ||
           compact.find("mso-hide:all") != std::string::npos;
}

Place place_of(std::string_view name, const Attributes& attributes) {
    const auto role = attributes.get("role");
    if (name == "nav" || name == "aside" || role == "navigation" || role == "banner" ||
        role == "contentinfo" || role == "complementary") {
        return Place::navigation;
    }
    const auto id = attributes.get("id"), type = attributes.get("class");
    const bool box = std::any_of(kContentBoxes.begin(), kContentBoxes.end(), [&](auto word) {
        return has_word(id, word) || has_word(type, word);
    });
    return box || name == "ucapcontent" ? Place::content : Place::body;
}

std::optional<long> whole_number(std::string_view text) noexcept {
    text = trimmed(text);
    long value = 0;
    const auto [end, status] =
        std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 6), value);
    return status == std::errc{} && end != text.data() ? std::optional{value} : std::nullopt;
}

std::string_view list_numbers(std::string_view name, const Attributes& attributes) {
    const auto style = lower_compact(attributes.get("style"));
    const auto at = style.find("list-style");
    if (at != std::string::npos) {
        const auto value = std::string_view{style}.substr(at, style.find(';', at) - at);
        for (const auto& [css, format] : kListStyles) {
            if (value.find(css) != std::string_view::npos) {
                return format;
            }
        }
        return {};
    }
    const auto type = attributes.get("type");
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTypes{
        {{"1", "decimal"},
         {"a", "lowerLetter"},
         {"A", "upperLetter"},
         {"i", "lowerRoman"},
         {"I", "upperRoman"}}};
    for (const auto& [letter, format] : kTypes) {
        if (type == letter) {
            return format;
        }
    }
    return name == "ol" ? "decimal"sv : std::string_view{};
}

std::string list_label(std::string_view numbers, long value) {
    if (numbers.empty()) {
        return {};
    }
    const bool chinese = numbers.starts_with("chinese") || numbers.starts_with("ideograph");
    return numeral(numbers, value) + (chinese ? "、" : ". ");
}

} // namespace luoshi::office

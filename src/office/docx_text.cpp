// SPDX-License-Identifier: Apache-2.0
#include "office/docx_text.hpp"

#include "office/xml.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, std::string_view name) noexcept {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Hold further runs.
constexpr std::array kHolders{"hyperlink"sv, "ins"sv,  "moveTo"sv, "smartTag"sv, "customXml"sv,
                              "fldSimple"sv, "bdo"sv,  "dir"sv,    "oMath"sv,    "oMathPara"sv,
                              "e"sv,         "num"sv,  "den"sv,    "sub"sv,      "sup"sv,
                              "f"sv,         "sSub"sv, "sSup"sv,   "d"sv,        "rubyBase"sv};

void append_utf8(std::string& out, unsigned c) {
    const auto put = [&](unsigned value) { out += static_cast<char>(value); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6), put(0x80 | (c & 63));
    } else {
        put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 63)), put(0x80 | (c & 63));
    }
}

// The signs of the fonts Wingdings and Symbol that stand in documents, as Unicode.
constexpr std::array<std::pair<unsigned, std::string_view>, 14> kSymbols{{{0xA8, "□"},
                                                                          {0x6F, "□"},
                                                                          {0x71, "❑"},
                                                                          {0x6C, "●"},
                                                                          {0x6E, "■"},
                                                                          {0x75, "◆"},
                                                                          {0xFC, "✓"},
                                                                          {0xFE, "☑"},
                                                                          {0xFD, "☒"},
                                                                          {0xE0, "→"},
                                                                          {0xD8, "➢"},
                                                                          {0xB7, "·"},
                                                                          {0xB3, "≥"},
                                                                          {0xA3, "≤"}}};

} // namespace

bool RunText::shown() const noexcept {
    return std::all_of(fields_.begin(), fields_.end(), [](bool result) { return result; });
}

void RunText::add(pugi::xml_node parent) {
    for (const auto node : parent.children()) {
        part(node);
    }
}

void RunText::part(pugi::xml_node node) {
    const auto name = local_name(node.name());
    if (name == "r") {
        run(node);
    } else if (is_among(kHolders, name)) {
        add(node);
    } else if (name == "sdt") {
        add(node.child("sdtContent"));
    } else if (name == "AlternateContent") {
        const auto choice = node.child("Choice");
        add(choice ? choice : node.child("Fallback"));
    }
}

void RunText::run(pugi::xml_node node) {
    const auto properties = node.child("rPr");
    const bool hidden = properties.child("vanish") ? is_on(properties, "vanish")
                                                   : styles_.hidden(val(properties, "rStyle"));
    for (const auto child : node.children()) {
        if (!hidden || child.name() == "fldChar"sv) {
            run_part(child);
        }
    }
}

void RunText::run_part(pugi::xml_node node) {
    const auto name = local_name(node.name());
    if (name == "fldChar") {
        field_mark(attribute(node, "fldCharType"));
    } else if (!shown()) {
        return; // of the instruction of a field
    } else if (name == "t") {
        for (const auto words : node.children()) {
            text_ += words.value();
        }
    } else if (name == "tab" || name == "ptab") {
        text_ += '\t';
    } else if (name == "br" || name == "cr") {
        text_ += '\n';
    } else if (name == "noBreakHyphen") {
        text_ += '-';
    } else if (name == "sym") {
        symbol(node);
    } else if (name == "footnoteReference" || name == "endnoteReference") {
        notes_.push_back(std::string{name.substr(0, name.find("Reference"))} + ":" +
                         std::string{attribute(node, "id")});
    } else if (name == "ruby") {
        add(node.child("rubyBase"));
    } else if (name == "drawing" || name == "pict" || name == "object") {
        find_boxes(node);
    } else if (name == "AlternateContent") {
        const auto choice = node.child("Choice");
        for (const auto child : (choice ? choice : node.child("Fallback")).children()) {
            run_part(child);
        }
    }
}

void RunText::field_mark(std::string_view type) {
    constexpr std::size_t kMostFields = 256; // in one another
    if (type == "begin" && fields_.size() < kMostFields) {
        fields_.push_back(false);
    } else if (type == "separate" && !fields_.empty()) {
        fields_.back() = true;
    } else if (type == "end" && !fields_.empty()) {
        fields_.pop_back();
    }
}

void RunText::symbol(pugi::xml_node node) {
    const std::string code{attribute(node, "char")};
    auto value = static_cast<unsigned>(std::strtoul(code.c_str(), nullptr, 16) & 0xFFFF);
    const auto font = attribute(node, "font");
    const bool own_signs = font.find("Wingdings") != std::string_view::npos ||
                           font.find("Symbol") != std::string_view::npos ||
                           font.find("Webdings") != std::string_view::npos;
    const bool is_private = value >= 0xF000 && value <= 0xF0FF;
    value = is_private ? value - 0xF000 : value;
    if (own_signs) {
        const auto* const found = std::find_if(kSymbols.begin(), kSymbols.end(),
                                               [&](const auto& s) { return s.first == value; });
        text_ += found == kSymbols.end() ? std::string_view{} : found->second;
    } else if (value >= 0x20 && (value < 0xD800 || value >= 0xF900)) {
        append_utf8(text_, value);
    }
}

void RunText::find_boxes(pugi::xml_node node) {
    for (const auto child : node.children()) {
        const auto name = local_name(child.name());
        if (name == "txbxContent") {
            boxes_.push_back(child);
        } else if (name == "AlternateContent") {
            const auto choice = child.child("Choice");
            find_boxes(choice ? choice : child.child("Fallback"));
        } else {
            find_boxes(child);
        }
    }
}

} // namespace luoshi::office

// SPDX-License-Identifier: Apache-2.0
#include "office/docx_styles.hpp"

#include "office/xml.hpp"

#include <charconv>

namespace luoshi::office {

std::string_view attribute(pugi::xml_node node, std::string_view name) {
    for (const auto at : node.attributes()) {
        if (local_name(at.name()) == name) {
            return at.value();
        }
    }
    return {};
}

std::string_view val(pugi::xml_node properties, const char* property) {
    return attribute(properties.child(property), "val");
}

std::optional<int> int_val(pugi::xml_node properties, const char* property) {
    const auto text = val(properties, property);
    int value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    return status == std::errc{} && end != text.data() ? std::optional{value} : std::nullopt;
}

bool is_on(pugi::xml_node properties, const char* property) {
    const auto node = properties.child(property);
    const auto value = attribute(node, "val");
    return node && value != "0" && value != "false" && value != "off";
}

Styles::Styles(const pugi::xml_document& part) {
    for (const auto style : part.child("styles").children("style")) {
        const std::string id{attribute(style, "styleId")};
        styles_.emplace(id, style);
        const auto standard = attribute(style, "default");
        if (attribute(style, "type") == "paragraph" && (standard == "1" || standard == "true")) {
            default_ = id;
        }
    }
}

// take(style) is called from the style itself upwards until it returns true.
template <class Take>
void Styles::climb(std::string_view style, const Take& take) const {
    constexpr int kLongestChain = 32; // a chain may be a circle
    std::string_view id = style.empty() ? std::string_view{default_} : style;
    for (int i = 0; i < kLongestChain; ++i) {
        const auto found = styles_.find(id);
        if (found == styles_.end() || take(found->second)) {
            return;
        }
        id = val(found->second, "basedOn");
    }
}

StyleNumber Styles::number(std::string_view style) const {
    StyleNumber out;
    climb(style, [&](pugi::xml_node node) {
        const auto number = node.child("pPr").child("numPr");
        out.level = out.level ? out.level : int_val(number, "ilvl");
        out.list = int_val(number, "numId");
        return out.list.has_value();
    });
    return out;
}

int Styles::heading_level(std::string_view style) const {
    int level = 0;
    climb(style, [&](pugi::xml_node node) {
        const auto outline = int_val(node.child("pPr"), "outlineLvl");
        level = outline && *outline >= 0 && *outline < 9 ? *outline + 1 : 0;
        return outline.has_value();
    });
    return level;
}

bool Styles::hidden(std::string_view style) const {
    bool out = false;
    if (!style.empty()) {
        climb(style, [&](pugi::xml_node node) {
            const auto properties = node.child("rPr");
            out = is_on(properties, "vanish");
            return static_cast<bool>(properties.child("vanish"));
        });
    }
    return out;
}

} // namespace luoshi::office

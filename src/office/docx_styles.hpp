// SPDX-License-Identifier: Apache-2.0
// What styles of a docx say of their paragraphs.
#pragma once

#include <pugixml.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi::office {

// The attribute `val` of a property; "" if the property or the attribute is absent.
std::string_view val(pugi::xml_node properties, const char* property);
std::optional<int> int_val(pugi::xml_node properties, const char* property);
// An on/off property that is there and not switched off.
bool is_on(pugi::xml_node properties, const char* property);
std::string_view attribute(pugi::xml_node node, std::string_view local_name);

struct StyleNumber {
    std::optional<int> list; // numId; 0: none
    std::optional<int> level;
};

class Styles {
public:
    Styles() = default;
    explicit Styles(const pugi::xml_document& part); // its nodes must outlive this

    // By the style or one it is based on; `style` may be empty: the default one.
    StyleNumber number(std::string_view style) const;
    int heading_level(std::string_view style) const; // 1..9; 0: no heading
    bool hidden(std::string_view style) const;

private:
    template <class Take>
    void climb(std::string_view style, const Take& take) const;
    std::map<std::string, pugi::xml_node, std::less<>> styles_;
    std::string default_;
};

} // namespace luoshi::office

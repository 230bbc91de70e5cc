// SPDX-License-Identifier: Apache-2.0
// The words of one paragraph of a docx.
#pragma once

#include "office/docx_styles.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace luoshi::office {

class RunText {
public:
    explicit RunText(const Styles& styles) : styles_(styles) {}

    void add(pugi::xml_node parent); // what stands below a paragraph or a part of one
    std::string take() { return std::move(text_); }
    const std::vector<std::string>& notes() const noexcept { return notes_; } // "footnote:3"
    const std::vector<pugi::xml_node>& boxes() const noexcept { return boxes_; }

private:
    void part(pugi::xml_node node);
    void run(pugi::xml_node node);
    void run_part(pugi::xml_node node);
    void field_mark(std::string_view type);
    void symbol(pugi::xml_node node);
    void find_boxes(pugi::xml_node node);
    bool shown() const noexcept;

    const Styles& styles_;
    std::string text_;
    std::vector<bool> fields_; // open ones; true: its result has begun
    std::vector<std::string> notes_;
    std::vector<pugi::xml_node> boxes_;
};

} // namespace luoshi::office

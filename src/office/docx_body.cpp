// SPDX-License-Identifier: Apache-2.0
#include "office/docx_body.hpp"

#include "office/docx_text.hpp"
#include "office/xml.hpp"

#include <utility>

namespace luoshi::office {

using namespace std::string_view_literals;

void DocxBody::blocks(pugi::xml_node parent, Pieces& out) {
    for (const auto node : parent.children()) {
        block(node, out);
    }
}

void DocxBody::block(pugi::xml_node node, Pieces& out) {
    const auto name = local_name(node.name());
    if (name == "p") {
        paragraph(node, out);
    } else if (name == "tbl") {
        table(node, out);
    } else if (name == "sdt") {
        blocks(node.child("sdtContent"), out);
    } else if (name == "AlternateContent") {
        const auto choice = node.child("Choice");
        blocks(choice ? choice : node.child("Fallback"), out);
    } else if (name == "ins" || name == "moveTo" || name == "customXml" || name == "smartTag") {
        blocks(node, out);
    }
}

std::string DocxBody::label_of(pugi::xml_node properties, std::string_view style) {
    const auto own = properties.child("numPr");
    auto list = int_val(own, "numId");
    auto level = int_val(own, "ilvl");
    if (!list) {
        const auto by_style = styles_.number(style);
        list = by_style.list;
        if (list && !level) {
            level = by_style.level ? by_style.level : numbering_.level_of(*list, style);
        }
    }
    return list && *list > 0 ? numbering_.next(*list, level.value_or(0)) : std::string{};
}

void DocxBody::paragraph(pugi::xml_node node, Pieces& out) {
    const auto properties = node.child("pPr");
    const auto mark = properties.child("rPr");
    const auto style = val(properties, "pStyle");
    RunText text{styles_};
    text.add(node);
    auto words = std::exchange(carried_, {}) + text.take();
    for (const auto& id : text.notes()) {
        due_notes_.push_back(id);
    }
    const bool end_deleted = mark.child("del") || mark.child("moveFrom");
    if (end_deleted) {
        carried_ = std::move(words);
    } else {
        const bool hidden = is_on(mark, "vanish") && trimmed(words).empty();
        const auto label = hidden ? std::string{} : label_of(properties, style);
        // in a cell a number alone is its content
        const bool as_typed = fidelity_ == Fidelity::typed && table_depth_ > 0;
        if (as_typed || !trimmed(words).empty() || (!label.empty() && table_depth_ > 0)) {
            Piece piece;
            const auto outline = int_val(properties, "outlineLvl");
            piece.level = outline ? (*outline >= 0 && *outline < 9 ? *outline + 1 : 0)
                                  : styles_.heading_level(style);
            piece.kind = piece.level > 0 ? BlockKind::heading : BlockKind::paragraph;
            piece.text = label + (as_typed ? words : std::string{trimmed(words)});
            out.push_back(std::move(piece));
        }
    }
    for (const auto box : text.boxes()) {
        blocks(box, out);
    }
    if (table_depth_ > 0) {
        return; // the notes of a table follow it
    }
    for (const auto& id : std::exchange(due_notes_, {})) {
        if (const auto found = notes_.find(id); found != notes_.end()) {
            Piece note;
            note.kind = BlockKind::note;
            note.text = found->second;
            out.push_back(std::move(note));
        }
    }
}

} // namespace luoshi::office

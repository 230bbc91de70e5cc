// SPDX-License-Identifier: Apache-2.0
// The content of a part of a docx: body, header, footnotes.
#pragma once

#include "office/document.hpp"
#include "office/docx_numbering.hpp"
#include "office/docx_styles.hpp"
#include "office/pieces.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::office {

// Text of footnotes and endnotes by "footnote:3".
using Notes = std::map<std::string, std::string, std::less<>>;

class DocxBody {
public:
    DocxBody(const Styles& styles, Numbering& numbering, const Notes& notes,
             Fidelity fidelity = Fidelity::shown)
        : styles_(styles), numbering_(numbering), notes_(notes), fidelity_(fidelity) {}

    // Paragraphs and tables below `parent`, in order; a note follows what refers to it.
    // Recursion is bounded by the depth of the XML (kDeepestXml).
    void blocks(pugi::xml_node parent, Pieces& out);

private:
    friend class RunText;
    void block(pugi::xml_node node, Pieces& out);
    void paragraph(pugi::xml_node node, Pieces& out);
    std::string label_of(pugi::xml_node properties, std::string_view style);
    void table(pugi::xml_node node, Pieces& out);

    const Styles& styles_;
    Numbering& numbering_;
    const Notes& notes_;
    Fidelity fidelity_;
    std::string carried_; // of a paragraph whose end was deleted: it goes on in the next
    std::vector<std::string> due_notes_;
    int table_depth_ = 0;
};

} // namespace luoshi::office

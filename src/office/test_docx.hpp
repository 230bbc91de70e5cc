// SPDX-License-Identifier: Apache-2.0
// For tests: documents of Word made in memory.
#pragma once

#include "office/test_zip.hpp"

#include <string>

namespace luoshi::office {

struct DocxParts {
    std::string body{};      // inside w:body
    std::string numbering{}; // inside w:numbering; empty: no such part
    std::string styles{};    // inside w:styles
    ZipParts more{};         // further parts
    std::string links{};     // further relationships of the document
};

inline std::string make_docx(const DocxParts& parts) {
    const std::string head = R"(<?xml version="1.0" encoding="UTF-8"?>)";
    const std::string spaces =
        R"( xmlns:w="w" xmlns:r="r" xmlns:mc="mc" xmlns:wps="wps" xmlns:v="v")";
    const auto link = [](const std::string& id, const std::string& type, const std::string& to) {
        return "<Relationship Id='" + id + "' Type='http://x/" + type + "' Target='" + to + "'/>";
    };
    ZipParts out{
        {"[Content_Types].xml", head + "<Types/>"},
        {"_rels/.rels", head + "<Relationships>" +
                            link("r0", "officeDocument", "word/document.xml") + "</Relationships>"},
        {"word/document.xml",
         head + "<w:document" + spaces + "><w:body>" + parts.body + "</w:body></w:document>"},
        {"word/_rels/document.xml.rels",
         head + "<Relationships>" + link("n1", "numbering", "numbering.xml") +
             link("s1", "styles", "styles.xml") + parts.links + "</Relationships>"},
        {"word/styles.xml", head + "<w:styles" + spaces + ">" + parts.styles + "</w:styles>"}};
    if (!parts.numbering.empty()) {
        out.emplace_back("word/numbering.xml",
                         head + "<w:numbering" + spaces + ">" + parts.numbering + "</w:numbering>");
    }
    out.insert(out.end(), parts.more.begin(), parts.more.end());
    return make_zip(out);
}

// A paragraph; number: its list and level, as "1,0".
inline std::string para(const std::string& text, const std::string& properties = {}) {
    return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

inline std::string numbered(const std::string& text, int list, int level = 0) {
    return para(text, "<w:numPr><w:ilvl w:val='" + std::to_string(level) + "'/><w:numId w:val='" +
                          std::to_string(list) + "'/></w:numPr>");
}

} // namespace luoshi::office

// SPDX-License-Identifier: Apache-2.0
// For tests: workbooks made in memory from the XML of their sheets.
#pragma once

#include "office/test_zip.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace luoshi::office {

struct TestSheet {
    std::string name = "台账";
    std::string rows;        // inside <sheetData>
    std::string behind = {}; // behind it: mergeCells
    std::string before = {}; // before it: sheetViews
    std::string state = "visible";
};

struct TestBook {
    std::vector<TestSheet> sheets;
    std::string strings = {};    // inside <sst>
    std::string formats = {};    // inside <numFmts>
    std::string styles = {};     // inside <cellXfs>
    std::string names = {};      // inside <definedNames>
    std::string properties = {}; // of <workbookPr>
    ZipParts more = {};
};

inline std::string make_xlsx(const TestBook& book) {
    constexpr std::string_view kHead = R"(<?xml version="1.0" encoding="UTF-8"?>)";
    const std::string main = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
    const std::string types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    std::string sheets, relations;
    ZipParts parts;
    const auto relation = [&](const std::string& id, const std::string& kind,
                              const std::string& target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + types + "/" + kind + "\" Target=\"" +
               target + "\"/>";
    };
    for (std::size_t i = 0; i < book.sheets.size(); ++i) {
        const auto& sheet = book.sheets[i];
        const auto number = std::to_string(i + 1);
        sheets += "<sheet name=\"" + sheet.name + "\" sheetId=\"" + number + "\" state=\"" +
                  sheet.state + "\" r:id=\"rId" + number + "\"/>";
        relations += relation("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
        parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                           std::string{kHead} + "<worksheet " + main + ">" + sheet.before +
                               "<sheetData>" + sheet.rows + "</sheetData>" + sheet.behind +
                               "</worksheet>");
    }
    relations += relation("rIdS", "sharedStrings", "sharedStrings.xml") +
                 relation("rIdT", "styles", "/xl/styles.xml");
    const std::string package =
        R"(xmlns="http://schemas.openxmlformats.org/package/2006/relationships")";
    parts.emplace_back("_rels/.rels", "<Relationships " + package + ">" +
                                          relation("rId1", "officeDocument", "xl/workbook.xml") +
                                          "</Relationships>");
    parts.emplace_back("xl/workbook.xml", std::string{kHead} + "<workbook " + main + " xmlns:r=\"" +
                                              types + "\"><workbookPr " + book.properties +
                                              "/><sheets>" + sheets + "</sheets><definedNames>" +
                                              book.names + "</definedNames></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels",
                       "<Relationships " + package + ">" + relations + "</Relationships>");
    parts.emplace_back("xl/sharedStrings.xml", "<sst " + main + ">" + book.strings + "</sst>");
    parts.emplace_back("xl/styles.xml", "<styleSheet " + main + "><numFmts>" + book.formats +
                                            "</numFmts><cellXfs>" + book.styles +
                                            "</cellXfs></styleSheet>");
    parts.insert(parts.end(), book.more.begin(), book.more.end());
    return make_zip(parts);
}

} // namespace luoshi::office

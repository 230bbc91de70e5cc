// SPDX-License-Identifier: Apache-2.0
#include "office/xlsx.hpp"

#include "base/error.hpp"
#include "office/xlsx_parts.hpp"
#include "office/zip.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace luoshi::office {
namespace {

struct SheetPart {
    std::string name, part; // part: its path in the archive; empty: no worksheet
    bool hidden = false;
    std::size_t heading_end = 0; // by its print titles; 0: none
};

struct Workbook {
    DateBase base = DateBase::from_1900;
    std::vector<SheetPart> sheets;
    std::string strings, styles; // parts; empty: none
};

struct Relation {
    std::string target, kind; // kind: the last word of its type
};

std::string folder_of(std::string_view part) {
    const auto slash = part.rfind('/');
    return std::string{part.substr(0, slash == std::string_view::npos ? 0 : slash + 1)};
}

std::string resolve(std::string_view base, std::string_view target) {
    if (target.starts_with('/')) {
        return std::string{target.substr(1)};
    }
    std::string folder{base};
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        folder =
            folder_of(std::string_view{folder}.substr(0, folder.empty() ? 0 : folder.size() - 1));
    }
    return folder + std::string{target};
}

class XlsxFile {
public:
    XlsxFile(std::string_view bytes, std::string_view file, Fidelity fidelity)
        : file_(file), fidelity_(fidelity), zip_(bytes, file), out_(Format::xlsx, file, fidelity) {}

    Document read() {
        const auto workbook = read_workbook();
        SharedStrings strings{file_};
        if (!workbook.strings.empty()) {
            stream(workbook.strings, strings);
        }
        CellFormats formats;
        if (!workbook.styles.empty()) {
            stream(workbook.styles, formats);
        }
        std::string hidden;
        for (const auto& sheet : workbook.sheets) {
            if (sheet.hidden) {
                hidden += (hidden.empty() ? "" : ", ") + sheet.name;
            } else if (!sheet.part.empty()) {
                read_sheet(sheet, {strings, formats, workbook.base, out_, fidelity_});
            }
        }
        if (!hidden.empty()) {
            out_.warn("office.hidden-sheet",
                      fmt::format("hidden sheets were left out: {}", hidden));
        }
        if (zip_.has(folder_of(workbook_part_) + "vbaProject.bin")) {
            out_.warn("office.macros-ignored", "macros were neither run nor read");
        }
        return out_.finish();
    }

private:
    void stream(const std::string& part, XmlHandler& handler) {
        XmlStream xml{handler, {file_, part}};
        zip_.stream(part, [&](std::string_view piece) {
            xml.feed(piece);
            return true;
        });
        xml.finish();
    }

    void read_sheet(const SheetPart& sheet, SheetContext context) {
        out_.begin_sheet(sheet.name);
        SheetReader reader{context};
        stream(sheet.part, reader);
        auto layout = std::move(reader).layout();
        if (sheet.heading_end > 0) {
            layout.heading_end = sheet.heading_end;
        }
        out_.end_sheet(std::move(layout));
    }

    std::map<std::string, Relation, std::less<>> relations(const std::string& of) {
        std::map<std::string, Relation, std::less<>> out;
        const auto folder = folder_of(of);
        const auto part = folder + "_rels/" + of.substr(folder.size()) + ".rels";
        if (!zip_.has(part)) {
            return out;
        }
        const auto tree = parse_xml(zip_.read(part), {file_, part});
        for (const auto node : tree.document_element().children("Relationship")) {
            if (std::string_view{node.attribute("TargetMode").value()} == "External") {
                continue;
            }
            const std::string_view type = node.attribute("Type").value();
            out[node.attribute("Id").value()] = {resolve(folder, node.attribute("Target").value()),
                                                 std::string{type.substr(type.rfind('/') + 1)}};
        }
        return out;
    }

    Workbook read_workbook() {
        for (const auto& [id, relation] : relations("")) {
            if (relation.kind == "officeDocument" && zip_.has(relation.target)) {
                workbook_part_ = relation.target;
            }
        }
        const auto tree = parse_xml(zip_.read(workbook_part_), {file_, workbook_part_});
        const auto root = tree.document_element();
        Workbook workbook;
        const auto parts = relations(workbook_part_);
        for (const auto& [id, relation] : parts) {
            if (relation.kind == "sharedStrings" && zip_.has(relation.target)) {
                workbook.strings = relation.target;
            } else if (relation.kind == "styles" && zip_.has(relation.target)) {
                workbook.styles = relation.target;
            }
        }
        if (root.child("workbookPr").attribute("date1904").as_bool()) {
            workbook.base = DateBase::from_1904;
        }
        for (const auto node : root.child("sheets").children("sheet")) {
            SheetPart sheet;
            sheet.name = node.attribute("name").value();
            sheet.hidden = std::string_view{node.attribute("state").value()}.ends_with("idden");
            const auto relation = parts.find(node.attribute("id").value());
            if (relation != parts.end() && relation->second.kind == "worksheet") {
                sheet.part = relation->second.target;
            }
            workbook.sheets.push_back(std::move(sheet));
        }
        for (const auto node : root.child("definedNames").children("definedName")) {
            const auto at = node.attribute("localSheetId").as_uint(0);
            if (std::string_view{node.attribute("name").value()} == "_xlnm.Print_Titles" &&
                at < workbook.sheets.size()) {
                workbook.sheets[at].heading_end = last_row(node.text().get());
            }
        }
        return workbook;
    }

    // '台账'!$A:$B,'台账'!$1:$3 -> 3
    static std::size_t last_row(std::string_view rows) {
        constexpr std::size_t kMostHeadingRows = 20;
        const auto colon = rows.rfind(":$");
        const auto row = colon == std::string_view::npos ? 0 : number_of(rows.substr(colon + 2));
        return row <= kMostHeadingRows ? row : 0;
    }

    std::string_view file_;
    Fidelity fidelity_;
    ZipReader zip_;
    SheetBuilder out_;
    std::string workbook_part_ = "xl/workbook.xml";
};

} // namespace

bool is_xlsx(std::string_view bytes) noexcept {
    return lists_entry(bytes, "xl/workbook.xml") || lists_entry(bytes, "xl/workbook.bin");
}

Document read_xlsx(std::string_view bytes, std::string_view file, Fidelity fidelity) {
    if (lists_entry(bytes, "xl/workbook.bin")) {
        throw failure(
            ErrorCode::unsupported, "office.binary",
            "'{}' is a binary workbook (xlsb); save it as xlsx (另存为 xlsx) and try again", file)
            .with("looks_like", "xlsb");
    }
    return XlsxFile{bytes, file, fidelity}.read();
}

} // namespace luoshi::office

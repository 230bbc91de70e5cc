// SPDX-License-Identifier: Apache-2.0
#include "office/docx.hpp"

#include "base/error.hpp"
#include "office/docx_body.hpp"
#include "office/sniff.hpp"
#include "office/xml.hpp"
#include "office/zip.hpp"

#include <set>
#include <utility>

namespace luoshi::office {
namespace {

using Links = std::map<std::string, std::string, std::less<>>; // id or type → part

// "word/document.xml" and "../media/x" → "media/x"
std::string resolve(std::string_view from, std::string_view target) {
    if (target.starts_with('/')) {
        return std::string{target.substr(1)};
    }
    std::string folder{from.substr(0, from.rfind('/') + 1)};
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        const auto end =
            folder.size() > 1 ? folder.rfind('/', folder.size() - 2) : std::string::npos;
        folder.resize(end == std::string::npos ? 0 : end + 1);
    }
    return folder + std::string{target};
}

class Package {
public:
    Package(std::string_view bytes, std::string_view file) : zip_(bytes, file), file_(file) {
        refuse_macros();
        auto links = links_of("");
        const auto found = links.find("officeDocument");
        main_ = found == links.end() ? "word/document.xml" : found->second;
        links_ = links_of(main_);
    }

    pugi::xml_document main() { return parse(main_); }
    // The part the document names by its kind, `styles`; an empty tree if there is none.
    pugi::xml_document linked(std::string_view kind) {
        const auto found = links_.find(kind);
        return found == links_.end() || !zip_.has(found->second) ? pugi::xml_document{}
                                                                 : parse(found->second);
    }

private:
    pugi::xml_document parse(const std::string& part) {
        return parse_xml(zip_.read(part), {file_, part});
    }

    void refuse_macros() {
        bool macros = zip_.has("word/vbaProject.bin");
        if (!macros && zip_.has("[Content_Types].xml")) {
            macros = zip_.read("[Content_Types].xml").find("macroEnabled") != std::string::npos;
        }
        if (macros) {
            throw failure(ErrorCode::unsupported, "office.macros",
                          "'{}' holds macros, programs inside a document, and is not opened; save "
                          "it as .docx without them",
                          file_);
        }
    }

    // By id, and by the last word of the type: "styles".
    Links links_of(const std::string& part) {
        const auto slash = part.rfind('/');
        const auto folder = slash == std::string::npos ? std::string{} : part.substr(0, slash + 1);
        const auto name = folder + "_rels/" + part.substr(folder.size()) + ".rels";
        Links out;
        if (!zip_.has(name)) {
            return out;
        }
        const auto tree = parse(name);
        for (const auto link : tree.child("Relationships").children("Relationship")) {
            if (attribute(link, "TargetMode") == "External") {
                continue; // other files are never opened
            }
            const auto target = resolve(part, attribute(link, "Target"));
            const auto type = attribute(link, "Type");
            out.emplace(attribute(link, "Id"), target);
            out.emplace(type.substr(type.rfind('/') + 1), target);
        }
        return out;
    }

    ZipReader zip_;
    std::string_view file_;
    std::string main_;
    Links links_;
};

// Separators of the page and of continued notes are no notes.
void take_notes(const pugi::xml_document& part, const char* root, const char* kind, DocxBody& body,
                Notes& notes) {
    for (const auto note : part.child(root).children(kind)) {
        const auto type = attribute(note, "type");
        if (type.empty() || type == "normal") {
            Pieces pieces;
            body.blocks(note, pieces);
            notes[std::string{kind} + ":" + std::string{attribute(note, "id")}] = lines_of(pieces);
        }
    }
}

void find_sections(pugi::xml_node node, std::vector<pugi::xml_node>& out) {
    for (const auto child : node.children()) {
        if (local_name(child.name()) == "sectPr") {
            out.push_back(child);
        } else {
            find_sections(child, out);
        }
    }
}

class DocxReader {
public:
    DocxReader(std::string_view bytes, std::string_view file, Fidelity fidelity)
        : fidelity_(fidelity), package_(bytes, file), styles_part_(package_.linked("styles")),
          styles_(styles_part_), numbering_(package_.linked("numbering"), styles_),
          builder_(Format::docx, file, fidelity) {}

    Document read() {
        const Notes none;
        DocxBody notes_body{styles_, numbering_, none};
        take_notes(package_.linked("footnotes"), "footnotes", "footnote", notes_body, notes_);
        take_notes(package_.linked("endnotes"), "endnotes", "endnote", notes_body, notes_);
        const auto main = package_.main();
        const auto body = main.child("document").child("body");
        add_margins(body);
        Pieces pieces;
        DocxBody{styles_, numbering_, notes_, fidelity_}.blocks(body, pieces);
        for (auto& piece : pieces) {
            if (piece.table) {
                builder_.table(std::move(*piece.table));
            } else {
                builder_.paragraph(piece.kind, piece.text, piece.level);
            }
        }
        return builder_.finish();
    }

private:
    // Heads and feet of all sections, each text once.
    void add_margins(pugi::xml_node body) {
        std::vector<pugi::xml_node> sections;
        find_sections(body, sections);
        std::set<std::string> given;
        for (const auto section : sections) {
            for (const auto reference : section.children()) {
                const auto name = local_name(reference.name());
                if (name != "headerReference" && name != "footerReference") {
                    continue;
                }
                const auto part = package_.linked(attribute(reference, "id"));
                Pieces pieces;
                Numbering uncounted;
                const Notes none;
                DocxBody{styles_, uncounted, none}.blocks(part.document_element(), pieces);
                auto text = lines_of(pieces);
                if (given.insert(text).second) {
                    builder_.paragraph(BlockKind::margin, text);
                }
            }
        }
    }

    Fidelity fidelity_;
    Package package_;
    pugi::xml_document styles_part_;
    Styles styles_;
    Numbering numbering_;
    Notes notes_;
    DocumentBuilder builder_;
};

} // namespace

bool is_docx(std::string_view bytes) noexcept {
    return sniff(bytes) == "docx";
}

Document read_docx(std::string_view bytes, std::string_view file, Fidelity fidelity) {
    return DocxReader{bytes, file, fidelity}.read();
}

} // namespace luoshi::office

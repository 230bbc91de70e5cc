// SPDX-License-Identifier: Apache-2.0
// The XML inside docx and xlsx. Names come without their prefix (w:tbl is tbl), for the same
// vocabulary has several namespaces. A document type, the door of entity bombs and of references to
// other files, is refused; so is nesting deeper than kDeepestXml.
//
//   parse_xml(text, where)       a tree, for parts of some megabytes
//   XmlStream(handler, where)    events, for sheets of any size
#pragma once

#include <pugixml.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace luoshi::office {

inline constexpr std::size_t kDeepestXml = 256; // elements in one another

struct XmlPlace {          // for errors; borrowed
    std::string_view file; // as the user knows it
    std::string_view part; // the part inside: "xl/workbook.xml"
};

// Errors of both readers:
//   unprocessable  office.xml-forbidden   has a document type
//   unprocessable  office.too-deep        above kDeepestXml
//   unprocessable  office.xml-broken      not well-formed, or a tag longer than 4 MiB
//
// UTF-8 or UTF-16 in; names and texts of the tree are UTF-8. White space is kept; comments and
// processing instructions are left out; what stood in CDATA is text.
pugi::xml_document parse_xml(std::string_view text, XmlPlace where);

std::string_view local_name(std::string_view name) noexcept; // "w:tbl" -> "tbl"

class XmlAttributes { // borrowed for the length of a call
public:
    explicit XmlAttributes(const char* const* pairs) noexcept : pairs_(pairs) {}
    std::string_view get(std::string_view name) const noexcept; // by local name; empty if absent
    bool has(std::string_view name) const noexcept;

private:
    const char* find(std::string_view name) const noexcept;
    const char* const* pairs_; // name, value, …, null

    friend pugi::xml_document parse_xml(std::string_view text, XmlPlace where);
    friend class TreeBuilder;
};

class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    // Names are local. Exceptions travel to the caller of feed().
    virtual void open(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void close(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0; // a text may come in several pieces
};

class XmlStream {
public:
    XmlStream(XmlHandler& handler, XmlPlace where); // both borrowed
    ~XmlStream();
    XmlStream(const XmlStream&) = delete;
    XmlStream& operator=(const XmlStream&) = delete;

    void feed(std::string_view piece);
    void finish(); // behind the last piece: nothing may be left open

    struct Run; // private
private:
    void parse(std::string_view piece, bool last);
    Run* run_;
};

} // namespace luoshi::office

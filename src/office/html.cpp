// SPDX-License-Identifier: Apache-2.0
#include "office/html.hpp"

#include "base/error.hpp"
#include "office/charset.hpp"
#include "office/html_page.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <array>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

// libxml2 calls these from C: an exception waits in `failed` until the parser returned.
struct Run {
    HtmlPage page;
    htmlParserCtxtPtr parser = nullptr;
    std::exception_ptr failed;
};

template <class Action>
void guarded(void* context, const Action& action) noexcept {
    auto& run = *static_cast<Run*>(context);
    if (run.failed) {
        return;
    }
    try {
        action(run.page);
    } catch (...) {
        run.failed = std::current_exception();
        xmlStopParser(run.parser);
    }
}

const char* chars(const xmlChar* text) {
    return reinterpret_cast<const char*>(text);
}

void on_open(void* context, const xmlChar* name, const xmlChar** attributes) {
    guarded(context, [&](HtmlPage& page) {
        page.open(chars(name), Attributes{reinterpret_cast<const char* const*>(attributes)});
    });
}

void on_close(void* context, const xmlChar* name) {
    guarded(context, [&](HtmlPage& page) { page.close(chars(name)); });
}

void on_characters(void* context, const xmlChar* text, int size) {
    guarded(context, [&](HtmlPage& page) {
        page.characters({chars(text), static_cast<std::size_t>(size)});
    });
}

struct FreeParser {
    void operator()(htmlParserCtxtPtr parser) const noexcept { htmlFreeParserCtxt(parser); }
};

// `text` is UTF-8. A page has no broken syntax: the parser takes whatever comes.
Pieces parse(const std::string& text) {
    const std::unique_ptr<htmlParserCtxt, FreeParser> parser{
        htmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size()))};
    if (!parser) {
        throw std::bad_alloc{};
    }
    htmlCtxtUseOptions(parser.get(), HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                         HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC |
                                         HTML_PARSE_RECOVER);
    xmlSwitchEncoding(parser.get(), XML_CHAR_ENCODING_UTF8);
    Run run;
    run.parser = parser.get();
    htmlSAXHandler handler{};
    handler.startElement = on_open;
    handler.endElement = on_close;
    handler.characters = on_characters;
    handler.ignorableWhitespace = on_characters;
    handler.cdataBlock = on_characters;
    auto* const own = parser->sax;
    parser->sax = &handler;
    parser->userData = &run;
    htmlParseDocument(parser.get());
    parser->sax = own;
    if (run.failed) {
        std::rethrow_exception(run.failed);
    }
    return run.page.finish();
}

bool is_mostly_links(const Piece& piece) {
    return !piece.table && piece.linked * 10 >= piece.text.size() * 8 &&
           piece.text.find("。") == std::string::npos;
}

// Three link texts in a row are a menu; a single one may be an annex.
void mark_menus(Pieces& pieces) {
    constexpr std::size_t kFewest = 3;
    for (auto first = pieces.begin(); first != pieces.end();) {
        auto last = first;
        std::size_t count = 0;
        for (; last != pieces.end() && is_mostly_links(*last); ++last) {
            ++count;
        }
        for (auto at = first; count >= kFewest && at != last; ++at) {
            if (at->place == Place::body && at->text.find("附件") == std::string::npos) {
                at->place = Place::navigation;
            }
        }
        first = last == first ? std::next(first) : last;
    }
}

// Behind the box that holds the text of a page nothing belongs to it.
void mark_behind_content(Pieces& pieces) {
    constexpr std::size_t kFewestBytes = 600; // a shorter box is not the text
    std::size_t size = 0;
    auto last = pieces.end();
    for (auto at = pieces.begin(); at != pieces.end(); ++at) {
        if (at->place == Place::content) {
            size += at->size();
            last = at;
        }
    }
    if (size < kFewestBytes) {
        return;
    }
    for (++last; last != pieces.end(); ++last) {
        last->place = Place::navigation;
    }
}

} // namespace

bool looks_like_html(std::string_view bytes) noexcept {
    std::string head; // without marks and the zero bytes of UTF-16
    for (const char c : bytes.substr(0, 2048)) {
        const auto u = static_cast<unsigned char>(c);
        if (u != 0 && u < 0x80 && head.size() < 1024 && (!head.empty() || u > 0x20)) {
            head += static_cast<char>(u >= 'A' && u <= 'Z' ? u + 0x20 : u);
        } else if (u >= 0x80 && u != 0xEF && u != 0xBB && u != 0xBF && u < 0xFE) {
            break;
        }
    }
    constexpr std::array kBegins{
        "<!doctype html"sv, "<html"sv, "<head"sv, "<body"sv, "<meta"sv,  "<title"sv,  "<table"sv,
        "<div"sv,           "<p>"sv,   "<p "sv,   "<h1"sv,   "<style"sv, "<script"sv, "<center"sv,
        "<!--"sv,           "<link"sv, "<font"sv, "<span"sv, "<ol"sv,    "<ul"sv};
    for (const auto begin : kBegins) {
        if (head.starts_with(begin)) {
            return true;
        }
    }
    return head.starts_with("<?xml"sv) && head.find("<html"sv) != std::string::npos;
}

Document read_html(std::string_view bytes, std::string_view file) {
    auto decoded = decode_page(bytes, file);
    DocumentBuilder builder{Format::html, file};
    Pieces pieces;
    try {
        pieces = parse(decoded.text);
    } catch (const Error& error) {
        throw Error(error.code(), error.reason(), fmt::format("'{}': {}", file, error.what()));
    }
    builder.document().encoding = std::move(decoded.encoding);
    mark_menus(pieces);
    mark_behind_content(pieces);
    for (auto& piece : pieces) {
        const bool aside = piece.place == Place::navigation;
        if (piece.table && !aside) {
            builder.table(std::move(*piece.table));
        } else if (piece.table) {
            builder.paragraph(BlockKind::margin, lines_of({std::move(piece)}));
        } else {
            builder.paragraph(aside ? BlockKind::margin : piece.kind, piece.text, piece.level);
        }
    }
    return builder.finish();
}

} // namespace luoshi::office

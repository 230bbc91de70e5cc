// SPDX-License-Identifier: Apache-2.0
#include "office/pdf.hpp"

#include "base/error.hpp"
#include "office/document_builder.hpp"
#include "office/pdf_paragraphs.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace luoshi::office {
namespace {

// Rules are looked for only where words stand in columns.
bool may_hold_table(const PdfPage& page, const std::vector<PdfLine>& lines) {
    constexpr double kGap = 0.9; // em
    std::size_t parted = 0;
    double last = -1;
    for (const auto& line : lines) {
        bool apart = last >= 0 && line.middle - last < line.em * 0.9;
        last = line.middle;
        for (std::size_t i = 1; i < line.words.size() && !apart; ++i) {
            apart = line.words[i].x0 - line.words[i - 1].x1 > line.em * kGap;
        }
        parted += apart ? 1U : 0U;
    }
    return parted >= 2 && page.words.size() >= 4;
}

std::vector<PdfLayout> lay_out(std::string_view pdf, std::string_view words) {
    PdfRules rules{pdf};
    WordPages pages{words};
    std::vector<PdfLayout> out;
    for (auto page = pages.next(); page; page = pages.next()) {
        PdfLayout layout{page->number, page->width, page->height, lines_of(page->words), {}, {}};
        if (may_hold_table(*page, layout.lines)) {
            layout.tables = take_ruled_tables(*page, rules.on_page(page->number));
            if (layout.tables.empty()) {
                layout.tables = take_aligned_tables(*page);
            }
            layout.lines = lines_of(std::move(page->words));
        }
        for (auto& line : layout.lines) {
            line.words.clear();
        }
        out.push_back(std::move(layout));
    }
    return out;
}

// A sentence a line break cut: a space only between words of letters.
void append_line(std::string& text, std::string_view line) {
    const auto letter = [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != ' '; };
    if (!text.empty() && !line.empty() && letter(text.back()) && letter(line.front())) {
        text += ' ';
    }
    text += line;
}

class Writer {
public:
    Writer(DocumentBuilder& builder, Measure page) : builder_(builder), page_(page) {}

    void add(PdfLayout page) {
        number_ = page.number;
        for (auto& margin : page.margins) {
            margins_.push_back({number_, std::move(margin)});
        }
        auto line = page.lines.begin();
        for (auto& table : page.tables) {
            for (; line != page.lines.end() && line->middle < table.top; ++line) {
                add(*line);
            }
            add(std::move(table));
        }
        for (; line != page.lines.end(); ++line) {
            add(*line);
        }
    }

    void finish() {
        flush();
        flush_table();
        add_margins();
    }

private:
    void add(PdfLine line) {
        flush_table();
        if (last_ && goes_on(*last_, line, page_)) {
            append_line(text_, line.text);
        } else {
            flush();
            begin_ = number_;
            text_ = line.text;
        }
        last_ = std::move(line);
    }

    void add(PdfTable table) {
        flush();
        if (table_ && table_page_ + 1 == number_ && continues(*table_, table)) {
            append_rows(*table_, std::move(table));
        } else {
            flush_table();
            begin_ = number_;
            table_ = std::make_unique<PdfTable>(std::move(table));
        }
        table_page_ = number_;
    }

    void flush() {
        last_.reset();
        if (!text_.empty()) {
            add_margins();
            builder_.set_page(begin_);
            builder_.paragraph(BlockKind::paragraph, text_);
            text_.clear();
        }
    }

    void flush_table() {
        if (table_) {
            add_margins();
            builder_.set_page(begin_);
            builder_.table(std::move(table_->content));
            table_.reset();
        }
    }

    // Those of pages on which the next block begins, or that are already behind it.
    void add_margins() {
        std::size_t done = 0;
        for (; done < margins_.size(); ++done) {
            if (margins_[done].first > begin_ && (table_ || !text_.empty())) {
                break;
            }
            builder_.set_page(margins_[done].first);
            builder_.paragraph(BlockKind::margin, margins_[done].second);
        }
        margins_.erase(margins_.begin(), margins_.begin() + static_cast<std::ptrdiff_t>(done));
    }

    DocumentBuilder& builder_;
    Measure page_;
    int number_ = 0, begin_ = 0, table_page_ = 0;
    std::string text_;
    std::optional<PdfLine> last_;
    std::unique_ptr<PdfTable> table_;
    std::vector<std::pair<int, std::string>> margins_;
};

} // namespace

Document read_pdf(std::string_view pdf, std::string_view words, std::string_view file) {
    auto pages = lay_out(pdf, words);
    const auto count = static_cast<int>(pages.size());
    bool any = false;
    for (const auto& page : pages) {
        any = any || !page.lines.empty() || !page.tables.empty();
    }
    if (!any) {
        throw failure(ErrorCode::unprocessable, "office.no-text",
                      "'{}' has {} page(s) without any text, as a scan has; save it with text "
                      "recognition, or send the document it was made from",
                      file, count)
            .with("pages", std::to_string(count));
    }
    take_margins(pages);
    DocumentBuilder builder{Format::pdf, file};
    Writer writer{builder, measure(pages)};
    for (auto& page : pages) {
        writer.add(std::move(page));
    }
    writer.finish();
    builder.document().pages = count;
    return builder.finish();
}

} // namespace luoshi::office

// SPDX-License-Identifier: Apache-2.0
#include "office/xlsx_parts.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace luoshi::office {
namespace {

// _x000D_ stands for a character XML cannot hold; _x005F_ for an underscore before such a word.
std::string resolved(std::string_view text) {
    constexpr std::size_t kLength = 7;
    std::string out;
    for (;;) {
        const auto at = text.find("_x");
        if (at == std::string_view::npos) {
            out += text;
            return out;
        }
        out += text.substr(0, at);
        text.remove_prefix(at);
        unsigned code = 0;
        const auto* const first = text.data() + 2;
        if (text.size() >= kLength && text[kLength - 1] == '_' &&
            std::from_chars(first, first + 4, code, 16).ptr == first + 4) {
            if (code == '\n' || code == '\t' || code >= 0x20) {
                append_utf8(out, code);
            }
            text.remove_prefix(kLength);
        } else {
            out += text.substr(0, 2);
            text.remove_prefix(2);
        }
    }
}

} // namespace

std::size_t number_of(std::string_view digits) noexcept {
    std::size_t value = 0;
    const auto* const end = digits.data() + std::min<std::size_t>(digits.size(), 9);
    std::from_chars(digits.data(), end, value);
    return value;
}

std::optional<std::pair<std::size_t, std::size_t>> cell_of(std::string_view reference) noexcept {
    std::size_t column = 0, i = 0;
    for (; i < reference.size() && i < 4; ++i) {
        const auto letter = static_cast<unsigned char>(reference[i] & ~0x20);
        if (letter < 'A' || letter > 'Z') {
            break;
        }
        column = column * 26 + (letter - 'A' + 1U);
    }
    const auto row = number_of(reference.substr(i));
    if (column == 0 || row == 0) {
        return std::nullopt;
    }
    return std::pair{row - 1, column - 1};
}

std::optional<Merge> area_of(std::string_view reference) noexcept {
    const auto colon = reference.find(':');
    const auto first = cell_of(reference.substr(0, colon));
    const auto last =
        colon == std::string_view::npos ? first : cell_of(reference.substr(colon + 1));
    if (!first || !last) {
        return std::nullopt;
    }
    return Merge{first->first, first->second, last->first + 1, last->second + 1};
}

void RichText::open(std::string_view name) {
    phonetic_ += name == "rPh" ? 1 : 0;
    in_text_ = name == "t" && phonetic_ == 0;
}

void RichText::close(std::string_view name) {
    phonetic_ -= name == "rPh" ? 1 : 0;
    in_text_ = false;
}

void RichText::text(std::string_view piece) {
    if (in_text_) {
        text_ += piece;
    }
}

std::string RichText::take() {
    in_text_ = false;
    phonetic_ = 0;
    auto out = text_.find("_x") == std::string::npos ? std::move(text_) : resolved(text_);
    text_.clear();
    return out;
}

void SharedStrings::open(std::string_view name, const XmlAttributes&) {
    current_.open(name);
}

void SharedStrings::close(std::string_view name) {
    current_.close(name);
    if (name != "si") {
        return;
    }
    texts_ += current_.take();
    if (texts_.size() > kMostSheetText) {
        throw failure(ErrorCode::too_large, "office.too-large",
                      "'{}' holds more than {} MB of text; keep the rows of the ledger and remove "
                      "the rest, or split the file",
                      file_, kMostSheetText >> 20);
    }
    ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
}

void SharedStrings::text(std::string_view piece) {
    current_.text(piece);
}

std::string_view SharedStrings::at(std::size_t index) const noexcept {
    if (index >= ends_.size()) {
        return {};
    }
    const auto begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view{texts_}.substr(begin, ends_[index] - begin);
}

void CellFormats::open(std::string_view name, const XmlAttributes& attributes) {
    constexpr std::size_t kMostStyles = 100'000; // Excel allows 65,490
    if (name == "numFmt") {
        codes_[static_cast<int>(number_of(attributes.get("numFmtId")))] =
            attributes.get("formatCode");
    } else if (name == "cellXfs") {
        in_cells_ = true;
    } else if (name == "xf" && in_cells_ && styles_.size() < kMostStyles) {
        styles_.push_back(static_cast<int>(number_of(attributes.get("numFmtId"))));
    }
}

void CellFormats::close(std::string_view name) {
    in_cells_ = in_cells_ && name != "cellXfs";
}

const NumberFormat& CellFormats::of_style(std::size_t style) {
    const auto id = style < styles_.size() ? styles_[style] : 0;
    const auto made = formats_.find(id);
    if (made != formats_.end()) {
        return made->second;
    }
    const auto code = codes_.find(id);
    return formats_
        .emplace(id, code == codes_.end() ? NumberFormat::built_in(id) : NumberFormat{code->second})
        .first->second;
}

void SheetReader::open_cell(const XmlAttributes& attributes) {
    if (const auto place = cell_of(attributes.get("r"))) {
        std::tie(row_, column_) = *place;
    }
    type_ = attributes.get("t");
    style_ = number_of(attributes.get("s"));
    value_.clear();
    formula_ = has_value_ = false;
}

void SheetReader::open(std::string_view name, const XmlAttributes& attributes) {
    if (in_inline_) {
        inline_.open(name);
    } else if (name == "c") {
        open_cell(attributes);
    } else if (name == "v") {
        in_value_ = has_value_ = true;
    } else if (name == "row") {
        const auto number = number_of(attributes.get("r"));
        row_ = number > 0 ? number - 1 : row_;
        column_ = 0;
    } else if (name == "f") {
        formula_ = true;
    } else if (name == "is") {
        in_inline_ = has_value_ = true;
    } else if (name == "mergeCell") {
        constexpr std::size_t kMostMerges = 500'000;
        if (const auto area = area_of(attributes.get("ref"));
            area && merges_.size() < kMostMerges) {
            merges_.push_back(*area);
        }
    } else if (name == "pane") {
        if (attributes.get("state").starts_with("frozen")) {
            frozen_rows_ = number_of(attributes.get("ySplit"));
        }
    } else if (name == "autoFilter") {
        if (const auto area = area_of(attributes.get("ref"))) {
            filter_end_ = area->row + 1;
        }
    }
}

void SheetReader::text(std::string_view piece) {
    if (in_inline_) {
        inline_.text(piece);
    } else if (in_value_) {
        value_ += piece;
    }
}

void SheetReader::close(std::string_view name) {
    if (in_inline_) {
        inline_.close(name);
        if (name == "is") {
            value_ = inline_.take();
            in_inline_ = false;
        }
    } else if (name == "v") {
        in_value_ = false;
    } else if (name == "c") {
        close_cell();
        ++column_;
    } else if (name == "row") {
        ++row_;
    }
}

std::string SheetReader::shown() const {
    if (type_ == "str") {
        return value_.find("_x") == std::string::npos ? value_ : resolved(value_);
    }
    if (type_ == "inlineStr" || type_ == "e") {
        return value_;
    }
    if (type_ == "b") {
        return value_ == "1" || value_ == "true" ? "TRUE" : "FALSE";
    }
    if (type_ == "d") { // 2026-11-30T00:00:00
        return value_.substr(0, value_.find("T00:00:00"));
    }
    double number = 0;
    const auto* const end = value_.data() + value_.size();
    const auto [at, status] = std::from_chars(value_.data(), end, number);
    if (status != std::errc{} || at != end) {
        return value_;
    }
    return context_.formats.of_style(style_).show(number, context_.base, context_.fidelity);
}

void SheetReader::close_cell() {
    if (formula_ && !has_value_) {
        context_.out.warn("office.formula-without-value",
                          "formulas whose values the file does not keep were left out; open it in "
                          "a spreadsheet program and save it again");
    }
    if (!has_value_) {
        return;
    }
    if (type_ == "s") {
        context_.out.cell(row_, column_, context_.strings.at(number_of(value_)));
    } else {
        context_.out.cell(row_, column_, shown());
    }
}

SheetLayout SheetReader::layout() && {
    return {frozen_rows_ > 0 ? frozen_rows_ : filter_end_, std::move(merges_)};
}

} // namespace luoshi::office

// SPDX-License-Identifier: Apache-2.0
// The parts of an xlsx its sheets refer to: shared strings and number formats; and how a sheet is
// read with them.
#pragma once

#include "office/number_format.hpp"
#include "office/sheet_builder.hpp"
#include "office/xml.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::office {

// Text of an <si> or <is>: its runs joined, without how it is pronounced (rPh).
class RichText {
public:
    void open(std::string_view name);
    void close(std::string_view name);
    void text(std::string_view piece);
    std::string take(); // with _x000A_ and the like resolved

private:
    std::string text_;
    bool in_text_ = false;
    int phonetic_ = 0;
};

class SharedStrings : public XmlHandler {
public:
    explicit SharedStrings(std::string_view file) : file_(file) {}
    void open(std::string_view name, const XmlAttributes& attributes) override;
    void close(std::string_view name) override;
    void text(std::string_view piece) override;

    std::string_view at(std::size_t index) const noexcept; // empty beyond the end

private:
    std::string_view file_;
    RichText current_;
    std::string texts_;
    std::vector<std::uint32_t> ends_;
};

class CellFormats : public XmlHandler {
public:
    void open(std::string_view name, const XmlAttributes& attributes) override;
    void close(std::string_view name) override;
    void text(std::string_view) override {}

    const NumberFormat& of_style(std::size_t style); // of cells/@s

private:
    std::map<int, std::string> codes_; // numFmtId
    std::vector<int> styles_;          // style -> numFmtId
    std::map<int, NumberFormat> formats_;
    bool in_cells_ = false;
};

struct SheetContext {
    const SharedStrings& strings;
    CellFormats& formats;
    DateBase base = DateBase::from_1900;
    SheetBuilder& out;
    Fidelity fidelity = Fidelity::shown;
};

class SheetReader : public XmlHandler {
public:
    explicit SheetReader(SheetContext context) : context_(context) {}
    void open(std::string_view name, const XmlAttributes& attributes) override;
    void close(std::string_view name) override;
    void text(std::string_view piece) override;

    SheetLayout layout() &&; // what the sheet said of itself

private:
    void open_cell(const XmlAttributes& attributes);
    void close_cell();
    std::string shown() const;

    SheetContext context_;
    std::string reference_, type_, value_;
    RichText inline_;
    std::size_t style_ = 0;
    std::size_t row_ = 0, column_ = 0; // of the next cell, from 0
    bool in_value_ = false, in_inline_ = false, formula_ = false, has_value_ = false;
    std::size_t frozen_rows_ = 0, filter_end_ = 0;
    std::vector<Merge> merges_;
};

// "B3" -> row 2, column 1; "B3:D4" gives both corners. None: no reference.
std::optional<std::pair<std::size_t, std::size_t>> cell_of(std::string_view reference) noexcept;
std::optional<Merge> area_of(std::string_view reference) noexcept;

std::size_t number_of(std::string_view digits) noexcept; // 0 if none, at most 9 digits

} // namespace luoshi::office

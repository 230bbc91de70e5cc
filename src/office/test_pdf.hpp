// SPDX-License-Identifier: Apache-2.0
// For tests: a pdf with words and rules at given places. Characters are one em wide.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::office {

class TestPdf {
public:
    static constexpr double kWidth = 595, kHeight = 842; // points

    void page() { pages_.emplace_back(); }
    // x, y: of the lower left corner, from the upper left one of the page.
    void text(double x, double y, std::u16string_view words, double size = 12) {
        std::string code;
        for (const auto c : words) {
            code += fmt::format("{:04X}", static_cast<unsigned>(c));
        }
        pages_.back() +=
            fmt::format("BT /F {} Tf {} {} Td <{}> Tj ET\n", size, x, kHeight - y, code);
    }
    void rule(double x0, double y0, double x1, double y1) {
        pages_.back() += fmt::format("{} {} m {} {} l S\n", x0, kHeight - y0, x1, kHeight - y1);
    }
    std::string bytes() const;

private:
    std::vector<std::string> pages_;
};

inline std::string TestPdf::bytes() const {
    std::string map = "/CIDInit /ProcSet findresource begin begincmap\n"
                      "1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
    for (unsigned high = 0; high < 256; high += 64) {
        map += "64 beginbfrange\n";
        for (unsigned h = high; h < high + 64; ++h) {
            map += fmt::format("<{0:02X}00> <{0:02X}FF> <{0:02X}00>\n", h);
        }
        map += "endbfrange\n";
    }
    map += "endcmap end";
    std::vector<std::string> objects;
    const auto stream = [](const std::string& content) {
        return fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content);
    };
    std::string kids;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
        kids += fmt::format("{} 0 R ", 6 + 2 * i);
    }
    objects = {"<< /Type /Catalog /Pages 2 0 R >>",
               fmt::format("<< /Type /Pages /Count {} /Kids [{}] >>", pages_.size(), kids),
               "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
               "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
               "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 /CIDSystemInfo "
               "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
               stream(map)};
    for (std::size_t i = 0; i < pages_.size(); ++i) {
        objects.push_back(
            fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents "
                        "{} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
                        kWidth, kHeight, 7 + 2 * i));
        objects.push_back(stream(pages_[i]));
    }
    std::string out = "%PDF-1.7\n", table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += fmt::format("{:010} 00000 n \n", out.size());
        out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    const auto at = out.size();
    return out +
           fmt::format("xref\n0 {0}\n0000000000 65535 f \n{1}trailer\n<< /Size {0} /Root 1 0 R "
                       ">>\nstartxref\n{2}\n%%EOF\n",
                       objects.size() + 1, table, at);
}

} // namespace luoshi::office

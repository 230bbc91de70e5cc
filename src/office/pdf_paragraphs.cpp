// SPDX-License-Identifier: Apache-2.0
#include "office/pdf_paragraphs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

constexpr double kBand = 0.12; // of the height of a page: where heads and feet stand

bool in_band(const PdfLine& line, const PdfLayout& page) {
    return line.middle < page.height * kBand || line.middle > page.height * (1 - kBand);
}

// The digits of a running head count pages: they are left out when lines are compared.
std::string shape_of(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit) {
            out += c;
        } else if (out.empty() || out.back() != '#') {
            out += '#';
        }
    }
    return out;
}

// — 3 —, 第3页, 3/12: numbers and what is put around them.
bool is_page_number(std::string_view text) {
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x80) {
            if (c >= '0' && c <= '9') {
                ++digits;
            } else if (c != ' ' && c != '-' && c != '/' && c != '.') {
                return false;
            }
            ++i;
            continue;
        }
        bool known = false;
        for (const auto sign :
             {"—"sv, "–"sv, "－"sv, "第"sv, "页"sv, "共"sv, "·"sv, "―"sv, "─"sv}) {
            if (text.substr(i).starts_with(sign)) {
                i += sign.size();
                known = true;
                break;
            }
        }
        if (!known) {
            return false;
        }
    }
    return digits > 0 && digits <= 8;
}

std::string key_of(const PdfLine& line, const PdfLayout& page) {
    const bool head = line.middle < page.height / 2;
    return (head ? "^" : "_") + shape_of(line.text);
}

double most_common(const std::map<long, std::size_t>& counts, double otherwise) {
    const auto most =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? otherwise : static_cast<double>(most->first);
}

} // namespace

void take_margins(std::vector<PdfLayout>& pages) {
    std::map<std::string, std::set<int>> seen; // shape → pages
    for (const auto& page : pages) {
        for (const auto& line : page.lines) {
            if (in_band(line, page)) {
                seen[key_of(line, page)].insert(page.number);
            }
        }
    }
    std::set<std::string> given;
    for (auto& page : pages) {
        std::erase_if(page.lines, [&](const PdfLine& line) {
            if (!in_band(line, page)) {
                return false;
            }
            const auto key = key_of(line, page);
            const auto times = seen[key].size();
            const bool number = is_page_number(line.text);
            const bool repeated = times >= 3 || (times == 2 && pages.size() <= 3);
            if (!number && !repeated) {
                return false;
            }
            if (given.insert(key).second) {
                page.margins.push_back(line.text);
            }
            return true;
        });
    }
}

Measure measure(const std::vector<PdfLayout>& pages) {
    std::map<long, std::size_t> lefts, rights, ems;
    std::size_t all = 0;
    for (const auto& page : pages) {
        for (const auto& line : page.lines) {
            ++ems[std::lround(line.em)];
        }
    }
    const auto em = most_common(ems, 12);
    for (const auto& page : pages) {
        for (const auto& line : page.lines) {
            if (line.x1 - line.x0 > page.width * 0.45) { // long enough to have been broken
                ++lefts[std::lround(line.x0)];
                ++rights[std::lround(line.x1)];
                ++all;
            }
        }
    }
    Measure out{0, 0, em, false};
    std::size_t so_far = 0;
    for (const auto& [at, count] : lefts) {
        if (out.left == 0 && count * 20 >= all) {
            out.left = static_cast<double>(at);
        } else if (out.left > 0 && static_cast<double>(at) > out.left + em) {
            out.indents = out.indents || count * 20 >= all;
        }
    }
    for (const auto& [at, count] : rights) { // all but the twentieth that sticks out
        so_far += count;
        if (so_far * 20 >= all * 19) {
            out.right = static_cast<double>(at);
            break;
        }
    }
    return out;
}

bool begins_with_label(std::string_view text) noexcept {
    constexpr std::array kNumbers{"一"sv, "二"sv, "三"sv, "四"sv, "五"sv, "六"sv, "七"sv,
                                  "八"sv, "九"sv, "十"sv, "百"sv, "零"sv, "〇"sv};
    std::size_t at = 0;
    for (const auto open : {"（"sv, "("sv, "第"sv}) {
        if (text.starts_with(open)) {
            at = open.size();
        }
    }
    const bool opened = at > 0;
    const auto begin = at;
    const auto is_number = [&](std::string_view rest) -> std::size_t {
        if (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') {
            return 1;
        }
        for (const auto number : kNumbers) {
            if (rest.starts_with(number)) {
                return number.size();
            }
        }
        return 0;
    };
    for (auto n = is_number(text.substr(at)); n > 0 && at - begin < 12;
         n = is_number(text.substr(at))) {
        at += n;
    }
    if (at == begin) {
        const auto lead = text.substr(0, 3);
        return (lead >= "①"sv && lead <= "⒛"sv) || text.starts_with("附件：") ||
               text.starts_with("附件:");
    }
    const auto behind = text.substr(at);
    if (opened) {
        return behind.starts_with("）") || behind.starts_with(")") || behind.starts_with("章") ||
               behind.starts_with("条") || behind.starts_with("节") || behind.starts_with("部分");
    }
    const bool dotted =
        behind.starts_with(".") && (behind.size() < 2 || behind[1] < '0' || behind[1] > '9');
    return behind.starts_with("、") || behind.starts_with("．") || dotted;
}

bool goes_on(const PdfLine& before, const PdfLine& line, const Measure& page) {
    const auto em = std::max(before.em, 1.0);
    if (std::abs(before.em - line.em) > em * 0.15 && before.em + line.em > page.em * 2.2) {
        return false; // a title above its text
    }
    const bool large = before.em > page.em * 1.15;
    if (large) { // a title over several lines, each centred
        const auto centre = (before.x0 + before.x1) / 2 - (line.x0 + line.x1) / 2;
        return std::abs(centre) < em && line.middle - before.middle < em * 3 &&
               line.middle > before.middle;
    }
    const bool full = before.x1 > page.right - em * (unbroken_em(line.text) + 0.3);
    const bool indented = line.x0 > page.left + em * 0.8;
    if (!full || indented) {
        return false;
    }
    const bool ends = before.text.ends_with("。") || before.text.ends_with("；") ||
                      before.text.ends_with("：") || before.text.ends_with("）");
    if (page.indents) {
        return !(ends && begins_with_label(line.text));
    }
    // without indents what ends at the end of a full line is taken for a paragraph
    const bool open = before.text.ends_with("、") || before.text.ends_with("，");
    return open || !(ends || begins_with_label(line.text));
}

} // namespace luoshi::office

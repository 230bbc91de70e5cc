// SPDX-License-Identifier: Apache-2.0
#include "notice/glyphs.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace luoshi::notice {
namespace {

// Traditional, simplified: the characters of our key words and of common unit names.
constexpr std::u32string_view kTraditional =
    U"辦办導导責责單单頭头牽牵會会協协負负報报參参與与別别領领區区縣县廳厅總总財财務务國国黨党員员"
    U"組组關关門门機机構构銀银業业產产農农衛卫學学時时間间進进長长堅坚個个萬万億亿達达於于號号發发"
    U"電电級级緊紧題题標标準准劃划綱纲見见規规計计則则條条開开實实檢检範范優优點点項项備备轉转審审"
    U"議议園园貿贸環环護护監监統统書书記记處处隊队陽阳廣广東东穩稳續续動动態态內内後后週周從从來来"
    U"為为對对將将應应須须給给積积極极適适當当評评層层專专類类屬属聯联繫系際际歷历鄉乡鎮镇戶户稅税"
    U"質质醫医藥药險险資资創创設设築筑餘余團团體体鐵铁運运輸输術术氣气網网訊讯經经濟济預预圖图職职"
    U"課课讓让廠厂礦矿縮缩試试認认證证審审執执賽赛決决據据權权歸归舊旧據据複复彙汇匯汇總总無无壓压"
    U"減减擴扩營营劃划溫温測测擬拟訂订啟启誌志聽听論论誰谁該该請请諮咨謀谋謹谨變变佈布並并兩两幾几"
    U"張张種种條条戰战條条歲岁頁页顧顾顯显飛飞館馆騰腾驗验魚鱼鹽盐齊齐龍龙龜龟僅仅價价儘尽剛刚勞劳"
    U"勢势勵励華华葉叶許许試试詳详說说調调諸诸講讲識识譯译讀读豐丰貝贝貨货販贩貧贫購购賀贺賓宾賞赏"
    U"賠赔賣卖趙赵趕赶踐践軍军軌轨軟软載载較较輛辆輪轮辭辞邊边遷迁選选遺遗還还鄭郑醬酱釋释針针釣钓"
    U"鋼钢錄录錢钱錦锦鍋锅鎖锁鏡镜鐘钟閉闭閱阅闆板陰阴陳陈陸陆隨随隱隐雖虽雙双雜杂離离難难雲云靈灵"
    U"靜静響响順顺頒颁頻频願愿風风養养馬马駐驻騎骑髒脏鬆松鬧闹麗丽麥麦黃黄齡龄";

char32_t simplified(char32_t c) noexcept {
    struct Table {
        std::array<char16_t, 0x10000> map{};
        Table() {
            for (std::size_t i = 0; i + 1 < kTraditional.size(); i += 2) {
                map[kTraditional[i]] = static_cast<char16_t>(kTraditional[i + 1]);
            }
        }
    };
    static const Table table;
    return c < 0x10000 && table.map[c] != 0 ? char32_t{table.map[c]} : c;
}

bool is_space(char32_t c) noexcept {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == 0xA0 ||
           c == 0x3000 || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

// The character that begins at text[at]; sets its length in bytes, 0 at a broken byte.
char32_t decode(std::string_view text, std::size_t at, std::size_t& length) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned lead = byte(0);
    length = lead < 0x80       ? 1U
             : lead >> 5 == 6  ? 2U
             : lead >> 4 == 14 ? 3U
             : lead >> 3 == 30 ? 4U
                               : 0U;
    if (length == 0 || at + length > text.size()) {
        length = 0;
        return 0;
    }
    char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (byte(i) >> 6 != 2) {
            length = 0;
            return 0;
        }
        c = c << 6 | (byte(i) & 0x3FU);
    }
    return c;
}

bool is_pinyin(char32_t c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFF) || (c >= 0x100 && c <= 0x17F) ||
           (c >= 0x1CD && c <= 0x1DC) || c == 0x1F9 || c == 0x1E3F;
}

// — 2 —, 第 3 页: the foot of a page, which may stand in the middle of a sentence.
bool is_page_number(std::string_view line) {
    std::size_t digits = 0, marks = 0;
    for (std::size_t at = 0, length = 0; at < line.size(); at += length) {
        const auto c = fold(decode(line, at, length));
        if (length == 0 || line.size() > 40) {
            return false;
        }
        if (is_digit(c)) {
            ++digits;
        } else if (c == '-' || c == U'·' || c == U'第' || c == U'页' || c == U'共' || c == '/') {
            ++marks;
        } else if (!is_space(c)) {
            return false;
        }
    }
    return marks > 0 && digits > 0 && digits <= 6;
}

} // namespace

char32_t fold(char32_t c) noexcept {
    if (c >= 0xFF01 && c <= 0xFF5E) {
        c -= 0xFEE0; // full-width ASCII
    }
    switch (c) {
    case U'〔':
    case U'【':
    case U'〖': return '[';
    case U'〕':
    case U'】':
    case U'〗': return ']';
    case U'〈': return '<';
    case U'〉': return '>';
    case U'「':
    case U'『':
    case U'„': return U'“';
    case U'」':
    case U'』': return U'”';
    case U'—':
    case U'–':
    case U'―':
    case U'─':
    case U'‐':
    case U'~':
    case U'〜': return '-';
    case U'○':
    case U'◯': return U'〇';
    case U'•':
    case U'・':
    case U'‧':
    case U'∙': return U'·';
    case U'｡': return U'。';
    case U'､': return U'、';
    case U'︰':
    case U'∶': return ':';
    default: return simplified(c);
    }
}

bool is_han(char32_t c) noexcept {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c >= 0x20000 ||
           c == U'〇';
}

bool is_digit(char32_t c) noexcept {
    return c >= '0' && c <= '9';
}

Glyphs::Glyphs(std::string_view text, const std::vector<Span>& hidden) : text_(text) {
    auto next_hidden = hidden.begin();
    folded_.reserve(text.size() / 3 + 16);
    begin_.reserve(text.size() / 3 + 16);
    marks_.reserve(text.size() / 3 + 16);
    std::uint8_t marks = kLine;
    bool begins = true; // a line
    for (std::size_t at = 0, length = 0; at < text.size(); at += length == 0 ? 1 : length) {
        if (next_hidden != hidden.end() && at >= next_hidden->begin) {
            length = next_hidden->end > at ? next_hidden->end - at : 0;
            ++next_hidden;
            if (length > 0) {
                marks = static_cast<std::uint8_t>(marks | kGap | kLine);
                continue;
            }
        }
        if (begins) {
            begins = false;
            const auto line = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
            if (is_page_number(line)) {
                length = line.size();
                marks = kLine | kGap;
                continue;
            }
        }
        const auto c = decode(text, at, length);
        if (length == 0) {
            continue;
        }
        if (is_space(c)) {
            begins = c == '\n';
            marks = static_cast<std::uint8_t>(marks | kGap | (begins ? kLine : 0));
            continue;
        }
        if (c == '*' && at + 1 < text.size() && text[at + 1] == '*') {
            length = 2;
            continue;
        }
        folded_ += fold(c);
        begin_.push_back(static_cast<std::uint32_t>(at));
        marks_.push_back(marks);
        marks = 0;
    }
    drop_pinyin();
}

void Glyphs::drop_pinyin() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < folded_.size();) {
        std::size_t end = i + 1;
        if (folded_[i] == '(' && kept > 0 && is_han(folded_[kept - 1])) {
            while (end < folded_.size() && end - i < 9 && is_pinyin(folded_[end])) {
                ++end;
            }
            if (end > i + 1 && end < folded_.size() && folded_[end] == ')') {
                i = end + 1;
                continue;
            }
        }
        folded_[kept] = folded_[i];
        begin_[kept] = begin_[i];
        marks_[kept] = marks_[i];
        ++kept;
        ++i;
    }
    folded_.resize(kept);
    begin_.resize(kept);
    marks_.resize(kept);
}

Span Glyphs::span(Range range) const {
    if (range.first >= size()) {
        const auto end = static_cast<std::uint32_t>(text_.size());
        return {end, end};
    }
    if (range.empty()) {
        return {begin_[range.first], begin_[range.first]};
    }
    std::size_t length = 0;
    decode(text_, begin_[range.last - 1], length);
    return {begin_[range.first], begin_[range.last - 1] + static_cast<std::uint32_t>(length)};
}

std::uint32_t Glyphs::at_byte(std::size_t byte) const {
    const auto found = std::lower_bound(begin_.begin(), begin_.end(), byte);
    return static_cast<std::uint32_t>(found - begin_.begin());
}

std::string Glyphs::printed(Range range) const {
    std::string out;
    for (auto i = range.first; i < range.last; ++i) {
        std::size_t length = 0;
        decode(text_, begin_[i], length);
        out += text_.substr(begin_[i], length);
    }
    return out;
}

} // namespace luoshi::notice

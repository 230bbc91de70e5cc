// SPDX-License-Identifier: Apache-2.0
#include "office/decode.hpp"

#include "base/error.hpp"
#include "office/sniff.hpp"

#include <unicode/ucnv.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

struct Checkpoint {
    std::size_t at = 0;     // first byte that does not fit
    bool cut_short = false; // the text ends there, inside a character
};

// Where `bytes` stop being UTF-8 (RFC 3629: no surrogates, no overlong forms); nullopt: nowhere.
std::optional<Checkpoint> first_broken(std::string_view bytes) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    for (std::size_t i = 0; i < bytes.size();) {
        const unsigned lead = byte(i);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                                   : lead >> 4 == 14             ? 3
                                   : lead >= 0xF0 && lead < 0xF5 ? 4
                                                                 : 0;
        if (length == 0) {
            return Checkpoint{i, false};
        }
        for (std::size_t k = 1; k < length; ++k) {
            if (i + k == bytes.size()) {
                return Checkpoint{i, true};
            }
            unsigned low = 0x80, high = 0xBF;
            if (k == 1) {
                low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
                high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
            }
            if (byte(i + k) < low || byte(i + k) > high) {
                return Checkpoint{i, false};
            }
        }
        i += length;
    }
    return std::nullopt;
}

struct Closer {
    void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};

struct Converted {
    std::string text;
    std::optional<Checkpoint> broken;
};

void append_utf8(std::string& out, UChar32 c) {
    const auto put = [&](unsigned value) { out += static_cast<char>(value); };
    const auto u = static_cast<unsigned>(c);
    if (u < 0x80) {
        put(u);
    } else if (u < 0x800) {
        put(0xC0 | u >> 6), put(0x80 | (u & 63));
    } else if (u < 0x10000) {
        put(0xE0 | u >> 12), put(0x80 | (u >> 6 & 63)), put(0x80 | (u & 63));
    } else {
        put(0xF0 | u >> 18), put(0x80 | (u >> 12 & 63)), put(0x80 | (u >> 6 & 63)),
            put(0x80 | (u & 63));
    }
}

// Strict conversion by ICU; stops at the first byte that does not fit.
Converted convert(std::string_view bytes, const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, Closer> converter{ucnv_open(name, &status)};
    ensure(U_SUCCESS(status) != 0, "ICU knows the encodings of Chinese text");
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
    Converted out;
    out.text.reserve(bytes.size() * 3 / 2);
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while (at < end) {
        const char* const before = at;
        const auto c = ucnv_getNextUChar(converter.get(), &at, end, &status);
        if (U_FAILURE(status) != 0) {
            const bool cut_short = status == U_TRUNCATED_CHAR_FOUND;
            if (status != U_INDEX_OUTOFBOUNDS_ERROR) {
                out.broken = Checkpoint{static_cast<std::size_t>(before - bytes.data()), cut_short};
            }
            break;
        }
        append_utf8(out.text, c);
    }
    return out;
}

// GB18030 takes almost any bytes for something. Real Chinese is made of the 3,755 frequent
// characters of GB 2312 level 1 (first byte B0 to D7) and of its signs (A1 to A9); UTF-8 misread is
// not.
bool is_plausible_gb18030(std::string_view bytes) {
    constexpr std::size_t kFewest = 4;
    std::size_t frequent = 0, pairs = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        if (first < 0x81) {
            continue;
        }
        ++pairs;
        const bool gb2312 = second >= 0xA1 && second <= 0xFE;
        frequent += gb2312 && ((first >= 0xB0 && first <= 0xD7) || (first >= 0xA1 && first <= 0xA9))
                        ? 1U
                        : 0U;
        ++i;
    }
    return pairs >= kFewest && frequent * 100 >= pairs * 85;
}

Error broken(std::string_view file, const Checkpoint& at, std::string_view encoding) {
    if (at.cut_short) {
        return failure(ErrorCode::unprocessable, "office.truncated",
                       "'{}' ends inside a character ({}, byte {}): the file is incomplete; fetch "
                       "or save it again",
                       file, encoding, at.at)
            .with("position", std::to_string(at.at));
    }
    return failure(ErrorCode::unprocessable, "office.encoding",
                   "'{}' is not readable text: byte {} does not fit {}; save it again as UTF-8 or "
                   "GB18030",
                   file, at.at, encoding)
        .with("position", std::to_string(at.at));
}

Error binary(std::string_view file, std::string_view kind) {
    return failure(ErrorCode::unsupported, "office.binary",
                   "'{}' is not plain text{}; save it as plain text (.txt) and try again", file,
                   kind.empty() ? std::string{} : fmt::format(" but looks like {}", kind))
        .with("looks_like", std::string{kind});
}

// Line ends become \n. Control characters mean that this is no text.
void clean(std::string& text, std::string_view file) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 && c != '\n' && c != '\t' && c != '\r' && c != '\f' && c != '\v' &&
            c != 0x1A) {
            throw binary(file, {});
        }
        if (c == 0x1A) {
            continue; // the end mark of old DOS editors
        }
        if (c == '\r') {
            if (i + 1 < text.size() && text[i + 1] == '\n') {
                continue;
            }
            text[kept++] = '\n';
            continue;
        }
        text[kept++] = text[i];
    }
    text.resize(kept);
}

bool is_blank(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 3) == "\xE3\x80\x80"sv || text.substr(i, 3) == "\xEF\xBB\xBF"sv) {
            i += 2;
        } else if (text.substr(i, 2) == "\xC2\xA0"sv) {
            i += 1;
        } else if (static_cast<unsigned char>(text[i]) > 0x20) {
            return false;
        }
    }
    return true;
}

// UTF-16 without a mark shows zero bytes at every second place, for ASCII and for line ends.
std::optional<Encoding> unmarked_utf16(std::string_view bytes) {
    const auto head = bytes.substr(0, 4096);
    std::size_t even = 0, odd = 0, chinese_le = 0, chinese_be = 0;
    for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
        const auto a = static_cast<unsigned char>(head[i]),
                   b = static_cast<unsigned char>(head[i + 1]);
        even += a == 0 ? 1U : 0U;
        odd += b == 0 ? 1U : 0U;
        chinese_le += (b >= 0x4E && b <= 0x9F) || b == 0xFF || b == 0x30 ? 1U : 0U;
        chinese_be += (a >= 0x4E && a <= 0x9F) || a == 0xFF || a == 0x30 ? 1U : 0U;
    }
    const auto pairs = head.size() / 2;
    if (pairs < 2 || even + odd == 0) {
        return std::nullopt;
    }
    if (even == 0 && (odd + chinese_le) * 10 >= pairs * 8) {
        return Encoding::utf16_le;
    }
    if (odd == 0 && (even + chinese_be) * 10 >= pairs * 8) {
        return Encoding::utf16_be;
    }
    return std::nullopt;
}

Decoded take(Converted converted, Encoding encoding, std::string_view file) {
    if (converted.broken) {
        throw broken(file, *converted.broken, to_string(encoding));
    }
    return {std::move(converted.text), encoding};
}

Decoded decode_marked(std::string_view bytes, std::string_view file) {
    if (bytes.starts_with("\xFF\xFE"sv)) {
        return take(convert(bytes.substr(2), "UTF-16LE"), Encoding::utf16_le, file);
    }
    if (bytes.starts_with("\xFE\xFF"sv)) {
        return take(convert(bytes.substr(2), "UTF-16BE"), Encoding::utf16_be, file);
    }
    if (bytes.starts_with("\x84\x31\x95\x33"sv)) {
        return take(convert(bytes.substr(4), "gb18030"), Encoding::gb18030, file);
    }
    if (const auto encoding = unmarked_utf16(bytes)) {
        return take(convert(bytes, *encoding == Encoding::utf16_le ? "UTF-16LE" : "UTF-16BE"),
                    *encoding, file);
    }
    const bool marked = bytes.starts_with("\xEF\xBB\xBF"sv);
    const auto plain = bytes.substr(marked ? 3 : 0);
    if (plain.find('\0') != std::string_view::npos) {
        throw binary(file, {});
    }
    const auto utf8_broken = first_broken(plain);
    if (!utf8_broken) {
        return {std::string{plain}, Encoding::utf8};
    }
    if (!marked) {
        auto chinese = convert(plain, "gb18030");
        const bool fits = !chinese.broken || chinese.broken->cut_short;
        if (fits && is_plausible_gb18030(plain)) {
            return take(std::move(chinese), Encoding::gb18030, file);
        }
    }
    throw broken(file, *utf8_broken, "UTF-8");
}

} // namespace

std::string_view to_string(Encoding encoding) noexcept {
    switch (encoding) {
    case Encoding::utf8: return "UTF-8";
    case Encoding::utf16_le: return "UTF-16LE";
    case Encoding::utf16_be: return "UTF-16BE";
    case Encoding::gb18030: return "GB18030";
    }
    return "UTF-8";
}

Decoded decode(std::string_view bytes, std::string_view file) {
    if (bytes.size() > kLargestText) {
        throw failure(
            ErrorCode::too_large, "office.too-large",
            "'{}' is larger than {} MB; a notice is far smaller: check the file, or split it", file,
            kLargestText >> 20);
    }
    if (const auto kind = sniff(bytes); !kind.empty()) {
        throw binary(file, kind);
    }
    auto decoded = decode_marked(bytes, file);
    if (is_blank(decoded.text)) {
        throw failure(ErrorCode::unprocessable, "office.empty",
                      "'{}' holds no text; check that the right file was chosen", file);
    }
    clean(decoded.text, file);
    return decoded;
}

} // namespace luoshi::office

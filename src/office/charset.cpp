// SPDX-License-Identifier: Apache-2.0
#include "office/charset.hpp"

#include "base/error.hpp"
#include "office/decode.hpp"

#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

struct Closer {
    void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, Closer>;

Converter open_converter(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter{ucnv_open(name, &status)};
    return U_SUCCESS(status) != 0 ? std::move(converter) : Converter{};
}

// Browsers show a page with a wrong byte, and so do we: it becomes U+FFFD.
std::string to_utf8(std::string_view bytes, UConverter& from) {
    const auto utf8 = open_converter("UTF-8");
    ensure(utf8 != nullptr, "ICU knows UTF-8");
    std::string out;
    std::vector<char> buffer(64U << 10);
    std::vector<UChar> pivot(8U << 10);
    UChar *pivot_source = pivot.data(), *pivot_target = pivot.data();
    const char* at = bytes.data();
    for (bool first = true;; first = false) {
        UErrorCode status = U_ZERO_ERROR;
        char* to = buffer.data();
        ucnv_convertEx(utf8.get(), &from, &to, to + buffer.size(), &at, bytes.data() + bytes.size(),
                       pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(),
                       static_cast<UBool>(first), 1, &status);
        out.append(buffer.data(), static_cast<std::size_t>(to - buffer.data()));
        if (status != U_BUFFER_OVERFLOW_ERROR) {
            return out;
        }
    }
}

std::string unix_lines(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            i += i + 1 < text.size() && text[i + 1] == '\n' ? 1U : 0U;
            out += '\n';
        } else if (text[i] != '\0') {
            out += text[i];
        }
    }
    return out;
}

bool is_gb(std::string_view name) {
    return name == "gb2312" || name == "gbk" || name == "gb18030" || name == "gb_2312-80" ||
           name == "x-gbk" || name == "cp936";
}

} // namespace

std::string named_charset(std::string_view bytes) {
    std::string head{bytes.substr(0, 4096)};
    std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
    });
    const bool declared = head.starts_with("<?xml");
    auto at = head.find(declared ? "encoding" : "charset");
    at = declared && at == std::string::npos ? head.find("charset") : at;
    if (at == std::string::npos) {
        return {};
    }
    at = head.find('=', at);
    at = at == std::string::npos ? at : head.find_first_not_of("= \t\n\"'", at);
    if (at == std::string::npos) {
        return {};
    }
    const auto end = head.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_:.", at);
    return head.substr(at, std::min<std::size_t>(end - at, 40));
}

PageText decode_page(std::string_view bytes, std::string_view file) {
    if (bytes.size() <= kLargestText && !bytes.starts_with("\xFF\xFE"sv) &&
        !bytes.starts_with("\xFE\xFF"sv) && !bytes.starts_with("\xEF\xBB\xBF"sv)) {
        const auto name = named_charset(bytes);
        const bool unicode = name.empty() || name.starts_with("utf") || name == "unicode";
        const auto converter =
            unicode ? Converter{} : open_converter(is_gb(name) ? "gb18030" : name.c_str());
        if (converter != nullptr) {
            try { // many pages name one encoding and are in UTF-8
                auto decoded = decode(bytes, file);
                if (decoded.encoding == Encoding::utf8 || is_gb(name)) {
                    return {std::move(decoded.text), std::string{to_string(decoded.encoding)}};
                }
            } catch (const Error& error) {
                if (error.reason() == "office.empty" || error.reason() == "office.too-large") {
                    throw;
                }
            }
            UErrorCode status = U_ZERO_ERROR;
            const char* const canonical = ucnv_getName(converter.get(), &status);
            return {unix_lines(to_utf8(bytes, *converter)), is_gb(name)            ? "GB18030"
                                                            : canonical == nullptr ? name
                                                                                   : canonical};
        }
    }
    auto decoded = decode(bytes, file);
    return {std::move(decoded.text), std::string{to_string(decoded.encoding)}};
}

} // namespace luoshi::office

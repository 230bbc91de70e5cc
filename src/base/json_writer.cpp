// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.hpp"

#include "base/error.hpp"

#include <charconv>
#include <utility>

namespace luoshi {

void append_json_string(std::string& out, std::string_view text) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    out += '"';
    std::size_t clean = 0; // start of what was not copied yet
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') {
            continue;
        }
        out.append(text, clean, i - clean);
        clean = i + 1;
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            out += "\\u00";
            out += kDigits[c >> 4];
            out += kDigits[c & 15];
        }
    }
    out.append(text, clean, text.size() - clean);
    out += '"';
}

void JsonWriter::separate() {
    if (need_comma_) {
        out_ += ',';
    }
    need_comma_ = true;
}

void JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    need_comma_ = false;
    ++depth_;
}

void JsonWriter::close(char bracket) {
    out_ += bracket;
    need_comma_ = true;
    --depth_;
}

void JsonWriter::key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    need_comma_ = false;
}

void JsonWriter::string(std::string_view text) {
    separate();
    append_json_string(out_, text);
}

void JsonWriter::integer(std::int64_t value) {
    separate();
    char digits[24];
    const auto [end, status] = std::to_chars(digits, digits + sizeof digits, value);
    ensure(status == std::errc{}, "24 characters hold an int64");
    out_.append(digits, end);
}

void JsonWriter::raw(std::string_view json) {
    separate();
    out_ += json;
}

void JsonWriter::id(std::string_view name, std::int64_t value) {
    key(name);
    if (value == 0) {
        null();
    } else {
        string(std::to_string(value));
    }
}

std::string JsonWriter::take() {
    ensure(depth_ == 0, "every begin has its end");
    need_comma_ = false;
    return std::exchange(out_, {});
}

} // namespace luoshi

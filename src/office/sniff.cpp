// SPDX-License-Identifier: Apache-2.0
#include "office/sniff.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

struct Magic {
    std::string_view bytes, kind;
};
constexpr std::array<Magic, 13> kMagic{{{"%PDF-"sv, "pdf"},
                                        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "doc"},
                                        {R"({\rtf)"sv, "rtf"},
                                        {"\x89PNG"sv, "image"},
                                        {"\xFF\xD8\xFF"sv, "image"},
                                        {"GIF8"sv, "image"},
                                        {"II*\0"sv, "image"},
                                        {"MM\0*"sv, "image"},
                                        {"\x1F\x8B"sv, "gzip"},
                                        {"Rar!"sv, "rar"},
                                        {"7z\xBC\xAF"sv, "7z"},
                                        {"\x7F"
                                         "ELF"sv,
                                         "program"},
                                        {"BM"sv, "image"}}};

std::string_view kind_of_zip(std::string_view bytes) noexcept {
    const auto head = bytes.substr(0, 64U << 10);
    const auto has = [&](std::string_view name) {
        return head.find(name) != std::string_view::npos;
    };
    if (has("word/")) {
        return "docx";
    }
    if (has("xl/")) {
        return "xlsx";
    }
    if (has("OFD.xml")) {
        return "ofd";
    }
    return has("[Content_Types].xml") ? "docx" : "zip";
}

// What an OLE file holds, by the names in its directory, which are UTF-16.
std::string_view kind_of_ole(std::string_view bytes) noexcept {
    constexpr std::array kStreams{
        std::pair{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv, "encrypted"sv},
        std::pair{"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"sv, "doc"sv},
        std::pair{"W\0o\0r\0k\0b\0o\0o\0k\0"sv, "xls"sv}, std::pair{"B\0o\0o\0k\0\0\0"sv, "xls"sv},
        std::pair{"E\0t\0S\0h\0e\0e\0t\0"sv, "xls"sv}};
    const auto* const found =
        std::find_if(kStreams.begin(), kStreams.end(), [&](const auto& stream) {
            return bytes.find(stream.first) != std::string_view::npos;
        });
    return found == kStreams.end() ? "doc"sv : found->second;
}

} // namespace

std::string_view sniff(std::string_view bytes) noexcept {
    if (bytes.starts_with("PK\x03\x04"sv)) {
        return kind_of_zip(bytes);
    }
    const auto* const found = std::find_if(
        kMagic.begin(), kMagic.end(), [&](const Magic& m) { return bytes.starts_with(m.bytes); });
    if (found == kMagic.end()) {
        return {};
    }
    if (found->kind == "doc"sv) {
        return kind_of_ole(bytes);
    }
    // "BM" may begin an English text; a bitmap has zero bytes soon after
    const bool doubtful = found->bytes.size() == 2 && found->kind == "image"sv;
    return doubtful && bytes.substr(0, 16).find('\0') == std::string_view::npos ? std::string_view{}
                                                                                : found->kind;
}

} // namespace luoshi::office

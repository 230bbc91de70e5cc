// SPDX-License-Identifier: Apache-2.0
#include "http/compress.hpp"

#include "base/error.hpp"
#include "http/encoding.hpp"
#include "http/message.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <zlib.h>

namespace luoshi::http {
namespace {

constexpr std::array<std::string_view, 8> kCompressible{
    "application/json", "application/problem+json",  "application/javascript",
    "application/xml",  "application/manifest+json", "application/wasm",
    "image/svg+xml",    "application/geo+json"};

} // namespace

bool accepts_gzip(std::string_view accept_encoding) noexcept {
    int star = 0;
    while (!accept_encoding.empty()) {
        const auto comma = accept_encoding.find(',');
        const auto item = trim(accept_encoding.substr(0, comma));
        accept_encoding.remove_prefix(comma == std::string_view::npos ? accept_encoding.size()
                                                                      : comma + 1);
        const auto coding = trim(item.substr(0, item.find(';')));
        if (equal_ignoring_case(coding, "gzip") || equal_ignoring_case(coding, "x-gzip")) {
            return quality(item) > 0;
        }
        if (coding == "*") {
            star = quality(item);
        }
    }
    return star > 0;
}

bool is_compressible(std::string_view content_type) noexcept {
    const auto type = trim(content_type.substr(0, content_type.find(';')));
    return type.starts_with("text/") ||
           std::ranges::find(kCompressible, type) != kCompressible.end();
}

std::string gzip(std::string_view bytes, int level) {
    constexpr int kGzipWindow = 15 + 16; // 32 KiB window, gzip header
    ensure(bytes.size() <= std::numeric_limits<uInt>::max() / 2, "a body in memory is below 2 GiB");
    z_stream zip{};
    ensure(deflateInit2(&zip, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) == Z_OK,
           "zlib starts");
    std::string out(deflateBound(&zip, static_cast<uLong>(bytes.size())), '\0');
    std::string input{bytes}; // zlib's pointer is not const
    zip.next_in = reinterpret_cast<Bytef*>(input.data());
    zip.avail_in = static_cast<uInt>(input.size());
    zip.next_out = reinterpret_cast<Bytef*>(out.data());
    zip.avail_out = static_cast<uInt>(out.size());
    const int status = deflate(&zip, Z_FINISH);
    out.resize(zip.total_out);
    deflateEnd(&zip);
    ensure(status == Z_STREAM_END, "the bound holds the whole output");
    return out;
}

} // namespace luoshi::http

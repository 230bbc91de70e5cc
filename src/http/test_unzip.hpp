// SPDX-License-Identifier: Apache-2.0
// For tests: the way back from gzip.
#pragma once

#include "base/error.hpp"

#include <string>
#include <zlib.h>

namespace luoshi::http::testing {

inline std::string unzip(std::string packed) {
    z_stream zip{};
    ensure(inflateInit2(&zip, 15 + 16) == Z_OK, "zlib starts");
    std::string out(std::size_t{16} << 20, '\0');
    zip.next_in = reinterpret_cast<Bytef*>(packed.data());
    zip.avail_in = static_cast<uInt>(packed.size());
    zip.next_out = reinterpret_cast<Bytef*>(out.data());
    zip.avail_out = static_cast<uInt>(out.size());
    const int status = inflate(&zip, Z_FINISH);
    out.resize(zip.total_out);
    inflateEnd(&zip);
    ensure(status == Z_STREAM_END, "the bytes are a whole gzip stream");
    return out;
}

} // namespace luoshi::http::testing

// SPDX-License-Identifier: Apache-2.0
// Any bytes: decode, secret check and grammar must end in a reading or an Error, and a reading must
// survive its JSON. Build with clang and -DLUOSHI_FUZZ=ON (see CMakeLists.txt here), then
//   read_fuzz -max_total_time=60 -max_len=4096 CORPUS tests/cases/notice
#include "base/error.hpp"
#include "notice/json.hpp"
#include "notice/read_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luoshi;
    try {
        const std::string_view bytes{reinterpret_cast<const char*>(data), size};
        const auto read = notice::read_file(bytes, "fuzz", {});
        ensure(notice::from_json(notice::to_json(read.reading)) == read.reading,
               "JSON keeps a reading");
    } catch (const Error& error) {
        if (error.code() == ErrorCode::internal) {
            throw;
        }
    }
    return 0;
}

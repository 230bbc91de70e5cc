// SPDX-License-Identifier: Apache-2.0
// Any text called csv: read as a ledger it must end in a reading that survives its JSON, or an
// Error that is not ours. Build as told in CMakeLists.txt, then
//   csv_fuzz -max_total_time=60 -max_len=4096 CORPUS
#include "base/error.hpp"
#include "notice/json.hpp"
#include "notice/read_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luoshi;
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    for (const auto* const head : {"", "序号,任务,牵头单位,完成时限\n"}) {
        try {
            const auto read = notice::read_file(head + std::string{bytes}, "fuzz.csv", {});
            ensure(notice::from_json(notice::to_json(read.reading)) == read.reading,
                   "JSON keeps a reading");
            for (const auto& item : read.reading.items) {
                ensure(item.span.end <= read.document.text.size() &&
                           item.span.begin <= item.span.end,
                       "items lie inside the text");
            }
        } catch (const Error& error) {
            if (error.code() == ErrorCode::internal) {
                throw;
            }
        }
    }
    return 0;
}

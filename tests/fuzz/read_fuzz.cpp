// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file: text in any encoding, and whatever else they look like. A reading must
// survive its JSON.
#include "fuzz.hpp"

#include "notice/json.hpp"
#include "notice/read_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luoshi;
    return fuzz::run(data, size, [](std::string_view bytes) {
        const auto read = notice::read_file(bytes, "fuzz", {});
        ensure(notice::from_json(notice::to_json(read.reading)) == read.reading,
               "JSON keeps a reading");
    });
}

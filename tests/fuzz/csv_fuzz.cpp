// SPDX-License-Identifier: Apache-2.0
// Any text called csv, alone and under the headings of a ledger.
#include "check_document.hpp"
#include "fuzz.hpp"

#include "notice/json.hpp"
#include "notice/read_file.hpp"
#include "office/read_document.hpp"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luoshi;
    for (const auto* const head : {"", "序号,任务,牵头单位,完成时限\n"}) {
        fuzz::run(data, size, [&](std::string_view bytes) {
            const auto read = notice::read_file(head + std::string{bytes}, "fuzz.csv", {});
            ensure(notice::from_json(notice::to_json(read.reading)) == read.reading,
                   "JSON keeps a reading");
            for (const auto& item : read.reading.items) {
                ensure(item.span.begin <= item.span.end &&
                           item.span.end <= read.document.text.size(),
                       "items lie inside the text");
            }
        });
        fuzz::run(data, size, [&](std::string_view bytes) {
            fuzz::check_document(office::read_document(head + std::string{bytes}, "fuzz.csv"));
        });
    }
    return 0;
}

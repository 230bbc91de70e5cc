// SPDX-License-Identifier: Apache-2.0
// Any words as a statement of responsibility: in brackets, as a field, as a cell of a table.
#include "fuzz.hpp"

#include "notice/lexicon.hpp"
#include "notice/notice.hpp"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luoshi;
    return fuzz::run(data, size, [](std::string_view words) {
        const std::string clause{words};
        const auto text = "关于印发分工方案的通知\n各县：\n一、甲\n1. 推进乙。（" + clause +
                          "）\n2. 推进丙，年底前完成。\n责任单位：" + clause +
                          "\n序号\t任务\t责任单位\t完成时限\n1\t丁\t" + clause + "\t" + clause +
                          "\n";
        const auto reading = notice::read(text, notice::Lexicon::parse("市教育局\n各县\n"));
        for (const auto& item : reading.items) {
            for (const auto& party : item.parties) {
                ensure(party.origin.span.begin <= party.origin.span.end &&
                           party.origin.span.end <= text.size(),
                       "a party stands in the text");
            }
        }
    });
}

// SPDX-License-Identifier: Apache-2.0
// Any bytes as a web page.
#include "check_document.hpp"
#include "fuzz.hpp"

#include "office/read_document.hpp"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luoshi;
    return fuzz::run(data, size, [](std::string_view bytes) {
        fuzz::check_document(office::read_document("<html>" + std::string{bytes}, "fuzz"));
    });
}

// SPDX-License-Identifier: Apache-2.0
// Tables drawn with lines (┌─┬─┐ │ ├), as older mirrors of notices print them: their cells are put
// together again before anything is read.
//
//   unbox(text)            the text with a row a line, cells between tabs; nothing if none is drawn
//   restore(unboxed, reading)   lets all spans of a reading of it count bytes of the original
#pragma once

#include "notice/notice.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::notice {

struct Unboxed {
    std::string text;
    std::vector<std::uint32_t> from; // of each byte of text: its byte in the original
};

std::optional<Unboxed> unbox(std::string_view text);

// A span that reaches over cells covers what lies between them in the original, too.
void restore(const Unboxed& unboxed, Reading& reading);

} // namespace luoshi::notice

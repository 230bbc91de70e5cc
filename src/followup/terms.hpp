// SPDX-License-Identifier: Apache-2.0
// Finding words in Chinese text, where words are one or two characters and not set apart: an index
// of single characters and of neighbouring pairs, each with the packed list of tasks it occurs in.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::followup {

// Text as it is searched: fold()ed, ASCII letters lower case, punctuation removed.
std::string searchable(std::string_view text);

// Every single character and every pair of neighbours in a searchable text, each once.
std::vector<std::string> terms_of(std::string_view searchable);

// The terms to look up for one word of a query: its pairs, or itself when it is one character.
std::vector<std::string> query_terms(std::string_view searchable);

// Ascending ordinals (>= 0) as differences in LEB128: about a byte each.
std::string pack_ordinals(const std::vector<std::int64_t>& ordinals);
std::vector<std::int64_t> unpack_ordinals(std::string_view packed);

std::vector<std::int64_t> intersect(const std::vector<std::int64_t>& a,
                                    const std::vector<std::int64_t>& b);

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
// Columns of a terminal: East Asian wide characters take two.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace luoshi::app {

// Columns that UTF-8 `text` takes.
std::size_t width_of(std::string_view text) noexcept;

// `text` cut to at most `columns` (with … if it was cut) and filled up to them with spaces.
std::string fit(std::string_view text, std::size_t columns);

} // namespace luoshi::app

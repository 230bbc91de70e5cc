// SPDX-License-Identifier: Apache-2.0
// The reading as JSON: what the store keeps and the pages show. The fields are described in
// docs/notice.md; offsets are bytes of the decoded text, half-open.
#pragma once

#include "notice/notice.hpp"

#include <string>
#include <string_view>

namespace luoshi::notice {

std::string to_json(const Reading& reading);

// Fields it does not know are ignored. from_json(to_json(r)) == r.
// Errors: invalid_argument "notice.bad-json" naming what was expected.
Reading from_json(std::string_view json);

std::string_view to_string(Role role) noexcept;             // "lead", …
std::string_view to_string(DeadlineKind kind) noexcept;     // "month_end", …
std::string_view to_string(Comparator comparator) noexcept; // "≈", ">=", …
std::optional<Role> parse_role(std::string_view text) noexcept;
std::optional<DeadlineKind> parse_deadline_kind(std::string_view text) noexcept;

} // namespace luoshi::notice

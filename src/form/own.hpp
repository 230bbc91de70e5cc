// SPDX-License-Identifier: Apache-2.0
// Forms an office writes for itself: a few plain fields, kept as a file of forms/ would say them.
// Its code is made of its text, so a form of that code never changes.
//
//   own_form(title, fields)      → code and text
//   keep_own(transaction, own)   under an event begun; once
//   read_own(pack, text)         → the form, as a pack's
//
// Threads: all functions but keep_own are pure.
#pragma once

#include "form/definition.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::store {
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::form {

enum class OwnKind : std::uint8_t { text, long_text, whole, decimal, date, truth, files };
std::string_view to_string(OwnKind kind) noexcept; // "long_text"
std::optional<OwnKind> parse_own_kind(std::string_view word) noexcept;

struct OwnField {
    std::string title, hint; // hint: "" none
    OwnKind kind = OwnKind::text;
    bool required = true;
    bool operator==(const OwnField&) const = default;
};
inline constexpr std::size_t kOwnFields = 40; // at most
inline constexpr std::string_view kOwnCode = "own.";

struct OwnForm {
    std::string code, text;
};
OwnForm own_form(const Text& title, const std::vector<OwnField>& fields);
bool is_own(std::string_view code) noexcept; // a form's code
std::shared_ptr<const Form> read_own(const std::string& pack, const OwnForm& own);

void keep_own(store::Transaction& transaction, const OwnForm& own);
std::optional<std::string> own_text(store::Reader& reader, const std::string& code);

} // namespace luoshi::form

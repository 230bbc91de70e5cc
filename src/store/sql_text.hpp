// SPDX-License-Identifier: Apache-2.0
// What the store must know of a statement's text before an engine sees it. Private to the store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::store {

// The table after INSERT INTO, UPDATE or DELETE FROM at the head of `sql`; nullopt when it begins
// otherwise. In lower case, without quotes.
std::optional<std::string> changed_table(std::string_view sql);

// SELECT or WITH at the head, and no word that changes rows outside quotes.
bool only_reads(std::string_view sql);

// Well-formed UTF-8 without the character 0: what both engines take as text.
bool is_storable_text(std::string_view text) noexcept;

// Type tokens of a migration as one engine spells them.
struct TypeNames {
    std::string_view integer;
    std::string_view bytes;
};
std::string with_types(std::string_view sql, const TypeNames& types);

// Tables named by lines "--! audited <table>".
std::vector<std::string> audited_tables(std::string_view sql);

} // namespace luoshi::store

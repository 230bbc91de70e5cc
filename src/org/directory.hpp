// SPDX-License-Identifier: Apache-2.0
// The dated directory in memory: who exists, under which names, who belongs to which group.
// For callers who look up; changes go through org.hpp.
#pragma once

#include "base/date.hpp"
#include "org/ids.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace luoshi::org {

enum class UnitKind : std::uint8_t { unit, group };
enum class NameKind : std::uint8_t { official, short_name, alias };
// What a group's list of members rests on.
enum class ListBasis : std::uint8_t {
    official, // a published document names them
    office,   // decided by the office (本办核定)
    sample,   // an example
    none      // nobody has said yet (名单待定)
};

std::string_view to_string(UnitKind kind) noexcept;
std::string_view to_string(NameKind kind) noexcept;
std::string_view to_string(ListBasis basis) noexcept;
std::optional<UnitKind> parse_unit_kind(std::string_view text) noexcept;
std::optional<NameKind> parse_name_kind(std::string_view text) noexcept;
std::optional<ListBasis> parse_list_basis(std::string_view text) noexcept;

// [from, until): an absent bound is open.
struct Interval {
    std::optional<Date> from, until;
    bool contains(Date date) const noexcept {
        return (!from || *from <= date) && (!until || date < *until);
    }
    bool operator==(const Interval&) const = default;
};

struct Name {
    std::string text;
    NameKind kind = NameKind::alias;
    Interval valid;
    bool operator==(const Name&) const = default;
};

struct Category {
    std::string code, title, title_en;
    bool operator==(const Category&) const = default;
};

struct Unit {
    UnitId id;
    std::string code;
    UnitKind kind = UnitKind::unit;
    std::optional<std::string> category; // Category::code
    std::int64_t ordinal = 0;            // order in lists
    UnitId parent;
    std::optional<ListBasis> list_basis; // groups only
    std::optional<std::string> list_source, source;
    Interval valid;
    std::vector<Name> names;
};

struct Membership {
    UnitId group, member;
    Interval valid;
};

struct Succession {
    UnitId from, to;
    std::optional<Date> on;
};

struct KnownName {
    std::string text;
    UnitKind kind = UnitKind::unit;
};

// Immutable once built; shared between threads.
class Directory {
public:
    Directory(std::vector<Category> categories, std::vector<Unit> units,
              std::vector<Membership> members, std::vector<Succession> successions,
              std::int64_t revision);

    std::int64_t revision() const noexcept { return revision_; }
    const std::vector<Unit>& units() const noexcept { return units_; } // in order
    const std::vector<Category>& categories() const noexcept { return categories_; }
    const Unit* find(UnitId id) const noexcept; // nullptr: none
    const Unit* find_code(std::string_view code) const noexcept;
    const Category* category(std::string_view code) const noexcept;

    // The unit or group that bears this name at the date, however it is spelt (base/text.hpp fold).
    // Where two do, the one whose name is official or short before the one whose alias it is.
    const Unit* find_name(std::string_view name, Date at) const;

    // The name of a kind at the date, else any of that kind, else the first name.
    const std::string& name(const Unit& unit, NameKind kind, Date at) const;

    // Real units a unit or group stands for at the date, in order, each once: a unit itself; a
    // group its members, groups among them expanded in turn (at most 8 deep). Empty when the list
    // is open.
    std::vector<UnitId> expand(UnitId id, Date at) const;

    // Units whose name contains or resembles the text, best first, at most `limit`.
    std::vector<const Unit*> suggest(std::string_view text, Date at, std::size_t limit) const;

    // Every name valid at the date: what the reader of notices is told to expect.
    std::vector<KnownName> known_names(Date at) const;

    std::vector<UnitId> predecessors(UnitId id) const;
    std::vector<UnitId> successors(UnitId id) const;

private:
    void expand_into(UnitId id, Date at, int depth, std::vector<UnitId>& out) const;

    std::int64_t revision_;
    std::vector<Category> categories_;
    std::vector<Unit> units_;
    std::unordered_map<std::int64_t, std::size_t> by_id_;
    std::unordered_multimap<std::string, std::pair<std::size_t, std::size_t>>
        by_name_; // folded → unit, name
    std::unordered_multimap<std::int64_t, Membership> by_group_;
    std::vector<Succession> successions_;
};

} // namespace luoshi::org

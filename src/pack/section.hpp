// SPDX-License-Identifier: Apache-2.0
// What a module does with its files of a pack: one Section each, in the table of the application
// (app/pack_sections.hpp).
//
//   check           mistakes in its files, told with their places
//   check_together  what two packs say differently of one thing
//   counts          how many of each kind a pack defines
//   changes         what another version would alter, as data
//   load            writes what the module keeps in rows of its own
//   compare(things, things, gone)   makes the changes of things described field by field
#pragma once

#include "base/diagnostic.hpp"
#include "pack/pack.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::pack {

struct Count {
    std::string kind; // "unit", "day", "task", …: a word of the contract
    std::size_t count = 0;
};

struct FieldChange {
    std::string field, before, after; // "" where there was, or will be, nothing
    bool operator==(const FieldChange&) const = default;
};

enum class Act {
    added,
    changed,
    removed, // gone with the new version
    kept,    // no longer in the pack, but the installation goes on having it
};
std::string_view to_string(Act act) noexcept;

struct Change {
    std::string kind; // as Count::kind
    Act act = Act::changed;
    std::string code;                  // names it among its kind
    std::string name;                  // for people
    std::vector<FieldChange> fields{}; // of what changed, in the order of the file format
    bool operator==(const Change&) const = default;
};

// What a pack says of one thing, field by field: codes and words as they stand in the file.
using Said = std::vector<std::pair<std::string, std::string>>;
struct Thing {
    std::string kind, code, name; // as in Change
    Said said;
};
std::vector<FieldChange> differences(const Said& before, const Said& after);
// By kind and code, in the order of `after`, then what is gone, told as `gone`.
std::vector<Change> compare(const std::vector<Thing>& before, const std::vector<Thing>& after,
                            Act gone);

using PackList = std::vector<const Pack*>; // borrowed

struct Loading {
    const Pack* before = nullptr; // the version in force until now; nullptr: not known
    const Pack& after;
    const PackList& beside; // the other packs in force
};

struct Section {
    std::string_view name; // "units"; a word of the contract
    // Its files, and folders with '/' behind; a file nobody names is told (pack.unknown-file).
    std::array<std::string_view, 3> files{};
    std::vector<Diagnostic> (*check)(const Pack& pack) = nullptr; // nullptr: see check_together
    // Findings stand in the later of the packs and name the earlier. Also asked for one pack alone.
    // nullptr: nothing can clash.
    std::vector<Diagnostic> (*check_together)(const PackList& packs) = nullptr;
    std::vector<Count> (*counts)(const Pack& pack) = nullptr; // nullptr: nothing to count
    // Both as far as they can be read: `before` was checked by the rules of its time. nullptr: an
    // installation keeps nothing of it.
    std::vector<Change> (*changes)(const Pack& before, const Pack& after) = nullptr;
    // Within the event pack.loaded; packs are checked before. nullptr: it keeps no rows.
    void (*load)(store::Transaction& transaction, const Loading& loading) = nullptr;
};

} // namespace luoshi::pack

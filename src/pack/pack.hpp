// SPDX-License-Identifier: Apache-2.0
// pack — all that is particular to one notice, as plain text files a policy officer can read.
//
//   open(folder)     → Checked<Pack>   pack.yaml understood, every other file parsed
//   loaded(reader)   → which packs an installation has
//   mark_loaded(...) → notes that one was loaded
//
// Each module reads its own files of a pack; app/ registers which. Format: docs/packs.md.
#pragma once

#include "base/date.hpp"
#include "pack/document.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::store {
class Reader;
class Transaction;
struct Actor;
} // namespace luoshi::store

namespace luoshi::pack {

struct Category { // of units, in the order of lists
    std::string code, title, title_en;
};

struct DemoPerson {
    std::string username, name, role, unit, password; // unit: code in units.yaml or ""
};

struct Demo {
    Date business_date;
    std::string notice; // file of the sample notice, within the pack's folder
    std::vector<DemoPerson> people;
};

struct Pack {
    std::string code, version, title, title_en;
    std::optional<std::string> notice_number; // 发文字号 of the notice it runs
    std::vector<Category> categories;
    std::optional<Demo> demo;
    std::string folder;
    std::string digest; // SM3 over names and bytes of its YAML files, in order of name
    std::map<std::string, Document, std::less<>> files; // "units.yaml" → …; pack.yaml too
    const Document* file(std::string_view name) const;  // nullptr: the pack has none
};

// Error not_found (pack.no-folder) when there is no such folder or no pack.yaml in it.
Checked<Pack> open(const std::string& folder);

struct Loaded {
    std::string code, version, digest;
};
std::vector<Loaded> loaded(store::Reader& reader);
void mark_loaded(store::Transaction& transaction, const store::Actor& actor, const Pack& pack);

} // namespace luoshi::pack

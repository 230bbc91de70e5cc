// SPDX-License-Identifier: Apache-2.0
// pack — all that is particular to one notice, as plain text files a policy officer can read.
//
//   open(folder)            → Checked<Pack>   pack.yaml understood, every other file parsed
//   assemble(folder, texts) → the same of texts that came from elsewhere
//   keep_version(...)       → VersionId; the texts stay readable whatever becomes of the folder
//   versions(reader, code), open_version(reader, id), current(reader, code)
//   loaded(reader), mark_loaded(...)   which packs an installation has
//   packs.hpp               the packs in force in a running installation, and taking a new version
//
// Each module reads its own files of a pack (section.hpp); app/ registers which. Format:
// docs/packs.md.
#pragma once

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
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
    std::string title{};                              // of a leader; ""
    std::string serves{}; // of a secretary: user name of a leader who stands before; ""
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

// YAML files by their name within the folder, with '/' between folders.
using Texts = std::map<std::string, std::string>;

// Error not_found (pack.no-folder) when there is no such folder or no pack.yaml in it.
Texts read_texts(const std::string& folder);
std::string digest_of(const Texts& texts); // Pack::digest
// `folder` stands before the names in findings; nothing is read from it. Error not_found
// (pack.no-folder) when there is no pack.yaml among the texts.
Checked<Pack> assemble(const std::string& folder, Texts texts);
Checked<Pack> open(const std::string& folder); // assemble(folder, read_texts(folder))

struct VersionTag;
using VersionId = Id<VersionTag>;

// One text of a pack that an installation has loaded.
struct Version {
    VersionId id;
    std::string code, version, digest, title, title_en;
    Timestamp loaded_at; // for the first time
};

// Keeps the pack's texts and an event (pack.version-kept), unless the very same texts are kept
// already.
VersionId keep_version(store::Transaction& transaction, const store::Actor& actor,
                       const Pack& pack);
std::vector<Version> versions(store::Reader& reader, const std::string& code); // newest first
// The version in force; nullopt: none was loaded, or before versions were kept.
std::optional<Version> current(store::Reader& reader, const std::string& code);
// As it was loaded, also when rules have become stricter since: whoever loaded it checked it by the
// rules of then. Its files are named "<code> <version>/<name>", its folder is "". Errors: not_found
// (pack.no-version).
Pack open_version(store::Reader& reader, VersionId id);

struct Loaded {
    std::string code, version, digest;
    VersionId id;       // none: loaded before versions were kept
    std::string folder; // "" likewise
    Timestamp at;       // came into force
};
std::vector<Loaded> loaded(store::Reader& reader);
// Begins the event pack.loaded, to which what the modules load belongs. Keeps the version too.
VersionId mark_loaded(store::Transaction& transaction, const store::Actor& actor, const Pack& pack);

} // namespace luoshi::pack

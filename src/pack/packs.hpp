// SPDX-License-Identifier: Apache-2.0
// The packs in force in a running installation, and how they come to be so.
//
//   packs.start(actor)               reads the folders of the settings, loads what is new in them
//   packs.in_force(reader)           what counts now: an immutable snapshot
//   packs.list(), packs.look(code)   each pack with the state of its folder
//   packs.preview(code)              the folder as it is now: its mistakes, or what it would change
//   packs.activate(actor, code, …)   the version previewed comes into force; nothing restarts
//
// The folder is only ever a proposal: what is in force is in the database, and a folder that is
// being edited, broken or gone harms nothing. Threads: all but start() from any.
#pragma once

#include "pack/section.hpp"
#include "store/event.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace luoshi::store {
class Database;
}

namespace luoshi::pack {

struct InForce {
    VersionId version;
    std::string folder; // as the settings name it
    std::shared_ptr<const Pack> pack;
};
// In the order of the settings.
using PacksInForce = std::shared_ptr<const std::vector<InForce>>;

// A mistake with the line it stands in.
struct Finding {
    Diagnostic diagnostic;
    std::string file;                 // within the folder; the diagnostic names it in full
    std::size_t line = 1, column = 1; // from 1; column in bytes of source_line
    std::string source_line;          // "" when there is no such text
};
std::string rendered(const Finding& finding, bool chinese = false); // as render() does
std::string rendered(const std::vector<Finding>& findings, bool chinese = false);

enum class FolderState { same, changed, broken };
std::string_view to_string(FolderState state) noexcept;

struct Look {
    InForce in_force;
    Timestamp since; // it came into force
    FolderState state = FolderState::same;
};

struct SectionChanges {
    std::string section;
    std::vector<Change> changes;
};

struct Preview {
    std::string digest;  // of the folder; "" when it is not there
    std::string version; // as its pack.yaml says; "" when that cannot be told
    FolderState state = FolderState::same;
    std::vector<Finding> findings;       // with broken
    std::vector<SectionChanges> changes; // with changed: sections without changes are absent
};

class Packs {
public:
    // Borrowed: database, and what the sections span.
    Packs(store::Database& database, std::vector<std::string> folders,
          std::span<const Section> sections);

    // Once, before anything else. A folder that is broken leaves the version in force in force and
    // is told; one that nothing is in force for ends the start. Errors: not_found (pack.no-folder),
    // unprocessable (pack.broken) whose message is all findings.
    std::vector<Finding> start(const store::Actor& actor);

    PacksInForce in_force(store::Reader& reader);

    std::vector<Look> list();
    Look look(const std::string& code);       // Error not_found (pack.no-pack)
    Preview preview(const std::string& code); // Error not_found (pack.no-pack)

    // Exactly the version whose digest was previewed, in one transaction. When it is in force
    // already nothing happens. Errors: not_found (pack.no-pack), conflict (pack.changed-meanwhile)
    // when folder or packs in force are others by now, unprocessable (pack.broken; details
    // findings, first).
    void activate(const store::Actor& actor, const std::string& code, const std::string& digest);

    std::span<const Section> sections() const noexcept { return sections_; }

private:
    struct Place {
        std::string folder, code;
    };
    struct Candidate;

    const Place& place_of(const std::string& code) const;
    void choose(std::vector<Candidate>& candidates, std::vector<Finding>& told);
    void load(store::Transaction& transaction, const store::Actor& actor,
              const Loading& loading) const;

    store::Database& database_;
    std::vector<Place> places_; // constant after start()
    std::span<const Section> sections_;
    std::mutex mutex_;
    PacksInForce last_;
};

// A folder as it is now. `code`: of the pack that belongs there; "": any.
struct Examined {
    std::string digest;
    std::optional<Pack> pack; // understood, if not free of mistakes
    std::vector<Finding> findings;
};
std::string folder_digest(const std::string& folder); // "" when it is not there
// Of all sections, also against the packs beside it. A folder that is not there is a finding too.
Examined examine(const std::string& folder, const std::string& code, const PackList& beside,
                 std::span<const Section> sections);
// What stands in files of the packs beside it and would be wrong with `candidate` in place of
// `mine`: a figure or unit they use is gone.
std::vector<Finding> harm(const Pack& mine, const Pack& candidate, const PackList& beside,
                          std::span<const Section> sections);

} // namespace luoshi::pack

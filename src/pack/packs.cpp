// SPDX-License-Identifier: Apache-2.0
#include "pack/packs.hpp"

#include "base/error.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace luoshi::pack {
namespace {

const InForce& one_of(const std::vector<InForce>& in_force, const std::string& code) {
    const auto it = std::find_if(in_force.begin(), in_force.end(),
                                 [&](const InForce& one) { return one.pack->code == code; });
    ensure(it != in_force.end(), "every pack of the settings is in force");
    return *it;
}

PackList beside(const std::vector<InForce>& in_force, const std::string& code) {
    PackList packs;
    for (const auto& one : in_force) {
        if (one.pack->code != code) {
            packs.push_back(one.pack.get());
        }
    }
    return packs;
}

std::vector<VersionId> ids_of(const std::vector<InForce>& in_force) {
    std::vector<VersionId> ids;
    for (const auto& one : in_force) {
        ids.push_back(one.version);
    }
    return ids;
}

// The folder as it is now. What is in force already is not checked again: that takes a while.
Examined proposed(const std::string& folder, const std::vector<InForce>& in_force,
                  const std::string& code, std::span<const Section> sections) {
    const auto& mine = *one_of(in_force, code).pack;
    if (folder_digest(folder) == mine.digest) {
        return {mine.digest, std::nullopt, {}};
    }
    const auto others = beside(in_force, code);
    auto examined = examine(folder, code, others, sections);
    if (examined.findings.empty()) {
        examined.findings = harm(mine, *examined.pack, others, sections);
    }
    return examined;
}

[[noreturn]] void refuse(const std::vector<Finding>& findings) {
    throw failure(ErrorCode::unprocessable, "pack.broken", "the pack has mistakes:\n{}",
                  rendered(findings))
        .with("findings", std::to_string(findings.size()))
        .with("first", fmt::format("{}:{}: {}", findings.front().diagnostic.file,
                                   findings.front().line, findings.front().diagnostic.message));
}

[[noreturn]] void refuse_other() {
    throw failure(ErrorCode::conflict, "pack.changed-meanwhile",
                  "the folder or a pack in force was changed since this version was previewed");
}

} // namespace

std::string_view to_string(FolderState state) noexcept {
    switch (state) {
    case FolderState::same: return "same";
    case FolderState::changed: return "changed";
    case FolderState::broken: return "broken";
    }
    return "broken";
}

// A folder of the settings while the server starts.
struct Packs::Candidate {
    std::string folder;
    std::shared_ptr<const Pack> kept; // in force until now; nullptr: nothing is
    std::shared_ptr<const Pack> pack; // what comes, or stays, in force
};

Packs::Packs(store::Database& database, std::vector<std::string> folders,
             std::span<const Section> sections)
    : database_(database), sections_(sections) {
    for (auto& folder : folders) {
        places_.push_back({std::move(folder), ""});
    }
}

// One after another, each against those before it: the later one is told.
void Packs::choose(std::vector<Candidate>& candidates, std::vector<Finding>& told) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        auto& candidate = candidates[i];
        PackList before;
        for (std::size_t k = 0; k < i; ++k) {
            before.push_back(candidates[k].pack.get());
        }
        const auto code = candidate.kept ? candidate.kept->code : "";
        auto examined = examine(candidate.folder, code, before, sections_);
        if (examined.findings.empty()) {
            candidate.pack = std::make_shared<const Pack>(std::move(*examined.pack));
            continue;
        }
        if (!candidate.kept) {
            refuse(examined.findings);
        }
        candidate.pack = candidate.kept;
        if (examined.digest == candidate.kept->digest) { // a new version before it takes something
            for (std::size_t k = 0; k < i; ++k) {
                candidates[k].pack = candidates[k].kept ? candidates[k].kept : candidates[k].pack;
            }
        }
        std::move(examined.findings.begin(), examined.findings.end(), std::back_inserter(told));
    }
}

std::vector<Finding> Packs::start(const store::Actor& actor) {
    std::vector<Candidate> candidates;
    std::vector<Loaded> known;
    database_.read([&](store::Reader& reader) {
        known = loaded(reader);
        for (const auto& place : places_) {
            candidates.push_back({place.folder, nullptr, nullptr});
            const auto it = std::find_if(known.begin(), known.end(), [&](const Loaded& one) {
                return one.id && one.folder == place.folder;
            });
            if (it != known.end()) {
                candidates.back().kept = std::make_shared<const Pack>(open_version(reader, it->id));
            }
        }
    });
    std::vector<Finding> told;
    choose(candidates, told);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto& pack = *candidates[i].pack;
        places_[i].code = pack.code;
        const bool stays = std::any_of(known.begin(), known.end(), [&](const Loaded& one) {
            return one.id && one.code == pack.code && one.digest == pack.digest &&
                   one.folder == candidates[i].folder;
        });
        if (stays) {
            continue;
        }
        PackList others;
        for (const auto& other : candidates) {
            if (&other != &candidates[i]) {
                others.push_back(other.pack.get());
            }
        }
        database_.write([&](store::Transaction& transaction) {
            const auto now = current(transaction, pack.code);
            const auto before =
                now ? std::optional{open_version(transaction, now->id)} : std::nullopt;
            load(transaction, actor, {before ? &*before : nullptr, pack, others});
        });
    }
    return told;
}

void Packs::load(store::Transaction& transaction, const store::Actor& actor,
                 const Loading& loading) const {
    mark_loaded(transaction, actor, loading.after);
    for (const auto& section : sections_) {
        if (section.load != nullptr) {
            section.load(transaction, loading);
        }
    }
}

PacksInForce Packs::in_force(store::Reader& reader) {
    const auto known = loaded(reader);
    std::vector<std::pair<const Place*, VersionId>> wanted;
    for (const auto& place : places_) {
        const auto it = std::find_if(known.begin(), known.end(), [&](const Loaded& one) {
            return one.code == place.code && one.id;
        });
        ensure(it != known.end(), "every pack of the settings was loaded at the start");
        wanted.emplace_back(&place, it->id);
    }
    PacksInForce last;
    {
        const std::lock_guard lock{mutex_};
        last = last_;
    }
    std::vector<InForce> fresh;
    bool same = last != nullptr;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto [place, id] = wanted[i];
        if (last && (*last)[i].version == id) {
            fresh.push_back((*last)[i]);
            continue;
        }
        same = false;
        auto pack = open_version(reader, id);
        pack.folder = place->folder;
        fresh.push_back({id, place->folder, std::make_shared<const Pack>(std::move(pack))});
    }
    if (same) {
        return last;
    }
    auto snapshot = std::make_shared<const std::vector<InForce>>(std::move(fresh));
    const std::lock_guard lock{mutex_};
    last_ = snapshot; // a reader of an older state puts its own back: asking again repairs it
    return snapshot;
}

const Packs::Place& Packs::place_of(const std::string& code) const {
    const auto it = std::find_if(places_.begin(), places_.end(),
                                 [&](const Place& place) { return place.code == code; });
    if (it == places_.end()) {
        throw failure(ErrorCode::not_found, "pack.no-pack", "this installation has no pack '{}'",
                      code);
    }
    return *it;
}

std::vector<Look> Packs::list() {
    std::vector<Look> looks;
    for (const auto& place : places_) {
        looks.push_back(look(place.code));
    }
    return looks;
}

Look Packs::look(const std::string& code) {
    const auto& place = place_of(code);
    const auto [now, known] = database_.read([&](store::Reader& reader) {
        return std::pair{in_force(reader), loaded(reader)};
    });
    const auto since = std::find_if(known.begin(), known.end(),
                                    [&](const Loaded& one) { return one.code == code; });
    Look look{one_of(*now, code), since->at, FolderState::same};
    const auto examined = proposed(place.folder, *now, code, sections_);
    if (examined.digest != look.in_force.pack->digest) {
        look.state = examined.findings.empty() ? FolderState::changed : FolderState::broken;
    }
    return look;
}

Preview Packs::preview(const std::string& code) {
    const auto& place = place_of(code);
    const auto now = database_.read([&](store::Reader& reader) { return in_force(reader); });
    const auto& mine = one_of(*now, code);
    auto examined = proposed(place.folder, *now, code, sections_);
    Preview preview;
    preview.digest = examined.digest;
    if (examined.digest == mine.pack->digest) {
        preview.version = mine.pack->version;
        return preview;
    }
    preview.version = examined.pack ? examined.pack->version : "";
    preview.state = examined.findings.empty() ? FolderState::changed : FolderState::broken;
    preview.findings = std::move(examined.findings);
    if (preview.state == FolderState::changed) {
        for (const auto& section : sections_) {
            if (section.changes == nullptr) {
                continue;
            }
            auto changes = section.changes(*mine.pack, *examined.pack);
            if (!changes.empty()) {
                preview.changes.push_back({std::string{section.name}, std::move(changes)});
            }
        }
    }
    return preview;
}

void Packs::activate(const store::Actor& actor, const std::string& code,
                     const std::string& digest) {
    const auto& place = place_of(code);
    const auto now = database_.read([&](store::Reader& reader) { return in_force(reader); });
    const auto examined = proposed(place.folder, *now, code, sections_);
    if (examined.digest != digest) {
        refuse_other();
    }
    const auto& mine = *one_of(*now, code).pack;
    if (digest == mine.digest) {
        return;
    }
    if (!examined.findings.empty()) {
        refuse(examined.findings);
    }
    database_.write([&](store::Transaction& transaction) {
        if (ids_of(*in_force(transaction)) != ids_of(*now)) { // it was checked against others
            refuse_other();
        }
        load(transaction, actor, {&mine, *examined.pack, beside(*now, code)});
    });
}

} // namespace luoshi::pack

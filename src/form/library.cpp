// SPDX-License-Identifier: Apache-2.0
#include "form/library.hpp"

#include "base/error.hpp"
#include "form/own.hpp"
#include "store/database.hpp"
#include "store/transaction.hpp"

#include <algorithm>

namespace luoshi::form {
namespace {

// The other packs as they were when this version was loaded: the newest version kept before it (ids
// are sorted by time), or the first, where a pack came later. So a form keeps the figures and units
// it was checked with.
std::vector<pack::VersionId> beside(store::Reader& reader, const pack::Version& version) {
    std::vector<pack::VersionId> others;
    for (const auto& one : pack::loaded(reader)) {
        if (one.code == version.code) {
            continue;
        }
        const auto all = pack::versions(reader, one.code); // newest first
        const auto then = std::ranges::find_if(
            all, [&](const pack::Version& other) { return other.id.value < version.id.value; });
        if (!all.empty()) {
            others.push_back(then != all.end() ? then->id : all.back().id);
        }
    }
    return others;
}

} // namespace

std::shared_ptr<const Forms> Library::read(store::Reader& reader, pack::VersionId id) {
    const auto own = pack::open_version(reader, id);
    const auto versions = pack::versions(reader, own.code);
    const auto version = std::ranges::find(versions, id, &pack::Version::id);
    ensure(version != versions.end(), "a version that opens is listed");
    std::vector<pack::Pack> packs;
    for (const auto other : beside(reader, *version)) {
        packs.push_back(pack::open_version(reader, other));
    }
    std::vector<const pack::Pack*> all;
    std::ranges::transform(packs, std::back_inserter(all), [](const auto& one) { return &one; });
    auto forms = read_forms(own, all);
    if (!forms.value) {
        const auto& first = forms.diagnostics.front();
        throw failure(ErrorCode::internal, "form.unreadable",
                      "the forms of pack {} {} were loaded and can no longer be read: {}: {}",
                      own.code, own.version, first.file, first.message);
    }
    return std::make_shared<const Forms>(std::move(*forms.value));
}

std::shared_ptr<const Forms> Library::of_version(pack::VersionId version) {
    const std::lock_guard lock{mutex_};
    auto& kept = read_[version.value];
    if (!kept) {
        try {
            kept = database_.read([&](store::Reader& reader) { return read(reader, version); });
        } catch (...) {
            read_.erase(version.value);
            throw;
        }
    }
    return kept;
}

Library::Current Library::current(const std::string& code) {
    const auto version =
        database_.read([&](store::Reader& reader) { return pack::current(reader, code); });
    if (!version) {
        throw failure(ErrorCode::not_found, "pack.no-pack", "this installation has no pack '{}'",
                      code);
    }
    return {version->id, of_version(version->id)};
}

std::shared_ptr<const Form> Library::own(pack::VersionId version, const std::string& code) {
    const std::lock_guard lock{mutex_};
    if (const auto it = own_.find(code); it != own_.end()) {
        return it->second;
    }
    std::string pack;
    const auto text = database_.read([&](store::Reader& reader) {
        pack = pack::open_version(reader, version).code;
        return own_text(reader, code);
    });
    if (!text) {
        throw failure(ErrorCode::not_found, "form.unknown-form", "there is no form '{}'", code);
    }
    return own_[code] = read_own(pack, {code, *text});
}

std::shared_ptr<const Form> Library::form(pack::VersionId version, const std::string& code) {
    if (is_own(code)) {
        return own(version, code);
    }
    const auto forms = of_version(version);
    const auto it =
        std::ranges::find_if(forms->all, [&](const auto& form) { return form->code == code; });
    if (it == forms->all.end()) {
        throw failure(ErrorCode::not_found, "form.unknown-form", "the pack has no form '{}'", code);
    }
    return *it;
}

} // namespace luoshi::form

// SPDX-License-Identifier: Apache-2.0
// Filled forms in the store: each keeps the version of the pack whose form it is, and is read with
// that form for ever. For modules that have forms filled in, within their own transactions.
//
//   insert_filled, save_filled, erase_filled   under an event begun
//   read_filled, list_filled                   rows as they are
//   keep_version, kept_versions, kept_body     numbered versions, never changed
//   check_code(filled)                         what stands on paper and on the screen
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "pack/pack.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::store {
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::form {

struct FilledTag;
using FilledId = Id<FilledTag>;

struct Filled {
    FilledId id;
    std::int64_t plan = 0; // 0: a trial
    pack::VersionId version;
    std::string pack, form; // codes
    std::string purpose;    // "trial", "due"
    Date day;
    std::string period, subject;           // "2011年第3季度"; code of a unit; "" none
    std::string handed = "{}";             // JSON: {"name":"value"}
    std::string body = R"({"values":{}})"; // as filling.hpp writes it
    std::int64_t revision = 1;
    std::int64_t person = 0; // who began it
    Timestamp created_at{}, saved_at{};
    std::string saved_by;
};

// Sets id, revision, created_at and saved_at.
FilledId insert_filled(store::Transaction& transaction, Filled filled);
// The new revision. Errors: not_found (form.no-filled); precondition_failed
// (form.changed-meanwhile) when it has another revision than `seen`.
std::int64_t save_filled(store::Transaction& transaction, FilledId id, std::int64_t seen,
                         const std::string& body, const std::string& saved_by);
// Of another form's version: how a filled form goes on with a newer one.
void move_filled(store::Transaction& transaction, FilledId id, pack::VersionId version);
void erase_filled(store::Transaction& transaction, FilledId id); // with its versions

Filled read_filled(store::Reader& reader, FilledId id); // Error not_found (form.no-filled)
// Of one person, newest first, without bodies; at most 200.
std::vector<Filled> list_filled(store::Reader& reader, std::string_view purpose,
                                std::int64_t person, std::string_view pack, std::string_view form);

struct Kept {
    std::int64_t number = 0; // from 1
    Timestamp at{};
    std::string by;
};
// Nothing new since the last one: its number again.
std::int64_t keep_version(store::Transaction& transaction, FilledId id, const std::string& by);
std::vector<Kept> kept_versions(store::Reader& reader, FilledId id); // oldest first
std::string kept_body(store::Reader& reader, FilledId id,
                      std::int64_t number); // Error not_found (form.no-version)

// `handed` of a filled form, read: names and texts. Error invalid_argument (form.json).
std::vector<std::pair<std::string, std::string>> read_handed(std::string_view json);

// Four characters without 0 O 1 I, of id and body: another text has another code (1 in 1,048,576
// the same).
std::string check_code(const Filled& filled);

} // namespace luoshi::form

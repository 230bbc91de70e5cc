// SPDX-License-Identifier: Apache-2.0
#include "form/trials.hpp"

#include "base/error.hpp"
#include "store/database.hpp"
#include "store/transaction.hpp"

namespace luoshi::form {
namespace {

Filled own(store::Reader& reader, std::int64_t person, FilledId id) {
    auto filled = read_filled(reader, id);
    if (filled.purpose != "trial" || filled.person != person) {
        throw failure(ErrorCode::not_found, "form.no-filled", "the filled form '{}' does not exist",
                      id.value);
    }
    return filled;
}

void begin(store::Transaction& transaction, const store::Actor& actor, std::string action,
           std::int64_t id) {
    transaction.record({.actor = actor,
                        .action = std::move(action),
                        .object_kind = "filled-form",
                        .object_id = id});
}

} // namespace

FilledId Trials::create(const store::Actor& actor, Filled filled) {
    return database_.write([&](store::Transaction& transaction) {
        if (list_filled(transaction, "trial", actor.person, filled.pack, filled.form).size() >=
            kMostTrials) {
            throw failure(ErrorCode::conflict, "form.too-many-trials",
                          "you have {} trials of this form; remove one first", kMostTrials);
        }
        auto fresh = filled;
        fresh.purpose = "trial";
        fresh.person = actor.person;
        fresh.saved_by = actor.name;
        begin(transaction, actor, "form.tried", 0);
        return insert_filled(transaction, std::move(fresh));
    });
}

Filled Trials::read(std::int64_t person, FilledId id) {
    return database_.read([&](store::Reader& reader) { return own(reader, person, id); });
}

std::vector<Filled> Trials::list(std::int64_t person, const std::string& pack,
                                 const std::string& form) {
    return database_.read(
        [&](store::Reader& reader) { return list_filled(reader, "trial", person, pack, form); });
}

std::int64_t Trials::save(const store::Actor& actor, FilledId id, std::int64_t seen,
                          const std::string& body) {
    return database_.write([&](store::Transaction& transaction) {
        own(transaction, actor.person, id);
        begin(transaction, actor, "form.saved", id.value);
        return save_filled(transaction, id, seen, body, actor.name);
    });
}

std::int64_t Trials::keep(const store::Actor& actor, FilledId id) {
    return database_.write([&](store::Transaction& transaction) {
        own(transaction, actor.person, id);
        begin(transaction, actor, "form.version-kept", id.value);
        return keep_version(transaction, id, actor.name);
    });
}

std::vector<Kept> Trials::versions(std::int64_t person, FilledId id) {
    return database_.read([&](store::Reader& reader) {
        own(reader, person, id);
        return kept_versions(reader, id);
    });
}

std::string Trials::body(std::int64_t person, FilledId id, std::int64_t number) {
    return database_.read([&](store::Reader& reader) {
        const auto filled = own(reader, person, id);
        return number == 0 ? filled.body : kept_body(reader, id, number);
    });
}

void Trials::erase(const store::Actor& actor, FilledId id) {
    database_.write([&](store::Transaction& transaction) {
        own(transaction, actor.person, id);
        begin(transaction, actor, "form.trial-erased", id.value);
        erase_filled(transaction, id);
    });
}

} // namespace luoshi::form

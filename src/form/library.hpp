// SPDX-License-Identifier: Apache-2.0
// The forms of every pack version an installation has, read when first asked for and kept.
//
//   of_version(id)     → forms as that version has them
//   current(code)      → forms of the version in force, with its id
//   form(id, code)     → one of them, or one an office wrote itself (own.hpp)
//
// Threads: all calls from any.
#pragma once

#include "form/definition.hpp"
#include "pack/pack.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace luoshi::store {
class Database;
class Reader;
} // namespace luoshi::store

namespace luoshi::form {

class Library {
public:
    explicit Library(store::Database& database) : database_(database) {}

    struct Current {
        pack::VersionId version;
        std::shared_ptr<const Forms> forms; // never null; immutable, shared by many threads
    };
    // Errors: not_found (pack.no-version), (pack.no-pack).
    std::shared_ptr<const Forms> of_version(pack::VersionId version);
    Current current(const std::string& code);
    // Error not_found (form.unknown-form).
    std::shared_ptr<const Form> form(pack::VersionId version, const std::string& code);

private:
    std::shared_ptr<const Forms> read(store::Reader& reader, pack::VersionId version);
    store::Database& database_;
    std::mutex mutex_;
    std::shared_ptr<const Form> own(pack::VersionId version, const std::string& code);
    std::map<std::int64_t, std::shared_ptr<const Forms>> read_; // by version
    std::map<std::string, std::shared_ptr<const Form>> own_;    // by code
};

} // namespace luoshi::form

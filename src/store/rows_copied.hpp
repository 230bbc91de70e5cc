// SPDX-License-Identifier: Apache-2.0
// The tables of a database in one snapshot, and filling those of an empty one, on either engine.
// Private to the store.
#pragma once

#include "store/backup.hpp"
#include "store/connection.hpp"

#include <memory>
#include <string>
#include <vector>

namespace luoshi::store {

// A session that sees one snapshot until it is closed; takes no lock and changes nothing.
class SnapshotSession {
public:
    virtual ~SnapshotSession() = default;
    virtual std::string engine() const = 0;
    virtual Connection& connection() = 0;
    virtual std::vector<std::string> tables() = 0; // by name; without leases, which pass
    // All rows, in no order; little memory.
    virtual void rows_of(const std::string& table, const std::string& columns,
                         const std::function<void(const CellView&)>& visit) = 0;
};
// Error not_found (backup.nothing).
std::unique_ptr<SnapshotSession> open_snapshot(const std::string& url);

// A session with a database that has no table yet. Error conflict (backup.not-empty).
class FillingSession {
public:
    virtual ~FillingSession() = default;
    virtual Connection& connection() = 0;
    virtual void begin() = 0;  // after the schema was made; foreign keys rest, all rows are gone
    virtual void finish() = 0; // foreign keys hold again; on the disk. Error as of the engine
};
std::unique_ptr<FillingSession> open_filling(const std::string& url);

} // namespace luoshi::store

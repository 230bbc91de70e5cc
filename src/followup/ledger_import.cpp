// SPDX-License-Identifier: Apache-2.0
// Imports::set_columns: a person says what the columns of a ledger hold, and it is read anew.
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "followup/imports.hpp"
#include "followup/rows_imports.hpp"
#include "followup/rows_ledgers.hpp"
#include "org/org.hpp"
#include "store/blobs.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::followup {
namespace {

Error bad_edit(const std::string& why) {
    return failure(ErrorCode::invalid_argument, "followup.bad-edit", "an edit is wrong: {}", why);
}

// By signature: two tables under the same headings cannot mean different things.
notice::KnownColumns columns_said(const notice::ColumnMapping& ledger,
                                  const std::vector<TableColumns>& said) {
    notice::KnownColumns out;
    for (const auto& one : said) {
        if (one.table >= ledger.tables.size()) {
            throw bad_edit(fmt::format("there is no table {}", one.table));
        }
        const auto& table = ledger.tables[one.table];
        if (one.uses.size() != table.columns.size()) {
            throw bad_edit(fmt::format("table {} has {} columns", one.table, table.columns.size()));
        }
        const auto tasks = std::count(one.uses.begin(), one.uses.end(), notice::ColumnUse::task);
        if (tasks != 1) {
            throw bad_edit(fmt::format("{} columns hold tasks, where one must", tasks));
        }
        const auto [known, added] = out.emplace(table.signature, one.uses);
        if (!added && known->second != one.uses) {
            throw bad_edit(fmt::format("table {} has the headings of another one", one.table));
        }
    }
    return out;
}

} // namespace

notice::Lexicon names_of(const org::Directory& directory, Date at) {
    notice::Lexicon names;
    for (const auto& name : directory.known_names(at)) {
        names.add(name.text, name.kind == org::UnitKind::group ? notice::UnitKind::group
                                                               : notice::UnitKind::unit);
    }
    return names;
}

ImportDetail Imports::set_columns(const store::Actor& actor, ImportId id, std::int64_t version,
                                  const std::vector<TableColumns>& said) {
    struct Before {
        Import import;
        std::optional<notice::ColumnMapping> ledger;
        notice::KnownColumns known;
        std::shared_ptr<const org::Directory> directory;
    };
    const auto before = database_.read([&](store::Reader& reader) {
        return Before{must_be_open(reader, id, version), find_ledger(reader, id),
                      read_known_columns(reader), directories_.get(reader)};
    });
    if (!before.ledger) {
        throw bad_edit("this file was not read as a ledger");
    }
    const auto columns = columns_said(*before.ledger, said);
    auto known = before.known;
    for (const auto& [signature, uses] : columns) {
        known.insert_or_assign(signature, uses);
    }
    const auto digest = digest_from_hex(before.import.digest);
    ensure(digest.has_value(), "an import has the digest of its bytes");
    const auto read = read_file_(blobs_.get(*digest), before.import.file_name,
                                 names_of(*before.directory, clock_.today()), known);
    database_.write([&](store::Transaction& transaction) {
        auto import = must_be_open(transaction, id, version);
        transaction.record({.actor = actor,
                            .action = "followup.ledger-columns-set",
                            .object_kind = "import",
                            .object_id = id.value,
                            .plan_id = 0,
                            .detail = {}});
        remember_columns(transaction, columns, actor.name);
        replace_reading(transaction, id, read);
        const auto directory = org::read_directory(transaction);
        take_summary(import, make_stored_draft(specs_(transaction), read_reading(transaction, id),
                                               *directory, transaction.today()));
        ++import.version;
        import.updated_at = transaction.now();
        update_import(transaction, import);
    });
    return detail(id);
}

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
#include "pack/pack.hpp"

#include "store/transaction.hpp"

namespace luoshi::pack {

std::vector<Loaded> loaded(store::Reader& reader) {
    std::vector<Loaded> packs;
    for (const auto& row :
         reader.query("SELECT code, version, digest FROM pack_loaded ORDER BY code")) {
        packs.push_back({row.text(0), row.text(1), row.text(2)});
    }
    return packs;
}

void mark_loaded(store::Transaction& transaction, const store::Actor& actor, const Pack& pack) {
    transaction.record({.actor = actor,
                        .action = "pack.loaded",
                        .object_kind = "pack",
                        .object_id = 0,
                        .plan_id = 0,
                        .detail = {}});
    const store::Columns columns{{"code", pack.code},         {"version", pack.version},
                                 {"digest", pack.digest},     {"title", pack.title},
                                 {"title_en", pack.title_en}, {"loaded_at", transaction.now()}};
    const auto row =
        transaction.query_one("SELECT id FROM pack_loaded WHERE code = $1", {pack.code});
    if (row) {
        transaction.update("pack_loaded", row->integer(0), columns);
    } else {
        transaction.insert("pack_loaded", transaction.new_id(), columns);
    }
}

} // namespace luoshi::pack

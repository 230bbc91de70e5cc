// SPDX-License-Identifier: Apache-2.0
#include "form/own.hpp"
#include "store/transaction.hpp"

namespace luoshi::form {

std::optional<std::string> own_text(store::Reader& reader, const std::string& code) {
    const auto row = reader.query_one("SELECT body FROM form_own WHERE code = $1", {code});
    return row ? std::optional{row->text(0)} : std::nullopt;
}

void keep_own(store::Transaction& transaction, const OwnForm& own) {
    if (!own_text(transaction, own.code)) {
        transaction.insert("form_own", transaction.new_id(),
                           {{"code", own.code}, {"body", own.text}});
    }
}

} // namespace luoshi::form

// SPDX-License-Identifier: Apache-2.0
#include "notice/read_file.hpp"

#include "base/error.hpp"
#include "notice/secret.hpp"
#include "office/read_document.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace luoshi::notice {
namespace {

// Nothing but rows of tables, and no notice around them.
bool is_table_alone(const Reading& reading) {
    return !reading.header.number && reading.header.addressees.empty() && !reading.items.empty() &&
           std::all_of(reading.items.begin(), reading.items.end(),
                       [](const Item& item) { return item.rule == "item.row"; });
}

FileReading understand(office::Document document, const Lexicon& names, const KnownColumns& known) {
    auto mapping = propose_mapping(document, names);
    apply_known(mapping, known);
    const auto as_ledger = [&] {
        auto reading = read_ledger(document, mapping, names);
        return FileReading{std::move(document), std::move(reading), std::move(mapping)};
    };
    if (mapping.tables.empty()) {
        auto reading = read(document, names);
        return {std::move(document), std::move(reading), {}};
    }
    if (document.format == office::Format::xlsx || document.format == office::Format::csv) {
        return as_ledger();
    }
    std::optional<Reading> notice;
    try {
        notice = read(document, names);
    } catch (const Error& error) {
        if (error.reason() != "notice.no-structure") {
            throw;
        }
    }
    if (!notice || is_table_alone(*notice)) {
        return as_ledger();
    }
    return {std::move(document), std::move(*notice), {}};
}

void refuse_secret(const office::Document& document) {
    if (has_secret_mark(document.text)) {
        throw failure(
            ErrorCode::unprocessable, "notice.secret",
            "the header of this file carries a mark of secrecy; this system must not process it: "
            "remove the file from this machine and follow the rules for classified documents");
    }
}

} // namespace

office::Document read_entries(std::string_view bytes, std::string_view file_name) {
    auto document = office::read_document(bytes, file_name, {}, office::Fidelity::typed);
    refuse_secret(document);
    return document;
}

FileReading read_file(std::string_view bytes, std::string_view file_name, const Lexicon& names,
                      const FileHelp& help) {
    auto document = office::read_document(bytes, file_name, help.words);
    refuse_secret(document);
    try {
        return understand(std::move(document), names, help.columns);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::internal) {
            throw;
        }
        throw Error(error.code(), error.reason(), fmt::format("'{}': {}", file_name, error.what()),
                    error.details());
    }
}

} // namespace luoshi::notice

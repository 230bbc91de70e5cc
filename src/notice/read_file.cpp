// SPDX-License-Identifier: Apache-2.0
#include "notice/read_file.hpp"

#include "base/error.hpp"
#include "notice/secret.hpp"
#include "office/read_document.hpp"

#include <utility>

namespace luoshi::notice {

FileReading read_file(std::string_view bytes, std::string_view file_name, const Lexicon& names,
                      std::string_view words) {
    auto document = office::read_document(bytes, file_name, words);
    if (has_secret_mark(document.text)) {
        throw failure(
            ErrorCode::unprocessable, "notice.secret",
            "the header of this file carries a mark of secrecy; this system must not process it: "
            "remove the file from this machine and follow the rules for classified documents");
    }
    try {
        auto reading = read(document, names);
        return {std::move(document), std::move(reading)};
    } catch (const Error& error) {
        if (error.code() == ErrorCode::internal) {
            throw;
        }
        throw Error(error.code(), error.reason(), fmt::format("'{}': {}", file_name, error.what()),
                    error.details());
    }
}

} // namespace luoshi::notice

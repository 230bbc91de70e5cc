// SPDX-License-Identifier: Apache-2.0
#include "notice/read_file.hpp"

#include "base/error.hpp"
#include "notice/secret.hpp"
#include "office/decode.hpp"

#include <utility>

namespace luoshi::notice {

FileReading read_file(std::string_view bytes, std::string_view file_name, const Lexicon& names) {
    auto decoded = office::decode(bytes, file_name);
    if (has_secret_mark(decoded.text)) {
        throw failure(
            ErrorCode::unprocessable, "notice.secret",
            "the header of this file carries a mark of secrecy; this system must not process it: "
            "remove the file from this machine and follow the rules for classified documents");
    }
    try {
        auto reading = read(decoded.text, names);
        return {std::move(decoded.text), std::string{to_string(decoded.encoding)},
                std::move(reading)};
    } catch (const Error& error) {
        if (error.code() == ErrorCode::internal) {
            throw;
        }
        throw Error(error.code(), error.reason(), fmt::format("'{}': {}", file_name, error.what()),
                    error.details());
    }
}

} // namespace luoshi::notice

// SPDX-License-Identifier: Apache-2.0
// The two ends of the pipe. A message is a list of parts, each a decimal length, a newline and so
// many bytes. Request: file name, names, words of a pdf, known columns, bytes of the file; or file
// name and bytes alone, for what is filled in. Answer: "ok", text, JSON of the document, of the
// reading, of the columns if it is a ledger; or "error", code, reason, message and then details,
// name and value in turn.
#include "base/error.hpp"
#include "notice/json.hpp"
#include "notice/read_file.hpp"
#include "office/document_json.hpp"
#include "office/pdf_words.hpp"
#include "office/read_document.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace luoshi::notice {
namespace {

using Parts = std::vector<std::string_view>;

void append_part(std::string& message, std::string_view part) {
    message += std::to_string(part.size());
    message += '\n';
    message += part;
}

std::optional<Parts> split_parts(std::string_view message) {
    Parts parts;
    while (!message.empty()) {
        std::size_t size = 0;
        const auto* const end = message.data() + message.size();
        const auto [at, status] = std::from_chars(message.data(), end, size);
        const auto digits = static_cast<std::size_t>(at - message.data());
        if (status != std::errc{} || digits >= message.size() || *at != '\n' ||
            size > message.size() - digits - 1) {
            return std::nullopt;
        }
        parts.push_back(message.substr(digits + 1, size));
        message.remove_prefix(digits + 1 + size);
    }
    return parts;
}

std::string error_answer(const Error& error) {
    std::string answer;
    append_part(answer, "error");
    append_part(answer, to_string(error.code()));
    append_part(answer, error.reason());
    append_part(answer, error.what());
    for (const auto& [name, value] : error.details()) {
        append_part(answer, name);
        append_part(answer, value);
    }
    return answer;
}

ErrorCode code_of(std::string_view text) {
    constexpr std::array kCodes{ErrorCode::invalid_argument, ErrorCode::forbidden,
                                ErrorCode::too_large,        ErrorCode::unsupported,
                                ErrorCode::unprocessable,    ErrorCode::internal};
    const auto* const found = std::find_if(kCodes.begin(), kCodes.end(),
                                           [&](ErrorCode c) { return to_string(c) == text; });
    return found == kCodes.end() ? ErrorCode::internal : *found;
}

Error error_of(const Parts& parts) {
    Error error{code_of(parts[1]), std::string{parts[2]}, std::string{parts[3]}};
    for (std::size_t i = 4; i + 1 < parts.size(); i += 2) {
        error = std::move(error).with(std::string{parts[i]}, std::string{parts[i + 1]});
    }
    return error;
}

Error too_costly(std::string_view file_name, std::string_view what) {
    return failure(ErrorCode::unprocessable, "notice.too-costly",
                   "reading '{}' needed more than the {} allowed for one file; split it, or remove "
                   "what is not part "
                   "of the notice",
                   file_name, what);
}

Error reader_failed(std::string_view file_name, std::string_view how) {
    return failure(ErrorCode::internal, "notice.reader-failed", "the reader of '{}' failed: {}",
                   file_name, how);
}

// The parts of a good answer, `size` of them.
Parts good_parts(std::string_view answer, std::size_t size, std::string_view file_name) {
    auto parts = split_parts(answer);
    if (parts && parts->size() >= 4 && parts->front() == "error") {
        throw error_of(*parts);
    }
    if (!parts || parts->size() != size || parts->front() != "ok") {
        throw reader_failed(file_name, "its answer is incomplete");
    }
    return std::move(*parts);
}

FileReading reading_of(std::string_view answer, std::string_view file_name) {
    const auto parts = good_parts(answer, 5, file_name);
    FileReading read{office::from_json(parts[2], std::string{parts[1]}), from_json(parts[3]), {}};
    if (!parts[4].empty()) {
        read.ledger = mapping_from_json(parts[4]);
    }
    return read;
}

void append_document(std::string& answer, const office::Document& document) {
    append_part(answer, "ok");
    append_part(answer, document.text);
    append_part(answer, office::to_json(document));
}

} // namespace

std::string answer_child(std::string_view request) {
    try {
        const auto parts = split_parts(request);
        std::string answer;
        if (parts && parts->size() == 2) {
            append_document(answer, read_entries((*parts)[1], (*parts)[0]));
            return answer;
        }
        if (!parts || parts->size() != 5) {
            throw failure(ErrorCode::invalid_argument, "notice.bad-request",
                          "expected a file name, names, words, columns and a file");
        }
        const auto read = read_file((*parts)[4], (*parts)[0], Lexicon::parse((*parts)[1]),
                                    {(*parts)[2], parse_known_columns((*parts)[3])});
        append_document(answer, read.document);
        append_part(answer, to_json(read.reading));
        append_part(answer, read.ledger ? to_json(*read.ledger) : std::string{});
        return answer;
    } catch (const Error& error) {
        return error_answer(error);
    }
}

FileReading ChildReader::read(std::string_view bytes, std::string_view file_name,
                              const Lexicon& names, const KnownColumns& columns) const {
    if (bytes.size() > office::kLargestFile) { // read_document() would say so, but need not see it
        return read_file(bytes, file_name, names);
    }
    const auto words =
        office::is_pdf(bytes) ? office::extract_words(bytes, file_name) : std::string{};
    std::string request;
    request.reserve(bytes.size() + words.size() + 4096);
    append_part(request, file_name);
    append_part(request, names.to_text());
    append_part(request, words);
    append_part(request, to_text(columns));
    append_part(request, bytes);
    return reading_of(answer_of(request, file_name), file_name);
}

office::Document ChildReader::read_entries(std::string_view bytes,
                                           std::string_view file_name) const {
    if (bytes.size() > office::kLargestFile) {
        return notice::read_entries(bytes, file_name);
    }
    std::string request;
    request.reserve(bytes.size() + 256);
    append_part(request, file_name);
    append_part(request, bytes);
    const auto answer = answer_of(request, file_name);
    const auto parts = good_parts(answer, 3, file_name);
    return office::from_json(parts[2], std::string{parts[1]});
}

std::string ChildReader::answer_of(const std::string& request, std::string_view file_name) const {
    auto result = office::run_limited({program_, "read-child"}, request, limits_);
    switch (result.outcome) {
    case office::ChildOutcome::ok: return std::move(result.output);
    case office::ChildOutcome::out_of_memory: throw too_costly(file_name, "memory");
    case office::ChildOutcome::out_of_time: throw too_costly(file_name, "time");
    case office::ChildOutcome::too_much_output: throw too_costly(file_name, "size of the result");
    case office::ChildOutcome::killed:
        throw reader_failed(file_name, fmt::format("killed by signal {}", result.status));
    case office::ChildOutcome::failed: break;
    }
    throw reader_failed(file_name,
                        fmt::format("exit status {}: {}", result.status, result.error_tail));
}

} // namespace luoshi::notice

// SPDX-License-Identifier: Apache-2.0
// From the bytes of a file to its reading: for the command line and for whoever receives uploads.
// Foreign bytes are read in a child with limits (ChildReader); read_file() is what the child does.
#pragma once

#include "notice/ledger.hpp"
#include "notice/lexicon.hpp"
#include "notice/notice.hpp"
#include "office/document.hpp"
#include "office/limited_child.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace luoshi::notice {

struct FileReading {
    office::Document document; // all spans count bytes of its text
    Reading reading;
    std::optional<ColumnMapping> ledger; // it was read as a ledger, by these columns; else a notice
    bool operator==(const FileReading&) const = default;
};

// What is known of a file besides its bytes; words are borrowed.
struct FileHelp {
    std::string_view words; // of a pdf, what office::extract_words gave
    KnownColumns columns;   // what people said of ledgers with the same headings
};

// Turns a file of any format we read into text, refuses what is marked secret before anything else
// is done with it, and reads.
// Errors: those of office::read_document and of read(); unprocessable "notice.secret", whose
// message holds nothing of the file, neither text nor name.
// Sheets headed like a ledger are read as one, and so is a document that is nothing but such
// tables.
FileReading read_file(std::string_view bytes, std::string_view file_name, const Lexicon& names,
                      const FileHelp& help = {});

// A file people filled in, as typed into its cells; refused when it is marked secret. Errors as
// above.
office::Document read_entries(std::string_view bytes, std::string_view file_name);

// Does the same in a child process of our own binary, `program` read-child, and finds the words of
// a pdf before. Threads: read() may be called from any, also of a server with many.
class ChildReader {
public:
    explicit ChildReader(std::string program, office::ChildLimits limits = {})
        : program_(std::move(program)), limits_(limits) {}

    // Errors: those of read_file() and office::extract_words(), unchanged; unprocessable
    // "notice.too-costly" when the child ran into its limit of memory or time; internal
    // "notice.reader-failed" when it failed otherwise.
    FileReading read(std::string_view bytes, std::string_view file_name, const Lexicon& names,
                     const KnownColumns& columns = {}) const;
    // read_entries(), with the same errors.
    office::Document read_entries(std::string_view bytes, std::string_view file_name) const;

private:
    std::string answer_of(const std::string& request, std::string_view file_name) const;
    std::string program_;
    office::ChildLimits limits_;
};

// What `read-child` does: the request of ChildReader in, its answer out. Never throws an Error of
// the file: that is part of the answer.
std::string answer_child(std::string_view request);

} // namespace luoshi::notice

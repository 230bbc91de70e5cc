// SPDX-License-Identifier: Apache-2.0
// From the bytes of a file to its reading: for the command line and for whoever receives uploads.
// Foreign bytes are read in a child with limits (ChildReader); read_file() is what the child does.
#pragma once

#include "notice/lexicon.hpp"
#include "notice/notice.hpp"
#include "office/limited_child.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace luoshi::notice {

struct FileReading {
    std::string text;     // decoded, UTF-8: what all spans count bytes of
    std::string encoding; // it was found in: "UTF-8", "GB18030", …
    Reading reading;
    bool operator==(const FileReading&) const = default;
};

// Decodes, refuses what is marked secret before anything else is done with it, and reads.
// Errors: those of office::decode and of read(); unprocessable "notice.secret", whose message holds
// nothing of the file, neither text nor name.
FileReading read_file(std::string_view bytes, std::string_view file_name, const Lexicon& names);

// Does the same in a child process of our own binary, `program` read-child.
// Threads: read() may be called from any, also of a server with many.
class ChildReader {
public:
    explicit ChildReader(std::string program, office::ChildLimits limits = {})
        : program_(std::move(program)), limits_(limits) {}

    // Errors: those of read_file(), unchanged; unprocessable "notice.too-costly" when the child ran
    // into its limit of memory or time; internal "notice.reader-failed" when it failed otherwise.
    FileReading read(std::string_view bytes, std::string_view file_name,
                     const Lexicon& names) const;

private:
    std::string program_;
    office::ChildLimits limits_;
};

// What `read-child` does: the request of ChildReader in, its answer out. Never throws an Error of
// the file: that is part of the answer.
std::string answer_child(std::string_view request);

} // namespace luoshi::notice

// SPDX-License-Identifier: Apache-2.0
#include "office/pdf_words.hpp"

#include "base/error.hpp"

#include <unistd.h>

#include <array>
#include <charconv>
#include <utility>

namespace luoshi::office {
namespace {

constexpr const char* kProgram = "/usr/bin/pdftotext"; // of Debian's poppler-utils

// Processor time for 2,000 pages is some 16 s.
constexpr ChildLimits kLimits{.memory = 600U << 20,
                              .cpu = std::chrono::seconds{30},
                              .wall = std::chrono::seconds{40},
                              .output = 60U << 20,
                              .confined = true};

bool says(const ChildResult& result, std::string_view words) {
    return result.error_tail.find(words) != std::string::npos;
}

Error encrypted(std::string_view file) {
    return failure(ErrorCode::unprocessable, "office.encrypted",
                   "'{}' is protected by a password; save a copy without one and try again", file);
}

Error too_many_pages(std::string_view file) {
    return failure(ErrorCode::unprocessable, "office.too-many-pages",
                   "'{}' has more than {} pages; a notice has some dozens: split it and take the "
                   "part that is the notice",
                   file, kMostPages)
        .with("limit", std::to_string(kMostPages));
}

Error failed(const ChildResult& result, std::string_view file) {
    switch (result.outcome) {
    case ChildOutcome::out_of_memory:
    case ChildOutcome::out_of_time:
    case ChildOutcome::too_much_output:
        return failure(ErrorCode::unprocessable, "office.too-costly",
                       "reading '{}' needed more time or memory than one file may; split it, or "
                       "print it to a new pdf",
                       file);
    case ChildOutcome::ok:
    case ChildOutcome::killed:
    case ChildOutcome::failed: break;
    }
    return failure(ErrorCode::unprocessable, "office.broken-pdf",
                   "'{}' is a damaged pdf; fetch it again, or print it to a new one", file);
}

// A line of pdftotext -tsv: level, page, …, left (6), top, width, height, confidence, text (11).
struct Row {
    int level = 0, page = 0;
    std::array<double, 4> box{}; // left, top, width, height
    std::string_view text;
};

template <class T>
bool read_field(std::string_view field, T& value) {
    const auto [end, status] = std::from_chars(field.data(), field.data() + field.size(), value);
    return status == std::errc{} && end == field.data() + field.size();
}

std::optional<Row> read_row(std::string_view line) {
    std::array<std::string_view, 12> fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto end = i + 1 < fields.size() ? line.find('\t') : line.size();
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        fields[i] = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    Row row;
    row.text = fields[11];
    bool good = read_field(fields[0], row.level) && read_field(fields[1], row.page);
    for (std::size_t i = 0; i < 4; ++i) {
        good = good && read_field(fields[6 + i], row.box[i]);
    }
    return good ? std::optional{row} : std::nullopt;
}

} // namespace

bool is_pdf(std::string_view bytes) noexcept {
    return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

std::string extract_words(std::string_view pdf, std::string_view file) {
    if (::access(kProgram, X_OK) != 0) {
        throw failure(ErrorCode::unavailable, "office.no-pdftotext",
                      "'{}' cannot be read: pdftotext is not installed here (Debian package "
                      "poppler-utils)",
                      file);
    }
    auto result = run_limited({kProgram, "-tsv", "-l", std::to_string(kMostPages + 1), "-", "-"},
                              pdf, kLimits);
    if (says(result, "Incorrect password") || says(result, "Unsupported security handler") ||
        says(result, "Unknown security handler")) {
        throw encrypted(file);
    }
    if (result.outcome != ChildOutcome::ok) {
        throw failed(result, file);
    }
    if (result.output.find("\n1\t" + std::to_string(kMostPages + 1) + "\t") != std::string::npos) {
        throw too_many_pages(file);
    }
    return std::move(result.output);
}

std::optional<PdfPage> WordPages::next() {
    auto page = std::exchange(coming_, std::nullopt);
    while (!rest_.empty()) {
        const auto end = std::min(rest_.find('\n'), rest_.size());
        const auto row = read_row(rest_.substr(0, end));
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        if (!row) {
            continue; // the headings
        }
        if (row->level == 1) {
            PdfPage begun{row->page, row->box[2], row->box[3], {}};
            if (page) {
                coming_ = std::move(begun);
                return page;
            }
            page = std::move(begun);
        } else if (row->level == 5 && page && !row->text.empty()) {
            const auto& box = row->box;
            page->words.push_back({box[0], box[1], box[0] + box[2], box[1] + box[3], row->text});
        }
    }
    return page;
}

} // namespace luoshi::office

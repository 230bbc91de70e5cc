// SPDX-License-Identifier: Apache-2.0
#include "office/read_document.hpp"

#include "base/error.hpp"
#include "office/csv.hpp"
#include "office/decode.hpp"
#include "office/docx.hpp"
#include "office/html.hpp"
#include "office/pdf.hpp"
#include "office/pdf_words.hpp"
#include "office/sniff.hpp"
#include "office/xlsx.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace luoshi::office {
namespace {

// What a reader gets.
struct Input {
    std::string_view bytes, file, words;
    Fidelity fidelity = Fidelity::shown;
};

Document read_text(const Input& input) {
    auto decoded = decode(input.bytes, input.file);
    if (looks_like_csv(decoded.text, input.file)) {
        return read_csv(input.bytes, input.file);
    }
    Document document;
    document.encoding = to_string(decoded.encoding);
    document.text = std::move(decoded.text);
    return document;
}

struct Reader {
    Format format;
    bool (*recognizes)(std::string_view bytes) noexcept;
    Document (*read)(const Input& input);
};

// In the order they are asked. What none recognizes is text, or nothing we read.
constexpr std::array kReaders{
    Reader{Format::pdf, is_pdf, [](const Input& i) { return read_pdf(i.bytes, i.words, i.file); }},
    Reader{Format::docx, is_docx,
           [](const Input& i) { return read_docx(i.bytes, i.file, i.fidelity); }},
    Reader{Format::xlsx, is_xlsx,
           [](const Input& i) { return read_xlsx(i.bytes, i.file, i.fidelity); }},
    Reader{Format::html, looks_like_html,
           [](const Input& i) { return read_html(i.bytes, i.file); }},
};

const Reader* find_reader(std::string_view bytes) noexcept {
    const auto* const found = std::find_if(kReaders.begin(), kReaders.end(),
                                           [&](const Reader& r) { return r.recognizes(bytes); });
    return found == kReaders.end() ? nullptr : found;
}

Error not_readable(std::string_view kind, const Input& input) {
    if (kind == "encrypted") {
        return failure(ErrorCode::unprocessable, "office.encrypted",
                       "'{}' is protected by a password; save a copy without one and try again",
                       input.file);
    }
    return failure(ErrorCode::unsupported, "office.binary",
                   "'{}' looks like {}, which is not read; save it as {} and try again", input.file,
                   kind,
                   kind == "xls" ? "xlsx (另存为 xlsx)" : "docx, xlsx, pdf, html or plain text")
        .with("looks_like", std::string{kind});
}

} // namespace

std::optional<Format> find_format(std::string_view bytes) noexcept {
    if (const auto* const reader = find_reader(bytes)) {
        return reader->format;
    }
    return sniff(bytes).empty() ? std::optional{Format::text} : std::nullopt;
}

Document read_document(std::string_view bytes, std::string_view file, std::string_view words,
                       Fidelity fidelity) {
    if (bytes.size() > kLargestFile) {
        throw failure(
            ErrorCode::too_large, "office.too-large",
            "'{}' is larger than {} MB; a notice is far smaller: check the file, or split "
            "it",
            file, kLargestFile >> 20);
    }
    const auto* const reader = find_reader(bytes);
    const Input input{bytes, file, words, fidelity};
    if (reader != nullptr) {
        return reader->read(input);
    }
    if (const auto kind = sniff(bytes); !kind.empty()) {
        throw not_readable(kind, input);
    }
    return read_text(input);
}

} // namespace luoshi::office

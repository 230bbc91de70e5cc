// SPDX-License-Identifier: Apache-2.0
#include "notice/boxed.hpp"

#include <algorithm>
#include <array>

namespace luoshi::notice {
namespace {

constexpr std::string_view kBar = "│", kRule = "─";

bool starts_as_box(std::string_view line) {
    constexpr std::array<std::string_view, 4> kEdges{"┌", "├", "└", kBar};
    const auto first = std::min(line.find_first_not_of(" \t\r"), line.size());
    return std::any_of(kEdges.begin(), kEdges.end(),
                       [&](std::string_view edge) { return line.substr(first).starts_with(edge); });
}

struct Piece { // half-open bytes of the original
    std::size_t first, last;
};

class Writer {
public:
    explicit Writer(std::string_view text) : text_(text) {}

    void copy(Piece piece) {
        for (auto i = piece.first; i < piece.last; ++i) {
            put(text_[i], i);
        }
    }
    void put(char c, std::size_t from) {
        out_.text += c;
        out_.from.push_back(static_cast<std::uint32_t>(from));
    }

    // One printed line of the row: its pieces between bars go to their columns.
    void take(Piece line) {
        auto at = text_.find(kBar, line.first) + kBar.size();
        for (std::size_t column = 0; at <= line.last; ++column) {
            const auto end = std::min(text_.find(kBar, at), line.last);
            if (end == line.last && column > 0) {
                return; // behind the last bar
            }
            row_.resize(std::max(row_.size(), column + 1));
            row_[column].push_back({at, end});
            at = end + kBar.size();
        }
    }

    // The row is whole: its cells in one line.
    void flush(std::size_t place) {
        for (std::size_t column = 0; column < row_.size(); ++column) {
            if (column > 0) {
                put('\t', place);
            }
            for (const auto piece : row_[column]) {
                copy(trimmed(piece));
            }
        }
        if (!row_.empty()) {
            put('\n', place);
        }
        row_.clear();
    }

    Unboxed result() && { return std::move(out_); }

private:
    Piece trimmed(Piece piece) const {
        constexpr std::string_view kWide = "\xE3\x80\x80"; // U+3000
        const auto view = [&] { return text_.substr(piece.first, piece.last - piece.first); };
        while (piece.first < piece.last) {
            if (view().front() == ' ' || view().front() == '\r') {
                ++piece.first;
            } else if (view().back() == ' ' || view().back() == '\r') {
                --piece.last;
            } else if (view().ends_with(kWide)) {
                piece.last -= kWide.size();
            } else if (view().starts_with(kWide)) {
                piece.first += kWide.size();
            } else {
                break;
            }
        }
        return piece;
    }

    std::string_view text_;
    std::vector<std::vector<Piece>> row_; // per column the pieces of its printed lines
    Unboxed out_;
};

Span moved(const std::vector<std::uint32_t>& from, Span span) {
    if (span.begin >= from.size() || span.end <= span.begin || span.end > from.size()) {
        const auto place =
            from.empty() ? 0 : from[std::min<std::size_t>(span.begin, from.size() - 1)];
        return {place, place};
    }
    const auto one = from[span.begin], other = from[span.end - 1];
    return {std::min(one, other), std::max(one, other) + 1};
}

void move_header(const std::vector<std::uint32_t>& from, Header& header) {
    for (auto* field :
         {&header.title, &header.number, &header.date, &header.urgency, &header.channel,
          &header.machine_number, &header.classification, &header.retention, &header.copy_number}) {
        if (*field) {
            (*field)->origin.span = moved(from, (*field)->origin.span);
        }
    }
    for (auto* list :
         {&header.issuers, &header.addressees, &header.cc, &header.signatories, &header.notes}) {
        for (auto& field : *list) {
            field.origin.span = moved(from, field.origin.span);
        }
    }
}

} // namespace

std::optional<Unboxed> unbox(std::string_view text) {
    if (text.find("┌") == std::string_view::npos && text.find("├") == std::string_view::npos) {
        return std::nullopt;
    }
    Writer writer{text};
    for (std::size_t first = 0; first < text.size();) {
        const auto last = std::min(text.find('\n', first), text.size());
        const auto line = text.substr(first, last - first);
        const auto next = std::min(last + 1, text.size());
        if (!starts_as_box(line)) {
            writer.flush(first);
            writer.copy({first, next});
        } else if (line.find(kRule) != std::string_view::npos) {
            writer.flush(first);
        } else {
            writer.take({first, last});
        }
        first = next;
    }
    writer.flush(text.size());
    return std::move(writer).result();
}

void restore(const Unboxed& unboxed, Reading& reading) {
    const auto move = [&](Span& span) { span = moved(unboxed.from, span); };
    const auto all = [&](auto& list) {
        for (auto& one : list) {
            move(one.origin.span);
        }
    };
    move_header(unboxed.from, reading.header);
    const auto bucket = [&](auto& owner) {
        all(owner.parties);
        all(owner.deadlines);
        all(owner.citations);
        all(owner.targets);
    };
    bucket(reading.general);
    for (auto& section : reading.sections) {
        move(section.origin.span);
        all(section.persons);
    }
    for (auto& item : reading.items) {
        bucket(item);
        all(item.persons);
        move(item.span);
        move(item.text_span);
        if (item.clause_span) {
            move(*item.clause_span);
        }
        for (auto& flag : item.flags) {
            move(flag.span);
        }
    }
    for (auto& warning : reading.warnings) {
        move(warning.span);
    }
}

} // namespace luoshi::notice

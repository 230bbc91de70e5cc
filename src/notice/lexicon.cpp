// SPDX-License-Identifier: Apache-2.0
#include "notice/lexicon.hpp"

#include "notice/glyphs.hpp"

#include <algorithm>

namespace luoshi::notice {

Lexicon Lexicon::parse(std::string_view text) {
    Lexicon lexicon;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!line.empty() && line.back() == '\r') {
            line.remove_suffix(1);
        }
        if (line.empty() || line.front() == '#') {
            continue;
        }
        const bool group = line.starts_with("group:");
        lexicon.add(group ? line.substr(6) : line, group ? UnitKind::group : UnitKind::unit);
    }
    return lexicon;
}

void Lexicon::add(std::string_view name, UnitKind kind) {
    const Glyphs glyphs(name);
    const auto folded = glyphs.all();
    if (folded.empty()) {
        return;
    }
    longest_ = std::max(longest_, folded.size());
    if (names_.emplace(folded, kind).second) {
        text_ += kind == UnitKind::group ? "group:" : "";
        text_.append(name).append("\n");
    }
}

std::optional<UnitKind> Lexicon::find(std::u32string_view folded) const {
    const auto found = names_.find(folded);
    return found == names_.end() ? std::nullopt : std::optional{found->second};
}

std::size_t Lexicon::longest_prefix(std::u32string_view folded) const {
    for (auto length = std::min(longest_, folded.size()); length > 0; --length) {
        if (names_.contains(folded.substr(0, length))) {
            return length;
        }
    }
    return 0;
}

std::string Lexicon::to_text() const {
    return text_;
}

} // namespace luoshi::notice

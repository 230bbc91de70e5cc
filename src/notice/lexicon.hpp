// SPDX-License-Identifier: Apache-2.0
// Unit names known beforehand: for those who call read(). A name counts in any width, with or
// without spaces, in traditional or simplified characters. The world is closed: what is not here is
// still found by grammar, but marked as not known.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace luoshi::notice {

enum class UnitKind { unit, group };

class Lexicon {
public:
    // One name a line; "group:" before a class of units; empty lines and lines with # are skipped.
    static Lexicon parse(std::string_view text);

    void add(std::string_view name, UnitKind kind);
    std::optional<UnitKind> find(std::u32string_view folded) const;
    // Length in characters of the longest name `folded` begins with; 0: none.
    std::size_t longest_prefix(std::u32string_view folded) const;
    std::size_t size() const noexcept { return names_.size(); }
    std::string to_text() const; // what parse() reads

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::u32string_view name) const noexcept {
            return std::hash<std::u32string_view>{}(name);
        }
    };
    std::unordered_map<std::u32string, UnitKind, Hash, std::equal_to<>> names_;
    std::size_t longest_ = 0;
    std::string text_;
};

} // namespace luoshi::notice

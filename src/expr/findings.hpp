// SPDX-License-Identifier: Apache-2.0
// Collects what is wrong with a formula, in the language its writer reads.
#pragma once

#include "base/diagnostic.hpp"
#include "expr/unit.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace luoshi::expr {

class Findings {
public:
    Findings(std::string_view file, Language language, std::size_t most)
        : file_(file), language_(language), most_(most) {}

    // Both texts are fmt formats of the same arguments: what was found, what was expected, what to
    // write. One finding for a place: what follows from it is not told again.
    template <class... Args>
    void add(Span span, const char* code, const char* zh, const char* en, const Args&... args) {
        for (const auto& there : list_) {
            if (there.span == span) {
                return;
            }
        }
        if (list_.size() < most_) {
            const auto text = fmt::runtime(language_ == Language::zh ? zh : en);
            list_.push_back({Severity::error, code, file_, span, fmt::format(text, args...)});
        }
    }
    bool empty() const noexcept { return list_.empty(); }
    Language language() const noexcept { return language_; }
    std::vector<Diagnostic> take(); // in order of place

private:
    std::string file_;
    Language language_;
    std::size_t most_;
    std::vector<Diagnostic> list_;
};

} // namespace luoshi::expr

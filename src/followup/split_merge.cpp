// SPDX-License-Identifier: Apache-2.0
#include "followup/split_merge.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

bool same(const DraftParty& a, const DraftParty& b) {
    return a.role == b.role && fold(a.unit) == fold(b.unit);
}
bool same(const DraftDeadline& a, const DraftDeadline& b) {
    return a.kind == b.kind && a.value == b.value;
}
bool same(const DraftCitation& a, const DraftCitation& b) {
    return a.title == b.title && a.number == b.number;
}
bool same(const DraftTarget& a, const DraftTarget& b) {
    return a.text == b.text;
}
bool same(const notice::Flag& a, const notice::Flag& b) {
    return a.kind == b.kind && a.span == b.span;
}

template <class T>
void add_new(std::vector<T>& to, const std::vector<T>& from) {
    for (const auto& one : from) {
        if (std::none_of(to.begin(), to.end(), [&](const T& have) { return same(have, one); })) {
            to.push_back(one);
        }
    }
}

std::optional<Span> around(const std::optional<Span>& a, const std::optional<Span>& b) {
    if (!a || !b) {
        return a ? a : b;
    }
    return Span{std::min(a->begin, b->begin), std::max(a->end, b->end)};
}

std::optional<Span> span_of(const DraftParty& one) {
    return one.read.span;
}
std::optional<Span> span_of(const DraftDeadline& one) {
    return one.read.span;
}
std::optional<Span> span_of(const DraftCitation& one) {
    return one.read.span;
}
std::optional<Span> span_of(const DraftTarget& one) {
    return one.read.span;
}
std::optional<Span> span_of(const notice::Flag& one) {
    return one.span;
}

// Where things go when an item is cut: with their words, or to both parts.
struct Cut {
    std::uint32_t at = 0;
    std::optional<Span> clause;

    enum class Side { first, second, both };
    Side side(const std::optional<Span>& span) const {
        if (!span || (clause && span->begin >= clause->begin && span->end <= clause->end)) {
            return Side::both; // said by a person, or of the whole item
        }
        return span->begin < at ? Side::first : Side::second;
    }

    template <class T>
    void share(std::vector<T>& first, std::vector<T>& second) const {
        second.clear();
        for (const auto& one : first) {
            if (side(span_of(one)) != Side::first) {
                second.push_back(one);
            }
        }
        std::erase_if(first, [&](const T& one) { return side(span_of(one)) == Side::second; });
    }
};

std::string title_of(std::string_view text) {
    constexpr std::size_t kTitle = 40; // characters, as the reader makes them
    std::string title;
    std::size_t at = 0;
    for (std::size_t n = 0; at < text.size() && n < kTitle;) {
        const auto c = next_character(text, at);
        if (c == U'\n' || c == U'\t' || c == U' ' || c == U'　') {
            continue;
        }
        if (n > 0 && (c == U'。' || c == U'；')) {
            break;
        }
        append_utf8(title, c);
        ++n;
    }
    return title;
}

std::string words(const std::string& text, const Span& span) {
    return text.substr(span.begin, span.end - span.begin);
}

} // namespace

void merge_into(DraftItem& target, const DraftItem& other, const std::string& text) {
    const bool printed = target.span && other.span;
    target.span = around(target.span, other.span);
    target.text_span = around(target.text_span, other.text_span);
    target.clause_span = target.clause_span ? target.clause_span : other.clause_span;
    target.text = printed && target.text_span ? words(text, *target.text_span)
                                              : target.text + "\n" + other.text;
    if (!target.clause_parties.empty()) {
        add_new(target.clause_parties, other.parties);
    }
    add_new(target.parties, other.parties);
    add_new(target.deadlines, other.deadlines);
    add_new(target.citations, other.citations);
    add_new(target.targets, other.targets);
    add_new(target.flags, other.flags);
    target.edited = true;
}

DraftItem split_off(DraftItem& target, std::uint32_t at, const std::string& text) {
    auto second = target;
    const Cut cut{at, target.clause_span};
    cut.share(target.parties, second.parties);
    cut.share(target.deadlines, second.deadlines);
    cut.share(target.citations, second.citations);
    cut.share(target.targets, second.targets);
    cut.share(target.flags, second.flags);
    if (!target.clause_parties.empty()) {
        cut.share(target.clause_parties, second.clause_parties);
    }
    second.span = Span{at, target.span ? target.span->end : target.text_span->end};
    second.text_span = Span{at, target.text_span->end};
    target.text_span->end = at;
    if (target.span) {
        target.span->end = at;
    }
    target.text = words(text, *target.text_span);
    second.text = words(text, *second.text_span);
    second.title = title_of(second.text);
    second.title_source = TitleSource::text;
    second.number += "-2";
    target.edited = second.edited = true;
    return second;
}

} // namespace luoshi::followup

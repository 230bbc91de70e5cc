// SPDX-License-Identifier: Apache-2.0
#include "followup/draft.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/draft_editor.hpp"
#include "followup/questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::followup {
namespace {

constexpr std::array<std::string_view, 6> kQuestionKinds{
    "text_differs", "unknown_unit", "no_list", "open_list", "vague_time", "low_confidence"};

Read read_of(const notice::Origin& origin) {
    const bool found = origin.span.end > origin.span.begin;
    return {found ? std::optional{origin.span} : std::nullopt, origin.confidence, origin.rule,
            false};
}

HeaderField field(std::string name, const std::optional<notice::Field>& found) {
    return found ? HeaderField{std::move(name), {found->value}, false, read_of(found->origin)}
                 : HeaderField{std::move(name), {}, false, {std::nullopt, 1.0, "absent", false}};
}

HeaderField field(std::string name, const std::vector<notice::Field>& found) {
    HeaderField out{std::move(name), {}, true, {std::nullopt, 1.0, "absent", false}};
    for (const auto& one : found) {
        out.values.push_back(one.value);
    }
    if (!found.empty()) {
        out.read = read_of(found.front().origin);
        for (const auto& one :
             found) { // a list is as sure as its weakest entry, and stands where they stand
            out.read.confidence = std::min(out.read.confidence, one.origin.confidence);
            if (out.read.span) {
                out.read.span->begin = std::min(out.read.span->begin, one.origin.span.begin);
                out.read.span->end = std::max(out.read.span->end, one.origin.span.end);
            }
        }
    }
    return out;
}

std::vector<HeaderField> header_of(const notice::Header& header) {
    return {field("title", header.title),
            field("number", header.number),
            field("date", header.date),
            field("issuers", header.issuers),
            field("addressees", header.addressees),
            field("cc", header.cc),
            field("urgency", header.urgency),
            field("channel", header.channel),
            field("classification", header.classification),
            field("retention", header.retention),
            field("copy_number", header.copy_number),
            field("machine_number", header.machine_number),
            field("signatories", header.signatories),
            field("notes", header.notes)};
}

std::string_view to_string(notice::Comparator comparator) {
    using enum notice::Comparator;
    switch (comparator) {
    case equal: return "=";
    case about: return "≈";
    case at_least: return ">=";
    case at_most: return "<=";
    case less: return "<";
    case greater: return ">";
    case range: return "range";
    }
    return "=";
}

template <class Found>
void take_contents(DraftItem& item, const Found& found) {
    for (const auto& party : found.parties) {
        item.parties.push_back({.unit = party.unit,
                                .unit_full = party.unit_full,
                                .role = party.role,
                                .group = party.group,
                                .open = party.open,
                                .pending = false,
                                .mapped_to = {},
                                .read = read_of(party.origin)});
    }
    for (const auto& deadline : found.deadlines) {
        item.deadlines.push_back(
            {deadline.kind, deadline.value, deadline.text, read_of(deadline.origin)});
    }
    for (const auto& citation : found.citations) {
        item.citations.push_back({citation.title, citation.number, read_of(citation.origin)});
    }
    for (const auto& target : found.targets) {
        DraftTarget out{target.text,
                        std::string{to_string(target.comparator)},
                        target.unit,
                        {target.value},
                        read_of(target.origin)};
        if (!target.high.empty()) {
            out.values.push_back(target.high);
        }
        item.targets.push_back(std::move(out));
    }
}

DraftItem item_of(const notice::Item& found, std::size_t place, const DraftInput& input) {
    DraftItem item;
    item.key = std::to_string(place + 1);
    item.number = found.number;
    item.section_path = found.section_path;
    item.title = found.title;
    item.text =
        input.text.substr(found.text_span.begin, found.text_span.end - found.text_span.begin);
    item.span = found.span;
    item.text_span = found.text_span;
    item.clause_span = found.clause_span;
    item.flags = found.flags;
    take_contents(item, found);
    if (const auto* spec = input.spec != nullptr ? input.spec->find(found.number) : nullptr) {
        item.title = spec->title;
        item.title_source = TitleSource::pack;
    }
    return item;
}

// The lines in which something was asked of everybody: what the general item shows as its text.
std::optional<Span> lines_around(const DraftItem& general, const std::string& text) {
    std::optional<Span> around;
    const auto add = [&](const Read& read) {
        if (read.span) {
            around = around ? Span{std::min(around->begin, read.span->begin),
                                   std::max(around->end, read.span->end)}
                            : *read.span;
        }
    };
    for (const auto& deadline : general.deadlines) {
        add(deadline.read);
    }
    for (const auto& party : general.parties) {
        add(party.read);
    }
    if (!around) {
        return std::nullopt;
    }
    const auto before =
        around->begin == 0 ? std::string::npos : text.rfind('\n', around->begin - 1);
    const auto after = std::min(text.find('\n', around->end), text.size());
    return Span{before == std::string::npos ? 0 : static_cast<std::uint32_t>(before + 1),
                static_cast<std::uint32_t>(after)};
}

} // namespace

std::string_view to_string(QuestionKind kind) noexcept {
    return kQuestionKinds[static_cast<std::size_t>(kind)];
}

const DraftItem* Draft::item(std::string_view key) const {
    if (key == general.key) {
        return &general;
    }
    const auto it =
        std::find_if(items.begin(), items.end(), [&](const DraftItem& i) { return i.key == key; });
    return it == items.end() ? nullptr : &*it;
}

std::string Draft::header_value(std::string_view field) const {
    const auto it = std::find_if(header.begin(), header.end(),
                                 [&](const HeaderField& f) { return f.field == field; });
    return it == header.end() || it->values.empty() ? std::string{} : it->values.front();
}

std::size_t Draft::open_questions() const {
    return static_cast<std::size_t>(std::count_if(questions.begin(), questions.end(),
                                                  [](const Question& q) { return !q.answer; }));
}

Draft make_draft(const DraftInput& input, const std::vector<Edit>& edits) {
    Draft draft;
    draft.header = header_of(input.reading.header);
    for (const auto& section : input.reading.sections) {
        draft.sections.push_back({section.path, section.title, section.level, section.origin.span});
    }
    for (std::size_t i = 0; i < input.reading.items.size(); ++i) {
        draft.items.push_back(item_of(input.reading.items[i], i, input));
    }
    draft.general.key = "general";
    take_contents(draft.general, input.reading.general);
    if (const auto span = lines_around(draft.general, input.text);
        span && span->end - span->begin < 4000) {
        draft.general.span = span;
        draft.general.text = input.text.substr(span->begin, span->end - span->begin);
    }
    draft.warnings = input.reading.warnings;
    const auto said = apply_edits(draft, input.text, edits);
    map_units(draft, input, said.mapped, said.made);
    ask_questions(draft, input, said.answers);
    return draft;
}

} // namespace luoshi::followup

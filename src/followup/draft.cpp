// SPDX-License-Identifier: Apache-2.0
#include "followup/draft.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/due.hpp"
#include "followup/questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::followup {
namespace {

constexpr std::array<std::string_view, 6> kQuestionKinds{
    "text_differs", "unknown_unit", "no_list", "open_list", "vague_time", "low_confidence"};

[[noreturn]] void bad(std::string message) {
    throw Error{ErrorCode::invalid_argument, "followup.bad-edit", "an edit is wrong: " + message};
}

Read read_of(const notice::Origin& origin) {
    const bool found = origin.span.end > origin.span.begin;
    return {found ? std::optional{origin.span} : std::nullopt, origin.confidence, origin.rule,
            false};
}

Read by_hand() {
    return {std::nullopt, 1.0, "person", true};
}
Read by_hand(const Read& before) {
    return {before.span, 1.0, "person", true};
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

// Applies edits one after another; each finds the draft as the person saw it.
class Editor {
public:
    Editor(Draft& draft, std::map<std::string, MapUnit>& mapped,
           std::map<std::string, MakeUnit>& made, std::map<std::string, Choice>& answers)
        : draft_(draft), mapped_(mapped), made_(made), answers_(answers) {}

    void operator()(const SetHeader& edit) {
        const auto it = std::find_if(draft_.header.begin(), draft_.header.end(),
                                     [&](const auto& f) { return f.field == edit.field; });
        if (it == draft_.header.end()) {
            bad(fmt::format("'{}' is no header field", edit.field));
        }
        if (!it->list && edit.values.size() > 1) {
            bad(fmt::format("'{}' takes one value", edit.field));
        }
        if (edit.field == "date" && !edit.values.empty() && !Date::parse(edit.values.front())) {
            bad("'date' must be a date like 2011-11-01");
        }
        it->values = edit.values;
        it->read = by_hand(it->read);
    }
    void operator()(const SetTitle& edit) {
        auto& target = item(edit.item);
        target.title = edit.title;
        target.title_source = TitleSource::person;
        target.edited = true;
    }
    void operator()(const SetParty& edit) {
        auto& target = item(edit.item);
        auto& party = at(target.parties, edit.party, edit.item);
        if (party.unit != edit.unit) {
            party.unit_full.clear();
        }
        party.unit = edit.unit;
        party.role = edit.role;
        party.read = by_hand(party.read);
        target.edited = true;
    }
    void operator()(const AddParty& edit) {
        auto& target = item(edit.item);
        target.parties.push_back({.unit = edit.unit,
                                  .unit_full = {},
                                  .role = edit.role,
                                  .group = false,
                                  .open = false,
                                  .pending = false,
                                  .mapped_to = {},
                                  .read = by_hand()});
        target.edited = true;
    }
    void operator()(const RemoveParty& edit) {
        auto& target = item(edit.item);
        at(target.parties, edit.party, edit.item);
        target.parties.erase(target.parties.begin() + static_cast<std::ptrdiff_t>(edit.party));
        target.edited = true;
    }
    void operator()(const SetDeadline& edit) {
        auto& target = item(edit.item);
        auto& deadline = at(target.deadlines, edit.deadline, edit.item);
        check_value(edit.kind, edit.value);
        // What a person added has no words in the document to keep.
        const auto text = deadline.read.span ? deadline.text : edit.value;
        deadline = {edit.kind, edit.value, text, by_hand(deadline.read)};
        target.edited = true;
    }
    void operator()(const AddDeadline& edit) {
        auto& target = item(edit.item);
        check_value(edit.kind, edit.value);
        target.deadlines.push_back({edit.kind, edit.value, edit.value, by_hand()});
        target.edited = true;
    }
    void operator()(const RemoveDeadline& edit) {
        auto& target = item(edit.item);
        at(target.deadlines, edit.deadline, edit.item);
        target.deadlines.erase(target.deadlines.begin() +
                               static_cast<std::ptrdiff_t>(edit.deadline));
        target.edited = true;
    }
    void operator()(const MapUnit& edit) {
        made_.erase(fold(edit.text));
        mapped_[fold(edit.text)] = edit;
    }
    void operator()(const MakeUnit& edit) {
        mapped_.erase(fold(edit.text));
        made_[fold(edit.text)] = edit;
    }
    void operator()(const Answer& edit) {
        if (edit.choice) {
            answers_[edit.question] = *edit.choice;
        } else {
            answers_.erase(edit.question);
        }
        constexpr std::string_view kDiffers = "differs:";
        if (edit.question.starts_with(kDiffers)) {
            choose_side(item(edit.question.substr(kDiffers.size())), edit.choice == Choice::text);
        }
    }

private:
    DraftItem& item(const std::string& key) {
        if (key == draft_.general.key) {
            return draft_.general;
        }
        const auto it = std::find_if(draft_.items.begin(), draft_.items.end(),
                                     [&](const DraftItem& i) { return i.key == key; });
        if (it == draft_.items.end()) {
            bad(fmt::format("there is no item '{}'", key));
        }
        return *it;
    }
    template <class T>
    T& at(std::vector<T>& list, std::size_t place, const std::string& key) {
        if (place >= list.size()) {
            bad(fmt::format("item '{}' has only {} there", key, list.size()));
        }
        return list[place];
    }
    static void check_value(notice::DeadlineKind kind, const std::string& value) {
        if (!is_deadline_value(kind, value)) {
            bad(fmt::format("'{}' is not a value of that kind of deadline", value));
        }
    }
    // Puts the unit named in the text in the place of those of the clause, or takes that back.
    static void choose_side(DraftItem& item, bool text) {
        const auto flag = std::find_if(item.flags.begin(), item.flags.end(),
                                       [](const auto& f) { return f.kind == "text_differs"; });
        if (flag == item.flags.end()) {
            bad(fmt::format("item '{}' has no such question", item.key));
        }
        if (text && item.clause_parties.empty()) {
            item.clause_parties = item.parties;
            DraftParty said{.unit = flag->text,
                            .unit_full = {},
                            .role = notice::Role::responsible,
                            .group = true,
                            .open = false,
                            .pending = false,
                            .mapped_to = {},
                            .read = {flag->span, 1.0, "person", true}};
            std::erase_if(item.parties, [](const DraftParty& party) {
                return party.role != notice::Role::report_to;
            });
            item.parties.insert(item.parties.begin(), std::move(said));
        } else if (!text && !item.clause_parties.empty()) {
            item.parties = std::exchange(item.clause_parties, {});
        }
    }

    Draft& draft_;
    std::map<std::string, MapUnit>& mapped_;
    std::map<std::string, MakeUnit>& made_;
    std::map<std::string, Choice>& answers_;
};

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
    std::map<std::string, MapUnit> mapped;
    std::map<std::string, MakeUnit> made;
    std::map<std::string, Choice> answers;
    Editor editor{draft, mapped, made, answers};
    for (const auto& edit : edits) {
        std::visit(editor, edit);
    }
    map_units(draft, input, mapped, made);
    ask_questions(draft, input, answers);
    return draft;
}

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
#include "followup/draft_editor.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/due.hpp"
#include "followup/split_merge.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::followup {
namespace {

[[noreturn]] void bad(std::string message) {
    throw Error{ErrorCode::invalid_argument, "followup.bad-edit", "an edit is wrong: " + message};
}

Read by_hand() {
    return {std::nullopt, 1.0, "person", true};
}
Read by_hand(const Read& before) {
    return {before.span, 1.0, "person", true};
}

// The byte that stands `units` UTF-16 units into the text; nullopt behind its end or inside a pair.
std::optional<std::uint32_t> byte_at(const std::string& text, std::size_t units) {
    std::size_t at = 0;
    std::size_t seen = 0;
    while (seen < units && at < text.size()) {
        seen += next_character(text, at) > 0xFFFF ? 2U : 1U;
    }
    return seen == units ? std::optional{static_cast<std::uint32_t>(at)} : std::nullopt;
}

class Editor {
public:
    Editor(Draft& draft, const std::string& text, Said& said)
        : draft_(draft), text_(text), mapped_(said.mapped), made_(said.made),
          answers_(said.answers) {}

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
    void operator()(const MergeItems& edit) {
        const auto first = place(edit.items.front());
        for (std::size_t i = 1; i < edit.items.size(); ++i) {
            if (place(edit.items[i]) != first + i) {
                bad(fmt::format("item '{}' does not stand behind '{}'", edit.items[i],
                                edit.items[i - 1]));
            }
        }
        for (std::size_t i = 1; i < edit.items.size(); ++i) {
            merge_into(draft_.items[first], draft_.items[first + i], text_);
        }
        const auto from = draft_.items.begin() + static_cast<std::ptrdiff_t>(first) + 1;
        draft_.items.erase(from, from + static_cast<std::ptrdiff_t>(edit.items.size()) - 1);
    }
    void operator()(const SplitItem& edit) {
        const auto at = place(edit.item);
        auto& target = draft_.items[at];
        const auto byte = byte_at(text_, edit.at);
        if (!target.text_span || !byte || *byte <= target.text_span->begin ||
            *byte >= target.text_span->end) {
            bad(fmt::format("item '{}' has no words on both sides of that place", edit.item));
        }
        auto second = split_off(target, *byte, text_);
        second.key = free_key(edit.item);
        draft_.items.insert(draft_.items.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                            std::move(second));
    }
    void operator()(const AddItem& edit) {
        const auto at = edit.after.empty() ? 0 : place(edit.after) + 1;
        must_be_section(edit.section_path);
        DraftItem fresh;
        fresh.key = fmt::format("n{}", ++added_);
        fresh.number = edit.number;
        fresh.section_path = edit.section_path;
        fresh.title = edit.title;
        fresh.title_source = TitleSource::person;
        fresh.text = edit.title;
        fresh.edited = true;
        if (edit.span) {
            const auto begin = byte_at(text_, edit.span->first);
            const auto end = byte_at(text_, edit.span->second);
            if (!begin || !end || *begin >= *end) {
                bad("'span' is no passage of the text");
            }
            fresh.span = fresh.text_span = Span{*begin, *end};
            fresh.text = text_.substr(*begin, *end - *begin);
        }
        draft_.items.insert(draft_.items.begin() + static_cast<std::ptrdiff_t>(at),
                            std::move(fresh));
    }
    void operator()(const RemoveItem& edit) {
        const auto at = place(edit.item);
        draft_.removed.push_back({std::move(draft_.items[at]), at});
        draft_.items.erase(draft_.items.begin() + static_cast<std::ptrdiff_t>(at));
    }
    void operator()(const RestoreItem& edit) {
        const auto it = std::find_if(draft_.removed.begin(), draft_.removed.end(),
                                     [&](const auto& r) { return r.item.key == edit.item; });
        if (it == draft_.removed.end()) {
            bad(fmt::format("item '{}' was not taken out", edit.item));
        }
        const auto at = std::min(it->place, draft_.items.size());
        draft_.items.insert(draft_.items.begin() + static_cast<std::ptrdiff_t>(at),
                            std::move(it->item));
        draft_.removed.erase(it);
    }
    void operator()(const MoveItem& edit) {
        auto& target = draft_.items[place(edit.item)];
        must_be_section(edit.section_path);
        target.number = edit.number;
        target.section_path = edit.section_path;
        target.edited = true;
    }
    void operator()(const Undo&) { bad("'undo' is a step of its own"); }
    void operator()(const Redo&) { bad("'redo' is a step of its own"); }
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
    std::size_t place(const std::string& key) const {
        const auto it = std::find_if(draft_.items.begin(), draft_.items.end(),
                                     [&](const DraftItem& i) { return i.key == key; });
        if (it == draft_.items.end()) {
            bad(fmt::format("there is no item '{}'", key));
        }
        return static_cast<std::size_t>(it - draft_.items.begin());
    }
    DraftItem& item(const std::string& key) {
        return key == draft_.general.key ? draft_.general : draft_.items[place(key)];
    }
    // "7b", "7c", … never one that was used before, also by an item merged or taken out since.
    std::string free_key(const std::string& of) {
        const auto stem = of.substr(0, of.find_first_not_of("n0123456789"));
        return fmt::format("{}{}", stem, letters(++split_));
    }
    static std::string letters(std::size_t n) { // 1 b, 25 z, 26 ba
        std::string out;
        for (; n > 0; n /= 26) {
            out.insert(out.begin(), static_cast<char>('a' + n % 26));
        }
        return out;
    }
    void must_be_section(const std::string& path) const {
        if (!path.empty() && std::none_of(draft_.sections.begin(), draft_.sections.end(),
                                          [&](const auto& s) { return s.path == path; })) {
            bad(fmt::format("there is no section '{}'", path));
        }
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
    const std::string& text_;
    std::size_t split_ = 0, added_ = 0; // so far
    std::map<std::string, MapUnit>& mapped_;
    std::map<std::string, MakeUnit>& made_;
    std::map<std::string, Choice>& answers_;
};

} // namespace

Said apply_edits(Draft& draft, const std::string& text, const std::vector<Edit>& edits) {
    Said said;
    Editor editor{draft, text, said};
    for (const auto& edit : edits) {
        std::visit(editor, edit);
    }
    return said;
}

} // namespace luoshi::followup

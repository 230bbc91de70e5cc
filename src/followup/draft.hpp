// SPDX-License-Identifier: Apache-2.0
// A reading under correction: what the confirm page shows and what a plan is made of. Plain values,
// computed from reading, edits and directory; nothing here is stored.
#pragma once

#include "base/date.hpp"
#include "followup/edit.hpp"
#include "followup/plan_spec.hpp"
#include "notice/notice.hpp"
#include "org/directory.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::followup {

// How a value was found. Spans are bytes of the decoded text, half-open.
struct Read {
    std::optional<Span> span;
    double confidence = 1.0;
    std::string rule;
    bool edited = false; // a person set it; then confidence is 1
};

struct HeaderField {
    std::string field;
    std::vector<std::string> values;
    bool list = false;
    Read read;
};

struct DraftParty {
    std::string unit;      // as the text writes it
    std::string unit_full; // with the prefix an enumeration left out, or ""
    notice::Role role = notice::Role::responsible;
    bool group = false, open = false;
    bool pending = false; // who is meant was left open
    org::UnitId mapped_to;
    Read read;
};

struct DraftDeadline {
    notice::DeadlineKind kind = notice::DeadlineKind::date;
    std::string value, text;
    Read read;
};

struct DraftCitation {
    std::string title;
    std::optional<std::string> number;
    Read read;
};

struct DraftTarget {
    std::string text, comparator, unit;
    std::vector<std::string> values; // one, or the two ends of a range
    Read read;
};

enum class TitleSource { text, pack, person };

struct DraftItem {
    // "1", "2", … in document order, or "general"; "7b" what was split off item 7, "n1" what was
    // added
    std::string key;
    std::string number, section_path, title;
    TitleSource title_source = TitleSource::text;
    std::string text; // the item as the document has it, without its number
    std::optional<Span> span, text_span, clause_span;
    std::vector<DraftParty> parties;
    std::vector<DraftDeadline> deadlines;
    std::vector<DraftCitation> citations;
    std::vector<DraftTarget> targets;
    std::vector<notice::Flag> flags;
    bool edited = false;
    std::vector<DraftParty> clause_parties; // kept while the text's words stand in their place
};

struct UnitMapping {
    std::string text;
    std::size_t count = 0;
    std::vector<std::string> items; // keys
    org::UnitId mapped_to;
    std::optional<MakeUnit> made;
    std::vector<org::UnitId> suggestions;
    bool remember = false;
};

enum class QuestionKind {
    text_differs,
    unknown_unit,
    no_list,
    open_list,
    vague_time,
    low_confidence
};
std::string_view to_string(QuestionKind kind) noexcept;

struct Question {
    std::string id;
    QuestionKind kind = QuestionKind::low_confidence;
    std::vector<std::string> items; // keys, "header"
    std::string text;
    std::optional<std::string> clause;
    std::vector<org::UnitId> text_units, clause_units;
    org::UnitId unit;
    double confidence = 0.0;
    std::string rule;
    std::vector<Choice> choices;                     // first: what the reader proposes
    std::optional<std::string> answer;               // a choice, or "edited"
    std::vector<std::pair<std::string, Span>> spans; // item key, where
};

struct DraftSection {
    std::string path, title;
    int level = 1;
    std::optional<Span> span;
};

// An item a person took out; it can be put back where it was.
struct RemovedItem {
    DraftItem item;
    std::size_t place = 0; // among the items when it was taken out
};

struct Draft {
    std::vector<HeaderField> header;
    std::vector<DraftSection> sections;
    std::vector<DraftItem> items;
    std::vector<RemovedItem> removed;
    DraftItem general;
    std::vector<UnitMapping> units;  // unmapped first, then by first place
    std::vector<Question> questions; // least sure first
    std::vector<Diagnostic> warnings;

    const DraftItem* item(std::string_view key) const;      // nullptr: none
    std::string header_value(std::string_view field) const; // "" when absent
    std::size_t open_questions() const;
};

struct DraftInput {
    const notice::Reading& reading;
    const std::string& text;
    const org::Directory& directory;
    Date at;              // business date: which directory
    const PlanSpec* spec; // what the pack says of this notice; nullptr: nothing
};

// Errors: those of an edit that does not fit (invalid_argument followup.bad-edit, naming item and
// place).
Draft make_draft(const DraftInput& input, const std::vector<Edit>& edits);

} // namespace luoshi::followup

// SPDX-License-Identifier: Apache-2.0
// notice — reads a task-division notice (分工方案): header, sections, items, who owes what by when.
//
//   read(text, lexicon) -> Reading     the whole structure; every field says where it stands, how
//                                      sure we are and which rule found it
//   Lexicon                            lexicon.hpp; unit names known beforehand
//   to_json, from_json                 json.hpp; the form the rest of the system lives on
//   read_file, ChildReader             read_file.hpp; from the bytes of a file, here or in a child
//
// Rules and how the reader works: docs/notice.md. Threads: all functions are pure.
#pragma once

#include "base/diagnostic.hpp"
#include "office/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::notice {

class Lexicon;

enum class Role { lead, joint, responsible, separate, guide, participate, report_to };
enum class DeadlineKind { date, month_end, year_end, recurring, relative, long_term };
enum class Comparator { equal, about, at_least, at_most, less, greater, range };

// Where a value stands (half-open bytes of the text), how sure we are (0..1; from 0.9 on at most
// one in a hundred is wrong) and the stable name of the rule that found it.
struct Origin {
    Span span;
    double confidence = 0;
    std::string rule;
    bool operator==(const Origin&) const = default;
};

struct Field {
    std::string value; // as printed, without white space
    Origin origin;
    bool operator==(const Field&) const = default;
};

struct Header {
    std::optional<Field> title, number, date, urgency; // date: YYYY-MM-DD
    std::optional<Field> channel, machine_number;      // 明电; 粤机发〔02〕号
    std::optional<Field> classification, retention, copy_number;
    std::vector<Field> issuers, addressees, cc, signatories, notes;
    bool operator==(const Header&) const = default;
};

struct Party {
    std::string unit;      // as printed
    std::string unit_full; // with the prefix an enumeration left out; empty: nothing was left out
    Role role = Role::responsible;
    bool group = false; // a class of units, not one named unit
    bool known = false; // stands in the lexicon
    bool open = false;  // its list ends in 等: more units may be meant
    Origin origin;
    bool operator==(const Party&) const = default;
};

struct Deadline {
    DeadlineKind kind = DeadlineKind::date;
    std::string value; // YYYY-MM-DD, an RRULE, a duration with "/" and its start, or LONG
    std::string text;
    Origin origin;
    bool operator==(const Deadline&) const = default;
};

struct Citation {
    std::string title; // without its outer 《》
    std::optional<std::string> number;
    Origin origin;
    bool operator==(const Citation&) const = default;
};

struct Target {
    std::string text;
    std::string value; // a decimal as JSON writes it; the lower end of a range
    std::string high;  // the upper end; empty unless comparator is range
    std::string unit;
    Comparator comparator = Comparator::equal;
    Origin origin;
    bool operator==(const Target&) const = default;
};

struct Person {
    std::string name, role; // role as printed: 责任领导
    Origin origin;
    bool operator==(const Person&) const = default;
};

// A doubt for a person to settle: vague_time, open_list, text_differs.
struct Flag {
    std::string kind;
    std::string text;   // the words of the notice
    std::string clause; // text_differs: what the responsibility clause says instead
    Span span;
    bool operator==(const Flag&) const = default;
};

// What a ledger says of a task beside who and when: kept with it as it stands.
struct Note {
    std::string kind; // standard, progress, remark; ignored: a column nobody gave a meaning
    std::string heading, text;
    Origin origin;
    bool operator==(const Note&) const = default;
};

struct Section {
    std::string path; // printed labels joined with "/": "三/（一）"
    std::string title;
    int level = 1;
    std::vector<Person> persons;
    Origin origin;
    bool operator==(const Section&) const = default;
};

struct Item {
    std::string number; // Arabic
    std::string section_path;
    bool unnumbered = false; // no printed number: counted
    std::string title;       // at most 40 characters
    Span span, text_span;    // all of it; the words of the task
    std::optional<Span> clause_span;
    std::vector<Party> parties;
    std::vector<Deadline> deadlines;
    std::vector<Citation> citations;
    std::vector<Target> targets;
    std::vector<Person> persons;
    std::vector<Flag> flags;
    std::vector<Note> notes; // of a ledger
    double confidence = 0;
    std::string rule;
    bool operator==(const Item&) const = default;
};

// What the cover letter, the preamble and the closing paragraph ask of everybody.
struct General {
    std::vector<Party> parties;
    std::vector<Deadline> deadlines;
    std::vector<Citation> citations;
    std::vector<Target> targets;
    bool operator==(const General&) const = default;
};

struct Reading {
    Header header;
    std::vector<Section> sections;
    std::vector<Item> items; // in the order of the text
    General general;
    std::vector<Diagnostic> warnings; // codes notice.…, listed in docs/notice.md
    bool operator==(const Reading&) const = default;
};

// Reads UTF-8 text of at most 16 MiB. Time and memory grow linearly with it.
// Errors: unprocessable "notice.no-structure" when nothing of a notice is found; too_large
// "notice.too-many-items" above 20,000 items.
Reading read(std::string_view text, const Lexicon& lexicon);

// Of a file that tells its tables, which are taken as they are, its margins and notes, which are
// passed over. Spans count bytes of document.text.
Reading read(const office::Document& document, const Lexicon& lexicon);

} // namespace luoshi::notice

// SPDX-License-Identifier: Apache-2.0
// demo/autumn.yaml of a pack: what the invented people of its demonstration do, day by day, until
// the visitor takes over. Shares are percent; which unit is meant is drawn from the seed, so two
// installations show the same.
#pragma once

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "pack/pack.hpp"
#include "pack/section.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace luoshi::demo {

using Words = std::vector<std::string>; // one of them is drawn

struct Cast {
    Words surnames, given, posts;
    std::string office; // unit of the office's own people, a code
    int office_people = 2;
};

struct ObjectionScript {
    std::string task, unit, reason, proposed, words; // proposed: code; ""
    Date on;
    std::optional<Date> decided; // kept with `words`; absent: it stays open
};

struct PlansScript { // lead units take up the steps the pack offers
    Date from, until;
    int decided_after = 0; // days
    Words words;
};

struct ProgressScript { // of tasks under way, once every so many days
    Date from;
    int every = 14;
    int verified = 0, slow = 0; // slow: fall behind
    Words words, slow_words, verified_words;
};

struct Fill { // of a field; of a column in each row of a table
    std::string field;
    Words words;
};
struct RowsScript {
    std::string table;
    std::string of;         // a new row for each of that table; "": none is added
    int count = 0;          // so many new rows, where `of` names no table
    std::vector<Fill> fill; // words may hold {column} of the row it is made of, or {number}
};
struct ReportScript {
    std::string duty;
    Date from, until; // units hand in between, both inclusive
    int on_paper = 0, returned = 0, never = 0;
    int accepted_after = 2; // working days
    std::vector<Fill> fields;
    std::vector<RowsScript> rows;
    std::string remark_table, remark_key, remark_column; // where a returned report is criticised
    Words remarks, calls, paper;
};

struct PartScript {
    std::string unit, title, standard;
    Date due;
    std::optional<Date> accepted, reported, confirmed;
    int percent = 0; // said when accepted
    std::string words, report;
};
struct SplitScript {
    std::string task, unit;
    Date on;
    std::vector<PartScript> parts;
};

struct PaperScript { // sent to the leaders
    std::string title, words, task;
    Date on;
    std::optional<Date> read;
    std::string remark; // of the first leader, on the day it was read
    std::optional<Date> handed;
    std::string handed_words;
    std::vector<std::string> to; // codes
};

struct ReplyScript {
    std::string unit, answer, words, quote; // answer: none, remarks
    Date on;
};
struct DocumentScript {
    std::string document, unit;
    std::optional<Date> researched, drafted, asked, until;
    std::string research, title, body;
    std::vector<ReplyScript> replies;
};

struct Script {
    std::uint64_t seed = 0;
    Date from, until;              // the plan comes into force; afterwards nobody acts by himself
    std::vector<std::string> left; // codes: their reports are the visitor's to write
    Cast cast;
    std::vector<int> signing; // percent of units on working day 1, 2, …
    std::vector<ObjectionScript> objections;
    std::optional<PlansScript> plans;
    std::optional<ProgressScript> progress;
    std::vector<ReportScript> reports;
    std::vector<SplitScript> splits;
    std::vector<PaperScript> papers;
    std::vector<DocumentScript> documents;
};

// No such file: no value and no findings. Findings: those of pack::Fields, demo.no-unit,
// demo.no-task, demo.number, demo.dates.
Checked<Script> read_script(const pack::Pack& pack, const pack::PackList& beside);

// Of a pack::Section. An installation keeps nothing of a script, so another version alters nothing.
std::vector<Diagnostic> check_scripts_together(const pack::PackList& packs);

} // namespace luoshi::demo

// SPDX-License-Identifier: Apache-2.0
#include "notice/items.hpp"

#include "notice/deadlines.hpp"
#include "notice/flags.hpp"
#include "notice/outline_builder.hpp"
#include "notice/reports.hpp"
#include "notice/units.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr double kFromAbove = 0.8; // of what a cell that spans rows says of the lower ones
constexpr double kGuessed = 0.85;  // of a cell whose content told its column

void add_party(Party party, std::vector<Party>& parties) {
    const bool again = std::any_of(parties.begin(), parties.end(), [&](const Party& p) {
        return p.unit == party.unit && p.role == party.role;
    });
    if (!again && parties.size() < 300) {
        parties.push_back(std::move(party));
    }
}

void add_deadline(Deadline deadline, std::vector<Deadline>& deadlines) {
    const bool again = std::any_of(deadlines.begin(), deadlines.end(),
                                   [&](const Deadline& d) { return d.value == deadline.value; });
    if (!again && deadlines.size() < 64) {
        deadlines.push_back(std::move(deadline));
    }
}

// How sure the item itself is: as sure as its least sure party; without any, or with words in its
// statement that were not understood, less.
double confidence_of(const Item& item, bool residue) {
    double least = item.parties.empty() ? 0.6 : residue ? 0.75 : 0.99;
    for (const auto& party : item.parties) {
        least = std::min(least, party.origin.confidence);
    }
    return least;
}

} // namespace

std::string short_title(const Glyphs& glyphs, Range text) {
    constexpr std::uint32_t kLongest = 40;
    while (!text.empty() && View{U",;:。、"}.find(glyphs[text.last - 1]) != View::npos) {
        --text.last;
    }
    constexpr std::size_t kLongestKey = 6; // 目标任务：X, 问题：X
    const auto colon = glyphs.view(text).substr(0, kLongestKey).find(U':');
    if (colon != View::npos && colon + 1 < text.size() &&
        contains_any(
            glyphs.view(text).substr(0, colon),
            words(U"任务", U"目标", U"事项", U"内容", U"工作", U"问题", U"名称", U"描述"))) {
        text.first += static_cast<std::uint32_t>(colon) + 1;
    }
    auto end = text.first;
    for (auto i = text.first; i < text.last && i - text.first < kLongest; ++i) {
        const auto c = glyphs[i];
        const bool next_key = i > text.first && glyphs.line_before(i) &&
                              glyphs.view({i, std::min(text.last, i + 7)}).find(U':') != View::npos;
        if (next_key || c == U'。' || c == ';' || c == ':' || c == '|') {
            return glyphs.printed({text.first, i});
        }
        if (c == ',') {
            end = i;
        }
    }
    const auto whole = std::min(text.last, text.first + kLongest);
    return glyphs.printed({text.first, text.size() <= kLongest || end == text.first ? whole : end});
}

void ItemReader::add_parties(const std::vector<Clause>& clauses, Range text, Item& item) {
    for (const auto& clause : clauses) {
        for (const auto& party : clause.parties) {
            add_party(party, item.parties);
        }
        for (const auto& person : clause.persons) {
            item.persons.push_back(person);
        }
    }
    const auto add_receivers = [&](Range range) {
        for (auto& receiver : find_receivers(page_.glyphs, range, page_.lexicon)) {
            add_party(std::move(receiver), item.parties);
        }
    };
    add_receivers(text);
    for (const auto& clause : clauses) { // 由X负责，9月底前报市政府审定
        for (const auto time : clause.times) {
            add_receivers(clause.above ? Range{} : time);
        }
    }
}

void ItemReader::add_deadlines(const std::vector<Clause>& clauses, Range text, Item& item) {
    item.deadlines = find_deadlines(page_.glyphs, text, {TimeContext::running, year_, page_.month});
    for (const auto& clause : clauses) {
        for (const auto time : clause.times) {
            for (auto& deadline :
                 find_deadlines(page_.glyphs, time, {TimeContext::field, year_, page_.month})) {
                deadline.origin.confidence *= clause.above ? kFromAbove : 1.0;
                add_deadline(std::move(deadline), item.deadlines);
            }
        }
    }
}

// Some words of a statement name neither a unit nor a time.
bool ItemReader::has_residue(const std::vector<Clause>& clauses) const {
    return std::any_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
        const auto is_no_time = [&](Range piece) {
            return piece.size() > 1 &&
                   find_deadlines(page_.glyphs, piece, {TimeContext::field, year_, page_.month})
                       .empty();
        };
        return clause.residue || std::any_of(clause.times.begin(), clause.times.end(), is_no_time);
    });
}

void ItemReader::fill(Range whole, Range text, const std::vector<Clause>& clauses, Item& item) {
    const auto& glyphs = page_.glyphs;
    item.text_span = glyphs.span(text);
    Range statement;
    for (const auto& clause : clauses) {
        if (!clause.above) {
            statement = {statement.empty() ? clause.range.first : statement.first,
                         clause.range.last};
        }
    }
    if (!statement.empty()) {
        item.clause_span = glyphs.span(statement);
    }
    add_parties(clauses, text, item);
    add_deadlines(clauses, text, item);
    item.citations = citations_.find(glyphs, whole);
    item.targets = targets_.find(text);
    for (const auto& clause : clauses) { // X牵头，6月底前检查水库1200座
        for (const auto piece : clause.sentence ? clause.times : std::vector<Range>{}) {
            auto more = targets_.find(piece);
            std::move(more.begin(), more.end(), std::back_inserter(item.targets));
        }
    }
    add_flags(glyphs, text, whole, page_.lexicon, item);
}

// 工作要求：6月底前完成摸底 below 责任单位：X is still of the task.
void ItemReader::add_behind(Range behind, Item& item) {
    if (behind.empty()) {
        return;
    }
    for (auto& deadline :
         find_deadlines(page_.glyphs, behind, {TimeContext::running, year_, page_.month})) {
        add_deadline(std::move(deadline), item.deadlines);
    }
    for (auto& target : targets_.find(behind)) {
        if (item.targets.size() < 200) {
            item.targets.push_back(std::move(target));
        }
    }
    for (auto& receiver : find_receivers(page_.glyphs, behind, page_.lexicon)) {
        add_party(std::move(receiver), item.parties);
    }
}

// Tasks below the unit that owes them; they may begin with 牵头, or 会同X.
void ItemReader::add_heading_unit(Range unit, Range text, Item& item) {
    const auto& glyphs = page_.glyphs;
    auto role = Role::responsible;
    if (starts_with(glyphs.view(text), U"牵头")) {
        role = Role::lead;
        text.first += glyphs[text.first + 2] == ',' ? 3U : 2U;
    }
    const bool together = starts_with(glyphs.view(text), U"会同");
    role = together ? Role::lead : role;
    if (const auto key = find_key(glyphs, unit.first, unit.last)) { // 责任单位：X
        unit.first += key->length;
    }
    for (const auto& name : split_units(glyphs, without_leaders(page_, unit), page_.lexicon)) {
        add_party({glyphs.printed(name.range),
                   name.full,
                   role,
                   name.group,
                   name.known,
                   name.open,
                   {glyphs.span(name.range), std::min(0.95, name.confidence + 0.02),
                    "clause.heading-unit"}},
                  item.parties);
    }
    if (together) {
        text.first += 2;
        const auto list = leading_names(glyphs, text, page_.lexicon);
        for (const auto& name : split_units(glyphs, list, page_.lexicon)) {
            add_party({glyphs.printed(name.range),
                       name.full,
                       Role::joint,
                       name.group,
                       name.known,
                       name.open,
                       {glyphs.span(name.range), 0.85, "clause.heading-joint"}},
                      item.parties);
        }
    }
}

Item ItemReader::read(const Node& node, Range unit) {
    const auto& glyphs = page_.glyphs;
    Item item;
    item.rule = node.label ? "item.number" : "item.paragraph";
    item.section_path = node.path;
    if (node.label) {
        item.number = node.label->number;
    }
    Range text = node.own;
    text.first = node.owner.empty() ? text.first : node.owner.last + 1;
    auto clause = node.clauses.begin();
    while (clause != node.clauses.end() && clause->range.first <= text.first &&
           clause->range.last < node.own.last) { // X牵头，Y配合：开展检查
        text.first = std::max(text.first, (clause++)->range.last);
    }
    if (clause != node.clauses.end()) {
        text.last = std::max(text.first, clause->range.first);
    }
    item.title = short_title(glyphs, text);
    Range behind{node.own.last, node.own.last}; // what the task goes on with behind its statement
    if (!node.clauses.empty()) {
        behind.first = std::clamp(node.clauses.back().range.last, text.last, node.own.last);
    }
    if (node.headed) {
        text.last = std::max(text.last, node.own.last);
        behind = {};
    }
    const Range whole{node.label ? node.label->range.first : node.own.first, node.own.last};
    item.span = glyphs.span(whole);
    fill(node.own, text, node.clauses, item);
    add_behind(behind, item);
    add_parties(node.inherited, {text.first, text.first}, item);
    if (!unit.empty()) {
        add_heading_unit(unit, text, item);
    }
    item.confidence = confidence_of(item, has_residue(node.clauses));
    return item;
}

// What a cell of a keyed column says.
Clause ItemReader::read_cell(const TableCell& cell) const {
    const auto& glyphs = page_.glyphs;
    Clause clause{.range = cell.range, .parties = {}, .persons = {}, .times = {}};
    if (cell.key.kind == KeyKind::role) {
        const bool follows = cell.later && page_.convention.first_leads;
        clause = parse_clause(glyphs, cell.range, page_.lexicon,
                              follows ? Convention{} : page_.convention);
        for (auto& party : clause.parties) {
            if (party.origin.rule == "clause.unmarked") {
                party.role = follows ? page_.convention.others : cell.key.role;
                party.origin = {party.origin.span, party.origin.confidence / 0.9, "clause.column"};
            }
            party.origin.confidence *= cell.guessed ? kGuessed : 1.0;
            if (cell.above) {
                party.origin.confidence *= kFromAbove;
                party.origin.rule = "clause.column-above";
            }
        }
    } else if (cell.key.kind == KeyKind::time) {
        clause.times = {cell.range};
    } else {
        clause.persons = {
            {glyphs.printed(cell.range), {}, {glyphs.span(cell.range), 0.9, "clause.column"}}};
    }
    clause.above = cell.above;
    return clause;
}

// 1-1, 2.3.1
bool is_dotted(View number) {
    return !number.empty() && is_digit(number.front()) && is_digit(number.back()) &&
           number.find_first_not_of(U"0123456789-.") == View::npos;
}

Item ItemReader::read(const TableRow& row) {
    const auto& glyphs = page_.glyphs;
    Item item;
    item.rule = "item.row";
    std::size_t at = 0;
    auto task = row.task;
    const auto label = glyphs.view(row.number);
    if (const auto number = read_number(label, at); number && at == label.size()) {
        item.number = std::to_string(*number);
    } else if (is_dotted(label)) { // 1-1, 1.2
        item.number = glyphs.printed(row.number);
    } else if (const auto own = find_label(glyphs, task); own && own->range.last < task.last &&
                                                          own->kind != LabelKind::chapter &&
                                                          own->kind != LabelKind::paren_han) {
        item.number = own->number; // 1.压缩办理时间, without a column of numbers
        task.first = own->range.last;
    }
    item.span = glyphs.span(row.whole);
    std::vector<Clause> clauses;
    for (const auto& cell : row.cells) {
        clauses.push_back(read_cell(cell));
    }
    item.title = short_title(glyphs, task);
    fill(row.whole, task, clauses, item);
    item.confidence = confidence_of(item, has_residue(clauses));
    return item;
}

} // namespace luoshi::notice

// SPDX-License-Identifier: Apache-2.0
// What the columns of a ledger are: by the words of their headings, then by what stands below.
#include "base/sm3.hpp"
#include "base/text.hpp"
#include "notice/deadlines.hpp"
#include "notice/ledger.hpp"
#include "notice/ledger_grid.hpp"
#include "notice/ledger_header.hpp"
#include "notice/lines.hpp"
#include "notice/table_columns.hpp"
#include "notice/units.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;
using enum ColumnUse;

constexpr std::size_t kDeepestHeading = 12; // the row the headings begin in, at most
constexpr std::size_t kMostHeadingRows = 4;
constexpr std::size_t kLookedAt = 200; // rows
constexpr std::size_t kLongestHeading = 24;
constexpr double kByWord = 0.95, kByPart = 0.85, kByContent = 0.6;

constexpr std::array kUseNames{"ignored",     "number",    "section",     "title",    "task",
                               "lead",        "joint",     "responsible", "separate", "guide",
                               "participate", "report_to", "person",      "deadline", "standard",
                               "progress",    "remark"};

struct Guess {
    ColumnUse use = ignored;
    double confidence = 0;
};

struct Vocabulary {
    ColumnUse use;
    std::vector<View> whole, parts; // the heading is one of / contains one of
};

// Asked in this order: 进展情况 before 进度, 目标任务 before 目标.
const std::vector<Vocabulary>& vocabulary() {
    static const std::vector<Vocabulary> all{
        {number, {U"序号", U"编号", U"序", U"任务序号", U"任务编号", U"no", U"no."}, {}},
        {progress,
         {U"进展", U"状态", U"问题", U"下一步"},
         {U"进展", U"完成情况", U"落实情况", U"推进情况", U"办理情况", U"进度情况", U"存在问题",
          U"下一步", U"存在的问题", U"是否完成", U"完成状态", U"办理结果", U"完成比例"}},
        {remark, {U"备注", U"说明", U"注", U"其他"}, {U"备注"}},
        {report_to, {U"报送", U"报送单位", U"汇总单位"}, {U"报送单位", U"报送部门", U"汇总单位"}},
        {separate, {U"分别负责"}, {U"分别负责"}},
        {guide, {U"指导支持", U"指导", U"支持"}, {U"指导单位", U"指导部门", U"督导单位"}},
        {participate, {U"参加", U"参与"}, {U"参加单位", U"参与单位", U"参与部门", U"参加部门"}},
        {joint, {U"会同", U"配合", U"协办"}, {}},
        {lead, {U"牵头", U"主办"}, {}},
        {responsible, {U"负责", U"责任", U"承办", U"单位", U"部门"}, {}},
        {section,
         {U"章节", U"类别", U"分类", U"板块", U"领域", U"类型", U"部分", U"方面", U"专项"},
         {U"类别", U"分类", U"板块", U"领域", U"所属", U"工作类型", U"一级"}},
        {title, {U"任务名称", U"事项名称", U"工作名称"}, {}},
        {task,
         {U"任务", U"内容", U"事项", U"工作", U"项目", U"举措", U"措施", U"名称"},
         {U"任务", U"内容", U"事项"}},
        {standard,
         {U"标准", U"成果", U"目标", U"成效", U"指标"},
         {U"标准", U"成果", U"成效", U"指标", U"目标", U"完成要求"}}};
    return all;
}

std::optional<ColumnUse> use_of(const Key& key) {
    if (key.kind != KeyKind::role) {
        return key.kind == KeyKind::time ? deadline : person;
    }
    for (auto use = lead; use <= report_to;
         use = static_cast<ColumnUse>(static_cast<int>(use) + 1)) {
        if (role_of(use) == key.role) {
            return use;
        }
    }
    return std::nullopt;
}

Guess guess_heading(const Glyphs& glyphs, Range cell) {
    auto text = glyphs.view(cell);
    if (const auto open = text.find(U'('); open != View::npos && open > 0) {
        text = text.substr(0, open); // 牵头单位（第一位）
    }
    if (text.empty() || text.size() > kLongestHeading) {
        return {};
    }
    std::u32string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char32_t c) { return c >= U'A' && c <= U'Z' ? c + 32 : c; });
    for (const auto& words : vocabulary()) {
        if (is_any(lower, words.whole)) {
            return {words.use, kByWord};
        }
        if (words.use <= remark && words.use != section && words.use != task &&
            words.use != standard && contains_any(lower, words.parts)) {
            return {words.use, kByPart};
        }
    }
    const auto known = read_columns(glyphs, {cell});
    if (known.kinds.front() == ColumnKind::keyed) {
        if (const auto use = use_of(known.keys.front())) {
            return {*use, kByWord};
        }
    }
    for (const auto& words : vocabulary()) {
        if (contains_any(lower, words.parts)) {
            return {words.use, kByPart};
        }
    }
    return known.kinds.front() == ColumnKind::task ? Guess{task, kByPart} : Guess{};
}

// A row of headings and those above it that go with it.
struct Headings {
    std::size_t first = 0, last = 0; // rows, half-open
    std::vector<std::string> words;  // by column, "/" between rows
    std::vector<Guess> guesses;

    std::size_t count(auto&& wanted) const {
        return static_cast<std::size_t>(
            std::count_if(guesses.begin(), guesses.end(), [&](Guess g) { return wanted(g.use); }));
    }
    bool useful() const {
        return count([](ColumnUse u) { return u == task || u == title; }) > 0 &&
               count([](ColumnUse u) { return role_of(u) || u == deadline; }) > 0;
    }
};

// How many rows headings take that begin here: 责任分工 over 牵头 and 配合 takes two.
std::size_t depth_of(const LedgerRows& rows) {
    std::size_t depth = 1;
    for (const auto* const cell : rows.begun()) {
        if (!rows.range(cell).empty() && cell->rows <= kMostHeadingRows) {
            depth = std::max(depth, cell->rows);
        }
    }
    return depth;
}

Headings headings_at(const Glyphs& glyphs, const office::Table& table, std::size_t row) {
    LedgerRows rows{glyphs, table};
    while (rows.row() < row) {
        rows.next();
    }
    Headings out;
    out.first = row;
    out.words.resize(table.columns);
    out.guesses.resize(table.columns);
    const auto depth = depth_of(rows);
    std::vector<const office::Cell*> before(table.columns, nullptr);
    for (std::size_t r = 0; r < depth && !rows.done(); ++r, rows.next()) {
        for (std::size_t c = 0; c < table.columns; ++c) {
            const auto* const cell = rows.at(c);
            if (cell == nullptr || cell == before[c] || rows.range(cell).empty()) {
                continue;
            }
            before[c] = cell;
            out.words[c] += (out.words[c].empty() ? "" : "/") + glyphs.printed(rows.range(cell));
            const auto guess = guess_heading(glyphs, rows.range(cell));
            out.guesses[c] = guess.use == ignored ? out.guesses[c] : guess;
        }
    }
    out.last = rows.row();
    return out;
}

std::optional<Headings> find_headings(const Glyphs& glyphs, const office::Table& table) {
    std::optional<Headings> best;
    for (std::size_t row = 0; row < std::min(kDeepestHeading, table.rows); ++row) {
        auto found = headings_at(glyphs, table, row);
        if (found.useful() && found.last < table.rows) {
            best = std::move(found);
            break;
        }
    }
    return best;
}

// What stands in one column, of the rows looked at.
struct Content {
    std::size_t filled = 0, names = 0, times = 0, numbers = 0, characters = 0, hanging = 0;
    std::vector<std::string> samples;
};

void add_cell(const Glyphs& glyphs, Range cell, const Lexicon& lexicon, Content& content) {
    constexpr std::uint32_t kLongestSample = 60;
    ++content.filled;
    content.characters += cell.size();
    const auto words =
        glyphs.printed({cell.first, std::min(cell.last, cell.first + kLongestSample)});
    if (content.samples.size() < 3 &&
        std::find(content.samples.begin(), content.samples.end(), words) == content.samples.end()) {
        content.samples.push_back(words);
    }
    std::size_t at = 0;
    const auto view = glyphs.view(cell);
    if (read_number(view, at) && at == view.size()) {
        ++content.numbers;
    } else if (cell.size() <= 24 &&
               !find_deadlines(glyphs, cell, {TimeContext::field, 2000}).empty()) {
        ++content.times;
    } else if (cell.size() <= 200) {
        std::uint32_t named = 0;
        for (const auto& name : split_units(glyphs, cell, lexicon)) {
            named += name.range.size() + 1;
        }
        content.names += named * 10 >= cell.size() * 7 ? 1U : 0U;
    }
}

std::vector<Content> contents_of(const Glyphs& glyphs, const office::Table& table,
                                 std::size_t first, const Lexicon& lexicon) {
    std::vector<Content> out(table.columns);
    LedgerRows rows{glyphs, table};
    for (; !rows.done() && rows.row() < first + kLookedAt; rows.next()) {
        if (rows.row() < first || rows.begun().size() < 2) {
            continue; // alone in its row: a section, a note
        }
        for (std::size_t c = 0; c < table.columns; ++c) {
            out[c].hanging += rows.hangs(c) ? 1U : 0U;
            if (const auto cell = rows.own(c); !cell.empty() && rows.at(c)->column == c) {
                add_cell(glyphs, cell, lexicon, out[c]);
            }
        }
    }
    return out;
}

Guess guess_content(const Content& content) {
    const auto most = [&](std::size_t n) {
        return content.filled > 0 && n * 10 >= content.filled * 7;
    };
    return most(content.names)   ? Guess{responsible, kByContent}
           : most(content.times) ? Guess{deadline, kByContent}
                                 : Guess{};
}

// One column of tasks: of several the longest; a shorter one before it names it, or, where it
// reaches over rows, a section.
void settle_tasks(std::vector<Guess>& guesses, const std::vector<Content>& contents) {
    const auto length = [&](std::size_t c) {
        return contents[c].filled == 0 ? 0 : contents[c].characters / contents[c].filled;
    };
    std::optional<std::size_t> best;
    for (std::size_t c = 0; c < guesses.size(); ++c) {
        const bool may = guesses[c].use == task || guesses[c].use == title;
        if (may && (!best || length(c) > length(*best))) {
            best = c;
        }
    }
    for (std::size_t c = 0; c < guesses.size() && best; ++c) {
        if (guesses[c].use != task && guesses[c].use != title) {
            continue;
        }
        const bool spans =
            contents[c].hanging > 0 || contents[c].filled * 2 <= contents[*best].filled;
        guesses[c].use = c == *best ? task : c > *best ? standard : spans ? section : title;
    }
}

std::string signature_of(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) {
        const Glyphs folded{word};
        for (const auto c : folded.all()) {
            append_utf8(all, c);
        }
        all += '\x1F';
    }
    return to_hex(sm3(all));
}

// Of headings no word of which is known: the fullest of the first rows.
Headings fullest_row(const Glyphs& glyphs, const office::Table& table) {
    Headings best;
    std::size_t most = 0;
    for (std::size_t row = 0; row < std::min(kDeepestHeading, table.rows); ++row) {
        auto found = headings_at(glyphs, table, row);
        const auto filled = static_cast<std::size_t>(
            std::count_if(found.words.begin(), found.words.end(),
                          [](const std::string& words) { return !words.empty(); }));
        if (filled > most) {
            most = filled;
            best = std::move(found);
        }
    }
    return best;
}

MappedTable map_table(const Glyphs& glyphs, const office::Table& table, Headings headings,
                      const Lexicon& lexicon) {
    MappedTable out;
    out.first_heading = headings.first;
    out.last_heading = headings.last;
    out.signature = signature_of(headings.words);
    const auto contents = contents_of(glyphs, table, headings.last, lexicon);
    const bool timed = std::any_of(headings.guesses.begin(), headings.guesses.end(),
                                   [](const Guess& guess) { return guess.use == deadline; });
    for (std::size_t c = 0; c < table.columns; ++c) {
        if (headings.guesses[c].use != ignored) {
            continue;
        }
        const auto guess = guess_content(contents[c]);
        if (guess.use != deadline || !timed) { // other dates beside 完成时限 are none: 更新日期
            headings.guesses[c] = guess;
        }
    }
    settle_tasks(headings.guesses, contents);
    for (std::size_t c = 0; c < table.columns; ++c) {
        out.columns.push_back({headings.words[c], headings.guesses[c].use,
                               headings.guesses[c].confidence, contents[c].filled,
                               contents[c].samples});
    }
    return out;
}

// Sheets without a heading we know, where columns hold units or times: the longest words are tasks.
ColumnMapping propose_by_content(const Glyphs& glyphs, const office::Document& document,
                                 const Lexicon& lexicon) {
    ColumnMapping mapping;
    const bool sheets =
        document.format == office::Format::xlsx || document.format == office::Format::csv;
    for (std::size_t i = 0; i < document.blocks.size() && sheets; ++i) {
        const auto& block = document.blocks[i];
        if (!block.table || block.table->rows < 2) {
            continue;
        }
        auto table = map_table(glyphs, *block.table, fullest_row(glyphs, *block.table), lexicon);
        std::optional<std::size_t> longest;
        bool owed = false;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const auto& column = table.columns[c];
            owed = owed || role_of(column.use) || column.use == deadline;
            const auto length = [&](std::size_t at) {
                return table.columns[at].samples.front().size();
            };
            if (column.use == ignored && !column.samples.empty() &&
                (!longest || length(c) > length(*longest))) {
                longest = c;
            }
        }
        if (!owed || !longest) {
            continue;
        }
        table.columns[*longest].use = task;
        table.columns[*longest].confidence = kByContent / 2;
        table.block = i;
        table.sheet = block.sheet;
        mapping.tables.push_back(std::move(table));
    }
    return mapping;
}

} // namespace

ColumnMapping propose_mapping(const office::Document& document, const Lexicon& lexicon) {
    const Glyphs glyphs{document.text, margins_of(document)};
    ColumnMapping mapping;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const auto& block = document.blocks[i];
        if (!block.table) {
            continue;
        }
        if (auto headings = find_headings(glyphs, *block.table)) {
            auto table = map_table(glyphs, *block.table, std::move(*headings), lexicon);
            table.block = i;
            table.sheet = block.sheet;
            mapping.tables.push_back(std::move(table));
        } else if (!mapping.tables.empty() && block.sheet == mapping.tables.back().sheet &&
                   block.table->columns == mapping.tables.back().columns.size()) {
            auto table = mapping.tables.back(); // goes on behind a page or some empty rows
            table.block = i;
            table.first_heading = table.last_heading = 0;
            mapping.tables.push_back(std::move(table));
        }
    }
    return mapping.tables.empty() ? propose_by_content(glyphs, document, lexicon) : mapping;
}

void apply_known(ColumnMapping& mapping, const KnownColumns& known) {
    for (auto& table : mapping.tables) {
        const auto found = known.find(table.signature);
        if (found == known.end() || found->second.size() != table.columns.size()) {
            continue;
        }
        table.remembered = true;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            table.columns[c].use = found->second[c];
            table.columns[c].confidence = 1;
        }
    }
}

std::string_view to_string(ColumnUse use) noexcept {
    return kUseNames[static_cast<std::size_t>(use)];
}

std::optional<ColumnUse> parse_column_use(std::string_view text) noexcept {
    const auto* const found = std::find(kUseNames.begin(), kUseNames.end(), text);
    return found == kUseNames.end()
               ? std::nullopt
               : std::optional{static_cast<ColumnUse>(found - kUseNames.begin())};
}

std::optional<Role> role_of(ColumnUse use) noexcept {
    switch (use) {
    case lead: return Role::lead;
    case joint: return Role::joint;
    case responsible: return Role::responsible;
    case separate: return Role::separate;
    case guide: return Role::guide;
    case participate: return Role::participate;
    case report_to: return Role::report_to;
    case ignored:
    case number:
    case section:
    case title:
    case task:
    case person:
    case deadline:
    case standard:
    case progress:
    case remark: return std::nullopt;
    }
    return std::nullopt;
}

} // namespace luoshi::notice

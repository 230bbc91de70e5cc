// SPDX-License-Identifier: Apache-2.0
#include "notice/ledger.hpp"

#include "base/error.hpp"
#include "notice/citations.hpp"
#include "notice/clause.hpp"
#include "notice/deadlines.hpp"
#include "notice/flags.hpp"
#include "notice/items.hpp"
#include "notice/ledger_grid.hpp"
#include "notice/ledger_header.hpp"
#include "notice/lines.hpp"
#include "notice/targets.hpp"
#include "notice/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr std::size_t kMostItems = 20'000;
constexpr std::size_t kMostWarnings = 200;
constexpr std::size_t kMostParties = 300; // of one item
constexpr double kOwn = 0.95, kFromAbove = 0.9;

Error bad_mapping(std::string_view why) {
    return failure(ErrorCode::invalid_argument, "notice.bad-mapping",
                   "the columns do not fit the document: {}", why);
}

void check_mapping(const office::Document& document, const ColumnMapping& mapping) {
    std::optional<std::size_t> before;
    for (const auto& table : mapping.tables) {
        const auto* const block =
            table.block < document.blocks.size() ? &document.blocks[table.block] : nullptr;
        if (block == nullptr || !block->table || (before && *before >= table.block) ||
            block->table->columns != table.columns.size() ||
            table.first_heading > table.last_heading || table.last_heading > block->table->rows) {
            throw bad_mapping("there is no such table");
        }
        before = table.block;
        const auto tasks =
            std::count_if(table.columns.begin(), table.columns.end(),
                          [](const MappedColumn& c) { return c.use == ColumnUse::task; });
        if (tasks != 1) {
            throw bad_mapping(fmt::format("{} columns hold tasks, where one must", tasks));
        }
    }
}

// Reads table after table; what belongs to all of them stands here.
class LedgerReader {
public:
    LedgerReader(const office::Document& document, const ColumnMapping& mapping,
                 const Lexicon& lexicon)
        : document_(document), mapping_(mapping), lexicon_(lexicon),
          glyphs_(document.text, margins_of(document)), targets_(glyphs_, glyphs_.whole()) {}

    Reading read() {
        auto header = read_ledger_header(glyphs_, document_, mapping_);
        reading_.header = std::move(header.header);
        year_ = header.year;
        citations_.emplace(header.folded_title);
        std::set<std::string> sheets;
        for (const auto& table : mapping_.tables) {
            sheets.insert(table.sheet);
        }
        for (const auto& table : mapping_.tables) {
            begin_table(table, sheets.size() > 1);
            read_rows(table);
        }
        if (reading_.items.empty()) {
            throw failure(ErrorCode::unprocessable, "notice.no-structure",
                          "no row holds a task; check which column was said to hold them");
        }
        warn_about_rest();
        return std::move(reading_);
    }

private:
    using Row = LedgerRows;

    void begin_table(const MappedTable& table, bool several_sheets);
    void read_rows(const MappedTable& table);
    void read_row(const MappedTable& table, const Row& row);
    bool is_heading_again(const MappedTable& table, const Row& row) const;
    bool take_alone(const Row& row);
    void take_sections(const MappedTable& table, const Row& row);
    void open_section(Range cell);
    std::string add_section(const std::string& above, Range cell, int level);
    void begin_item(const MappedTable& table, const Row& row, std::size_t task);
    void add_cells(const MappedTable& table, const Row& row);
    void add_parties(Range cell, Role role, bool above);
    void add_deadlines(Range cell);
    void end_item();
    std::string number_of(Range cell) const;
    Range covered(const MappedTable& table, const Row& row) const;
    void warn(std::string code, Range range, std::string message);
    void warn_about_rest();

    const office::Document& document_;
    const ColumnMapping& mapping_;
    const Lexicon& lexicon_;
    Glyphs glyphs_;
    Targets targets_;
    std::optional<Citations> citations_;
    Reading reading_;
    int year_ = 0; // of the ledger; 0: not known
    int counted_ = 0;

    std::string sheet_path_;          // of the table read now; "" without several sheets
    std::string row_path_;            // of the last row that names a section
    std::vector<std::string> values_; // of the section columns, as they were last
    std::string path_;                // where the next item stands
    std::optional<Range> pending_;    // alone in its row, and no item came yet: a section or a note
    std::optional<Item> item_;        // being put together
    Range whole_, task_;              // its characters
};

void LedgerReader::begin_table(const MappedTable& table, bool several_sheets) {
    if (table.first_heading == table.last_heading) {
        return; // goes on with the one before
    }
    row_path_.clear();
    values_.assign(table.columns.size(), {});
    const auto path = several_sheets ? table.sheet : std::string{};
    if (path != sheet_path_ && !path.empty()) {
        reading_.sections.push_back({path, path, 1, {}, {{}, kOwn, "ledger.sheet"}});
    }
    sheet_path_ = path_ = path;
}

void LedgerReader::read_rows(const MappedTable& table) {
    Row rows{glyphs_, *document_.blocks[table.block].table};
    for (; !rows.done(); rows.next()) {
        if (rows.row() >= table.last_heading && !rows.begun().empty()) {
            read_row(table, rows);
        }
    }
    end_item();
    if (pending_) {
        warn("notice.ledger-note", *pending_, "a line below the tasks is no task");
        pending_.reset();
    }
}

bool LedgerReader::is_heading_again(const MappedTable& table, const Row& row) const {
    std::size_t same = 0;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto words = glyphs_.printed(row.shown(c));
        if (!words.empty() && words != table.columns[c].heading &&
            !table.columns[c].heading.ends_with("/" + words)) {
            return false;
        }
        same += words.empty() ? 0U : 1U;
    }
    return same > 1;
}

// A row of one cell names a section or is a note below: which, the next row tells.
bool LedgerReader::take_alone(const Row& row) {
    const office::Cell* only = nullptr;
    for (const auto* const cell : row.begun()) {
        if (row.range(cell).empty()) {
            continue;
        }
        if (only != nullptr) {
            return false;
        }
        only = cell;
    }
    for (std::size_t c = 0; c < row.columns(); ++c) {
        if (row.hangs(c) && !row.shown(c).empty()) {
            return false;
        }
    }
    if (only == nullptr) {
        return true;
    }
    constexpr std::uint32_t kLongestSection = 100;
    const auto cell = row.range(only);
    const bool leads = only->column == 0 || only->columns > 1 || find_label(glyphs_, cell);
    if (!leads) {
        return false;
    }
    end_item();
    if (pending_) {
        const bool label = find_label(glyphs_, *pending_).has_value();
        label ? open_section(*pending_)
              : warn("notice.ledger-note", *pending_, "a line between the tasks is no task");
    }
    pending_ = cell;
    if (cell.size() > kLongestSection) {
        warn("notice.ledger-note", cell, "a line between the tasks is no task");
        pending_.reset();
    }
    return true;
}

std::string LedgerReader::add_section(const std::string& above, Range cell, int level) {
    const auto label = find_label(glyphs_, cell);
    const Range name{label ? label->range.last : cell.first, cell.last};
    const bool labelled = label && !name.empty();
    auto path = labelled ? label->path : glyphs_.printed(cell);
    std::replace(path.begin(), path.end(), '/', ' ');
    path = above.empty() ? path : above + "/" + path;
    const bool known = std::any_of(reading_.sections.begin(), reading_.sections.end(),
                                   [&](const Section& s) { return s.path == path; });
    if (!known) {
        reading_.sections.push_back({path,
                                     glyphs_.printed(labelled ? name : cell),
                                     level,
                                     {},
                                     {glyphs_.span(cell), kOwn, "ledger.section"}});
    }
    return path;
}

// 一、 stands above （一）.
void LedgerReader::open_section(Range cell) {
    const auto label = find_label(glyphs_, cell);
    const bool below = label && label->kind == LabelKind::paren_han && !row_path_.empty();
    const auto first =
        row_path_.substr(0, row_path_.find('/', sheet_path_.empty() ? 0 : sheet_path_.size() + 1));
    const int level = (sheet_path_.empty() ? 1 : 2) + (below ? 1 : 0);
    row_path_ = path_ = add_section(below ? first : sheet_path_, cell, level);
    std::fill(values_.begin(), values_.end(), std::string{});
}

void LedgerReader::take_sections(const MappedTable& table, const Row& row) {
    auto path = row_path_.empty() ? sheet_path_ : row_path_;
    auto level =
        static_cast<int>(std::count(path.begin(), path.end(), '/')) + (path.empty() ? 1 : 2);
    bool any = false, changed = false;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (table.columns[c].use != ColumnUse::section) {
            continue;
        }
        any = true;
        const auto cell = row.shown(c);
        const auto words = glyphs_.printed(cell);
        if (words.empty() && !changed && !values_[c].empty()) {
            path = values_[c]; // an empty place says what the one above said
        } else if (!words.empty()) {
            path = add_section(path, cell, level);
            changed = changed || path != values_[c];
            values_[c] = path;
        }
        ++level;
    }
    path_ = any ? path : path_;
}

std::string LedgerReader::number_of(Range cell) const {
    const auto view = glyphs_.view(cell);
    std::size_t at = 0;
    if (const auto number = read_number(view, at); number && at == view.size()) {
        return std::to_string(*number);
    }
    const bool dotted = !view.empty() && std::all_of(view.begin(), view.end(), [](char32_t c) {
        return is_digit(c) || c == '.' || c == '-';
    });
    if (dotted) {
        return glyphs_.printed(cell);
    }
    const auto label = find_label(glyphs_, cell);
    return label && !label->number.empty() ? label->number : glyphs_.printed(cell);
}

// The characters of the row without its section columns.
Range LedgerReader::covered(const MappedTable& table, const Row& row) const {
    Range out;
    for (const auto* const cell : row.begun()) {
        const auto range = row.range(cell);
        if (range.empty() || table.columns[cell->column].use == ColumnUse::section) {
            continue;
        }
        out = out.empty() ? range
                          : Range{std::min(out.first, range.first), std::max(out.last, range.last)};
    }
    return out;
}

void LedgerReader::begin_item(const MappedTable& table, const Row& row, std::size_t task) {
    end_item();
    if (pending_) {
        open_section(*pending_);
        pending_.reset();
    }
    take_sections(table, row);
    if (reading_.items.size() >= kMostItems) {
        throw failure(ErrorCode::too_large, "notice.too-many-items",
                      "the ledger has more than {} tasks", kMostItems);
    }
    item_.emplace();
    item_->rule = "ledger.row";
    item_->section_path = path_;
    task_ = row.own(task);
    whole_ = covered(table, row);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto cell = row.shown(c);
        if (table.columns[c].use == ColumnUse::number && item_->number.empty() && !cell.empty() &&
            !row.hangs(c)) {
            item_->number = number_of(cell);
        } else if (table.columns[c].use == ColumnUse::title && !cell.empty()) {
            item_->title = glyphs_.printed(cell);
        }
    }
    if (const auto label = find_label(glyphs_, task_);
        item_->number.empty() && label && label->range.last < task_.last) {
        item_->number = label->number; // 1.压缩办理时间, without a column of numbers
        task_.first = label->range.last;
    }
    if (item_->number.empty()) {
        item_->unnumbered = true;
        item_->number = std::to_string(++counted_);
    }
}

void LedgerReader::add_parties(Range cell, Role role, bool above) {
    for (auto& party : parse_clause(glyphs_, cell, lexicon_, {}).parties) {
        if (party.origin.rule == "clause.unmarked") {
            party.role = role;
        }
        party.origin.rule = above ? "ledger.column-above" : "ledger.column";
        party.origin.confidence =
            std::min(party.origin.confidence / 0.9, 0.99) * (above ? kFromAbove : 1.0);
        const bool again =
            std::any_of(item_->parties.begin(), item_->parties.end(), [&](const Party& p) {
                return p.unit == party.unit && p.role == party.role;
            });
        if (!again && item_->parties.size() < kMostParties) {
            item_->parties.push_back(std::move(party));
        }
    }
}

// Words that name no time are a doubt for a person, not lost.
void LedgerReader::add_deadlines(Range cell) {
    auto found = find_deadlines(glyphs_, cell, {TimeContext::field, year_});
    if (found.empty()) {
        item_->flags.push_back({"vague_time", glyphs_.printed(cell), {}, glyphs_.span(cell)});
    }
    for (auto& deadline : found) {
        const bool again =
            std::any_of(item_->deadlines.begin(), item_->deadlines.end(),
                        [&](const Deadline& d) { return d.value == deadline.value; });
        if (!again && item_->deadlines.size() < 64) {
            item_->deadlines.push_back(std::move(deadline));
        }
    }
}

void LedgerReader::add_cells(const MappedTable& table, const Row& row) {
    const office::Cell* before = nullptr;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto* const place = row.at(c);
        const auto cell = row.range(place);
        if (cell.empty() || place == before) {
            continue; // a cell over several columns says it once
        }
        before = place;
        const auto& column = table.columns[c];
        if (const auto role = role_of(column.use)) {
            add_parties(cell, *role, row.hangs(c));
        } else if (column.use == ColumnUse::deadline) {
            add_deadlines(cell);
        } else if (column.use == ColumnUse::person) {
            item_->persons.push_back({glyphs_.printed(cell),
                                      column.heading,
                                      {glyphs_.span(cell), kOwn, "ledger.column"}});
        } else if (column.use == ColumnUse::standard || column.use == ColumnUse::progress ||
                   column.use == ColumnUse::remark || column.use == ColumnUse::ignored) {
            const auto span = glyphs_.span(cell);
            item_->notes.push_back({std::string{to_string(column.use)},
                                    column.heading,
                                    document_.text.substr(span.begin, span.end - span.begin),
                                    {span, kOwn, "ledger.column"}});
        }
    }
}

void LedgerReader::end_item() {
    if (!item_) {
        return;
    }
    auto& item = *item_;
    item.span = glyphs_.span(whole_);
    item.text_span = glyphs_.span(task_);
    item.title = item.title.empty() ? short_title(glyphs_, task_) : item.title;
    item.citations = citations_->find(glyphs_, task_);
    item.targets = targets_.find(task_);
    add_flags(glyphs_, task_, whole_, lexicon_, item);
    item.confidence = item.parties.empty() ? 0.6 : 0.99;
    for (const auto& party : item.parties) {
        item.confidence = std::min(item.confidence, party.origin.confidence);
    }
    reading_.items.push_back(std::move(item));
    item_.reset();
}

void LedgerReader::read_row(const MappedTable& table, const Row& row) {
    constexpr auto kTotals = words(U"合计", U"总计", U"小计", U"共计");
    if (take_alone(row) || is_heading_again(table, row)) {
        return;
    }
    const auto all = covered(table, row);
    const auto task = static_cast<std::size_t>(
        std::find_if(table.columns.begin(), table.columns.end(),
                     [](const MappedColumn& c) { return c.use == ColumnUse::task; }) -
        table.columns.begin());
    if (!row.begun().empty() && starts_with_any(glyphs_.view(all), kTotals)) {
        end_item();
        warn("notice.ledger-total", all, "a row of totals is no task");
    } else if (!row.own(task).empty()) {
        begin_item(table, row, task);
        add_cells(table, row);
    } else if (item_ && !pending_) { // goes on with the task above
        whole_.last = std::max(whole_.last, all.last);
        add_cells(table, row);
    } else if (!all.empty()) {
        warn("notice.ledger-row-without-task", all, "a row without a task was not taken");
    }
}

void LedgerReader::warn(std::string code, Range range, std::string message) {
    if (reading_.warnings.size() < kMostWarnings) {
        reading_.warnings.push_back(
            {Severity::warning, std::move(code), {}, glyphs_.span(range), std::move(message)});
    }
}

void LedgerReader::warn_about_rest() {
    std::set<std::string> unknown;
    std::set<std::size_t> read;
    for (const auto& table : mapping_.tables) {
        read.insert(table.block);
    }
    for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
        const auto& block = document_.blocks[i];
        if (block.table && !read.contains(i)) {
            warn("notice.ledger-table-left",
                 {glyphs_.at_byte(block.span.begin), glyphs_.at_byte(block.span.end)},
                 fmt::format("a table is no ledger and was not taken{}",
                             block.sheet.empty() ? "" : ": sheet '" + block.sheet + "'"));
        }
    }
    for (const auto& item : reading_.items) {
        for (const auto& party : item.parties) {
            if (!party.known && unknown.size() < kMostWarnings &&
                unknown.insert(party.unit).second && reading_.warnings.size() < kMostWarnings) {
                reading_.warnings.push_back(
                    {Severity::warning,
                     "notice.unknown-unit",
                     {},
                     party.origin.span,
                     fmt::format("'{}' is not among the known units", party.unit)});
            }
        }
        if (item.parties.empty() && reading_.warnings.size() < kMostWarnings) {
            reading_.warnings.push_back(
                {Severity::warning,
                 "notice.item-without-responsibility",
                 {},
                 item.span,
                 fmt::format("item {} names no responsible unit", item.number)});
        }
    }
}

} // namespace

Reading read_ledger(const office::Document& document, const ColumnMapping& mapping,
                    const Lexicon& lexicon) {
    check_mapping(document, mapping);
    return LedgerReader{document, mapping, lexicon}.read();
}

} // namespace luoshi::notice

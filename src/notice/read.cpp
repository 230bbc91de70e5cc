// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "notice/boxed.hpp"
#include "notice/confidence.hpp"
#include "notice/general.hpp"
#include "notice/header.hpp"
#include "notice/items.hpp"
#include "notice/lines.hpp"
#include "notice/notice.hpp"
#include "notice/outline.hpp"
#include "notice/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace luoshi::notice {
namespace {

constexpr std::size_t kMostItems = 20'000;
constexpr std::size_t kMostWarnings = 200;

// 责任单位中排名第一者为牵头单位，其余为参与单位.
Convention find_convention(std::u32string_view text) {
    for (const auto word : {std::u32string_view{U"列第一"}, std::u32string_view{U"列首位"},
                            std::u32string_view{U"排名第一"}, std::u32string_view{U"排在第一"},
                            std::u32string_view{U"排第一"}, std::u32string_view{U"排首位"},
                            std::u32string_view{U"排在首位"}, std::u32string_view{U"列在首位"},
                            std::u32string_view{U"列在第一"}, std::u32string_view{U"列于首位"},
                            std::u32string_view{U"第一责任单位"}, std::u32string_view{U"首个单位"},
                            std::u32string_view{U"排名首位"}, std::u32string_view{U"第一个单位"},
                            std::u32string_view{U"首位单位"}}) {
        const auto at = text.find(word);
        if (at == std::u32string_view::npos) {
            continue;
        }
        const auto behind = text.substr(at, 40);
        if (contains(behind, U"牵头")) {
            return {true, contains(behind, U"参与") ? Role::participate
                          : contains(behind, U"配合") || contains(behind, U"协办")
                              ? Role::joint
                              : Role::responsible};
        }
    }
    return {};
}

// Heads, feet and notes of pages stand in the middle of sentences.
std::vector<Span> hidden_in(const office::Document& document) {
    std::vector<Span> out;
    for (const auto& block : document.blocks) {
        if (block.kind == office::BlockKind::margin || block.kind == office::BlockKind::note) {
            out.push_back(block.span);
        }
    }
    return out;
}

// Of a date YYYY-MM-DD; 0: the notice has none.
int month_of(const Frame& frame) {
    return frame.header.date ? std::stoi(frame.header.date->value.substr(5, 2)) : 0;
}

class Composer {
public:
    Composer(const office::Document& document, const Lexicon& lexicon)
        : glyphs_(document.text, hidden_in(document)),
          tables_(find_tables(glyphs_, document.blocks)), lines_(lines_around()),
          frame_(read_frame(glyphs_, lines_, !tables_.empty())),
          page_{glyphs_, lexicon, pair_brackets(glyphs_, lines_), find_convention(glyphs_.all()),
                month_of(frame_)},
          citations_(frame_.title), targets_(glyphs_, glyphs_.whole()) {}

    Reading compose() {
        reading_.header = std::move(frame_.header);
        add_letter();
        const auto nodes = read_outline(page_, lines_, frame_);
        ItemReader items{page_, frame_.year, citations_, targets_};
        add_nodes(nodes, items);
        check();
        weigh(reading_);
        return std::move(reading_);
    }

private:
    std::vector<Line> lines_around() const {
        std::vector<Line> lines;
        std::uint32_t first = 0;
        const auto take_until = [&](std::uint32_t last) {
            auto some = split_lines(glyphs_, {first, last});
            if (!some.empty()) {
                some.front().apart = first > 0;
            }
            std::move(some.begin(), some.end(), std::back_inserter(lines));
        };
        for (const auto& table : tables_) {
            take_until(table.region.first);
            first = table.region.last;
        }
        take_until(glyphs_.size());
        mark_flow(glyphs_, lines);
        return lines;
    }

    void add_letter() {
        for (const auto paragraph :
             paragraphs_of(page_, lines_, frame_.taken, frame_.body, frame_.letter_end)) {
            add_general(page_, paragraph, frame_.year, citations_, nullptr, reading_.general);
        }
    }

    void add_prose(Range paragraph) {
        if (contains(frame_.title, glyphs_.view(paragraph))) {
            return; // the title of the plan, once more
        }
        add_general(page_, paragraph, frame_.year, citations_, &targets_, reading_.general);
    }

    void add_nodes(const std::vector<Node>& nodes, ItemReader& items);
    void add_section(const Node& node);
    void add_node(const std::vector<Node>& nodes, std::size_t i, ItemReader& items);
    void add_tables_before(std::uint32_t place, const Node* above, ItemReader& items);
    std::string printed_number(Range number) const;
    void add_rows(const Table& table, std::string path, ItemReader& items);
    void add_item(Item item);
    void check();
    void warn(std::string code, Span span, std::string message);

    Glyphs glyphs_;
    std::vector<Table> tables_;
    std::size_t next_table_ = 0; // the first one whose rows are not read
    std::vector<Line> lines_;
    Frame frame_;
    Page page_;
    Citations citations_;
    Targets targets_;
    Reading reading_;
    int counted_ = 0; // items without a printed number
};

Range heading_text(const Glyphs& glyphs, Range head) {
    const auto stop = glyphs.view(head).find(U'。');
    if (stop != std::u32string_view::npos) {
        head.last = head.first + static_cast<std::uint32_t>(stop);
    }
    if (head.size() > 2 && glyphs[head.first] == '[' && glyphs[head.last - 1] == ']') {
        head = {head.first + 1, head.last - 1}; // 【交通专班】
    }
    while (!head.empty() && (glyphs[head.last - 1] == ':' || glyphs[head.last - 1] == ';')) {
        --head.last;
    }
    return head;
}

void Composer::add_section(const Node& node) {
    auto head = node.head;
    std::vector<Person> persons; // （责任领导：…）, 市长主抓重点工作
    for (const auto& clause : node.clauses) {
        persons.insert(persons.end(), clause.persons.begin(), clause.persons.end());
        head.last = std::clamp(clause.range.first, head.first, head.last);
    }
    if (head.empty() && node.label->kind == LabelKind::name) { // 责任单位：X is all it says
        head = node.head;
    }
    const auto title = heading_text(glyphs_, head);
    if (const auto at = glyphs_.view(title).find(U"主抓");
        at != std::u32string_view::npos && at >= 2 && at <= 8) {
        const auto end = title.first + static_cast<std::uint32_t>(at);
        persons.push_back({glyphs_.printed({title.first, end}),
                           glyphs_.printed({end, end + 2}),
                           {glyphs_.span({title.first, end}), 0.85, "section.person"}});
    }
    reading_.sections.push_back(
        {node.path,
         glyphs_.printed(title),
         node.level,
         std::move(persons),
         {glyphs_.span({node.label->range.first, node.head.last}), 0.9, "section.heading"}});
}

void Composer::add_item(Item item) {
    if (reading_.items.size() >= kMostItems) {
        throw failure(ErrorCode::too_large, "notice.too-many-items",
                      "the text has more than {} items; a notice has some hundreds at most",
                      kMostItems);
    }
    if (item.number.empty()) {
        item.unnumbered = true;
        item.number = std::to_string(++counted_);
    }
    reading_.items.push_back(std::move(item));
}

void Composer::add_node(const std::vector<Node>& nodes, std::size_t i, ItemReader& items) {
    const auto& node = nodes[i];
    const auto& parent = nodes[static_cast<std::size_t>(std::max(node.parent, 0))];
    const bool annex = node.label && node.label->kind == LabelKind::annex;
    const bool direct = annex && i + 1 < nodes.size() && nodes[i + 1].use == Use::item;
    if (node.use == Use::heading && (!annex || direct)) {
        add_section(node);
    } else if (node.use == Use::item) {
        const auto unit = parent.unit_heading ? heading_text(glyphs_, parent.head) : node.owner;
        auto item = items.read(node, unit);
        if (!node.label && parent.unit_heading) {
            item.number = std::to_string(1);
            item.unnumbered = true;
        }
        add_item(std::move(item));
    } else if (node.use == Use::prose && !node.own.empty()) {
        add_prose(node.own);
    }
    for (const auto paragraph : node.loose) {
        add_prose(paragraph);
    }
}

// Sections and items in the order of the text; a heading right above a table is that of its rows.
void Composer::add_nodes(const std::vector<Node>& nodes, ItemReader& items) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& node = nodes[i];
        add_tables_before(node.label ? node.label->range.first : node.own.first,
                          i > 0 ? &nodes[i - 1] : nullptr, items);
        add_node(nodes, i, items);
    }
    add_tables_before(glyphs_.size(), nodes.empty() ? nullptr : &nodes.back(), items);
}

void Composer::add_tables_before(std::uint32_t place, const Node* above, ItemReader& items) {
    const bool annex = above != nullptr && above->label && above->label->kind == LabelKind::annex;
    const bool heads = above != nullptr && above->use == Use::heading && !annex;
    while (next_table_ < tables_.size() && tables_[next_table_].region.first <= place) {
        add_rows(tables_[next_table_++], heads ? above->path : std::string{}, items);
    }
}

// 一、 of a row that names a block, without its stop.
std::string Composer::printed_number(Range number) const {
    while (number.size() > 1 &&
           (glyphs_[number.last - 1] == U'、' || glyphs_[number.last - 1] == '.')) {
        --number.last;
    }
    return glyphs_.printed(number);
}

void Composer::add_rows(const Table& table, std::string path, ItemReader& items) {
    const auto above = path.empty() ? path : path + "/";
    for (const auto& row : table.rows) {
        if (row.heading) {
            const auto label = find_label(glyphs_, *row.heading);
            const Range name{label ? label->range.last : row.heading->first, row.heading->last};
            path = above + (!row.number.empty()      ? printed_number(row.number)
                            : label && !name.empty() ? label->path
                                                     : glyphs_.printed(*row.heading));
            reading_.sections.push_back({path,
                                         glyphs_.printed(name.empty() ? *row.heading : name),
                                         1,
                                         {},
                                         {glyphs_.span(*row.heading), 0.85, "section.row"}});
        } else if (!row.task.empty()) {
            auto item = items.read(row);
            item.section_path = path;
            add_item(std::move(item));
        }
    }
}

void Composer::warn(std::string code, Span span, std::string message) {
    if (reading_.warnings.size() < kMostWarnings) {
        reading_.warnings.push_back(
            {Severity::warning, std::move(code), {}, span, std::move(message)});
    }
}

// A header of a notice, or tasks that say who owes them.
bool has_structure(const Reading& reading) {
    const auto& header = reading.header;
    if (header.title && (header.number || !header.addressees.empty())) {
        return true;
    }
    const auto owed = [](const Item& item) { return !item.parties.empty(); };
    const auto tasks = std::count_if(reading.items.begin(), reading.items.end(), owed);
    const bool numbered =
        std::any_of(reading.items.begin(), reading.items.end(),
                    [&](const Item& item) { return !item.unnumbered && owed(item); });
    return numbered || tasks >= 3 || (header.title && tasks > 0);
}

// What a person should look at.
void Composer::check() {
    if (!has_structure(reading_)) {
        throw failure(
            ErrorCode::unprocessable, "notice.no-structure",
            "no notice was found: looked for a title with its document number or addressees, "
            "and for numbered tasks with the units responsible");
    }
    if (reading_.items.empty()) {
        warn("notice.no-items", {}, "no task with a responsible unit was found");
    }
    std::set<std::string> unknown;
    const Item* before = nullptr;
    for (const auto& item : reading_.items) {
        const bool plain = item.number.find('.') == std::string::npos && item.number.size() < 6;
        const int number = plain ? std::stoi(item.number) : 0;
        const int last =
            before != nullptr && before->number.size() < 6 ? std::stoi(before->number) : 0;
        if (before != nullptr && plain && number != last + 1 && number != 1) {
            warn("notice.numbering-gap", item.span,
                 fmt::format("item {} follows item {}", item.number, before->number));
        }
        const bool owed = std::any_of(item.parties.begin(), item.parties.end(),
                                      [](const Party& p) { return p.role != Role::report_to; });
        if (!owed) {
            warn("notice.item-without-responsibility", item.span,
                 fmt::format("item {} names no responsible unit", item.number));
        }
        for (const auto& party : item.parties) {
            if (!party.known && unknown.size() < kMostWarnings &&
                unknown.insert(party.unit).second) {
                warn("notice.unknown-unit", party.origin.span,
                     fmt::format("'{}' is not among the known units", party.unit));
            }
        }
        before = &item;
    }
}

} // namespace

Reading read(const office::Document& document, const Lexicon& lexicon) {
    constexpr std::size_t kLongest = 16U << 20;
    if (document.text.size() > kLongest) {
        throw failure(ErrorCode::too_large, "office.too-large", "the text is longer than 16 MiB");
    }
    // a drawn frame of a plain text; files tell their tables otherwise
    if (const auto unboxed = document.blocks.empty() ? unbox(document.text) : std::nullopt) {
        office::Document plain;
        plain.text = unboxed->text;
        auto reading = Composer{plain, lexicon}.compose();
        restore(*unboxed, reading);
        return reading;
    }
    return Composer{document, lexicon}.compose();
}

Reading read(std::string_view text, const Lexicon& lexicon) {
    office::Document document;
    document.text = text;
    return read(document, lexicon);
}

} // namespace luoshi::notice

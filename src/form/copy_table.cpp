// SPDX-License-Identifier: Apache-2.0
#include "form/copy_table.hpp"

#include "base/text.hpp"
#include "form/copy_problems.hpp"
#include "form/copy_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace luoshi::form::copy {
namespace {

bool is_blank(std::string_view text) {
    return trimmed(text).empty();
}

class TableReader {
public:
    TableReader(FieldIndex table, Reading& reading)
        : table_(table), field_(reading.form.fields[table]), reading_(reading) {}

    void read(const std::vector<const TablePart*>& parts) {
        rows_.resize(field_.rows.size());
        met_.resize(field_.rows.size());
        for (const auto* const part : parts) {
            begin(*part);
            for (const auto* const row : part->rows) {
                read_row(*row);
            }
        }
        fill_fixed();
        reading_.out.filling.answers[table_].rows = std::move(rows_);
    }

private:
    struct Source {
        Columns at;
        std::string unit; // another than that of the column
    };

    void say(Level level, std::string code, const Row& row, std::size_t column, Text message) {
        reading_.out.problems.push_back(problem({level,
                                                 std::move(code),
                                                 {table_, std::nullopt, std::nullopt},
                                                 where(row, column),
                                                 std::move(message)}));
    }

    void begin(const TablePart& part) {
        sources_.assign(field_.columns.size(), {});
        unknown_.clear();
        number_ = part.number;
        for (const auto& heading : part.headings) {
            if (heading.column) {
                take(*heading.column, heading, *part.heading);
            }
        }
        std::size_t ordinal = 0;
        for (const auto& heading : part.headings) {
            if (!heading.column) {
                rename(heading, ordinal, *part.heading);
            }
            ++ordinal;
        }
        for (std::size_t c = 0; c < field_.columns.size(); ++c) {
            const auto& column = field_.columns[c];
            if (sources_[c].at == Columns{} && !column.value) {
                const auto name = name_of(column);
                say(reading_.same_version ? Level::error : Level::warning,
                    "form.copy-missing-column", *part.heading, 0,
                    {fmt::format("{}缺少栏目{}，这一栏按没有填处理；请补上这一栏，或重新下载副本",
                                 name_of(field_).zh, name.zh),
                     fmt::format("{} lacks the column {}, which counts as not filled in; put it "
                                 "back, or download a new copy",
                                 name_of(field_).en, name.en)});
            }
        }
    }

    void take(FieldIndex column, const HeadingCell& heading, const Row& row) {
        auto& source = sources_[column];
        source.at = heading.at;
        if (heading.rest.size() > 2) {
            source.unit = other_unit(std::string_view{heading.rest}.substr(1),
                                     field_.columns[column], reading_.form);
        }
        if (!source.unit.empty()) {
            say_unit(source.unit, {table_, std::nullopt, column}, where(row, heading.at.begin),
                     reading_);
        }
    }

    // A retyped heading is known by its place, where the copy is of this version.
    void rename(const HeadingCell& heading, std::size_t ordinal, const Row& row) {
        const bool free = reading_.same_version && ordinal < field_.columns.size() &&
                          sources_[ordinal].at == Columns{};
        if (!free) {
            unknown_.push_back({heading.text, heading.at, false});
            return;
        }
        const auto name = name_of(field_.columns[ordinal]);
        say(Level::warning, "form.copy-renamed", row, heading.at.begin,
            {fmt::format("栏目{}改成了“{}”，仍按{}读入；请核对", name.zh,
                         beginning_of(heading.text), name.zh),
             fmt::format("the column {} was renamed '{}' and read all the same; please check",
                         name.en, beginning_of(heading.text))});
        sources_[ordinal].at = heading.at;
    }

    void read_row(const Row& row) {
        const auto number = number_ ? fold(row.text(number_->begin, number_->end)) : std::string{};
        if (number == kTotal) {
            return;
        }
        tell_unknown(row);
        std::vector<std::string> texts(field_.columns.size());
        bool filled = false;
        for (std::size_t c = 0; c < texts.size(); ++c) {
            texts[c] = row.text(sources_[c].at.begin, sources_[c].at.end);
            filled = filled || (!field_.columns[c].value && !is_blank(texts[c]));
        }
        if (!filled) {
            return; // nobody wrote into it
        }
        const auto at = place_of(texts, number, row);
        for (std::size_t c = 0; c < texts.size(); ++c) {
            cell(row, at, static_cast<FieldIndex>(c), texts[c]);
        }
    }

    // Where a row belongs: among fixed rows by what is fixed in it, else by its number.
    std::size_t place_of(const std::vector<std::string>& texts, const std::string& number,
                         const Row& row) {
        for (std::size_t r = 0; r < field_.rows.size(); ++r) {
            if (!met_[r] && is_fixed_row(r, texts)) {
                met_[r] = true;
                return r;
            }
        }
        std::string_view rest = number;
        const auto given = take_number(rest);
        if (given && *given > 0 && *given <= field_.rows.size() && !met_[*given - 1]) {
            met_[*given - 1] = true;
            return *given - 1;
        }
        if (!field_.rows.empty()) {
            say(Level::error, "form.copy-unknown-row", row, 0,
                {fmt::format("{}的行是固定的，没有“{}”这一行；请把它并入固定的行，或删去",
                             name_of(field_).zh, beginning_of(first_of(texts))),
                 fmt::format("the rows of {} are fixed and none is '{}'; move it into one of them, "
                             "or delete it",
                             name_of(field_).en, beginning_of(first_of(texts)))});
        }
        rows_.emplace_back();
        return rows_.size() - 1;
    }

    bool is_fixed_row(std::size_t row, const std::vector<std::string>& texts) const {
        bool any = false;
        for (std::size_t c = 0; c < texts.size(); ++c) {
            const auto& fixed = field_.rows[row][c];
            if (fixed.empty()) {
                continue;
            }
            any = true;
            if (!(read_answer(texts[c], field_.columns[c], reading_.form, reading_.directory,
                              reading_.date) == fixed_answer(row, c))) {
                return false;
            }
        }
        return any;
    }

    Answer fixed_answer(std::size_t row, std::size_t column) const {
        return read_answer(field_.rows[row][column], field_.columns[column], reading_.form,
                           reading_.directory, reading_.date);
    }

    static std::string first_of(const std::vector<std::string>& texts) {
        const auto found =
            std::ranges::find_if(texts, [](const std::string& text) { return !is_blank(text); });
        return found == texts.end() ? std::string{} : *found;
    }

    void cell(const Row& row, std::size_t at, FieldIndex column, const std::string& text) {
        const auto& definition = field_.columns[column];
        rows_[at].resize(field_.columns.size());
        if (is_blank(text)) {
            return;
        }
        const Place place{table_, at, column};
        auto answer = answer_of(text, sources_[column].unit, definition, reading_);
        const auto spot = where(row, sources_[column].at.begin);
        if (definition.value) {
            reading_.out.computed.push_back({place, std::move(answer), spot});
        } else {
            rows_[at][column] = std::move(answer);
            reading_.spots.emplace_back(place, spot);
        }
    }

    // What stands in columns the form does not have, once for each.
    void tell_unknown(const Row& row) {
        for (auto& unknown : unknown_) {
            const auto text = row.text(unknown.at.begin, unknown.at.end);
            if (!unknown.told && !is_blank(text)) {
                unknown.told = true;
                say(Level::error, "form.copy-unknown-column", row, unknown.at.begin,
                    {fmt::format("{}没有栏目“{}”，填的“{}”没有采用；请移到本表的栏目中",
                                 name_of(field_).zh, beginning_of(unknown.text),
                                 beginning_of(text)),
                     fmt::format("{} has no column '{}', '{}' is not used; move it into one of its "
                                 "columns",
                                 name_of(field_).en, beginning_of(unknown.text),
                                 beginning_of(text))});
            }
        }
        if (outside_told_) {
            return;
        }
        for (const auto& text : row.cells) {
            const auto inside = [&](const Columns& at) {
                return text.column >= at.begin && text.column < at.end;
            };
            const bool known =
                (number_ && inside(*number_)) ||
                std::ranges::any_of(sources_, [&](const Source& one) { return inside(one.at); }) ||
                std::ranges::any_of(unknown_, [&](const Unknown& one) { return inside(one.at); });
            if (!known) {
                outside_told_ = true;
                say(Level::error, "form.copy-unknown-column", row, text.column,
                    {fmt::format("“{}”不在{}的任何栏目下，没有采用；请移到它的栏目中",
                                 beginning_of(text.text), name_of(field_).zh),
                     fmt::format("'{}' stands below no column of {} and is not used; move it into "
                                 "its column",
                                 beginning_of(text.text), name_of(field_).en)});
                return;
            }
        }
    }

    // Fixed rows are always there, with what is fixed in them.
    void fill_fixed() {
        for (std::size_t r = 0; r < field_.rows.size(); ++r) {
            rows_[r].resize(field_.columns.size());
            for (std::size_t c = 0; c < field_.columns.size(); ++c) {
                if (!field_.rows[r][c].empty() && rows_[r][c].is_empty()) {
                    rows_[r][c] = fixed_answer(r, c);
                }
            }
            if (!met_[r]) {
                const auto row = std::ranges::find_if(
                    field_.rows[r], [](const std::string& cell) { return !cell.empty(); });
                const auto name = row == field_.rows[r].end() ? std::string{} : *row;
                reading_.out.problems.push_back(problem(
                    {reading_.same_version ? Level::error : Level::warning,
                     "form.copy-missing-row",
                     {table_, r, std::nullopt},
                     {},
                     {fmt::format("{}缺少第 {} 行“{}”，按没有填处理；请补上，或重新下载副本",
                                  name_of(field_).zh, r + 1, name),
                      fmt::format("{} lacks row {} '{}', which counts as not filled in; put it "
                                  "back, or download a new copy",
                                  name_of(field_).en, r + 1, name)}}));
            }
        }
    }

    struct Unknown {
        std::string text;
        Columns at;
        bool told = false;
    };

    FieldIndex table_;
    const Field& field_;
    Reading& reading_;
    std::vector<std::vector<Answer>> rows_;
    std::vector<bool> met_; // fixed rows
    std::vector<Source> sources_;
    std::vector<Unknown> unknown_;
    bool outside_told_ = false;
    std::optional<Columns> number_;
};

} // namespace

std::string other_unit(std::string_view folded, const Field& field, const Form& form) {
    const auto own = fold(unit_of(field, form));
    auto unit = folded.substr(0, folded.find_first_of(",;)"));
    if (own.empty() || unit.empty() || unit == own || !form.names->units.find(unit)) {
        return {};
    }
    return std::string{unit};
}

void say_unit(const std::string& unit, Place at, const Text& where, const Reading& reading) {
    const auto& top = reading.form.fields[at.field];
    const auto& field = at.column ? top.columns[*at.column] : top;
    const auto own = unit_of(field, reading.form);
    const auto name = name_of(field);
    reading.out.problems.push_back(
        problem({Level::warning,
                 "form.copy-unit",
                 at,
                 where,
                 {fmt::format("{}的计量单位由“{}”改成了“{}”，填的数已换算成{}；请核对", name.zh,
                              own, unit, own),
                  fmt::format("the unit of {} was changed from '{}' to '{}'; what was filled in is "
                              "converted: please check",
                              name.en, own, unit)}}));
}

Answer answer_of(std::string_view text, std::string_view other_unit, const Field& field,
                 const Reading& reading) {
    if (field.kind == FieldKind::files) {
        Answer answer;
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            const auto name = trimmed(text.substr(at, end - at));
            if (!name.empty()) {
                answer.files.push_back({std::string{name}, "", 0});
            }
            at = end + 1;
        }
        if (!answer.files.empty()) {
            answer.value = Number{static_cast<std::int64_t>(answer.files.size()), 0};
        }
        return answer;
    }
    if (!other_unit.empty()) {
        const auto with_unit = std::string{trimmed(text)} + std::string{other_unit};
        auto answer = read_answer(with_unit, field, reading.form, reading.directory, reading.date);
        if (answer.typed.empty()) {
            return answer;
        }
    }
    return read_answer(text, field, reading.form, reading.directory, reading.date);
}

void read_table(const std::vector<const TablePart*>& parts, FieldIndex table, Reading& reading) {
    TableReader{table, reading}.read(parts);
}

} // namespace luoshi::form::copy

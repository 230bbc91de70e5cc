// SPDX-License-Identifier: Apache-2.0
#include "compendium/compendium.hpp"

#include "base/error.hpp"
#include "compendium/rows.hpp"
#include "form/library.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace luoshi::compendium {
namespace {

using duty::DueState;

// The table whose rows are gathered and the place of its theme.
struct Gathering {
    form::FieldIndex table = 0;
    std::size_t theme = 0;
};

std::optional<Gathering> gathering_of(const duty::Definition& definition, const form::Form& form) {
    if (!definition.gather) {
        return std::nullopt;
    }
    const auto index = form.index_of(definition.gather->table);
    if (!index) {
        return std::nullopt; // a later version of the form does without
    }
    const auto& columns = form.fields[*index].columns;
    const auto theme = std::ranges::find(columns, definition.gather->theme, &form::Field::name);
    if (theme == columns.end()) {
        return std::nullopt;
    }
    return Gathering{*index, static_cast<std::size_t>(theme - columns.begin())};
}

std::string key_of(const form::Field& table, const std::vector<form::Answer>& row, std::size_t n,
                   const form::Form& form) {
    const auto key = std::ranges::find(table.columns, true, &form::Field::key);
    const auto shown =
        key == table.columns.end()
            ? std::string{}
            : form::shown(row[static_cast<std::size_t>(key - table.columns.begin())], *key, form);
    return shown.empty() ? std::to_string(n + 1) : shown;
}

std::vector<std::string> choices_of(const form::Form& form, const Gathering& gathering) {
    const auto& column = form.fields[gathering.table].columns[gathering.theme];
    std::vector<std::string> names;
    for (const auto& member : form.names->enumerations()[column.type.enumeration].members) {
        names.push_back(member.name);
    }
    return names;
}

std::vector<ThemeRow> rows_of(const Part& part, const Gathering& gathering,
                              const Corrections& corrections) {
    const auto& table = part.form->fields[gathering.table];
    const auto& answers = part.outcome.filling.answers[gathering.table].rows;
    std::vector<ThemeRow> rows;
    for (std::size_t n = 0; n < answers.size(); ++n) {
        ThemeRow row;
        row.due = part.line.due.id;
        row.unit = part.line.due.unit;
        row.key = key_of(table, answers[n], n, *part.form);
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            auto text = form::shown(answers[n][c], table.columns[c], *part.form);
            if (c == gathering.theme) {
                row.picked = std::move(text);
            } else {
                row.cells.push_back(std::move(text));
            }
        }
        row.theme = row.picked;
        if (const auto it = corrections.find({row.due, row.key}); it != corrections.end()) {
            row.theme = it->second.theme;
            row.corrected_by = it->second.made_by;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void gather_themes(Gathered& gathered, const Corrections& corrections) {
    for (const auto& part : gathered.parts) {
        const auto gathering = gathering_of(gathered.duty.definition, *part.form);
        if (!gathering) {
            continue;
        }
        if (gathered.choices.empty()) {
            gathered.choices = choices_of(*part.form, *gathering);
            const auto& columns = part.form->fields[gathering->table].columns;
            for (std::size_t c = 0; c < columns.size(); ++c) {
                if (c != gathering->theme) {
                    gathered.columns.push_back(columns[c].title.zh);
                }
            }
        }
        for (auto& row : rows_of(part, *gathering, corrections)) {
            auto theme = std::ranges::find(gathered.themes, row.theme, &Theme::name);
            if (theme == gathered.themes.end()) {
                gathered.themes.push_back({row.theme, {}});
                theme = std::prev(gathered.themes.end());
            }
            theme->rows.push_back(std::move(row));
        }
    }
    std::ranges::stable_sort(gathered.themes, {}, [&](const Theme& theme) {
        return std::ranges::find(gathered.choices, theme.name) - gathered.choices.begin();
    });
}

std::vector<org::UnitId> addressees_of(const duty::Definition& definition,
                                       const org::Directory& directory, org::UnitId office) {
    std::vector<org::UnitId> units;
    for (const auto& code : definition.to) {
        const auto* const unit = directory.find_code(code);
        if (unit != nullptr && unit->id != office && definition.to.size() > 1) {
            units.push_back(unit->id);
        }
    }
    return units;
}

[[noreturn]] void bad_date(const char* field, const char* rule) {
    throw failure(ErrorCode::invalid_argument, "compendium.bad-date", "'{}' must be {}", field,
                  rule)
        .with("field", field);
}

void check_dates(const duty::Due& due, const Receipt& receipt, Date today) {
    if (receipt.received_on > today ||
        (due.submitted_on && receipt.received_on < *due.submitted_on)) {
        bad_date("received_on", "a day from when it was handed in to today");
    }
    if (receipt.passed_on &&
        (*receipt.passed_on > today || *receipt.passed_on < receipt.received_on)) {
        bad_date("passed_on", "a day from when it was received to today");
    }
}

} // namespace

Gathered Compendiums::gather(const access::Principal& office, duty::DutyId id,
                             std::optional<Date> occurrence) {
    Gathered gathered;
    gathered.duty = duties_.detail(org::Scope::all(), id);
    auto board = dues_.board(id, occurrence);
    gathered.occurrence = board.occurrence;
    gathered.due_on = board.due_on;
    gathered.dates = board.dates;
    gathered.directory = board.directory;
    gathered.addressees = addressees_of(gathered.duty.definition, *gathered.directory, office.unit);
    std::vector<duty::DueId> accepted;
    for (const auto& line : board.lines) {
        gathered.period = gathered.period.empty() ? line.due.period : gathered.period;
        if (line.due.state == DueState::accepted) {
            auto opened = duty::open_content(sources_, org::Scope::all(), line.due.id);
            gathered.parts.push_back({line, opened.form, std::move(opened.outcome)});
        } else if (line.due.state != DueState::spared && line.due.state != DueState::cancelled) {
            gathered.wanting.push_back(line);
        }
        accepted.push_back(line.due.id);
    }
    gathered.lines = std::move(board.lines);
    Corrections corrections;
    sources_.database.read([&](store::Reader& reader) {
        corrections = corrections_of(reader, accepted);
        gathered.receipts = receipts_of(reader, accepted);
    });
    gather_themes(gathered, corrections);
    return gathered;
}

void Compendiums::set_theme(const duty::Who& office, duty::DueId id, const std::string& row_key,
                            const std::string& theme) {
    const auto opened = duty::open_content(sources_, org::Scope::all(), id);
    if (opened.due.state != DueState::accepted) {
        throw failure(ErrorCode::conflict, "compendium.not-accepted",
                      "themes are corrected once the report is accepted");
    }
    const auto gathering = gathering_of(opened.duty.definition, *opened.form);
    const Part part{{opened.due, {}, {}, {}, {}}, opened.form, opened.outcome};
    const auto rows = gathering ? rows_of(part, *gathering, {}) : std::vector<ThemeRow>{};
    const auto row = std::ranges::find(rows, row_key, &ThemeRow::key);
    if (row == rows.end()) {
        throw failure(ErrorCode::not_found, "compendium.no-row",
                      "the report has no row '{}' that is gathered by theme", row_key)
            .with("row", row_key);
    }
    const auto choices = choices_of(*opened.form, *gathering);
    if (!theme.empty() && std::ranges::find(choices, theme) == choices.end()) {
        throw failure(ErrorCode::invalid_argument, "compendium.no-theme",
                      "'{}' is none of the themes", theme)
            .with("theme", theme)
            .with("choices", fmt::format("{}", fmt::join(choices, "、")));
    }
    const bool back = theme.empty() || theme == row->picked;
    sources_.database.write([&](store::Transaction& transaction) {
        transaction.record({.actor = office.actor,
                            .action = "compendium.theme",
                            .object_kind = "due",
                            .object_id = id.value,
                            .plan_id = opened.due.plan.value});
        write_correction(transaction, opened.due, row_key, {back ? "" : theme, office.actor.name});
    });
}

void Compendiums::record_receipt(const duty::Who& office, duty::DueId id, const Receipt& receipt) {
    const auto due = dues_.must_see(org::Scope::all(), id);
    if (due.state != DueState::submitted && due.state != DueState::accepted) {
        throw failure(ErrorCode::conflict, "compendium.not-handed-in",
                      "a report is received once it was handed in");
    }
    const auto duty = duties_.detail(org::Scope::all(), due.duty);
    const auto directory = sources_.database.read(
        [&](store::Reader& reader) { return sources_.directories.get(reader); });
    const auto addressees = addressees_of(duty.definition, *directory, office.principal.unit);
    if (std::ranges::find(addressees, receipt.unit) == addressees.end()) {
        throw failure(ErrorCode::invalid_argument, "compendium.no-addressee",
                      "the report is not addressed to that unit");
    }
    check_dates(due, receipt, sources_.clock.today());
    sources_.database.write([&](store::Transaction& transaction) {
        transaction.record({.actor = office.actor,
                            .action = "compendium.receipt",
                            .object_kind = "due",
                            .object_id = id.value,
                            .plan_id = due.plan.value});
        auto said = receipt;
        said.made_by = office.actor.name;
        write_receipt(transaction, due, said);
    });
}

} // namespace luoshi::compendium

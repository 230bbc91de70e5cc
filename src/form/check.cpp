// SPDX-License-Identifier: Apache-2.0
#include "form/check.hpp"

#include "form/look.hpp"
#include "form/worlds.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::form {
namespace {

bool holds(const std::optional<expr::Formula>& formula, const expr::Environment& environment) {
    if (!formula) {
        return true;
    }
    const auto value = expr::evaluate(*formula, environment);
    return value.boolean() != nullptr && *value.boolean();
}

class Checker {
public:
    Checker(Filling filling, const Form& form, const Context& context,
            const org::Directory& directory)
        : form_(form), context_(context), directory_(directory), worlds_(form, context) {
        outcome_.filling = std::move(filling);
        outcome_.shown.assign(form.fields.size(), true);
        outcome_.required.assign(form.fields.size(), false);
        section_of_.resize(form.fields.size());
        for (const auto& section : form.sections) {
            for (const auto index : section.fields) {
                section_of_[index] = &section;
            }
        }
    }

    Outcome run() {
        inputs();
        for (const auto& step : form_.steps) {
            step.column ? column(step.field, *step.column) : field(step.field);
        }
        required();
        wait();
        look_at_answers(outcome_, form_, directory_, context_.day,
                        [this](FieldIndex table, std::size_t row, FieldIndex column) {
                            const auto& cells = outcome_.filling.answers[table].rows[row];
                            return holds(form_.fields[table].columns[column].required,
                                         worlds_.of_row(table, cells));
                        });
        for (std::size_t i = 0; i < form_.checks.size(); ++i) {
            check(i);
        }
        std::ranges::stable_sort(outcome_.findings, {},
                                 [](const Finding& finding) { return finding.at.front().field; });
        return std::move(outcome_);
    }

    // Runs the steps only; for a look at how a value came about.
    Worlds& computed() {
        inputs();
        for (const auto& step : form_.steps) {
            step.column ? column(step.field, *step.column) : field(step.field);
        }
        return worlds_;
    }
    const Filling& filling() const { return outcome_.filling; }

private:
    bool has_step(FieldIndex index) const {
        const auto& field = form_.fields[index];
        return section_of_[index]->when || field.when || field.value;
    }

    void inputs() {
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            const auto index = static_cast<FieldIndex>(i);
            forget_computed(index);
            if (!has_step(index)) {
                enter(index);
            }
        }
    }

    // What somebody sent as a computed value says nothing.
    void forget_computed(FieldIndex index) {
        auto& answer = outcome_.filling.answers[index];
        if (form_.fields[index].value) {
            answer = {};
        }
        for (std::size_t c = 0; c < form_.fields[index].columns.size(); ++c) {
            if (form_.fields[index].columns[c].value) {
                for (auto& row : answer.rows) {
                    row[c] = {};
                }
            }
        }
    }

    void enter(FieldIndex index) {
        if (form_.fields[index].kind == FieldKind::table) {
            worlds_.set_rows(index, outcome_.filling.answers[index].rows);
        } else {
            worlds_.set_field(index, outcome_.filling.answers[index].value);
        }
    }

    void field(FieldIndex index) {
        const auto& field = form_.fields[index];
        outcome_.shown[index] = holds(section_of_[index]->when, worlds_.of_form()) &&
                                holds(field.when, worlds_.of_form());
        if (!outcome_.shown[index]) {
            return; // formulas see nothing of what is not shown
        }
        if (field.value) {
            outcome_.filling.answers[index].value = expr::evaluate(*field.value, worlds_.of_form());
        }
        enter(index);
    }

    void column(FieldIndex table, FieldIndex column) {
        if (!outcome_.shown[table]) {
            return;
        }
        const auto& formula = form_.fields[table].columns[column].value;
        auto& rows = outcome_.filling.answers[table].rows;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            auto value = expr::evaluate(*formula, worlds_.of_row(table, rows[r]));
            worlds_.set_cell(table, r, column, value);
            rows[r][column].value = std::move(value);
        }
    }

    void required() {
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            const auto& field = form_.fields[i];
            outcome_.required[i] = outcome_.shown[i] && !field.value &&
                                   (field.always_required ||
                                    (field.required && holds(field.required, worlds_.of_form())));
        }
    }

    // A required answer that is still to come, and what is computed from it: a total of no rows is
    // 0, and what a formula makes of that would only be noise.
    void wait() {
        outcome_.waiting.assign(form_.fields.size(), false);
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            const auto& field = form_.fields[i];
            const auto& answer = outcome_.filling.answers[i];
            const bool wanted = outcome_.required[i] || (outcome_.shown[i] && field.at_least > 0);
            outcome_.waiting[i] = !field.value && wanted && answer.is_empty();
        }
        for (const auto& step : form_.steps) {
            const auto& formula = form_.fields[step.field].value;
            outcome_.waiting[step.field] =
                outcome_.waiting[step.field] || (!step.column && formula && waits(*formula));
        }
    }

    bool waits(const expr::Formula& formula) const {
        return std::ranges::any_of(expr::names_in(formula.syntax()), [&](const std::string& name) {
            const auto index = form_.index_of(name.substr(0, name.find('.')));
            return index && outcome_.waiting[*index];
        });
    }

    void check(std::size_t number) {
        const auto& check = form_.checks[number];
        if (waits(check.formula)) {
            return;
        }
        if (!check.each) {
            judge(number, worlds_.of_form(), std::nullopt);
            return;
        }
        const auto& rows = outcome_.filling.answers[*check.each].rows;
        for (std::size_t r = 0; outcome_.shown[*check.each] && r < rows.size(); ++r) {
            judge(number, worlds_.of_row(*check.each, rows[r]), r);
        }
    }

    void judge(std::size_t number, const expr::Environment& environment,
               std::optional<std::size_t> row) {
        const auto& check = form_.checks[number];
        const auto value = expr::evaluate(check.formula, environment);
        const auto* const truth = value.boolean();
        if (value.missing() != nullptr || (truth != nullptr && *truth)) {
            return;
        }
        Finding finding;
        finding.level = check.level;
        finding.code = "form.check";
        finding.at = places(check, row);
        finding.message = {message(check.message.zh, check, row, expr::Language::zh),
                           message(check.message.en, check, row, expr::Language::en)};
        finding.key = row ? fmt::format("check:{}:row:{}", number + 1, *row + 1)
                          : fmt::format("check:{}", number + 1);
        if (const auto* const fault = value.fault()) {
            finding.code = "form.error";
            finding.message.zh += "（" + std::string{to_string(*fault, expr::Language::zh)} + "）";
            finding.message.en += " (" + std::string{to_string(*fault, expr::Language::en)} + ")";
        }
        const auto reason = outcome_.filling.reasons.find(finding.key);
        finding.reasoned = check.reason && reason != outcome_.filling.reasons.end();
        finding.wants_reason = check.reason;
        outcome_.findings.push_back(std::move(finding));
    }

    std::vector<Place> places(const Check& check, std::optional<std::size_t> row) const {
        std::vector<Place> places;
        for (const auto& name : check.at) {
            if (check.each) {
                const auto& columns = form_.fields[*check.each].columns;
                const auto it = std::ranges::find(columns, name, &Field::name);
                if (it != columns.end()) {
                    places.push_back(
                        {*check.each, row, static_cast<FieldIndex>(it - columns.begin())});
                    continue;
                }
            }
            places.push_back({form_.index_of(name).value_or(0), std::nullopt, std::nullopt});
        }
        return places;
    }

    std::string message(const std::string& text, const Check& check, std::optional<std::size_t> row,
                        expr::Language language) const {
        std::string said;
        if (row) {
            said = language == expr::Language::zh ? fmt::format("第 {} 行：", *row + 1)
                                                  : fmt::format("Row {}: ", *row + 1);
        }
        for (std::size_t at = 0; at < text.size();) {
            const auto open = text.find('{', at);
            const auto close = open == std::string::npos ? open : text.find('}', open);
            said += text.substr(at, close == std::string::npos ? close : open - at);
            if (close == std::string::npos) {
                break;
            }
            said += value_of(text.substr(open + 1, close - open - 1), check, row, language);
            at = close + 1;
        }
        return said;
    }

    std::string value_of(const std::string& name, const Check& check,
                         std::optional<std::size_t> row, expr::Language language) const {
        Place place;
        const auto* field = form_.find(name);
        if (check.each && row) {
            const auto& columns = form_.fields[*check.each].columns;
            const auto it = std::ranges::find(columns, name, &Field::name);
            if (it != columns.end()) {
                place = {*check.each, row, static_cast<FieldIndex>(it - columns.begin())};
                field = &*it;
            }
        }
        if (field == nullptr) {
            return named_value(name, language);
        }
        if (!place.row) {
            place.field = *form_.index_of(name);
        }
        const auto text = shown(answer_at(place, outcome_.filling), *field, form_);
        const auto unit = form_.names->units.name(field->type.unit, language);
        return text.empty() ? (language == expr::Language::zh ? "（未填）" : "(empty)")
                            : text + (unit.empty()  ? ""
                                      : unit == "%" ? unit
                                                    : " " + unit);
    }

    // A handed value or a parameter.
    std::string named_value(const std::string& name, expr::Language language) const {
        const auto named = form_.names->find(name);
        if (!named) {
            return name;
        }
        if (named->kind == expr::NameKind::field) {
            return form_.names->show(worlds_.of_form().field(named->index),
                                     form_.names->fields()[named->index].type, language);
        }
        const auto& parameter = form_.names->parameters()[named->index];
        const auto* const entry = parameter.at(context_.day);
        return entry == nullptr ? name : form_.names->show(entry->value, parameter.type, language);
    }

    const Form& form_;
    const Context& context_;
    const org::Directory& directory_;
    Worlds worlds_;
    Outcome outcome_;
    std::vector<const Section*> section_of_;
};

} // namespace

bool Outcome::may_be_handed_in() const {
    return std::ranges::none_of(findings, [](const Finding& finding) {
        return finding.level == Level::error || (finding.wants_reason && !finding.reasoned);
    });
}

Filling prefill(const Form& form, const Context& context, const org::Directory& directory) {
    auto filling = read_filling("{}", form, directory, context.day); // with its fixed rows
    Worlds worlds{form, context};
    for (std::size_t i = 0; i < form.fields.size(); ++i) {
        const auto& field = form.fields[i];
        if (field.prefill) {
            auto value = expr::evaluate(*field.prefill, worlds.of_form());
            if (value.is_present() && field.kind == FieldKind::unit) {
                filling.answers[i] =
                    read_answer(*value.text(), field, form, directory, context.day);
            } else if (value.is_present()) {
                filling.answers[i].value = std::move(value);
            }
        }
    }
    return filling;
}

Outcome check(Filling filling, const Form& form, const Context& context,
              const org::Directory& directory) {
    return Checker{std::move(filling), form, context, directory}.run();
}

std::optional<expr::Trace> explain(const Place& place, const Filling& filling, const Form& form,
                                   const Context& context, const org::Directory& directory) {
    const auto& formula = field_at(place, form).value;
    const auto& rows = filling.answers[place.field].rows;
    if (!formula || (place.row && *place.row >= rows.size())) {
        return std::nullopt;
    }
    Checker checker{filling, form, context, directory};
    auto& worlds = checker.computed();
    const auto& environment =
        place.row
            ? worlds.of_row(place.field, checker.filling().answers[place.field].rows[*place.row])
            : worlds.of_form();
    return expr::explain(*formula, environment);
}

} // namespace luoshi::form

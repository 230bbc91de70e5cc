// SPDX-License-Identifier: Apache-2.0
#include "form/look.hpp"

#include "base/text.hpp"
#include "org/directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace luoshi::form {
namespace {

class Looker {
public:
    Looker(Outcome& outcome, const Form& form, const org::Directory& directory, Date date,
           const CellRequired& cell_required)
        : outcome_(outcome), form_(form), directory_(directory), date_(date),
          cell_required_(cell_required) {}

    void look() {
        for (const auto& name : outcome_.filling.unknown) {
            add("form.unknown-field", Place{},
                {fmt::format("本表没有“{}”，填的内容没有采用", name),
                 fmt::format("The form has no field '{}'; what was given is not used", name)});
        }
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            if (outcome_.shown[i]) {
                field(static_cast<FieldIndex>(i));
            }
        }
    }

private:
    void add(std::string code, const Place& at, Text message) {
        outcome_.findings.push_back(
            {Level::error, std::move(code), {at}, std::move(message), "", false});
    }

    void field(FieldIndex index) {
        const auto& field = form_.fields[index];
        const Place place{index, std::nullopt, std::nullopt};
        if (field.kind == FieldKind::table) {
            table(index);
            return;
        }
        const bool required = outcome_.required[index];
        answer(place, required);
        if (field.kind == FieldKind::files) {
            files(place, field);
        }
    }

    void answer(const Place& place, bool required) {
        const auto& field = field_at(place, form_);
        const auto& answer = answer_at(place, outcome_.filling);
        const auto name = name_of(place, form_);
        if (field.value) {
            computed(place, answer, name);
            return;
        }
        outcome_.to_fill += required ? 1U : 0U;
        outcome_.filled += required && !answer.is_empty() ? 1U : 0U;
        if (answer.is_empty()) {
            if (required) {
                add("form.required", place,
                    {fmt::format("{}还没有填", name.zh),
                     fmt::format("{} is not filled in", name.en)});
            }
            return;
        }
        if (!answer.typed.empty()) {
            not_understood(place, field, answer, name);
            return;
        }
        limits(place, field, answer, name);
    }

    void computed(const Place& place, const Answer& answer, const Text& name) {
        const auto* const fault = answer.value.fault();
        if (fault != nullptr && (place.column || !outcome_.waiting[place.field])) {
            add("form.error", place,
                {fmt::format("{}算不出来：{}", name.zh, to_string(*fault, expr::Language::zh)),
                 fmt::format("{} cannot be computed: {}", name.en,
                             to_string(*fault, expr::Language::en))});
        }
    }

    void not_understood(const Place& place, const Field& field, const Answer& answer,
                        const Text& name) {
        const auto& typed = answer.typed;
        if (typed == "不适用") {
            add("form.not-applicable", place,
                {fmt::format("{}不能填“不适用”", name.zh),
                 fmt::format("{} cannot be 'not applicable'", name.en)});
        } else if (field.kind == FieldKind::choice) {
            add("form.choice", place,
                {fmt::format("{}“{}”不在可选项中，请从 {} 中选", name.zh, typed,
                             choices(field, expr::Language::zh)),
                 fmt::format("{}: '{}' is not one of {}", name.en, typed,
                             choices(field, expr::Language::en))});
        } else if (field.kind == FieldKind::unit) {
            add("form.unknown-unit", place,
                {fmt::format("{}“{}”不在单位目录中，请从目录里选", name.zh, typed),
                 fmt::format("{}: the directory has no unit '{}'", name.en, typed)});
        } else {
            number_or_date(place, field, typed, name);
        }
    }

    void number_or_date(const Place& place, const Field& field, const std::string& typed,
                        const Text& name) {
        if (field.kind == FieldKind::number) {
            auto finer = field.type;
            finer.places = Number::kMaxScale;
            auto plain = fold(typed);
            std::erase(plain, ',');
            if (form_.names->parse_value(plain, finer)) {
                add("form.places", place,
                    {fmt::format("{}“{}”的小数多于 {} 位，请四舍五入后再填", name.zh, typed,
                                 field.type.places),
                     fmt::format("{}: '{}' has more than {} decimals; round it", name.en, typed,
                                 field.type.places)});
                return;
            }
        }
        add("form.value", place,
            {fmt::format("{}“{}”看不懂，应填{}", name.zh, typed, example(field, true)),
             fmt::format("{}: '{}' is not understood; give {}", name.en, typed,
                         example(field, false))});
    }

    std::string example(const Field& field, bool zh) const {
        switch (field.kind) {
        case FieldKind::number: {
            const auto unit = form_.names->units.name(field.type.unit,
                                                      zh ? expr::Language::zh : expr::Language::en);
            return zh ? fmt::format("数字{}", unit.empty() ? "" : "（" + unit + "）")
                      : fmt::format("a number{}", unit.empty() ? "" : " in " + unit);
        }
        case FieldKind::date: return zh ? "日期，如 2011年11月15日" : "a date like 2011-11-15";
        case FieldKind::period: return zh ? "期间，如 2011年第3季度" : "a period like 2011 Q3";
        case FieldKind::boolean: return zh ? "是或否" : "yes or no";
        case FieldKind::text:
        case FieldKind::long_text:
        case FieldKind::choice:
        case FieldKind::unit:
        case FieldKind::record:
        case FieldKind::files:
        case FieldKind::table: break;
        }
        return zh ? "文字" : "text";
    }

    std::string choices(const Field& field, expr::Language language) const {
        std::string all;
        for (const auto& member : form_.names->enumerations()[field.type.enumeration].members) {
            const bool zh = language == expr::Language::zh || member.name_en.empty();
            all += (all.empty()                      ? ""
                    : language == expr::Language::zh ? "、"
                                                     : ", ") +
                   (zh ? member.name : member.name_en);
        }
        return all;
    }

    void limits(const Place& place, const Field& field, const Answer& answer, const Text& name) {
        const auto* const text = answer.value.text();
        if (field.length != 0 && text != nullptr && character_count(*text) > field.length) {
            add("form.too-long", place,
                {fmt::format("{}有 {} 字，最多 {} 字，请压缩 {} 字", name.zh,
                             character_count(*text), field.length,
                             character_count(*text) - field.length),
                 fmt::format("{} has {} characters, at most {} are allowed", name.en,
                             character_count(*text), field.length)});
        }
        if (!field.group.empty() && !in_group(answer.code, field.group)) {
            const auto* const group = directory_.find_code(field.group);
            const auto title = group == nullptr
                                   ? field.group
                                   : directory_.name(*group, org::NameKind::short_name, date_);
            add("form.unknown-unit", place,
                {fmt::format("{}应是“{}”中的单位，“{}”不是", name.zh, title, *text),
                 fmt::format("{}: '{}' is not one of '{}'", name.en, *text, title)});
        }
    }

    // A group nobody has listed the members of refuses nobody.
    bool in_group(const std::string& code, const std::string& group_code) const {
        const auto* const unit = directory_.find_code(code);
        const auto* const group = directory_.find_code(group_code);
        if (unit == nullptr || group == nullptr) {
            return true;
        }
        const auto members = directory_.expand(group->id, date_);
        return members.empty() || std::ranges::find(members, unit->id) != members.end();
    }

    void files(const Place& place, const Field& field) {
        const auto& files = answer_at(place, outcome_.filling).files;
        const auto name = name_of(place, form_);
        if (files.size() < field.at_least && !(files.empty() && outcome_.required[place.field])) {
            add("form.files", place,
                {fmt::format("{}至少要 {} 份，现有 {} 份", name.zh, field.at_least, files.size()),
                 fmt::format("{} needs {} files, there are {}", name.en, field.at_least,
                             files.size())});
        }
        if (field.at_most != 0 && files.size() > field.at_most) {
            add("form.files", place,
                {fmt::format("{}最多 {} 份，现有 {} 份", name.zh, field.at_most, files.size()),
                 fmt::format("{} takes {} files, there are {}", name.en, field.at_most,
                             files.size())});
        }
        for (const auto& file : files) {
            const auto dot = file.name.rfind('.');
            auto ending = dot == std::string::npos ? "" : file.name.substr(dot + 1);
            std::ranges::transform(ending, ending.begin(), [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            });
            if (!field.accept.empty() &&
                std::ranges::find(field.accept, ending) == field.accept.end()) {
                add("form.files", place,
                    {fmt::format("{}“{}”不能收，请换成 {}", name.zh, file.name,
                                 fmt::join(field.accept, "、")),
                     fmt::format("{}: '{}' is not taken; give {}", name.en, file.name,
                                 fmt::join(field.accept, ", "))});
            }
        }
    }

    void table(FieldIndex index) {
        const auto& field = form_.fields[index];
        const auto& rows = outcome_.filling.answers[index].rows;
        const Place place{index, std::nullopt, std::nullopt};
        const auto name = name_of(place, form_);
        const bool empty = rows.empty();
        outcome_.to_fill += outcome_.required[index] ? 1U : 0U;
        outcome_.filled += outcome_.required[index] && !empty ? 1U : 0U;
        if (empty && outcome_.required[index] && field.at_least == 0) {
            add("form.required", place,
                {fmt::format("{}还没有填", name.zh), fmt::format("{} has no rows", name.en)});
        }
        count(place, field, rows.size(), name);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            for (std::size_t c = 0; c < field.columns.size(); ++c) {
                cell(index, r, static_cast<FieldIndex>(c));
            }
        }
        repeated(index);
    }

    void count(const Place& place, const Field& field, std::size_t rows, const Text& name) {
        const auto fixed = field.rows.size();
        const auto least = fixed != 0 ? fixed : field.at_least;
        const auto most = fixed != 0 ? fixed : field.at_most;
        if (rows < least) {
            add("form.rows", place,
                {fmt::format("{}至少要 {} 行，现有 {} 行", name.zh, least, rows),
                 fmt::format("{} needs {} rows, there are {}", name.en, least, rows)});
        }
        if (most != 0 && rows > most) {
            add("form.rows", place,
                {fmt::format("{}最多 {} 行，现有 {} 行", name.zh, most, rows),
                 fmt::format("{} takes {} rows, there are {}", name.en, most, rows)});
        }
    }

    void cell(FieldIndex table, std::size_t row, FieldIndex column) {
        const auto& field = form_.fields[table];
        const auto& definition = field.columns[column];
        const bool required = definition.always_required ||
                              (definition.required && cell_required_(table, row, column));
        const Place place{table, row, column};
        answer(place, required);
        if (row < field.rows.size() && !field.rows[row][column].empty()) {
            const auto& given = answer_at(place, outcome_.filling);
            const auto fixed =
                read_answer(field.rows[row][column], definition, form_, directory_, date_);
            if (!(given == fixed)) {
                const auto name = name_of(place, form_);
                add("form.fixed", place,
                    {fmt::format("{}是表中固定的“{}”，不能改", name.zh, field.rows[row][column]),
                     fmt::format("{} is fixed as '{}'", name.en, field.rows[row][column])});
            }
        }
    }

    void repeated(FieldIndex table) {
        const auto& field = form_.fields[table];
        const auto key = std::ranges::find(field.columns, true, &Field::key);
        if (key == field.columns.end()) {
            return;
        }
        const auto column = static_cast<FieldIndex>(key - field.columns.begin());
        std::map<std::string, std::size_t> seen;
        const auto& rows = outcome_.filling.answers[table].rows;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const auto value = shown(rows[r][column], *key, form_);
            if (value.empty()) {
                continue;
            }
            const auto [it, fresh] = seen.emplace(value, r);
            if (!fresh) {
                const auto name = name_of({table, r, column}, form_);
                add("form.repeated", {table, r, column},
                    {fmt::format("{}“{}”与第 {} 行重复", name.zh, value, it->second + 1),
                     fmt::format("{}: '{}' stands in row {} already", name.en, value,
                                 it->second + 1)});
            }
        }
    }

    Outcome& outcome_;
    const Form& form_;
    const org::Directory& directory_;
    Date date_;
    const CellRequired& cell_required_;
};

} // namespace

const Field& field_at(const Place& place, const Form& form) {
    const auto& field = form.fields[place.field];
    return place.column ? field.columns[*place.column] : field;
}

const Answer& answer_at(const Place& place, const Filling& filling) {
    const auto& answer = filling.answers[place.field];
    return place.row && place.column ? answer.rows[*place.row][*place.column] : answer;
}

Text name_of(const Place& place, const Form& form) {
    const auto& title = field_at(place, form).title;
    const auto& en = title.en.empty() ? title.zh : title.en;
    if (!place.row) {
        return {fmt::format("“{}”", title.zh), fmt::format("'{}'", en)};
    }
    const auto& table = form.fields[place.field].title;
    return {fmt::format("“{}”第 {} 行“{}”", table.zh, *place.row + 1, title.zh),
            fmt::format("'{}' row {}, '{}'", table.en.empty() ? table.zh : table.en, *place.row + 1,
                        en)};
}

void look_at_answers(Outcome& outcome, const Form& form, const org::Directory& directory, Date date,
                     const CellRequired& cell_required) {
    Looker{outcome, form, directory, date, cell_required}.look();
}

} // namespace luoshi::form

// SPDX-License-Identifier: Apache-2.0
// What a copy cannot hold itself: computed values and files.
#include "form/copy_problems.hpp"
#include "form/look.hpp"
#include "form/offline.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::form {
namespace {

// The value a computed place has; nullptr: it has no such row.
const Answer* computed_at(const Place& place, const Outcome& outcome) {
    const auto& answer = outcome.filling.answers[place.field];
    if (!place.row) {
        return &answer;
    }
    return *place.row < answer.rows.size() ? &answer.rows[*place.row][*place.column] : nullptr;
}

// Rows may have moved: any row of the column will do.
bool was_printed(const std::string& text, const Place& place, const Outcome& written,
                 const Form& form) {
    const auto& field = field_at(place, form);
    const auto& answer = written.filling.answers[place.field];
    if (!place.column) {
        return shown(answer, field, form) == text;
    }
    return std::ranges::any_of(answer.rows, [&](const std::vector<Answer>& row) {
        return shown(row[*place.column], field, form) == text;
    });
}

// What is stored under a name, of a field or anywhere in a column.
const FileRef* stored_file(const std::string& name, const std::vector<Answer>& answers) {
    for (const auto& answer : answers) {
        const auto found = std::ranges::find(answer.files, name, &FileRef::name);
        if (found != answer.files.end()) {
            return &*found;
        }
    }
    return nullptr;
}

void keep_files_of_row(CopyRead& read, const Place& place, const std::vector<Answer>& stored,
                       const Form& form) {
    auto& answer = read.filling.answers[place.field].rows[*place.row][*place.column];
    for (auto& file : answer.files) {
        if (const auto* const found = stored_file(file.name, stored)) {
            file = *found;
            continue;
        }
        const auto name = name_of(place, form);
        read.problems.push_back(copy::problem(
            {.code = "form.copy-file",
             .at = place,
             .message = {fmt::format("{}只写了附件名“{}”，系统里没有这个文件；请在页面上上传",
                                     name.zh, file.name),
                         fmt::format("{} names the file '{}', which is not stored; upload it on "
                                     "screen",
                                     name.en, file.name)}}));
    }
    std::erase_if(answer.files, [](const FileRef& file) { return file.digest.empty(); });
    answer.value = answer.files.empty()
                       ? expr::Value{}
                       : expr::Value{Number{static_cast<std::int64_t>(answer.files.size()), 0}};
}

} // namespace

std::vector<CopyProblem> compare_computed(const CopyRead& read, const Outcome& now,
                                          const Outcome& written, const Form& form) {
    std::vector<CopyProblem> problems;
    for (const auto& entry : read.computed) {
        const auto* const computed = computed_at(entry.at, now);
        const auto& field = field_at(entry.at, form);
        const auto typed = shown(entry.answer, field, form);
        const auto value = computed == nullptr ? std::string{} : shown(*computed, field, form);
        if (typed == value || was_printed(typed, entry.at, written, form)) {
            continue;
        }
        const auto name = name_of(entry.at, form);
        problems.push_back(copy::problem(
            {.level = Level::warning,
             .code = "form.computed",
             .at = entry.at,
             .where = entry.where,
             .message = {fmt::format("{}由系统计算，副本里改成了“{}”，没有采用；系统算得“{}”",
                                     name.zh, typed, value.empty() ? "（无）" : value),
                         fmt::format("{} is computed; '{}' in the copy is not used, the computed "
                                     "value is '{}'",
                                     name.en, typed, value)}}));
    }
    return problems;
}

void keep_files(CopyRead& read, const Filling& stored, const Form& form) {
    for (std::size_t i = 0; i < form.fields.size(); ++i) {
        const auto index = static_cast<FieldIndex>(i);
        const auto& field = form.fields[i];
        auto& answer = read.filling.answers[i];
        if (field.kind == FieldKind::files) {
            answer = stored.answers[i];
        }
        for (std::size_t c = 0; c < field.columns.size(); ++c) {
            if (field.columns[c].kind != FieldKind::files) {
                continue;
            }
            std::vector<Answer> column;
            for (const auto& row : stored.answers[i].rows) {
                column.push_back(row[c]);
            }
            for (std::size_t r = 0; r < answer.rows.size(); ++r) {
                keep_files_of_row(read, {index, r, static_cast<FieldIndex>(c)}, column, form);
            }
        }
    }
}

} // namespace luoshi::form

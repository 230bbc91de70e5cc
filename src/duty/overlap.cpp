// SPDX-License-Identifier: Apache-2.0
#include "duty/overlap.hpp"

#include "followup/similar.hpp"
#include "form/definition.hpp"

#include <algorithm>

namespace luoshi::duty {
namespace {

constexpr double kNear = 0.6; // names that share most of their pairs of characters

void add_fields(const Duty& duty, const form::Forms& forms, std::vector<AskedField>& out) {
    const auto add = [&](const std::string& title) {
        out.push_back({duty.id, duty.definition.code, duty.definition.title, title});
    };
    for (const auto& field : duty.definition.fields) {
        add(field.title);
    }
    const auto* const form =
        duty.definition.fields.empty() ? forms.find(duty.definition.form) : nullptr;
    if (form == nullptr) {
        return;
    }
    for (const auto& field : form->fields) {
        if (!field.value && field.columns.empty()) {
            add(field.title.zh);
        }
        for (const auto& column : field.columns) {
            if (!column.value) {
                add(column.title.zh);
            }
        }
    }
}

} // namespace

std::vector<AskedField> asked_fields(const std::vector<Duty>& duties, const form::Forms& forms) {
    std::vector<AskedField> all;
    for (const auto& duty : duties) {
        add_fields(duty, forms, all);
    }
    return all;
}

std::vector<Likely> likely_fields(const std::vector<AskedField>& asked, std::string_view text,
                                  std::size_t limit) {
    std::vector<std::string> titles;
    std::ranges::transform(asked, std::back_inserter(titles), [](const AskedField& one) {
        return one.title + " " + one.duty_title.zh;
    });
    std::vector<Likely> all;
    for (const auto& match : followup::TextIndex{titles}.nearest(text, limit)) {
        all.push_back({asked[match.place], match.likeness});
    }
    return all;
}

std::vector<Overlap> overlaps_of(const Duty& own, const std::vector<Duty>& all,
                                 const form::Forms& forms) {
    std::vector<Duty> others;
    std::ranges::copy_if(all, std::back_inserter(others), [&](const Duty& one) {
        return one.state == DutyState::issued && one.id != own.id;
    });
    const auto theirs = asked_fields(others, forms);
    std::vector<std::string> titles;
    std::ranges::transform(theirs, std::back_inserter(titles), &AskedField::title);
    const followup::TextIndex index{titles};
    std::vector<Overlap> found;
    for (const auto& mine : asked_fields({own}, forms)) {
        const auto matches = index.nearest(mine.title, 1);
        if (!matches.empty() && matches.front().likeness >= kNear) {
            const auto& other = theirs[matches.front().place];
            found.push_back({mine.title, other.code, other.duty_title, other.title});
        }
    }
    return found;
}

} // namespace luoshi::duty

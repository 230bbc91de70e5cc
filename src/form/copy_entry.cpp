// SPDX-License-Identifier: Apache-2.0
#include "form/copy_entry.hpp"

#include "org/directory.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::form::copy {

using office::WriteCell;
using office::WriteHolds;
using office::WriteLook;

namespace {

WriteHolds holds_of(FieldKind kind) {
    switch (kind) {
    case FieldKind::number: return WriteHolds::number;
    case FieldKind::date: return WriteHolds::date;
    // In a cell for texts some programs show #### for a long one.
    case FieldKind::long_text: return WriteHolds::anything;
    case FieldKind::text:
    case FieldKind::period:
    case FieldKind::boolean:
    case FieldKind::choice:
    case FieldKind::unit:
    case FieldKind::record:
    case FieldKind::files:
    case FieldKind::table: break;
    }
    return WriteHolds::text;
}

} // namespace

// A name by which the directory finds this very unit again.
std::string Entries::unit_name(const Answer& answer) const {
    const auto* const unit = directory_.find_code(answer.code);
    if (unit == nullptr) {
        return answer.code;
    }
    for (const auto kind : {org::NameKind::short_name, org::NameKind::official}) {
        const auto& name = directory_.name(*unit, kind, day_);
        if (directory_.find_code(name) == nullptr && directory_.find_name(name, day_) == unit) {
            return name;
        }
    }
    return answer.code;
}

std::string Entries::text_of(const Answer& answer, const Field& field) const {
    if (field.kind == FieldKind::unit && !answer.code.empty()) {
        return unit_name(answer);
    }
    if (field.kind == FieldKind::files) { // a line each: names hold other signs
        std::string names;
        for (const auto& file : answer.files) {
            names += (names.empty() ? "" : "\n") + file.name;
        }
        return names;
    }
    return shown(answer, field, form_);
}

std::optional<std::size_t> Entries::list_of(const Field& field) {
    constexpr std::size_t kMostChoices = 500;
    std::vector<std::string> names;
    if (field.kind == FieldKind::boolean) {
        names = {"是", "否"};
    } else if (field.kind == FieldKind::choice) {
        for (const auto& member : form_.names->enumerations()[field.type.enumeration].members) {
            names.push_back(member.name);
        }
    } else if (field.kind == FieldKind::unit && !field.group.empty()) {
        if (const auto* const group = directory_.find_code(field.group)) {
            for (const auto id : directory_.expand(group->id, day_)) {
                Answer member;
                member.code = directory_.find(id)->code;
                names.push_back(unit_name(member));
            }
        }
    }
    if (names.empty() || names.size() > kMostChoices) {
        return std::nullopt;
    }
    if (field.may_lack) {
        names.emplace_back("不适用");
    }
    auto& lists = layout_.lists;
    const auto found = std::ranges::find(lists, names);
    const auto at = static_cast<std::size_t>(found - lists.begin());
    if (found == lists.end()) {
        lists.push_back(std::move(names));
    }
    return at;
}

WriteCell Entries::cell(const Answer& answer, const Field& field) {
    WriteCell cell;
    cell.look = field.value || field.kind == FieldKind::files ? WriteLook::computed
                : field.kind == FieldKind::long_text          ? WriteLook::passage
                                                              : WriteLook::entry;
    cell.holds = holds_of(field.kind);
    cell.places = field.type.places;
    cell.text = text_of(answer, field);
    if (const auto* const number = answer.value.number();
        number != nullptr && field.kind == FieldKind::number) {
        cell.number =
            rescale(*number, std::max(number->scale(), field.type.places), Rounding::down);
    }
    if (const auto* const date = answer.value.date()) {
        cell.date = *date;
    }
    if (!field.value) {
        cell.list = list_of(field);
    }
    return cell;
}

} // namespace luoshi::form::copy

// SPDX-License-Identifier: Apache-2.0
#include "expr/scope.hpp"

#include "base/error.hpp"
#include "expr/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::expr {
namespace {

constexpr auto kChinese = "zh"; // detail of what add() throws

template <class List, class Item>
std::uint16_t append(List& list, Item&& item) {
    ensure(list.size() < 0xFFFF, "declarations stay below 65,535 of a kind");
    list.push_back(std::forward<Item>(item));
    return static_cast<std::uint16_t>(list.size() - 1);
}

template <class List>
Named next_of(NameKind kind, const List& list) {
    return {kind, static_cast<std::uint16_t>(list.size()), 0};
}

// The reasons follow the name.
Error bad(std::string_view name, std::string_view zh, std::string_view en) {
    return failure(ErrorCode::invalid_argument, "expr.declaration", "'{}' {}", name, en)
        .with(kChinese, fmt::format("“{}”{}", name, zh));
}

// Does band a leave off before b begins? Both in order of where they begin.
bool ends_before(const Table::Band& a, const Table::Band& b) {
    if (!a.to || !b.from) {
        return false;
    }
    return *a.to < *b.from || (*a.to == *b.from && !(a.to_included && b.from_included));
}

bool begins_before(const Table::Band& a, const Table::Band& b) {
    if (!a.from || !b.from) {
        return b.from.has_value() && !a.from;
    }
    return *a.from < *b.from || (*a.from == *b.from && a.from_included && !b.from_included);
}

} // namespace

std::string chinese_of(const Error& error) {
    const auto& details = error.details();
    const auto said = std::ranges::find(details, kChinese, &ErrorDetails::value_type::first);
    return said != details.end() ? said->second : error.what();
}

const Parameter::Entry* Parameter::at(Date day) const {
    const auto behind = std::ranges::upper_bound(entries, day, {}, &Entry::valid_from);
    return behind == entries.begin() ? nullptr : &*std::prev(behind);
}

bool Table::Band::holds(Number x) const {
    const bool above = !from || x > *from || (from_included && x == *from);
    const bool below = !to || x < *to || (to_included && x == *to);
    return above && below;
}

void Declarations::take_name(const std::string& name, Named named) {
    if (name.empty() || is_reserved(name)) {
        throw bad(name, "是公式语言的词，不能作名称",
                  "is a word of the language and cannot be a name");
    }
    if (!names_.emplace(name, named).second) {
        throw bad(name, "声明了两次", "is declared twice");
    }
}

void Declarations::expect_fits(const Value& value, const Type& type, std::string_view name) const {
    if (value.is_present() && !value.fits(type)) {
        throw bad(name, fmt::format("有一个值不是类型“{}”的", show(type, Language::zh)),
                  fmt::format("has a value that is not of its type {}", show(type, Language::en)));
    }
}

std::uint16_t Declarations::add(Enumeration enumeration) {
    take_name(enumeration.name, next_of(NameKind::enumeration, enumerations_));
    if (enumeration.members.empty()) {
        throw bad(enumeration.name, "没有可选的值", "has no members");
    }
    return append(enumerations_, std::move(enumeration));
}

std::uint16_t Declarations::add(Field field) {
    take_name(field.name, next_of(NameKind::field, fields_));
    return append(fields_, std::move(field));
}

std::uint16_t Declarations::add(Parameter parameter) {
    take_name(parameter.name, next_of(NameKind::parameter, parameters_));
    std::ranges::sort(parameter.entries, {}, &Parameter::Entry::valid_from);
    for (const auto& entry : parameter.entries) {
        expect_fits(entry.value, parameter.type, parameter.name);
    }
    return append(parameters_, std::move(parameter));
}

std::uint16_t Declarations::add(Table table) {
    for (const auto& row : table.rows) {
        if (row.keys.size() != table.keys.size()) {
            throw bad(table.name, fmt::format("有一行不是 {} 个键", table.keys.size()),
                      fmt::format("has a row that has not {} keys", table.keys.size()));
        }
        for (std::size_t k = 0; k < row.keys.size(); ++k) {
            expect_fits(row.keys[k], table.keys[k], table.name);
        }
        expect_fits(row.value, table.result, table.name);
    }
    std::ranges::sort(table.bands, begins_before);
    for (std::size_t i = 0; i < table.bands.size(); ++i) {
        expect_fits(table.bands[i].value, table.result, table.name);
        if (i > 0 && !ends_before(table.bands[i - 1], table.bands[i])) {
            throw bad(table.name, fmt::format("的第 {} 档和第 {} 档重叠", i, i + 1),
                      fmt::format("has bands {} and {} that overlap", i, i + 1));
        }
    }
    if (!table.bands.empty() && (table.keys.size() != 1 || table.keys[0].kind != Kind::number)) {
        throw bad(table.name, "分了档，所以只有一个键，而且是数",
                  "has bands, so its one key is a number");
    }
    take_name(table.name, next_of(NameKind::table, tables_));
    return append(tables_, std::move(table));
}

std::uint16_t Declarations::add(RecordSet records) {
    if (records_.size() == kMaxRecordSets) {
        throw bad(records.name, "是第 17 个登记簿；公式最多用 16 个",
                  "is one register more than the 16 a formula may speak of");
    }
    take_name(records.name, next_of(NameKind::records, records_));
    for (std::size_t column = 0; column < records.fields.size(); ++column) {
        const auto name = records.name + "." + records.fields[column].name;
        take_name(name, {NameKind::record_field, static_cast<std::uint16_t>(records_.size()),
                         static_cast<std::uint16_t>(column)});
    }
    return append(records_, std::move(records));
}

std::uint16_t Declarations::add(Element element) {
    take_name(element.name, next_of(NameKind::element, elements_));
    return append(elements_, std::move(element));
}

std::optional<Named> Declarations::find(std::string_view name) const {
    const auto found = names_.find(name);
    return found == names_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<std::string> Declarations::names() const {
    std::vector<std::string> names;
    for (const auto& [name, named] : names_) {
        names.push_back(name);
    }
    return names;
}

} // namespace luoshi::expr

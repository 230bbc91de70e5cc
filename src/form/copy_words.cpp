// SPDX-License-Identifier: Apache-2.0
#include "form/copy_words.hpp"

#include "base/text.hpp"
#include "org/directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace luoshi::form::copy {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMostChoicesTold = 12;

std::string in_brackets(const std::vector<std::string>& notes) {
    return notes.empty() ? std::string{} : fmt::format("（{}）", fmt::join(notes, "；"));
}

std::string choices_of(const Field& field, const Form& form) {
    std::vector<std::string_view> names;
    for (const auto& member : form.names->enumerations()[field.type.enumeration].members) {
        names.push_back(member.name);
    }
    return names.size() > kMostChoicesTold ? std::string{}
                                           : fmt::format("从 {} 中选", fmt::join(names, "、"));
}

std::string printed(const expr::Formula& formula) {
    return expr::print(formula.syntax(), expr::Language::zh);
}

std::string how(const Field& field, const Form& form) {
    switch (field.kind) {
    case FieldKind::choice: return choices_of(field, form);
    case FieldKind::boolean: return "填 是 或 否";
    case FieldKind::period: return "如 2011年第3季度";
    case FieldKind::files: return "附件在系统中上传，这里只列名称";
    case FieldKind::text:
    case FieldKind::long_text:
        return field.length == 0 ? "" : fmt::format("{} 字以内", field.length);
    case FieldKind::number:
    case FieldKind::date:
    case FieldKind::unit:
    case FieldKind::record:
    case FieldKind::table: break;
    }
    return "";
}

std::vector<std::string> notes_on(const Field& field, const Form& form) {
    std::vector<std::string> notes;
    const auto add = [&](std::string note) {
        if (!note.empty()) {
            notes.push_back(std::move(note));
        }
    };
    if (field.value) {
        return {"自动计算"};
    }
    add(field.when ? printed(*field.when) + " 时填写" : "");
    add(field.required ? printed(*field.required) + " 时必填" : "");
    add(how(field, form));
    add(field.may_lack ? "没有可填 不适用" : "");
    add(field.hint.zh);
    return notes;
}

std::string starred(const Field& field) {
    return (field.always_required && !field.value ? "*" : "") + field.title.zh;
}

// Between two words of a folded line, or to its end.
std::string between(std::string_view folded, std::string_view from, std::string_view to) {
    const auto begin = folded.find(from);
    if (begin == std::string_view::npos) {
        return {};
    }
    const auto rest = folded.substr(begin + from.size());
    return std::string{rest.substr(0, to.empty() ? rest.size() : rest.find(to))};
}

constexpr std::array kMarkWords{"版本"sv, "填报编号"sv, "校验码"sv};

} // namespace

std::string_view trimmed(std::string_view text) {
    constexpr std::array kWide{"\xE3\x80\x80"sv, "\xC2\xA0"sv, "\xEF\xBB\xBF"sv, "\xE2\x80\x8B"sv};
    for (bool found = true; found && !text.empty();) {
        found = false;
        if (static_cast<unsigned char>(text.front()) <= 0x20) {
            text.remove_prefix(1);
            found = true;
        } else if (static_cast<unsigned char>(text.back()) <= 0x20) {
            text.remove_suffix(1);
            found = true;
        }
        for (const auto blank : kWide) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                found = true;
            } else if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                found = true;
            }
        }
    }
    return text;
}

std::string label_of(const Field& field, const Form& form) {
    const auto notes = in_brackets(notes_on(field, form));
    return starred(field) + (notes.empty() ? "" : "\n" + notes);
}

std::string heading_of(const Field& column, const Form& form) {
    auto notes = notes_on(column, form);
    if (auto unit = unit_of(column, form); !unit.empty()) {
        notes.insert(notes.begin(), std::move(unit));
    }
    const auto all = in_brackets(notes);
    return starred(column) + (all.empty() ? "" : "\n" + all);
}

std::string caption_of(FieldIndex table, const Form& form) {
    const auto& field = form.fields[table];
    std::vector<std::string> notes;
    if (field.when) {
        notes.push_back(printed(*field.when) + " 时填写");
    }
    if (!field.rows.empty()) {
        notes.emplace_back("行是固定的");
    } else if (field.at_least != 0 || field.at_most != 0) {
        notes.push_back(field.at_most == 0
                            ? fmt::format("至少 {} 行", field.at_least)
                            : fmt::format("{}—{} 行", field.at_least, field.at_most));
    }
    if (field.rows.empty()) {
        notes.emplace_back("行不够时在表内插入行");
    }
    if (!field.hint.zh.empty()) {
        notes.push_back(field.hint.zh);
    }
    return fmt::format("表{}　{}{}", table + 1, starred(field), in_brackets(notes));
}

std::string section_line(const Section& section) {
    std::vector<std::string> notes;
    if (section.when) {
        notes.push_back(printed(*section.when) + " 时填写");
    }
    if (!section.hint.zh.empty()) {
        notes.push_back(section.hint.zh);
    }
    return section.title.zh + in_brackets(notes);
}

std::string unit_of(const Field& field, const Form& form) {
    return field.kind == FieldKind::number
               ? form.names->units.name(field.type.unit, expr::Language::zh)
               : std::string{};
}

std::vector<std::string> head_lines(const Form& form, const org::Directory& directory, Date day) {
    if (!form.statistical) {
        return {};
    }
    const auto& head = *form.statistical;
    const auto* const issuer = directory.find_code(head.issuer);
    const std::string until = head.valid_until
                                  ? fmt::format("{}年{}月{}日", head.valid_until->year(),
                                                head.valid_until->month(), head.valid_until->day())
                                  : "待定";
    return {fmt::format("表　　号：{}", head.table_number),
            fmt::format("制定机关：{}",
                        issuer == nullptr ? head.issuer
                                          : directory.name(*issuer, org::NameKind::official, day)),
            fmt::format("{}文号：{}", head.filed ? "备案" : "批准",
                        head.approval_number.empty() ? "待定" : head.approval_number),
            fmt::format("有效期至：{}", until)};
}

std::string unit_line(const CopyInfo& info) {
    std::string line;
    if (!info.unit.empty()) {
        line += fmt::format("{}{}", kUnitLine, info.unit);
    }
    if (!info.period.empty()) {
        line += fmt::format("{}{}{}", line.empty() ? "" : "　　　　", kPeriodLine, info.period);
    }
    return line;
}

std::vector<std::string> how_to_fill_in(const Form& form) {
    std::vector<std::string> lines;
    if (!form.note.zh.empty()) {
        lines.push_back("填表说明：" + form.note.zh);
    }
    lines.emplace_back(
        "填写须知：带 * 的必填。灰色格由系统计算或在系统中填，在这里改了也不采用。表内可以插入行，"
        "空行不必删。请不要改动序号、项目名称和末行的表单标识。");
    return lines;
}

std::string signature_line(const Form& form) {
    std::string line;
    for (const auto& signature : form.signatures) {
        line += fmt::format("{}{}：", line.empty() ? "" : "　　　　　　", signature);
    }
    return line;
}

std::string mark_line(const CopyInfo& info) {
    constexpr std::size_t kDigits = 16; // enough to tell versions apart
    auto line = fmt::format("{}：{}/{}　{}：{}", kMark, info.pack, info.form, kMarkWords[0],
                            info.digest.substr(0, kDigits));
    if (!info.filled.empty()) {
        line += fmt::format("　{}：{}", kMarkWords[1], info.filled);
    }
    if (!info.check_code.empty()) {
        line += fmt::format("　{}：{}", kMarkWords[2], info.check_code);
    }
    return line;
}

std::string reason_number(std::string_view key) {
    if (!key.starts_with("check:")) {
        return std::string{key};
    }
    const auto rest = key.substr(6);
    const auto row = rest.find(":row:");
    return fmt::format("核{}{}", rest.substr(0, row),
                       row == std::string_view::npos ? std::string{}
                                                     : fmt::format("-{}", rest.substr(row + 5)));
}

std::string reason_key(std::string_view number) {
    const auto folded = fold(number);
    constexpr auto kCheck = "核"sv;
    if (!folded.starts_with(kCheck)) {
        return std::string{trimmed(number)};
    }
    const auto rest = folded.substr(kCheck.size());
    const auto row = rest.find('-');
    return row == std::string::npos
               ? fmt::format("check:{}", rest)
               : fmt::format("check:{}:row:{}", rest.substr(0, row), rest.substr(row + 1));
}

std::optional<Named> named(std::string_view text, const Field& field) {
    const auto folded = fold(text);
    std::string_view words = folded;
    if (words.starts_with('*')) {
        words.remove_prefix(1);
    }
    std::optional<Named> best;
    for (const auto* const name : {&field.title.zh, &field.name}) {
        const auto title = fold(*name);
        if (!words.starts_with(title)) {
            continue;
        }
        auto rest = words.substr(title.size());
        if (rest.starts_with('*')) {
            rest.remove_prefix(1);
        }
        if ((rest.empty() || (rest.starts_with('(') && rest.ends_with(')'))) &&
            (!best || title.size() > best->length)) {
            best = Named{std::string{rest}, title.size()};
        }
    }
    return best;
}

std::optional<std::size_t> take_number(std::string_view& folded) {
    constexpr std::size_t kMostDigits = 6;
    const auto digits = std::min(folded.find_first_not_of("0123456789"), folded.size());
    if (digits == 0 || digits > kMostDigits) {
        return std::nullopt;
    }
    std::size_t number = 0;
    for (const char c : folded.substr(0, digits)) {
        number = number * 10 + static_cast<std::size_t>(c - '0');
    }
    folded.remove_prefix(digits);
    if (folded.starts_with('.')) {
        folded.remove_prefix(1);
    }
    return number;
}

bool is_mark(std::string_view text) {
    return fold(text).starts_with(fmt::format("{}:", kMark));
}

void read_mark(std::string_view text, CopyInfo& info) {
    const auto folded = fold(text);
    const auto name = between(folded, ":", kMarkWords[0]);
    const auto slash = name.find('/');
    if (slash == std::string::npos) {
        return;
    }
    info.pack = name.substr(0, slash);
    info.form = name.substr(slash + 1);
    for (std::size_t i = 0; i < kMarkWords.size(); ++i) {
        auto said = between(folded, fmt::format("{}:", kMarkWords[i]), "");
        for (auto k = i + 1; k < kMarkWords.size(); ++k) {
            said = said.substr(0, said.find(kMarkWords[k]));
        }
        (i == 0 ? info.digest : i == 1 ? info.filled : info.check_code) = said;
    }
}

void read_unit_line(std::string_view text, CopyInfo& info) {
    const auto period = text.find(kPeriodLine);
    if (text.starts_with(kUnitLine)) {
        info.unit = trimmed(text.substr(kUnitLine.size(), period == std::string_view::npos
                                                              ? period
                                                              : period - kUnitLine.size()));
    }
    if (period != std::string_view::npos) {
        info.period = trimmed(text.substr(period + kPeriodLine.size()));
    }
}

} // namespace luoshi::form::copy

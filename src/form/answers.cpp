// SPDX-License-Identifier: Apache-2.0
// One text as a person types it, understood; and shown as it stands on paper.
#include "form/definition.hpp"
#include "form/filling.hpp"

#include "base/text.hpp"
#include "org/directory.hpp"

#include <algorithm>

namespace luoshi::form {
namespace {

// Line ends as \n; what no document can hold goes, and so do blanks around the whole.
std::string cleaned(std::string_view typed) {
    std::string text;
    for (std::size_t at = 0; at < typed.size();) {
        const auto from = at;
        const auto c = next_character(typed, at);
        if ((c >= 0x20 && c != 0xFFFE && c != 0xFFFF) || c == U'\n' || c == U'\t') {
            text += typed.substr(from, at - from);
        }
    }
    constexpr std::string_view kBlank = " \t\n";
    const auto first = text.find_first_not_of(kBlank);
    text = first == std::string::npos
               ? std::string{}
               : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
    return fold(text).empty() ? std::string{} : text; // wide blanks alone say nothing
}

// "１，２３４．５万元", "1,234.5 万元" → "1234.5万元": full-width digits and commas of groups are
// how people and spreadsheets write numbers.
std::string plain_number(std::string_view typed) {
    auto text = fold(typed);
    text.erase(std::remove(text.begin(), text.end(), ','), text.end());
    return text;
}

// "2011/11/5", "2011.11.05", "2011/11/5 0:00" → "2011年11月5日": as spreadsheets show a day.
std::string plain_date(std::string_view typed) {
    const auto clock = typed.find(" 0:00");
    auto text = fold(typed.substr(0, clock));
    std::replace(text.begin(), text.end(), '/', '-');
    std::replace(text.begin(), text.end(), '.', '-');
    const auto first = text.find('-');
    const auto second = first == std::string::npos ? first : text.find('-', first + 1);
    return first != 4 || second == std::string::npos
               ? text
               : text.substr(0, first) + "年" + text.substr(first + 1, second - first - 1) + "月" +
                     text.substr(second + 1) + "日";
}

const org::Unit* unit_of(std::string_view typed, const org::Directory& directory, Date date) {
    const auto* const by_code = directory.find_code(typed);
    return by_code != nullptr ? by_code : directory.find_name(typed, date);
}

bool is_word_for_missing(std::string_view text) {
    return text == "不适用" || text == "n/a" || text == "N/A";
}

std::optional<expr::Value> parsed(std::string_view typed, const Field& field, const Form& form) {
    switch (field.kind) {
    case FieldKind::number: return form.names->parse_value(plain_number(typed), field.type);
    case FieldKind::date: return form.names->parse_value(plain_date(typed), field.type);
    case FieldKind::period: return form.names->parse_value(fold(typed), field.type);
    case FieldKind::boolean:
        if (typed == "√" || typed == "yes" || typed == "TRUE") {
            return expr::Value{true};
        }
        if (typed == "×" || typed == "no" || typed == "FALSE") {
            return expr::Value{false};
        }
        return form.names->parse_value(typed, field.type);
    case FieldKind::choice: return form.names->parse_value(typed, field.type);
    case FieldKind::text:
    case FieldKind::long_text:
    case FieldKind::record: return expr::Value::text(std::string{typed});
    case FieldKind::unit:
    case FieldKind::files:
    case FieldKind::table: break;
    }
    return std::nullopt;
}

std::string grouped(std::string digits) {
    const auto point = digits.find('.');
    auto at = point == std::string::npos ? digits.size() : point;
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    while (at > first + 3) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

} // namespace

Answer read_answer(std::string_view typed, const Field& field, const Form& form,
                   const org::Directory& directory, Date date) {
    Answer answer;
    // Paragraphs keep their blanks inside; a cell does not.
    const auto text = cleaned(typed);
    if (text.empty()) {
        return answer;
    }
    if (field.may_lack && is_word_for_missing(text)) {
        answer.value = expr::Missing::not_applicable;
        return answer;
    }
    if (field.kind == FieldKind::unit) {
        if (const auto* const unit = unit_of(text, directory, date)) {
            answer.code = unit->code;
            answer.value =
                expr::Value::text(directory.name(*unit, org::NameKind::short_name, date));
        } else {
            answer.typed = text;
        }
        return answer;
    }
    if (auto value = parsed(text, field, form)) {
        answer.value = std::move(*value);
    } else {
        answer.typed = text;
    }
    return answer;
}

std::string shown(const Answer& answer, const Field& field, const Form& form) {
    if (!answer.value.is_present()) {
        if (!answer.files.empty()) {
            std::string names;
            for (const auto& file : answer.files) {
                names += (names.empty() ? "" : "、") + file.name;
            }
            return names;
        }
        return answer.lacks() ? "不适用" : answer.typed;
    }
    if (const auto* const number = answer.value.number()) {
        const auto padded =
            rescale(*number, std::max(number->scale(), field.type.places), Rounding::down);
        return grouped(luoshi::to_string(padded.value_or(*number)));
    }
    return form.names->show(answer.value, field.type, expr::Language::zh);
}

} // namespace luoshi::form

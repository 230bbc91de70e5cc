// SPDX-License-Identifier: Apache-2.0
// What stands in a form: typed where it could be understood, and always as it was typed.
//
//   read_filling(json, form, directory, date)  → Filling    JSON of the page or of the store
//   to_json(filling, form)                     → canonical JSON text
//
// JSON:
// {"values":{"投资额":"35000.00","已开工":true,"单位":"gd.jxw","附件":[{"name","digest","size"}],
// "项目":[{"项目名称":"甲","计划投资":"100.00"}]},"reasons":{"check:1":"…","check:2:row:3":"…"}}. A
// number, date, period or choice is text; also with a unit ("3.5 亿元"). {"lacks":true} is 不适用.
// What cannot be understood is kept as text and told by check().
#pragma once

#include "base/date.hpp"
#include "expr/value.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::org {
class Directory;
}

namespace luoshi::form {

struct Form;
struct Field;

struct FileRef {
    std::string name, digest; // SM3 as hex, of the blob store; "" while it is not stored
    std::int64_t size = 0;
    bool operator==(const FileRef&) const = default;
};

// One answer. Of a unit: value is its short name, code its code.
struct Answer {
    expr::Value value; // missing: not answered, or could not be understood
    std::string typed; // what was typed, when it could not be understood
    std::string code;
    std::vector<FileRef> files;
    std::vector<std::vector<Answer>> rows; // of a table: by row, then column
    bool is_empty() const;
    bool lacks() const { // 不适用 was answered
        return value.missing() != nullptr && *value.missing() == expr::Missing::not_applicable;
    }
    bool operator==(const Answer&) const = default;
};

struct Filling {
    std::vector<Answer> answers;                // by field of the form
    std::map<std::string, std::string> reasons; // by key of a finding
    std::vector<std::string> unknown;           // names in the JSON the form does not have
    bool operator==(const Filling&) const = default;
};

inline constexpr std::size_t kMostRows = 5'000; // of one table
inline constexpr std::size_t kLargestFilling = 8U << 20;

Filling empty_filling(const Form& form); // with its fixed rows
// Units are looked up by code or by name at `date`. Errors: invalid_argument (form.json) for what
// is no such JSON, (form.too-large) above the limits.
Filling read_filling(std::string_view json, const Form& form, const org::Directory& directory,
                     Date date);
// Reads one text as a person types it into a cell; the same rules.
Answer read_answer(std::string_view typed, const Field& field, const Form& form,
                   const org::Directory& directory, Date date);
// Keys in the order of the form, nothing that is empty: equal fillings give equal bytes.
std::string to_json(const Filling& filling, const Form& form);
std::string values_json(const Filling& filling, const Form& form); // its member "values" alone
// As it stands on paper: "35,000.00", "是", "2011年第3季度"; without the unit; "" when empty.
std::string shown(const Answer& answer, const Field& field, const Form& form);

} // namespace luoshi::form

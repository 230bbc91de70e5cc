// SPDX-License-Identifier: Apache-2.0
// Forms as a pack defines them (docs/forms.md), understood: types resolved, formulas compiled,
// computed values in the order in which they can be computed.
//
//   read_forms(pack, packs)    → Checked<Forms>     forms/*.yaml and definitions.yaml
//   forms.find(code)           → const Form*
//   to_json(form, …)           → what a page needs to draw it
//
// Threads: immutable once read; shared by many.
#pragma once

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "expr/expr.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::pack {
struct Pack;
}

namespace luoshi::form {

struct Text { // in both languages; zh is never empty, en may be
    std::string zh, en;
    bool operator==(const Text&) const = default;
};

enum class FieldKind : std::uint8_t {
    text,
    long_text,
    number,
    date,
    period,
    boolean,
    choice,
    unit,   // of the directory
    record, // of a register
    files,
    table
};
enum class FormKind : std::uint8_t { narrative, table, statistical, record };
enum class Level : std::uint8_t { error, warning };

using FieldIndex = std::uint16_t; // in Form::fields; of a column: in Field::columns

struct Field {
    std::string name;
    Text title, hint;
    FieldKind kind = FieldKind::text;
    expr::Type type;         // in formulas; of a table: unknown
    std::uint16_t slot = 0;  // in the declarations: of the field, or of the record set of a table
    std::string register_of; // of a record
    std::string group;       // of a unit: code of the group to choose from; "" any
    std::string element;     // id of the figure this field asks for; "" none
    std::optional<expr::Formula> required, when, value, prefill;
    bool always_required = false;
    bool may_lack = false;           // 不适用 may be answered
    bool key = false;                // of a column: rows are known by it
    std::size_t length = 0;          // of texts: at most so many characters; 0: no limit
    std::vector<std::string> accept; // of files: endings, lower case, without dot; none: all
    std::size_t at_least = 0;        // files or rows
    std::size_t at_most = 0;         // 0: no limit of its own
    bool total = false;              // of a table: a line of totals is shown
    std::string counter;             // of a table: the unit of count(table)
    std::vector<Field> columns;      // of a table
    std::vector<std::vector<std::string>> rows; // fixed rows: by column, "" where it is filled in
    Span span;                                  // of its name, in the form's file
};

struct Section {
    Text title, hint;
    std::optional<expr::Formula> when;
    std::vector<FieldIndex> fields;
};

struct Check {
    expr::Formula formula;
    Text message; // with {name}
    Level level = Level::error;
    bool reason = false;            // a warning that stands only with a reason
    std::optional<FieldIndex> each; // the table whose rows it is about
    std::vector<std::string> at;    // names of fields, of columns behind `each`
};

struct StatisticalHead { // 统计调查表: 统计法 asks for all of these
    std::string table_number, issuer, approval_number; // issuer: code of a unit; number "": open
    bool filed = false;                                // 备案 rather than 批准
    std::optional<Date> valid_until;
};

// One computed value: of a field, or of a column in every row.
struct Step {
    FieldIndex field = 0;
    std::optional<FieldIndex> column;
};

struct Form {
    std::string code, pack, file;
    FormKind kind = FormKind::narrative;
    Text title, note;
    std::vector<std::string> tasks; // numbers of items
    std::string subject;            // code of a unit or group; "": the unit that fills it in
    std::optional<expr::Period::Kind> period;
    std::optional<StatisticalHead> statistical;
    std::vector<std::string> signatures;
    bool landscape = false;
    std::vector<std::string> handed; // names; fields of the declarations
    std::vector<Field> fields;       // of all sections, in order
    std::vector<Section> sections;
    std::vector<Check> checks;
    std::vector<Step> steps; // in an order in which each can be computed
    // What its formulas may name; of a table: the columns of a row too. Never null.
    std::shared_ptr<const expr::Declarations> names;
    std::map<FieldIndex, std::shared_ptr<const expr::Declarations>> row_names; // by table
    std::string digest; // SM3 over all that gives it meaning: its file and the common definitions

    const Field* find(std::string_view name) const; // nullptr: none
    std::optional<FieldIndex> index_of(std::string_view name) const;
};

struct Forms {
    std::vector<std::shared_ptr<const Form>> all;  // in order of file name
    const Form* find(std::string_view code) const; // nullptr: none
};

// `others`: the other packs of the installation; units and figures are shared with them. Findings:
// those docs/forms.md lists, those of pack::Fields and expr::compile.
Checked<Forms> read_forms(const pack::Pack& pack,
                          const std::vector<const pack::Pack*>& others = {});

// The form as a page draws it: {"code","title":{"zh","en"},"sections":[{"fields":[…]}],…}; numbers
// of fields do not appear, only names. Formulas stand as their text in both languages.
// `version`: the id of the pack's version; `issuer`: the name of the statistical head's unit.
std::string to_json(const Form& form, std::string_view version, std::string_view issuer);

std::string_view to_string(FieldKind kind) noexcept; // "long_text"
std::string_view to_string(FormKind kind) noexcept;
std::string_view to_string(Level level) noexcept;

} // namespace luoshi::form

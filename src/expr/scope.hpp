// SPDX-License-Identifier: Apache-2.0
// What the names in a formula mean. A pack, a form or a test fills Declarations once; formulas are
// checked against it and environments are shaped by it.
//
//   declarations.add(Field{…}), Parameter, Table, RecordSet, Element, Enumeration
//   declarations.find(name)        → what it is and its number
//   declarations.parse_type(text)  "万元 2", "number 0", "text", "date", an enumeration's name
//   declarations.parse_value(text, type), show(value, type, language)
//
// Threads: built by one, then read by many. Errors: add() throws invalid_argument
// (expr.declaration) for a name taken, a value that does not fit its type, or bands that overlap.
#pragma once

#include "expr/value.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi {
class Error;
}

namespace luoshi::expr {

struct Field {
    std::string name;
    Type type;
};

struct Enumeration {
    std::string name;
    struct Choice {
        std::string name, name_en;
    };
    std::vector<Choice> members; // at least one
};

// Where a value comes from: a clause, or made up as an example (示例参数).
struct Basis {
    std::string issuer, number, date, clause; // as printed; "" where not told
    bool sample = false;
};

struct Parameter {
    std::string name;
    Type type;
    struct Entry {
        Date valid_from; // until the day before the next one's
        Value value;
        Basis basis;
    };
    std::vector<Entry> entries;      // add() puts them in order of valid_from
    const Entry* at(Date day) const; // nullptr: none in force yet
};

// Rows found by their keys, or bands of a number; a table has the one or the other.
struct Table {
    std::string name;
    std::vector<Type> keys; // of a table of bands: one number
    Type result;
    struct Row {
        std::vector<Value> keys;
        Value value;
    };
    struct Band { // from … to; absent: open
        std::optional<Number> from, to;
        bool from_included = true, to_included = false;
        Value value;
        bool holds(Number x) const;
    };
    std::vector<Row> rows;
    std::vector<Band> bands; // add() puts them in order
    Basis basis;
};

struct RecordSet { // a register: 项目, with 项目.投资额
    std::string name;
    Unit counter; // of count(): 个, 家
    std::vector<Field> fields;
};

struct Element { // figures: subject × period
    std::string name;
    Type type;
};

enum class NameKind : std::uint8_t {
    field,
    parameter,
    table,
    records,
    record_field,
    element,
    enumeration
};

struct Named {
    NameKind kind{};
    std::uint16_t index = 0;  // in its list
    std::uint16_t column = 0; // of a record_field
    bool operator==(const Named&) const = default;
};

class Declarations {
public:
    static constexpr std::size_t kMaxRecordSets = 16;

    UnitTable units; // a pack's units are declared before what uses them

    std::uint16_t add(Enumeration enumeration); // each returns its index
    std::uint16_t add(Field field);
    std::uint16_t add(Parameter parameter);
    std::uint16_t add(Table table);
    std::uint16_t add(RecordSet records);
    std::uint16_t add(Element element);

    const std::vector<Enumeration>& enumerations() const noexcept { return enumerations_; }
    const std::vector<Field>& fields() const noexcept { return fields_; }
    const std::vector<Parameter>& parameters() const noexcept { return parameters_; }
    const std::vector<Table>& tables() const noexcept { return tables_; }
    const std::vector<RecordSet>& record_sets() const noexcept { return records_; }
    const std::vector<Element>& elements() const noexcept { return elements_; }

    std::optional<Named> find(std::string_view name) const; // "项目.投资额" too
    std::vector<std::string> names() const;

    std::optional<Type> parse_type(std::string_view text) const;
    // A number may name its unit: "3.5 亿元" for a type in 万元. nullopt: it does not fit the type.
    std::optional<Value> parse_value(std::string_view text, const Type& type) const;
    std::string show(const Value& value, const Type& type, Language language) const;
    std::string show(const Type& type, Language language) const; // "万元，2 位小数"

private:
    void take_name(const std::string& name, Named named);
    void expect_fits(const Value& value, const Type& type, std::string_view name) const;
    std::vector<Enumeration> enumerations_;
    std::vector<Field> fields_;
    std::vector<Parameter> parameters_;
    std::vector<Table> tables_;
    std::vector<RecordSet> records_;
    std::vector<Element> elements_;
    std::map<std::string, Named, std::less<>> names_;
};

// What add() threw, in Chinese.
std::string chinese_of(const Error& error);

} // namespace luoshi::expr

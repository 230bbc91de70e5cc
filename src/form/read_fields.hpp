// SPDX-License-Identifier: Apache-2.0
// The fields of a form's file: types resolved, formulas still text. For read_form.cpp.
#pragma once

#include "form/definition.hpp"
#include "form/elements.hpp"
#include "pack/document.hpp"

#include <set>
#include <string>
#include <vector>

namespace luoshi::form {

// What stands outside a form and its fields may name.
struct Surroundings {
    std::set<std::string> units;  // codes
    std::set<std::string> tasks;  // numbers in plan.yaml; empty: the pack has none
    Elements elements;            // of all packs
    bool has_all_elements = true; // false: some could not be read, which is told already
    std::string pack;             // code
    std::string definitions;      // text of definitions.yaml, for the digest
};

// Formulas of a field where the file has them; nullptr: none. Borrowed from the document.
struct FieldText {
    const pack::Value* item = nullptr;
    const pack::Value *required = nullptr, *when = nullptr, *value = nullptr, *prefill = nullptr;
    std::vector<FieldText> columns;
};

// Findings with words in both languages.
class Complaints {
public:
    Complaints(const pack::Document& document, std::vector<Diagnostic>& findings)
        : document_(document), findings_(findings) {}
    void add(const pack::Value& at, std::string code, std::string zh, std::string en) {
        add(at.span, std::move(code), std::move(zh), std::move(en));
    }
    void add(Span at, std::string code, std::string zh, std::string en) {
        findings_.push_back(
            {Severity::error, std::move(code), document_.file, at, std::move(en), std::move(zh)});
    }
    std::vector<Diagnostic>& all() { return findings_; }
    const pack::Document& document() const { return document_; }

private:
    const pack::Document& document_;
    std::vector<Diagnostic>& findings_;
};

class FieldReader {
public:
    // All borrowed. `types` is asked for enumerations and units only.
    FieldReader(Complaints& complaints, const expr::Declarations& types, const Surroundings& around)
        : complaints_(complaints), types_(types), around_(around) {}

    Field field(const pack::Value& item, FieldText& text, bool column);

private:
    void type(Field& field, pack::Fields& fields, const pack::Value& item);
    void limits(Field& field, pack::Fields& fields);
    void columns(Field& field, pack::Fields& fields, FieldText& text);
    void fixed_rows(Field& field, pack::Fields& fields);
    void links(Field& field, pack::Fields& fields);
    std::size_t whole(pack::Fields& fields, std::string_view key);
    void check_name(const pack::Value& at, const std::string& name);

    Complaints& complaints_;
    const expr::Declarations& types_;
    const Surroundings& around_;
};

// What a field is to a formula; of a table nothing.
expr::Type type_in_formulas(FieldKind kind, const expr::Type& declared);

} // namespace luoshi::form

// SPDX-License-Identifier: Apache-2.0
// A pack file as a tree with places, so that every mistake is told with file, line and column.
//
//   parse(source) → Checked<Document>   YAML without its surprises: scalars stay text, no aliases
//   Fields        → typed reading of one map; what is missing, misspelt or ill-typed becomes a
//                   finding
//
// Threads: values are plain data.
#pragma once

#include "base/date.hpp"
#include "base/diagnostic.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::pack {

struct Member;

struct Value {
    enum class Kind { null, scalar, list, map };
    Kind kind = Kind::null;
    std::string scalar;
    std::vector<Value> items;
    std::vector<Member> members;                   // in the order of the file; keys are unique
    Span span;                                     // where it begins; end == begin + 1
    const Value* find(std::string_view key) const; // nullptr: no such member
};

struct Member {
    std::string key;
    Value value;
};

struct Document {
    std::string file; // as a user knows it: "packs/gd-2011-193/units.yaml"
    std::string text;
    Value root;
};

// Findings: pack.syntax, pack.duplicate-key, pack.too-deep (over 50 levels), pack.alias,
// pack.too-large (over 500,000 values), pack.encoding (not UTF-8).
Checked<Document> parse(std::string file, std::string text);

// Reads the members of one map. Every look-up marks its key as known; finish() reports the others.
class Fields {
public:
    // All borrowed for the life of the object. `value` that is no map is a finding
    // (pack.expected-map).
    Fields(const Document& document, const Value& value, std::vector<Diagnostic>& findings);

    std::string text(std::string_view key); // required, not empty
    std::string text_or(std::string_view key, std::string otherwise);
    std::string one_of(std::string_view key, const std::vector<std::string_view>& choices);
    std::optional<Date> date(std::string_view key); // absent: nullopt
    // Nullopt: it is missing, which both reasons explain, or is no date; told in either case.
    std::optional<Date> required_date(std::string_view key, std::string zh = "",
                                      std::string en = "");
    bool flag(std::string_view key, bool otherwise); // true, false
    std::vector<std::string>
    texts(std::string_view key); // absent: none; a single scalar is a list of one
    const std::vector<Value>& list(std::string_view key); // absent: empty
    using Members = std::vector<Member>;
    const Members& members(std::string_view key); // of a map whose keys are names; absent: empty
    const Value* find(std::string_view key);      // marks it as known
    void complain(const Value& at, std::string code, std::string zh, std::string en);
    void complain(std::string code, std::string zh, std::string en) { // of the whole map
        complain(value_, std::move(code), std::move(zh), std::move(en));
    }
    void missing(std::string_view key, std::string zh,
                 std::string en); // both: why it must be there
    void finish();                // pack.unknown-key for members nobody asked for

private:
    const Value* scalar(std::string_view key);
    const Document& document_;
    const Value& value_;
    std::vector<Diagnostic>& findings_;
    std::vector<std::string> known_;
};

} // namespace luoshi::pack

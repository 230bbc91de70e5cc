// SPDX-License-Identifier: Apache-2.0
// The figures the forms of an installation ask for: each has one owner and one form, over all
// packs, so that nobody is asked twice (docs/forms.md).
//
//   join(packs)   → Joined   elements.yaml of all packs of an installation
#pragma once

#include "base/diagnostic.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::pack {
struct Pack;
}

namespace luoshi::form {

enum class SourceKind : std::uint8_t {
    survey,
    administrative,
    reported
}; // 统计调查 行政记录 业务填报

struct Element {
    std::string id, name, name_en, type; // type as written: "万元 2"
    std::string subject, owner;          // codes of units or groups
    std::string owner_name;              // as units.yaml of its pack calls it
    std::string form, period;            // code of the form that asks for it; 年 半年 季 月
    SourceKind kind = SourceKind::reported;
    std::string definition, source;
    std::string pack; // that defines it
    std::string file;
    Span span; // of its id
};

struct Elements {
    std::vector<Element> all;
    const Element* find(std::string_view id) const;
    const Element* named(std::string_view name) const; // however it is spelt (base/text.hpp fold)
};

// The first pack that defines a figure owns it. Units are known from all packs. Findings:
// form.element-owned (a later pack defines it again), form.element-twice, form.unknown-unit,
// form.unknown-form and those of pack::Fields.
struct Joined {
    Elements elements; // those that are sound, also where others are not
    std::vector<Diagnostic> findings;
};
Joined join(const std::vector<const pack::Pack*>& packs);

} // namespace luoshi::form

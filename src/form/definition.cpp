// SPDX-License-Identifier: Apache-2.0
#include "form/definition.hpp"

#include <algorithm>

namespace luoshi::form {

const Field* Form::find(std::string_view name) const {
    const auto it = std::ranges::find(fields, name, &Field::name);
    return it == fields.end() ? nullptr : &*it;
}

std::optional<FieldIndex> Form::index_of(std::string_view name) const {
    const auto* const field = find(name);
    return field == nullptr ? std::nullopt
                            : std::optional{static_cast<FieldIndex>(field - fields.data())};
}

const Form* Forms::find(std::string_view code) const {
    const auto it = std::ranges::find_if(all, [&](const auto& form) { return form->code == code; });
    return it == all.end() ? nullptr : it->get();
}

std::string_view to_string(FieldKind kind) noexcept {
    switch (kind) {
    case FieldKind::text: return "text";
    case FieldKind::long_text: return "long_text";
    case FieldKind::number: return "number";
    case FieldKind::date: return "date";
    case FieldKind::period: return "period";
    case FieldKind::boolean: return "boolean";
    case FieldKind::choice: return "choice";
    case FieldKind::unit: return "unit";
    case FieldKind::record: return "record";
    case FieldKind::files: return "files";
    case FieldKind::table: return "table";
    }
    return "text";
}

std::string_view to_string(FormKind kind) noexcept {
    switch (kind) {
    case FormKind::narrative: return "narrative";
    case FormKind::table: return "table";
    case FormKind::statistical: return "statistical";
    case FormKind::record: return "record";
    }
    return "table";
}

std::string_view to_string(Level level) noexcept {
    return level == Level::error ? "error" : "warning";
}

} // namespace luoshi::form

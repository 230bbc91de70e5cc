// SPDX-License-Identifier: Apache-2.0
// The checks of a form's file. For read_form.cpp.
#pragma once

#include "form/read_fields.hpp"

namespace luoshi::form {

class CheckReader {
public:
    // Borrowed. `form` has its fields, names and row_names; checks are put into it.
    CheckReader(Complaints& complaints, Form& form) : complaints_(complaints), form_(form) {}
    void check(const pack::Value& item);

private:
    void complain(const pack::Value& at, std::string code, std::string zh, std::string en) {
        complaints_.add(at, std::move(code), std::move(zh), std::move(en));
    }
    std::optional<FieldIndex> table(const pack::Value& item, pack::Fields& fields);
    void look_at_message(const pack::Value& item, const Text& message,
                         const expr::Declarations& names);
    bool is_place(const std::string& name, const std::optional<FieldIndex>& table) const;
    void look_at_places(const pack::Value& item, std::vector<std::string>& at_fields,
                        const std::optional<FieldIndex>& table, const expr::Formula& formula);

    Complaints& complaints_;
    Form& form_;
};

} // namespace luoshi::form

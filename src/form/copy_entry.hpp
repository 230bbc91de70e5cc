// SPDX-License-Identifier: Apache-2.0
// One answer as a cell of a copy.
#pragma once

#include "form/copy_layout.hpp"

namespace luoshi::form::copy {

class Entries {
public:
    // All borrowed.
    Entries(const Form& form, const org::Directory& directory, Date day, Layout& layout)
        : form_(form), directory_(directory), day_(day), layout_(layout) {}

    // Without a place. A computed field is grey and shows the value of `answer`.
    office::WriteCell cell(const Answer& answer, const Field& field);

private:
    std::string text_of(const Answer& answer, const Field& field) const;
    std::string unit_name(const Answer& answer) const;
    std::optional<std::size_t> list_of(const Field& field);

    const Form& form_;
    const org::Directory& directory_;
    Date day_;
    Layout& layout_;
};

} // namespace luoshi::form::copy

// SPDX-License-Identifier: Apache-2.0
// One file of forms/.
#pragma once

#include "form/read_fields.hpp"

namespace luoshi::form {

// `names`: the common definitions of the pack.
Checked<Form> read_form(const pack::Document& document, expr::Declarations names,
                        const Surroundings& around);

} // namespace luoshi::form

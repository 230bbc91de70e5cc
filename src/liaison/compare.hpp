// SPDX-License-Identifier: Apache-2.0
// A sheet against the register, row by row; and what an entry must keep to.
#pragma once

#include "liaison/liaison.hpp"

#include <string>
#include <vector>

namespace luoshi::liaison {

// Of the texts of an entry, its dates and its user name.
std::vector<Complaint> complaints_of(const Liaison& liaison);

Preview compare(store::Reader& reader, const org::Directory& directory, const Sheet& sheet,
                Date today);

} // namespace luoshi::liaison

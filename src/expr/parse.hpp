// SPDX-License-Identifier: Apache-2.0
// Tokens into a tree. What cannot be read becomes a node of kind error and a finding, and reading
// goes on behind the next comma, bracket or operator.
#pragma once

#include "expr/findings.hpp"
#include "expr/syntax.hpp"

namespace luoshi::expr {

Tree parse_tree(Source source, Findings& findings);

} // namespace luoshi::expr

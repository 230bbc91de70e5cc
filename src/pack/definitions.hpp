// SPDX-License-Identifier: Apache-2.0
// What formulas may name, as YAML an officer writes (docs/expr.md): units, enumerations, fields,
// parameters, tables, registers, elements. For packs, and for trying a formula.
//
//   read_declarations(document, at)              → Checked<expr::Declarations>
//   read_environment(document, at, declarations) → Checked<expr::Environment>   example values
#pragma once

#include "expr/environment.hpp"
#include "expr/scope.hpp"
#include "pack/document.hpp"

namespace luoshi::pack {

// The keys of `at` that are not about declarations are left to the caller. Findings:
// pack.expected-map, pack.type, pack.value, pack.declaration and those of Fields.
// `base`: what is declared already; what `at` declares comes behind it.
Checked<expr::Declarations> read_declarations(const Document& document, const Value& at,
                                              expr::Declarations base = {});

// Keys values, records, facts, day, period, subject. `declarations` is borrowed by the result.
Checked<expr::Environment> read_environment(const Document& document, const Value& at,
                                            const expr::Declarations& declarations);

} // namespace luoshi::pack

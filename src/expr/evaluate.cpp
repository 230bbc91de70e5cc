// SPDX-License-Identifier: Apache-2.0
#include "expr/run.hpp"

namespace luoshi::expr {

Value evaluate(const Formula& formula, const Environment& environment) {
    NoWitness witness;
    Runner<NoWitness> runner{formula.program(), environment, witness};
    return runner.run(formula.program().root);
}

} // namespace luoshi::expr

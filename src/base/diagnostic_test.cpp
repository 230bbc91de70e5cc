// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.hpp"

#include <gtest/gtest.h>

namespace luoshi {
namespace {

TEST(diagnostic, names_its_file_and_points_at_its_place) {
    const Diagnostic finding{.code = "expr.bad-token",
                             .file = "rules/age.txt",
                             .span = {6, 7},
                             .message = "unexpected '@'"};
    EXPECT_EQ(render(finding, "a + b\n@ c"),
              "rules/age.txt:2:1: error: unexpected '@' [expr.bad-token]\n| @ c\n| ^\n");
}

} // namespace
} // namespace luoshi

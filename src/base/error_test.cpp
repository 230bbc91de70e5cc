// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <gmock/gmock.h>

namespace luoshi {
namespace {

using testing::EndsWith;
using testing::ThrowsMessage;

TEST(error, carries_its_code_a_stable_reason_and_a_formatted_message) {
    const auto error =
        failure(ErrorCode::not_found, "org.no-unit", "unit '{}'", "q3").with("unit", "q3");
    EXPECT_EQ(error.code(), ErrorCode::not_found);
    EXPECT_EQ(error.reason(), "org.no-unit");
    EXPECT_STREQ(error.what(), "unit 'q3'");
    EXPECT_EQ(to_string(error.code()), "not_found");
    EXPECT_EQ(error.details(), (ErrorDetails{{"unit", "q3"}}));
}

TEST(ensure, reports_a_broken_invariant_as_an_internal_error) {
    EXPECT_NO_THROW(ensure(true, "fine"));
    EXPECT_THAT([] { ensure(false, "rows match"); }, ThrowsMessage<Error>(EndsWith("rows match")));
}

} // namespace
} // namespace luoshi

// SPDX-License-Identifier: Apache-2.0
#include "api/proving.hpp"

#include <gtest/gtest.h>

#include <future>

namespace luoshi::api {
namespace {

TEST(proving, of_a_server_that_stops_ends_at_its_next_step) {
    const ManualClock clock{from_micros(1'320'912'000'000'000)};
    std::promise<void> begun;
    bool cut = false;
    {
        Proving proving{clock, [&](const Proving::Progress& progress) -> Proof {
                            begun.set_value();
                            try {
                                for (;;) { // a proof that would take for ever
                                    progress(1, 2);
                                }
                            } catch (...) {
                                cut = true;
                                throw;
                            }
                        }};
        EXPECT_TRUE(proving.start("沈计"));
        begun.get_future().wait();
        EXPECT_FALSE(proving.start("另一人")) << "one at a time";
        EXPECT_TRUE(proving.state().running);
    }
    EXPECT_TRUE(cut);
}

} // namespace
} // namespace luoshi::api

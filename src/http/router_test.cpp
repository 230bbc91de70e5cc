// SPDX-License-Identifier: Apache-2.0
#include "http/router.hpp"

#include "base/error.hpp"

#include <gtest/gtest.h>

namespace luoshi::http {
namespace {

Handler nothing() {
    return [](Request&) { return no_content(); };
}

Router tasks() {
    Router router;
    router.add(Method::get, "/api/tasks", nothing());
    router.add(Method::post, "/api/tasks", nothing());
    router.add(Method::get, "/api/tasks/{id}", nothing());
    router.add(Method::remove, "/api/tasks/{id}", nothing());
    router.add(Method::post, "/api/tasks/import", nothing());
    router.add(Method::get, "/api/tasks/{task}/dues/{due}", nothing());
    router.add(Method::get, "/{path...}", nothing());
    return router;
}

std::string pattern_of(const Router& router, Method method, std::string_view path) {
    const auto match = router.find(method, path);
    return match.route != nullptr ? match.route->pattern : "none, allow " + match.allow;
}

TEST(router, finds_a_route_by_text_and_by_parameters) {
    const auto router = tasks();
    EXPECT_EQ(pattern_of(router, Method::get, "/api/tasks"), "/api/tasks");
    const auto match = router.find(Method::get, "/api/tasks/7/dues/图 8");
    ASSERT_NE(match.route, nullptr);
    EXPECT_EQ(match.route->pattern, "/api/tasks/{task}/dues/{due}");
    EXPECT_EQ(match.path_params.get("task"), "7");
    EXPECT_EQ(match.path_params.get("due"), "图 8");
}

TEST(router, prefers_text_to_a_parameter_but_falls_back_for_another_method) {
    const auto router = tasks();
    EXPECT_EQ(pattern_of(router, Method::post, "/api/tasks/import"), "/api/tasks/import");
    EXPECT_EQ(pattern_of(router, Method::get, "/api/tasks/import"), "/api/tasks/{id}");
}

TEST(router, answers_head_from_get) {
    EXPECT_EQ(pattern_of(tasks(), Method::head, "/api/tasks"), "/api/tasks");
}

TEST(router, tells_the_methods_of_a_path_that_lacks_the_one_asked_for) {
    const auto router = tasks();
    EXPECT_EQ(pattern_of(router, Method::put, "/api/tasks"),
              "none, allow GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(pattern_of(router, Method::put, "/api/tasks/import"),
              "none, allow GET, HEAD, POST, DELETE, OPTIONS");
}

TEST(router, asks_the_rest_last_and_only_for_its_own_methods) {
    const auto router = tasks();
    EXPECT_EQ(router.find(Method::get, "/").path_params.get("path"), "");
    EXPECT_EQ(router.find(Method::get, "/a/b/c.js").path_params.get("path"), "a/b/c.js");
    EXPECT_EQ(pattern_of(router, Method::get, "/api/other"), "/{path...}");
    EXPECT_EQ(pattern_of(router, Method::post, "/api/other"), "none, allow ");
    EXPECT_EQ(pattern_of(router, Method::get, "/api/tasks/import/x"), "/{path...}");
    auto with_action = tasks();
    with_action.add(Method::post, "/api/close", nothing());
    EXPECT_EQ(pattern_of(with_action, Method::get, "/api/close"), "none, allow POST, OPTIONS");
}

TEST(router, lists_its_routes_in_the_order_of_adding) {
    const auto router = tasks();
    ASSERT_EQ(router.routes().size(), 7U);
    EXPECT_EQ(router.routes()[1]->method, Method::post);
    EXPECT_EQ(router.routes()[6]->pattern, "/{path...}");
    EXPECT_EQ(router.routes()[6]->index, 6U);
}

TEST(router, refuses_a_route_registered_twice_or_badly_written) {
    auto router = tasks();
    EXPECT_THROW(router.add(Method::get, "/api/tasks/{other}", nothing()), Error);
    EXPECT_THROW(router.add(Method::get, "no-slash", nothing()), Error);
    EXPECT_THROW(router.add(Method::get, "/a//b", nothing()), Error);
    EXPECT_THROW(router.add(Method::get, "/{all...}/b", nothing()), Error);
    EXPECT_THROW(router.add(Method::get, "/{}", nothing()), Error);
}

} // namespace
} // namespace luoshi::http

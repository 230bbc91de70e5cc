// SPDX-License-Identifier: Apache-2.0
// What one administrator asks for and another confirms, and work that comes in between.
#include "api/testing/api_test.hpp"
#include "http/conditional.hpp"

namespace luoshi::api {
namespace {

class PeopleTest : public ApiTest {
protected:
    http::Response ask(http::Method method, const std::string& path, const std::string& by,
                       const access::Person& person, const std::string& body) {
        const auto& caller = *std::ranges::find(callers_, by, &Caller::label);
        http::Request request;
        request.method = method;
        request.path = "/api/v1/people/" + to_string(person.who.id) + path;
        request.request_id = "r";
        request.remote_address = "127.0.0.1";
        request.headers.add("Content-Type", "application/json");
        request.headers.add("If-Match", http::version_etag(person.version));
        request.headers.add("X-CSRF-Token", caller.csrf);
        request.cookies.add("luoshi_session", caller.token);
        request.body = body;
        return http::answer(router_, request, {});
    }
    access::Person newest(access::PersonId id) { return access_.person(id); }
};

TEST_F(PeopleTest, a_change_of_unit_is_not_confirmed_when_work_came_in_since_it_was_asked_for) {
    const auto known = access_.people("", 1);
    ASSERT_FALSE(known.empty());
    const auto id = known.front().who.id; // of the office, with nothing to do yet
    const auto guangzhou = to_string(unit("广州市"));
    const auto asked = ask(http::Method::patch, "", "admin", newest(id),
                           json{{"role", "drafter"}, {"unit_id", guangzhou}}.dump());
    ASSERT_EQ(asked.status, 200) << asked.bytes();
    ASSERT_TRUE(newest(id).asked);

    const auto before = newest(id);
    const duty::Who who{before.who, access::actor_of(before.who, "r")};
    const auto subtask = *parse_as<subtask::SubtaskId>(subtask_of(who, unit("省财政厅")));
    const auto refused = ask(http::Method::post, "/confirm", "security", before, "{}");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(code_of(refused), "liaison.hand-over-first");
    EXPECT_EQ(newest(id).who.role, access::Role::office);
    EXPECT_TRUE(newest(id).asked) << "it waits until the work is handed over";

    subtasks_.cancel(who, subtask, 1, "不再需要");
    const auto confirmed = ask(http::Method::post, "/confirm", "security", before, "{}");
    EXPECT_EQ(confirmed.status, 200) << confirmed.bytes();
    EXPECT_EQ(newest(id).who.role, access::Role::drafter);
    EXPECT_EQ(newest(id).who.unit, unit("广州市"));
}

} // namespace
} // namespace luoshi::api

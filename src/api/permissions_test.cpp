// SPDX-License-Identifier: Apache-2.0
// Every route × every role × own and other objects, and the same told by api/openapi.yaml.
#include "api/routes.hpp"
#include "api/testing/api_test.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>
#include <set>

namespace luoshi::api {
namespace {

bool changes(http::Method method) {
    return method != http::Method::get;
}
bool ends_session(const RouteInfo& route) {
    return route.method == http::Method::remove && route.pattern == "/api/v1/session";
}
bool discards(const RouteInfo& route) {
    return route.method == http::Method::remove && route.pattern == "/api/v1/imports/{id}";
}

bool ends_one(const RouteInfo& route) {
    return route.pattern == "/api/v1/me/sessions/{id}";
}

bool forgets(const RouteInfo& route) {
    return route.method == http::Method::remove &&
           (route.pattern == "/api/v1/views/{id}" || route.pattern == "/api/v1/filled-forms/{id}");
}
bool personal(const RouteInfo& route) {
    return route.pattern.starts_with("/api/v1/filled-forms/");
}

TEST_F(ApiTest, every_route_answers_every_role_as_it_should_for_own_and_other_objects) {
    int tried = 0;
    for (const auto& route : route_table()) {
        if (ends_session(route) || discards(route) || forgets(route) || ends_one(route)) {
            continue; // they would change what the others are tried on; tried below
        }
        for (const auto& caller : callers_) {
            auto [own, other] = objects(route.pattern);
            if (personal(route)) {
                own = caller.trial;
                other = callers_[caller.label == "office" ? 3 : 0].trial;
            }
            const auto where = fmt::format("{} {} as {}", http::to_string(route.method),
                                           route.pattern, caller.label);
            const auto response = send(route, own, caller);
            ++tried;
            const bool may = route.audience == Audience::logged_in ||
                             (caller.role && std::find(route.roles.begin(), route.roles.end(),
                                                       *caller.role) != route.roles.end());
            if (route.audience == Audience::everybody) {
                EXPECT_THAT(code_of(response),
                            testing::Not(testing::AnyOf("access.no-session", "access.role")))
                    << where;
            } else if (!caller.role) {
                EXPECT_EQ(code_of(response), "access.no-session") << where;
            } else if (!may) {
                EXPECT_EQ(code_of(response), "access.role") << where;
                EXPECT_EQ(send(route, other, caller).status, 403) << where;
            } else {
                EXPECT_THAT(response.status, testing::Not(testing::AnyOf(401, 404, 405, 500, 503)))
                    << where << response.bytes();
                EXPECT_THAT(code_of(response),
                            testing::Not(testing::AnyOf("access.role", "access.csrf")))
                    << where;
                const bool narrow = *caller.role == Role::drafter || *caller.role == Role::signer;
                if (narrow) { // lists hold nothing of others either
                    EXPECT_THAT(std::string{response.bytes()},
                                testing::Not(testing::HasSubstr(to_string(other_plan_))))
                        << where;
                }
                if (personal(route)) { // nobody sees another person's
                    EXPECT_EQ(send(route, other, caller).status, 404) << where;
                }
                if (narrow && route.pattern.find("{id}") != std::string::npos &&
                    !route.pattern.starts_with("/api/v1/units")) {
                    EXPECT_EQ(send(route, other, caller).status, 404) << where;
                    ++tried;
                }
            }
        }
    }
    EXPECT_GE(tried, 130);
}

TEST_F(ApiTest, what_is_another_administrators_is_refused_to_the_system_administrator) {
    int tried = 0;
    for (const auto& route : route_table()) {
        const bool of_auditor = route.pattern.starts_with("/api/v1/audit/");
        // A hand-over goes with closing an account and stays the system administrator's.
        const bool of_security =
            route.pattern.starts_with("/api/v1/people/{id}/") &&
            std::ranges::find(route.roles, access::Role::security) != route.roles.end();
        if (!of_auditor && !of_security) {
            continue;
        }
        for (const auto& caller : callers_) {
            if (caller.label == "admin") {
                EXPECT_EQ(code_of(send(route, objects(route.pattern).first, caller)),
                          "access.separated")
                    << route.pattern;
                ++tried;
            }
        }
    }
    EXPECT_GE(tried, 11);
}

TEST_F(ApiTest, who_reads_personal_data_is_logged_before_the_answer) {
    const auto newest = [&] {
        const auto found = reads_.list({}, 0, 1);
        return found.empty() ? access::LoggedRead{} : found.front();
    };
    int logged = 0;
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count_if(route_table(), reads_personal_data)),
              personal_routes())
        << "each of them is a route";
    for (const auto& route : route_table()) {
        for (const auto& caller : callers_) {
            if (route.method != http::Method::get || !caller.role || ends_session(route)) {
                continue;
            }
            const auto before = newest().id;
            const auto id = objects(route.pattern).first;
            const auto response = send(route, id, caller);
            const auto after = newest();
            if (response.status < 300 && reads_personal_data(route)) {
                ++logged;
                EXPECT_NE(after.id, before) << route.pattern << caller.label;
                EXPECT_EQ(after.what.route, route.pattern);
                EXPECT_EQ(after.what.name, caller.label);
                EXPECT_EQ(after.what.role, access::to_string(*caller.role));
                EXPECT_EQ(after.what.address, "127.0.0.1");
                EXPECT_EQ(after.what.object_kind,
                          route.pattern.substr(8, route.pattern.find('/', 8) - 8));
                if (route.pattern.find("{id}") != std::string::npos) {
                    EXPECT_EQ(after.what.object_id, id);
                }
            } else {
                EXPECT_EQ(after.id, before) << "nothing was read: " << route.pattern;
            }
        }
    }
    EXPECT_GE(logged, 25);
}

TEST_F(ApiTest, who_must_set_a_second_factor_can_do_nothing_else) {
    access::Rules rules;
    rules.key = std::string(32, 'k');
    rules.second_factor = {Role::office};
    access::Access strict{installation_.database(), installation_.directories, clock_, rules};
    auto services = services_with(strict);
    http::Router router;
    add_routes(router, services);
    for (const auto& route : route_table()) {
        if (route.audience == Audience::roles) {
            EXPECT_EQ(send(route, objects(route.pattern).first, callers_[0], true, router).status,
                      403)
                << route.pattern;
        }
    }
    const auto own = [](const RouteInfo& route) {
        return route.method == http::Method::get &&
               route.pattern == "/api/v1/session/second-factor";
    };
    const auto table = route_table();
    const auto found = std::find_if(table.begin(), table.end(), own);
    ASSERT_NE(found, table.end());
    EXPECT_EQ(send(*found, "", callers_[0], true, router).status, 200);
}

TEST_F(ApiTest, nothing_changes_without_the_token_against_forgery) {
    for (const auto& route : route_table()) {
        if (route.audience == Audience::everybody || !changes(route.method)) {
            continue;
        }
        for (const auto& caller : callers_) {
            if (caller.role) {
                EXPECT_EQ(code_of(send(route, objects(route.pattern).first, caller, false)),
                          "access.csrf")
                    << route.pattern << caller.label;
            }
        }
    }
}

TEST_F(ApiTest, discarding_and_leaving_work_for_those_who_may) {
    for (const auto& route : route_table()) {
        if (discards(route)) {
            for (const auto& caller : callers_) {
                const auto status = send(route, to_string(import_), caller).status;
                EXPECT_EQ(status, caller.label == "office" ? 204
                                  : caller.role            ? 403
                                                           : 401)
                    << caller.label;
            }
        }
    }
    for (const auto& route : route_table()) {
        if (ends_session(route)) {
            for (const auto& caller : callers_) {
                EXPECT_EQ(send(route, "", caller).status, caller.role ? 204 : 401);
                EXPECT_EQ(send(route, "", caller).status, 401);
            }
        }
    }
}

TEST_F(ApiTest, a_session_is_nobody_elses_to_end) {
    for (const auto& route : route_table()) {
        if (!ends_one(route)) {
            continue;
        }
        for (const auto& caller : callers_) {
            const auto session = caller.role ? access_.who(caller.token) : std::nullopt;
            const auto other = access_.who(callers_[caller.label == "office" ? 1 : 0].token);
            const auto second =
                session ? access_.log_in(caller.label, "long enough!", "r").token : std::string{};
            EXPECT_EQ(send(route, to_string(other->id), caller).status, caller.role ? 404 : 401);
            if (session) {
                EXPECT_EQ(send(route, to_string(access_.who(second)->id), caller).status, 204);
                EXPECT_FALSE(access_.who(second));
            }
        }
    }
}

TEST_F(ApiTest, a_saved_view_is_nobody_elses) {
    for (const auto& route : route_table()) {
        if (!forgets(route) || personal(route)) {
            continue;
        }
        for (const auto& caller : callers_) {
            const bool reader =
                caller.role && (*caller.role == Role::office || is_of_unit(*caller.role));
            const auto person = reader ? access_.who(caller.token)->principal.id.value : 0;
            const auto own = views_.save(person, {{}, plan_, "本月", "/plans", {}});
            const auto other = views_.save(person + 1, {{}, plan_, "本月", "/plans", {}});
            const int refused = caller.role ? 403 : 401;
            EXPECT_EQ(send(route, to_string(other.id), caller).status, reader ? 404 : refused);
            EXPECT_EQ(send(route, to_string(own.id), caller).status, reader ? 204 : refused);
        }
    }
}

TEST_F(ApiTest, a_trial_of_a_form_is_nobody_elses) {
    for (const auto& route : route_table()) {
        if (!forgets(route) || !personal(route)) {
            continue;
        }
        for (const auto& caller : callers_) {
            const bool may = caller.label == "office" || caller.label == "admin";
            const auto& other = callers_[caller.label == "office" ? 3 : 0];
            const int refused = caller.role ? 403 : 401;
            EXPECT_EQ(send(route, other.trial, caller).status, may ? 404 : refused);
            EXPECT_EQ(send(route, caller.trial, caller).status, may ? 204 : refused);
        }
    }
}

TEST_F(ApiTest, who_must_change_the_password_can_do_nothing_else) {
    access_.add_person({0, "test", ""}, {.username = "fresh",
                                         .name = "新人",
                                         .role = Role::office,
                                         .unit = {},
                                         .password = "long enough!",
                                         .must_change_password = true,
                                         .demo = false});
    const auto session = access_.log_in("fresh", "long enough!", "");
    const Caller fresh{"fresh", Role::office, session.token, session.csrf, {}};
    for (const auto& route : route_table()) {
        if (route.audience == Audience::roles) {
            EXPECT_EQ(send(route, objects(route.pattern).first, fresh).status, 403)
                << route.pattern;
        }
    }
}

TEST_F(ApiTest, the_contract_names_the_same_routes_with_the_same_callers) {
    const auto contract = pack::parse(
        "openapi.yaml", followup::bytes_of(followup::source_folder() + "/api/openapi.yaml"));
    ASSERT_TRUE(contract.value);
    std::set<std::string> told;
    for (const auto& [path, operations] : contract.value->root.find("paths")->members) {
        for (const auto& [method, operation] : operations.members) {
            const auto* roles = operation.find("x-roles");
            if (roles == nullptr) {
                continue; // shared parameters
            }
            std::string line = method + " " + path;
            std::set<std::string> names;
            for (const auto& role : roles->items) {
                names.insert(role.scalar);
            }
            for (const auto& name : names) {
                line += " " + name;
            }
            told.insert(line);
        }
    }
    std::set<std::string> there;
    for (const auto& route : route_table()) {
        std::string method{http::to_string(route.method)};
        std::transform(method.begin(), method.end(), method.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        std::set<std::string> names;
        for (const auto role : route.roles) {
            names.insert(std::string{access::to_string(role)});
        }
        if (route.audience != Audience::roles) {
            names = {route.audience == Audience::everybody ? "public" : "any"};
        }
        std::string line = method + " " + route.pattern;
        for (const auto& name : names) {
            line += " " + name;
        }
        there.insert(line);
    }
    EXPECT_EQ(there, told);
}

} // namespace
} // namespace luoshi::api

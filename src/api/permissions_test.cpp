// SPDX-License-Identifier: Apache-2.0
// Every route × every role × own and other objects, and the same told by api/openapi.yaml.
#include "api/api.hpp"

#include "access/access.hpp"
#include "followup/children.hpp"
#include "followup/life.hpp"
#include "followup/plan_texts.hpp"
#include "followup/testing/test_installation.hpp"
#include "followup/views.hpp"
#include "form/library.hpp"
#include "form/trials.hpp"
#include "http/dispatch.hpp"
#include "http/metrics.hpp"
#include "http/router.hpp"
#include "notice/read_file.hpp"
#include "notify/ics.hpp"
#include "notify/notices.hpp"
#include "notify/outbox.hpp"
#include "org/pack_parts.hpp"
#include "pack/packs.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <set>

namespace luoshi::api {
namespace {

using access::Role;
using nlohmann::json;

struct Caller {
    std::string label;
    std::optional<Role> role; // none: not logged in
    std::string token, csrf;
    std::string trial; // id of a filled form of this person
};

struct RefusingMail final : notify::Sender {
    void send(const notify::Mail&) override {
        throw Error{ErrorCode::unavailable, "notify.not-sent", "refused"};
    }
    void send(const notify::WebhookCall&) override {}
};

class ApiTest : public testing::Test {
protected:
    ApiTest() {
        packs_.start({0, "test", ""});
        lives_.start({{0, "test", ""}, org::Scope::all(), {}}, plan_);
        add_routes(router_, services_);
        const auto guangzhou = unit("广州市");
        for (const auto& [name, role, of] : {std::tuple{"office", Role::office, org::UnitId{}},
                                             {"drafter", Role::drafter, guangzhou},
                                             {"signer", Role::signer, guangzhou},
                                             {"admin", Role::administrator, org::UnitId{}}}) {
            access_.add_person({0, "test", ""}, {.username = name,
                                                 .name = name,
                                                 .role = role,
                                                 .unit = of,
                                                 .password = "long enough!",
                                                 .must_change_password = false,
                                                 .demo = false});
            const auto session = access_.log_in(name, "long enough!", "");
            callers_.push_back({name, role, session.token, session.csrf, {}});
        }
        a_letter_waits();
        evidence_ = evidence_of(guangzhou);
        for (auto& caller : callers_) {
            caller.trial = trial_of(caller.token);
        }
        callers_.push_back({"nobody", std::nullopt, "", "", {}});
        other_plan_ = installation_.plan_of(followup::small_notice()); // 广州市 has no work in it
        import_ = installation_.imports
                      .receive(installation_.actor, "again.txt",
                               followup::small_notice() + "\n4. 做好总结。（省教育厅负责）\n")
                      .id;
    }

    org::UnitId unit(const char* name) {
        return installation_.directory()->find_name(name, installation_.today())->id;
    }

    std::string task(followup::PlanId plan, std::size_t place) {
        const auto page = installation_.plans.tasks(org::Scope::all(), plan, {}, 0, 100);
        return json::parse(page.rows.at(place))["id"];
    }

    void a_letter_waits() {
        const auto person = access_.people("", 1).at(0).who.id;
        notices_.set_mail(person, "wang@example.gov.cn");
        installation_.database().write([&](store::Transaction& transaction) {
            notify::Message message;
            message.key = "test";
            message.link = "/";
            message.person = person;
            notify::Notices::post(transaction, std::array{message});
        });
        outbox_.run_due();
    }

    // A file the unit hands in for the first task, which it has signed for.
    std::string evidence_of(org::UnitId of) {
        const followup::Asker asker{{0, "test", ""}, org::Scope::of(of), {}};
        const auto id = parse_as<followup::TaskId>(task(plan_, 0)).value();
        lives_.sign(asker, id, lives_.of(asker, id).version);
        const auto digest = to_hex(installation_.store().blobs().put("证明"));
        return to_string(lives_.add_file(asker, id, "证明.txt", digest, 6));
    }

    std::string trial_of(const std::string& token) {
        form::Filled filled;
        filled.version = forms_.current("gd-2011-193").version;
        filled.pack = "gd-2011-193";
        filled.form = "park-yearly";
        filled.day = installation_.today();
        return to_string(
            trials_.create(access::actor_of(access_.who(token)->principal, "r"), filled));
    }

    // Ids for the "{id}" of a pattern: one the 广州市 callers have to do with, and one they have
    // not.
    std::pair<std::string, std::string> objects(const std::string& pattern) {
        if (pattern.starts_with("/api/v1/plans/")) {
            return {to_string(plan_), to_string(other_plan_)};
        }
        if (pattern.starts_with("/api/v1/tasks/")) {
            return {task(plan_, 0), task(plan_, 49)};
        }
        if (pattern.starts_with("/api/v1/imports/")) {
            return {to_string(import_), to_string(import_)};
        }
        if (pattern.starts_with("/api/v1/people/")) {
            const auto id = to_string(access_.people("", 1).at(0).who.id);
            return {id, id};
        }
        if (pattern.starts_with("/api/v1/webhooks/")) {
            const auto added = outbox_.add_webhook({0, "test", ""}, "https://hook.example/", {});
            return {to_string(added.first.id), to_string(added.first.id)};
        }
        if (pattern.starts_with("/api/v1/outbox/")) {
            const auto id = to_string(outbox_.letters({}).at(0).id);
            return {id, id};
        }
        if (pattern.starts_with("/api/v1/packs/")) {
            return {"gd-2011-193", "gd-2011-193"};
        }
        return {to_string(unit("广州市")), to_string(unit("省财政厅"))};
    }

    http::Response send(const RouteInfo& route, const std::string& id, const Caller& caller,
                        bool with_csrf = true) {
        http::Request request;
        request.method = route.method;
        request.path = route.pattern;
        if (const auto at = request.path.find("{form}"); at != std::string::npos) {
            request.path.replace(at, 6, "park-yearly");
        }
        if (const auto at = request.path.find('{'); at != std::string::npos) {
            request.path.replace(at, request.path.find('}') - at + 1, id);
        }
        if (const auto at = request.path.find('{'); at != std::string::npos) { // a part of it
            request.path.replace(at, request.path.find('}') - at + 1, evidence_);
        }
        request.request_id = "r";
        request.remote_address = "127.0.0.1";
        request.headers.add("Content-Type", "application/json");
        request.body = "{}";
        request.query.add("q", "园区");
        request.query.add("format", "xlsx");
        request.query.add("from", "2011-11-01");
        request.query.add("to", "2011-12-31");
        if (caller.role) {
            request.cookies.add("luoshi_session", caller.token);
            if (with_csrf) {
                request.headers.add("X-CSRF-Token", caller.csrf);
            }
        }
        return http::answer(router_, request, {});
    }

    static std::string code_of(const http::Response& response) {
        const auto body = json::parse(response.bytes(), nullptr, false);
        return body.is_object() && body.contains("code") ? body["code"].get<std::string>() : "";
    }

    followup::TestInstallation installation_;
    access::Access access_{installation_.database(), installation_.directories,
                           installation_.store().clock()};
    followup::PlanId plan_ = installation_.plan_of(followup::sample());
    followup::PlanId other_plan_;
    followup::ImportId import_;
    std::string evidence_; // id of a file that is evidence in the first task
    http::Registry metrics_;
    followup::PlanTexts plan_texts_{installation_.database(), installation_.directories,
                                    installation_.store().clock(), installation_.imports.specs()};
    followup::Children children_{installation_.database(), installation_.directories,
                                 installation_.store().clock()};
    followup::Views views_{installation_.database()};
    notify::Notices notices_{installation_.database(), installation_.store().clock()};
    RefusingMail sender_;
    notify::Outbox outbox_{installation_.database(), sender_, outbox_options()};
    static notify::OutboxOptions outbox_options() {
        notify::OutboxOptions options;
        options.holder = "test";
        options.always = true;
        options.slots.clear();
        return options;
    }
    std::array<pack::Section, 1> sections_{{{.name = "units",
                                             .check = org::check_units,
                                             .check_together = org::check_units_together,
                                             .counts = org::count_units,
                                             .changes = org::unit_changes,
                                             .load = org::load_pack_units}}};
    pack::Packs packs_{installation_.database(), {installation_.pack().folder}, sections_};
    form::Library forms_{installation_.database()};
    form::Trials trials_{installation_.database()};
    followup::Lives lives_{installation_.database(), installation_.directories,
                           installation_.store().clock(), installation_.imports.specs()};
    Services services_{installation_.database(),
                       installation_.directories,
                       access_,
                       installation_.imports,
                       installation_.plans,
                       plan_texts_,
                       children_,
                       views_,
                       notices_,
                       outbox_,
                       [](access::PersonId) { return std::vector<notify::CalendarEntry>{}; },
                       packs_,
                       forms_,
                       trials_,
                       lives_,
                       installation_.store().blobs(),
                       notice::read_entries,
                       installation_.store().clock(),
                       nullptr,
                       metrics_,
                       {}};
    http::Router router_;
    std::vector<Caller> callers_;
};

bool changes(http::Method method) {
    return method != http::Method::get;
}
bool ends_session(const RouteInfo& route) {
    return route.method == http::Method::remove && route.pattern == "/api/v1/session";
}
bool discards(const RouteInfo& route) {
    return route.method == http::Method::remove && route.pattern == "/api/v1/imports/{id}";
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
        if (ends_session(route) || discards(route) || forgets(route)) {
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

TEST_F(ApiTest, a_saved_view_is_nobody_elses) {
    for (const auto& route : route_table()) {
        if (!forgets(route) || personal(route)) {
            continue;
        }
        for (const auto& caller : callers_) {
            const bool reader = caller.role && *caller.role != Role::administrator;
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

// SPDX-License-Identifier: Apache-2.0
// An installation with callers of every role, their objects and those of others, behind the routes:
// ApiTest for fixtures; send() asks as one of its callers.
#pragma once

#include "api/testing/test_services.hpp"

#include "followup/holders.hpp"
#include "http/dispatch.hpp"
#include "http/router.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <set>

namespace luoshi::api {

using access::Role;
using nlohmann::json;

struct Caller {
    std::string label;
    std::optional<Role> role; // none: not logged in
    std::string token, csrf;
    std::string trial; // id of a filled form of this person
};

class ApiTest : public testing::Test, protected TestServices {
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
        leaders_join();
        a_letter_waits();
        liaison_joins();
        evidence_ = evidence_of(guangzhou);
        for (auto& caller : callers_) {
            caller.trial = trial_of(caller.token);
        }
        callers_.push_back({"nobody", std::nullopt, "", "", {}});
        ask_units();
        leaders_read();
        watchers_join();
        units_note();
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

    struct Asked {
        std::string duty, due, remark, deputy, letter, document, ask, document_remark, subtask,
            said, scanned, request;
    };

    void leaders_join() {
        access::PersonId leader;
        for (const auto& [name, role] :
             {std::pair{"leader", Role::leader}, std::pair{"secretary", Role::secretary}}) {
            access::NewPerson person{name, name, role, {}, "long enough!", false, false};
            person.serves = leader;
            const auto id = access_.add_person({0, "test", ""}, person);
            leader = id.who.id;
            const auto session = access_.log_in(name, "long enough!", "");
            callers_.push_back({name, role, session.token, session.csrf, {}});
        }
    }

    // From here on the powers are separated.
    void watchers_join() {
        access::NewPerson first{"aa", "甲", Role::office, {}, "long enough!", false, false};
        access_.add_person({0, "test", ""},
                           first); // whose sessions may be ended: nobody asks as them
        for (const auto& [name, role] :
             {std::pair{"security", Role::security}, std::pair{"auditor", Role::auditor}}) {
            access_.add_person({0, "test", ""}, {.username = name,
                                                 .name = name,
                                                 .role = role,
                                                 .unit = {},
                                                 .password = "long enough!",
                                                 .must_change_password = false,
                                                 .demo = false});
            const auto session = access_.log_in(name, "long enough!", "");
            callers_.push_back({name, role, session.token, session.csrf, {}});
            callers_.back().trial = trial_of(session.token);
        }
    }

    // A brief and a paper each of which the leader has one, and remarks handed on to 广州市 and
    // to 省财政厅.
    void leaders_read() {
        const auto who_of = [&](std::size_t caller) {
            const auto principal = access_.who(callers_[caller].token)->principal;
            return duty::Who{principal, access::actor_of(principal, "r")};
        };
        const auto office = who_of(0);
        const auto leader = who_of(4);
        leader::NewPaper paper;
        paper.title = "情况";
        paper.leaders = {leader.principal.id};
        brief_ = to_string(briefs_.draft(office, plan_));
        briefs_.issue(office, *parse_as<leader::BriefId>(brief_), 1, paper.leaders);
        const auto id = papers_.send(office, plan_, paper);
        paper_ = to_string(id);
        for (auto [name, asked] :
             {std::pair{"广州市", &own_asked_}, std::pair{"省财政厅", &other_asked_}}) {
            const auto remark = leader_remarks_.write(leader, id, {"抓紧", true, {}});
            leader::HandOn given;
            given.units = {unit(name)};
            leader_remarks_.hand_on(office, remark, 1, given);
            asked->said = to_string(remark);
        }
        leader::Recorded recorded;
        recorded.name = "林某";
        recorded.words = "同意";
        recorded.about = "请示";
        recorded.said_on = installation_.today();
        for (auto [name, asked] :
             {std::pair{"广州市", &own_asked_}, std::pair{"省财政厅", &other_asked_}}) {
            recorded.leader = leader.principal.id;
            const auto scanned = leader_remarks_.record(office, plan_, recorded);
            leader_remarks_.attach(office, scanned, "批示.txt", "同意");
            leader::HandOn given;
            given.units = {unit(name)};
            leader_remarks_.hand_on(office, scanned, 2, given);
            asked->scanned = to_string(scanned);
        }
    }

    // Of units, entered by the office; the first one.
    std::string a_change() {
        const auto all = unit_changes_.list().changes.all;
        if (!all.empty()) {
            return to_string(all.back().id);
        }
        org::NewChange change;
        change.kind = org::ChangeKind::alias;
        change.unit = unit("广州市");
        change.on = installation_.today();
        change.basis = "测试";
        change.alias = "穗";
        const auto revision = installation_.directory()->revision();
        return to_string(unit_changes_.enter({0, "test", ""}, revision, change).id);
    }

    void liaison_joins() {
        liaison::Liaison entry;
        entry.unit = unit("广州市");
        entry.name = "周宁";
        entry.office_phone = "020-83131234";
        entry.mobile = "13800138000";
        entry.valid.from = installation_.today();
        liaison_ = to_string(liaisons_.add({0, "test", ""}, entry).id);
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

    // Requests past the duties: one of 广州市, one of 省财政厅.
    void units_note() {
        auto principal = access_.who(callers_[1].token)->principal;
        burden::NewRequest request;
        request.asker = "某处室";
        request.what = "台账";
        request.asked_on = installation_.today();
        for (auto [name, asked] :
             {std::pair{"广州市", &own_asked_}, std::pair{"省财政厅", &other_asked_}}) {
            principal.unit = unit(name);
            asked->request =
                to_string(requests_.note({principal, access::actor_of(principal, "r")}, request));
        }
    }

    // Two reports handed in by the office for their units, with a remark and a request for time
    // each: of 广州市, and of 省财政厅, which those of 广州市 do not see.
    void ask_units() {
        const auto office = access_.who(callers_[0].token)->principal;
        const duty::Who who{office, access::actor_of(office, "r")};
        duty::Definition definition;
        definition.code = "year";
        definition.title = {"年度工作方案", "Plan of the year"};
        definition.form = "yearly-plan";
        definition.words = "测试";
        definition.to = {"gd.office"};
        definition.period = expr::Period::Kind::year;
        definition.on = to_string(installation_.today().plus_days(20));
        for (auto [unit_code, asked] :
             {std::pair{"gd.c440100", &own_asked_}, std::pair{"gd.czt", &other_asked_}}) {
            definition.who = {unit_code};
            definition.code += "x";
            const auto id = duties_.create(who.actor, plan_, definition);
            duties_.issue(who.actor, id, 1, {});
            duty::DueFilter filter;
            filter.duty = id;
            const auto due = dues_.list(org::Scope::all(), filter, "", 10).lines.at(0).due;
            asked->duty = to_string(id);
            asked->due = to_string(due.id);
            if (asked == &own_asked_) {
                const auto drafter = access_.who(callers_[1].token)->principal;
                extension_ = to_string(submissions_.ask_time(
                    {drafter, access::actor_of(drafter, "r")}, due.id, 5, "数据未出"));
            }
            asked->remark = remark_on(who, due.id);
            asked->deputy = deputy_in(who, due.unit);
            asked->letter = letter_about(who, due.id);
            asked->subtask = subtask_of(who, due.unit);
        }
        documents_.take_from_pack(who.actor, plan_);
        document_of("gd.c440100", {office, who.actor}, own_asked_);
        document_of("gd.czt", {office, who.actor}, other_asked_);
    }

    // The first document that unit leads, with a remark the office entered for another.
    void document_of(const char* lead, const outcome::Who& who, Asked& asked) {
        const auto unit = installation_.directory()->find_code(lead)->id;
        for (const auto& one : documents_.list(org::Scope::all(), plan_)) {
            if (one.document.lead != unit || !asked.document.empty()) {
                continue;
            }
            const auto id = one.document.id;
            asked.document = to_string(id);
            documents_.end_step(who, id, {.step = outcome::Step::research});
            documents_.add_text(who, id, {"草稿", "第一条"});
            documents_.end_step(who, id, {.step = outcome::Step::draft});
            const auto other = installation_.directory()->find_code("gd.rst")->id;
            documents_.ask(who, id, {outcome::Purpose::comment, {other}, installation_.today()});
            const auto ask = documents_.open(who.principal, id).sheet.asks.front().id;
            documents_.answer(who, ask, {outcome::Answer::remarks, "", {{"", "写具体"}}});
            asked.ask = to_string(ask);
            asked.document_remark =
                to_string(documents_.open(who.principal, id).sheet.remarks.front().id);
        }
    }

    std::string letter_about(const duty::Who& who, duty::DueId due) {
        supervise::Wording wording;
        wording.requirement = "报送";
        wording.answer_by = installation_.today().plus_days(10);
        const auto id =
            supervision_.create(who, {supervise::AboutKind::due, due.value}, {}, wording);
        supervision_.send(who, id, 1);
        supervision_.approve(who, id, 2, {"林某", ""});
        return to_string(id);
    }

    // The office makes work of a measure for the unit.
    std::string subtask_of(const duty::Who& who, org::UnitId of) {
        const auto held = installation_.database().read([&](store::Reader& reader) {
            return followup::held_tasks(reader, plan_, of).front().task;
        });
        subtask::Request request;
        request.task = held;
        request.source = {subtask::Origin::measure, "补齐台账", "", {}, ""};
        request.parts = {{of, "补齐台账", "", installation_.today()}};
        return to_string(subtasks_.hand_out(who, request).front());
    }

    std::string remark_on(const duty::Who& who, duty::DueId due) {
        const auto year = std::to_string(installation_.today().plus_days(20).year());
        submissions_.save(
            who, due, 0,
            R"({"values":{"总体思路":"抓落实","年度工作":[{"工作编号":"1","工作内容":)"
            R"("甲","预期成果":"乙","完成时限":")" +
                year + R"(-12-31","责任处室":"丙"}]}})");
        submissions_.enter(who, due, 1, {installation_.today(), "纸质", {}});
        duty::Remark remark;
        remark.field = "总体思路";
        remark.words = "写具体";
        return to_string(submissions_.remark(who, due, remark));
    }

    std::string deputy_in(const duty::Who& who, org::UnitId unit) {
        access::PersonId people[2];
        for (auto& person : people) {
            static int count = 0;
            person = access_
                         .add_person(who.actor, {.username = "extra" + std::to_string(++count),
                                                 .name = "某人",
                                                 .role = Role::signer,
                                                 .unit = unit,
                                                 .password = "long enough!",
                                                 .must_change_password = false,
                                                 .demo = false})
                         .who.id;
        }
        return to_string(chains_.add_deputy(who, unit,
                                            {people[0], people[1], "代签", installation_.today(),
                                             installation_.today().plus_days(9)}));
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
        if (pattern.starts_with("/api/v1/liaisons/")) {
            return {liaison_, liaison_};
        }
        if (pattern.starts_with("/api/v1/units/changes/")) {
            return {a_change(), a_change()};
        }
        if (pattern.starts_with("/api/v1/audit/events/")) {
            const auto id = std::to_string(installation_.database().read([](store::Reader& reader) {
                return store::find_events(reader, {}, 0, 1).at(0).id;
            }));
            return {id, id};
        }
        if (pattern.starts_with("/api/v1/people/")) {
            const auto id = to_string(access_.people("", 1).at(0).who.id);
            return {id, id};
        }
        if (pattern.ends_with("/scan")) {
            return {own_asked_.scanned, other_asked_.scanned};
        }
        for (const auto& [prefix, member] :
             {std::pair{"/api/v1/duties/", &Asked::duty}, std::pair{"/api/v1/dues/", &Asked::due},
              std::pair{"/api/v1/supervision/", &Asked::letter},
              std::pair{"/api/v1/subtasks/", &Asked::subtask},
              std::pair{"/api/v1/burden/requests/", &Asked::request},
              std::pair{"/api/v1/documents/", &Asked::document},
              std::pair{"/api/v1/asks/", &Asked::ask},
              std::pair{"/api/v1/document-remarks/", &Asked::document_remark},
              std::pair{"/api/v1/leader-remarks/", &Asked::said},
              std::pair{"/api/v1/remarks/", &Asked::remark},
              std::pair{"/api/v1/deputies/", &Asked::deputy}}) {
            if (pattern.starts_with(prefix)) {
                return {own_asked_.*member, other_asked_.*member};
            }
        }
        if (pattern.starts_with("/api/v1/briefs/")) {
            return {brief_, brief_};
        }
        if (pattern.starts_with("/api/v1/papers/")) {
            return {paper_, paper_};
        }
        if (pattern.starts_with("/api/v1/extensions/")) {
            return {extension_, extension_};
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
        return send(route, id, caller, with_csrf, router_);
    }

    http::Response send(const RouteInfo& route, const std::string& id, const Caller& caller,
                        bool with_csrf, const http::Router& router) {
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
        return http::answer(router, request, {});
    }

    static std::string code_of(const http::Response& response) {
        const auto body = json::parse(response.bytes(), nullptr, false);
        return body.is_object() && body.contains("code") ? body["code"].get<std::string>() : "";
    }

    followup::PlanId plan_ = installation_.plan_of(followup::sample());
    followup::PlanId other_plan_;
    followup::ImportId import_;
    std::string evidence_; // id of a file that is evidence in the first task
    Asked own_asked_, other_asked_;
    std::string brief_, paper_; // sent to the leader
    std::string liaison_;       // of 广州市
    std::string extension_;     // asked for by those of 广州市
    http::Router router_;
    std::vector<Caller> callers_;
};

} // namespace luoshi::api

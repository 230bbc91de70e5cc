// SPDX-License-Identifier: Apache-2.0
// 待阅: what the office sends to leaders; 圈阅, 批示 and 批准签发 of each.
#include "leader/papers.hpp"

#include "api/leader_json.hpp"
#include "base/error.hpp"

namespace luoshi::api {
namespace {

using http::Method;
using leader::PaperId;
using leader::PaperKind;

constexpr std::size_t kLongestSearch = 400; // bytes: 100 characters of Chinese and more

// With what it is about, as a page shows it, and what one may see said on it.
Json detail_json(const Call& call, const leader::Paper& paper) {
    auto& services = call.services;
    const auto today = services.clock.today();
    Json brief, supervision;
    if (paper.kind == PaperKind::brief) {
        const auto shown = services.briefs.detail(call.who(), leader::BriefId{paper.object});
        brief = to_json(shown.briefs.front(), {*shown.directory, today});
    }
    if (paper.kind == PaperKind::supervision) {
        const auto shown =
            services.supervision.detail(call.scope(), supervise::DraftId{paper.object});
        supervision = to_json(shown.drafts.front(), {*shown.directory, today});
    }
    return {{"paper", to_json(paper)},
            {"brief", std::move(brief)},
            {"supervision", std::move(supervision)},
            {"remarks", remarks_json(services.leader_remarks.on(call.who(), paper.id), today)}};
}

http::Response show(const Call& call, int status, PaperId id) {
    return answer(status, detail_json(call, call.services.papers.detail(call.who(), id)));
}

PaperId paper_in_path(const Call& call) {
    const auto id = path_id<PaperId>(call.request);
    call.services.papers.detail(call.who(), id);
    return id;
}

Json papers_json(const std::vector<leader::Paper>& papers) {
    auto items = Json::array();
    for (const auto& paper : papers) {
        items.push_back(to_json(paper));
    }
    return {{"items", std::move(items)}};
}

http::Response leaders(const Call& call) {
    auto items = Json::array();
    for (const auto& line : call.services.papers.leaders()) {
        items.push_back({{"id", to_string(line.leader.id)},
                         {"name", line.leader.name},
                         {"title", line.leader.title},
                         {"secretaries", line.secretaries}});
    }
    return answer(200, {{"items", std::move(items)}});
}

http::Response list(const Call& call) {
    return answer(
        200, papers_json(call.services.papers.of_plan(path_id<followup::PlanId>(call.request))));
}

http::Response mine(const Call& call) {
    const auto* const words = call.request.query.find("q");
    if (words != nullptr && words->size() > kLongestSearch) {
        bad_parameter("q", "at most 100 characters");
    }
    return answer(200, papers_json(call.services.papers.mine(
                           call.who(), words == nullptr ? std::string_view{} : *words)));
}

http::Response send(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    const auto body =
        body_of(call.request, {"kind", "object_id", "title", "words", "link", "leader_ids"});
    leader::NewPaper paper;
    const auto kind = leader::parse_paper_kind(text_of(body, "kind"));
    if (!kind || *kind == PaperKind::brief) {
        bad_field("kind", "supervision, task, due or other");
    }
    paper.kind = *kind;
    paper.object = id_field<followup::TaskId>(body, "object_id").value;
    paper.title = optional_text(body, "title").value_or("");
    paper.words = optional_text(body, "words").value_or("");
    paper.link = optional_text(body, "link").value_or("");
    paper.leaders = ids_of<access::PersonId>(body, "leader_ids");
    return show(call, 201, call.services.papers.send(who_of(call), plan, paper));
}

http::Response get(const Call& call) {
    return show(call, 200, path_id<PaperId>(call.request));
}

http::Response read(const Call& call) {
    const auto id = paper_in_path(call);
    call.services.papers.read(who_of(call), id);
    return show(call, 200, id);
}

http::Response unread(const Call& call) {
    const auto id = paper_in_path(call);
    call.services.papers.unread(who_of(call), id);
    return show(call, 200, id);
}

http::Response write(const Call& call) {
    const auto id = paper_in_path(call);
    const auto body = body_of(call.request, {"words", "to_office", "unit_ids"});
    call.services.leader_remarks.write(who_of(call), id,
                                       {text_of(body, "words"), flag_of(body, "to_office", true),
                                        ids_of<org::UnitId>(body, "unit_ids")});
    return show(call, 201, id);
}

http::Response approve(const Call& call) {
    const auto id = paper_in_path(call);
    call.services.papers.approve(who_of(call), id, version_named(call.request));
    return show(call, 200, id);
}

http::Response give_back(const Call& call) {
    const auto id = paper_in_path(call);
    const auto version = version_named(call.request);
    const auto body = body_of(call.request, {"words"});
    call.services.papers.give_back(who_of(call), id, version, text_of(body, "words"));
    return show(call, 200, id);
}

} // namespace

void paper_routes(Specs& specs) {
    const auto add = [&](Method method, std::string pattern, CallHandler handler,
                         const std::vector<access::Role>& roles) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, roles}, handler, {}});
    };
    const std::vector<access::Role> readers{access::Role::office, access::Role::leader,
                                            access::Role::secretary};
    add(Method::get, "/leaders", leaders, kOfficeAndAdministrator);
    add(Method::get, "/plans/{id}/papers", list, kOffice);
    add(Method::post, "/plans/{id}/papers", send, kOffice);
    add(Method::get, "/papers", mine, kLeaders);
    add(Method::get, "/papers/{id}", get, readers);
    add(Method::post, "/papers/{id}/reading", read, kLeaders);
    add(Method::remove, "/papers/{id}/reading", unread, kLeaders);
    add(Method::post, "/papers/{id}/remarks", write, kLeaders);
    add(Method::post, "/papers/{id}/approval", approve, kLeaders);
    add(Method::post, "/papers/{id}/return", give_back, kLeaders);
}

} // namespace luoshi::api

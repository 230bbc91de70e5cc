// SPDX-License-Identifier: Apache-2.0
// The desk 工作台: reports and tasks that wait for who asks, and what one did lately.
#include "api/duty_json.hpp"
#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "duty/dues.hpp"
#include "followup/holders.hpp"
#include "followup/life.hpp"
#include "followup/work.hpp"
#include "org/org.hpp"
#include "outcome/documents.hpp"
#include "store/audit.hpp"
#include "store/database.hpp"
#include "subtask/subtasks.hpp"
#include "supervise/supervise.hpp"

#include <fmt/format.h>

#include <set>

namespace luoshi::api {
namespace {

using http::Method;

constexpr int kLooked = 300;      // entries of the record looked at for one page
constexpr std::size_t kDone = 30; // objects on one page

http::Response desk(const Call& call) {
    const auto desk = call.services.dues.desk(call.who());
    const auto today = call.services.clock.today();
    const Names names{*desk.directory, today};
    auto items = Json::array();
    for (const auto& item : desk.items) {
        items.push_back({{"due", to_json(item.line, names)},
                         {"verb", duty::to_string(item.verb)},
                         {"group", duty::to_string(duty::group_of(item.line.due, today))},
                         {"for_person", item.deputy ? Json(item.for_name) : Json()},
                         {"extension", item.extension ? to_json(*item.extension) : Json()}});
    }
    auto drafts = Json::array();
    for (const auto& draft : desk.drafts) {
        drafts.push_back(to_json(draft, names));
    }
    return answer(200, {{"items", std::move(items)},
                        {"drafts", std::move(drafts)},
                        {"upcoming", desk.upcoming ? to_json(*desk.upcoming, names) : Json()},
                        {"asked_this_month", desk.asked_this_month},
                        {"monthly_cap", desk.cap}});
}

http::Response tasks(const Call& call) {
    const auto work = call.services.database.read([&](store::Reader& reader) {
        return followup::task_work(reader, call.scope(), call.services.clock.today());
    });
    auto items = Json::array();
    for (const auto& one : work) {
        items.push_back({{"plan_id", to_json(one.plan)},
                         {"task_id", to_json(one.task)},
                         {"number", one.number},
                         {"item", one.item},
                         {"title", one.title},
                         {"act", followup::to_string(one.act)},
                         {"due", to_json(one.due)},
                         {"step", one.step.empty() ? Json() : Json(one.step)},
                         {"returned", one.returned}});
    }
    return answer(200, {{"items", std::move(items)}});
}

struct Named { // as people know it, and where it is shown
    std::string title, of, link;
};

// None: no page shows such a thing. Errors not_found: it is not there any more, or no longer seen
// by who asks.
std::optional<Named> named(const Call& call, const std::string& kind, std::int64_t id) {
    const auto link = [&](const char* page) { return fmt::format("/{}/{}", page, id); };
    if (kind == "due") {
        const auto line = call.services.dues.line(call.scope(), duty::DueId{id});
        const auto directory = call.services.database.read(
            [&](store::Reader& reader) { return call.services.directories.get(reader); });
        const auto* const unit = directory->find(line.due.unit);
        return Named{line.title.zh + (line.due.period.empty() ? "" : " " + line.due.period),
                     unit == nullptr ? ""
                                     : directory->name(*unit, org::NameKind::short_name,
                                                       call.services.clock.today()),
                     link("dues")};
    }
    if (kind == "task") {
        const followup::TaskId task{id};
        call.services.lives.expect_seen(call.scope(), task);
        const auto facts = call.services.database.read(
            [&](store::Reader& reader) { return followup::find_task_facts(reader, task); });
        if (facts) {
            return Named{facts->title, facts->number, link("tasks")};
        }
    }
    if (kind == "subtask") {
        const auto detail = call.services.subtasks.detail(call.who(), subtask::SubtaskId{id});
        return Named{detail.tree.lines.front().subtask.title, detail.tree.task.number,
                     link("subtasks")};
    }
    if (kind == "document") {
        const auto shown = call.services.documents.open(call.who(), outcome::DocumentId{id});
        return Named{shown.sheet.document.title, shown.sheet.document.task_number,
                     link("documents")};
    }
    if (kind == "duty") {
        const auto duty = call.services.duties.detail(call.scope(), duty::DutyId{id});
        return Named{duty.definition.title.zh, "", link("duties")};
    }
    if (kind == "supervision") {
        const auto shown = call.services.supervision.detail(call.scope(), supervise::DraftId{id});
        return Named{shown.drafts.front().facts.title, shown.drafts.front().number,
                     link("supervision")};
    }
    return std::nullopt;
}

bool is_typing(const std::string& action) {
    return action.ends_with(".saved") || action.ends_with(".file-added");
}

// Each object once, with what one did to it last.
http::Response done(const Call& call) {
    const auto* const cursor = call.request.query.find("cursor");
    const auto before = cursor == nullptr ? std::optional<std::int64_t>{0} : parse_id(*cursor);
    if (!before) {
        bad_parameter("cursor", "what the page before answered");
    }
    const auto events = call.services.database.read([&](store::Reader& reader) {
        store::EventFilter filter;
        filter.person = call.who().id.value;
        return store::find_events(reader, filter, *before, kLooked);
    });
    std::set<std::pair<std::string, std::int64_t>> seen;
    auto items = Json::array();
    std::optional<std::int64_t> next;
    for (const auto& event : events) {
        const auto& what = event.what;
        if (items.size() == kDone) {
            break;
        }
        next = event.id;
        if (is_typing(what.action) || !seen.emplace(what.object_kind, what.object_id).second) {
            continue;
        }
        try {
            const auto object = named(call, what.object_kind, what.object_id);
            if (!object) {
                continue;
            }
            items.push_back({{"kind", what.object_kind},
                             {"title", object->title},
                             {"of", object->of},
                             {"link", object->link},
                             {"action", what.action},
                             {"on", to_string(event.business_date)},
                             {"at", to_string(event.at)}});
        } catch (const Error& error) {
            if (error.code() != ErrorCode::not_found) {
                throw;
            }
        }
    }
    const bool more = items.size() == kDone || events.size() == std::size_t{kLooked};
    return answer(200, {{"items", std::move(items)},
                        {"next_cursor", more && next ? Json(std::to_string(*next)) : Json()}});
}

} // namespace

void desk_routes(Specs& specs) {
    const auto add = [&](std::string pattern, CallHandler handler) {
        specs.push_back(
            {{Method::get, "/api/v1/desk" + pattern, Audience::roles, kPlanReaders}, handler, {}});
    };
    add("", desk);
    add("/tasks", tasks);
    add("/done", done);
}

} // namespace luoshi::api

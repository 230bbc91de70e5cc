// SPDX-License-Identifier: Apache-2.0
// The record and the log of reads, for who looks after both and changes nothing.
#include "store/audit.hpp"
#include "access/reads.hpp"
#include "api/json.hpp"
#include "api/office_file.hpp"
#include "api/proving.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "office/stamp.hpp"
#include "office/write_xlsx.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <map>

namespace luoshi::api {
namespace {

using http::Method;

constexpr int kMostLines = 10'000; // of an export

// Begin of that civil day.
Timestamp begin_of(Date day) {
    return Timestamp{std::chrono::days{day.days_since_epoch()}} - std::chrono::hours{8};
}

struct Days {
    std::optional<Timestamp> from, until;
};

Days days_of(const http::Request& request) {
    const auto from = date_parameter(request, "from");
    const auto to = date_parameter(request, "to");
    return {from ? std::optional{begin_of(*from)} : std::nullopt,
            to ? std::optional{begin_of(to->plus_days(1))} : std::nullopt};
}

std::string word_of(const http::Request& request, const char* name) {
    const std::string word{request.query.get(name)};
    if (word.size() > 80) {
        bad_parameter(name, "shorter");
    }
    return word;
}

store::EventFilter filter_of(const http::Request& request) {
    const auto days = days_of(request);
    return {.person = id_parameter(request, "person"),
            .object_kind = word_of(request, "kind"),
            .object_id = id_parameter(request, "object").value_or(0),
            .action = word_of(request, "action"),
            .from = days.from,
            .until = days.until};
}

Json event_json(const store::Event& event) {
    const auto& what = event.what;
    return {{"id", std::to_string(event.id)},
            {"seq", event.seq == 0 ? Json() : Json(event.seq)},
            {"at", to_string(event.at)},
            {"business_date", to_string(event.business_date)},
            {"person", {{"id", id_json(what.actor.person)}, {"name", what.actor.name}}},
            {"action", what.action},
            {"kind", what.object_kind},
            {"object_id", id_json(what.object_id)},
            {"plan_id", id_json(what.plan_id)},
            {"request_id", what.actor.request_id}};
}

// Integers that a browser would round are told as texts.
Json parsed(const std::string& image) {
    constexpr std::int64_t kExact = 1LL << 53;
    if (image.empty()) {
        return {};
    }
    auto json = Json::parse(image);
    for (auto& member : json) {
        if (member.is_number_integer()) {
            const auto number = member.get<std::int64_t>();
            if (number > kExact || number < -kExact) {
                member = std::to_string(number);
            }
        }
    }
    return json;
}

http::Response events(const Call& call) {
    const int limit = limit_of(call.request);
    const auto filter = filter_of(call.request);
    const auto before = id_parameter(call.request, "cursor").value_or(0);
    const auto found = call.services.database.read([&](store::Reader& reader) {
        return store::find_events(reader, filter, before, limit + 1);
    });
    auto items = Json::array();
    for (std::size_t i = 0; i < found.size() && i < static_cast<std::size_t>(limit); ++i) {
        items.push_back(event_json(found[i]));
    }
    const bool more = found.size() > static_cast<std::size_t>(limit);
    return answer(200, {{"items", items}, {"next_cursor", more ? items.back()["id"] : Json()}});
}

std::vector<access::Person> everybody(const Call& call) {
    constexpr int kPage = 500;
    std::vector<access::Person> all;
    for (bool more = true; more;) {
        const auto page =
            call.services.access.people(all.empty() ? "" : all.back().who.username, kPage);
        all.insert(all.end(), page.begin(), page.end());
        more = page.size() == static_cast<std::size_t>(kPage);
    }
    return all;
}

http::Response people(const Call& call) {
    auto items = Json::array();
    for (const auto& person : everybody(call)) {
        items.push_back({{"id", to_string(person.who.id)},
                         {"name", person.who.name},
                         {"username", person.who.username}});
    }
    return answer(200, {{"items", std::move(items)}});
}

// Of the people and units whose numbers stand in the entry, by number: units as they are called
// on the day of the entry.
Json names_in(const Call& call, const store::Event& event, const Json& rows) {
    std::map<std::string, std::string> known;
    for (const auto& person : everybody(call)) {
        known[to_string(person.who.id)] = person.who.name;
    }
    const auto directory = call.services.database.read(
        [&](store::Reader& reader) { return call.services.directories.get(reader); });
    for (const auto& unit : directory->units()) {
        known[to_string(unit.id)] =
            directory->name(unit, org::NameKind::short_name, event.business_date);
    }
    auto names = Json::object();
    const auto note = [&](const std::string& number) {
        if (const auto it = known.find(number); it != known.end()) {
            names[number] = it->second;
        }
    };
    note(std::to_string(event.what.object_id));
    for (const auto& row : rows) {
        note(row["row_id"].get<std::string>());
        for (const auto* const image : {&row["before"], &row["after"]}) {
            for (const auto& cell : image->is_object() ? *image : Json::object()) {
                note(cell.is_string()           ? cell.get<std::string>()
                     : cell.is_number_integer() ? cell.dump()
                                                : "");
            }
        }
    }
    return names;
}

struct EventTag;
using EventId = Id<EventTag>;

http::Response event(const Call& call) {
    const auto& text = call.request.path_param("id");
    const auto id = parse_as<EventId>(text);
    const auto found = !id ? std::nullopt : call.services.database.read([&](store::Reader& reader) {
        return store::find_event(reader, id->value);
    });
    if (!found) {
        throw failure(ErrorCode::not_found, "audit.no-event", "event '{}' does not exist", text);
    }
    auto json = event_json(*found);
    json["detail"] = parsed(found->what.detail);
    json["hash"] = found->hash;
    auto rows = Json::array();
    for (const auto& image : found->images) {
        rows.push_back({{"table", image.table},
                        {"row_id", std::to_string(image.row_id)},
                        {"before", parsed(image.before)},
                        {"after", parsed(image.after)}});
    }
    json["names"] = names_in(call, *found, rows);
    json["rows"] = std::move(rows);
    return answer(200, json);
}

http::Response events_file(const Call& call) {
    const auto filter = filter_of(call.request);
    const auto found = call.services.database.read([&](store::Reader& reader) {
        return store::find_events(reader, filter, 0, kMostLines + 1);
    });
    if (found.size() > static_cast<std::size_t>(kMostLines)) {
        throw failure(ErrorCode::too_large, "audit.too-many", "more than {} entries", kMostLines)
            .with("limit", std::to_string(kMostLines));
    }
    office::WriteSheet sheet;
    sheet.name = "办理记录";
    sheet.title = "办理记录";
    sheet.above = {fmt::format("共 {} 条，{} 由{}导出", found.size(),
                               office::minute_of(call.services.clock.now()), call.who().name)};
    sheet.table.widths = {6, 11, 8, 16, 10, 14, 14, 22};
    sheet.table.heading_rows = 1;
    const auto line = [&](const std::vector<std::string>& cells, office::WriteLook look) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            sheet.table.cells.push_back(
                {.row = sheet.table.rows, .column = i, .text = cells[i], .look = look});
        }
        ++sheet.table.rows;
    };
    line({"链号", "时间", "人员", "动作", "对象", "对象编号", "请求编号", "链值"},
         office::WriteLook::heading);
    for (const auto& one : found) {
        const auto& what = one.what;
        line({one.seq == 0 ? "" : std::to_string(one.seq), office::minute_of(one.at),
              what.actor.name, what.action, what.object_kind,
              what.object_id == 0 ? "" : std::to_string(what.object_id), what.actor.request_id,
              one.hash},
             office::WriteLook::text);
    }
    return office_file(office::write_xlsx({sheet}), office::Format::xlsx, "办理记录");
}

http::Response reads(const Call& call) {
    const int limit = limit_of(call.request);
    const auto days = days_of(call.request);
    const access::ReadFilter filter{
        .person = access::PersonId{id_parameter(call.request, "person").value_or(0)},
        .object_kind = word_of(call.request, "kind"),
        .from = days.from,
        .until = days.until};
    const auto found = call.services.reads.list(
        filter, id_parameter(call.request, "cursor").value_or(0), limit + 1);
    auto items = Json::array();
    for (std::size_t i = 0; i < found.size() && i < static_cast<std::size_t>(limit); ++i) {
        const auto& one = found[i];
        items.push_back({{"id", std::to_string(one.id)},
                         {"at", to_string(one.at)},
                         {"person", {{"id", to_string(one.what.person)}, {"name", one.what.name}}},
                         {"role", one.what.role},
                         {"method", one.what.method},
                         {"route", one.what.route},
                         {"kind", one.what.object_kind},
                         {"object_id", text_or_null(one.what.object_id)},
                         {"address", one.what.address},
                         {"request_id", one.what.request_id},
                         {"sealed", one.sealed}});
    }
    const bool more = found.size() > static_cast<std::size_t>(limit);
    return answer(200, {{"items", items}, {"next_cursor", more ? items.back()["id"] : Json()}});
}

Json faults_json(const Proof& proof) {
    auto faults = Json::array();
    for (const auto* const list : {&proof.record.faults, &proof.reads.faults}) {
        for (const auto& fault : *list) {
            faults.push_back({{"code", fault.code}, {"message", fault.message}});
        }
    }
    return faults;
}

Json proof_json(const Proving::State& state) {
    Json result;
    if (state.proof) {
        const auto& record = state.proof->record;
        const auto& reads = state.proof->reads;
        result = {{"events", record.events},
                  {"rows", record.rows},
                  {"blobs", record.blobs},
                  {"anchors", record.anchors},
                  {"unsealed", record.unsealed},
                  {"head", record.head},
                  {"reads", reads.reads},
                  {"segments", reads.segments},
                  {"unsealed_reads", reads.unsealed},
                  {"faults", faults_json(*state.proof)}};
    }
    return {{"running", state.running},
            {"by", text_or_null(state.by)},
            {"started_at", to_json(state.started_at)},
            {"ended_at", to_json(state.ended_at)},
            {"done", state.done},
            {"total", state.total},
            {"failed", state.failed},
            {"result", result}};
}

http::Response proof(const Call& call) {
    return answer(200, proof_json(call.services.proving.state()));
}

http::Response prove(const Call& call) {
    if (!call.services.proving.state().running) {
        call.services.database.write([&](store::Transaction& transaction) {
            transaction.record({.actor = call.actor(),
                                .action = "audit.proof-asked",
                                .object_kind = "record",
                                .object_id = 0,
                                .plan_id = 0,
                                .detail = {}});
        });
        call.services.proving.start(call.who().name);
    }
    return answer(202, proof_json(call.services.proving.state()));
}

} // namespace

void audit_routes(Specs& specs) {
    const auto add = [&](Method method, const char* pattern, CallHandler handler) {
        specs.push_back({{method, pattern, Audience::roles, kAudit},
                         [handler = std::move(handler)](const Call& call) {
                             call.services.access.expect_apart(call.who());
                             return handler(call);
                         },
                         {}});
    };
    add(Method::get, "/api/v1/audit/people", people);
    add(Method::get, "/api/v1/audit/events", events);
    add(Method::get, "/api/v1/audit/events/{id}", event);
    add(Method::get, "/api/v1/audit/events.xlsx", events_file);
    add(Method::get, "/api/v1/audit/reads", reads);
    add(Method::get, "/api/v1/audit/proof", proof);
    add(Method::post, "/api/v1/audit/proof", prove);
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
// 联络员: the register, its sheet, accounts for those who have none.
#include "liaison/liaison.hpp"

#include "access/access.hpp"
#include "api/liaison_json.hpp"
#include "api/office_file.hpp"
#include "api/routes.hpp"
#include "http/conditional.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

namespace luoshi::api {
namespace {

using http::Method;
using liaison::Liaison;
using liaison::LiaisonId;
using liaison::Outcome;

std::shared_ptr<const org::Directory> directory_of(const Call& call) {
    return call.services.database.read(
        [&](store::Reader& reader) { return call.services.directories.get(reader); });
}

Json shown(const Call& call, const Liaison& liaison) {
    return liaison_json(liaison, *directory_of(call), call.services.clock.today(), call.who());
}

http::Response one(const Call& call, int status, const Liaison& liaison) {
    return answer_with_etag(status, shown(call, liaison), http::version_etag(liaison.version));
}

http::Response list(const Call& call) {
    const auto at = date_parameter(call.request, "at").value_or(call.services.clock.today());
    const auto unit = id_parameter(call.request, "unit");
    const auto found = unit ? call.services.liaisons.of(org::UnitId{*unit}, at,
                                                        call.request.query.find("past") != nullptr)
                            : call.services.liaisons.all(at);
    const auto directory = directory_of(call);
    auto items = Json::array();
    for (const auto& liaison : found) {
        items.push_back(liaison_json(liaison, *directory, call.services.clock.today(), call.who()));
    }
    return answer(200, {{"items", std::move(items)}});
}

liaison::Rank rank_of(const std::string& text) {
    const auto rank = liaison::parse_rank(text);
    if (!rank) {
        bad_field("rank", "main or deputy");
    }
    return *rank;
}

http::Response add(const Call& call) {
    const auto body = body_of(call.request, {"unit_id", "name", "post", "office_phone", "mobile",
                                             "rank", "username", "from", "until"});
    Liaison liaison;
    liaison.unit = id_field<org::UnitId>(body, "unit_id");
    liaison.name = text_of(body, "name");
    liaison.post = optional_text(body, "post").value_or("");
    liaison.office_phone = optional_text(body, "office_phone").value_or("");
    liaison.mobile = optional_text(body, "mobile").value_or("");
    liaison.rank = rank_of(text_of(body, "rank"));
    liaison.username = optional_text(body, "username").value_or("");
    liaison.valid = {optional_date(body, "from").value_or(call.services.clock.today()),
                     optional_date(body, "until")};
    return one(call, 201, call.services.liaisons.add(call.actor(), liaison));
}

http::Response edit(const Call& call) {
    auto next = call.services.liaisons.find(path_id<LiaisonId>(call.request));
    const auto body = body_of(call.request, {"name", "post", "office_phone", "mobile", "rank",
                                             "username", "from", "until"});
    next.name = optional_text(body, "name").value_or(next.name);
    next.post = optional_text(body, "post").value_or(next.post);
    next.office_phone = optional_text(body, "office_phone").value_or(next.office_phone);
    next.mobile = optional_text(body, "mobile").value_or(next.mobile);
    if (const auto rank = optional_text(body, "rank")) {
        next.rank = rank_of(*rank);
    }
    next.username = optional_text(body, "username").value_or(next.username);
    if (const auto from = optional_date(body, "from")) {
        next.valid.from = from;
    }
    if (body.contains("until")) {
        next.valid.until = optional_date(body, "until");
    }
    return one(call, 200,
               call.services.liaisons.edit(call.actor(), version_named(call.request), next));
}

liaison::Sheet sheet_of(const Call& call) {
    const auto [name, bytes] = uploaded_file(call);
    return liaison::read_sheet(call.services.read_entries(bytes, name));
}

Json complaint_json(const liaison::Complaint& complaint) {
    auto details = Json::object();
    for (const auto& [name, value] : complaint.details) {
        details[name] = value;
    }
    return {{"code", complaint.code}, {"details", std::move(details)}};
}

Json columns_json(const std::vector<liaison::Column>& columns) {
    auto all = Json::array();
    for (const auto column : columns) {
        all.push_back(to_string(column));
    }
    return all;
}

Json row_json(const Call& call, const org::Directory& directory, const liaison::RowResult& row) {
    const auto today = call.services.clock.today();
    auto cells = Json::object();
    for (const auto& [column, text] : row.row.cells) {
        cells[std::string{to_string(column)}] = text;
    }
    auto complaints = Json::array();
    for (const auto& complaint : row.complaints) {
        complaints.push_back(complaint_json(complaint));
    }
    const auto entry = [&](const std::optional<Liaison>& liaison) {
        return liaison ? liaison_json(*liaison, directory, today, call.who()) : Json();
    };
    return {{"sheet", row.row.sheet},
            {"line", row.row.line},
            {"cells", std::move(cells)},
            {"outcome", to_string(row.outcome)},
            {"liaison", row.outcome == Outcome::refused
                            ? Json()
                            : liaison_json(row.liaison, directory, today, call.who())},
            {"before", entry(row.before)},
            {"changed", columns_json(row.changed)},
            {"complaints", std::move(complaints)},
            {"replaces", row.replaces ? Json(row.replaces->name) : Json()}};
}

Json preview_json(const Call& call, const liaison::Preview& preview) {
    const auto directory = directory_of(call);
    auto rows = Json::array();
    for (const auto& row : preview.rows) {
        rows.push_back(row_json(call, *directory, row));
    }
    auto counts = Json::object();
    for (const auto outcome : {Outcome::added, Outcome::changed, Outcome::same, Outcome::refused}) {
        counts[std::string{to_string(outcome)}] = preview.count(outcome);
    }
    return {{"rows", std::move(rows)},
            {"counts", std::move(counts)},
            {"columns", columns_json(preview.columns)},
            {"ignored", preview.ignored},
            {"seen", preview.seen}};
}

http::Response preview(const Call& call) {
    return answer(200, preview_json(call, call.services.liaisons.preview(sheet_of(call))));
}

http::Response apply(const Call& call) {
    const auto seen = std::string{call.request.query.get("seen")};
    return answer(
        200, preview_json(call, call.services.liaisons.apply(call.actor(), sheet_of(call), seen)));
}

http::Response refused(const Call& call) {
    const auto seen = call.services.liaisons.preview(sheet_of(call));
    return office_file(liaison::refused_sheet(seen.rows), office::Format::xlsx, "联络员-待改正");
}

http::Response write_out(const Call& call) {
    const auto today = call.services.clock.today();
    return office_file(
        liaison::register_sheet(call.services.liaisons.all(today), *directory_of(call), today),
        office::Format::xlsx, "联络员名册-" + to_string(today));
}

http::Response open_accounts(const Call& call) {
    const auto body = body_of(call.request, {"ids"});
    const auto opened =
        call.services.liaisons.open_accounts(call.actor(), ids_of<LiaisonId>(body, "ids"));
    return office_file(liaison::password_sheet(opened, call.services.clock.today()),
                       office::Format::xlsx, "初始密码-" + to_string(call.services.clock.today()));
}

} // namespace

Json liaison_json(const Liaison& liaison, const org::Directory& directory, Date today,
                  const access::Principal& who) {
    const bool own = who.unit && who.unit == liaison.unit;
    const bool sees_mobile = own || who.role == access::Role::office;
    const bool sees_username = sees_mobile || who.role == access::Role::administrator;
    return {{"id", to_json(liaison.id)},
            {"unit", unit_ref(directory, liaison.unit, today)},
            {"name", liaison.name},
            {"post", text_or_null(liaison.post)},
            {"office_phone", text_or_null(liaison.office_phone)},
            {"mobile", sees_mobile ? text_or_null(liaison.mobile) : Json()},
            {"rank", to_string(liaison.rank)},
            {"username", sees_username ? text_or_null(liaison.username) : Json()},
            {"has_account", static_cast<bool>(liaison.person)},
            {"from", to_json(liaison.valid.from)},
            {"until", to_json(liaison.valid.until)},
            {"version", liaison.version}};
}

void liaison_routes(Specs& specs) {
    const auto add_route = [&](Method method, std::string pattern, CallHandler handler,
                               const std::vector<access::Role>& roles) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, roles}, handler, {}});
    };
    specs.push_back({{Method::get, "/api/v1/liaisons", Audience::logged_in, {}}, list, {}});
    add_route(Method::post, "/liaisons", add, kOffice);
    add_route(Method::get, "/liaisons/export", write_out, kOffice);
    for (const auto& [pattern, handler] :
         {std::pair<const char*, CallHandler>{"/liaisons/preview", preview},
          {"/liaisons/import", apply},
          {"/liaisons/refused", refused}}) {
        add_route(Method::post, pattern, handler, kOffice);
        specs.back().options.max_body = kUpload;
    }
    add_route(Method::post, "/liaisons/accounts", open_accounts, kAdministrator);
    add_route(Method::patch, "/liaisons/{id}", edit, kOffice);
}

} // namespace luoshi::api

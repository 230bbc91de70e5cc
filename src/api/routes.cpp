// SPDX-License-Identifier: Apache-2.0
#include "api/routes.hpp"

#include "access/reads.hpp"
#include "api/json.hpp"
#include "base/error.hpp"
#include "followup/life.hpp"
#include "http/multipart.hpp"
#include "office/stamp.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::api {
namespace {

Specs all_specs() {
    Specs specs;
    for (auto* resource :
         {session_routes, system_routes,        people_routes,     inbox_routes,    outbox_routes,
          unit_routes,    unit_change_routes,   import_routes,     plan_routes,     task_routes,
          link_routes,    view_routes,          pack_routes,       form_routes,     life_routes,
          duty_routes,    supervision_routes,   subtask_routes,    document_routes, brief_routes,
          paper_routes,   leader_remark_routes, compendium_routes, archive_routes,  due_routes,
          due_act_routes, chain_routes,         account_routes,    audit_routes,    call_routes,
          liaison_routes, handover_routes,      burden_routes,     desk_routes}) {
        resource(specs);
    }
    return specs;
}

bool changes_something(http::Method method) {
    return method != http::Method::get && method != http::Method::head &&
           method != http::Method::options;
}

// Someone who must change the password first may do just that, ask who they are, and leave.
bool open_before_password_change(const RouteInfo& info) {
    return info.audience == Audience::logged_in && info.pattern.starts_with("/api/v1/session");
}

void check(const RouteInfo& info, const access::Access::Session& session,
           const http::Request& request) {
    const auto& who = session.principal;
    if (changes_something(info.method) && request.headers.get("X-CSRF-Token") != session.csrf) {
        throw failure(ErrorCode::forbidden, "access.csrf",
                      "the header X-CSRF-Token does not have the value of the cookie luoshi_csrf");
    }
    if (who.must_change_password && !open_before_password_change(info)) {
        throw failure(ErrorCode::forbidden, "access.must-change-password",
                      "the first password must be changed first");
    }
    if (session.must_set_factor && !open_before_password_change(info)) {
        throw failure(ErrorCode::forbidden, "access.must-set-factor",
                      "this role must set up a second factor first");
    }
    const bool may = info.audience == Audience::logged_in ||
                     std::find(info.roles.begin(), info.roles.end(), who.role) != info.roles.end();
    if (!may) {
        throw failure(ErrorCode::forbidden, "access.role", "role '{}' may not do this",
                      access::to_string(who.role));
    }
}

// What a page asks by itself, once a minute say, does not keep a session alive.
access::Access::Use use_of(const http::Request& request) {
    return request.headers.find("X-Background") != nullptr ? access::Access::Use::machine
                                                           : access::Access::Use::person;
}

access::Read read_of(const RouteInfo& info, const access::Principal& who,
                     const http::Request& request) {
    const auto* const id = request.path_params.find("id");
    const auto* const code = request.path_params.find("code");
    return {.person = who.id,
            .name = who.name,
            .role = std::string{access::to_string(who.role)},
            .method = std::string{http::to_string(info.method)},
            .route = info.pattern,
            .object_kind = object_kind_of(info.pattern),
            .object_id = id != nullptr     ? *id
                         : code != nullptr ? *code
                                           : "",
            .address = request.remote_address,
            .request_id = request.request_id};
}

// Across what is written as a file while this request is answered; "" for none. An archive is the
// record itself and the same whoever fetches it.
std::string stamp_for(const RouteInfo& info, Services& services, const access::Principal& who) {
    constexpr std::array kFiles{
        "/export", "/file", "/copy", "/events.xlsx", "/liaisons/refused", "/liaisons/accounts"};
    const bool file = std::any_of(kFiles.begin(), kFiles.end(), [&](const char* ending) {
        return info.pattern.ends_with(ending);
    });
    if (!services.installation.watermark || !file) {
        return "";
    }
    const auto unit = services.database.read([&](store::Reader& reader) {
        const auto directory = services.directories.get(reader);
        const auto* const found = directory->find(who.unit);
        return found == nullptr
                   ? std::string{}
                   : directory->name(*found, org::NameKind::short_name, services.clock.today());
    });
    return fmt::format("{}{}{} {}", who.name, unit.empty() ? "" : " ", unit,
                       office::minute_of(services.clock.now()));
}

http::Response run(const RouteSpec& spec, Services& services, http::Request& request) {
    if (spec.info.audience == Audience::everybody) {
        return spec.handler({request, services, nullptr});
    }
    const auto* token = request.cookies.find(kSessionCookie);
    const auto session =
        token != nullptr ? services.access.who(*token, use_of(request)) : std::nullopt;
    if (!session) {
        throw failure(ErrorCode::unauthenticated, "access.no-session", "nobody is logged in");
    }
    check(spec.info, *session, request);
    const office::Stamp stamp{stamp_for(spec.info, services, session->principal)};
    auto response = spec.handler({request, services, &*session});
    if (response.status < 300 && reads_personal_data(spec.info)) {
        services.reads.note(read_of(spec.info, session->principal, request));
    }
    response.headers.set("Cache-Control", "no-store, private");
    return response;
}

Attached file_part(const Call& call) {
    for (const auto& part :
         http::parse_multipart(call.request.headers.get("Content-Type"), call.request.content())) {
        if (part.name == "file" && part.file_name) {
            return {*part.file_name, part.data};
        }
    }
    bad_field("file", "a file with a name");
}

} // namespace

std::string_view separation_word(access::Access& access) {
    switch (access.separation()) {
    case access::Separation::off: return "off";
    case access::Separation::waiting: return "waiting";
    case access::Separation::on: return "on";
    }
    return "off";
}

void expect_readable_size(const Call& call, const std::string& name, std::size_t size) {
    const auto most = call.services.installation.max_upload;
    if (size > most) {
        throw failure(ErrorCode::too_large, "office.too-large",
                      "'{}' has {} bytes; at most {} can be read", name, size, most)
            .with("file", name)
            .with("limit", std::to_string(most));
    }
}

void expect_attachable_size(const Call& call, const std::string& name, std::size_t size) {
    const auto most = call.services.installation.max_attachment;
    if (size > most) {
        throw failure(ErrorCode::too_large, "http.attachment-too-large",
                      "'{}' has {} bytes; at most {} can be attached", name, size, most)
            .with("file", name)
            .with("limit", std::to_string(most));
    }
}

std::pair<std::string, std::string> uploaded_file(const Call& call) {
    const auto [name, bytes] = file_part(call);
    expect_readable_size(call, name, bytes.size());
    return {name, std::string{bytes}};
}

Attached attached_file(const Call& call) {
    auto file = file_part(call);
    expect_attachable_size(call, file.name, file.bytes.size());
    return file;
}

http::Response kept_file(const Call& call, const store::NamedBlob& file) {
    constexpr std::uint64_t kWhole = 1'000'000; // proved before the first byte leaves
    constexpr auto kType = "application/octet-stream";
    auto stream = call.services.blobs.open(file.digest);
    if (stream.size <= kWhole) {
        std::string bytes;
        while (stream.next(bytes)) {
        }
        return http::download(std::move(bytes), kType, file.name);
    }
    return http::download_stream(std::move(stream.next), stream.size, kType, file.name);
}

void refuse_secret(const Call& call, std::string_view bytes, const std::string& name) {
    if (bytes.size() > call.services.installation.max_upload) {
        return;
    }
    try {
        call.services.read_entries(std::string{bytes}, name);
    } catch (const Error& error) {
        if (error.reason() == "notice.secret") {
            call.services.lives.note_refused(call.actor());
            throw;
        }
    }
}

const access::Principal& Call::who() const {
    ensure(session != nullptr, "this route knows who is asking");
    return session->principal;
}

std::string Call::token() const {
    return std::string{request.cookies.get(kSessionCookie)};
}

void add_routes(http::Router& router, Services& services) {
    for (auto& spec : all_specs()) {
        const auto method = spec.info.method;
        const auto pattern = spec.info.pattern;
        const auto options = spec.options;
        router.add(
            method, pattern,
            [spec = std::move(spec), &services](http::Request& request) {
                return run(spec, services, request);
            },
            options);
    }
}

std::vector<RouteInfo> route_table() {
    std::vector<RouteInfo> table;
    for (auto& spec : all_specs()) {
        table.push_back(std::move(spec.info));
    }
    return table;
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
// What every handler shares: who is asking, and the way from a handler to a route.
#pragma once

#include "access/access.hpp"
#include "api/api.hpp"
#include "http/router.hpp"
#include "org/scope.hpp"
#include "store/blobs.hpp"
#include "store/event.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::api {

// One request with its session; for routes open to everybody there is none.
struct Call {
    http::Request& request;
    Services& services;
    const access::Access::Session* session = nullptr;

    const access::Principal& who() const; // ensures a session
    org::Scope scope() const { return access::scope_of(who()); }
    store::Actor actor() const { return access::actor_of(who(), request.request_id); }
    std::string token() const; // of the session cookie, or ""
};

using CallHandler = std::function<http::Response(const Call&)>;

struct RouteSpec {
    RouteInfo info;
    CallHandler handler;
    http::RouteOptions options;
};

using Specs = std::vector<RouteSpec>;

// Name and bytes of the part "file" of a multipart body. Errors: invalid_argument (http.bad-field);
// too_large (office.too-large) above the largest file of the installation.
std::pair<std::string, std::string> uploaded_file(const Call& call);
void expect_readable_size(const Call& call, const std::string& name, std::size_t size);
struct Attached {
    std::string name;
    std::string_view bytes; // borrowed from the request
};
// The part "file" of a body that is only kept. Errors: those of uploaded_file; too_large
// (http.attachment-too-large, details file, limit) above the largest attachment.
Attached attached_file(const Call& call);
void expect_attachable_size(const Call& call, const std::string& name, std::size_t size);
// A kept file as a download, from the store piece by piece.
http::Response kept_file(const Call& call, const store::NamedBlob& file);
// Looked at for marks of secrecy before anything is stored. A format that is not read, a photograph
// say, is kept all the same, and so is what is larger than any file that is read. Error
// unprocessable (notice.secret), which is recorded.
void refuse_secret(const Call& call, std::string_view bytes, const std::string& name);

std::string_view separation_word(access::Access& access); // off, waiting, on

// One function per resource file; each appends its routes.
void session_routes(Specs& specs);
void system_routes(Specs& specs);
void people_routes(Specs& specs);
void inbox_routes(Specs& specs);
void outbox_routes(Specs& specs);
void unit_routes(Specs& specs);
void unit_change_routes(Specs& specs);
void import_routes(Specs& specs);
void plan_routes(Specs& specs);
void task_routes(Specs& specs);
void link_routes(Specs& specs);
void view_routes(Specs& specs);
void pack_routes(Specs& specs);
void form_routes(Specs& specs);
void life_routes(Specs& specs);
void duty_routes(Specs& specs);
void due_routes(Specs& specs);
void desk_routes(Specs& specs);
void supervision_routes(Specs& specs);
void subtask_routes(Specs& specs);
void archive_routes(Specs& specs);
void brief_routes(Specs& specs);
void paper_routes(Specs& specs);
void leader_remark_routes(Specs& specs);
void compendium_routes(Specs& specs);
void document_routes(Specs& specs);
void due_act_routes(Specs& specs);
void chain_routes(Specs& specs);
void call_routes(Specs& specs);
void liaison_routes(Specs& specs);
void handover_routes(Specs& specs);
void burden_routes(Specs& specs);
void account_routes(Specs& specs);
void audit_routes(Specs& specs);

// Does its answer hold personal data? Then who asked is logged before it leaves.
bool reads_personal_data(const RouteInfo& info);
std::size_t personal_routes() noexcept; // how many such there are
// Of all routes there are, the kinds of objects that reads_personal_data has: "people", "plans", …
std::string object_kind_of(const std::string& pattern);

// The largest file that is read, and the largest attachment, which is only kept; each with what
// multipart puts around it.
inline constexpr std::size_t kUpload = 51'000'000;
inline constexpr http::RouteOptions kAttachment{.max_body = 501'000'000, .spool = true};

inline constexpr std::string_view kSessionCookie = "luoshi_session";
inline constexpr std::string_view kCsrfCookie = "luoshi_csrf";

inline const std::vector<access::Role> kOffice{access::Role::office};
inline const std::vector<access::Role> kPlanReaders{access::Role::office, access::Role::drafter,
                                                    access::Role::signer};
inline const std::vector<access::Role> kLeaders{access::Role::leader, access::Role::secretary};
// Those who read a plan, leaders too: for what only shows.
inline const std::vector<access::Role> kPlanLookers{access::Role::office, access::Role::drafter,
                                                    access::Role::signer, access::Role::leader,
                                                    access::Role::secretary};
inline const std::vector<access::Role> kAdministrator{access::Role::administrator};
inline const std::vector<access::Role> kAccounts{access::Role::administrator,
                                                 access::Role::security};
// With separated powers not the administrator: access::Access::expect_apart.
inline const std::vector<access::Role> kAudit{access::Role::auditor, access::Role::administrator};
inline const std::vector<access::Role> kOfficeAndAdministrator{access::Role::office,
                                                               access::Role::administrator};

} // namespace luoshi::api

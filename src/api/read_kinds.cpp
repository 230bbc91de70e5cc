// SPDX-License-Identifier: Apache-2.0
// Which answers hold personal data.
#include "api/routes.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace luoshi::api {
namespace {

struct Personal {
    http::Method method;
    std::string_view pattern;
};

// People and their accounts; liaisons with their telephones, wherever they are shown; files that go
// out of the system with names and telephone numbers; reports and documents, which name those who
// answer for them; the record itself.
constexpr std::array kPersonal{
    Personal{http::Method::get, "/api/v1/people"},
    Personal{http::Method::get, "/api/v1/people/{id}"},
    Personal{http::Method::get, "/api/v1/people/{id}/sessions"},
    Personal{http::Method::get, "/api/v1/people/{id}/holdings"},
    Personal{http::Method::get, "/api/v1/liaisons"},
    Personal{http::Method::get, "/api/v1/liaisons/export"},
    Personal{http::Method::get, "/api/v1/units/{id}"},
    Personal{http::Method::get, "/api/v1/dues"},
    Personal{http::Method::get, "/api/v1/dues/{id}/calls"},
    Personal{http::Method::get, "/api/v1/leaders"},
    Personal{http::Method::get, "/api/v1/units/{id}/chain"},
    Personal{http::Method::get, "/api/v1/outbox"},
    Personal{http::Method::get, "/api/v1/plans/{id}/overview"},
    Personal{http::Method::get, "/api/v1/plans/{id}/export"},
    Personal{http::Method::get, "/api/v1/plans/{id}/archive"},
    Personal{http::Method::get, "/api/v1/tasks/{id}/archive"},
    Personal{http::Method::get, "/api/v1/dues/{id}"},
    Personal{http::Method::get, "/api/v1/dues/{id}/copy"},
    Personal{http::Method::get, "/api/v1/dues/{id}/files"},
    Personal{http::Method::get, "/api/v1/duties/{id}/compendium"},
    Personal{http::Method::get, "/api/v1/duties/{id}/compendium/file"},
    Personal{http::Method::get, "/api/v1/documents/{id}"},
    Personal{http::Method::get, "/api/v1/briefs/{id}/file"},
    Personal{http::Method::get, "/api/v1/supervision/{id}/file"},
    Personal{http::Method::get, "/api/v1/audit/people"},
    Personal{http::Method::get, "/api/v1/audit/events"},
    Personal{http::Method::get, "/api/v1/audit/events/{id}"},
    Personal{http::Method::get, "/api/v1/audit/events.xlsx"},
    Personal{http::Method::get, "/api/v1/audit/reads"},
    Personal{http::Method::post, "/api/v1/liaisons/preview"},
    Personal{http::Method::post, "/api/v1/liaisons/refused"},
    Personal{http::Method::post, "/api/v1/liaisons/accounts"},
};

} // namespace

bool reads_personal_data(const RouteInfo& info) {
    return std::ranges::any_of(kPersonal, [&](const Personal& one) {
        return one.method == info.method && one.pattern == info.pattern;
    });
}

std::size_t personal_routes() noexcept {
    return kPersonal.size();
}

std::string object_kind_of(const std::string& pattern) {
    constexpr std::string_view kRoot = "/api/v1/";
    if (!pattern.starts_with(kRoot)) {
        return "";
    }
    return pattern.substr(kRoot.size(), pattern.find('/', kRoot.size()) - kRoot.size());
}

} // namespace luoshi::api

// SPDX-License-Identifier: Apache-2.0
// Which answers hold personal data.
#include "api/routes.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace luoshi::api {
namespace {

// People and their accounts; files that go out of the system with names and telephone numbers;
// reports and documents, which name those who answer for them; the record itself.
constexpr std::array<std::string_view, 27> kPersonal{"/api/v1/people",
                                                     "/api/v1/people/{id}",
                                                     "/api/v1/people/{id}/sessions",
                                                     "/api/v1/people/{id}/holdings",
                                                     "/api/v1/liaisons",
                                                     "/api/v1/liaisons/{id}",
                                                     "/api/v1/liaisons/export",
                                                     "/api/v1/dues/{id}/calls",
                                                     "/api/v1/leaders",
                                                     "/api/v1/units/{id}/chain",
                                                     "/api/v1/outbox",
                                                     "/api/v1/plans/{id}/export",
                                                     "/api/v1/plans/{id}/archive",
                                                     "/api/v1/tasks/{id}/archive",
                                                     "/api/v1/dues/{id}",
                                                     "/api/v1/dues/{id}/copy",
                                                     "/api/v1/dues/{id}/files",
                                                     "/api/v1/duties/{id}/compendium",
                                                     "/api/v1/duties/{id}/compendium/file",
                                                     "/api/v1/documents/{id}",
                                                     "/api/v1/briefs/{id}/file",
                                                     "/api/v1/supervision/{id}/file",
                                                     "/api/v1/audit/events",
                                                     "/api/v1/audit/events/{id}",
                                                     "/api/v1/audit/events.xlsx",
                                                     "/api/v1/audit/reads",
                                                     "/api/v1/audit/proof"};

} // namespace

bool reads_personal_data(const RouteInfo& info) {
    return info.method == http::Method::get && info.audience == Audience::roles &&
           std::find(kPersonal.begin(), kPersonal.end(), info.pattern) != kPersonal.end();
}

std::string object_kind_of(const std::string& pattern) {
    constexpr std::string_view kRoot = "/api/v1/";
    if (!pattern.starts_with(kRoot)) {
        return "";
    }
    return pattern.substr(kRoot.size(), pattern.find('/', kRoot.size()) - kRoot.size());
}

} // namespace luoshi::api

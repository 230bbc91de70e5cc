// SPDX-License-Identifier: Apache-2.0
#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "http/metrics.hpp"
#include "store/database.hpp"

namespace luoshi::api {
namespace {

using http::Method;

Json health(const Services& services) {
    return {{"status", "ok"},
            {"version", services.installation.version},
            {"schema", services.database.schema_version()}};
}

Json system_json(const Call& call) {
    const auto& installation = call.services.installation;
    auto accounts = Json::array();
    for (const auto& account : installation.demo_accounts) {
        accounts.push_back({{"username", account.username},
                            {"password", account.password},
                            {"name", account.name},
                            {"unit", account.unit},
                            {"role", access::to_string(account.role)}});
    }
    return {{"name", installation.name},
            {"version", installation.version},
            {"business_date", to_string(call.services.clock.today())},
            {"demo", installation.demo},
            {"setup_needed", call.services.access.set_up_needed()},
            {"max_upload_bytes", installation.max_upload},
            {"max_attachment_bytes", installation.max_attachment},
            {"formats", installation.formats},
            {"demo_accounts", accounts}};
}

http::Response get_health(const Call& call) {
    return answer(200, health(call.services));
}

http::Response get_readiness(const Call& call) {
    call.services.database.check();
    return answer(200, health(call.services));
}

http::Response get_metrics(const Call& call) {
    const auto& address = call.request.remote_address;
    if (address != "127.0.0.1" && address != "::1") {
        throw failure(ErrorCode::forbidden, "http.loopback-only",
                      "metrics are for this machine only");
    }
    return http::text(200, call.services.metrics.prometheus_text());
}

http::Response get_system(const Call& call) {
    return answer(200, system_json(call));
}

http::Response set_business_date(const Call& call) {
    const auto body = body_of(call.request, {"date"});
    const auto date = date_of(body, "date");
    if (!call.services.set_business_date) {
        throw failure(ErrorCode::forbidden, "system.not-a-demo",
                      "the business date moves by itself; only a demo may set it");
    }
    call.services.set_business_date(date);
    return answer(200, system_json(call));
}

} // namespace

void system_routes(Specs& specs) {
    specs.push_back({{Method::get, "/healthz", Audience::everybody, {}}, get_health, {}});
    specs.push_back({{Method::get, "/readyz", Audience::everybody, {}}, get_readiness, {}});
    specs.push_back({{Method::get, "/metrics", Audience::everybody, {}}, get_metrics, {}});
    specs.push_back({{Method::get, "/api/v1/system", Audience::everybody, {}}, get_system, {}});
    specs.push_back(
        {{Method::put, "/api/v1/system/business-date", Audience::roles, kOfficeAndAdministrator},
         set_business_date,
         {}});
}

} // namespace luoshi::api

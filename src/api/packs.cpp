// SPDX-License-Identifier: Apache-2.0
#include "pack/packs.hpp"

#include "api/json.hpp"
#include "api/routes.hpp"
#include "store/database.hpp"

namespace luoshi::api {
namespace {

using http::Method;

std::string code_of(const Call& call) {
    return std::string{call.request.path_param("code")};
}

Json summary_json(const pack::Look& look) {
    const auto& pack = *look.in_force.pack;
    return {{"code", pack.code},
            {"title", pack.title},
            {"title_en", pack.title_en},
            {"version", pack.version},
            {"version_id", to_json(look.in_force.version)},
            {"digest", pack.digest},
            {"loaded_at", to_string(look.since)},
            {"state", to_string(look.state)}};
}

Json counts_json(const Call& call, const pack::Pack& pack) {
    auto counts = Json::array();
    for (const auto& section : call.services.packs.sections()) {
        if (section.counts == nullptr) {
            continue;
        }
        for (const auto& [kind, count] : section.counts(pack)) {
            counts.push_back({{"kind", kind}, {"count", count}});
        }
    }
    return counts;
}

Json detail_json(const Call& call, const std::string& code) {
    const auto look = call.services.packs.look(code);
    const auto& pack = *look.in_force.pack;
    auto versions = Json::array();
    for (const auto& one : call.services.database.read(
             [&](store::Reader& reader) { return pack::versions(reader, code); })) {
        versions.push_back({{"id", to_json(one.id)},
                            {"version", one.version},
                            {"digest", one.digest},
                            {"title", one.title},
                            {"title_en", one.title_en},
                            {"loaded_at", to_string(one.loaded_at)},
                            {"in_force", one.id == look.in_force.version}});
    }
    auto categories = Json::array();
    for (const auto& one : pack.categories) {
        categories.push_back(
            {{"code", one.code}, {"title", one.title}, {"title_en", one.title_en}});
    }
    return {{"pack", summary_json(look)},
            {"folder", look.in_force.folder},
            {"notice_number", to_json(pack.notice_number)},
            {"categories", categories},
            {"counts", counts_json(call, pack)},
            {"versions", versions}};
}

Json finding_json(const pack::Finding& finding) {
    const Utf16Offsets offsets{finding.source_line};
    return {{"file", finding.file},
            {"line", finding.line},
            {"column", finding.column},
            {"code", finding.diagnostic.code},
            {"message", finding.diagnostic.message},
            {"message_zh", finding.diagnostic.message_zh},
            {"source_line", finding.source_line},
            {"caret", offsets.of(static_cast<std::uint32_t>(finding.column - 1))}};
}

Json change_json(const pack::Change& change) {
    auto fields = Json::array();
    for (const auto& one : change.fields) {
        fields.push_back({{"field", one.field}, {"before", one.before}, {"after", one.after}});
    }
    return {{"kind", change.kind},
            {"act", to_string(change.act)},
            {"code", change.code},
            {"name", change.name},
            {"fields", fields}};
}

http::Response list(const Call& call) {
    auto items = Json::array();
    for (const auto& look : call.services.packs.list()) {
        items.push_back(summary_json(look));
    }
    return answer(200, {{"items", items}});
}

http::Response get(const Call& call) {
    return answer(200, detail_json(call, code_of(call)));
}

http::Response preview(const Call& call) {
    const auto seen = call.services.packs.preview(code_of(call));
    auto findings = Json::array();
    for (const auto& finding : seen.findings) {
        findings.push_back(finding_json(finding));
    }
    auto sections = Json::array();
    for (const auto& section : seen.changes) {
        auto changes = Json::array();
        for (const auto& change : section.changes) {
            changes.push_back(change_json(change));
        }
        sections.push_back({{"section", section.section}, {"changes", changes}});
    }
    return answer(200, {{"state", to_string(seen.state)},
                        {"digest", seen.digest},
                        {"version", seen.version},
                        {"findings", findings},
                        {"sections", sections}});
}

http::Response activate(const Call& call) {
    const auto body = body_of(call.request, {"digest"});
    const auto digest = text_of(body, "digest");
    call.services.packs.activate(call.actor(), code_of(call), digest);
    return answer(200, detail_json(call, code_of(call)));
}

} // namespace

void pack_routes(Specs& specs) {
    const auto looking = [&](const char* pattern, CallHandler handler) {
        specs.push_back(
            {{Method::get, pattern, Audience::roles, kOfficeAndAdministrator}, handler, {}});
    };
    looking("/api/v1/packs", list);
    looking("/api/v1/packs/{code}", get);
    looking("/api/v1/packs/{code}/preview", preview);
    specs.push_back(
        {{Method::post, "/api/v1/packs/{code}/activate", Audience::roles, kOffice}, activate, {}});
}

} // namespace luoshi::api

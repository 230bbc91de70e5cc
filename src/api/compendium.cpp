// SPDX-License-Identifier: Apache-2.0
// Compendia 汇编: accepted reports gathered, as data and as files; themes and receipts.
#include "compendium/compendium.hpp"

#include "api/duty_json.hpp"
#include "api/office_file.hpp"
#include "base/error.hpp"
#include "compendium/compendium_files.hpp"
#include "org/org.hpp"

#include <fmt/format.h>

namespace luoshi::api {
namespace {

using http::Method;

compendium::Gathered gathered(const Call& call) {
    const auto id = path_id<duty::DutyId>(call.request);
    call.services.duties.detail(call.scope(), id); // asked before the date is judged
    return call.services.compendiums.gather(call.who(), id,
                                            date_parameter(call.request, "occurrence"));
}

Json row_json(const compendium::ThemeRow& row, const Names& names) {
    return {{"due_id", to_string(row.due)},
            {"unit", unit_ref(names.directory, row.unit, names.at)},
            {"row", row.key},
            {"picked", row.picked},
            {"corrected_by", row.corrected_by.empty() ? Json() : Json(row.corrected_by)},
            {"cells", row.cells}};
}

Json themes_json(const compendium::Gathered& all, const Names& names) {
    auto themes = Json::array();
    for (const auto& theme : all.themes) {
        auto rows = Json::array();
        for (const auto& row : theme.rows) {
            rows.push_back(row_json(row, names));
        }
        themes.push_back({{"theme", theme.name}, {"rows", std::move(rows)}});
    }
    return themes;
}

Json receipts_json(const compendium::Gathered& all, duty::DueId due, const Names& names) {
    auto receipts = Json::array();
    const auto it = all.receipts.find(due);
    for (const auto& one :
         it == all.receipts.end() ? std::vector<compendium::Receipt>{} : it->second) {
        receipts.push_back({{"unit", unit_ref(names.directory, one.unit, names.at)},
                            {"received_on", to_string(one.received_on)},
                            {"passed_on", to_json(one.passed_on)},
                            {"note", one.note},
                            {"made_by", one.made_by}});
    }
    return receipts;
}

http::Response get(const Call& call) {
    const auto all = gathered(call);
    const Names names{*all.directory, call.services.clock.today()};
    auto reports = Json::array();
    for (const auto& line : all.lines) {
        reports.push_back(
            {{"due", to_json(line, names)}, {"receipts", receipts_json(all, line.due.id, names)}});
    }
    const bool any = !all.dates.empty();
    return answer(
        200,
        {{"duty_id", to_string(all.duty.id)},
         {"title", {{"zh", all.duty.definition.title.zh}, {"en", all.duty.definition.title.en}}},
         {"occurrence", any ? Json(to_string(all.occurrence)) : Json()},
         {"dates", dates_json(all.dates)},
         {"accepted", all.parts.size()},
         {"wanting", all.wanting.size()},
         {"addressees", unit_refs(names.directory, all.addressees, names.at)},
         {"reports", std::move(reports)},
         {"columns", all.columns},
         {"choices", all.choices},
         {"themes", themes_json(all, names)}});
}

http::Response get_file(const Call& call) {
    const auto all = gathered(call);
    const auto format = wanted_format(call.request);
    const auto today = call.services.clock.today();
    const auto& title = all.duty.definition.title.zh;
    if (format == office::Format::xlsx) {
        return office_file(compendium::to_xlsx(all, today), format, title + "报送进度");
    }
    const auto made = fmt::format("{} {}", call.who().name, to_string(today));
    return office_file(compendium::to_docx(all, made), format, title + "汇编");
}

http::Response put_theme(const Call& call) {
    const auto due = due_in_path(call);
    const auto body = body_of(call.request, {"row", "theme"});
    call.services.compendiums.set_theme(who_of(call), due, text_of(body, "row"),
                                        optional_text(body, "theme").value_or(""));
    return http::no_content();
}

http::Response put_receipt(const Call& call) {
    const auto due = due_in_path(call);
    const auto body = body_of(call.request, {"unit_id", "received_on", "passed_on", "note"});
    compendium::Receipt receipt;
    receipt.unit = id_field<org::UnitId>(body, "unit_id");
    receipt.received_on = date_of(body, "received_on");
    receipt.passed_on = optional_date(body, "passed_on");
    receipt.note = optional_text(body, "note").value_or("");
    call.services.compendiums.record_receipt(who_of(call), due, receipt);
    return http::no_content();
}

} // namespace

void compendium_routes(Specs& specs) {
    const auto add = [&](Method method, std::string pattern, CallHandler handler) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, kOffice}, handler, {}});
    };
    add(Method::get, "/duties/{id}/compendium", get);
    add(Method::get, "/duties/{id}/compendium/file", get_file);
    add(Method::put, "/dues/{id}/theme", put_theme);
    add(Method::put, "/dues/{id}/receipt", put_receipt);
}

} // namespace luoshi::api

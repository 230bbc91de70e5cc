// SPDX-License-Identifier: Apache-2.0
// Makes the data of bench/ledger: an installation with one large plan and sessions of 200 people.
//
// usage: ledger_data DATA_FOLDER PACK TASKS PEOPLE, prints JSON: plan, tokens, units, seconds it
// took.
#include "app/installation.hpp"
#include "followup/testing/large_plan.hpp"

#include "base/json_writer.hpp"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
    using namespace luoshi;
    if (argc != 5) {
        std::cerr << "usage: ledger_data DATA_FOLDER PACK TASKS PEOPLE\n";
        return 2;
    }
    app::Settings settings;
    settings.set("data", argv[1]);
    settings.set("packs", argv[2]);
    settings.set("anchor_key_file", std::string{argv[1]} + ".key");
    app::Installation installation{settings, "/proc/self/exe"};
    const auto at = *Date::parse("2011-11-10");
    const auto directory = installation.database->read(
        [&](store::Reader& reader) { return installation.directories.get(reader); });
    const auto start = std::chrono::steady_clock::now();
    const auto plan =
        followup::make_large_plan(*installation.database, *directory, at, std::atoi(argv[3]), 193);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;

    JsonWriter json;
    json.begin_object();
    json.id("plan", plan.value);
    json.key("made_ms");
    json.integer(static_cast<std::int64_t>(took.count() * 1000));
    json.key("tokens");
    json.begin_array();
    std::vector<std::int64_t> units;
    for (const auto& unit : directory->units()) {
        if (unit.kind == org::UnitKind::unit) {
            units.push_back(unit.id.value);
        }
    }
    for (int i = 0; i < std::atoi(argv[4]); ++i) { // every second one sees the own unit only
        const auto name = "user" + std::to_string(i);
        const bool office = i % 2 == 0;
        installation.access.add_person(
            {0, "bench", ""},
            {.username = name,
             .name = name,
             .role = office ? access::Role::office : access::Role::drafter,
             .unit = office ? org::UnitId{}
                            : org::UnitId{units[static_cast<std::size_t>(i) % units.size()]},
             .password = "a long password",
             .must_change_password = false,
             .demo = false});
        json.string(installation.access.log_in(name, "a long password", "").token);
    }
    json.end_array();
    json.key("units");
    json.begin_array();
    for (const auto unit : units) {
        json.string(std::to_string(unit));
    }
    json.end_array();
    json.end_object();
    std::cout << json.take() << '\n';
}

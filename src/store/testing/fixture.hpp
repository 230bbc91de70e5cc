// SPDX-License-Identifier: Apache-2.0
// Common to the store's own tests: a small schema, an event, and one suite on both engines.
#pragma once

#include "base/error.hpp"
#include "store/testing/temporary_postgres.hpp"
#include "store/testing/test_store.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <string>
#include <vector>

namespace luoshi::store {

inline const std::vector<std::string>& test_schema() {
    static const std::vector<std::string> kSchema{R"(
        CREATE TABLE test_groups (id {id} PRIMARY KEY, name {text} NOT NULL UNIQUE);
        CREATE TABLE test_things (
            id {id} PRIMARY KEY,
            group_id {id} REFERENCES test_groups (id),
            name {text} NOT NULL,
            amount {int},
            done {bool},
            due {date},
            at {time},
            raw {bytes}
        );
        CREATE TABLE test_counters (name {text} PRIMARY KEY, value {int} NOT NULL);
--! audited test_groups
--! audited test_things
)"};
    return kSchema;
}

inline EventDraft made_event(std::int64_t object_id = 0) {
    return {.actor = {42, "李四", "request-1"},
            .action = "test.thing-made",
            .object_kind = "thing",
            .object_id = object_id,
            .plan_id = 9,
            .detail = R"({"n":1})"};
}

// An event with one row. Returns the row's id.
inline std::int64_t make_thing(Database& database, const std::string& name, int amount = 0) {
    return database.write([&](Transaction& t) {
        const std::int64_t id = t.new_id();
        t.record(made_event(id));
        t.insert("test_things", id, {{"name", name}, {"amount", amount}});
        return id;
    });
}

// Changes the database as somebody with its administrator's tools would.
void tamper(TestStore& store, const std::string& sql);

class OnEachEngine : public ::testing::TestWithParam<EngineKind> {
protected:
    void SetUp() override { store_.emplace(GetParam(), test_schema()); }
    TestStore& store() { return *store_; }
    Database& database() { return store_->database(); }

private:
    std::optional<TestStore> store_;
};

// The Error that `function` throws, as "<code> <reason>"; "nothing" when it throws none.
template <class Function>
std::string error_of(Function&& function) {
    try {
        function();
    } catch (const Error& error) {
        return std::string{to_string(error.code())} + " " + error.reason();
    }
    return "nothing";
}

inline std::string engine_name(const ::testing::TestParamInfo<EngineKind>& info) {
    return to_string(info.param);
}

} // namespace luoshi::store

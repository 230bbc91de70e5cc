// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "store/testing/test_store.hpp"

#include <gmock/gmock.h>

namespace luoshi::store {
namespace {

TEST(write, is_read_back_with_its_event) {
    TestStore store{
        EngineKind::sqlite,
        {"CREATE TABLE test_things (id {id} PRIMARY KEY, name {text} NOT NULL, n {int});\n"
         "--! audited test_things\n"}};
    const auto id = store.database().write([](Transaction& t) {
        t.record({.actor = {1, "某", "r"},
                  .action = "test.made",
                  .object_kind = "thing",
                  .object_id = 7});
        const auto made = t.new_id();
        t.insert("test_things", made, {{"name", "东莞"}, {"n", 5}});
        t.update("test_things", made, {{"n", std::nullopt}});
        return made;
    });
    const auto row = store.database().read([&](Reader& r) {
        return r.query_one("SELECT name, n FROM test_things WHERE id = $1", {id});
    });
    ASSERT_TRUE(row);
    EXPECT_EQ(row->text(0), "东莞");
    EXPECT_TRUE(row->is_null(1));
}

} // namespace
} // namespace luoshi::store

// SPDX-License-Identifier: Apache-2.0
// For tests of this module: a store with a unit, its drafter and signer, and an office clerk.
#pragma once

#include "access/access.hpp"
#include "base/testing/reason_of.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "store/testing/test_store.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace luoshi::notify {

class NewsTest : public testing::TestWithParam<store::EngineKind> {
protected:
    NewsTest() {
        unit_ = store_.database().write([](store::Transaction& transaction) {
            transaction.record({{0, "test", ""}, "test.unit", "", 0, 0, ""});
            return org::add_unit(transaction, *org::read_directory(transaction),
                                 {"省教育厅", org::UnitKind::unit, "test"});
        });
        drafter_ = add("drafter", access::Role::drafter);
        signer_ = add("signer", access::Role::signer);
    }

    access::PersonId add(const std::string& username, access::Role role) {
        return access_
            .add_person({1, "管理员", ""}, {.username = username,
                                            .name = "王强",
                                            .role = role,
                                            .unit = unit_,
                                            .password = "correct horse",
                                            .must_change_password = false,
                                            .demo = false})
            .who.id;
    }
    Message to(access::PersonId person, const std::string& key, Kind kind = Kind::reminder) {
        Message message;
        message.key = key;
        message.kind = kind;
        message.object_kind = "task";
        message.object_id = 5;
        message.link = "/tasks/5";
        message.person = person;
        message.title = "请于十日内报送";
        message.title_en = "Due in ten days";
        return message;
    }
    std::int64_t post(const std::vector<Message>& messages) {
        return store_.database().write(
            [&](store::Transaction& transaction) { return Notices::post(transaction, messages); });
    }

    store::TestStore store_{GetParam()};
    org::Directories directories_;
    access::Access access_{store_.database(), directories_, store_.clock()};
    Notices notices_{store_.database(), store_.clock()};
    org::UnitId unit_;
    access::PersonId drafter_, signer_;
};

inline std::string engine_name(const testing::TestParamInfo<store::EngineKind>& info) {
    return store::to_string(info.param);
}

} // namespace luoshi::notify

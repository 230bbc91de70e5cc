// SPDX-License-Identifier: Apache-2.0
#include "notify/testing/test_news.hpp"

#include <algorithm>
#include <thread>

namespace luoshi::notify {
namespace {

using InboxTest = NewsTest;

TEST_P(InboxTest, a_key_posted_twice_makes_one_entry_for_each_person) {
    EXPECT_EQ(post({to(drafter_, "due/1/step/10d"), to(drafter_, "due/1/step/10d")}), 1);
    EXPECT_EQ(post({to(drafter_, "due/1/step/10d"), to(signer_, "due/1/step/10d"),
                    to(drafter_, "due/1/step/3d")}),
              2);
    EXPECT_EQ(notices_.inbox(drafter_, {}).size(), 2U);
    EXPECT_EQ(notices_.inbox(signer_, {}).size(), 1U);
}

TEST_P(InboxTest, two_servers_posting_the_same_at_once_make_it_once) {
    const auto other = store::Database::open(store_.options());
    std::vector<Message> messages;
    for (int i = 0; i < 300; ++i) {
        messages.push_back(to(drafter_, "due/" + std::to_string(i)));
    }
    std::int64_t made_there = 0;
    std::thread there{[&] {
        made_there =
            other->write([&](store::Transaction& t) { return Notices::post(t, messages); });
    }};
    const auto made_here = post(messages);
    there.join();
    EXPECT_EQ(made_here + made_there, 300);
    EXPECT_EQ(notices_.count(drafter_).all, 300);
}

TEST_P(InboxTest, a_unit_stands_for_its_drafters_and_for_signers_where_it_has_none) {
    auto message = to({}, "unit/1");
    message.unit = unit_;
    EXPECT_EQ(post({message}), 1);
    EXPECT_EQ(notices_.count(drafter_).all, 1);
    EXPECT_EQ(notices_.count(signer_).all, 0);
    access_.edit_person({1, "管理员", ""}, drafter_, 1,
                        {.name = {}, .role = {}, .unit = {}, .active = false, .password = {}});
    message.key = "unit/2";
    EXPECT_EQ(post({message}), 1);
    EXPECT_EQ(notices_.count(signer_).all, 1);
}

TEST_P(InboxTest, shows_nothing_before_its_time) {
    auto message = to(drafter_, "later");
    message.not_before = store_.clock().now() + std::chrono::hours{1};
    post({message});
    EXPECT_EQ(notices_.count(drafter_).unread, 0);
    EXPECT_TRUE(notices_.inbox(drafter_, {}).empty());
    store_.clock().advance(std::chrono::hours{1});
    EXPECT_EQ(notices_.count(drafter_).unread, 1);
    EXPECT_EQ(notices_.inbox(drafter_, {}).size(), 1U);
}

TEST_P(InboxTest, reading_is_each_persons_own) {
    post({to(drafter_, "a"), to(drafter_, "b"), to(drafter_, "c"), to(signer_, "a")});
    const auto newest = notices_.inbox(drafter_, {.before = {}, .unread_only = false, .limit = 1});
    ASSERT_EQ(newest.size(), 1U);
    const std::vector ids{newest.front().id};
    EXPECT_EQ(notices_.mark_read(signer_, ids), 0);
    EXPECT_EQ(notices_.mark_read(drafter_, ids), 1);
    EXPECT_EQ(notices_.mark_read(drafter_, ids), 0);
    const auto unread =
        notices_.inbox(drafter_, {.before = newest.front().id, .unread_only = true, .limit = 50});
    EXPECT_EQ(unread.size(), 2U);
    EXPECT_EQ(notices_.mark_all_read(drafter_), 2);
    EXPECT_EQ(notices_.count(drafter_).unread, 0);
    EXPECT_EQ(notices_.count(signer_).unread, 1);
}

TEST_P(InboxTest, a_feed_token_works_until_the_next_one_or_its_end) {
    EXPECT_FALSE(notices_.feed(drafter_).made_at);
    const auto first = notices_.make_feed(drafter_);
    EXPECT_EQ(notices_.person_of_feed(first), drafter_);
    const auto second = notices_.make_feed(drafter_);
    EXPECT_EQ(notices_.person_of_feed(first), std::nullopt);
    EXPECT_EQ(notices_.person_of_feed(second), drafter_);
    notices_.revoke_feed(drafter_);
    EXPECT_EQ(notices_.person_of_feed(second), std::nullopt);
    EXPECT_EQ(notices_.person_of_feed(""), std::nullopt);
}

TEST_P(InboxTest, a_mail_address_cannot_hold_a_second_line) {
    for (const char* bad : {"x", "a@b\r\nBcc: c@d", "@b", "a@", "a@b@c", "<a@b>"}) {
        EXPECT_EQ(reason_of([&] { notices_.set_mail(drafter_, bad); }), "notify.mail-address")
            << bad;
    }
    notices_.set_mail(drafter_, "wang@example.gov.cn");
    EXPECT_EQ(notices_.mail_of(drafter_), "wang@example.gov.cn");
    notices_.set_mail(drafter_, "");
    EXPECT_EQ(notices_.mail_of(drafter_), "");
}

INSTANTIATE_TEST_SUITE_P(engines, InboxTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         engine_name);

} // namespace
} // namespace luoshi::notify

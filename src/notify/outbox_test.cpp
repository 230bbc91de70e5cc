// SPDX-License-Identifier: Apache-2.0
#include "notify/letter_text.hpp"
#include "notify/outbox.hpp"
#include "notify/testing/test_news.hpp"
#include "store/leases.hpp"
#include "store/testing/counting_database.hpp"

#include <regex>
#include <set>
#include <thread>

namespace luoshi::notify {
namespace {

struct Crash {}; // no Error: nothing catches it, as nothing catches a power cut

struct FakeSender final : Sender {
    std::vector<Mail> mails;
    std::vector<WebhookCall> calls;
    bool refuses = false, crashes_after = false;

    void send(const Mail& mail) override {
        refuse();
        mails.push_back(mail);
        if (crashes_after) {
            throw Crash{};
        }
    }
    void send(const WebhookCall& call) override {
        refuse();
        calls.push_back(call);
    }
    void refuse() const {
        if (refuses) {
            throw Error{ErrorCode::unavailable, "notify.not-sent", "550 no such mailbox"};
        }
    }
};

std::string id_of(const Mail& mail) {
    std::smatch found;
    std::regex_search(mail.text, found, std::regex{"Message-ID: (<[^>]+>)"});
    return found.str(1);
}

class OutboxTest : public NewsTest {
protected:
    OutboxTest() { notices_.set_mail(drafter_, "wang@example.gov.cn"); }

    static OutboxOptions options(const std::string& holder = "a") {
        OutboxOptions options;
        options.holder = holder;
        options.installation = "落实";
        options.mail_from = "luoshi@example.gov.cn";
        options.always = true;
        options.slots.clear();
        return options;
    }
    void pass(std::chrono::microseconds time) { store_.clock().advance(time); }

    FakeSender sender_;
    Outbox outbox_{store_.database(), sender_, store_.clock(), options()};
};

TEST_P(OutboxTest, a_letter_goes_out_once) {
    post({to(drafter_, "a"), to(signer_, "a")}); // the signer has no address
    EXPECT_EQ(outbox_.run_due().delivered, 1);
    EXPECT_EQ(outbox_.run_due().delivered, 0);
    ASSERT_EQ(sender_.mails.size(), 1U);
    EXPECT_EQ(sender_.mails.front().to, "wang@example.gov.cn");
    const auto letters = outbox_.letters({});
    ASSERT_EQ(letters.size(), 1U);
    EXPECT_EQ(letters.front().state, LetterState::delivered);
    EXPECT_EQ(letters.front().attempts, 1);
    EXPECT_EQ(letters.front().repeats, 0);
}

TEST_P(OutboxTest, what_waits_is_gathered_in_one_mail_and_what_is_urgent_is_not) {
    post({to(drafter_, "a"), to(drafter_, "b"), to(drafter_, "u", Kind::urge), to(drafter_, "c")});
    EXPECT_EQ(outbox_.run_due().delivered, 2);
    std::vector<std::int64_t> sizes;
    for (const auto& letter : outbox_.letters({})) {
        sizes.push_back(letter.messages);
    }
    std::sort(sizes.begin(), sizes.end());
    EXPECT_EQ(sizes, (std::vector<std::int64_t>{1, 3}));
}

TEST_P(OutboxTest, gathered_mail_waits_for_the_next_slot_and_urgent_mail_does_not) {
    auto slots = options();
    slots.slots = {Minutes{8 * 60 + 30}, Minutes{14 * 60}};
    Outbox outbox{store_.database(), sender_, store_.clock(), slots};
    pass(std::chrono::hours{1}); // 09:00 at +08:00, after the slot of 8:30
    post({to(drafter_, "a"), to(drafter_, "u", Kind::urge)});
    EXPECT_EQ(outbox.run_due().delivered, 1);
    pass(std::chrono::hours{4}); // 13:00
    post({to(drafter_, "b")});
    EXPECT_EQ(outbox.run_due().delivered, 0);
    pass(std::chrono::hours{1}); // 14:00
    EXPECT_EQ(outbox.run_due().delivered, 1);
    EXPECT_EQ(outbox.letters({}).front().messages, 2);
}

TEST_P(OutboxTest, a_crash_after_the_hand_over_repeats_it_with_the_same_message_id_and_counts) {
    post({to(drafter_, "a")});
    sender_.crashes_after = true;
    EXPECT_THROW(outbox_.run_due(), Crash);
    EXPECT_EQ(outbox_.letters({}).front().state, LetterState::handing);

    sender_.crashes_after = false;
    Outbox restarted{store_.database(), sender_, store_.clock(), options("b")};
    EXPECT_EQ(restarted.run_due().delivered, 0); // the lease of the dead server
    pass(Outbox::kLease + std::chrono::seconds{1});
    EXPECT_EQ(restarted.run_due().delivered, 1);
    ASSERT_EQ(sender_.mails.size(), 2U);
    EXPECT_EQ(id_of(sender_.mails[0]), id_of(sender_.mails[1]));
    EXPECT_EQ(sender_.mails[0].text, sender_.mails[1].text);
    const auto letter = restarted.letters({}).front();
    EXPECT_EQ(letter.id, outbox_.letters({}).front().id);
    EXPECT_EQ(letter.repeats, 1);
    EXPECT_EQ(letter.attempts, 2);
    EXPECT_EQ(restarted.counts().repeats, 1);
    EXPECT_EQ(restarted.counts().delivered, 1);
}

TEST_P(OutboxTest, what_is_refused_is_tried_later_and_given_up_at_last) {
    post({to(drafter_, "a")});
    sender_.refuses = true;
    EXPECT_EQ(outbox_.run_due().put_off, 1);
    EXPECT_EQ(outbox_.run_due().put_off, 0); // not yet
    for (const auto pause : Outbox::kPauses) {
        pass(pause);
        outbox_.run_due();
    }
    const auto failed = outbox_.letters({LetterState::failed, {}, 10});
    ASSERT_EQ(failed.size(), 1U);
    EXPECT_EQ(failed.front().attempts, Outbox::kAttempts);
    EXPECT_EQ(failed.front().repeats, 0);
    EXPECT_EQ(failed.front().last_error, "550 no such mailbox");

    sender_.refuses = false;
    outbox_.retry(failed.front().id);
    EXPECT_EQ(outbox_.run_due().delivered, 1);
    EXPECT_EQ(reason_of([&] { outbox_.retry(failed.front().id); }), "notify.not-failed");
    EXPECT_EQ(reason_of([&] { outbox_.retry(LetterId{1}); }), "notify.no-letter");
}

TEST_P(OutboxTest, nothing_leaves_while_another_server_is_at_it) {
    post({to(drafter_, "a")});
    ASSERT_TRUE(store::acquire_lease(store_.database(), "notify.sender", "other",
                                     std::chrono::seconds{60}));
    EXPECT_EQ(outbox_.run_due().delivered, 0);
    store::release_lease(store_.database(), "notify.sender", "other");
    EXPECT_EQ(outbox_.run_due().delivered, 1);
}

TEST_P(OutboxTest, two_servers_sending_at_once_send_each_letter_once) {
    const auto other = store::Database::open(store_.options());
    FakeSender there;
    Outbox second{*other, there, store_.clock(), options("b")};
    std::vector<Message> messages;
    for (int i = 0; i < 40; ++i) {
        messages.push_back(to(drafter_, "u" + std::to_string(i), Kind::urge));
    }
    post(messages);
    std::thread other_server{[&] { second.run_due(); }};
    outbox_.run_due();
    other_server.join();
    std::set<std::string> ids;
    for (const auto* sender : {&sender_, &there}) {
        for (const auto& mail : sender->mails) {
            EXPECT_TRUE(ids.insert(id_of(mail)).second);
        }
    }
    EXPECT_EQ(ids.size(), 40U);
    EXPECT_EQ(outbox_.counts().delivered, 40);
    EXPECT_EQ(outbox_.counts().repeats, 0);
}

TEST_P(OutboxTest, nothing_goes_to_an_account_that_was_closed) {
    post({to(drafter_, "a")});
    access_.edit_person({1, "管理员", ""}, drafter_, 1,
                        {.name = {}, .role = {}, .unit = {}, .active = false, .password = {}});
    EXPECT_EQ(outbox_.run_due().failed, 1);
    EXPECT_TRUE(sender_.mails.empty());
}

TEST_P(OutboxTest, a_webhook_gets_each_message_of_its_kinds_signed) {
    const auto [hook, secret] =
        outbox_.add_webhook({1, "管理员", ""}, "https://hook.example/x", {Kind::urge});
    post({to(signer_, "a"), to(signer_, "b", Kind::urge)});
    EXPECT_EQ(outbox_.run_due().delivered, 1);
    ASSERT_EQ(sender_.calls.size(), 1U);
    const auto& call = sender_.calls.front();
    const auto letter = outbox_.letters({}).front();
    EXPECT_EQ(call.headers.at(0), "X-Luoshi-Delivery: " + to_string(letter.id));
    EXPECT_EQ(call.headers.at(2),
              "X-Luoshi-Signature: " + signature(secret, 1795564800, letter.id, call.body));
    EXPECT_NE(call.body.find("\"username\":\"signer\""), std::string::npos);
    outbox_.remove_webhook({1, "管理员", ""}, hook.id);
    post({to(signer_, "c", Kind::urge)});
    EXPECT_EQ(outbox_.run_due().delivered, 0);
    EXPECT_EQ(reason_of([&] { outbox_.test_webhook(hook.id); }), "notify.no-webhook");
    for (const char* bad : {"ftp://x", "https://", "https://u:p@x/", "https://x/ y"}) {
        EXPECT_EQ(reason_of([&] {
                      outbox_.add_webhook({1, "", ""}, bad, {});
                  }),
                  "notify.webhook-url");
    }
}

TEST_P(OutboxTest, nothing_leaves_in_the_holidays_and_at_night) {
    store_.database().write([](store::Transaction& transaction) {
        transaction.record({{0, "test", ""}, "test.calendar", "", 0, 0, ""});
        std::vector<org::DaySpec> days;
        for (const char* day :
             {"2027-10-01", "2027-10-04", "2027-10-05", "2027-10-06", "2027-10-07"}) {
            days.push_back({Date::parse(day).value(), false, "国庆节", "test"});
        }
        days.push_back({Date::parse("2027-10-09").value(), true, "国庆节", "test"});
        org::load_calendar(transaction, days);
    });
    const auto calendar =
        store_.database().read([](store::Reader& reader) { return org::work_calendar(reader); });
    OutboxOptions hours;
    const auto instant = [](const char* date, int hour, int minute) {
        const std::chrono::days days{Date::parse(date).value().days_since_epoch()};
        return std::chrono::sys_days{days} + std::chrono::hours{hour - 8} +
               std::chrono::minutes{minute};
    };
    const auto open = [&](const char* date, int hour, int minute) {
        return is_open(hours, calendar, instant(date, hour, minute));
    };
    EXPECT_TRUE(open("2027-09-30", 8, 30));
    EXPECT_TRUE(open("2027-09-30", 17, 29));
    EXPECT_FALSE(open("2027-09-30", 8, 29));
    EXPECT_FALSE(open("2027-09-30", 17, 30));
    EXPECT_FALSE(open("2027-10-01", 10, 0)); // a Friday
    EXPECT_FALSE(open("2027-10-07", 10, 0));
    EXPECT_TRUE(open("2027-10-08", 10, 0));
    EXPECT_TRUE(open("2027-10-09", 10, 0)); // a Saturday worked
    EXPECT_FALSE(open("2027-10-10", 10, 0));

    hours.holder = "a";
    Outbox outbox{store_.database(), sender_, store_.clock(), hours};
    store::CountingDatabase counted{store_.database()};
    Outbox at_night{counted, sender_, store_.clock(), hours};
    const auto at = [&](const char* date, int hour) { // the clock, to that hour
        pass(instant(date, hour, 0) - store_.clock().now());
    };
    at("2027-09-30", 20);
    post({to(drafter_, "a", Kind::urge)});
    EXPECT_EQ(outbox.run_due().delivered, 0);
    EXPECT_EQ(at_night.run_due().delivered, 0);
    EXPECT_EQ(counted.writes(), 0) << "nothing is written either";
    at("2027-10-07", 10);
    EXPECT_EQ(outbox.run_due().delivered, 0);
    at("2027-10-08", 9);
    EXPECT_EQ(outbox.run_due().delivered, 1);
}

INSTANTIATE_TEST_SUITE_P(engines, OutboxTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         engine_name);

} // namespace
} // namespace luoshi::notify

// SPDX-License-Identifier: Apache-2.0
#include "liaison/liaison.hpp"

#include "access/access.hpp"
#include "access/accounts.hpp"
#include "base/testing/reason_of.hpp"
#include "office/read_document.hpp"
#include "org/org.hpp"
#include "store/audit.hpp"
#include "store/database.hpp"
#include "store/testing/temporary_postgres.hpp"
#include "store/testing/test_store.hpp"

#include <gmock/gmock.h>

namespace luoshi::liaison {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LiaisonTest : public testing::TestWithParam<store::EngineKind> {
protected:
    void SetUp() override {
        store_.emplace(GetParam());
        access_.emplace(store_->database(), directories_, store_->clock());
        liaisons_.emplace(store_->database(), directories_, *access_, store_->clock());
        today_ = store_->clock().today();
        store_->database().write([&](store::Transaction& transaction) {
            transaction.record({.actor = admin_,
                                .action = "test.units",
                                .object_kind = "",
                                .object_id = 0,
                                .plan_id = 0,
                                .detail = {}});
            for (const auto* name : {"省财政厅", "省科技厅"}) {
                org::add_unit(transaction, *org::read_directory(transaction),
                              {name, org::UnitKind::unit, "test"});
            }
            org::add_unit(transaction, *org::read_directory(transaction),
                          {"各市", org::UnitKind::group, "test"});
            finance_ = org::read_directory(transaction)->find_name("省财政厅", today_)->id;
            science_ = org::read_directory(transaction)->find_name("省科技厅", today_)->id;
            org::add_alias(transaction, *org::read_directory(transaction), finance_, "财政厅");
        });
    }

    static Sheet sheet(const std::string& csv) {
        return read_sheet(office::read_document(csv, "名册.csv", {}, office::Fidelity::typed));
    }
    Preview take(const std::string& csv) {
        const auto read = sheet(csv);
        return liaisons_->apply(office_, read, liaisons_->preview(read).seen);
    }
    static std::vector<std::string> codes(const RowResult& row) {
        std::vector<std::string> codes;
        for (const auto& one : row.complaints) {
            codes.push_back(one.code);
        }
        return codes;
    }
    access::Person person(const std::string& username, const std::string& name, org::UnitId unit) {
        access::NewPerson wanted{username, name, access::Role::drafter, unit, "correct horse",
                                 false,    false};
        return access_->add_person(admin_, wanted);
    }
    std::vector<LiaisonId> ids() {
        std::vector<LiaisonId> ids;
        for (const auto& one : liaisons_->all(today_)) {
            ids.push_back(one.id);
        }
        return ids;
    }

    std::optional<store::TestStore> store_;
    org::Directories directories_;
    std::optional<access::Access> access_;
    std::optional<Liaisons> liaisons_;
    store::Actor admin_{1, "管理员", ""}, office_{2, "王强", ""};
    org::UnitId finance_, science_;
    Date today_;
};

constexpr const char* kGood = "单位,姓名,职务,办公电话,手机\n"
                              "财政厅,李　敏,处长,020-8313１234,13800138000\n"
                              "省财政厅,赵一,科员,020-83131235,\n"
                              "省科技厅,钱二,,83130000转8,\n";

TEST_P(LiaisonTest, a_sheet_fills_the_register_and_the_first_of_a_unit_is_its_main_liaison) {
    const auto done = take(kGood);
    EXPECT_EQ(done.count(Outcome::added), 3);
    const auto of = liaisons_->of(finance_, today_);
    ASSERT_EQ(of.size(), 2U);
    EXPECT_EQ(of[0].name, "李敏");
    EXPECT_EQ(of[0].rank, Rank::main);
    EXPECT_EQ(of[0].office_phone, "020-83131234");
    EXPECT_EQ(of[1].rank, Rank::deputy);
    EXPECT_EQ(of[0].valid.from, today_);
    EXPECT_EQ(liaisons_->all(today_).size(), 3U);
}

TEST_P(LiaisonTest, the_register_written_out_and_read_again_is_all_the_same) {
    take(kGood);
    liaisons_->open_accounts(admin_, {ids().front()});
    take("单位,姓名,有效期至\n省科技厅,钱二,2027-12-31\n");
    const auto directory =
        store_->database().read([&](store::Reader& reader) { return directories_.get(reader); });
    const auto bytes = register_sheet(liaisons_->all(today_), *directory, today_);
    const auto again = liaisons_->preview(
        read_sheet(office::read_document(bytes, "名册.xlsx", {}, office::Fidelity::typed)));
    EXPECT_EQ(again.rows.size(), 3U);
    EXPECT_EQ(again.count(Outcome::same), 3);
    EXPECT_THAT(again.ignored, IsEmpty());
}

TEST_P(LiaisonTest, only_what_a_sheet_says_changes_and_a_dash_takes_away) {
    take(kGood);
    const auto done = take("单位,姓名,职务,办公电话,手机\n省财政厅,李敏,,83139999,—\n"
                           "省财政厅,赵一,科员,,\n");
    ASSERT_EQ(done.rows.size(), 2U);
    EXPECT_EQ(done.rows[0].outcome, Outcome::changed);
    EXPECT_THAT(done.rows[0].changed, ElementsAre(Column::office_phone, Column::mobile));
    EXPECT_EQ(done.rows[1].outcome, Outcome::same);
    const auto now = liaisons_->of(finance_, today_).front();
    EXPECT_EQ(now.post, "处长");
    EXPECT_EQ(now.office_phone, "83139999");
    EXPECT_EQ(now.mobile, "");
    EXPECT_EQ(now.version, 2);
}

TEST_P(LiaisonTest, wrong_rows_are_refused_with_the_reason_and_the_others_applied) {
    person("zhangsan", "张三", science_);
    const auto done = take("单位,姓名,角色,办公电话,用户名,生效日期,有效期至\n"
                           "省财正厅,甲,,,,,\n"                             // 0 unknown
                           ",乙,,,,,\n"                                     // 1 no unit
                           "各市,丙,,,,,\n"                                 // 2 group
                           "省财政厅,,,,,,\n"                               // 3 no name
                           "省财政厅,丁,领导,,,,\n"                         // 4 rank
                           "省财政厅,戊,,请打我,,,\n"                       // 5 phone
                           "省财政厅,己,,,A B!,,\n"                         // 6 user name
                           "省财政厅,庚,,,zhangsan,,\n"                     // 7 of another
                           "省财政厅,辛,,,,明年,\n"                         // 8 date
                           "省财政厅,壬,,,,2026-12-01,2026-11-01\n"         // 9 crossed
                           "省科技厅,癸,主,,,,\n省科技厅,子,主,,,,\n"       // 10, 11 two mains
                           "省科技厅,丑,备,,,,\n省科技厅,丑,备,,,,\n"       // 12, 13 twice
                           "省财政厅,寅,备,,yin,,\n省财政厅,卯,备,,yin,,\n" // 14, 15
    );
    ASSERT_EQ(done.rows.size(), 16U);
    const std::vector<std::string> expected{"unknown-unit",
                                            "no-unit",
                                            "is-group",
                                            "no-name",
                                            "bad-rank",
                                            "bad-phone",
                                            "bad-username",
                                            "username-of-other",
                                            "bad-date",
                                            "dates-crossed",
                                            "",
                                            "two-mains",
                                            "twice",
                                            "twice",
                                            "username-twice",
                                            "username-twice"};
    for (std::size_t n = 0; n < expected.size(); ++n) {
        const auto found = codes(done.rows[n]);
        EXPECT_EQ(found.empty() ? "" : found.front(), expected[n]) << n;
        EXPECT_EQ(done.rows[n].outcome, found.empty() ? Outcome::added : Outcome::refused) << n;
        for (const auto& one : done.rows[n].complaints) {
            EXPECT_FALSE(complaint_words(one).empty());
        }
    }
    EXPECT_EQ(done.rows[0].complaints[0].details.at(1).second.find("省财政厅"), 0U);
    EXPECT_EQ(liaisons_->all(today_).size(), 1U);
    const auto bytes = refused_sheet(done.rows);
    const auto again =
        read_sheet(office::read_document(bytes, "待改正.xlsx", {}, office::Fidelity::typed));
    EXPECT_EQ(again.rows.size(), 15U);
    EXPECT_EQ(again.rows[0].cells.at(Column::unit), "省财正厅");
}

TEST_P(LiaisonTest, a_new_main_liaison_takes_over_from_the_one_the_sheet_does_not_name) {
    take(kGood);
    const auto read = sheet("单位,姓名,角色,生效日期\n省财政厅,孙三,联络员,2026-12-10\n");
    const auto seen = liaisons_->preview(read);
    ASSERT_TRUE(seen.rows[0].replaces.has_value());
    EXPECT_EQ(seen.rows[0].replaces->name, "李敏");
    liaisons_->apply(office_, read, seen.seen);
    const auto of = liaisons_->of(finance_, today_);
    ASSERT_EQ(of.size(), 3U);
    EXPECT_EQ(of[0].valid.until, Date::parse("2026-12-10"));
    const auto later = store_->database().read(
        [&](store::Reader& reader) { return liaisons_at(reader, *Date::parse("2026-12-10")); });
    EXPECT_EQ(later.at(finance_).front().name, "孙三");
}

TEST_P(LiaisonTest, a_unit_never_gets_two_mains_from_one_sheet) {
    take("单位,姓名,角色\n省财政厅,李敏,主\n");
    const auto mains = [&] {
        std::vector<std::string> names;
        for (const auto& one : liaisons_->of(finance_, today_)) {
            if (one.rank == Rank::main) {
                names.push_back(one.name);
            }
        }
        return names;
    };
    auto done = take("单位,姓名,角色\n省财政厅,孙三,主\n省财政厅,李敏,主\n");
    EXPECT_THAT(codes(done.rows[0]), ElementsAre("two-mains"));
    EXPECT_THAT(mains(), ElementsAre("李敏"));
    done = take("单位,姓名,角色,办公电话\n省财政厅,孙三,主,\n省财政厅,李敏,,不详\n");
    EXPECT_THAT(codes(done.rows[1]), ElementsAre("bad-phone"));
    ASSERT_TRUE(done.rows[0].replaces) << "whose own row is refused is main until then";
    EXPECT_EQ(mains().size(), 1U);
    done = take("单位,姓名,角色\n省财政厅,周四,主\n省财政厅,孙三,备\n");
    EXPECT_THAT(codes(done.rows[0]), IsEmpty());
    EXPECT_THAT(mains(), ElementsAre("周四"));
}

TEST_P(LiaisonTest, a_sheet_looked_at_before_the_register_changed_is_not_applied) {
    const auto read = sheet(kGood);
    const auto seen = liaisons_->preview(read).seen;
    take("单位,姓名\n省财政厅,李敏\n");
    EXPECT_EQ(reason_of([&] { liaisons_->apply(office_, read, seen); }),
              "liaison.changed-meanwhile");
    EXPECT_EQ(liaisons_->all(today_).size(), 1U);
}

TEST_P(LiaisonTest, the_account_of_that_name_in_the_unit_is_taken_for_the_person) {
    const auto known = person("limin", "李敏", finance_);
    take(kGood);
    const auto one = liaisons_->of(finance_, today_).front();
    EXPECT_EQ(one.person, known.who.id);
    EXPECT_EQ(one.username, "limin");
    person("limin2", "钱二", science_);
    person("limin3", "钱二", science_);
    const auto done = take("单位,姓名\n省科技厅,周四\n");
    EXPECT_FALSE(done.rows[0].liaison.person);
    liaisons_->edit(office_, liaisons_->of(science_, today_)[0].version, [&] {
        auto ended = liaisons_->of(science_, today_)[0];
        ended.valid.until = ended.valid.from;
        return ended;
    }());
    EXPECT_THAT(codes(take("单位,姓名\n省科技厅,钱二\n").rows[0]), ElementsAre("several-accounts"));
}

TEST_P(LiaisonTest, accounts_are_opened_with_first_passwords_told_once) {
    take(kGood);
    take("单位,姓名,用户名\n省科技厅,钱二,qianer\n");
    const auto opened = liaisons_->open_accounts(admin_, ids());
    ASSERT_EQ(opened.size(), 3U);
    for (const auto& one : opened) {
        const auto session = access_->log_in(one.username, one.password, "");
        EXPECT_TRUE(session.principal.must_change_password);
        EXPECT_EQ(session.principal.role, access::Role::drafter);
        EXPECT_EQ(session.principal.unit, one.liaison.unit);
    }
    // Units added by hand have their id as code.
    EXPECT_EQ(opened[0].username, to_string(finance_) + "-1");
    EXPECT_EQ(opened[1].username, to_string(finance_) + "-2");
    EXPECT_EQ(opened[2].username, "qianer");
    EXPECT_NE(opened[0].password, opened[1].password);
    EXPECT_EQ(reason_of([&] { liaisons_->open_accounts(admin_, {ids().front()}); }),
              "liaison.has-account");
    const auto events = store_->database().read(
        [](store::Reader& reader) { return store::events_of(reader, "liaison", 0, 0, 50); });
    std::size_t images = 0;
    for (const auto& event : events) {
        for (const auto& image : event.images) {
            ++images;
            for (const auto& one : opened) {
                EXPECT_EQ(image.after.find(one.password), std::string::npos);
            }
        }
    }
    EXPECT_GE(images, 6U) << "accounts and entries are in the log, passwords are not";
}

TEST_P(LiaisonTest, an_account_opened_by_hand_meanwhile_is_no_second_one) {
    take("单位,姓名\n省科技厅,钱二\n省财政厅,李敏\n");
    const auto used = person("qian", "钱二", science_);
    access_->log_in("qian", "correct horse", "");
    const auto fresh = person("li", "李敏", finance_);
    const auto opened = liaisons_->open_accounts(admin_, ids());
    ASSERT_EQ(opened.size(), 2U);
    EXPECT_EQ(liaisons_->of(science_, today_)[0].person, used.who.id);
    EXPECT_EQ(liaisons_->of(finance_, today_)[0].person, fresh.who.id);
    EXPECT_EQ(reason_of([&] { access_->log_in("qian", "correct horse", ""); }), "none");
    EXPECT_EQ(reason_of([&] { access_->log_in("li", "correct horse", ""); }),
              "access.wrong-password");
    for (const auto& one : opened) {
        EXPECT_EQ(one.password.empty(), one.username == "qian");
    }
}

TEST_P(LiaisonTest, who_never_logged_in_gets_another_first_password) {
    take("单位,姓名\n省科技厅,钱二\n");
    const auto lost = liaisons_->open_accounts(admin_, ids()).front();
    const auto again = liaisons_->open_accounts(admin_, ids()).front();
    EXPECT_EQ(lost.username, again.username);
    EXPECT_EQ(reason_of([&] { access_->log_in(lost.username, lost.password, ""); }),
              "access.wrong-password");
    EXPECT_EQ(reason_of([&] { access_->log_in(again.username, again.password, ""); }), "none");
}

TEST_P(LiaisonTest, a_user_name_taken_meanwhile_opens_no_account_at_all) {
    take("单位,姓名,用户名\n省科技厅,钱二,qianer\n省财政厅,李敏,limin\n");
    person("limin", "另一人", finance_);
    EXPECT_EQ(reason_of([&] { liaisons_->open_accounts(admin_, ids()); }), "access.username-taken");
    for (const auto& one : liaisons_->all(today_)) {
        EXPECT_FALSE(one.person) << one.name;
    }
    EXPECT_EQ(reason_of([&] { liaisons_->open_accounts(admin_, {}); }), "liaison.bad-entry");
}

TEST_P(LiaisonTest, entries_are_added_changed_and_ended_by_hand_under_the_same_rules) {
    Liaison wanted;
    wanted.unit = finance_;
    wanted.name = "李敏";
    wanted.valid.from = today_;
    const auto added = liaisons_->add(office_, wanted);
    EXPECT_EQ(reason_of([&] { liaisons_->add(office_, wanted); }), "liaison.twice");
    wanted.name = "赵一";
    EXPECT_EQ(reason_of([&] { liaisons_->add(office_, wanted); }), "liaison.two-mains");
    wanted.rank = Rank::deputy;
    wanted.mobile = "打我";
    EXPECT_EQ(reason_of([&] { liaisons_->add(office_, wanted); }), "liaison.bad-entry");
    auto next = added;
    next.mobile = "13800138000";
    EXPECT_EQ(liaisons_->edit(office_, 1, next).mobile, "13800138000");
    EXPECT_EQ(reason_of([&] { liaisons_->edit(office_, 1, next); }), "http.precondition-failed");
    next.username = "taken";
    person("taken", "别人", science_);
    EXPECT_EQ(reason_of([&] { liaisons_->edit(office_, 2, next); }), "liaison.bad-entry")
        << "one taken name would stop accounts for everybody";
    next.username.clear();
    auto never = next;
    never.valid.until = never.valid.from;
    never.mobile = "打我";
    EXPECT_EQ(reason_of([&] { liaisons_->edit(office_, 2, never); }), "liaison.bad-entry");
    auto blank = wanted;
    blank.mobile.clear();
    blank.name = "李　敏";
    EXPECT_EQ(reason_of([&] { liaisons_->add(office_, blank); }), "liaison.twice");
    next.valid.until = today_.plus_days(3);
    liaisons_->edit(office_, 2, next);
    EXPECT_EQ(liaisons_->of(finance_, today_.plus_days(3)).size(), 0U);
    EXPECT_EQ(liaisons_->of(finance_, today_.plus_days(3), true).size(), 1U);
    next.id = {};
    EXPECT_EQ(reason_of([&] { liaisons_->edit(office_, 3, next); }), "liaison.no-entry");
}

INSTANTIATE_TEST_SUITE_P(engines, LiaisonTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& one) { return store::to_string(one.param); });

} // namespace
} // namespace luoshi::liaison

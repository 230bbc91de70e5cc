// SPDX-License-Identifier: Apache-2.0
// Telephone reminders, on both engines.
#include "duty/calls.hpp"

#include "duty/testing/submissions_fixture.hpp"

namespace luoshi::duty {
namespace {

class CallsTest : public SubmissionsTest {
protected:
    static Call rang(const std::string& words = "周五前报送") {
        Call call;
        call.on = *Date::parse("2011-11-10");
        call.at = "15:30";
        call.person = "李敏";
        call.phone = "020-83131234";
        call.words = words;
        call.promised_by = Date::parse("2011-11-18");
        return call;
    }
    std::string refused(Call call) {
        return error_of([&] { calls.add(office_, due_, std::move(call)); }).reason();
    }

    Calls calls{t.installation.database(), t.installation.store().clock()};
};

INSTANTIATE_TEST_SUITE_P(engines, CallsTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(CallsTest, are_kept_as_noted_and_corrected_by_a_later_note) {
    const auto first = calls.add(office_, due_, rang());
    auto better = rang("下周一前报送");
    better.corrects = first;
    const auto second = calls.add(office_, due_, better);
    const auto all = calls.list(org::Scope::of(t.unit("gd.rst")), due_);
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[0].words, "周五前报送");
    EXPECT_EQ(all[0].corrected_by, second);
    EXPECT_EQ(all[0].noted_by, "王强");
    EXPECT_EQ(all[1].promised_by, Date::parse("2011-11-18"));
    EXPECT_FALSE(all[1].corrected_by);
    EXPECT_EQ(refused(better), "duty.call-corrected");
    better.corrects = CallId{17};
    EXPECT_EQ(refused(better), "duty.no-call");
    EXPECT_THAT(calls.list({due_})[due_], SizeIs(2));
    EXPECT_THAT(calls.list(std::vector<DueId>{}), IsEmpty());
}

TEST_P(CallsTest, are_noted_by_the_office_and_read_by_the_unit_alone) {
    EXPECT_EQ(error_of([&] { calls.add(drafter_, due_, rang()); }).reason(), "access.role");
    EXPECT_EQ(error_of([&] { calls.list(org::Scope::of(t.unit("gd.czt")), due_); }).reason(),
              "duty.no-due");
    EXPECT_EQ(error_of([&] { calls.add(office_, DueId{5}, rang()); }).reason(), "duty.no-due");
}

TEST_P(CallsTest, say_who_when_and_what) {
    const std::vector<std::function<void(Call&)>> wrong{
        [](Call& call) { call.person.clear(); },
        [](Call& call) { call.words = " \n"; },
        [](Call& call) { call.words = std::string(1001, 'a'); },
        [](Call& call) { call.at = "25:00"; },
        [](Call& call) { call.at = "9:00"; },
        [](Call& call) { call.on = *Date::parse("2011-11-11"); }, // tomorrow
        [](Call& call) { call.promised_by = Date::parse("2011-11-09"); },
        [](Call& call) { call.phone = std::string(41, '1'); }};
    for (const auto& spoil : wrong) {
        auto call = rang();
        spoil(call);
        EXPECT_EQ(refused(call), "duty.bad-call");
    }
    EXPECT_THAT(calls.list({due_}), IsEmpty());
}

} // namespace
} // namespace luoshi::duty

// SPDX-License-Identifier: Apache-2.0
// Forms an office writes itself: any title, each kind; the same text has the same code.
#include "form/own.hpp"

#include <gmock/gmock.h>

namespace luoshi::form {
namespace {

const std::vector<OwnField> kAll{
    {"投产项目数（个）: \"新增\" #1", "截至月底，不含\\在建", OwnKind::whole, true},
    {"完成投资", "", OwnKind::decimal, false},
    {"困难", "", OwnKind::long_text, true},
    {"联系人", "", OwnKind::text, true},
    {"开工日期", "", OwnKind::date, false},
    {"是否验收", "", OwnKind::truth, true},
    {"附件", "", OwnKind::files, true}};

TEST(a_form_of_its_own, has_the_fields_as_they_were_written) {
    const auto own = own_form({"投产情况: [快报]", ""}, kAll);
    const auto form = read_own("some", own);
    ASSERT_EQ(form->fields.size(), kAll.size());
    for (std::size_t i = 0; i < kAll.size(); ++i) {
        EXPECT_EQ(form->fields[i].title.zh, kAll[i].title);
        EXPECT_EQ(form->fields[i].hint.zh, kAll[i].hint);
        EXPECT_EQ(form->fields[i].always_required || form->fields[i].at_least == 1,
                  kAll[i].required)
            << i;
    }
    EXPECT_EQ(form->fields[0].kind, FieldKind::number);
    EXPECT_EQ(form->fields[6].kind, FieldKind::files);
    EXPECT_EQ(form->title.zh, "投产情况: [快报]");
    EXPECT_EQ(form->pack, "some");
    EXPECT_EQ(form->code, own.code);
    EXPECT_TRUE(is_own(form->code));
}

TEST(a_form_of_its_own, can_be_read_while_it_is_being_written) {
    const auto form = read_own("some", own_form({"", ""}, {{"", "", OwnKind::whole, true},
                                                           {" \n", "", OwnKind::text, false}}));
    EXPECT_EQ(form->title.zh, "—");
    EXPECT_EQ(form->fields[1].title.zh, "—");
}

TEST(a_form_of_its_own, has_a_code_of_its_text) {
    auto other = kAll;
    EXPECT_EQ(own_form({"甲", ""}, kAll).code, own_form({"甲", ""}, other).code);
    other[3].required = false;
    EXPECT_NE(own_form({"甲", ""}, kAll).code, own_form({"甲", ""}, other).code);
    EXPECT_NE(own_form({"甲", ""}, kAll).code, own_form({"乙", ""}, kAll).code);
    EXPECT_FALSE(is_own("yearly-plan"));
}

} // namespace
} // namespace luoshi::form

// SPDX-License-Identifier: Apache-2.0
// Common to the tests of what is handed in: the yearly plan of one department, due 2012-02-10.
#pragma once

#include "duty/testing/test_duties.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace luoshi::duty {

using followup::error_of;
using nlohmann::json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// A plan of the year that passes its checks.
inline std::string year_plan(const std::string& result = "十条措施",
                             const std::string& year = "2012") {
    return json{{"values",
                 {{"总体思路", "围绕双转移抓落实"},
                  {"年度工作", json::array({{{"工作编号", "1"},
                                             {"工作内容", "修订办法"},
                                             {"预期成果", result},
                                             {"完成时限", year + "-09-30"},
                                             {"责任处室", "综合处"}},
                                            {{"工作编号", "2"},
                                             {"工作内容", "组织培训"},
                                             {"预期成果", "两期"},
                                             {"完成时限", year + "-11-30"},
                                             {"责任处室", "职能处"}}})}}}}
        .dump();
}

inline std::string detail_of(const Error& error, const std::string& name) {
    for (const auto& [key, value] : error.details()) {
        if (key == name) {
            return value;
        }
    }
    return "(none)";
}

class SubmissionsTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    SubmissionsTest() {
        t.issue("plan");
        due_ = t.due("plan", "gd.rst");
    }
    DueDetail open(const Who& who) { return t.submissions.open(who.principal, due_); }
    DueDetail open() { return open(drafter_); }
    std::int64_t revision() { return open().opened.filled.revision; }
    void hand_in(const std::string& values = year_plan()) {
        t.submissions.save(drafter_, due_, revision(), values);
        t.submissions.hand_on(drafter_, due_, revision(), {"请签发", {}});
        t.submissions.sign(signer_, due_, revision());
        t.submissions.submit(drafter_, due_, revision());
    }
    RemarkId must(const std::string& words = "写具体") {
        Remark remark;
        remark.field = "总体思路";
        remark.passage = {2, 5};
        remark.words = words;
        remark.must = true;
        return t.submissions.remark(office_, due_, remark);
    }
    DueState state() { return open().opened.due.state; }

    testing::TestDuties t{GetParam()};
    Who office_ = t.office(), drafter_ = t.who("李敏"), signer_ = t.who("孙厅");
    DueId due_;
};

} // namespace luoshi::duty

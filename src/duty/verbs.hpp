// SPDX-License-Identifier: Apache-2.0
// What a person may do with a due now, the likeliest first: for pages and for the desk. Pure; the
// same rules decide when it is done.
#pragma once

#include "access/person.hpp"
#include "duty/chain.hpp"
#include "duty/definition.hpp"
#include "duty/due.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace luoshi::duty {

enum class Verb : std::uint8_t {
    correct,    // 改退回意见
    fill,       // 填写
    hand_on,    // 送下一步
    hand_back,  // 退回上一步
    sign,       // 签发
    paper_sign, // 上传签字盖章的扫描件
    submit,     // 报出
    withdraw,   // 撤回
    confirm,    // 确认办公室代录的
    ask_time,   // 申请延期
    accept,     // 审核通过
    give_back,  // 退回补正
    remark,     // 提审核意见
    enter,      // 代录
    spare,      // 免报
    owe         // 恢复报送
};
std::string_view to_string(Verb verb) noexcept; // "hand-on"

// Whose turn it is within the unit: holds while the unit has the due.
std::optional<Acting> turn_of(const Due& due, const Chain& chain,
                              const std::vector<Deputy>& deputies, const access::Principal& who,
                              Date day);
std::vector<Verb> verbs_for(const Due& due, const Chain& chain, const std::vector<Deputy>& deputies,
                            const access::Principal& who, Date day);
// What is asked for on paper only is not signed on screen, and the other way round.
void keep_asked(std::vector<Verb>& verbs, Signing signing);
// The one next step: what is ready to go on goes on, else it is worked on.
Verb next_verb(const std::vector<Verb>& verbs);
// Drafts of a unit are its own until it hands them in; what the office entered is the office's too.
bool sees_content(const Due& due, const access::Principal& who) noexcept;

} // namespace luoshi::duty

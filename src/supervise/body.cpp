// SPDX-License-Identifier: Apache-2.0
#include "supervise/body.hpp"

#include <fmt/format.h>

namespace luoshi::supervise {
namespace {

std::string lateness_of(const Facts& facts, AboutKind kind) {
    if (facts.days_late == 0) {
        return "";
    }
    return fmt::format("，已逾期{}{}", facts.days_late,
                       kind == AboutKind::task ? "天" : "个工作日");
}

std::string opening_of(Level level) {
    switch (level) {
    case Level::reminder: return "现就以下事项提醒如下。";
    case Level::request: return "现就以下事项商请贵单位支持。";
    case Level::notice: return "现就以下事项予以督办。";
    case Level::circular: return "现将以下事项的办理情况通报如下。";
    case Level::talk: return "现就以下事项约谈贵单位负责同志。";
    }
    return "";
}

std::string closing_of(const Wording& wording) {
    const auto day = in_chinese(wording.answer_by);
    return wording.level == Level::talk ? fmt::format("请于{}前回复参加的负责同志和整改安排。", day)
                                        : fmt::format("请于{}前书面回复办理情况。", day);
}

} // namespace

std::string body_of(const Facts& facts, const Wording& wording, const std::string& government) {
    std::string text;
    if (wording.issuer == Issuer::consent) {
        text = fmt::format("经{}同意，", government);
    }
    text += opening_of(wording.level) + "\n事项：" + facts.title + "。";
    // A light belongs to a task.
    const auto kind = facts.light ? AboutKind::task : AboutKind::due;
    if (facts.due_on) {
        text += fmt::format("\n时限：{}{}（截至{}）。", in_chinese(*facts.due_on),
                            lateness_of(facts, kind), in_chinese(facts.on));
    }
    if (!facts.stuck.empty()) {
        text += "\n目前环节：" + facts.stuck;
        text +=
            facts.stuck_since ? fmt::format("，自{}起。", in_chinese(*facts.stuck_since)) : "。";
    }
    return text + "\n要求：" + wording.requirement + "\n" + closing_of(wording);
}

} // namespace luoshi::supervise

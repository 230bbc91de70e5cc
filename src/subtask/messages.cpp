// SPDX-License-Identifier: Apache-2.0
#include "subtask/messages.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <array>

namespace luoshi::subtask {
namespace {

notify::Message about(const Subtask& one) {
    notify::Message message;
    message.object_kind = "subtask";
    message.object_id = one.id.value;
    message.link = "/subtasks/" + to_string(one.id);
    return message;
}

notify::Message to_owner(const Subtask& one) {
    auto message = about(one);
    message.unit = one.unit;
    return message;
}

// The office has no dispatcher: who handed it out hears of it.
notify::Message to_giver(const Subtask& one) {
    auto message = about(one);
    if (one.giver.office) {
        message.person = access::PersonId{one.giver.person};
    } else {
        message.unit = one.giver.unit;
    }
    return message;
}

struct Words {
    std::string_view zh, en;
};
Words asked(Origin origin) {
    switch (origin) {
    case Origin::split: return {"分解事项待接收", "A part of a task to be accepted"};
    case Origin::share: return {"请提供情况", "Asked for your share"};
    case Origin::measure: return {"交办事项待接收", "A measure to be carried out"};
    case Origin::remark: return {"批示交办事项待接收", "A leader's remark to be carried out"};
    }
    return {};
}

Words said(Act act) {
    switch (act) {
    case Act::decline: return {"退回异议", "declined"};
    case Act::report: return {"已报完成，待确认", "reported complete, to be confirmed"};
    case Act::change: return {"要求有调整", "changed"};
    case Act::insist: return {"异议未采纳，请接收办理", "the objection was not followed"};
    case Act::give_back: return {"退回补充", "given back"};
    case Act::confirm: return {"已确认完成", "confirmed"};
    case Act::cancel: return {"已收回", "cancelled"};
    case Act::accept:
    case Act::progress:
    case Act::affirm:
    case Act::enter:
    case Act::add_file: break;
    }
    return {};
}

Words typed(Act answer) {
    if (answer == Act::accept) {
        return {"接收", "accepted"};
    }
    if (answer == Act::decline) {
        return {"退回异议", "declined"};
    }
    return answer == Act::progress ? Words{"报进展", "progress"}
                                   : Words{"报完成", "reported complete"};
}

} // namespace

notify::Message handed_message(const Subtask& one) {
    auto message = to_owner(one);
    message.key = fmt::format("subtask/{}/handed/{}", to_string(one.id), one.version);
    message.kind = one.source.origin == Origin::remark ? notify::Kind::remark : notify::Kind::note;
    const auto words = asked(one.source.origin);
    message.title = fmt::format("{}：{}，{}前完成", words.zh, one.title, in_chinese(one.due_on));
    message.title_en = fmt::format("{}: {}, due {}", words.en, one.title, to_string(one.due_on));
    message.words = message.words_en = one.source.words;
    return message;
}

notify::Message entered_message(const Subtask& one) {
    ensure(one.entry.has_value(), "something was entered");
    const auto& entry = *one.entry;
    auto message = to_owner(one);
    message.key = fmt::format("subtask/{}/entered/{}", to_string(one.id), one.version);
    const auto answer = typed(entry.answer);
    message.title = fmt::format("{}：{}已代录“{}”，请确认", one.title, entry.by, answer.zh);
    message.title_en =
        fmt::format("{}: {} entered “{}” for you, to be affirmed", one.title, entry.by, answer.en);
    return message;
}

notify::Message beyond_message(const Subtask& one, Date limit) {
    auto message = to_owner(one);
    message.key = fmt::format("subtask/{}/beyond/{}", to_string(one.id), to_string(limit));
    message.title =
        fmt::format("{}：所属事项现在的时限是{}，请按此安排", one.title, in_chinese(limit));
    message.title_en =
        fmt::format("{}: what it is part of is due {} now", one.title, to_string(limit));
    return message;
}

notify::Message bring_message(const std::vector<Subtask>& given, Date limit) {
    ensure(!given.empty(), "something is too late");
    const auto& one = given.front();
    auto message = to_giver(one);
    const bool top = !one.parent;
    const auto within = top ? "task/" + to_string(one.task) : to_string(one.parent);
    const auto whose = one.giver.office ? one.giver.person : one.giver.unit.value;
    message.key = fmt::format("subtask/{}/bring/{}/{}", within, to_string(limit), whose);
    message.object_kind = top ? "task" : "subtask";
    message.object_id = top ? one.task.value : one.parent.value;
    message.link = top ? "/tasks/" + to_string(one.task) : "/subtasks/" + to_string(one.parent);
    message.title =
        fmt::format("时限现为{}：{}个分解事项晚于它，请调整", in_chinese(limit), given.size());
    message.title_en = fmt::format("Due {} now: {} parts are due later, to be changed",
                                   to_string(limit), given.size());
    return message;
}

notify::Message moved_message(const Subtask& one, org::UnitId before) {
    auto message = about(one);
    message.unit = before;
    message.key = fmt::format("subtask/{}/moved/{}", to_string(one.id), one.version);
    message.link = "/desk";
    message.title = fmt::format("{}：已改由其他单位承担", one.title);
    message.title_en = fmt::format("{}: another unit has it now", one.title);
    return message;
}

bool is_told(Act act) noexcept {
    return !said(act).zh.empty();
}

notify::Message act_message(const Subtask& one, Act act) {
    const bool by_owner = hand_of(act) == Hand::owner;
    auto message = by_owner ? to_giver(one) : to_owner(one);
    message.key = fmt::format("subtask/{}/{}/{}", to_string(one.id), to_string(act), one.version);
    message.kind =
        act == Act::decline || act == Act::give_back ? notify::Kind::returned : notify::Kind::note;
    const auto words = said(act);
    message.title = fmt::format("{}：{}", one.title, words.zh);
    message.title_en = fmt::format("{}: {}", one.title, words.en);
    message.words = message.words_en = act == Act::report ? one.report : one.why;
    return message;
}

notify::Message reminder_message(const Subtask& one, Date step) {
    auto message = to_owner(one);
    message.key =
        fmt::format("subtask/{}/{}/{}", to_string(one.id), to_string(one.due_on), to_string(step));
    message.kind = notify::Kind::reminder;
    message.title = fmt::format("{}：{}前完成", one.title, in_chinese(one.due_on));
    message.title_en = fmt::format("{}: due {}", one.title, to_string(one.due_on));
    return message;
}

notify::Message urge_message(const Subtask& one) {
    auto message = to_owner(one);
    message.key = fmt::format("subtask/{}/{}/late", to_string(one.id), to_string(one.due_on));
    message.kind = notify::Kind::urge;
    message.title = fmt::format("{}：应于{}完成，尚未报完成", one.title, in_chinese(one.due_on));
    message.title_en =
        fmt::format("{}: was due {}, not reported complete", one.title, to_string(one.due_on));
    return message;
}

notify::Message late_message(const Subtask& one) {
    const auto told = urge_message(one);
    auto message = to_giver(one);
    message.key = told.key + "/giver";
    message.kind = notify::Kind::reminder;
    message.title = told.title;
    message.title_en = told.title_en;
    return message;
}

} // namespace luoshi::subtask

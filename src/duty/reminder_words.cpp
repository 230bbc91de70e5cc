// SPDX-License-Identifier: Apache-2.0
#include "duty/reminder_words.hpp"

#include <fmt/format.h>

#include <string_view>

namespace luoshi::duty {
namespace {

constexpr std::string_view kDays[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};

std::string in_words(Date day) {
    return fmt::format("{} {}", in_chinese(day),
                       kDays[static_cast<std::size_t>(day.weekday() - 1)]);
}

notify::Message about(const Due& due) {
    notify::Message message;
    message.object_kind = "due";
    message.object_id = due.id.value;
    message.link = "/dues/" + to_string(due.id);
    message.unit = due.unit;
    return message;
}

} // namespace

notify::Message reminder_message(const Due& due, const Duty& duty, Date step) {
    auto message = about(due);
    message.key =
        fmt::format("due/{}/{}/{}", to_string(due.id), to_string(due.due_on), to_string(step));
    message.kind = notify::Kind::reminder;
    message.title = fmt::format("{}：{} 前报送", duty.definition.title.zh, in_words(due.due_on));
    message.title_en = fmt::format("{}: due {}", duty.definition.title.en, to_string(due.due_on));
    return message;
}

notify::Message urge_message(const Due& due, const Duty& duty) {
    auto message = about(due);
    message.key = fmt::format("due/{}/{}/late", to_string(due.id), to_string(due.due_on));
    message.kind = notify::Kind::urge;
    message.title =
        fmt::format("{}：应于 {} 报送，尚未报送", duty.definition.title.zh, in_words(due.due_on));
    message.title_en = fmt::format("{}: was due {}, not handed in", duty.definition.title.en,
                                   to_string(due.due_on));
    return message;
}

notify::Message returned_message(const Due& due, const Duty& duty, const std::string& words) {
    auto message = about(due);
    message.key = fmt::format("due/{}/returned/{}", to_string(due.id), due.round);
    message.kind = notify::Kind::returned;
    message.title =
        fmt::format("{}：退回补正，{} 前再报", duty.definition.title.zh, in_words(due.due_on));
    message.title_en =
        fmt::format("{}: returned, due again {}", duty.definition.title.en, to_string(due.due_on));
    message.words = message.words_en = words;
    return message;
}

} // namespace luoshi::duty

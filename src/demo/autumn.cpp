// SPDX-License-Identifier: Apache-2.0
#include "demo/autumn.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/work_calendar.hpp"
#include "followup/life.hpp"
#include "followup/plans.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

namespace luoshi::demo {

Autumn::Autumn(Services services, Script script, followup::PlanId plan)
    : services_(services), script_(std::move(script)), plan_(plan) {}

Autumn::~Autumn() = default;

Autumn::Played Autumn::play() {
    if (today() < script_.from || script_.until < today()) {
        return {};
    }
    services_.database.read([&](store::Reader& reader) {
        directory_ = services_.directories.get(reader);
        calendar_ = std::make_unique<WorkCalendar>(org::work_calendar(reader));
    });
    if (!calendar_->is_work_day(today())) {
        return {};
    }
    learn_people();
    if (office_.empty()) { // their accounts were closed: so the demonstration is over
        return {};
    }
    played_ = {};
    tasks_.clear(); // a correction may have taken some away
    for (const auto& task : services_.plans.matrix(org::Scope::all(), plan_).tasks) {
        tasks_.emplace(task.number, task.id);
    }
    guard([&] { task_acts(); });
    guard([&] { splits(); });
    guard([&] { reports(); });
    guard([&] { papers(); });
    guard([&] { documents(); });
    return played_;
}

void Autumn::act(const std::function<void()>& what) {
    guard([&] {
        what();
        ++played_.acts;
    });
}

void Autumn::guard(const std::function<void()>& what) {
    try {
        what();
    } catch (const Error& error) {
        if (error.code() == ErrorCode::unavailable) {
            throw;
        }
        ++played_.refused[error.reason()];
    }
}

// FNV-1a, then mixed so that keys that differ in their last letter lie far apart.
std::uint64_t Autumn::draw(std::string_view key, std::uint64_t below) const {
    std::uint64_t hash = 14695981039346656037ULL ^ script_.seed;
    for (const char letter : key) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
    }
    hash ^= hash >> 31;
    hash *= 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29;
    return hash % below;
}

bool Autumn::chance(std::string_view key, int percent) const {
    return draw(key, 100) < static_cast<std::uint64_t>(percent);
}

const std::string& Autumn::one_of(const Words& words, std::string_view key) const {
    return words[draw(key, words.size())];
}

Date Autumn::drawn_day(std::string_view key, Date from, Date until) const {
    const auto days =
        static_cast<std::uint64_t>(until.days_since_epoch() - from.days_since_epoch()) + 1;
    auto day = from.plus_days(static_cast<int>(draw(key, days)));
    while (!calendar_->is_work_day(day)) {
        day = day.plus_days(1);
    }
    return day;
}

Date Autumn::today() const {
    return services_.clock.today();
}

org::UnitId Autumn::unit(std::string_view code) const {
    const auto* const found = directory_->find_code(code);
    return found == nullptr ? org::UnitId{} : found->id;
}

followup::Asker Autumn::asker(org::UnitId unit) const {
    const auto* const who = drafter(unit);
    return {who == nullptr ? store::Actor{} : who->actor, org::Scope::of(unit), {}};
}

followup::Asker Autumn::office_asker(std::string_view key) const {
    return {office(key).actor, org::Scope::all(), {}};
}

} // namespace luoshi::demo

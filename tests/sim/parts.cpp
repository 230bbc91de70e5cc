// SPDX-License-Identifier: Apache-2.0
#include "parts.hpp"

#include <fmt/format.h>

namespace luoshi::sim {
namespace {

// As tests/sim/pack/units.yaml and plan.yaml have them.
const std::map<std::string, std::string> kAbove{
    {"m.a1", "m.a"}, {"m.a2", "m.a"}, {"m.a3", "m.a1"}, {"m.b1", "m.b"}, {"m.e1", "m.e"}};
const std::vector<std::set<std::string>> kCarrying{
    {"m.a"}, {"m.b"}, {"m.a", "m.b"}, {"m.a"}, {"m.e"}};
const std::vector<std::set<std::string>> kHelping{{"m.b"}, {"m.a"}, {}, {"m.e"}, {}};

struct Leaves {
    int sum = 0, count = 0;
};
Leaves leaves_of(const Parts& parts, const PartModel& part) {
    Leaves all;
    for (const auto& [id, child] : parts) {
        if (child.parent == part.id && child.state != "cancelled") {
            const auto below = leaves_of(parts, child);
            all.sum += below.sum;
            all.count += below.count;
        }
    }
    if (all.count > 0) {
        return all;
    }
    return {part.state == "reported" || part.state == "done" ? 100 : part.percent.value_or(0), 1};
}

} // namespace

bool Places::lies_below(const std::string& unit, const std::string& above) const {
    const auto it = kAbove.find(unit);
    if (it == kAbove.end()) {
        return false;
    }
    const auto up = reformed && it->second == "m.e" ? "m.f" : it->second;
    return up == above || lies_below(up, above);
}
bool Places::carries(std::size_t task, const std::string& unit) const {
    const bool went = moved.contains(task);
    return unit == "m.f" ? went && kCarrying.at(task).contains("m.e")
                         : kCarrying.at(task).contains(unit) && !(unit == "m.e" && went);
}
bool Places::helps(std::size_t task, const std::string& unit) const {
    const bool went = moved.contains(task);
    return unit == "m.f" ? went && kHelping.at(task).contains("m.e")
                         : kHelping.at(task).contains(unit) && !(unit == "m.e" && went);
}
const std::set<std::size_t>& Places::of_e() {
    static const std::set<std::size_t> kTasks{3, 4};
    return kTasks;
}

std::optional<Date> date_of_notice(std::size_t task) {
    return task == 0   ? Date::parse("2021-06-30")
           : task == 3 ? Date::parse("2021-11-30")
                       : std::nullopt;
}

std::set<std::string> line_of(const Parts& parts, std::int64_t id) {
    std::set<std::string> units;
    for (; id != 0; id = parts.at(id).parent) {
        units.insert({parts.at(id).unit, parts.at(id).giver});
    }
    return units;
}

std::vector<std::int64_t> all_below(const Parts& parts, std::int64_t id) {
    std::vector<std::int64_t> below;
    for (const auto& [child, part] : parts) {
        if (part.parent == id) {
            below.push_back(child);
            const auto more = all_below(parts, child);
            below.insert(below.end(), more.begin(), more.end());
        }
    }
    return below;
}

bool is_gone(const Parts& parts, std::int64_t id) {
    for (; id != 0; id = parts.at(id).parent) {
        if (parts.at(id).state == "cancelled") {
            return true;
        }
    }
    return false;
}

Sum sum_below(const Parts& parts, std::size_t task, std::int64_t part, Date today) {
    Sum sum;
    Leaves leaves;
    for (const auto& [id, one] : parts) {
        if (one.task != task || one.parent != part || one.state == "cancelled") {
            continue;
        }
        const auto below = sum_below(parts, task, id, today);
        sum.open += below.open + (one.open() ? 1 : 0);
        sum.late += below.late + (one.late(today) ? 1 : 0);
        sum.done += below.done + (one.open() ? 0 : 1);
        sum.declined += below.declined + (one.state == "declined" ? 1 : 0);
        for (const auto& date :
             {below.next, one.open() ? std::optional{one.due_on} : std::nullopt}) {
            sum.next = !sum.next ? date : !date ? sum.next : std::min(*sum.next, *date);
        }
        if (one.open() && one.state != "reported") {
            sum.missing.insert(one.unit);
        }
        const auto of_one = leaves_of(parts, one);
        leaves.sum += of_one.sum;
        leaves.count += of_one.count;
    }
    if (leaves.count > 0) {
        sum.percent = leaves.sum / leaves.count;
    } else if (part != 0) {
        sum.percent = leaves_of(parts, parts.at(part)).sum;
    }
    return sum;
}

std::string to_string(const Sum& sum) {
    std::string missing;
    for (const auto& unit : sum.missing) {
        missing += " " + unit;
    }
    return fmt::format("{} open, {} late, {} done, {} declined, {}%, next {}, missing{}", sum.open,
                       sum.late, sum.done, sum.declined, sum.percent,
                       sum.next ? to_string(*sum.next) : "none", missing);
}

} // namespace luoshi::sim

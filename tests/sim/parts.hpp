// SPDX-License-Identifier: Apache-2.0
// What should be of the parts of tasks, told apart from the program: who may hand what to whom,
// until when, and what all below comes to.
#pragma once

#include "model.hpp"

namespace luoshi::sim {

struct PartModel {
    std::int64_t id = 0, parent = 0; // 0: of the task itself
    std::size_t task = 0;            // its place in the plan
    std::string giver, unit, title;
    bool share = false; // asked of a joint unit, not split
    Date given_on, due_on;
    std::string state = "handed-out"; // as the rows spell it
    bool insisted = false;
    std::optional<int> percent;
    std::string report;
    std::optional<Date> reported_on;
    std::int64_t version = 1;
    bool open() const { return state != "done" && state != "cancelled"; }
    // What was reported by its date waits for somebody else.
    bool late(Date today) const {
        const bool in_time = state == "reported" && reported_on && *reported_on <= due_on;
        return open() && due_on < today && !in_time;
    }
};
using Parts = std::map<std::int64_t, PartModel>; // by id

// Who is above and who has which role, while a reform lets m.f take the place of m.e.
struct Places {
    bool reformed = false;
    std::set<std::size_t> moved; // tasks whose roles went over
    bool lies_below(const std::string& unit, const std::string& above) const;
    bool carries(std::size_t task, const std::string& unit) const;
    bool helps(std::size_t task, const std::string& unit) const;
    // In tasks: where m.e has, or had, a role.
    static const std::set<std::size_t>& of_e();
};
std::optional<Date> date_of_notice(std::size_t task);
// Units in the line from the part upwards, owners and givers.
std::set<std::string> line_of(const Parts& parts, std::int64_t id);
std::vector<std::int64_t> all_below(const Parts& parts, std::int64_t id);

struct Sum {
    int open = 0, late = 0, done = 0, declined = 0, percent = 0;
    std::optional<Date> next;
    std::set<std::string> missing; // of those directly below
    bool operator==(const Sum&) const = default;
};
std::string to_string(const Sum& sum);
// Of all below a part, or of a task where `part` is 0.
Sum sum_below(const Parts& parts, std::size_t task, std::int64_t part, Date today);
// It or one above was withdrawn: counted nowhere.
bool is_gone(const Parts& parts, std::int64_t id);

} // namespace luoshi::sim

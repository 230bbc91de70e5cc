// SPDX-License-Identifier: Apache-2.0
#include "subtask/tree.hpp"

#include "org/org.hpp"
#include "subtask/rows.hpp"

#include <algorithm>
#include <map>

namespace luoshi::subtask {
namespace {

std::vector<Node> nodes_of(const std::vector<Subtask>& all) {
    std::map<SubtaskId, std::size_t> places;
    for (std::size_t n = 0; n < all.size(); ++n) {
        places[all[n].id] = n;
    }
    std::vector<Node> nodes;
    nodes.reserve(all.size());
    for (const auto& one : all) {
        nodes.push_back({one.parent ? places.at(one.parent) : kNoParent, one.state, one.percent,
                         one.due_on, one.unit, one.is_in_time()});
    }
    return nodes;
}

followup::LightFacts light_facts(const Subtask& subtask, const Rollup& below) {
    followup::LightFacts facts;
    facts.state = subtask.state == State::done        ? followup::State::closed
                  : subtask.state == State::cancelled ? followup::State::terminated
                                                      : followup::State::in_progress;
    facts.basis = followup::Basis::dated;
    facts.start = subtask.given_on;
    facts.due = subtask.due_on;
    facts.reported = below.said ? std::optional{below.percent} : std::nullopt;
    return facts;
}

} // namespace

Hands hands_of(const access::Principal& who, const Subtask& subtask) {
    if (who.role == access::Role::office) {
        return {false, subtask.giver.office, true};
    }
    const bool of_unit = is_of_unit(who.role) && who.unit; // leaders may have a unit, too
    const bool gave = of_unit && !subtask.giver.office && who.unit == subtask.giver.unit;
    return {of_unit && who.unit == subtask.unit, gave,
            gave && subtask.source.origin == Origin::split};
}

Forest Forest::of(store::Reader& reader, followup::TaskId task) {
    Forest forest;
    forest.task_ = task;
    forest.all_ = subtasks_of(reader, task);
    if (auto facts = followup::find_task_facts(reader, task)) {
        forest.facts_ = std::move(*facts);
    } else {
        forest.gone_ = true;
        forest.facts_.plan = forest.all_.empty() ? followup::PlanId{} : forest.all_.front().plan;
        forest.facts_.state = followup::State::terminated;
    }
    forest.nodes_ = nodes_of(forest.all_);
    forest.order_ = in_preorder(forest.nodes_);
    return forest;
}

Forest Forest::of_task(store::Reader& reader, followup::TaskId task) {
    auto forest = of(reader, task);
    if (forest.is_gone()) {
        followup::task_facts(reader, task); // says what it is
    }
    return forest;
}

TaskWords Forest::words() const {
    return {task_, facts_.plan, facts_.number, facts_.notice_number, facts_.title, facts_.due};
}

std::size_t Forest::place_of(SubtaskId id) const {
    const auto it = std::ranges::find(all_, id, &Subtask::id);
    return it == all_.end() ? kNoParent : static_cast<std::size_t>(it - all_.begin());
}

std::vector<bool> Forest::visible(const access::Principal& who) const {
    const bool office = who.role == access::Role::office;
    std::vector<bool> seen(all_.size());
    for (const auto n : order_) {
        const auto hands = hands_of(who, all_[n]);
        const auto above = parent(n);
        seen[n] = office || hands.owner || hands.giver || (above != kNoParent && seen[above]);
    }
    return seen;
}

bool Forest::holds_line(org::UnitId unit, std::size_t place) const {
    for (; place != kNoParent; place = parent(place)) {
        if (all_[place].unit == unit || all_[place].giver.unit == unit) {
            return true;
        }
    }
    return false;
}

std::vector<std::size_t> Forest::with_below(std::size_t place) const {
    std::vector<bool> in(all_.size());
    std::vector<std::size_t> places;
    for (const auto n : order_) {
        in[n] = n == place || (parent(n) != kNoParent && in[parent(n)]);
        if (in[n]) {
            places.push_back(n);
        }
    }
    return places;
}

std::optional<Date> Forest::limit(std::size_t place) const {
    return place == kNoParent ? facts_.due : std::optional{all_[place].due_on};
}

std::vector<std::pair<std::size_t, Date>> Forest::to_bring(const std::vector<std::size_t>& places,
                                                           const access::Principal& who,
                                                           Date today) const {
    std::vector<Date> due;
    due.reserve(all_.size());
    for (const auto& one : all_) {
        due.push_back(one.due_on);
    }
    std::vector<std::pair<std::size_t, Date>> later;
    for (const auto place : places) {
        const auto& one = all_[place];
        const auto above = parent(place);
        const auto until = above == kNoParent ? facts_.due : std::optional{due[above]};
        if (until && *until >= today && due[place] > *until && is_missing(one.state) &&
            hands_of(who, one).giver) {
            due[place] = *until;
            later.emplace_back(place, *until);
        }
    }
    return later;
}

Forest::Moment Forest::moment(const WorkCalendar& calendar, Date today) const {
    return {today, followup::moment_of(today, calendar, facts_.light)};
}

bool Forest::is_over() const noexcept {
    return facts_.state == followup::State::closed || facts_.state == followup::State::terminated;
}

Line Forest::line_of(std::size_t place, const Rollup& below, const access::Principal& who,
                     const Moment& moment) const {
    Line line;
    line.subtask = all_[place];
    line.below = below;
    const auto roles = facts_.roles_of(line.subtask.unit);
    constexpr auto kLit = followup::kCarrying | followup::kHelping;
    if (roles == 0 || (roles & kLit) != 0) {
        line.light = line.subtask.is_in_time()
                         ? followup::Light::on
                         : followup::light_of(light_facts(line.subtask, below), moment.light);
    }
    const auto until = limit(parent(place));
    line.beyond = until && is_missing(line.subtask.state) && line.subtask.due_on > *until;
    line.can = acts_now({line.subtask.state, line.subtask.insisted, line.subtask.is_unaffirmed()},
                        hands_of(who, line.subtask));
    return line;
}

void Forest::fill(Tree& tree, const std::vector<bool>& taken, const access::Principal& who,
                  const Moment& moment) const {
    tree.task = words();
    std::vector<std::size_t> new_place(all_.size(), kNoParent), places;
    std::vector<Node> nodes;
    for (const auto n : order_) {
        if (!taken[n]) {
            continue;
        }
        auto node = nodes_[n];
        node.parent = node.parent == kNoParent ? kNoParent : new_place[node.parent];
        new_place[n] = nodes.size();
        nodes.push_back(node);
        places.push_back(n);
    }
    tree.can_bring = static_cast<std::int64_t>(to_bring(places, who, moment.today).size());
    const auto rolled = roll_up(nodes, moment.today);
    tree.whole = rolled.whole;
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        auto line = line_of(places[n], rolled.nodes[n], who, moment);
        line.depth = nodes[n].parent == kNoParent ? 0 : tree.lines[nodes[n].parent].depth + 1;
        tree.lines.push_back(std::move(line));
    }
}

} // namespace luoshi::subtask

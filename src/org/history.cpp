// SPDX-License-Identifier: Apache-2.0
#include "org/history.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace luoshi::org {
namespace {

constexpr std::array<std::string_view, 6> kHappened{"founded", "renamed", "took-over",
                                                    "joined",  "left",    "ended"};

class History {
public:
    History(const Directory& directory, const Unit& unit, const std::vector<Change>& changes)
        : directory_(directory), unit_(unit), changes_(changes) {}

    std::vector<HistoryLine> lines() {
        if (unit_.valid.from) {
            add(Happened::founded, *unit_.valid.from, ChangeKind::found, unit_.id);
            if (lines_.back().basis.empty()) {
                lines_.back().basis = unit_.source.value_or("");
            }
        }
        renamings();
        took_over();
        groups();
        if (unit_.valid.until) {
            add(Happened::ended, *unit_.valid.until, ChangeKind::end, unit_.id);
            lines_.back().units = directory_.successors(unit_.id);
        }
        std::stable_sort(lines_.begin(), lines_.end(), [](const auto& a, const auto& b) {
            return std::tie(a.on, a.what) < std::tie(b.on, b.what);
        });
        return lines_;
    }

private:
    // With the basis of the entry that made it so.
    void add(Happened what, Date on, ChangeKind kind, UnitId unit) {
        HistoryLine line;
        line.what = what;
        line.on = on;
        for (const auto& change : changes_) {
            if (change.stands() && change.said.kind == kind && change.said.unit == unit &&
                change.said.on == on) {
                line.basis = change.said.basis;
                line.change = change.id;
            }
        }
        lines_.push_back(std::move(line));
    }

    void renamings() {
        for (const auto kind : {NameKind::official, NameKind::short_name}) {
            for (const auto& name : unit_.names) {
                const auto from = name.valid.from;
                const bool told = std::any_of(lines_.begin(), lines_.end(), [&](const auto& line) {
                    return line.what == Happened::renamed && from && line.on == *from;
                });
                if (name.kind == kind && from && from != unit_.valid.from && !told) {
                    add(Happened::renamed, *from, ChangeKind::rename, unit_.id);
                    lines_.back().before = directory_.name(unit_, kind, from->plus_days(-1));
                    lines_.back().name = name.text;
                }
            }
        }
    }

    void took_over() {
        std::map<std::pair<Date, std::string>, HistoryLine> found;
        for (const auto id : directory_.predecessors(unit_.id)) {
            const auto* const before = directory_.find(id);
            const auto on = before == nullptr ? std::nullopt : before->valid.until;
            if (!on) {
                continue;
            }
            add(Happened::took_over, *on, ChangeKind::end, id);
            auto line = std::move(lines_.back());
            lines_.pop_back();
            line.units = {id};
            const auto [it, is_new] = found.try_emplace({*on, line.basis}, line);
            if (!is_new) {
                it->second.units.push_back(id);
            }
        }
        for (auto& [key, line] : found) {
            lines_.push_back(std::move(line));
        }
    }

    void groups() {
        for (const auto& change : changes_) {
            const auto kind = change.said.kind;
            if (change.stands() && change.said.unit == unit_.id &&
                (kind == ChangeKind::join || kind == ChangeKind::leave)) {
                HistoryLine line;
                line.what = kind == ChangeKind::join ? Happened::joined : Happened::left;
                line.on = change.said.on;
                line.units = {change.said.group};
                line.basis = change.said.basis;
                line.change = change.id;
                lines_.push_back(std::move(line));
            }
        }
    }

    const Directory& directory_;
    const Unit& unit_;
    const std::vector<Change>& changes_;
    std::vector<HistoryLine> lines_;
};

} // namespace

std::string_view to_string(Happened what) noexcept {
    return kHappened[static_cast<std::size_t>(what)];
}

std::vector<HistoryLine> history_of(const Directory& directory, UnitId unit,
                                    const std::vector<Change>& changes) {
    const auto* const found = directory.find(unit);
    return found == nullptr ? std::vector<HistoryLine>{}
                            : History{directory, *found, changes}.lines();
}

} // namespace luoshi::org

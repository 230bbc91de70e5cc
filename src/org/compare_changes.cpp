// SPDX-License-Identifier: Apache-2.0
// What packs say of what the office changed.
#include "org/rows_changes.hpp"

#include <algorithm>

namespace luoshi::org {
namespace {

class Compared {
public:
    Compared(Present& present, Changes& out) : present_(present), out_(out) {}

    void run() {
        for (const auto& change : present_.changes) {
            if (!change.stands()) {
                continue;
            }
            if (change.said.kind == ChangeKind::rename) {
                compare_names(change);
            } else if (change.said.kind == ChangeKind::end) {
                compare_end(change);
            }
        }
    }

private:
    // Names the unit had or got by any entry: a pack that has one of them is only behind.
    bool is_known(UnitId unit, NameKind kind, const std::string& text) const {
        return std::any_of(
            present_.changes.begin(), present_.changes.end(), [&](const Change& one) {
                const bool official = kind == NameKind::official;
                return one.stands() && one.said.unit == unit &&
                       one.said.kind == ChangeKind::rename &&
                       (text == (official ? one.said.official : one.said.short_name) ||
                        text == (official ? one.before_official : one.before_short));
            });
    }

    void compare_names(const Change& change) {
        const auto& said = change.said;
        const auto* const plain = present_.plain.find(said.unit);
        bool agreed = true;
        for (const auto kind : {NameKind::official, NameKind::short_name}) {
            const auto& mine = kind == NameKind::official ? said.official : said.short_name;
            const auto theirs = name_on(plain->spec, kind, said.on);
            if (mine.empty() || theirs.empty()) {
                continue;
            }
            agreed &= mine == theirs;
            if (!is_known(said.unit, kind, theirs)) {
                PackSays says;
                says.change = change.id;
                says.field = kind == NameKind::official ? "official" : "short";
                says.text = theirs;
                out_.otherwise.push_back(std::move(says));
            }
        }
        if (agreed) {
            out_.agreed.push_back(change.id);
        }
    }

    void compare_end(const Change& change) {
        const auto& said = change.said;
        const auto& plain = present_.plain.find(said.unit)->spec;
        std::vector<UnitId> theirs;
        for (const auto& unit : present_.plain.units()) {
            if (std::any_of(unit.spec.succeeds.begin(), unit.spec.succeeds.end(),
                            [&](const auto& before) { return before.first == plain.code; })) {
                theirs.push_back(unit.id);
            }
        }
        auto mine = said.successors;
        std::sort(mine.begin(), mine.end());
        std::sort(theirs.begin(), theirs.end());
        PackSays says;
        says.change = change.id;
        if (plain.valid.until && *plain.valid.until != said.on) {
            says.field = "until";
            says.until = plain.valid.until;
            out_.otherwise.push_back(says);
        }
        if (!theirs.empty() && theirs != mine) {
            says.field = "successors";
            says.until.reset();
            says.successors = theirs;
            out_.otherwise.push_back(says);
        }
        if (plain.valid.until == said.on && theirs == mine) {
            out_.agreed.push_back(change.id);
        }
    }

    Present& present_;
    Changes& out_;
};

} // namespace

Changes list_changes(store::Reader& reader) {
    auto present = read_present(reader);
    Changes changes;
    Compared{present, changes}.run();
    changes.all = std::move(present.changes);
    std::reverse(changes.all.begin(), changes.all.end());
    return changes;
}

} // namespace luoshi::org

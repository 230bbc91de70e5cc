// SPDX-License-Identifier: Apache-2.0
#include "followup/questions.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::followup {
namespace {

constexpr double kSure = 0.9; // below it a person looks at the field

// Every item and the general bucket, in the order of the text.
template <class Visit>
void each_item(Draft& draft, Visit&& visit) {
    for (auto& item : draft.items) {
        visit(item);
    }
    visit(draft.general);
}

void add_once(std::vector<std::string>& keys, const std::string& key) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        keys.push_back(key);
    }
}

class Questions {
public:
    Questions(Draft& draft, const DraftInput& input, const std::map<std::string, Choice>& answers)
        : draft_(draft), input_(input), answers_(answers) {}

    void run() {
        ask_about_units();
        each_item(draft_, [&](DraftItem& item) {
            ask_about_flags(item);
            ask_about_doubts(item);
        });
        for (const auto& field : draft_.header) {
            if (field.read.confidence < kSure && !field.values.empty()) {
                ask_low("header", field.field, field.values.front(), field.read);
            }
        }
        std::stable_sort(
            draft_.questions.begin(), draft_.questions.end(),
            [](const Question& a, const Question& b) { return a.confidence < b.confidence; });
        for (auto& question : draft_.questions) {
            answer(question);
        }
    }

private:
    // The question of that id, made when there is none yet: same kinds are asked once.
    Question& question(std::string id, QuestionKind kind, double confidence, std::string rule) {
        const auto it = std::find_if(draft_.questions.begin(), draft_.questions.end(),
                                     [&](const Question& q) { return q.id == id; });
        if (it != draft_.questions.end()) {
            it->confidence = std::min(it->confidence, confidence);
            return *it;
        }
        Question fresh;
        fresh.id = std::move(id);
        fresh.kind = kind;
        fresh.confidence = confidence;
        fresh.rule = std::move(rule);
        return draft_.questions.emplace_back(std::move(fresh));
    }

    void ask_about_units() {
        each_item(draft_, [&](DraftItem& item) {
            for (const auto& party : item.parties) {
                const auto* unit = input_.directory.find(party.mapped_to);
                if (unit == nullptr) {
                    ask_unknown(item, party);
                } else if (unit->kind == org::UnitKind::group &&
                           unit->list_basis != org::ListBasis::official) {
                    ask_list(item, party, *unit);
                }
            }
        });
    }

    void ask_unknown(const DraftItem& item, const DraftParty& party) {
        if (is_made(party.unit)) {
            return;
        }
        auto& asked = question("unit:" + fold(party.unit), QuestionKind::unknown_unit,
                               std::min(party.read.confidence, 0.6), "directory.unknown");
        place(asked, item, party);
        asked.choices = {Choice::pending};
    }

    void ask_list(const DraftItem& item, const DraftParty& party, const org::Unit& unit) {
        const auto basis = unit.list_basis.value_or(org::ListBasis::none);
        const bool listed = basis != org::ListBasis::none;
        auto& asked =
            question("list:" + fold(party.unit), QuestionKind::no_list, listed ? 0.66 : 0.78,
                     listed ? "directory.list-not-official" : "directory.no-list");
        place(asked, item, party);
        asked.unit = unit.id;
        asked.text_units = input_.directory.expand(unit.id, input_.at);
        asked.choices =
            listed ? std::vector{Choice::accept, Choice::pending} : std::vector{Choice::pending};
    }

    static void place(Question& asked, const DraftItem& item, const DraftParty& party) {
        asked.text = party.unit;
        add_once(asked.items, item.key);
        if (party.read.span) {
            asked.spans.emplace_back(item.key, *party.read.span);
        }
    }

    bool is_made(const std::string& text) const {
        return std::any_of(draft_.units.begin(), draft_.units.end(), [&](const UnitMapping& u) {
            return u.made && fold(u.text) == fold(text);
        });
    }

    void ask_about_flags(const DraftItem& item) {
        for (const auto& flag : item.flags) {
            if (flag.kind == "text_differs") {
                ask_which_side(item, flag);
            } else if (flag.kind == "open_list") {
                add_flag("open", QuestionKind::open_list, 0.8, "clause.open-list", item, flag);
            } else if (flag.kind == "vague_time" && item.deadlines.empty()) {
                add_flag("vague", QuestionKind::vague_time, 0.83, "time.vague", item, flag);
            }
        }
    }

    void add_flag(const char* id, QuestionKind kind, double confidence, const char* rule,
                  const DraftItem& item, const notice::Flag& flag) {
        auto& asked = question(id, kind, confidence, rule);
        asked.text = asked.text.empty() || asked.text.find(flag.text) != std::string::npos
                         ? (asked.text.empty() ? flag.text : asked.text)
                         : asked.text + "、" + flag.text;
        add_once(asked.items, item.key);
        asked.spans.emplace_back(item.key, flag.span);
        asked.choices = {Choice::accept};
    }

    void ask_which_side(const DraftItem& item, const notice::Flag& flag) {
        auto& asked =
            question("differs:" + item.key, QuestionKind::text_differs, 0.71, "clause.before-text");
        asked.text = flag.text;
        asked.clause = flag.clause;
        asked.items = {item.key};
        asked.spans.emplace_back(item.key, flag.span);
        asked.choices = {Choice::clause, Choice::text, Choice::pending};
        if (const auto* unit = input_.directory.find_name(flag.text, input_.at)) {
            asked.text_units = input_.directory.expand(unit->id, input_.at);
        }
        const auto& clause = item.clause_parties.empty() ? item.parties : item.clause_parties;
        for (const auto& party : clause) {
            const auto* unit = party.role != notice::Role::report_to ? unit_of(party) : nullptr;
            if (unit != nullptr) {
                const auto more = input_.directory.expand(unit->id, input_.at);
                asked.clause_units.insert(asked.clause_units.end(), more.begin(), more.end());
            }
            if (party.role != notice::Role::report_to && party.read.span) {
                asked.spans.emplace_back(item.key, *party.read.span);
            }
        }
    }

    const org::Unit* unit_of(const DraftParty& party) const {
        if (const auto* unit = input_.directory.find(party.mapped_to)) {
            return unit;
        }
        return input_.directory.find_name(party.unit, input_.at);
    }

    void ask_about_doubts(const DraftItem& item) {
        for (std::size_t i = 0; i < item.parties.size(); ++i) {
            const auto& party = item.parties[i];
            if (party.read.confidence < kSure && party.mapped_to) {
                ask_low(item.key, fmt::format("party:{}", i), party.unit, party.read);
            }
        }
        for (std::size_t i = 0; i < item.deadlines.size(); ++i) {
            if (item.deadlines[i].read.confidence < kSure) {
                ask_low(item.key, fmt::format("deadline:{}", i), item.deadlines[i].text,
                        item.deadlines[i].read);
            }
        }
    }

    void ask_low(const std::string& key, const std::string& field, const std::string& text,
                 const Read& read) {
        auto& asked = question(fmt::format("low:{}:{}", key, field), QuestionKind::low_confidence,
                               read.confidence, read.rule);
        asked.text = text;
        asked.items = {key};
        asked.choices = {Choice::accept};
        if (read.span) {
            asked.spans.emplace_back(key, *read.span);
        }
    }

    // Takes the answer given, and lets "left open" reach the parties it is about.
    void answer(Question& question) {
        const auto it = answers_.find(question.id);
        if (it == answers_.end() || std::find(question.choices.begin(), question.choices.end(),
                                              it->second) == question.choices.end()) {
            return;
        }
        question.answer = std::string{to_string(it->second)};
        if (it->second != Choice::pending) {
            return;
        }
        each_item(draft_, [&](DraftItem& item) {
            for (auto& party : item.parties) {
                const bool of_unit = (question.id == "unit:" + fold(party.unit) ||
                                      question.id == "list:" + fold(party.unit));
                const bool of_item =
                    question.id == "differs:" + item.key && party.role != notice::Role::report_to;
                party.pending = party.pending || of_unit || of_item;
            }
        });
    }

    Draft& draft_;
    const DraftInput& input_;
    const std::map<std::string, Choice>& answers_;
};

} // namespace

void map_units(Draft& draft, const DraftInput& input, const std::map<std::string, MapUnit>& mapped,
               const std::map<std::string, MakeUnit>& made) {
    std::map<std::string, std::size_t> place;
    each_item(draft, [&](DraftItem& item) {
        for (auto& party : item.parties) {
            const auto key = fold(party.unit);
            const auto [it, fresh] = place.try_emplace(key, draft.units.size());
            if (fresh) {
                UnitMapping unit;
                unit.text = party.unit;
                if (const auto said = mapped.find(key); said != mapped.end()) {
                    unit.mapped_to = said->second.unit;
                    unit.remember = said->second.remember;
                } else if (const auto make = made.find(key); make != made.end()) {
                    unit.made = make->second;
                } else if (const auto* found = input.directory.find_name(party.unit, input.at)) {
                    unit.mapped_to = found->id;
                } else if (const auto* full =
                               party.unit_full.empty()
                                   ? nullptr
                                   : input.directory.find_name(party.unit_full, input.at)) {
                    unit.mapped_to = full->id;
                }
                draft.units.push_back(std::move(unit));
            }
            auto& unit = draft.units[it->second];
            ++unit.count;
            add_once(unit.items, item.key);
            party.mapped_to = unit.mapped_to;
        }
    });
    for (auto& unit : draft.units) {
        if (!unit.mapped_to && !unit.made) {
            for (const auto* like : input.directory.suggest(unit.text, input.at, 5)) {
                unit.suggestions.push_back(like->id);
            }
        }
    }
    std::stable_partition(draft.units.begin(), draft.units.end(),
                          [](const UnitMapping& u) { return !u.mapped_to && !u.made; });
}

void ask_questions(Draft& draft, const DraftInput& input,
                   const std::map<std::string, Choice>& answers) {
    Questions{draft, input, answers}.run();
}

} // namespace luoshi::followup

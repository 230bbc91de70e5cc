// SPDX-License-Identifier: Apache-2.0
// 督查专报: drafted by the office from the state of a plan, edited, and numbered when it is issued,
// which sends it to the leaders chosen.
//
//   Briefs::draft, renew, change, drop, issue     the office
//   list, detail                                  a leader sees what was sent to the own seat
//
// Figures are those of one moment and are never edited; words are. Errors of all that take one:
// not_found (leader.no-brief), precondition_failed (http.precondition-failed), conflict
// (leader.not-now, details act, state).
#pragma once

#include "leader/papers.hpp"

#include <map>
#include <string>
#include <vector>

namespace luoshi::leader {

struct Figures {
    std::int64_t tasks = 0;
    std::map<followup::Light, std::int64_t> lights; // those that are not 0
    std::int64_t late_reports = 0, late_units = 0;
    Date on;
    Timestamp at{}; // 数据截至
    std::int64_t of(followup::Light light) const;
};

struct Stuck { // 卡在哪里: one line
    std::string words;
    std::vector<org::UnitId> units; // with whom it lies
    std::optional<Date> since;
    std::string step; // "" none
    std::optional<followup::Light> light;
    std::string link; // path in the pages; "" none
};

struct Proposal { // 建议
    std::string words;
    org::UnitId unit; // to whom; none: the office
    std::optional<Date> by;
};

struct BriefText { // what the office may edit
    std::string title, words;
    std::vector<Stuck> stuck;
    std::vector<Proposal> proposals;
};

enum class BriefState : std::uint8_t { draft, issued, dropped };
std::string_view to_string(BriefState state) noexcept;

struct Brief {
    BriefId id;
    followup::PlanId plan;
    org::UnitId office; // none where its people have no unit
    BriefText text;
    Figures figures;
    BriefState state = BriefState::draft;
    std::int64_t year = 0, number = 0; // 0: 待编
    std::optional<Date> issued_on;
    std::string issued_by;
    std::int64_t version = 1;
    std::string created_by;
    Timestamp created_at{};
};
std::string number_of(const Brief& brief); // "2011年第3期"; 待编 before the issue

struct ShownBriefs {
    std::vector<Brief> briefs; // newest first
    std::shared_ptr<const org::Directory> directory;
};

class Briefs {
public:
    static constexpr std::size_t kLines = 20; // of each kind

    // All borrowed.
    struct Sources {
        store::Database& database;
        org::Directories& directories;
        followup::Plans& plans;
        followup::Lives& lives;
        duty::Dues& dues;
        const Clock& clock;
    };
    explicit Briefs(Sources sources) : sources_(sources) {}

    // Errors: not_found (followup.no-plan), conflict (followup.not-started).
    BriefId draft(const duty::Who& office, followup::PlanId plan);
    // Figures of now, and summary and stuck points as they follow from them; title and proposals
    // stay.
    void renew(const duty::Who& office, BriefId brief, std::int64_t version);
    // Errors: invalid_argument (leader.incomplete, detail field), not_found (org.no-unit).
    void change(const duty::Who& office, BriefId brief, std::int64_t version,
                const BriefText& text);
    void drop(const duty::Who& office, BriefId brief, std::int64_t version);
    // Numbers have no gaps: each year from 1, for each plan. Errors: those of send_in(),
    // invalid_argument (leader.incomplete, detail stuck or proposals).
    PaperId issue(const duty::Who& office, BriefId brief, std::int64_t version,
                  const std::vector<access::PersonId>& leaders);

    ShownBriefs list(followup::PlanId plan); // without those dropped
    ShownBriefs detail(const access::Principal& who, BriefId brief);

private:
    struct Content {
        BriefText text;
        Figures figures;
    };
    Content gather(followup::PlanId plan);

    Sources sources_;
};

} // namespace luoshi::leader

// SPDX-License-Identifier: Apache-2.0
// One run: days of acts chosen by the seed, crashes among them, laws after each day.
#pragma once

#include "documents.hpp"
#include "faults.hpp"
#include "model.hpp"
#include "papers.hpp"
#include "parts.hpp"
#include "world.hpp"

#include "base/error.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace luoshi::sim {

struct Broken { // a law
    std::string law, what;
};
using Counts = std::map<std::string, std::int64_t>; // of acts

class Run {
public:
    Run(const Seedbed& seedbed, std::uint64_t seed, const Fault* fault);
    // Throws Broken. Afterwards day() and acts() tell where.
    void live(int days);
    Date day() const { return world_.clock.today(); }
    const std::deque<std::string>& acts() const { return acts_; } // the last 30
    const Counts& counts() const { return counts_; }

private:
    enum class Outcome { done, refused, lost }; // lost: died before the commit
    std::uint64_t below(std::uint64_t end) { return random_() % end; }
    bool chance(int percent) { return static_cast<int>(below(100)) < percent; }
    Server& server() { return world_.server(current_); }
    const duty::Who& person(const std::string& name) { return world_.bed.people.at(name); }
    duty::Who drafter_of(const std::string& unit);
    const duty::Who& signer_of(const std::string& unit);

    template <class Function>
    Outcome act(const std::string& name, const std::string& on, Function&& function);
    void note(std::string line);
    void one_day(bool last);
    void background();
    void run_reminders(bool may_crash);
    void run_duties();
    void run_outbox(bool may_crash);
    void finish();
    void learn_dues();

    void issue_duties();
    void due_act();
    void unit_act(DueModel& due, duty::DueId id);
    void office_act(DueModel& due, duty::DueId id);
    void draft_act(DueModel& due, duty::DueId id);
    void sign_act(DueModel& due, duty::DueId id);
    void paper_act(DueModel& due, duty::DueId id);
    void ask_act(DueModel& due, duty::DueId id);
    void enter_act(DueModel& due, duty::DueId id);
    void return_act(DueModel& due, duty::DueId id);
    bool settle(DueModel& due, duty::DueId id); // false: not all of them
    void try_accepted(DueModel& due, duty::DueId id);
    void decide_time();
    void deputies();
    void staff();
    void life_act();

    std::set<std::string> people_of(const std::string& unit); // who answers for it now
    void expect_told(const std::set<std::string>& names, const std::string& key);
    void expect_told(const DueModel& due, const std::string& end, bool with_holder);

    // part_acts.cpp
    struct TaskNow {
        std::optional<Date> due;
        bool over = false;
    };
    TaskNow task_now(std::size_t task);
    void expect_beyond_told();
    std::optional<Date> last_milestone(std::size_t task);
    std::optional<Date> limit_of(std::size_t task, std::int64_t parent);
    Date some_date(std::size_t task, std::int64_t parent); // mostly within the limit
    bool may_have(const PartModel& part, const std::string& unit);
    bool was_done(Outcome outcome, bool may, const std::string& what);
    std::int64_t version_of(const PartModel& part); // sometimes another
    void expect_part_told(const PartModel& part, const std::string& unit, const std::string& end);
    void run_part_reminders(bool may_crash);
    void part_act();
    void hand_out_act();
    void learn_parts(PartModel part, const std::vector<std::string>& units);
    void owner_act(PartModel& part, const std::string& what);
    void giver_act(PartModel& part, const std::string& what);
    void change_act(PartModel& part);
    void try_done_part(const PartModel& part);
    void check_parts();
    void check_sums();

    // document_acts.cpp
    duty::Who who_leads(const DocumentModel& document);
    void run_documents(bool may_crash);
    void learn_documents();
    bool was_right(Outcome outcome, bool may, const DocumentModel& document, const char* law,
                   const std::string& what);
    void document_act();
    void text_act(DocumentModel& document);
    void step_act(DocumentModel& document, std::size_t step);
    void ask_units_act(DocumentModel& document, bool sign);
    void answer_act(DocumentModel& document, AskModel& ask);
    void settle_ask_act(DocumentModel& document, AskModel& ask);
    void issue_act(DocumentModel& document);
    void revise_act(DocumentModel& document);
    void check_documents();
    void check_document(const DocumentModel& document);
    void check_register();

    // leader_acts.cpp
    std::string some_leader();
    bool was_so(Outcome outcome, bool may, const char* law, const std::string& what);
    void leader_act();
    void send_paper_act();
    void read_act(PaperModel& paper);
    void learn_remark(RemarkModel remark);
    void write_remark_act(const PaperModel& paper);
    void record_remark_act();
    void hand_on_act(RemarkModel& remark);
    void take_back_act(RemarkModel& remark);
    void check_remarks();
    void check_seen(const RemarkModel& remark, const access::Principal& who, bool may,
                    const std::string& unit);
    void check_papers(const std::string& leader, const access::Principal& who);

    // reform.cpp
    void reform();
    void put_in_force();
    bool move_dues(const ReformModel& one);
    bool move_tasks();
    bool move_parts(const ReformModel& one);
    std::string name_of(const DueModel& due) const;
    void check_roles();

    // laws.cpp
    void check_laws();
    const std::set<std::string>& expected_dues(); // names
    void check_dues();
    void check_told();
    void check_accepted();
    bool approved_once(const followup::Life& life);
    void check_lights();
    void check_letters(bool at_end);
    void check_audit();
    void check(bool holds, const char* law, const std::string& what);

    World world_;
    const Fault* fault_;
    std::mt19937_64 random_;
    std::size_t current_ = 0;
    int crashes_ = 0;
    std::deque<std::string> acts_;
    Counts counts_;
    std::map<std::string, DutyModel> duties_;
    std::map<std::int64_t, DueModel> dues_;
    std::map<std::string, Date> expected_from_; // duty → the day after those in expected_
    std::set<std::string> expected_;            // names of dues
    std::map<std::string, bool> active_;
    std::set<std::pair<std::string, std::string>> told_; // key, name
    std::set<std::pair<std::string, std::string>> may_be_told_;
    Date version_day_;
    std::vector<ReformModel> reforms_{{"m.c", "m.d", Date::parse("2021-09-01")},
                                      {"m.e", "m.f", {}}};
    Places places_;
    Parts parts_;
    std::map<std::int64_t, DocumentModel> documents_;
    std::map<std::int64_t, PaperModel> papers_;
    std::map<std::int64_t, RemarkModel> remarks_;
    std::set<std::pair<std::int64_t, Date>> moved_;  // parts, to another unit
    std::map<std::int64_t, std::string> accepted_;   // due → text
    std::map<std::int64_t, std::string> bodies_;     // due → text typed last
    std::vector<std::pair<Date, Date>> deputy_days_; // 甲1 for 甲签
    std::set<std::int64_t> approved_;                // tasks
};

// One act on one of the servers, which may die at any of its writes.
template <class Function>
Run::Outcome Run::act(const std::string& name, const std::string& on, Function&& function) {
    current_ = below(2);
    if (chance(3)) {
        server().database.crash_at(1, chance(50));
    }
    auto outcome = Outcome::done;
    try {
        function();
        ++counts_[name];
        note(name + " " + on);
    } catch (const Error& error) {
        ++counts_["refused"];
        note(name + " " + on + " refused: " + error.reason());
        outcome = Outcome::refused;
    } catch (const store::Crash& crash) {
        const bool power = chance(30);
        ++crashes_;
        ++counts_[crash.committed ? "crash after commit" : "crash before commit"];
        counts_["power cut"] += power ? 1 : 0;
        note(name + " " + on + (crash.committed ? " died after commit" : " died before commit"));
        world_.restart(current_, power);
        outcome = crash.committed ? Outcome::done : Outcome::lost;
    }
    server().database.crash_at(0, false);
    return outcome;
}

} // namespace luoshi::sim

// SPDX-License-Identifier: Apache-2.0
// demo — what invented people do in a demonstration, so that a visitor meets an office at work.
//
//   read_script   (script.hpp)   demo/autumn.yaml of a pack
//   Autumn::hire                 accounts nobody can log in to, and their entries as liaisons
//   Autumn::play                 what is due on the business date, through the modules' own doors
//
// Every act asks first whether it is still to be done, so a day can be played again, or late, and
// what a visitor did meanwhile stands. One thread at a time.
#pragma once

#include "demo/script.hpp"

#include "access/person.hpp"
#include "duty/chains.hpp"
#include "followup/ids.hpp"
#include "org/directory.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi {
class Clock;
class WorkCalendar;
} // namespace luoshi
namespace luoshi::access {
class Access;
}
namespace luoshi::duty {
class Calls;
class Dues;
class Duties;
class Submissions;
struct DueLine;
} // namespace luoshi::duty
namespace luoshi::followup {
class Lives;
class Plans;
struct Asker;
struct Life;
} // namespace luoshi::followup
namespace luoshi::leader {
class Papers;
class Remarks;
} // namespace luoshi::leader
namespace luoshi::liaison {
class Liaisons;
}
namespace luoshi::org {
class Directories;
}
namespace luoshi::outcome {
class Documents;
}
namespace luoshi::store {
class Database;
}
namespace luoshi::subtask {
class Subtasks;
}

namespace luoshi::demo {

struct Services { // all borrowed
    store::Database& database;
    const Clock& clock;
    org::Directories& directories;
    access::Access& access;
    followup::Plans& plans;
    followup::Lives& lives;
    duty::Duties& duties;
    duty::Dues& dues;
    duty::Submissions& submissions;
    duty::Calls& calls;
    subtask::Subtasks& subtasks;
    leader::Papers& papers;
    leader::Remarks& remarks;
    outcome::Documents& documents;
    liaison::Liaisons& liaisons;
};

class Autumn {
public:
    Autumn(Services services, Script script, followup::PlanId plan);
    ~Autumn();

    const Script& script() const noexcept { return script_; }
    // For the units that have work in the plan, owe it a report or are named in the script. Again:
    // those still without.
    void hire();
    struct Played {
        int acts = 0;
        std::map<std::string, int>
            refused; // by reason: somebody had done otherwise, or the script errs
    };
    Played play();

private:
    struct Task; // task_acts.cpp
    using Who = duty::Who;

    // cast.cpp
    std::string name_for(std::string_view key) const;
    const Who* drafter(org::UnitId unit) const;
    const Who* signer(org::UnitId unit) const;
    const Who& office() const { return office_.front(); }
    const Who& office(std::string_view key) const; // of its people, by the seed
    void learn_people();

    // Drawn anew from the seed for each key, the same every time. Ranges: 0 <= answer < below.
    std::uint64_t draw(std::string_view key, std::uint64_t below) const;
    bool chance(std::string_view key, int percent) const;
    const std::string& one_of(const Words& words, std::string_view key) const;
    Date drawn_day(std::string_view key, Date from, Date until) const; // a working day

    // Does it, unless somebody has done otherwise meanwhile.
    void act(const std::function<void()>& what);
    // Looks and acts; what a visitor took away meanwhile ends this look, not the others.
    void guard(const std::function<void()>& what);

    // task_acts.cpp
    void task_acts();
    void sign(Task& task);
    bool objects_to(const Task& task, org::UnitId unit) const;
    void object(Task& task);
    void plan_steps(Task& task);
    void say_progress(Task& task);
    void steps(Task& task);
    void splits();
    // report_acts.cpp
    void reports();
    void report(const ReportScript& script, const duty::DueLine& line);
    void hand_in(const ReportScript& script, const duty::DueLine& line, Date on);
    void review(const ReportScript& script, const duty::DueLine& line);
    void mend(const ReportScript& script, const duty::DueLine& line);
    void ring(const ReportScript& script, const duty::DueLine& line);
    void move_on(const duty::DueLine& line);
    // paper_acts.cpp
    void papers();
    void documents();

    Date today() const;
    org::UnitId unit(std::string_view code) const; // none: no such unit
    followup::Asker asker(org::UnitId unit) const;
    followup::Asker office_asker(std::string_view key) const;

    Services services_;
    Script script_;
    followup::PlanId plan_;
    std::shared_ptr<const org::Directory> directory_;
    std::unique_ptr<const WorkCalendar> calendar_;
    std::map<org::UnitId, Who> drafters_, signers_;
    std::vector<Who> office_, leaders_;
    std::map<std::string, followup::TaskId> tasks_; // by number in the notice
    Played played_;
};

} // namespace luoshi::demo

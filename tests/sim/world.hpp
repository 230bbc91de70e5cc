// SPDX-License-Identifier: Apache-2.0
// The office a run lives in: one store, two servers on it, a faked mail server, a clock.
#pragma once

#include "access/access.hpp"
#include "duty/chains.hpp"
#include "duty/dues.hpp"
#include "duty/duties.hpp"
#include "duty/reminders.hpp"
#include "duty/submissions.hpp"
#include "followup/imports.hpp"
#include "followup/life.hpp"
#include "followup/plans.hpp"
#include "form/library.hpp"
#include "leader/papers.hpp"
#include "leader/remarks.hpp"
#include "liaison/reform.hpp"
#include "notify/notices.hpp"
#include "notify/outbox.hpp"
#include "org/org.hpp"
#include "outcome/documents.hpp"
#include "pack/pack.hpp"
#include "store/audit.hpp"
#include "store/testing/crashing_database.hpp"
#include "store/testing/temporary_postgres.hpp"
#include "store/testing/test_store.hpp"
#include "subtask/reminders.hpp"
#include "subtask/subtasks.hpp"
#include "supervise/supervise.hpp"

#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace luoshi::sim {

struct Fault; // faults.hpp

// Takes, refuses, loses the answer, or dies around the hand-over, by the seed.
class FakeSender final : public notify::Sender {
public:
    explicit FakeSender(std::uint64_t seed) : random_(seed) {}
    void send(const notify::Mail& mail) override;
    void send(const notify::WebhookCall& call) override;
    void calm() { calm_ = true; } // from now on it takes everything
    // A server died after `last` was taken and before that was written down, perhaps.
    void died();
    void renew_ids(bool on) { renew_ids_ = on; } // as a careless server would

    std::map<std::string, int> taken;   // by Message-ID or delivery
    std::map<std::string, int> planted; // repeats this sender gave rise to
    int refused = 0, lost = 0, crashes = 0;

private:
    void hand(std::string id);
    std::mt19937_64 random_;
    bool calm_ = false, renew_ids_ = false;
    std::string last_;
};

struct Server {
    Server(store::Database& under, store::Blobs& blobs, const Clock& clock, FakeSender& sender,
           const std::shared_ptr<const std::vector<duty::DutySpecs>>& duty_specs,
           const followup::PlanSpecs& plan_specs,
           const std::shared_ptr<const std::vector<outcome::OutcomeSpecs>>& outcome_specs,
           const std::string& name);
    store::CrashingDatabase database;
    org::Directories directories;
    access::Access access;
    form::Library library;
    duty::Duties duties;
    duty::Dues dues;
    duty::Chains chains;
    duty::Submissions submissions;
    duty::Reminders reminders;
    notify::Notices notices;
    notify::Outbox outbox;
    followup::Lives lives;
    subtask::Subtasks subtasks;
    subtask::Reminders part_reminders;
    outcome::Documents documents;
    followup::Plans plans;
    supervise::Supervision supervision;
    leader::Papers papers;
    leader::Remarks remarks;
    liaison::Reform reform;
};

enum class EngineKind { sqlite, postgresql };

// What every run begins with, made once: the pack loaded, people, a plan in force, duties drafted.
struct Seedbed {
    explicit Seedbed(EngineKind engine);
    EngineKind engine;
    store::TemporaryFolder folder;
    pack::Pack pack;
    std::shared_ptr<const std::vector<duty::DutySpecs>> duty_specs;
    followup::PlanSpecs plan_specs;
    std::shared_ptr<const std::vector<outcome::OutcomeSpecs>> outcome_specs;
    std::map<std::string, duty::Who> people;  // by name: 办, 甲1, 甲2, 甲签 …
    std::map<std::string, org::UnitId> units; // by code
    followup::PlanId plan;
    std::vector<followup::TaskId> tasks;

private:
    void fill(store::Database& database, store::Blobs& blobs, const Clock& clock);
};

class World {
public:
    World(const Seedbed& seedbed, std::uint64_t seed, const Fault* fault);
    ~World();
    // A server dies and comes up again; `power`: with it the store.
    void restart(std::size_t server, bool power);
    Server& server(std::size_t n) { return *servers_.at(n); }
    store::Database& database() { return *database_; }
    store::Blobs& blobs() { return *blobs_; }
    // Of the pack, with units.yaml as given: the version a run puts in force.
    std::string pack_folder(const std::string& units) const;
    // Behind the modules' backs.
    void run_sql(const std::string& sql);
    void rows(const std::string& sql, const std::function<void(const store::Row&)>& visit);

    const Seedbed& bed;
    ManualClock clock;
    FakeSender sender;

private:
    void open();
    void make(std::size_t server);
    const Fault* fault_;
    store::TemporaryFolder folder_;
    std::string path_; // of blobs, and of rows on SQLite
    std::string name_; // of the database on PostgreSQL
    IdMaker ids_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<store::Blobs> blobs_;
    std::vector<std::unique_ptr<Server>> servers_{2};
};

} // namespace luoshi::sim
